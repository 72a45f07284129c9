//! From sums to the report: reference month, growth, highlights. No I/O.

use std::cmp::max;

use chrono::{Datelike, NaiveDate};

use super::{
    Section,
    model::{GeneralReport, ReportSectionYears, ReportYear, SectionOption},
    sums::{Sums, YearSums},
};
use crate::kernel::Cents;

/// The months as the report writes them.
pub(super) const MONTHS: [&str; 12] = [
    "Janeiro",
    "Fevereiro",
    "Marco",
    "Abril",
    "Maio",
    "Junho",
    "Julho",
    "Agosto",
    "Setembro",
    "Outubro",
    "Novembro",
    "Dezembro",
];

/// A month of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Month {
    pub(super) year: i32,
    /// 1–12.
    pub(super) month: u32,
}

impl Month {
    /// Reads `YYYY-MM`; anything else is nothing.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-').filter(|(year, month)| (year.len(), month.len()) == (4, 2))?;
        let number = |digits: &str| digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok()).flatten();
        let month: i32 = number(month)?;
        let month = u32::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
        Some(Self { year: number(year)?, month })
    }

    fn of(day: NaiveDate) -> Self {
        Self { year: day.year(), month: day.month() }
    }
}

/// What was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Question {
    pub(super) section: Section,
    /// The reference month; `None` chooses the latest one with billing.
    pub(super) month: Option<Month>,
}

/// The last day that counts in a year-to-date comparison: yesterday, as seen on `today`.
pub(super) fn cut(today: NaiveDate) -> NaiveDate {
    today.pred_opt().unwrap_or(today)
}

/// The report as asked for, on `today`; `generated_at` is an instant as sent in JSON.
pub(super) fn report(sums: &Sums, question: Question, today: NaiveDate, generated_at: String) -> GeneralReport {
    let cut = cut(today);
    let reference = question.month.unwrap_or_else(|| latest(sums, question.section, cut).unwrap_or(Month::of(today)));
    let cutoff = format!("{:02}/{:02}", cut.day(), cut.month());
    let sections =
        Section::ALL.into_iter().filter(|key| matches!(question.section, Section::All) || *key == question.section);
    GeneralReport {
        generated_at,
        reference_month_ref: format!("{:04}-{:02}", reference.year, reference.month),
        reference_year: reference.year,
        reference_month: reference.month,
        reference_month_label: MONTHS[reference.month as usize - 1].to_owned(),
        accumulation_rule_label: format!("acumulado de 01/01 ate {cutoff} de cada ano"),
        accumulation_cutoff_br: cutoff,
        unit_filter: question.section,
        available_units: Section::ALL.map(|key| SectionOption { key, label: key.label().to_owned() }).to_vec(),
        sections: sections.map(|key| section(sums, key, reference)).collect(),
    }
}

/// The latest month with billing in `section`, not after the month of `cut`.
fn latest(sums: &Sums, section: Section, cut: NaiveDate) -> Option<Month> {
    let months = sums.years(section).rev().flat_map(|(year, sums)| {
        let paid = (1..=12).rev().zip(sums.months().into_iter().rev());
        paid.filter(|(_, total)| *total > Cents::ZERO).map(move |(month, _)| Month { year, month })
    });
    months.into_iter().find(|month| *month <= Month::of(cut))
}

fn section(sums: &Sums, key: Section, reference: Month) -> ReportSectionYears {
    let years: Vec<(i32, &YearSums)> = sums.years(key).collect();
    let accumulated = |wanted: i32| years.iter().find(|(year, _)| *year == wanted).map(|(_, sums)| sums.accumulated());
    let has_reference = years.iter().any(|(year, _)| *year == reference.year);
    let applied = if has_reference { Some(reference.year) } else { years.last().map(|(year, _)| *year) };
    let so_far = applied.and_then(accumulated).unwrap_or_default();
    let previous = applied.and_then(|year| accumulated(year - 1)).unwrap_or_default();
    let earlier = years.iter().filter(|(year, _)| applied.is_some_and(|applied| *year < applied));
    let best = earlier.map(|(_, sums)| sums.accumulated()).max().unwrap_or_default();
    ReportSectionYears {
        key,
        label: key.label().to_owned(),
        reference_year_applied: applied,
        reference_accumulated: so_far,
        best_historical_accumulated: best,
        previous_year_accumulated: previous,
        growth_vs_best: growth_pct(so_far, best),
        growth_vs_previous_year: growth_pct(so_far, previous),
        rows: rows(&years, reference),
    }
}

