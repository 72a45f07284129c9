//! From the report's cells to billing lines: which rows count, on which day, with which values.

use std::{collections::HashSet, sync::Arc};

use chrono::NaiveDate;
use serde_json::{Map, Value as Json};

use super::{
    columns::{ACCOUNT_USER, COLUMNS, COUNT, Kind, PAYMENT, REFERENCE, REQUIRED, TOTAL, place},
    model::line_day,
};
use crate::{
    connectors::feegow::report::{ReportTable, column_key},
    kernel::{Cents, Period, text::cut},
};

/// Amounts from here on are marks of the upstream, not money.
const SENTINEL: Cents = Cents(100_000_000);

/// A cell as it is stored and compared.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Value {
    Text(Option<Arc<str>>),
    Amount(Option<Cents>),
    Number(Option<i64>),
}

impl Value {
    /// Reads a cell as the page shows it.
    fn of(kind: Kind, cell: &str, texts: &mut Texts) -> Self {
        let cell = cell.trim();
        match kind {
            Kind::Text(limit) => Self::Text(texts.shared(cut(cell, limit).trim_end())),
            Kind::Amount => Self::Amount(Some(Cents::parse_brl(cell).unwrap_or_default())),
            Kind::OptionalAmount => Self::Amount(Cents::parse_brl(cell)),
            Kind::Number => Self::Number(cell.parse().ok().filter(|_| cell.bytes().all(|byte| byte.is_ascii_digit()))),
        }
    }

    /// A text; a blank one is none.
    pub fn text(text: &str) -> Self {
        let text = text.trim();
        Self::Text((!text.is_empty()).then(|| text.into()))
    }

    fn absent(kind: Kind) -> Self {
        match kind {
            Kind::Text(_) => Self::Text(None),
            Kind::Amount => Self::Amount(Some(Cents::ZERO)),
            Kind::OptionalAmount => Self::Amount(None),
            Kind::Number => Self::Number(None),
        }
    }
}

/// The texts of a report, each kept once: most cells say what another one says.
#[derive(Default)]
struct Texts(HashSet<Arc<str>>);

impl Texts {
    /// `text`, trimmed by the caller; a blank one is none.
    fn shared(&mut self, text: &str) -> Option<Arc<str>> {
        if text.is_empty() {
            return None;
        }
        if let Some(known) = self.0.get(text) {
            return Some(known.clone());
        }
        let new: Arc<str> = text.into();
        self.0.insert(new.clone());
        Some(new)
    }
}

/// One line to store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// In the order of [`COLUMNS`]; the payment date is the accounting day.
    pub values: Vec<Value>,
    /// The accounting day.
    pub day: NaiveDate,
    /// Columns of the report that have none in the table, as a JSON object.
    pub extra: Option<String>,
}

/// The lines of one report, read for one window.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Lines {
    /// Booked inside the window.
    pub inside: Vec<Line>,
    /// Refunds of payments made before the window, booked inside it: each is booked once in its life.
    pub refunds: Vec<Line>,
    /// Booked on another day than the window's.
    pub outside: Vec<Line>,
    /// Rows left out because of an impossible amount.
    pub sentinels: usize,
    /// Which of [`COLUMNS`] the report has.
    pub present: [bool; COUNT],
    /// Headers that no column of the table is for, as the page shows them.
    pub unknown: Vec<String>,
}

