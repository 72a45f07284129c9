//! One window of the report into the tables: lines, sums per day and month, all in one transaction.

use std::collections::{BTreeSet, HashMap};

use chrono::{Datelike, NaiveDate};
use futures_util::TryStreamExt;
use sqlx::{ColumnIndex, Database, Decode, Encode, QueryBuilder, Row, Type};

use super::{
    columns::{COLUMNS, COUNT, Kind, PAYMENT, Physical, REFERENCE},
    consistency::Divergence,
    lines::{Line, Lines, Value},
    model::{Scope, line_day, slashed},
    summaries,
};
use crate::{
    db::{Db, DbError, Dialect, Tx, during},
    in_snapshot, in_transaction,
    jobs::JobCtx,
    kernel::{Cents, Period},
    on_engine, on_tx,
};

/// Rows per statement: with 20 values each still below SQLite's limit of 32 766.
const CHUNK: usize = 1000;
/// A window with fewer rows may shrink as it likes.
const GUARDED_FROM: i64 = 20;

/// What became of a window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Replaced {
    /// Stored; so many lines of the report are in the table now.
    Written { lines: usize, divergence: Divergence },
    /// Nothing changed: the report has far fewer lines than the window holds already.
    Short { found: usize, stored: i64 },
    /// Nothing changed: the report has no lines, the window does.
    Emptied { stored: i64 },
}

/// Replaces the lines of `window` by those of its report and sums the days anew, marking `complete`
/// months as collected; everything in one transaction.
pub(super) async fn replace(
    ctx: &JobCtx,
    window: Period,
    lines: &Lines,
    complete: &[NaiveDate],
) -> Result<Replaced, DbError> {
    let now = ctx.clock.stamp();
    in_transaction!(&ctx.db, tx => {
        let replaced = replace_in(&mut Tx::from(&mut **tx), window, lines, complete, &now).await?;
        ctx.fence.confirm(&mut **tx).await?;
        Ok(replaced)
    })
    .map_err(during("faturamento_analitico.replace"))
}

async fn replace_in(
    tx: &mut Tx<'_>,
    window: Period,
    lines: &Lines,
    complete: &[NaiveDate],
    now: &str,
) -> Result<Replaced, sqlx::Error> {
    let (stored, found) = (count(tx, window).await?, lines.in_window());
    if found == 0 && stored > 0 {
        return Ok(Replaced::Emptied { stored });
    }
    let is_short = i64::try_from(found).unwrap_or(i64::MAX).saturating_mul(5) < stored.saturating_mul(4);
    if stored >= GUARDED_FROM && is_short {
        return Ok(Replaced::Short { found, stored });
    }
    let mut written = Replaced::Written { lines: 0, divergence: Divergence::default() };
    if !lines.is_empty() {
        let table = Table { physical: Physical::read(tx).await?, present: lines.present };
        let refunds = table.unbooked(tx, window, &lines.refunds).await?;
        delete(tx, window).await?;
        let mut new: Vec<&Line> = lines.inside.iter().chain(refunds).collect();
        let in_window = new.len();
        new.extend(table.reconcile(tx, &lines.outside).await?);
        table.insert(tx, &new, now).await?;
        let days: BTreeSet<NaiveDate> = window.days().chain(lines.outside.iter().map(|line| line.day)).collect();
        let rebuilt = summaries::rebuild(tx, &Scope::Days(days), now).await?;
        written = Replaced::Written { lines: in_window + lines.outside.len(), divergence: rebuilt.divergence };
    }
    for month in complete {
        mark(tx, *month, now).await?;
    }
    Ok(written)
}

/// `WHERE` the payment date is a day of `window`, in either spelling: both can use the index.
fn push_window<D: Database>(query: &mut QueryBuilder<D>, window: Period)
where
    String: Type<D> + for<'q> Encode<'q, D>,
{
    let next = window.last.succ_opt().unwrap_or(window.last);
    query.push(" WHERE (data_do_pagamento >= ").push_bind(window.first.to_string());
    query.push(" AND data_do_pagamento < ").push_bind(next.to_string());
    query.push(") OR data_do_pagamento IN (");
    push_texts(query, window.days().map(slashed));
}

fn push_texts<D: Database>(query: &mut QueryBuilder<D>, texts: impl Iterator<Item = String>)
where
    String: Type<D> + for<'q> Encode<'q, D>,
{
    let mut list = query.separated(", ");
    texts.for_each(|text| {
        list.push_bind(text);
    });
    query.push(")");
}

