//! The two revenue summaries: sums per day from the billing lines, sums per month from the days.
//!
//! Days are deleted and written anew, months always whole. It happens inside the transaction that
//! changed the lines, so that the three tables never disagree.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use futures_util::TryStreamExt;
use sqlx::{Database, Encode, QueryBuilder, Row, Type};

use super::{
    consistency::{self, Days, Divergence, Totals},
    model::{Scope, line_day, slashed},
    sums::{SumRow, Sums},
};
use crate::{
    db::{Db, DbError, Dialect, Tx, during},
    in_transaction,
    kernel::{Cents, Period},
    on_tx,
};

/// Rows per INSERT: many, because a round trip to a server elsewhere costs more than the rows.
const CHUNK: usize = 1000;

const LINES: &str = "SELECT CAST(data_do_pagamento AS CHAR), CAST(unidade AS CHAR), CAST(grupo AS CHAR),
                            CAST(procedimento AS CHAR), CAST(total_pago AS DOUBLE)
                     FROM faturamento_analitico";
const DAYS: &str = "SELECT CAST(data_ref AS CHAR), CAST(unidade AS CHAR), CAST(grupo AS CHAR),
                           CAST(procedimento AS CHAR), CAST(procedimento_key AS CHAR), CAST(total_pago AS DOUBLE),
                           CAST(qtd AS SIGNED)
                    FROM faturamento_resumo_diario WHERE data_ref >= ? AND data_ref <= ?";

/// Two rows that only the database's collation takes for equal become one.
const INSERT_DAYS: Dialect = Dialect {
    mysql: " ON DUPLICATE KEY UPDATE total_pago = ROUND(total_pago + VALUES(total_pago), 2), qtd = qtd + VALUES(qtd)",
    sqlite: " ON CONFLICT (data_ref, unidade, grupo, procedimento_key) DO UPDATE
              SET total_pago = ROUND(total_pago + excluded.total_pago, 2), qtd = qtd + excluded.qtd",
};
const INSERT_MONTHS: Dialect = Dialect {
    mysql: INSERT_DAYS.mysql,
    sqlite: " ON CONFLICT (month_ref, unidade, grupo, procedimento_key) DO UPDATE
              SET total_pago = ROUND(total_pago + excluded.total_pago, 2), qtd = qtd + excluded.qtd",
};

