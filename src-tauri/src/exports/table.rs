//! The model of a file: tables with titles, and the table that says what was asked and what it comes to.

use chrono::{NaiveDate, NaiveDateTime};

use crate::kernel::{Cents, Period, stamp, text::fold};

/// All the tables of a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Book {
    /// The beginning of the file's name; ASCII.
    pub name: &'static str,
    /// What people call the page.
    pub title: &'static str,
    pub period: Period,
    /// São Paulo.
    pub made_at: NaiveDateTime,
    pub tables: Vec<Table>,
}

/// A table with a title: of at most 31 characters, as spreadsheets want it.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    pub title: &'static str,
    pub columns: &'static [&'static str],
    pub rows: Vec<Vec<Cell>>,
}

/// What is in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Text(String),
    Day(NaiveDate),
    Money(Cents),
    Count(i64),
    /// Of a hundred; `None` where there is nothing to divide by.
    Percent(Option<f64>),
}

impl Cell {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A day written `YYYY-MM-DD`; anything else stays a text.
    pub fn day(day: &str) -> Self {
        day.parse().map_or_else(|_| Self::Text(day.to_owned()), Self::Day)
    }

    /// Whether it is compared by its size.
    pub(super) const fn is_number(&self) -> bool {
        match self {
            Self::Money(_) | Self::Count(_) | Self::Percent(_) => true,
            Self::Text(_) | Self::Day(_) => false,
        }
    }
}

/// The first table of a book: what was asked, and what it comes to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Summary(Vec<Vec<Cell>>);

impl Summary {
    /// Begins with when it was made, how old the data is (a stamp, `None` before the first sync) and the days asked for.
    pub fn of(period: Period, made_at: NaiveDateTime, data_of: Option<&str>) -> Self {
        let data_of =
            data_of.map_or_else(|| "Nunca".to_owned(), |text| stamp::parse(text).map_or(text.to_owned(), moment));
        Self::default()
            .text("Gerado em", moment(made_at))
            .text("Dados atualizados em", data_of)
            .with("Data inicial", Cell::Day(period.first))
            .with("Data final", Cell::Day(period.last))
    }

    /// One more line.
    #[must_use]
    pub fn with(mut self, name: &str, value: Cell) -> Self {
        self.0.push(vec![Cell::text(name), value]);
        self
    }

    /// A text.
    #[must_use]
    pub fn text(self, name: &str, text: impl Into<String>) -> Self {
        self.with(name, Cell::text(text))
    }

    /// An amount.
    #[must_use]
    pub fn money(self, name: &str, amount: Cents) -> Self {
        self.with(name, Cell::Money(amount))
    }

    /// A number of pieces.
    #[must_use]
    pub fn count(self, name: &str, count: i64) -> Self {
        self.with(name, Cell::Count(count))
    }

    /// A share of a hundred.
    #[must_use]
    pub fn percent(self, name: &str, percent: Option<f64>) -> Self {
        self.with(name, Cell::Percent(percent))
    }

    /// The table.
    pub fn table(self) -> Table {
        Table { title: "Resumo", columns: &["Item", "Valor"], rows: self.0 }
    }
}

/// `19/02/2026, 15:30:00`.
pub(super) fn moment(at: NaiveDateTime) -> String {
    at.format("%d/%m/%Y, %H:%M:%S").to_string()
}

/// A filter as the data spells it, or as it was typed; `every` without one.
pub fn chosen<'a>(
    folded: Option<&str>,
    typed: Option<&str>,
    mut names: impl Iterator<Item = &'a str>,
    every: &str,
) -> String {
    let Some(folded) = folded else { return every.to_owned() };
    names.find(|name| fold(name) == folded).or(typed).unwrap_or(folded).trim().to_owned()
}

/// `2026-02` → `02/2026`.
pub fn month_cell(month: &str) -> Cell {
    Cell::Text(month.split_once('-').map_or_else(|| month.to_owned(), |(year, month)| format!("{month}/{year}")))
}

/// Reais per piece, halves away from zero; 0 without pieces.
pub fn per_piece(total: Cents, pieces: i64) -> Cents {
    if pieces <= 0 {
        return Cents::ZERO;
    }
    let (whole, rest) = (total.0 / pieces, total.0 % pieces);
    let away = if rest.unsigned_abs().saturating_mul(2) >= pieces.unsigned_abs() { total.0.signum() } else { 0 };
    Cents(whole + away)
}

/// The share of `part` in `whole`, of a hundred, not rounded; 0 of nothing.
#[allow(clippy::cast_precision_loss, reason = "counts and centavos of a clinic")]
pub fn percent_of(part: i64, whole: i64) -> Option<f64> {
    Some(if whole == 0 { 0.0 } else { part as f64 / whole as f64 * 100.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_is_rounded_half_away_from_zero() {
        for (total, pieces, expected) in
            [(100, 3, 33), (200, 3, 67), (5, 2, 3), (-5, 2, -3), (-100, 3, -33), (7, 0, 0), (0, 5, 0)]
        {
            assert_eq!(per_piece(Cents(total), pieces), Cents(expected), "{total} / {pieces}");
        }
    }

    #[test]
    fn a_filter_is_named_as_the_data_spells_it() {
        let names = || ["CENTRO CAMBUÍ", "OURO VERDE"].into_iter();
        assert_eq!(chosen(Some("ouro verde"), Some(" ouro Verde"), names(), "Todas"), "OURO VERDE");
        assert_eq!(chosen(Some("outra"), Some(" Outra "), names(), "Todas"), "Outra");
        assert_eq!(chosen(None, Some("all"), names(), "Todas"), "Todas");
    }
}
