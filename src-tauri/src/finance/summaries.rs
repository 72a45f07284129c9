//! The two revenue summaries: sums per day from the billing lines, sums per month from the days.
//!
//! Days are summed exactly, months always whole. It happens inside the transaction that changed the
//! lines, so that the three tables never disagree.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use futures_util::TryStreamExt;
use sqlx::{Database, Encode, QueryBuilder, Row, Type};

use super::{
    consistency::{self, Days, Divergence, Totals},
    model::{Scope, line_day, slashed},
    sum_tables::{SumTable, month_number, month_text},
    sums::{SumRow, Sums},
};
use crate::{
    db::{Db, DbError, Tx, during},
    in_transaction,
    kernel::{Cents, Period},
    on_tx,
};

/// From so many days on the whole table is read.
const LONG_RUN: usize = 200;

const LINES: &str = "SELECT CAST(data_do_pagamento AS CHAR), CAST(unidade AS CHAR), CAST(grupo AS CHAR),
                            CAST(procedimento AS CHAR), CAST(total_pago AS DOUBLE)
                     FROM faturamento_analitico";
/// What a rebuild summed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rebuilt {
    /// Lines with a day in scope, and their sum.
    pub lines: i64,
    pub total: Cents,
    /// Rows of the daily and of the monthly table that they make.
    pub day_rows: usize,
    pub month_rows: usize,
    /// Rows of both that were not as they should be: deleted or written.
    pub changed_rows: usize,
    /// Where the tables disagree nevertheless.
    pub divergence: Divergence,
}

/// Sums the lines of `scope` again, in a transaction of its own. `now` is a São Paulo stamp.
///
/// # Errors
/// The database refused; nothing is changed.
pub async fn rebuild_now(db: &Db, scope: &Scope, now: &str) -> Result<Rebuilt, DbError> {
    in_transaction!(db, tx => { rebuild(&mut Tx::from(&mut **tx), scope, now).await })
        .map_err(during("faturamento_resumo.rebuild"))
}

/// Sums the lines of `scope` again inside the caller's transaction: its days exactly, their months
/// whole. Rows that are right already are left alone; `updated_at` of the others becomes `now` (a São
/// Paulo stamp). Doing it twice changes nothing.
pub async fn rebuild(tx: &mut Tx<'_>, scope: &Scope, now: &str) -> Result<Rebuilt, sqlx::Error> {
    let LineReader { mut sums, days, .. } = read_lines(tx, scope).await?;
    let rows = sums.rows();
    let mut changed_rows = SumTable::Days.replace(tx, day_bounds(scope).as_deref(), &rows, now).await?;
    let mut months = sum_months(tx, scope, &rows).await?;
    let month_rows = months.rows();
    changed_rows += SumTable::Months.replace(tx, month_bounds(scope).as_deref(), &month_rows, now).await?;
    let divergence = consistency::after_rebuild(tx, scope, &days).await?;
    let mut all = Totals::default();
    days.values().for_each(|day| all.add(*day));
    let (day_rows, month_rows) = (rows.len(), month_rows.len());
    Ok(Rebuilt { lines: all.lines, total: all.total, day_rows, month_rows, changed_rows, divergence })
}

/// Sums the lines whose day is in scope.
async fn read_lines(tx: &mut Tx<'_>, scope: &Scope) -> Result<LineReader, sqlx::Error> {
    let mut reader = LineReader::default();
    let Some(runs) = scope.runs() else {
        on_tx!(tx, connection => {
            let mut rows = sqlx::query(LINES).fetch(&mut **connection);
            while let Some(row) = rows.try_next().await? {
                reader.add(row.try_get(0)?, [row.try_get(1)?, row.try_get(2)?, row.try_get(3)?], row.try_get(4)?);
            }
        });
        return Ok(reader);
    };
    for run in runs {
        reader.begin(run);
        let is_long = run.days().nth(LONG_RUN).is_some();
        on_tx!(tx, connection => {
            let questions = if is_long { vec![all_lines(run)] } else { vec![iso_lines(run), slashed_lines(run)] };
            for mut query in questions {
                let mut rows = query.build().fetch(&mut **connection);
                while let Some(row) = rows.try_next().await? {
                    reader.add(row.try_get(0)?, [row.try_get(1)?, row.try_get(2)?, row.try_get(3)?], row.try_get(4)?);
                }
            }
        });
    }
    Ok(reader)
}

/// Turns rows into sums; lines come mostly by day, so the last day's text is remembered.
#[derive(Default)]
struct LineReader {
    sums: Sums,
    /// Totals by day, to compare with what is stored in the end.
    days: Days,
    last: (String, Option<NaiveDate>),
    /// Lines of other days are none of ours.
    run: Option<Period>,
}

