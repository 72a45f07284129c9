//! The tables as one text for Excel in Brazil: `;` between fields, decimal commas, UTF-8 with its mark.

use super::{
    brl,
    table::{Cell, Table},
};

/// Says "UTF-8" to Excel.
const MARK: &[u8] = "\u{feff}".as_bytes();
const LINE_END: &[u8] = b"\r\n";

/// The text: each table under its title, an empty line between two.
pub(super) fn text(tables: &[Table]) -> Result<Vec<u8>, csv::Error> {
    let mut text = MARK.to_vec();
    for (at, table) in tables.iter().enumerate() {
        if at > 0 {
            text.extend_from_slice(LINE_END);
        }
        let mut writer = csv::WriterBuilder::new()
            .delimiter(b';')
            .terminator(csv::Terminator::CRLF)
            .flexible(true)
            .from_writer(&mut text);
        writer.write_record([table.title])?;
        writer.write_record(table.columns)?;
        for row in &table.rows {
            writer.write_record(row.iter().map(field))?;
        }
        writer.flush()?;
    }
    Ok(text)
}

fn field(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => guarded(text),
        Cell::Day(day) => day.format("%d/%m/%Y").to_string(),
        Cell::Money(amount) => brl::plain(*amount),
        Cell::Count(count) => count.to_string(),
        Cell::Percent(percent) => brl::percent(*percent),
    }
}

/// A text that a spreadsheet would take for a formula, with an apostrophe in front: then it is a text.
fn guarded(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[test]
fn no_text_becomes_a_formula() {
    for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"] {
        assert_eq!(guarded(text), format!("'{text}"));
    }
    assert_eq!(guarded("CENTRO = CAMBUI"), "CENTRO = CAMBUI");
}
