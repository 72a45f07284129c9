//! Whether the three billing tables say the same: lines, days, months.

use std::{collections::BTreeMap, fmt};

use chrono::NaiveDate;
use sqlx::{QueryBuilder, Row};

use super::model::{Scope, line_day};
use crate::{
    db::{Db, DbError, Tx, during},
    in_snapshot,
    kernel::{Cents, Period},
    on_tx,
};

/// How many days or months a text names.
const NAMED: usize = 3;

/// The lines of a day or month, and their sum.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    pub lines: i64,
    pub total: Cents,
}

impl Totals {
    pub(super) fn add(&mut self, other: Self) {
        self.lines += other.lines;
        self.total += other.total;
    }

    /// Counts must be equal; half a centavo per line is what amounts with more decimals may differ by.
    fn agrees(self, other: Self) -> bool {
        let difference = (self.total - other.total).0.unsigned_abs();
        self.lines == other.lines && difference.saturating_mul(2) <= self.lines.unsigned_abs()
    }
}

/// Totals by day.
pub(super) type Days = BTreeMap<NaiveDate, Totals>;
/// Totals by the first day of the month.
pub(super) type Months = BTreeMap<NaiveDate, Totals>;

/// Where the tables disagree.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Divergence {
    /// Days on which the lines and the daily summary differ.
    pub days: Vec<NaiveDate>,
    /// First days of months in which the daily and the monthly summary differ.
    pub months: Vec<NaiveDate>,
}

impl Divergence {
    /// Whether everything agrees.
    pub fn is_none(&self) -> bool {
        self.days.is_empty() && self.months.is_empty()
    }

    /// The days that must be summed again; `None` when everything agrees.
    pub fn period(&self) -> Option<Period> {
        let months = self.months.iter().flat_map(|first| [*first, Period::month_of(*first).last]);
        let days: Vec<NaiveDate> = self.days.iter().copied().chain(months).collect();
        Some(Period::new(*days.iter().min()?, *days.iter().max()?))
    }

    fn between(lines: &Days, days: &Days, by_month: &Months, months: &Months) -> Self {
        Self { days: differing(lines, days), months: differing(by_month, months) }
    }
}

/// In Portuguese, for people: `18/02/2026, 19/02/2026; mês 02/2026`.
impl fmt::Display for Divergence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |dates: &[NaiveDate], format: &str| {
            let mut texts: Vec<String> = dates.iter().take(NAMED).map(|date| date.format(format).to_string()).collect();
            if dates.len() > NAMED {
                texts.push(format!("mais {}", dates.len() - NAMED));
            }
            texts.join(", ")
        };
        match (self.days.is_empty(), self.months.is_empty()) {
            (true, true) => f.write_str("nenhuma"),
            (false, true) => f.write_str(&list(&self.days, "%d/%m/%Y")),
            (true, false) => write!(f, "mês {}", list(&self.months, "%m/%Y")),
            (false, false) => {
                write!(f, "{}; mês {}", list(&self.days, "%d/%m/%Y"), list(&self.months, "%m/%Y"))
            }
        }
    }
}

/// What the tables hold, summed per table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overview {
    pub lines: Totals,
    /// Lines without a day: they are in no summary.
    pub undated: i64,
    pub days: Totals,
    pub months: Totals,
    pub divergence: Divergence,
}

/// Compares the three tables as a whole. Changes nothing.
///
/// # Errors
/// The database cannot be read.
pub async fn overview(db: &Db) -> Result<Overview, DbError> {
    overview_of(db, None).await
}

/// Compares what the three tables hold of a period: its days, and all of the months it touches.
///
/// # Errors
/// The database cannot be read.
pub async fn overview_of(db: &Db, period: Option<Period>) -> Result<Overview, DbError> {
    in_snapshot!(db, tx => { overview_in(tx, period).await }).map_err(during("faturamento.consistency"))
}

