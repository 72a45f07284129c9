//! Sums of billing lines in memory: by period, unit, group and procedure, names compared by fold.
//!
//! Four years are 600 000 lines of a few thousand different names: every spelling is folded once.

use std::collections::HashMap;

use super::model::{DIMENSION, procedure_key};
use crate::kernel::{
    Cents,
    text::{cut, fold},
};

/// One row of a summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SumRow<'s> {
    /// A day or month as the caller numbers them.
    pub period: i32,
    /// At most [`DIMENSION`] characters, like `group` and `procedure`.
    pub unit: &'s str,
    pub group: &'s str,
    pub procedure: &'s str,
    pub key: &'s str,
    pub total: Cents,
    pub lines: i64,
}

/// Spellings seen so far, numbered from 0.
#[derive(Debug, Default)]
struct Names {
    numbers: HashMap<Box<str>, u32>,
    /// Each spelling trimmed, and the number of its fold.
    names: Vec<(Box<str>, u32)>,
    folds: HashMap<String, u32>,
}

impl Names {
    fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let next_fold = u32::try_from(self.folds.len()).unwrap_or(u32::MAX);
        let fold = *self.folds.entry(fold(text)).or_insert(next_fold);
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.push((text.trim().into(), fold));
        self.numbers.insert(text.into(), number);
        number
    }

    fn text(&self, number: u32) -> &str {
        &self.names[number as usize].0
    }

    fn fold(&self, number: u32) -> u32 {
        self.names[number as usize].1
    }
}

/// What makes two lines one row: period, folds of unit, group and procedure, and the stored key of a
/// procedure that may have been cut.
type Place = (i32, [u32; 3], Option<u32>);

#[derive(Debug)]
struct Sum {
    /// The smallest spellings: unit, group, procedure.
    names: [u32; 3],
    /// The key stored with the smallest procedure; `None` when it is computed from it.
    key: Option<u32>,
    total: Cents,
    lines: i64,
}

/// Rows in the making.
#[derive(Debug, Default)]
pub(super) struct Sums {
    names: Names,
    /// Stored keys, and those computed from procedures.
    keys: Names,
    rows: HashMap<Place, Sum>,
}

impl Sums {
    /// Adds one line; a missing name is an empty one.
    pub fn add_line(&mut self, period: i32, names: [Option<&str>; 3], total: Cents) {
        let names = names.map(|name| self.names.number(name.unwrap_or_default()));
        self.add(period, names, None, None, total, 1);
    }

    /// Adds a row of the daily summary; its names are as stored there, maybe cut.
    pub fn add_row(&mut self, period: i32, row: &SumRow<'_>) {
        let names = [row.unit, row.group, row.procedure].map(|name| self.names.number(name));
        let key = self.keys.number(row.key);
        let is_cut = row.procedure.chars().nth(DIMENSION - 1).is_some();
        self.add(period, names, Some(key), is_cut.then_some(key), row.total, row.lines);
    }

    fn add(&mut self, period: i32, names: [u32; 3], key: Option<u32>, separate: Option<u32>, total: Cents, lines: i64) {
        let place = (period, names.map(|name| self.names.fold(name)), separate);
        let sum = self.rows.entry(place).or_insert(Sum { names, key, total: Cents::ZERO, lines: 0 });
        sum.total += total;
        sum.lines += lines;
        for (at, name) in names.into_iter().enumerate() {
            let kept = sum.names[at];
            if name != kept && self.names.text(name) < self.names.text(kept) {
                sum.names[at] = name;
                if at == 2 {
                    sum.key = key;
                }
            }
        }
    }

    /// The rows, in the order of the tables' keys.
    pub fn rows(&mut self) -> Vec<SumRow<'_>> {
        let mut computed: HashMap<u32, u32> = HashMap::new();
        for sum in self.rows.values_mut().filter(|sum| sum.key.is_none()) {
            let procedure = sum.names[2];
            let key = computed
                .entry(procedure)
                .or_insert_with(|| self.keys.number(&procedure_key(self.names.text(procedure))));
            sum.key = Some(*key);
        }
        let names = &self.names;
        let short = |name: u32| cut(names.text(name), DIMENSION);
        let mut rows: Vec<SumRow<'_>> = self
            .rows
            .iter()
            .map(|((period, ..), sum)| SumRow {
                period: *period,
                unit: short(sum.names[0]),
                group: short(sum.names[1]),
                procedure: short(sum.names[2]),
                key: sum.key.map_or("", |key| self.keys.text(key)),
                total: sum.total,
                lines: sum.lines,
            })
            .collect();
        rows.sort_unstable_by(|a, b| {
            (a.period, a.unit, a.group, a.key, a.procedure).cmp(&(b.period, b.unit, b.group, b.key, b.procedure))
        });
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_are_one_row_and_the_smallest_is_kept() {
        let mut sums = Sums::default();
        sums.add_line(1, [Some("U1"), Some("Consultas"), Some("consulta")], Cents(15_000));
        sums.add_line(1, [Some("U1 "), Some("CONSULTAS"), Some(" Consúlta")], Cents(-2_010));
        sums.add_line(1, [Some("U1"), None, Some("")], Cents(1));
        sums.add_line(1, [Some("U1"), Some("  "), None], Cents(2));
        let rows = sums.rows();
        assert_eq!(rows.len(), 2, "{rows:?}");
        assert_eq!((rows[0].group, rows[0].procedure, rows[0].total, rows[0].lines), ("", "", Cents(3), 2));
        assert_eq!((rows[1].group, rows[1].procedure), ("CONSULTAS", "Consúlta"));
        assert_eq!((rows[1].total, rows[1].lines), (Cents(12_990), 2));
        assert_eq!(rows[1].key, procedure_key("Consúlta"));
    }

    #[test]
    fn long_procedures_are_cut_but_stay_apart_by_their_key() {
        let long = |end: &str| format!("{}{end}", "ç".repeat(200));
        let mut days = Sums::default();
        days.add_line(1, [Some("U"), Some("G"), Some(&long("a"))], Cents(1));
        days.add_line(2, [Some("U"), Some("G"), Some(&long("b"))], Cents(2));
        days.add_line(2, [Some("U"), Some("G"), Some(&long("A"))], Cents(4));
        let rows = days.rows();
        assert!(rows.iter().all(|row| row.procedure.chars().count() == DIMENSION));
        let mut months = Sums::default();
        for row in &rows {
            months.add_row(0, row);
        }
        let totals: Vec<Cents> = months.rows().iter().map(|row| row.total).collect();
        // "A" is smaller than "a": day 2 keeps another spelling, hence another key, than day 1.
        assert_eq!(totals.len(), 3);
        assert_eq!(totals.into_iter().sum::<Cents>(), Cents(7));
    }
}
