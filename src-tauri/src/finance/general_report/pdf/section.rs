//! One section of the document: its band, its table of years, its growth.

use super::layout::{BOTTOM, MARGIN, Sheet, TOP, WIDTH};
use crate::{
    exports::{
        brl::{money, percent},
        palette::{BLACK, BLUE, DARK_GREEN, GRID, LIGHT_BLUE, LIGHT_GREEN, NAVY, WHITE},
        pdf::{
            font::{Fonts, Weight},
            page::{Area, Page, Text},
        },
    },
    finance::general_report::{
        build::MONTHS,
        model::{ReportSectionYears, ReportYear},
        texts::Export,
    },
    kernel::Cents,
};

const ROW: f32 = 18.0;
const YEAR_WIDTH: f32 = 54.0;
const TOTAL_WIDTH: f32 = 92.0;
const MONTH_WIDTH: f32 = (WIDTH - YEAR_WIDTH - TOTAL_WIDTH) / 12.0;
/// Room for the growth, and between two sections.
const GROWTH: f32 = 24.0;
const GAP: f32 = 10.0;
const SIZE: f32 = 8.0;
/// Between a cell's border and its text.
const INSET: f32 = 4.0;
/// Fills of every second row: the months, and the total.
const STRIPE: u32 = 0xF8_FA_FD;
const STRIPE_TOTAL: u32 = 0xED_F3_FC;

/// Which side of its cell a text keeps to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// How a cell looks.
#[derive(Debug, Clone, Copy)]
struct Style {
    fill: Option<u32>,
    colour: u32,
    weight: Weight,
    side: Side,
}

/// Places a section at `top`, on a fresh page when it does not fit; where the next one begins.
pub(super) fn place(sheet: &mut Sheet, export: &Export, section: &ReportSectionYears, top: f32, fonts: &Fonts) -> f32 {
    #[allow(clippy::cast_precision_loss, reason = "a few years")]
    let height = 2.0 * ROW + ROW * section.rows.len() as f32 + GROWTH + GAP;
    let mut top = top;
    if top + height > BOTTOM && top > TOP {
        sheet.turn(export);
        top = TOP;
    }
    top = place_head(sheet.page(export), section, top, fonts);
    for (index, year) in section.rows.iter().enumerate() {
        // More years than a page holds go on under the same head.
        if top + ROW > BOTTOM {
            sheet.turn(export);
            top = place_head(sheet.page(export), section, TOP, fonts);
        }
        place_year(sheet.page(export), year, index, top, fonts);
        top += ROW;
    }
    if top + GROWTH > BOTTOM {
        sheet.turn(export);
        top = TOP;
    }
    place_growth(sheet.page(export), export, section, top, fonts);
    top + GROWTH + GAP
}

/// The band with the section's name, and the names of the columns.
fn place_head(page: &mut Page, section: &ReportSectionYears, top: f32, fonts: &Fonts) -> f32 {
    page.areas.push(Area { left: MARGIN, top, width: WIDTH, height: ROW, fill: Some(NAVY), border: None });
    page.texts.push(Text {
        left: MARGIN + 6.0,
        baseline: top + 12.0,
        size: 9.0,
        weight: Weight::Bold,
        colour: WHITE,
        text: section.label.clone(),
    });
    let style = Style { fill: Some(BLUE), colour: WHITE, weight: Weight::Bold, side: Side::Left };
    let names = std::iter::once("Ano").chain(MONTHS).chain(["Total"]);
    for (column, name) in names.enumerate() {
        place_cell(page, column, top + ROW, name, style, fonts);
    }
    top + 2.0 * ROW
}

fn place_year(page: &mut Page, year: &ReportYear, index: usize, top: f32, fonts: &Fonts) {
    let is_striped = index % 2 == 1;
    let stripe = is_striped.then_some(STRIPE);
    let bold = Style { fill: stripe, colour: NAVY, weight: Weight::Bold, side: Side::Left };
    let plain = Style { fill: stripe, colour: BLACK, weight: Weight::Regular, side: Side::Right };
    let best = Style { fill: Some(LIGHT_GREEN), colour: DARK_GREEN, weight: Weight::Bold, side: Side::Right };
    let total_fill = if is_striped { STRIPE_TOTAL } else { LIGHT_BLUE };
    let mut amount = |column: usize, amount: Cents, style: Style| {
        place_cell(page, column, top, &money(amount), style, fonts);
    };
    for (month, (total, is_best)) in year.months.iter().zip(year.highlights).enumerate() {
        amount(month + 1, *total, if is_best { best } else { plain });
    }
    amount(13, year.total, Style { fill: Some(total_fill), side: Side::Right, ..bold });
    place_cell(page, 0, top, &year.year.to_string(), bold, fonts);
}

