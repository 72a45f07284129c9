//! A second period beside the first: which days it has, and both in tables.

use std::collections::BTreeMap;

use chrono::{Days, Months, NaiveDate};

use super::super::model::History;
use crate::{
    exports::{Cell, Table, month_cell, per_piece},
    http::{ApiError, params},
    kernel::{Cents, Period},
};

/// How far back a chosen second period begins when nobody said so.
const CHOSEN_DAYS: Days = Days::new(30);

/// The comparison as the address of the page has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::finance::history) struct Comparison {
    pub(in crate::finance::history) compare: Option<String>,
    pub(in crate::finance::history) bfrom: Option<String>,
    pub(in crate::finance::history) bto: Option<String>,
    pub(in crate::finance::history) same: Option<String>,
}

/// The period something is compared with, and how it follows from the first one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::finance::history) struct Second {
    pub(in crate::finance::history) period: Period,
    pub(super) name: &'static str,
}

impl Comparison {
    /// The second period; `None` when nothing is compared.
    ///
    /// # Errors
    /// 400 when a chosen day is none.
    pub(in crate::finance::history) fn second(
        &self,
        first: Period,
        today: NaiveDate,
    ) -> Result<Option<Second>, ApiError> {
        let first = ordered(first);
        let length = Days::new(first.days().skip(1).count() as u64);
        let moved = |day: NaiveDate, back: Days| day.checked_sub_days(back).unwrap_or(day);
        let (name, period) = match self.compare.as_deref().map(str::trim) {
            Some("previous") => {
                let last = moved(first.first, Days::new(1));
                ("Período anterior equivalente", Period::new(moved(last, length), last))
            }
            Some("yoy") => {
                let before = |day: NaiveDate| day.checked_sub_months(Months::new(12)).unwrap_or(day);
                ("Mesmo período do ano anterior", Period::new(before(first.first), before(first.last)))
            }
            Some("custom") => {
                let invalid = |name: &str, code: &'static str| {
                    ApiError::bad_request(code, format!("{name} invalida (use YYYY-MM-DD)"))
                };
                let from = params::day(self.bfrom.as_deref(), moved(today, CHOSEN_DAYS));
                let to = params::day(self.bto.as_deref(), today);
                let from = from.ok_or_else(|| invalid("bfrom", "BFROM_INVALID"))?;
                let to = to.ok_or_else(|| invalid("bto", "BTO_INVALID"))?;
                let chosen = ordered(Period::new(from, to));
                let last = match self.same.as_deref().map(str::trim) {
                    Some("0") => chosen.last,
                    _ => chosen.first.checked_add_days(length).unwrap_or(chosen.last),
                };
                ("Período personalizado", Period::new(chosen.first, last))
            }
            _ => return Ok(None),
        };
        Ok(Some(Second { period, name }))
    }
}

fn ordered(period: Period) -> Period {
    if period.first <= period.last { period } else { Period::new(period.last, period.first) }
}

/// `01/02/2026 a 19/02/2026`.
pub(super) fn in_words(period: Period) -> String {
    format!("{} a {}", period.first.format("%d/%m/%Y"), period.last.format("%d/%m/%Y"))
}

/// What is added to the first table.
pub(super) fn lines(first: Period, second: Second) -> Vec<Vec<Cell>> {
    let line = |name: &str, value: String| vec![Cell::text(name), Cell::text(value)];
    vec![
        line("Comparação", second.name.to_owned()),
        line("Período A", in_words(ordered(first))),
        line("Período B", in_words(second.period)),
    ]
}

/// Both periods in numbers, by day and month (the first of one beside the first of the other) and by group.
pub(super) fn tables(a: (&History, Period), b: (&History, Period)) -> Vec<Table> {
    let (a, b) = ((a.0, ordered(a.1)), b);
    let by_place = &["Data A", "Data B", "Período A", "Período B", "Delta", "Delta %"];
    let by_month = &["Mês A", "Mês B", "Período A", "Período B", "Delta", "Delta %"];
    let by_group = &["Grupo", "Período A", "Período B", "Delta", "Delta %"];
    let by_item = &["Item", "Período A", "Período B", "Delta", "Delta %"];
    let table = |title, columns, rows| Table { title, columns, rows };
    vec![
        table("Comparativo", by_item, totals(a.0, b.0)),
        table("Diário (comparativo)", by_place, pairs(days(a), days(b))),
        table("Mensal (comparativo)", by_month, pairs(months(a), months(b))),
        table("Grupos (comparativo)", by_group, groups(a.0, b.0)),
    ]
}