/// Keeps MySQL to the index of the payment date: for months it would read the whole table instead, which takes ten
/// times as long. A comment to SQLite, and to a server without the index.
const BY_PAYMENT: &str = "/*+ INDEX(faturamento_analitico idx_faturamento_analitico_pagamento) */";

async fn count(tx: &mut Tx<'_>, window: Period) -> Result<i64, sqlx::Error> {
    on_tx!(tx, connection => {
        let mut query = QueryBuilder::new("SELECT ");
        query.push(BY_PAYMENT).push(" COUNT(*) FROM faturamento_analitico");
        push_window(&mut query, window);
        query.build_query_scalar().fetch_one(&mut **connection).await
    })
}

async fn delete(tx: &mut Tx<'_>, window: Period) -> Result<(), sqlx::Error> {
    on_tx!(tx, connection => {
        let mut query = QueryBuilder::new("DELETE ");
        query.push(BY_PAYMENT).push(" FROM faturamento_analitico");
        push_window(&mut query, window);
        query.build().execute(&mut **connection).await?;
    });
    Ok(())
}

const MARK: Dialect = Dialect {
    mysql: "INSERT INTO faturamento_backfill_checkpoint (year, month, completed_at) VALUES (?, ?, ?)
            ON DUPLICATE KEY UPDATE completed_at = VALUES(completed_at)",
    sqlite: "INSERT INTO faturamento_backfill_checkpoint (year, month, completed_at) VALUES (?, ?, ?)
             ON CONFLICT (year, month) DO UPDATE SET completed_at = excluded.completed_at",
};

async fn mark(tx: &mut Tx<'_>, month: NaiveDate, now: &str) -> Result<(), sqlx::Error> {
    let sql = tx.pick(&MARK);
    on_tx!(tx, connection => {
        let query = sqlx::query(sql).bind(i64::from(month.year())).bind(i64::from(month.month())).bind(now);
        query.execute(&mut **connection).await?;
    });
    Ok(())
}

/// The first days of the months that a backfill has completed.
pub(super) async fn completed_months(db: &Db) -> Result<BTreeSet<NaiveDate>, DbError> {
    const SQL: &str = "SELECT CAST(year AS SIGNED), CAST(month AS SIGNED) FROM faturamento_backfill_checkpoint";
    let rows: Vec<(i64, i64)> = on_engine!(db, pool => sqlx::query_as(SQL).fetch_all(pool).await)
        .map_err(during("faturamento_backfill_checkpoint.list"))?;
    let first =
        |(year, month): (i64, i64)| NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, u32::try_from(month).ok()?, 1);
    Ok(rows.into_iter().filter_map(first).collect())
}

/// Whether anything was ever collected.
pub async fn has_lines(db: &Db) -> Result<bool, DbError> {
    const SQL: &str = "SELECT 1 FROM faturamento_analitico LIMIT 1";
    let line: Option<i64> = on_engine!(db, pool => sqlx::query_scalar(SQL).fetch_optional(pool).await)
        .map_err(during("faturamento_analitico.has_lines"))?;
    Ok(line.is_some())
}

/// How many lines a period holds.
pub(super) async fn stored_lines(db: &Db, period: Period) -> Result<i64, DbError> {
    in_snapshot!(db, tx => { count(tx, period).await }).map_err(during("faturamento_analitico.count"))
}

/// Whether a summary is empty although there are lines: then everything is summed once.
pub(super) async fn lacks_summaries(db: &Db) -> Result<bool, DbError> {
    const SQL: &str = "SELECT EXISTS (SELECT 1 FROM faturamento_analitico WHERE data_do_pagamento IS NOT NULL)
                          AND (NOT EXISTS (SELECT 1 FROM faturamento_resumo_diario)
                               OR NOT EXISTS (SELECT 1 FROM faturamento_resumo_mensal))";
    let lacks: i64 = on_engine!(db, pool => sqlx::query_scalar(SQL).fetch_one(pool).await)
        .map_err(during("faturamento_resumo.empty"))?;
    Ok(lacks != 0)
}

/// The table of the lines, as far as one report concerns it.
struct Table {
    physical: Physical,
    /// Which columns the report has: the others do not tell lines apart.
    present: [bool; COUNT],
}

/// What makes two lines the same.
type Identity = Vec<Value>;

/// A refund in the report, and where the table holds equal ones.
#[derive(Debug, Default)]
struct Copies<'l> {
    lines: Vec<&'l Line>,
    before: usize,
    inside: usize,
    after: usize,
}

impl Copies<'_> {
    /// How many of the report's copies are booked in this window.
    fn due(&self) -> usize {
        let unbooked_before = self.lines.len().saturating_sub(self.before);
        unbooked_before.saturating_sub(self.after).max(self.inside.min(unbooked_before))
    }
}