fn place_growth(page: &mut Page, export: &Export, section: &ReportSectionYears, top: f32, fonts: &Fonts) {
    let text = format!(
        "{}: {}  |  {}: {}",
        export.versus_best(),
        percent(section.growth_vs_best),
        export.versus_previous(),
        percent(section.growth_vs_previous_year)
    );
    page.texts.push(Text {
        left: MARGIN + 2.0,
        baseline: top + 14.0,
        size: SIZE,
        weight: Weight::Bold,
        colour: DARK_GREEN,
        text: fonts.shortened(&text, WIDTH - 4.0, SIZE, Weight::Bold),
    });
}

/// A cell of the table: column 0 is the year, 13 the total.
fn place_cell(page: &mut Page, column: usize, top: f32, text: &str, style: Style, fonts: &Fonts) {
    let (left, width) = column_bounds(column);
    page.areas.push(Area { left, top, width, height: ROW, fill: style.fill, border: Some(GRID) });
    let text = fonts.shortened(text, width - 2.0 * INSET, SIZE, style.weight);
    let left = match style.side {
        Side::Left => left + INSET,
        Side::Right => left + width - INSET - fonts.width(&text, SIZE, style.weight),
    };
    let baseline = top + ROW - ((ROW - SIZE) / 2.0 + 1.0);
    page.texts.push(Text { left, baseline, size: SIZE, weight: style.weight, colour: style.colour, text });
}

/// Left edge and width.
#[allow(clippy::cast_precision_loss, reason = "fourteen columns")]
fn column_bounds(column: usize) -> (f32, f32) {
    match column {
        0 => (MARGIN, YEAR_WIDTH),
        1..=12 => (MARGIN + YEAR_WIDTH + MONTH_WIDTH * (column - 1) as f32, MONTH_WIDTH),
        _ => (MARGIN + WIDTH - TOTAL_WIDTH, TOTAL_WIDTH),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::layout::sheet, *};
    use crate::{
        finance::general_report::{
            Section,
            build::{Question, cut, report},
            store::UnitSum,
            sums::Sums,
        },
        kernel::stamp,
    };

    /// A report with this many years of money in every section.
    fn export(years: i32, reais: f64) -> Export {
        let made_at = stamp::parse("2026-02-19 15:30:00").unwrap();
        let units = ["OURO VERDE", "CENTRO CAMBUI", "SHOPPING CAMPINAS", "RESOLVECARD"];
        let sum = |year: i32, unit: &str| UnitSum { period: format!("{year}-02"), unit: unit.into(), reais };
        let stored: Vec<_> = (2000..2000 + years).flat_map(|year| units.map(|unit| sum(year, unit))).collect();
        let sums = Sums::of(&stored, cut(made_at.date()));
        let question = Question { section: Section::All, month: None };
        Export { report: report(&sums, question, made_at.date(), String::new()), made_at }
    }

    #[test]
    fn nothing_leaves_its_page_or_its_cell() {
        let fonts = Fonts::load().unwrap();
        for (years, pages) in [(1, 1), (3, 1), (5, 2), (12, 3), (45, 10)] {
            let sheet = sheet(&export(years, 98_765_432.1), &fonts);
            assert_eq!(sheet.pages.len(), pages, "{years} years");
            for page in &sheet.pages {
                for area in &page.areas {
                    assert!(area.left >= MARGIN && area.left + area.width <= MARGIN + WIDTH + 0.01, "{area:?}");
                    assert!(area.top >= MARGIN && area.top + area.height <= BOTTOM + 0.01, "{area:?}");
                }
                for text in &page.texts {
                    let right = text.left + fonts.width(&text.text, text.size, text.weight);
                    let mut under = page.areas.iter().filter(|area| {
                        (area.left..area.left + area.width).contains(&text.left)
                            && (area.top..area.top + area.height).contains(&text.baseline)
                    });
                    let cell = under.next_back().map_or(MARGIN + WIDTH, |area| area.left + area.width);
                    assert!(right <= cell + 0.01, "{text:?} ends at {right}, its cell at {cell}");
                    assert!(!text.text.ends_with("..."), "{text:?}");
                }
            }
        }
    }

    #[test]
    fn areas_of_a_page_do_not_overlap() {
        let fonts = Fonts::load().unwrap();
        for page in &sheet(&export(7, 1.0), &fonts).pages {
            for (at, one) in page.areas.iter().enumerate() {
                for other in &page.areas[at + 1..] {
                    let apart = one.left + one.width <= other.left + 0.01
                        || other.left + other.width <= one.left + 0.01
                        || one.top + one.height <= other.top + 0.01
                        || other.top + other.height <= one.top + 0.01;
                    assert!(apart, "{one:?} {other:?}");
                }
            }
        }
    }
}
