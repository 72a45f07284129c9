//! Where everything of a book goes: A4, upright unless a table has many columns; every page with its band, its page
//! number and the heads of the table it goes on with.

use super::{
    super::{
        palette::{BLACK, BLUE, GRID, NAVY, WHITE},
        table::{Book, Cell, Table, moment},
    },
    columns::{Column, INSET, SIZE, columns, lines, said},
    font::{Fonts, Weight},
    page::{Area, Page, Text},
};

const SHORT: f32 = 595.28;
const LONG: f32 = 841.89;
/// More columns than this lie on a page turned on its side.
const UPRIGHT_COLUMNS: usize = 5;
const MARGIN: f32 = 28.0;
const BAND: f32 = 44.0;
/// Where tables begin.
const TOP: f32 = MARGIN + BAND + 14.0;
/// Room for the page number.
const FOOT: f32 = 18.0;
const LINE: f32 = 10.0;
/// Above and below the lines of a cell.
const PAD: f32 = 3.0;
const TITLE: f32 = 20.0;
const GAP: f32 = 16.0;
/// Fill of every second row.
const STRIPE: u32 = 0xF5_F8_FC;
const GREY: u32 = 0x5B_67_77;
const NOTHING: &str = "Sem dados";

/// The document, page by page.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    pub(super) size: (f32, f32),
    pub(super) pages: Vec<Page>,
}

/// A book on its way to paper.
struct Press<'a> {
    book: &'a Book,
    fonts: &'a Fonts,
    sheet: Sheet,
    /// Where the next thing goes on the last page.
    top: f32,
}

/// How a row of cells looks.
#[derive(Debug, Clone, Copy)]
struct Style {
    fill: Option<u32>,
    colour: u32,
    weight: Weight,
}

const HEAD: Style = Style { fill: Some(BLUE), colour: WHITE, weight: Weight::Bold };

/// The document of `book`.
pub(super) fn sheet(book: &Book, fonts: &Fonts) -> Sheet {
    let is_wide = book.tables.iter().any(|table| table.columns.len() > UPRIGHT_COLUMNS);
    let size = if is_wide { (LONG, SHORT) } else { (SHORT, LONG) };
    let mut press = Press { book, fonts, sheet: Sheet { size, pages: Vec::new() }, top: TOP };
    press.turn();
    for table in &book.tables {
        press.place(table);
    }
    press.number_pages();
    press.sheet
}

impl Press<'_> {
    fn width(&self) -> f32 {
        self.sheet.size.0 - 2.0 * MARGIN
    }

    fn bottom(&self) -> f32 {
        self.sheet.size.1 - MARGIN - FOOT
    }

    fn page(&mut self) -> &mut Page {
        if self.sheet.pages.is_empty() {
            self.sheet.pages.push(Page::default());
        }
        let last = self.sheet.pages.len() - 1;
        &mut self.sheet.pages[last]
    }

    /// Goes on with a fresh page under its band.
    fn turn(&mut self) {
        let (first, last) = (self.book.period.first.format("%d/%m/%Y"), self.book.period.last.format("%d/%m/%Y"));
        let made = format!("{first} a {last}  |  Gerado em {}", moment(self.book.made_at));
        let text = |baseline, size, weight, text| Text {
            left: MARGIN + 10.0,
            baseline: MARGIN + baseline,
            size,
            weight,
            colour: WHITE,
            text,
        };
        let band =
            Area { left: MARGIN, top: MARGIN, width: self.width(), height: BAND, fill: Some(NAVY), border: None };
        let title = format!("{} - Hub Consultare", self.book.title);
        let texts = vec![text(19.0, 13.0, Weight::Bold, title), text(34.0, 8.0, Weight::Regular, made)];
        self.sheet.pages.push(Page { areas: vec![band], texts });
        self.top = TOP;
    }

    /// A table with its title; what does not fit goes on under the same heads.
    fn place(&mut self, table: &Table) {
        let columns = columns(table, MARGIN, self.width(), self.fonts);
        let names: Vec<String> = table.columns.iter().map(|name| (*name).to_owned()).collect();
        let head = self.broken(&names, &columns, HEAD.weight);
        let rows: Vec<Vec<Vec<String>>> = table
            .rows
            .iter()
            .map(|row| {
                let texts: Vec<String> = row.iter().map(|cell: &Cell| said(cell)).collect();
                self.broken(&texts, &columns, Weight::Regular)
            })
            .collect();
        let first = rows.first().map_or(LINE + 2.0 * PAD, |row| height(row));
        if self.top > TOP && self.top + TITLE + height(&head) + first > self.bottom() {
            self.turn();
        }
        self.title(table.title);
        self.row(&head, &columns, HEAD);
        for (at, row) in rows.iter().enumerate() {
            if self.top + height(row) > self.bottom() {
                self.turn();
                self.title(&format!("{} (continuação)", table.title));
                self.row(&head, &columns, HEAD);
            }
            let fill = (at % 2 == 1).then_some(STRIPE);
            self.row(row, &columns, Style { fill, colour: BLACK, weight: Weight::Regular });
        }
        if rows.is_empty() {
            let whole = Column { left: MARGIN, width: self.width(), is_number: false };
            let style = Style { fill: None, colour: GREY, weight: Weight::Regular };
            self.row(&[vec![NOTHING.to_owned()]], &[whole], style);
        }
        self.top += GAP;
    }

    /// The texts of a row in lines; never more of them than a page holds.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "lines of a page")]
    fn broken(&self, texts: &[String], columns: &[Column], weight: Weight) -> Vec<Vec<String>> {
        let most = ((self.bottom() - TOP - TITLE) / LINE / 2.0) as usize;
        let within = |(text, column): (&String, &Column)| {
            let mut broken = lines(text, column.width - 2.0 * INSET, weight, self.fonts);
            broken.truncate(most);
            broken
        };
        texts.iter().zip(columns).map(within).collect()
    }

    fn title(&mut self, title: &str) {
        let baseline = self.top + TITLE - 7.0;
        let text =
            Text { left: MARGIN, baseline, size: 11.0, weight: Weight::Bold, colour: NAVY, text: title.to_owned() };
        self.page().texts.push(text);
        self.top += TITLE;
    }

    fn row(&mut self, cells: &[Vec<String>], columns: &[Column], style: Style) {
        let (top, height) = (self.top, height(cells));
        for (lines, column) in cells.iter().zip(columns) {
            let border = Some(GRID);
            let area = Area { left: column.left, top, width: column.width, height, fill: style.fill, border };
            self.page().areas.push(area);
            let mut baseline = top + PAD + LINE - 2.0;
            for line in lines {
                let left = if column.is_number {
                    column.left + column.width - INSET - self.fonts.width(line, SIZE, style.weight)
                } else {
                    column.left + INSET
                };
                let Style { colour, weight, .. } = style;
                self.page().texts.push(Text { left, baseline, size: SIZE, weight, colour, text: line.clone() });
                baseline += LINE;
            }
        }
        self.top += height;
    }

    fn number_pages(&mut self) {
        let count = self.sheet.pages.len();
        let (width, height) = self.sheet.size;
        for (at, page) in self.sheet.pages.iter_mut().enumerate() {
            let text = format!("Página {} de {count}", at + 1);
            page.texts.push(Text {
                left: width - MARGIN - self.fonts.width(&text, SIZE, Weight::Regular),
                baseline: height - MARGIN,
                size: SIZE,
                weight: Weight::Regular,
                colour: GREY,
                text,
            });
        }
    }
}