async fn overview_in(tx: &mut Tx<'_>, period: Option<Period>) -> Result<Overview, sqlx::Error> {
    let whole = period.map(whole_months);
    let (mut lines, undated) = lines_by_day(tx).await?;
    let mut days = days_by_day(tx, whole).await?;
    let months = months(tx, whole).await?;
    let by_month = by_month(&days);
    if let Some(period) = period {
        lines.retain(|day, _| period.contains(*day));
        days.retain(|day, _| period.contains(*day));
    }
    let sum = |totals: &BTreeMap<NaiveDate, Totals>| {
        totals.values().fold(Totals::default(), |mut sum, part| {
            sum.add(*part);
            sum
        })
    };
    Ok(Overview {
        lines: sum(&lines),
        undated,
        days: sum(&days),
        months: sum(&months),
        divergence: Divergence::between(&lines, &days, &by_month, &months),
    })
}

/// Compares what a rebuild of `scope` read with what is stored now, and the months it touched.
pub(super) async fn after_rebuild(tx: &mut Tx<'_>, scope: &Scope, lines: &Days) -> Result<Divergence, sqlx::Error> {
    let Scope::Days(wanted) = scope else {
        let (days, months) = (days_by_day(tx, None).await?, months(tx, None).await?);
        return Ok(Divergence::between(lines, &days, &by_month(&days), &months));
    };
    let (Some(first), Some(last)) = (wanted.first(), wanted.last()) else { return Ok(Divergence::default()) };
    let whole = whole_months(Period::new(*first, *last));
    let mut days = days_by_day(tx, Some(whole)).await?;
    let touched = |first: &NaiveDate| wanted.range(first..=&Period::month_of(*first).last).next().is_some();
    let mut by_month = by_month(&days);
    by_month.retain(|month, _| touched(month));
    let mut months = months(tx, Some(whole)).await?;
    months.retain(|month, _| touched(month));
    days.retain(|day, _| wanted.contains(day));
    Ok(Divergence::between(lines, &days, &by_month, &months))
}

fn whole_months(period: Period) -> Period {
    Period::new(Period::month_of(period.first).first, Period::month_of(period.last).last)
}

/// Keys whose totals differ or that one side lacks.
fn differing(a: &BTreeMap<NaiveDate, Totals>, b: &BTreeMap<NaiveDate, Totals>) -> Vec<NaiveDate> {
    let mut keys: Vec<NaiveDate> = a.keys().chain(b.keys()).copied().collect();
    keys.sort_unstable();
    keys.dedup();
    let of = |totals: &BTreeMap<NaiveDate, Totals>, key: &NaiveDate| totals.get(key).copied().unwrap_or_default();
    keys.retain(|key| !of(a, key).agrees(of(b, key)));
    keys
}

fn by_month(days: &Days) -> Months {
    let mut months = Months::new();
    for (day, totals) in days {
        months.entry(Period::month_of(*day).first).or_default().add(*totals);
    }
    months
}

/// Totals of the lines by day, and how many lines have none.
async fn lines_by_day(tx: &mut Tx<'_>) -> Result<(Days, i64), sqlx::Error> {
    const SQL: &str = "SELECT SUBSTR(TRIM(CAST(data_do_pagamento AS CHAR)), 1, 10) AS written,
                              CAST(COUNT(*) AS DOUBLE), CAST(SUM(ROUND(CAST(total_pago AS DOUBLE) * 100)) AS DOUBLE)
                       FROM faturamento_analitico GROUP BY written";
    let mut days = Days::new();
    let mut undated = 0;
    for (written, totals) in read(tx, SQL, None).await? {
        match written.as_deref().and_then(line_day) {
            Some(day) => days.entry(day).or_default().add(totals),
            None => undated += totals.lines,
        }
    }
    Ok((days, undated))
}

