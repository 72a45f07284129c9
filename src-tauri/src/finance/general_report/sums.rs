//! The two sums behind the general report: per section, year and month, and per section and year up to a day.

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Section, store::UnitSum};
use crate::kernel::Cents;

/// Earlier years are typing errors.
const FIRST_YEAR: i32 = 2000;

/// A section's year, in centavos.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct YearSums {
    /// January to December.
    months: [i64; 12],
    /// From 1 January to the day of the cut, that day included.
    accumulated: i64,
}

impl YearSums {
    /// January to December.
    pub(super) fn months(&self) -> [Cents; 12] {
        self.months.map(Cents)
    }

    /// From 1 January to the day of the cut.
    pub(super) fn accumulated(&self) -> Cents {
        Cents(self.accumulated)
    }
}

/// Every section's years.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sums(BTreeMap<Section, BTreeMap<i32, YearSums>>);

impl Sums {
    /// From the sums of whole months and those of the days of the cut's month, up to the cut.
    pub(super) fn of(stored: &[UnitSum], cut: NaiveDate) -> Self {
        let mut sections: HashMap<&str, Option<Section>> = HashMap::new();
        let mut sums = Self::default();
        for row in stored {
            let Some((year, month)) = year_and_month(&row.period) else { continue };
            let own = *sections.entry(&row.unit).or_insert_with(|| Section::of_unit(&row.unit));
            let centavos = Cents::from_reais(row.reais).unwrap_or_default().0;
            for section in std::iter::once(Section::All).chain(own) {
                let sums = sums.0.entry(section).or_default().entry(year).or_default();
                let is_day = row.period.len() > 7;
                if !is_day {
                    sums.months[month] += centavos;
                }
                if is_day || month < cut.month0() as usize {
                    sums.accumulated += centavos;
                }
            }
        }
        sums
    }

    /// The years of `section` that have lines, in order.
    pub(super) fn years(&self, section: Section) -> impl DoubleEndedIterator<Item = (i32, &YearSums)> {
        self.0.get(&section).into_iter().flatten().map(|(year, sums)| (*year, sums))
    }
}

/// Year and month (0–11) of `YYYY-MM` or `YYYY-MM-DD`.
fn year_and_month(period: &str) -> Option<(i32, usize)> {
    let year: i32 = period.get(..4)?.parse().ok()?;
    let month: usize = period.get(5..7)?.parse().ok()?;
    (year >= FIRST_YEAR && (1..=12).contains(&month)).then(|| (year, month - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(period: &str, unit: &str, reais: f64) -> UnitSum {
        UnitSum { period: period.into(), unit: unit.into(), reais }
    }

    #[test]
    fn whole_months_before_the_cut_and_its_own_days_accumulate() {
        let stored = [
            sum("2026-01", "OURO VERDE", 10.0),
            sum("2026-02", "OURO VERDE", 20.5),
            sum("2026-02", "", 0.1),
            sum("2026-03", "OURO VERDE", 40.0),
            sum("2026-02-17", "OURO VERDE", 5.25),
            sum("2026-02-18", "", 0.1),
            sum("1999-01", "OURO VERDE", 1.0),
            sum("2026-13", "OURO VERDE", 1.0),
            sum("?", "OURO VERDE", 1.0),
        ];
        let sums = Sums::of(&stored, NaiveDate::from_ymd_opt(2026, 2, 18).unwrap());
        let all: Vec<_> = sums.years(Section::All).collect();
        let [(2026, all)] = all[..] else { panic!("{all:?}") };
        assert_eq!((&all.months[..4], all.accumulated), (&[1000, 2060, 4000, 0][..], 1535));
        let own: Vec<_> = sums.years(Section::OuroVerde).map(|(year, sums)| (year, sums.accumulated)).collect();
        assert_eq!(own, [(2026, 1525)]);
        assert_eq!(sums.years(Section::CentroCambui).count(), 0);
    }
}