/// How high a row is: as its longest cell.
#[allow(clippy::cast_precision_loss, reason = "lines of a cell")]
fn height(row: &[Vec<String>]) -> f32 {
    row.iter().map(Vec::len).max().unwrap_or(1).max(1) as f32 * LINE + 2.0 * PAD
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        exports::Summary,
        kernel::{Cents, Period, stamp},
    };

    fn book(rows: i64) -> Book {
        let made_at = stamp::parse("2026-02-19 15:30:00").unwrap();
        let period = Period::day(made_at.date());
        let row = |at: i64| {
            let name = format!("UNIDADE COM UM NOME BASTANTE COMPRIDO PARA UMA COLUNA {at}");
            vec![Cell::text(name.clone()), Cell::text(name), Cell::Count(at), Cell::Money(Cents(at * 123_456_789))]
        };
        let columns = &["Unidade", "Profissional", "Quantidade", "Valor total"];
        let tables = vec![
            Summary::of(period, made_at, None).table(),
            Table { title: "Unidades", columns, rows: (0..rows).map(row).collect() },
            Table { title: "Vazia", columns, rows: Vec::new() },
        ];
        Book { name: "propostas", title: "Propostas", period, made_at, tables }
    }

    #[test]
    fn nothing_leaves_its_page_or_its_cell_and_heads_are_repeated() {
        let fonts = Fonts::load().unwrap();
        for (rows, pages) in [(0, 1), (3, 1), (200, 9)] {
            let sheet = sheet(&book(rows), &fonts);
            assert_eq!(sheet.pages.len(), pages, "{rows} rows");
            for page in &sheet.pages {
                let says = |text: &str| page.texts.iter().any(|t| t.text == text);
                assert!(says("Unidade") || says("Item"), "a page without a head");
                for text in &page.texts {
                    let right = text.left + fonts.width(&text.text, text.size, text.weight);
                    let mut under = page.areas.iter().filter(|area| {
                        (area.left..area.left + area.width).contains(&text.left)
                            && (area.top..area.top + area.height).contains(&text.baseline)
                    });
                    let end = sheet.size.0 - MARGIN;
                    let cell = under.next_back().map_or(end, |area| area.left + area.width);
                    assert!(right <= cell + 0.1 && text.baseline <= sheet.size.1 - MARGIN, "{text:?}");
                }
                for area in &page.areas {
                    assert!(area.top + area.height <= sheet.size.1 - MARGIN - FOOT + 0.1, "{area:?}");
                }
            }
        }
    }
}