async fn days_by_day(tx: &mut Tx<'_>, period: Option<Period>) -> Result<Days, sqlx::Error> {
    const SQL: &str = "SELECT CAST(data_ref AS CHAR), CAST(SUM(qtd) AS DOUBLE),
                              CAST(SUM(ROUND(CAST(total_pago AS DOUBLE) * 100)) AS DOUBLE)
                       FROM faturamento_resumo_diario WHERE data_ref >= ";
    let bounds = period.map(|period| [period.first.to_string(), period.last.to_string()]);
    let rows = read(tx, SQL, Some((bounds, "data_ref"))).await?;
    Ok(rows.into_iter().filter_map(|(day, totals)| Some((line_day(&day?)?, totals))).collect())
}

async fn months(tx: &mut Tx<'_>, period: Option<Period>) -> Result<Months, sqlx::Error> {
    const SQL: &str = "SELECT CAST(month_ref AS CHAR), CAST(SUM(qtd) AS DOUBLE),
                              CAST(SUM(ROUND(CAST(total_pago AS DOUBLE) * 100)) AS DOUBLE)
                       FROM faturamento_resumo_mensal WHERE month_ref >= ";
    let bounds = period.map(|period| [period.first, period.last].map(|day| day.format("%Y-%m").to_string()));
    let rows = read(tx, SQL, Some((bounds, "month_ref"))).await?;
    Ok(rows.into_iter().filter_map(|(month, totals)| Some((line_day(&format!("{}-01", month?))?, totals))).collect())
}

/// First and last value of a column; `None`: all.
type Bounds = (Option<[String; 2]>, &'static str);

/// Runs a question of period, number of lines, centavos; bounded ones end in `column >= `.
async fn read(
    tx: &mut Tx<'_>,
    sql: &str,
    bounds: Option<Bounds>,
) -> Result<Vec<(Option<String>, Totals)>, sqlx::Error> {
    on_tx!(tx, connection => {
        let mut query = QueryBuilder::new(sql);
        if let Some((bounds, column)) = bounds {
            let [first, last] = bounds.unwrap_or_else(|| ["0".to_owned(), "9999-12-31".to_owned()]);
            query.push_bind(first).push(" AND ").push(column).push(" <= ").push_bind(last);
            query.push(" GROUP BY ").push(column);
        }
        let mut totals = Vec::new();
        for row in query.build().fetch_all(&mut **connection).await? {
            let number = |at: usize| row.try_get::<Option<f64>, _>(at).map(Option::unwrap_or_default);
            #[allow(clippy::cast_possible_truncation, reason = "whole numbers below 2^53")]
            let whole = |number: f64| number.round() as i64;
            totals.push((row.try_get(0)?, Totals { lines: whole(number(1)?), total: Cents(whole(number(2)?)) }));
        }
        Ok(totals)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn totals(lines: i64, cents: i64) -> Totals {
        Totals { lines, total: Cents(cents) }
    }

    #[test]
    fn half_a_centavo_per_line_is_no_difference() {
        assert!(totals(4, 100).agrees(totals(4, 102)));
        assert!(!totals(4, 100).agrees(totals(4, 103)));
        assert!(!totals(4, 100).agrees(totals(5, 100)));
        assert!(totals(0, 0).agrees(totals(0, 0)));
    }

    #[test]
    fn a_divergence_names_a_few_periods_and_what_must_be_summed_again() {
        let mut divergence = Divergence::default();
        assert_eq!((divergence.to_string().as_str(), divergence.period()), ("nenhuma", None));
        divergence.days = (1..=5).map(|n| day(&format!("2026-02-0{n}"))).collect();
        divergence.months = vec![day("2026-03-01")];
        assert_eq!(divergence.to_string(), "01/02/2026, 02/02/2026, 03/02/2026, mais 2; mês 03/2026");
        assert_eq!(divergence.period(), Some(Period::new(day("2026-02-01"), day("2026-03-31"))));
    }

    #[test]
    fn what_only_one_side_has_differs() {
        let a = Days::from([(day("2026-02-01"), totals(1, 1)), (day("2026-02-02"), totals(2, 2))]);
        let b = Days::from([(day("2026-02-02"), totals(2, 2)), (day("2026-02-03"), totals(0, 0))]);
        assert_eq!(differing(&a, &b), [day("2026-02-01")]);
    }
}