/// A stored row with the values its columns hold, to find it again.
#[derive(Debug, Clone)]
enum Raw {
    Text(Option<String>),
    Double(Option<f64>),
}

impl Table {
    /// The refunds that no other day has booked: one can be listed in the reports of several days. The
    /// earliest booking stays; one of this very window stays, too, unless an earlier one is found.
    async fn unbooked<'l>(
        &self,
        tx: &mut Tx<'_>,
        window: Period,
        refunds: &'l [Line],
    ) -> Result<Vec<&'l Line>, sqlx::Error> {
        if refunds.is_empty() {
            return Ok(Vec::new());
        }
        let mut copies: HashMap<Identity, Copies<'_>> = HashMap::new();
        for line in refunds {
            copies.entry(self.identity(line.values.clone(), false)).or_default().lines.push(line);
        }
        let references: Option<BTreeSet<String>> = refunds.iter().map(|line| reference(&line.values)).collect();
        on_tx!(tx, connection => {
            let mut query = QueryBuilder::new("SELECT ");
            query.push(self.physical.selected()).push(" FROM faturamento_analitico WHERE total_pago < 0");
            if let Some(references) = references.filter(|_| self.present[REFERENCE]) {
                query.push(" AND ").push(self.physical.name(REFERENCE)).push(" IN (");
                push_texts(&mut query, references.into_iter());
            }
            let mut rows = query.build().fetch(&mut **connection);
            while let Some(row) = rows.try_next().await? {
                let values = values(&raw(&row)?);
                let day = payment_day(&values);
                if let Some(copies) = copies.get_mut(&self.identity(values, false)) {
                    match day {
                        Some(day) if window.contains(day) => copies.inside += 1,
                        Some(day) if day > window.last => copies.after += 1,
                        _ => copies.before += 1,
                    }
                }
            }
        });
        Ok(copies
            .into_values()
            .flat_map(|copies| {
                let due = copies.due();
                copies.lines.into_iter().take(due)
            })
            .collect())
    }

    /// Makes the table hold each line outside the window as often as the report does: deletes what is too
    /// much and returns what is to be inserted.
    async fn reconcile<'l>(&self, tx: &mut Tx<'_>, outside: &'l [Line]) -> Result<Vec<&'l Line>, sqlx::Error> {
        let mut wanted: HashMap<Identity, Vec<&Line>> = HashMap::new();
        for line in outside {
            wanted.entry(self.identity(line.values.clone(), true)).or_default().push(line);
        }
        let days: BTreeSet<NaiveDate> = outside.iter().map(|line| line.day).collect();
        let mut stored: HashMap<Identity, Vec<Vec<Raw>>> = HashMap::new();
        for days in days.into_iter().collect::<Vec<_>>().chunks(CHUNK) {
            on_tx!(tx, connection => {
                let mut query = QueryBuilder::new("SELECT ");
                query.push(self.physical.selected()).push(" FROM faturamento_analitico WHERE data_do_pagamento IN (");
                push_texts(&mut query, days.iter().flat_map(|day| [day.to_string(), slashed(*day)]));
                let mut rows = query.build().fetch(&mut **connection);
                while let Some(row) = rows.try_next().await? {
                    let row = raw(&row)?;
                    let identity = self.identity(values(&row), true);
                    if wanted.contains_key(&identity) {
                        stored.entry(identity).or_default().push(row);
                    }
                }
            });
        }
        let mut missing = Vec::new();
        for (identity, lines) in wanted {
            let copies = stored.remove(&identity).unwrap_or_default();
            if copies.len() <= lines.len() {
                missing.extend_from_slice(&lines[copies.len()..]);
                continue;
            }
            for row in &copies {
                self.delete_equal(tx, row).await?;
            }
            missing.extend(lines);
        }
        Ok(missing)
    }

    /// Deletes every row that holds exactly these values.
    async fn delete_equal(&self, tx: &mut Tx<'_>, row: &[Raw]) -> Result<(), sqlx::Error> {
        let same = match tx {
            Tx::MySql(_) => " <=> ",
            Tx::Sqlite(_) => " IS ",
        };
        // Collations must not make other spellings equal.
        let exact = if matches!(tx, Tx::MySql(_)) { "BINARY" } else { "TEXT" };
        on_tx!(tx, connection => {
            let mut query = QueryBuilder::new("DELETE FROM faturamento_analitico WHERE ");
            for (place, value) in row.iter().enumerate() {
                let name = self.physical.name(place);
                if place > 0 {
                    query.push(" AND ");
                }
                match value {
                    Raw::Text(text) => {
                        query.push(format!("CAST(CAST({name} AS CHAR) AS {exact}){same}CAST("));
                        query.push_bind(text.clone()).push(format!(" AS {exact})"));
                    }
                    Raw::Double(number) => {
                        query.push(format!("CAST({name} AS DOUBLE){same}")).push_bind(*number);
                    }
                }
            }
            query.build().execute(&mut **connection).await?;
        });
        Ok(())
    }

    /// The values two equal lines share: of the columns the report has, with or without the payment date.
    fn identity(&self, mut values: Vec<Value>, with_payment: bool) -> Identity {
        for (place, value) in values.iter_mut().enumerate() {
            if !self.present[place] || (place == PAYMENT && !with_payment) {
                *value = Value::Text(None);
            }
        }
        values
    }

    async fn insert(&self, tx: &mut Tx<'_>, lines: &[&Line], now: &str) -> Result<(), sqlx::Error> {
        let head = format!("INSERT INTO faturamento_analitico ({}, updated_at, extra_json) ", self.physical.list());
        for chunk in lines.chunks(CHUNK) {
            on_tx!(tx, connection => {
                let mut query = insertion(&head, chunk, now);
                // Only the whole chunks are worth remembering as prepared statements.
                query.build().persistent(chunk.len() == CHUNK).execute(&mut **connection).await?;
            });
        }
        Ok(())
    }
}