impl Lines {
    /// Applies the row rules to a report that was asked for `window`.
    ///
    /// # Errors
    /// The key of a required column that the report lacks.
    pub fn read(table: ReportTable, window: Period) -> Result<Self, &'static str> {
        let headers = Headers::read(&table.headers)?;
        let mut lines = Self { present: headers.present(), unknown: headers.unknown(), ..Self::default() };
        let mut texts = Texts::default();
        for cells in table.rows {
            lines.add(&headers, &cells, window, &mut texts);
        }
        Ok(lines)
    }

    /// How many lines belong to the window.
    pub fn in_window(&self) -> usize {
        self.inside.len() + self.refunds.len()
    }

    /// Whether no row survived the rules.
    pub fn is_empty(&self) -> bool {
        self.in_window() == 0 && self.outside.is_empty()
    }

    /// Whether the report says who took each payment.
    pub fn has_account_user(&self) -> bool {
        place(ACCOUNT_USER).is_some_and(|place| self.present[place])
    }

    fn add(&mut self, headers: &Headers, cells: &[String], window: Period, texts: &mut Texts) {
        let Some(paid_on) = headers.cell(cells, PAYMENT).and_then(report_day) else { return };
        let total = headers.cell(cells, TOTAL).and_then(Cents::parse_brl).unwrap_or_default();
        if total >= SENTINEL || total <= -SENTINEL {
            self.sentinels += 1;
            return;
        }
        let is_old_refund = total < Cents::ZERO && paid_on < window.first;
        let day = if is_old_refund {
            let booked_on = headers.cell(cells, REFERENCE).and_then(report_day);
            booked_on.filter(|day| window.contains(*day)).unwrap_or(window.first)
        } else {
            paid_on
        };
        let mut values: Vec<Value> = COLUMNS
            .iter()
            .enumerate()
            .map(|(place, column)| match headers.cell(cells, place) {
                Some(cell) => Value::of(column.kind, cell, texts),
                None => Value::absent(column.kind),
            })
            .collect();
        values[PAYMENT] = Value::Text(texts.shared(&day.to_string()));
        let line = Line { values, day, extra: headers.extra(cells) };
        match (is_old_refund, window.contains(day)) {
            (true, _) => self.refunds.push(line),
            (false, true) => self.inside.push(line),
            (false, false) => self.outside.push(line),
        }
    }
}

/// Where on the page each column is.
struct Headers {
    /// By place in [`COLUMNS`].
    known: [Option<usize>; COUNT],
    /// The others: where, and what the page calls them.
    others: Vec<(usize, String)>,
}

impl Headers {
    fn read(headers: &[String]) -> Result<Self, &'static str> {
        let mut read = Self { known: [None; COUNT], others: Vec::new() };
        for (at, header) in headers.iter().enumerate() {
            match place(&column_key(header)) {
                Some(place) if read.known[place].is_none() => read.known[place] = Some(at),
                // The same column twice: the first counts.
                Some(_) => {}
                None if header.trim().is_empty() => {}
                None => read.others.push((at, header.trim().to_owned())),
            }
        }
        let is_missing = |key: &&&str| place(key).is_none_or(|place| read.known[place].is_none());
        REQUIRED.iter().find(is_missing).map_or(Ok(()), |key| Err(*key))?;
        Ok(read)
    }

    fn present(&self) -> [bool; COUNT] {
        self.known.map(|at| at.is_some())
    }

    fn unknown(&self) -> Vec<String> {
        self.others.iter().map(|(_, header)| header.clone()).collect()
    }

    fn cell<'c>(&self, cells: &'c [String], place: usize) -> Option<&'c str> {
        self.known[place].and_then(|at| cells.get(at)).map(String::as_str)
    }

    fn extra(&self, cells: &[String]) -> Option<String> {
        let mut object = Map::new();
        for (at, header) in &self.others {
            let cell = cells.get(*at).map_or("", |cell| cell.trim());
            if !cell.is_empty() {
                object.insert(header.clone(), Json::String(cell.to_owned()));
            }
        }
        (!object.is_empty()).then(|| Json::Object(object).to_string())
    }
}