fn rows(years: &[(i32, &YearSums)], reference: Month) -> Vec<ReportYear> {
    let mut best = [Cents::ZERO; 12];
    for (_, sums) in years {
        for (best, total) in best.iter_mut().zip(sums.months()) {
            *best = max(*best, total);
        }
    }
    let row = |(year, sums): &(i32, &YearSums)| {
        let months = sums.months();
        ReportYear {
            year: *year,
            months,
            total: months.into_iter().sum(),
            accumulated_ref: months.into_iter().take(reference.month as usize).sum(),
            highlights: std::array::from_fn(|month| months[month] > Cents::ZERO && months[month] == best[month]),
        }
    };
    years.iter().map(row).collect()
}

/// How much more than `base`, in percent; `None` when `base` is not above 0.
#[allow(clippy::cast_precision_loss, reason = "centavos of a clinic group stay far below 2^53")]
fn growth_pct(now: Cents, base: Cents) -> Option<f64> {
    (base > Cents::ZERO).then(|| (now - base).0 as f64 / base.0 as f64 * 100.0)
}

#[cfg(test)]
mod tests {
    use super::{super::store::UnitSum, *};

    const ANY: Question = Question { section: Section::All, month: None };

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn sums(rows: &[(&str, f64)], today: &str) -> Sums {
        let stored: Vec<UnitSum> = rows
            .iter()
            .map(|(period, reais)| UnitSum { period: (*period).into(), unit: "OURO VERDE".into(), reais: *reais })
            .collect();
        Sums::of(&stored, cut(day(today)))
    }

    fn reference(rows: &[(&str, f64)], today: &str) -> String {
        report(&sums(rows, today), ANY, day(today), String::new()).reference_month_ref
    }

    #[test]
    fn the_reference_is_the_latest_month_with_billing_up_to_yesterday() {
        let rows = [("2025-11", 10.0), ("2025-12", 5.0), ("2026-01", 3.0), ("2062-05", 9.0)];
        assert_eq!(reference(&rows, "2026-01-02"), "2026-01");
        assert_eq!(reference(&rows, "2026-01-01"), "2025-12", "yesterday was in December");
        assert_eq!(reference(&[("2025-11", 10.0), ("2025-12", -5.0)], "2026-01-01"), "2025-11");
        assert_eq!(reference(&[("2062-05", 9.0)], "2026-01-01"), "2026-01", "nothing yet: this month");
        assert_eq!(reference(&[], "2026-03-01"), "2026-03");
    }

    #[test]
    fn equal_months_are_both_the_best_and_a_loss_never_is() {
        let rows = [("2024-01", 7.0), ("2025-01", 7.0), ("2024-02", -1.0), ("2024-03", 1.0), ("2025-03", 1.01)];
        let report = report(&sums(&rows, "2026-02-19"), ANY, day("2026-02-19"), String::new());
        let best: Vec<&[bool]> = report.sections[0].rows.iter().map(|row| &row.highlights[..4]).collect();
        assert_eq!(best, [[true, false, false, false], [true, false, true, false]]);
    }

    #[test]
    fn without_a_base_above_zero_there_is_no_growth() {
        assert_eq!(growth_pct(Cents(5), Cents(0)), None);
        assert_eq!(growth_pct(Cents(5), Cents(-5)), None);
        assert_eq!(growth_pct(Cents(15_000), Cents(100_000)), Some(-85.0));
    }

    #[test]
    fn months_are_read_strictly() {
        assert_eq!(Month::parse("2026-02"), Some(Month { year: 2026, month: 2 }));
        for text in ["2026-00", "2026-13", "2026-2", "26-02", "2026/02", "2026-02-01", "+026-02", ""] {
            assert_eq!(Month::parse(text), None, "{text:?}");
        }
    }
}