impl LineReader {
    /// From now on only lines of `run` count.
    fn begin(&mut self, run: Period) {
        self.run = Some(run);
        self.last = (String::new(), None);
    }

    /// A line without a day belongs to no sum; one without an amount only counts.
    fn add(&mut self, date: Option<&str>, names: [Option<&str>; 3], reais: Option<f64>) {
        let date = date.unwrap_or_default();
        if self.last.0 != date {
            let day = line_day(date).filter(|day| self.run.is_none_or(|run| run.contains(*day)));
            self.last = (date.to_owned(), day);
        }
        if let Some(day) = self.last.1 {
            let total = reais.and_then(Cents::from_reais).unwrap_or_default();
            self.sums.add_line(day.num_days_from_ce(), names, total);
            self.days.entry(day).or_default().add(Totals { lines: 1, total });
        }
    }
}

/// Lines whose day is written `YYYY-MM-DD`, with or without a time behind it.
fn iso_lines<D: Database>(run: Period) -> QueryBuilder<D>
where
    String: Type<D> + for<'q> Encode<'q, D>,
{
    let mut query = QueryBuilder::new(LINES);
    query.push(" WHERE data_do_pagamento >= ").push_bind(run.first.to_string());
    query.push(" AND data_do_pagamento < ").push_bind(day_after(run.last));
    query
}

/// Lines of a long run, and every line whose day is written `DD/MM/YYYY`. Reading the whole table once is
/// faster than finding a large part of it through an index; this condition keeps the index out.
fn all_lines<D: Database>(run: Period) -> QueryBuilder<D>
where
    String: Type<D> + for<'q> Encode<'q, D>,
{
    let mut query = iso_lines(run);
    query.push(" OR data_do_pagamento LIKE '%/%'");
    query
}

/// Lines whose day is written `DD/MM/YYYY`.
fn slashed_lines<D: Database>(run: Period) -> QueryBuilder<D>
where
    String: Type<D> + for<'q> Encode<'q, D>,
{
    let mut query = QueryBuilder::new(LINES);
    query.push(" WHERE data_do_pagamento IN (");
    let mut list = query.separated(", ");
    for day in run.days() {
        list.push_bind(slashed(day));
    }
    query.push(")");
    query
}

fn day_after(day: NaiveDate) -> String {
    day.succ_opt().unwrap_or(day).to_string()
}

/// Months from the rows just written where they cover the whole month, from the daily table otherwise.
async fn sum_months(tx: &mut Tx<'_>, scope: &Scope, rows: &[SumRow<'_>]) -> Result<Sums, sqlx::Error> {
    let mut months = Sums::default();
    let partial = partial_months(scope);
    for row in rows {
        let Some(day) = NaiveDate::from_num_days_from_ce_opt(row.period) else { continue };
        if !partial.contains(&Period::month_of(day).first) {
            months.add_row(month_number(day), row);
        }
    }
    for first in partial {
        let month = Period::month_of(first);
        let bounds = [month.first.to_string(), month.last.to_string()];
        SumTable::Days.each(tx, Some(&bounds), |_, row| months.add_row(month_number(month.first), &row)).await?;
    }
    Ok(months)
}

/// The first days of the months that are touched but not covered.
fn partial_months(scope: &Scope) -> BTreeSet<NaiveDate> {
    let mut partial = BTreeSet::new();
    let Scope::Days(days) = scope else { return partial };
    let mut rest = days.iter().peekable();
    while let Some(day) = rest.next() {
        let month = Period::month_of(*day);
        let mut count = 1;
        while rest.next_if(|next| month.contains(**next)).is_some() {
            count += 1;
        }
        if count < month.days().count() {
            partial.insert(month.first);
        }
    }
    partial
}

/// First and last `data_ref` of each run; `None`: everything.
fn day_bounds(scope: &Scope) -> Option<Vec<[String; 2]>> {
    Some(scope.runs()?.iter().map(|run| [run.first.to_string(), run.last.to_string()]).collect())
}

/// First and last `month_ref` of each run of months; `None`: everything.
fn month_bounds(scope: &Scope) -> Option<Vec<[String; 2]>> {
    let mut runs: Vec<[i32; 2]> = Vec::new();
    for run in scope.runs()? {
        let [first, last] = [run.first, run.last].map(month_number);
        match runs.last_mut() {
            // Two runs of days may share a month.
            Some([_, end]) if first <= *end => *end = last,
            _ => runs.push([first, last]),
        }
    }
    Some(runs.into_iter().map(|run| run.map(month_text)).collect())
}