/// A day as the report writes it: `DD/MM/YYYY` (or `YYYY-MM-DD`) and nothing else.
fn report_day(cell: &str) -> Option<NaiveDate> {
    let cell = cell.trim();
    line_day(cell).filter(|_| cell.len() == 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADERS: [&str; 8] = [
        "Data de Referência",
        "Data do Pagamento",
        "Total Pago",
        "Unidade",
        "Grupo",
        "Procedimento",
        "Desconto",
        "Prontuário",
    ];

    fn table(headers: &[&str], rows: &[&[&str]]) -> ReportTable {
        let texts = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        ReportTable { headers: texts(headers), rows: rows.iter().map(|row| texts(row)).collect() }
    }

    fn row<'r>(reference: &'r str, paid: &'r str, total: &'r str) -> Vec<&'r str> {
        vec![reference, paid, total, " OURO VERDE ", "", "Consulta", "-", "1001"]
    }

    fn read(window: Period, rows: &[Vec<&str>]) -> Lines {
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        Lines::read(table(&HEADERS, &rows), window).unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn days(lines: &[Line]) -> Vec<String> {
        lines.iter().map(|line| line.day.to_string()).collect()
    }

    #[test]
    fn footers_messages_and_impossible_amounts_are_left_out() {
        let lines = read(
            Period::day(day("2026-02-18")),
            &[
                row("18/02/2026", "18/02/2026", "150,00"),
                row("18/02/2026", "2026-02-18", "0,00"),
                row("Total", "", "150,00"),
                row("18/02/2026", "18/02/2026 10:00", "1,00"),
                row("18/02/2026", "18/02/2026", "-99.999.999,99"),
                row("18/02/2026", "18/02/2026", "1.000.000,00"),
                row("18/02/2026", "18/02/2026", "999.999,99"),
            ],
        );
        assert_eq!((lines.inside.len(), lines.sentinels), (3, 2));
        assert_eq!((lines.refunds.len(), lines.outside.len()), (0, 0));
        let value = |place: usize| &lines.inside[0].values[place];
        assert_eq!(value(PAYMENT), &Value::Text(Some("2026-02-18".into())));
        assert_eq!(value(TOTAL), &Value::Amount(Some(Cents(15_000))));
        assert_eq!(value(place("unidade").unwrap()), &Value::Text(Some("OURO VERDE".into())));
        assert_eq!(value(place("grupo").unwrap()), &Value::Text(None));
        assert_eq!(value(place("desconto").unwrap()), &Value::Amount(None));
        assert_eq!(value(place("valor_produzido").unwrap()), &Value::Amount(Some(Cents::ZERO)));
        assert_eq!(value(place("prontuario").unwrap()), &Value::Number(Some(1001)));
    }

    #[test]
    fn a_refund_of_an_earlier_payment_is_booked_when_it_was_given() {
        let one_day = read(Period::day(day("2026-02-18")), &[row("18/02/2026", "01/02/2026", "-20,00")]);
        assert_eq!(days(&one_day.refunds), ["2026-02-18"]);
        let month = Period::month_of(day("2026-02-18"));
        let lines = read(
            month,
            &[
                row("18/02/2026", "31/01/2026", "-20,00"),
                row("31/01/2026", "30/01/2026", "-30,00"),
                row("19/02/2026", "05/02/2026", "-40,00"),
                row("19/02/2026", "01/03/2026", "-50,00"),
                row("19/02/2026", "31/01/2026", "60,00"),
                row("19/02/2026", "31/01/2026", "0,00"),
            ],
        );
        assert_eq!(days(&lines.refunds), ["2026-02-18", "2026-02-01"]);
        assert_eq!(days(&lines.inside), ["2026-02-05"]);
        assert_eq!(days(&lines.outside), ["2026-03-01", "2026-01-31", "2026-01-31"]);
    }

    #[test]
    fn headers_decide_and_unknown_ones_are_kept_aside() {
        let headers = ["TOTAL PAGO", "Quantidade", "unidade", "Grupo", "Procedimento", "data do pagamento", "CPF"];
        let cells = ["10,00", "2", "U", "G", "P", "18/02/2026", ""];
        let lines = Lines::read(table(&headers, &[&cells]), Period::day(day("2026-02-18"))).unwrap();
        assert_eq!(lines.unknown, ["Quantidade", "CPF"]);
        assert_eq!(lines.inside[0].extra.as_deref(), Some(r#"{"Quantidade":"2"}"#));
        assert!(!lines.has_account_user());
        let without = Lines::read(table(&headers[..5], &[]), Period::day(day("2026-02-18")));
        assert_eq!(without, Err("data_do_pagamento"));
    }

    #[test]
    fn a_number_is_digits_only() {
        for (cell, number) in [("1001", Some(1001)), ("", None), ("-5", None), ("12a", None), ("+7", None)] {
            assert_eq!(Value::of(Kind::Number, cell, &mut Texts::default()), Value::Number(number), "{cell:?}");
        }
    }
}
