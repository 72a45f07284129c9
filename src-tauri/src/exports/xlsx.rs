//! The tables as a spreadsheet: a sheet each. Every text is written as a text, so none can become a formula.

use chrono::Datelike;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::{
    palette::{GRID, NAVY, WHITE},
    table::{Book, Cell, Table},
};

const MONEY: &str = "\"R$\" #,##0.00";
const COUNT: &str = "#,##0";
const DAY: &str = "dd/mm/yyyy";
const PERCENT: &str = "0.0%";
/// The first column holds names.
const NAME_WIDTH: f64 = 44.0;
const WIDTH: f64 = 18.0;
/// Room beside the longest text of a column.
const ROOM: f64 = 3.0;
/// More columns than this are printed on a page turned on its side.
const UPRIGHT_COLUMNS: usize = 5;
/// Excel's number for A4.
const PAPER_A4: u8 = 9;

/// How each kind of cell looks.
struct Formats {
    head: Format,
    text: Format,
    day: Format,
    money: Format,
    count: Format,
    percent: Format,
}

/// The file.
///
/// # Errors
/// The library refused; nothing depends on the data.
pub(super) fn workbook(book: &Book) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made_at = ExcelDateTime::parse_from_str(&book.made_at.format("%Y-%m-%dT%H:%M:%S").to_string())?;
    workbook.set_properties(&DocProperties::new().set_author("Hub Consultare").set_creation_datetime(&made_at));
    let formats = Formats::new();
    for table in &book.tables {
        write_table(workbook.add_worksheet(), table, &formats)?;
    }
    workbook.save_to_buffer()
}

fn write_table(sheet: &mut Worksheet, table: &Table, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name(table.title)?.set_freeze_panes(1, 0)?;
    sheet.set_paper_size(PAPER_A4).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    sheet.set_footer("&L&A&RPágina &P de &N");
    if table.columns.len() > UPRIGHT_COLUMNS {
        sheet.set_landscape();
    }
    for (column, name) in (0..).zip(table.columns) {
        sheet.set_column_width(column, width(table, column))?;
        sheet.write_string_with_format(0, column, *name, &formats.head)?;
    }
    for (row, cells) in (1..).zip(&table.rows) {
        for (column, cell) in (0..).zip(cells) {
            write_cell(sheet, (row, column), cell, formats)?;
        }
    }
    Ok(())
}

/// Names have room in the first column, and wherever they are longer than a number.
fn width(table: &Table, column: u16) -> f64 {
    let texts = table.rows.iter().filter_map(|row| match row.get(usize::from(column)) {
        Some(Cell::Text(text)) => u32::try_from(text.chars().count()).ok(),
        _ => None,
    });
    let longest = f64::from(texts.max().unwrap_or_default()) + ROOM;
    if column == 0 || table.columns.len() == 2 { NAME_WIDTH } else { longest.clamp(WIDTH, NAME_WIDTH) }
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Text(text) => sheet.write_string_with_format(row, column, text, &formats.text)?,
        Cell::Money(amount) => sheet.write_number_with_format(row, column, amount.reais(), &formats.money)?,
        #[allow(clippy::cast_precision_loss, reason = "lines of a report")]
        Cell::Count(count) => sheet.write_number_with_format(row, column, *count as f64, &formats.count)?,
        Cell::Percent(Some(percent)) => {
            sheet.write_number_with_format(row, column, percent / 100.0, &formats.percent)?
        }
        Cell::Percent(None) => sheet.write_string_with_format(row, column, "-", &formats.percent)?,
        Cell::Day(day) => {
            let number = |value: u32| u8::try_from(value).unwrap_or_default();
            let year = u16::try_from(day.year()).unwrap_or_default();
            match ExcelDateTime::from_ymd(year, number(day.month()), number(day.day())) {
                Ok(date) => sheet.write_datetime_with_format(row, column, &date, &formats.day)?,
                // Spreadsheets know no days before 1900.
                Err(_) => sheet.write_string_with_format(row, column, day.to_string(), &formats.text)?,
            }
        }
    };
    Ok(())
}

impl Formats {
    fn new() -> Self {
        let cell = Format::new().set_border(FormatBorder::Thin).set_border_color(Color::RGB(GRID));
        let head = cell.clone().set_bold().set_font_color(Color::RGB(WHITE)).set_background_color(Color::RGB(NAVY));
        Self {
            head: head.set_align(FormatAlign::Left),
            day: cell.clone().set_num_format(DAY).set_align(FormatAlign::Left),
            money: cell.clone().set_num_format(MONEY).set_align(FormatAlign::Right),
            count: cell.clone().set_num_format(COUNT).set_align(FormatAlign::Right),
            percent: cell.clone().set_num_format(PERCENT).set_align(FormatAlign::Right),
            text: cell.set_align(FormatAlign::Left),
        }
    }
}
