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

/// What the table says of a contract.
#[derive(sqlx::FromRow)]
struct Stored {
    registration_number: String,
    contract_id: Option<String>,
    created_at: Option<String>,
    start_date: Option<String>,
    patient_name: Option<String>,
    plan_name: Option<String>,
    status_contract: Option<String>,
    status_financial: Option<String>,
    recurrence_value: Option<f64>,
    membership_value: Option<f64>,
}

/// A row as it shall be stored.
struct New<'s> {
    row: &'s Row,
    created_at: &'s str,
    start_date: &'s str,
}

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
    let stored = stored(tx).await?;
    let replaced = judge(scan, stored.len(), total);
    let known: HashMap<&str, &Stored> = stored.iter().map(|row| (row.registration_number.as_str(), row)).collect();
    let mut new: Vec<New> = scan.rows.iter().map(|row| New::of(row, known.get(row.key()).copied(), today)).collect();
    if replaced == Replaced::Whole {
        // Before the new rows: a key that only changed its case is another one here, but not to MySQL.
        let vanished: Vec<&str> = known.keys().copied().filter(|key| !scan.holds(key)).collect();
        for keys in vanished.chunks(CHUNK) {
            delete(tx, keys).await?;
        }
        // Nearly all of them: saying when is all that is left to write.
        new.retain(|new| !known.get(new.row.key()).is_some_and(|stored| new.is(stored)));
        touch(tx, now).await?;
    }
    let on_conflict = tx.pick(&ON_CONFLICT);
    for rows in new.chunks(CHUNK) {
        on_tx!(tx, connection => upsert(rows, on_conflict, now).build().execute(&mut **connection).await.map(drop))?;
    }
    Ok(replaced)
}

async fn stored(tx: &mut Tx<'_>) -> Result<Vec<Stored>, sqlx::Error> {
    const SQL: &str = "SELECT CAST(registration_number AS CHAR) AS registration_number,
            CAST(contract_id AS CHAR) AS contract_id, CAST(created_at AS CHAR) AS created_at,
            CAST(start_date AS CHAR) AS start_date, CAST(patient_name AS CHAR) AS patient_name,
            CAST(plan_name AS CHAR) AS plan_name, CAST(status_contract AS CHAR) AS status_contract,
            CAST(status_financial AS CHAR) AS status_financial, CAST(recurrence_value AS DOUBLE) AS recurrence_value,
            CAST(membership_value AS DOUBLE) AS membership_value
        FROM feegow_contracts";
    on_tx!(tx, connection => sqlx::query_as(SQL).fetch_all(&mut **connection).await)
}

/// Says of every row that it was seen now.
async fn touch(tx: &mut Tx<'_>, now: &str) -> Result<(), sqlx::Error> {
    const SQL: &str = "UPDATE feegow_contracts SET updated_at = ?";
    on_tx!(tx, connection => sqlx::query(SQL).bind(now).execute(&mut **connection).await.map(drop))
}

impl<'s> New<'s> {
    /// A contract without a day keeps the one it has, or was made today.
    fn of(row: &'s Row, stored: Option<&'s Stored>, today: &'s str) -> Self {
        let kept = stored.and_then(|stored| stored.created_at.as_deref()).filter(|day| !day.is_empty());
        let created_at = row.created_at.as_deref().or(kept).unwrap_or(today);
        Self { row, created_at, start_date: row.start_date.as_deref().unwrap_or(created_at) }
    }

    /// Whether the table has it already.
    fn is(&self, stored: &Stored) -> bool {
        let Self { row, created_at, start_date } = self;
        let texts = [
            (&stored.contract_id, row.contract_id.as_str()),
            (&stored.created_at, created_at),
            (&stored.start_date, start_date),
            (&stored.patient_name, &row.patient_name),
            (&stored.plan_name, &row.plan_name),
            (&stored.status_contract, &row.status_contract),
            (&stored.status_financial, &row.status_financial),
        ];
        texts.iter().all(|(stored, new)| stored.as_deref() == Some(new))
            && stored.recurrence_value == Some(row.recurrence.reais())
            && stored.membership_value == Some(row.membership.reais())
    }
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

async fn delete(tx: &mut Tx<'_>, keys: &[&str]) -> Result<(), sqlx::Error> {
    on_tx!(tx, connection => {
        let mut query = QueryBuilder::new("DELETE FROM feegow_contracts WHERE registration_number IN (");
        let mut list = query.separated(", ");
        for key in keys {
            list.push_bind((*key).to_owned());
        }
        query.push(")");
        query.build().execute(&mut **connection).await.map(drop)
    })
}

fn upsert<D: Database>(rows: &[New<'_>], on_conflict: &'static str, now: &str) -> QueryBuilder<D>
where
    String: Type<D> + for<'q> Encode<'q, D>,
    f64: Type<D> + for<'q> Encode<'q, D>,
{
    let mut query = QueryBuilder::new(
        "INSERT INTO feegow_contracts (registration_number, contract_id, created_at, start_date, patient_name,
             plan_name, status_contract, status_financial, recurrence_value, membership_value, updated_at) ",
    );
    query.push_values(rows, |mut values, New { row, created_at, start_date }| {
        values
            .push_bind(row.registration_number.clone())
            .push_bind(row.contract_id.clone())
            .push_bind((*created_at).to_owned())
            .push_bind((*start_date).to_owned())
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