fn totals(a: &History, b: &History) -> Vec<Vec<Cell>> {
    let (a, b) = (a.totals, b.totals);
    let money = |name: &str, a: Cents, b: Cents| [vec![Cell::text(name)], change(a, b)].concat();
    let pieces = vec![
        Cell::text("Quantidade"),
        Cell::Count(a.qtd),
        Cell::Count(b.qtd),
        Cell::Count(a.qtd - b.qtd),
        Cell::Percent(growth(a.qtd, b.qtd)),
    ];
    let ticket = money("Ticket médio", per_piece(a.total, a.qtd), per_piece(b.total, b.qtd));
    vec![money("Total", a.total, b.total), pieces, ticket]
}

/// Every day of the period, with 0 where nothing was billed.
fn days((history, period): (&History, Period)) -> Vec<(Cell, Cents)> {
    let billed: BTreeMap<&str, Cents> = history.daily.iter().map(|day| (day.day.as_str(), day.total)).collect();
    let day = |day: NaiveDate| (Cell::Day(day), billed.get(day.to_string().as_str()).copied().unwrap_or_default());
    period.days().map(day).collect()
}

/// Every month the period touches.
fn months((history, period): (&History, Period)) -> Vec<(Cell, Cents)> {
    let billed: BTreeMap<&str, Cents> =
        history.monthly.iter().map(|month| (month.month.as_str(), month.total)).collect();
    let month = |part: Period| {
        let name = part.first.format("%Y-%m").to_string();
        (month_cell(&name), billed.get(name.as_str()).copied().unwrap_or_default())
    };
    period.months().map(month).collect()
}

/// The nth of one period beside the nth of the other; where one is longer, the other has 0.
fn pairs(a: Vec<(Cell, Cents)>, b: Vec<(Cell, Cents)>) -> Vec<Vec<Cell>> {
    let length = a.len().max(b.len());
    let filled = |side: Vec<(Cell, Cents)>| {
        side.into_iter().chain(std::iter::repeat_n((Cell::text(""), Cents::ZERO), length)).take(length)
    };
    filled(a).zip(filled(b)).map(|((at, a), (other, b))| [vec![at, other], change(a, b)].concat()).collect()
}

/// Every group that one of the two has, by name.
fn groups(a: &History, b: &History) -> Vec<Vec<Cell>> {
    let mut both: BTreeMap<&str, [Cents; 2]> = BTreeMap::new();
    for (side, history) in [a, b].into_iter().enumerate() {
        for group in &history.group_stats {
            both.entry(&group.procedure_group).or_default()[side] += group.total;
        }
    }
    both.into_iter().map(|(name, [a, b])| [vec![Cell::text(name)], change(a, b)].concat()).collect()
}

/// Both amounts, their difference, and that of a hundred of the second.
fn change(a: Cents, b: Cents) -> Vec<Cell> {
    vec![Cell::Money(a), Cell::Money(b), Cell::Money(a - b), Cell::Percent(growth(a.0, b.0))]
}

#[allow(clippy::cast_precision_loss, reason = "counts and centavos of a clinic")]
fn growth(a: i64, b: i64) -> Option<f64> {
    (b != 0).then(|| (a - b) as f64 / b as f64 * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_period_follows_as_on_the_page() {
        let day = |text: &str| text.parse().unwrap();
        let (first, today) = (Period::new(day("2024-02-10"), day("2024-02-29")), day("2024-03-05"));
        let text = |text: &str| Some(text.to_owned());
        let second = |compare: &str, from: Option<&str>, to: Option<&str>, same: &str| {
            let comparison = Comparison {
                compare: text(compare),
                bfrom: from.map(str::to_owned),
                bto: to.map(str::to_owned),
                same: text(same),
            };
            let second = comparison.second(first, today).map_err(|error| error.code().to_owned())?;
            Ok::<_, String>(second.map(|second| second.period.to_string()))
        };
        assert_eq!(second("", None, None, ""), Ok(None));
        assert_eq!(second("other", None, None, ""), Ok(None));
        assert_eq!(second("previous", None, None, ""), Ok(text("2024-01-21..2024-02-09")));
        assert_eq!(second("yoy", None, None, ""), Ok(text("2023-02-10..2023-02-28")));
        assert_eq!(second("custom", None, None, "0"), Ok(text("2024-02-04..2024-03-05")));
        assert_eq!(second("custom", Some("2023-06-01"), Some("2023-01-01"), "1"), Ok(text("2023-01-01..2023-01-20")));
        assert_eq!(second("custom", Some("2023-06-31"), None, "1"), Err("BFROM_INVALID".to_owned()));
        assert_eq!(second("custom", None, Some("x"), "1"), Err("BTO_INVALID".to_owned()));
    }
}