/// What a rebuild summed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rebuilt {
    /// Lines with a day in scope, and their sum.
    pub lines: i64,
    pub total: Cents,
    /// Rows written to the daily and to the monthly table.
    pub day_rows: usize,
    pub month_rows: usize,
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
/// whole. Doing it twice changes nothing but `updated_at`, which becomes `now` (a São Paulo stamp).
pub async fn rebuild(tx: &mut Tx<'_>, scope: &Scope, now: &str) -> Result<Rebuilt, sqlx::Error> {
    let LineReader { mut sums, days, .. } = read_lines(tx, scope).await?;
    let rows = sums.rows();
    delete(tx, Table::Days, day_bounds(scope)).await?;
    insert(tx, Table::Days, &rows, now).await?;
    let mut months = sum_months(tx, scope, &rows).await?;
    let month_rows = months.rows();
    delete(tx, Table::Months, month_bounds(scope)).await?;
    insert(tx, Table::Months, &month_rows, now).await?;
    let divergence = consistency::after_rebuild(tx, scope, &days).await?;
    let mut all = Totals::default();
    days.values().for_each(|day| all.add(*day));
    Ok(Rebuilt { lines: all.lines, total: all.total, day_rows: rows.len(), month_rows: month_rows.len(), divergence })
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
        on_tx!(tx, connection => {
            let mut query = iso_lines(run);
            let mut rows = query.build().fetch(&mut **connection);
            while let Some(row) = rows.try_next().await? {
                reader.add(row.try_get(0)?, [row.try_get(1)?, row.try_get(2)?, row.try_get(3)?], row.try_get(4)?);
            }
            drop(rows);
            let mut query = slashed_lines(run);
            let mut rows = query.build().fetch(&mut **connection);
            while let Some(row) = rows.try_next().await? {
                reader.add(row.try_get(0)?, [row.try_get(1)?, row.try_get(2)?, row.try_get(3)?], row.try_get(4)?);
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
}

impl LineReader {
    /// A line without a day belongs to no sum; one without an amount only counts.
    fn add(&mut self, date: Option<&str>, names: [Option<&str>; 3], reais: Option<f64>) {
        let date = date.unwrap_or_default();
        if self.last.0 != date {
            self.last = (date.to_owned(), line_day(date));
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
        on_tx!(tx, connection => {
            let query = sqlx::query(DAYS).bind(month.first.to_string()).bind(month.last.to_string());
            let mut stored = query.fetch(&mut **connection);
            while let Some(row) = stored.try_next().await? {
                let text = |at: usize| row.try_get::<Option<&str>, _>(at).map(Option::unwrap_or_default);
                let sum = SumRow {
                    period: 0,
                    unit: text(1)?,
                    group: text(2)?,
                    procedure: text(3)?,
                    key: text(4)?,
                    total: row.try_get::<Option<f64>, _>(5)?.and_then(Cents::from_reais).unwrap_or_default(),
                    lines: row.try_get::<Option<i64>, _>(6)?.unwrap_or_default(),
                };
                months.add_row(month_number(month.first), &sum);
            }
        });
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

fn month_number(day: NaiveDate) -> i32 {
    day.year() * 12 + day.month0() as i32
}

fn month_text(number: i32) -> String {
    format!("{:04}-{:02}", number.div_euclid(12), number.rem_euclid(12) + 1)
}

/// First and last `data_ref` of each run; `None`: everything.
fn day_bounds(scope: &Scope) -> Option<Vec<[String; 2]>> {
    let runs = scope.runs()?;
    Some(runs.iter().map(|run| [run.first.to_string(), run.last.to_string()]).collect())
}

/// First and last `month_ref` of each run.
fn month_bounds(scope: &Scope) -> Option<Vec<[String; 2]>> {
    let runs = scope.runs()?;
    Some(runs.iter().map(|run| [run.first, run.last].map(|day| month_text(month_number(day)))).collect())
}

/// Deletes the periods of `bounds`, or all rows.
async fn delete(tx: &mut Tx<'_>, table: Table, bounds: Option<Vec<[String; 2]>>) -> Result<(), sqlx::Error> {
    let (all, between) = table.delete();
    let Some(bounds) = bounds else {
        on_tx!(tx, connection => sqlx::query(all).execute(&mut **connection).await.map(|_| ()))?;
        return Ok(());
    };
    for [first, last] in bounds {
        on_tx!(tx, connection => {
            sqlx::query(between).bind(&first).bind(&last).execute(&mut **connection).await.map(|_| ())
        })?;
    }
    Ok(())
}

/// Which summary is written.
#[derive(Debug, Clone, Copy)]
enum Table {
    Days,
    Months,
}

impl Table {
    fn insert(self) -> &'static str {
        match self {
            Self::Days => {
                "INSERT INTO faturamento_resumo_diario
                     (data_ref, unidade, grupo, procedimento, total_pago, qtd, updated_at, procedimento_key) "
            }
            Self::Months => {
                "INSERT INTO faturamento_resumo_mensal
                     (month_ref, unidade, grupo, procedimento, total_pago, qtd, updated_at, procedimento_key) "
            }
        }
    }

    /// The statement that empties it, and the one for the rows of a run.
    fn delete(self) -> (&'static str, &'static str) {
        match self {
            Self::Days => (
                "DELETE FROM faturamento_resumo_diario",
                "DELETE FROM faturamento_resumo_diario WHERE data_ref >= ? AND data_ref <= ?",
            ),
            Self::Months => (
                "DELETE FROM faturamento_resumo_mensal",
                "DELETE FROM faturamento_resumo_mensal WHERE month_ref >= ? AND month_ref <= ?",
            ),
        }
    }

    fn period(self, number: i32) -> String {
        match self {
            Self::Days => NaiveDate::from_num_days_from_ce_opt(number).unwrap_or_default().to_string(),
            Self::Months => month_text(number),
        }
    }
}

async fn insert(tx: &mut Tx<'_>, table: Table, rows: &[SumRow<'_>], now: &str) -> Result<(), sqlx::Error> {
    let on_conflict = match table {
        Table::Days => tx.pick(&INSERT_DAYS),
        Table::Months => tx.pick(&INSERT_MONTHS),
    };
    for chunk in rows.chunks(CHUNK) {
        on_tx!(tx, connection => {
            let mut query = insertion(table, chunk, now, on_conflict);
            // Only the whole chunks are worth remembering as prepared statements.
            let query = query.build().persistent(chunk.len() == CHUNK);
            query.execute(&mut **connection).await?;
        });
    }
    Ok(())
}

fn insertion<D: Database>(table: Table, rows: &[SumRow<'_>], now: &str, on_conflict: &str) -> QueryBuilder<D>
where
    String: Type<D> + for<'q> Encode<'q, D>,
    f64: Type<D> + for<'q> Encode<'q, D>,
    i64: Type<D> + for<'q> Encode<'q, D>,
{
    let mut query = QueryBuilder::new(table.insert());
    query.push_values(rows, |mut tuple, row: &SumRow<'_>| {
        tuple
            .push_bind(table.period(row.period))
            .push_bind(row.unit.to_owned())
            .push_bind(row.group.to_owned())
            .push_bind(row.procedure.to_owned())
            .push_bind(row.total.reais())
            .push_bind(row.lines)
            .push_bind(now.to_owned())
            .push_bind(row.key.to_owned());
    });
    query.push(on_conflict);
    query
}
