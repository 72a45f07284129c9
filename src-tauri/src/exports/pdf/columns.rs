//! How wide the columns of a table are, and its texts in lines that fit.

use super::{
    super::{
        brl,
        table::{Cell, Table},
    },
    font::{Fonts, Weight},
};

/// Size of what is in cells.
pub(super) const SIZE: f32 = 8.0;
/// Between a cell's border and its text.
pub(super) const INSET: f32 = 4.0;
/// A text may be broken into lines of this width.
const TEXT_MIN: f32 = 70.0;
/// What measuring and adding up may differ by.
const SLACK: f32 = 0.05;

/// One column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Column {
    pub(super) left: f32,
    pub(super) width: f32,
    /// Numbers keep to the right.
    pub(super) is_number: bool,
}

/// What a cell says.
pub(super) fn said(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Cell::Day(day) => day.format("%d/%m/%Y").to_string(),
        Cell::Money(amount) => brl::money(*amount),
        Cell::Count(count) => brl::count(*count),
        Cell::Percent(percent) => brl::percent(*percent),
    }
}

/// How much room a column needs at least, and how much it would like.
struct Wish {
    least: f32,
    wanted: f32,
    is_number: bool,
}

/// The columns of `table` from `left` on, together `width` wide.
pub(super) fn columns(table: &Table, left: f32, width: f32, fonts: &Fonts) -> Vec<Column> {
    let wishes: Vec<Wish> = (0..table.columns.len()).map(|at| wish(table, at, fonts)).collect();
    let least: f32 = wishes.iter().map(|wish| wish.least).sum();
    let wanted: f32 = wishes.iter().map(|wish| wish.wanted).sum();
    #[allow(clippy::cast_precision_loss, reason = "a few columns")]
    let count = wishes.len().max(1) as f32;
    let mut left = left;
    let place = |wish: &Wish| {
        let own = if wanted <= width {
            wish.wanted + (width - wanted) / count
        } else if least < width {
            wish.least + (width - least) * (wish.wanted - wish.least) / (wanted - least).max(SLACK)
        } else {
            width * wish.least / least
        };
        let column = Column { left, width: own, is_number: wish.is_number };
        left += own;
        column
    };
    wishes.iter().map(place).collect()
}

fn wish(table: &Table, at: usize, fonts: &Fonts) -> Wish {
    let name = table.columns[at];
    let word = name.split(' ').map(|word| fonts.width(word, SIZE, Weight::Bold)).fold(0.0, f32::max);
    let cells = || table.rows.iter().filter_map(|row| row.get(at));
    let longest = cells().map(|cell| fonts.width(&said(cell), SIZE, Weight::Regular)).fold(0.0, f32::max);
    let is_number = cells().next().is_some_and(Cell::is_number) && cells().all(Cell::is_number);
    // Numbers and days are never broken.
    let is_text = cells().any(|cell| matches!(cell, Cell::Text(_)));
    let unbroken = if is_text { longest.min(TEXT_MIN) } else { longest };
    let room = 2.0 * INSET + SLACK;
    Wish {
        least: unbroken.max(word) + room,
        wanted: longest.max(fonts.width(name, SIZE, Weight::Bold)) + room,
        is_number,
    }
}

/// `text` in lines of at most `width`, broken between words; a word that is longer is broken itself.
pub(super) fn lines(text: &str, width: f32, weight: Weight, fonts: &Fonts) -> Vec<String> {
    let fits = |text: &str| fonts.width(text, SIZE, weight) <= width + SLACK;
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ') {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if fits(&longer) {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for letter in word.chars() {
            line.push(letter);
            if !fits(&line) && line.chars().count() > 1 {
                line.pop();
                lines.push(std::mem::replace(&mut line, letter.to_string()));
            }
        }
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::Cents;

    #[test]
    fn a_long_text_is_broken_and_nothing_of_it_is_lost() {
        let fonts = Fonts::load().unwrap();
        let text = "RESOLVECARD GESTÃO DE BENEFICOS E MEIOS DE PAGAMENTOS ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOP";
        let broken = lines(text, 100.0, Weight::Regular, &fonts);
        assert!(broken.len() > 3, "{broken:?}");
        assert!(broken.iter().all(|line| fonts.width(line, SIZE, Weight::Regular) <= 100.1));
        assert_eq!(broken.concat().replace(' ', ""), text.replace(' ', ""));
        assert_eq!(lines("", 100.0, Weight::Regular, &fonts), [""]);
    }

    #[test]
    fn columns_fill_the_page_and_numbers_stay_whole() {
        let fonts = Fonts::load().unwrap();
        let row = vec![Cell::text("A".repeat(190)), Cell::Money(Cents(123_456_789)), Cell::text("B".repeat(190))];
        let table = Table { title: "T", columns: &["Nome", "Valor total", "Equipes"], rows: vec![row] };
        let placed = columns(&table, 10.0, 300.0, &fonts);
        let end = placed[2].left + placed[2].width;
        assert!((end - 310.0).abs() < 0.1, "{placed:?}");
        let amount = fonts.width(&brl::money(Cents(123_456_789)), SIZE, Weight::Regular);
        assert!(placed[1].is_number && placed[1].width >= amount + 2.0 * INSET, "{placed:?}");
    }
}