fn insertion<D: Database>(head: &str, lines: &[&Line], now: &str) -> QueryBuilder<D>
where
    String: Type<D> + for<'q> Encode<'q, D>,
    Option<String>: Type<D> + for<'q> Encode<'q, D>,
    Option<f64>: Type<D> + for<'q> Encode<'q, D>,
    Option<i64>: Type<D> + for<'q> Encode<'q, D>,
{
    let mut query = QueryBuilder::new(head);
    query.push_values(lines, |mut tuple, line: &&Line| {
        for value in &line.values {
            match value {
                Value::Text(text) => tuple.push_bind(text.as_deref().map(str::to_owned)),
                Value::Amount(amount) => tuple.push_bind(amount.map(Cents::reais)),
                Value::Number(number) => tuple.push_bind(*number),
            };
        }
        tuple.push_bind(now.to_owned()).push_bind(line.extra.clone());
    });
    query
}

fn reference(values: &[Value]) -> Option<String> {
    match &values[REFERENCE] {
        Value::Text(text) => text.as_deref().map(str::to_owned),
        Value::Amount(_) | Value::Number(_) => None,
    }
}

fn payment_day(values: &[Value]) -> Option<NaiveDate> {
    match &values[PAYMENT] {
        Value::Text(day) => day.as_deref().and_then(line_day),
        Value::Amount(_) | Value::Number(_) => None,
    }
}

/// The columns of a stored row, in the order of [`COLUMNS`].
fn raw<'r, R: Row>(row: &'r R) -> Result<Vec<Raw>, sqlx::Error>
where
    usize: ColumnIndex<R>,
    Option<String>: Decode<'r, R::Database> + Type<R::Database>,
    Option<f64>: Decode<'r, R::Database> + Type<R::Database>,
{
    let column = |(place, column): (usize, &super::columns::Column)| match column.kind {
        Kind::Text(_) => row.try_get(place).map(Raw::Text),
        Kind::Amount | Kind::OptionalAmount | Kind::Number => row.try_get(place).map(Raw::Double),
    };
    COLUMNS.iter().enumerate().map(column).collect()
}

/// A stored row as a line of the report would have it, whatever the age of its spelling.
fn values(row: &[Raw]) -> Vec<Value> {
    let value = |(place, raw): (usize, &Raw)| match raw {
        Raw::Text(text) if place == PAYMENT => {
            Value::text(&text.as_deref().and_then(line_day).map(|day| day.to_string()).unwrap_or_default())
        }
        Raw::Text(text) => Value::text(text.as_deref().unwrap_or_default()),
        Raw::Double(number) => match COLUMNS[place].kind {
            #[allow(clippy::cast_possible_truncation, reason = "a record number")]
            Kind::Number => Value::Number(number.map(|number| number as i64)),
            Kind::Amount => Value::Amount(Some(number.and_then(Cents::from_reais).unwrap_or_default())),
            Kind::OptionalAmount | Kind::Text(_) => Value::Amount(number.and_then(Cents::from_reais)),
        },
    };
    row.iter().enumerate().map(value).collect()
}
