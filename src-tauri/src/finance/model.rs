//! Days of billing lines, the key of a procedure, and which days a rebuild concerns.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use md5::{Digest, Md5};

use crate::kernel::Period;

/// Longest stored text of a summary's dimension, in characters.
pub const DIMENSION: usize = 191;
/// Earlier days are typing errors.
const FIRST_YEAR: i32 = 2000;

/// The accounting day of a stored line: `YYYY-MM-DD` (a time of day may follow) or `DD/MM/YYYY`.
/// `None` for anything else and for days before the year 2000.
pub fn line_day(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let day = text.get(..10)?;
    let format = if day.contains('/') { "%d/%m/%Y" } else { "%Y-%m-%d" };
    NaiveDate::parse_from_str(day, format).ok().filter(|day| day.year() >= FIRST_YEAR)
}

/// How the former system wrote a day: `DD/MM/YYYY`.
pub fn slashed(day: NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}

/// Lower-case hex MD5 of the procedure without outer spaces: the key of a summary row.
pub fn procedure_key(procedure: &str) -> String {
    hex::encode(Md5::digest(procedure.trim_matches(' ').as_bytes()))
}

/// Which days are summed again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// Every line there is, whatever its day; sums of days without lines vanish.
    Everything,
    Days(BTreeSet<NaiveDate>),
}

impl Scope {
    /// Its days as runs of consecutive days, in order; `None` for everything.
    pub fn runs(&self) -> Option<Vec<Period>> {
        let Self::Days(days) = self else { return None };
        let mut runs: Vec<Period> = Vec::new();
        for day in days {
            match runs.last_mut() {
                Some(run) if run.last.succ_opt() == Some(*day) => run.last = *day,
                _ => runs.push(Period::day(*day)),
            }
        }
        Some(runs)
    }
}

impl From<Period> for Scope {
    fn from(period: Period) -> Self {
        Self::Days(period.days().collect())
    }
}

impl From<NaiveDate> for Scope {
    fn from(day: NaiveDate) -> Self {
        Self::Days(BTreeSet::from([day]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_key_is_the_hash_of_the_procedure_without_outer_spaces() {
        for (procedure, key) in [
            ("", "d41d8cd98f00b204e9800998ecf8427e"),
            ("Consulta", "a7766c07439dcf88430e830be49a0198"),
            (" Consulta Cardiologia ", "110db5c47dcbe9e5ae79688b6568b69c"),
            ("Hemograma Completo", "57114c5561c7ef47fe4c0c2af8f0b6b7"),
            ("Taxa de Adesão", "c45503952510ab7552f5c0b95eb32915"),
        ] {
            assert_eq!(procedure_key(procedure), key, "{procedure:?}");
        }
    }

    #[test]
    fn both_spellings_of_a_day_are_read_and_nothing_else_is() {
        for text in ["2026-02-18", " 2026-02-18 10:00:00", "18/02/2026", "18/02/2026 "] {
            assert_eq!(line_day(text), Some(day("2026-02-18")), "{text:?}");
        }
        for text in ["", "Total", "18/02/26", "31/02/2026", "1026-02-18", "18-02-2026"] {
            assert_eq!(line_day(text), None, "{text:?}");
        }
    }

    #[test]
    fn consecutive_days_are_one_run() {
        let days = ["2026-02-01", "2026-02-28", "2026-03-01"].map(day);
        let runs = Scope::Days(days.into()).runs().unwrap();
        assert_eq!(runs, [Period::day(days[0]), Period::new(days[1], days[2])]);
    }
}
