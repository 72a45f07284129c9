//! The rows of one answer into the table, in one transaction: readers see those of before or those of after.

use std::collections::HashMap;

use chrono::Datelike;
use sqlx::{Database, Encode, QueryBuilder, Type};

use super::row::{Row, Rows};
use crate::{
    db::{DbError, Dialect, Tx, during},
    in_transaction,
    jobs::JobCtx,
    kernel::Period,
    on_tx,
};

/// Rows per statement.
const CHUNK: usize = 500;

/// A month that is complete once its rows are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Checkpoint {
    /// Its first and last day.
    pub month: Period,
}

/// Stores the rows over those with the same numbers; nothing is ever deleted. Returns how many were stored. A
/// checkpoint is remembered in the same transaction.
pub(super) async fn save(ctx: &JobCtx, rows: &Rows<'_>, checkpoint: Option<Checkpoint>) -> Result<usize, DbError> {
    let now = ctx.clock.stamp();
    in_transaction!(&ctx.db, tx => {
        let stored = save_in(&mut Tx::from(&mut **tx), rows, &now).await?;
        if let Some(checkpoint) = checkpoint {
            mark(&mut Tx::from(&mut **tx), checkpoint, stored, &now).await?;
        }
        ctx.fence.confirm(&mut **tx).await?;
        Ok(stored)
    })
    .map_err(during("feegow_appointments.save"))
}

async fn save_in(tx: &mut Tx<'_>, rows: &Rows<'_>, now: &str) -> Result<usize, sqlx::Error> {
    let statuses = kept_statuses(tx, rows).await?;
    let due: Vec<(&Row<'_>, Option<i64>)> = rows
        .rows
        .iter()
        .filter_map(|row| match row.status {
            Some(status) => Some((row, Some(status))),
            None => statuses.get(&row.id).map(|status| (row, *status)),
        })
        .collect();
    let on_conflict = on_conflict(tx, rows);
    for chunk in due.chunks(CHUNK) {
        on_tx!(tx, connection => {
            let mut query = upsert(chunk, &on_conflict, now);
            // Only the whole chunks are worth remembering as prepared statements.
            query.build().persistent(chunk.len() == CHUNK).execute(&mut **connection).await.map(drop)
        })?;
    }
    Ok(due.len())
}

/// The statuses of stored rows that keep theirs.
async fn kept_statuses(tx: &mut Tx<'_>, rows: &Rows<'_>) -> Result<HashMap<i64, Option<i64>>, sqlx::Error> {
    let ids: Vec<i64> = rows.rows.iter().filter(|row| row.status.is_none()).map(|row| row.id).collect();
    let mut statuses = HashMap::new();
    for ids in ids.chunks(CHUNK) {
        let found: Vec<(i64, Option<i64>)> = on_tx!(tx, connection => {
            let mut query = QueryBuilder::new(
                "SELECT CAST(appointment_id AS SIGNED), CAST(status_id AS SIGNED) FROM feegow_appointments
                 WHERE appointment_id IN (",
            );
            let mut list = query.separated(", ");
            for id in ids {
                list.push_bind(*id);
            }
            query.push(")");
            query.build_query_as().persistent(false).fetch_all(&mut **connection).await
        })?;
        statuses.extend(found);
    }
    Ok(statuses)
}

/// What happens to a stored row: every column is new, but those whose lists did not come.
fn on_conflict(tx: &Tx<'_>, rows: &Rows<'_>) -> String {
    let columns = [
        ("date", true),
        ("status_id", true),
        ("value", true),
        ("specialty", rows.fed.specialty),
        ("professional_name", rows.fed.professional),
        ("procedure_group", rows.fed.group),
        ("scheduled_by", true),
        ("unit_name", true),
        ("scheduled_at", true),
        ("updated_at", true),
    ];
    let new = |column: &str| match tx {
        Tx::MySql(_) => format!("{column} = VALUES({column})"),
        Tx::Sqlite(_) => format!("{column} = excluded.{column}"),
    };
    let changes: Vec<String> = columns.iter().filter(|(_, is_new)| *is_new).map(|(column, _)| new(column)).collect();
    let words = match tx {
        Tx::MySql(_) => "ON DUPLICATE KEY UPDATE",
        Tx::Sqlite(_) => "ON CONFLICT (appointment_id) DO UPDATE SET",
    };
    format!(" {words} {}", changes.join(", "))
}

fn upsert<D: Database>(rows: &[(&Row<'_>, Option<i64>)], on_conflict: &str, now: &str) -> QueryBuilder<D>
where
    i64: Type<D> + for<'q> Encode<'q, D>,
    Option<i64>: Type<D> + for<'q> Encode<'q, D>,
    f64: Type<D> + for<'q> Encode<'q, D>,
    String: Type<D> + for<'q> Encode<'q, D>,
{
    let mut query = QueryBuilder::new(
        "INSERT INTO feegow_appointments (appointment_id, date, status_id, value, specialty, professional_name,
             procedure_group, scheduled_by, unit_name, scheduled_at, updated_at) ",
    );
    query.push_values(rows, |mut values, (row, status)| {
        values
            .push_bind(row.id)
            .push_bind(row.day.to_string())
            .push_bind(*status)
            .push_bind(row.value.reais())
            .push_bind(row.specialty.to_owned())
            .push_bind(row.professional.to_owned())
            .push_bind(row.group.to_owned())
            .push_bind(row.booked_by.clone())
            .push_bind(row.unit.clone())
            .push_bind(row.booked_at.clone())
            .push_bind(now.to_owned());
    });
    query.push(on_conflict);
    query
}

const MARK: Dialect = Dialect {
    mysql: "INSERT INTO feegow_appointments_backfill_checkpoint (year, month, from_date, to_date, rows_saved,
                completed_at) VALUES (?, ?, ?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE from_date = VALUES(from_date), to_date = VALUES(to_date),
                rows_saved = VALUES(rows_saved), completed_at = VALUES(completed_at)",
    sqlite: "INSERT INTO feegow_appointments_backfill_checkpoint (year, month, from_date, to_date, rows_saved,
                completed_at) VALUES (?, ?, ?, ?, ?, ?)
             ON CONFLICT (year, month) DO UPDATE SET from_date = excluded.from_date, to_date = excluded.to_date,
                rows_saved = excluded.rows_saved, completed_at = excluded.completed_at",
};

async fn mark(tx: &mut Tx<'_>, checkpoint: Checkpoint, stored: usize, now: &str) -> Result<(), sqlx::Error> {
    let sql = tx.pick(&MARK);
    let Period { first, last } = checkpoint.month;
    on_tx!(tx, connection => {
        sqlx::query(sql)
            .bind(i64::from(first.year()))
            .bind(i64::from(first.month()))
            .bind(first.to_string())
            .bind(last.to_string())
            .bind(i64::try_from(stored).unwrap_or(i64::MAX))
            .bind(now)
            .execute(&mut **connection)
            .await
            .map(drop)
    })
}
