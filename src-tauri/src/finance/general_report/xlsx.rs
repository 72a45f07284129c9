//! The report as a spreadsheet: one sheet, every number a plain value.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::{
    build::MONTHS,
    model::{ReportSectionYears, ReportYear},
    texts::{Export, NAME, TITLE},
};
use crate::exports::palette::{BLACK, BLUE, DARK_GREEN, GRID, LIGHT_GREEN, NAVY, TEAL, WHITE};

const MONEY: &str = "\"R$\" #,##0.00";
const PERCENT_POINTS: &str = "0.0\"%\"";
/// Fills of every second row: the months, and the total.
const STRIPE: u32 = 0xF9_FB_FF;
const STRIPE_TOTAL: u32 = 0xF0_F5_FF;
const HEADING: u32 = 0xF2_F7_FD;
/// Zero-based columns: `Total`, the last one of a growth's label, its value.
const TOTAL: u16 = 13;
const LABEL_END: u16 = 4;
const VALUE: u16 = 5;
/// Zero-based row of the first section.
const FIRST_SECTION: u32 = 5;
/// Excel's number for A3.
const PAPER_A3: u8 = 8;

/// The file.
///
/// # Errors
/// The library refused; nothing depends on the data.
pub(super) fn workbook(export: &Export) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(export)?);
    let sheet = workbook.add_worksheet();
    sheet.set_name(NAME)?.set_freeze_panes(4, 0)?;
    sheet.set_landscape().set_paper_size(PAPER_A3).set_print_fit_to_pages(1, 0);
    sheet.set_column_width(0, 10)?.set_column_width(TOTAL, 18)?;
    for month in 1..TOTAL {
        sheet.set_column_width(month, 16)?;
    }
    heading(sheet, export)?;
    let mut row = FIRST_SECTION;
    for section in &export.report.sections {
        row = write_section(sheet, export, section, row)?;
    }
    workbook.save_to_buffer()
}

fn properties(export: &Export) -> Result<DocProperties, XlsxError> {
    let made_at = ExcelDateTime::parse_from_str(&export.made_at.format("%Y-%m-%dT%H:%M:%S").to_string())?;
    Ok(DocProperties::new().set_author("Hub Consultare").set_title(TITLE).set_creation_datetime(&made_at))
}

/// The first three rows.
fn heading(sheet: &mut Worksheet, export: &Export) -> Result<(), XlsxError> {
    let rule = format!(
        "Destaque verde: maior faturamento historico do mes (comparacao entre anos). Crescimento calculado no {} (ate ontem).",
        export.report.accumulation_rule_label
    );
    let left = |size: f64, colour: u32, fill: u32| {
        cell()
            .set_font_size(size)
            .set_font_color(rgb(colour))
            .set_background_color(rgb(fill))
            .set_align(FormatAlign::Left)
    };
    let rows = [
        (TITLE.to_owned(), left(16.0, WHITE, NAVY).set_bold(), 24),
        (export.made(), left(11.0, BLACK, HEADING), 18),
        (rule, left(10.0, DARK_GREEN, LIGHT_GREEN), 16),
    ];
    for (row, (text, format, height)) in (0..).zip(rows) {
        sheet.set_row_height(row, height)?;
        sheet.merge_range(row, 0, row, TOTAL, &text, &format)?;
    }
    Ok(())
}

/// Writes a section at `row`; the row of the next one.
fn write_section(
    sheet: &mut Worksheet,
    export: &Export,
    section: &ReportSectionYears,
    row: u32,
) -> Result<u32, XlsxError> {
    let title = format!("{} | Referencia: {}", section.label, export.reference());
    let format = cell()
        .set_bold()
        .set_font_size(12)
        .set_font_color(rgb(WHITE))
        .set_background_color(rgb(NAVY))
        .set_align(FormatAlign::Left);
    sheet.set_row_height(row, 18)?.merge_range(row, 0, row, TOTAL, &title, &format)?;
    let format =
        cell().set_bold().set_font_color(rgb(WHITE)).set_background_color(rgb(BLUE)).set_align(FormatAlign::Center);
    for (column, text) in (0..).zip(std::iter::once("Ano").chain(MONTHS).chain(["Total"])) {
        sheet.write_string_with_format(row + 1, column, text, &format)?;
    }
    let mut row = row + 2;
    for year in &section.rows {
        write_year(sheet, year, row)?;
        row += 1;
    }
    row += 1;
    write_growth(sheet, row, &export.versus_best(), section.growth_vs_best, DARK_GREEN)?;
    write_growth(sheet, row + 1, &export.versus_previous(), section.growth_vs_previous_year, TEAL)?;
    Ok(row + 3)
}

fn write_year(sheet: &mut Worksheet, year: &ReportYear, row: u32) -> Result<(), XlsxError> {
    // People count rows from 1.
    let is_striped = (row + 1).is_multiple_of(2);
    let filled = |format: Format, fill: u32| if is_striped { format.set_background_color(rgb(fill)) } else { format };
    let navy = cell().set_bold().set_font_color(rgb(NAVY));
    let money = cell().set_num_format(MONEY).set_align(FormatAlign::Right);
    let plain = filled(money.clone(), STRIPE);
    let best = money.clone().set_bold().set_font_color(rgb(DARK_GREEN)).set_background_color(rgb(LIGHT_GREEN));
    let total = navy.clone().set_num_format(MONEY).set_align(FormatAlign::Right);
    sheet.write_number_with_format(row, 0, year.year, &filled(navy.set_align(FormatAlign::Center), STRIPE))?;
    for (column, (month, is_best)) in (1..).zip(year.months.iter().zip(year.highlights)) {
        sheet.write_number_with_format(row, column, month.reais(), if is_best { &best } else { &plain })?;
    }
    sheet.write_number_with_format(row, TOTAL, year.total.reais(), &filled(total, STRIPE_TOTAL))?;
    Ok(())
}

/// The label over five columns, so that it is read in full; the value beside it.
fn write_growth(sheet: &mut Worksheet, row: u32, label: &str, pct: Option<f64>, colour: u32) -> Result<(), XlsxError> {
    let bold = cell().set_bold();
    let label_format = bold.clone().set_font_color(rgb(NAVY)).set_align(FormatAlign::Left);
    let value_format = bold.set_font_color(rgb(colour)).set_align(FormatAlign::Right).set_num_format(PERCENT_POINTS);
    sheet.merge_range(row, 0, row, LABEL_END, label, &label_format)?;
    match pct {
        Some(pct) => sheet.write_number_with_format(row, VALUE, pct, &value_format)?,
        None => sheet.write_string_with_format(row, VALUE, "-", &value_format)?,
    };
    Ok(())
}

/// A cell inside the grid.
fn cell() -> Format {
    Format::new().set_border(FormatBorder::Thin).set_border_color(rgb(GRID)).set_align(FormatAlign::VerticalCenter)
}

fn rgb(colour: u32) -> Color {
    Color::RGB(colour)
}
