//! A complete scan into the table, in one transaction: readers see the contracts of before or of after.

use std::collections::HashMap;

use sqlx::{Database, Encode, QueryBuilder, Type};

use super::row::{Row, Scan};
use crate::{
    db::{DbError, Dialect, Tx, during},
    in_transaction,
    jobs::JobCtx,
    on_tx,
};

/// Rows per statement.
const CHUNK: usize = 500;
/// A table with fewer rows may shrink as it likes.
const GUARDED_FROM: usize = 50;

/// What became of a scan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Replaced {
    /// The table holds the scan and nothing else.
    Whole,
    /// The scan was stored, but `found` of `expected` is too little to believe that the others are gone.
    Suspicious { found: u64, expected: u64 },
}

const ON_CONFLICT: Dialect = Dialect {
    mysql: " ON DUPLICATE KEY UPDATE contract_id = VALUES(contract_id), created_at = VALUES(created_at),
            start_date = VALUES(start_date), patient_name = VALUES(patient_name), plan_name = VALUES(plan_name),
            status_contract = VALUES(status_contract), status_financial = VALUES(status_financial),
            recurrence_value = VALUES(recurrence_value), membership_value = VALUES(membership_value),
            updated_at = VALUES(updated_at)",
    sqlite: " ON CONFLICT (registration_number) DO UPDATE SET contract_id = excluded.contract_id,
             created_at = excluded.created_at, start_date = excluded.start_date,
             patient_name = excluded.patient_name, plan_name = excluded.plan_name,
             status_contract = excluded.status_contract, status_financial = excluded.status_financial,
             recurrence_value = excluded.recurrence_value, membership_value = excluded.membership_value,
             updated_at = excluded.updated_at",
};

/// Stores every row of `scan` and deletes those it does not hold, unless it is suspiciously small. `total` is how
/// many contracts the service says there are, 0 when it does not.
pub(super) async fn replace(ctx: &JobCtx, scan: &Scan, total: u64) -> Result<Replaced, DbError> {
    let (now, today) = (ctx.clock.stamp(), ctx.clock.today().to_string());
    in_transaction!(&ctx.db, tx => {
        let replaced = replace_in(&mut Tx::from(&mut **tx), scan, total, &now, &today).await?;
        ctx.fence.confirm(&mut **tx).await?;
        Ok(replaced)
    })
    .map_err(during("feegow_contracts.replace"))
}

async fn replace_in(tx: &mut Tx<'_>, scan: &Scan, total: u64, now: &str, today: &str) -> Result<Replaced, sqlx::Error> {
    const STORED: &str = "SELECT CAST(registration_number AS CHAR), CAST(created_at AS CHAR) FROM feegow_contracts";
    let stored: Vec<(String, Option<String>)> =
        on_tx!(tx, connection => sqlx::query_as(STORED).fetch_all(&mut **connection).await)?;
    let replaced = judge(scan, stored.len(), total);
    if replaced == Replaced::Whole {
        // Before the new rows: a key that only changed its case is another one here, but not to MySQL.
        let vanished: Vec<&String> = stored.iter().map(|(key, _)| key).filter(|key| !scan.holds(key)).collect();
        for keys in vanished.chunks(CHUNK) {
            delete(tx, keys).await?;
        }
    }
    let days: HashMap<&str, &str> = stored
        .iter()
        .filter_map(|(key, day)| Some((key.as_str(), day.as_deref().filter(|day| !day.is_empty())?)))
        .collect();
    let on_conflict = tx.pick(&ON_CONFLICT);
    for rows in scan.rows.chunks(CHUNK) {
        on_tx!(tx, connection => {
            upsert(rows, &days, on_conflict, now, today).build().execute(&mut **connection).await.map(drop)
        })?;
    }
    Ok(replaced)
}

/// Whether a scan may stand for everything there is.
fn judge(scan: &Scan, stored: usize, total: u64) -> Replaced {
    if scan.contracts < total {
        return Replaced::Suspicious { found: scan.contracts, expected: total };
    }
    if stored >= GUARDED_FROM && scan.rows.len() * 2 < stored {
        return Replaced::Suspicious { found: scan.rows.len() as u64, expected: stored as u64 };
    }
    Replaced::Whole
}

async fn delete(tx: &mut Tx<'_>, keys: &[&String]) -> Result<(), sqlx::Error> {
    on_tx!(tx, connection => {
        let mut query = QueryBuilder::new("DELETE FROM feegow_contracts WHERE registration_number IN (");
        let mut list = query.separated(", ");
        for key in keys {
            list.push_bind((*key).clone());
        }
        query.push(")");
        query.build().execute(&mut **connection).await.map(drop)
    })
}

fn upsert<D: Database>(
    rows: &[Row],
    days: &HashMap<&str, &str>,
    on_conflict: &'static str,
    now: &str,
    today: &str,
) -> QueryBuilder<D>
where
    String: Type<D> + for<'q> Encode<'q, D>,
    f64: Type<D> + for<'q> Encode<'q, D>,
{
    let mut query = QueryBuilder::new(
        "INSERT INTO feegow_contracts (registration_number, contract_id, created_at, start_date, patient_name,
             plan_name, status_contract, status_financial, recurrence_value, membership_value, updated_at) ",
    );
    query.push_values(rows, |mut values, row| {
        let kept = days.get(row.registration_number.as_str()).copied();
        let created_at = row.created_at.as_deref().or(kept).unwrap_or(today);
        values
            .push_bind(row.registration_number.clone())
            .push_bind(row.contract_id.clone())
            .push_bind(created_at.to_owned())
            .push_bind(row.start_date.as_deref().unwrap_or(created_at).to_owned())
            .push_bind(row.patient_name.clone())
            .push_bind(row.plan_name.clone())
            .push_bind(row.status_contract.clone())
            .push_bind(row.status_financial.clone())
            .push_bind(row.recurrence.reais())
            .push_bind(row.membership.reais())
            .push_bind(now.to_owned());
    });
    query.push(on_conflict);
    query
}
