//! The rows of one answer into the table, in one transaction: readers see those of before or those of after.

use std::collections::HashMap;

use sqlx::{Database, Encode, QueryBuilder, Type};

use super::row::{Row, Rows};
use crate::{
    db::{DbError, Tx, during},
    in_transaction,
    jobs::JobCtx,
    on_tx,
};

/// Rows per statement.
const CHUNK: usize = 500;

/// Stores the rows over those with the same numbers; nothing is ever deleted. Returns how many were stored.
pub(super) async fn save(ctx: &JobCtx, rows: &Rows<'_>) -> Result<usize, DbError> {
    let now = ctx.clock.stamp();
    in_transaction!(&ctx.db, tx => {
        let stored = save_in(&mut Tx::from(&mut **tx), rows, &now).await?;
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
