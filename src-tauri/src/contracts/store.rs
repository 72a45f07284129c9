//! All SQL of `feegow_contracts`.

use super::model::Sum;
use crate::{
    db::{Db, DbError, Dialect, during},
    kernel::Period,
    on_engine,
};

/// What the row has for facts that counts the contracts.
const COUNT_OF_CONTRACTS: i64 = -1;

/// Both parts in one statement: no worker can write between them. The first row counts the approved contracts,
/// the others are the registrations of the same [`Sum::facts`]; a contract day is compared as the day it is.
///
/// MySQL walks the table once, as adopted tables keep texts in it that no index can stand for: a row's statuses are
/// compared once and become a number, and the limit keeps the two readers of these rows from walking the table each
/// for itself. SQLite counts along the index of contract numbers.
const OVERVIEW: Dialect = Dialect {
    mysql: "WITH card AS (
                SELECT CASE TRIM(status_contract) WHEN 'Aprovado' THEN 1 WHEN 'Cancelado' THEN 2 ELSE 0 END
                           + CASE TRIM(status_financial) WHEN 'Inadimplente' THEN 4 ELSE 0 END
                           + CASE WHEN created_at >= ? AND created_at < ? THEN 8 ELSE 0 END AS facts,
                       CONVERT(LEFT(contract_id, 64) USING utf8mb4) COLLATE utf8mb4_bin AS contract,
                       recurrence_value, membership_value
                FROM feegow_contracts LIMIT 18446744073709551615)
            SELECT -1 AS facts, COUNT(DISTINCT contract) AS row_count, 0e0 AS recurrence, 0e0 AS membership
            FROM card WHERE facts & 1 AND contract <> ''
            UNION ALL
            SELECT facts, COUNT(*), CAST(COALESCE(SUM(recurrence_value), 0) AS DOUBLE),
                   CAST(COALESCE(SUM(membership_value), 0) AS DOUBLE)
            FROM card GROUP BY facts",
    sqlite: "SELECT -1 AS facts, COUNT(*) AS row_count, 0e0 AS recurrence, 0e0 AS membership
             FROM (SELECT 1 FROM feegow_contracts WHERE TRIM(status_contract) COLLATE NOCASE = 'Aprovado'
                   GROUP BY contract_id HAVING TRIM(contract_id) <> '')
             UNION ALL
             SELECT CASE TRIM(status_contract) COLLATE NOCASE WHEN 'Aprovado' THEN 1 WHEN 'Cancelado' THEN 2 ELSE 0 END
                        + CASE TRIM(status_financial) COLLATE NOCASE WHEN 'Inadimplente' THEN 4 ELSE 0 END
                        + CASE WHEN created_at >= ? AND created_at < ? THEN 8 ELSE 0 END AS facts,
                    COUNT(*), CAST(COALESCE(SUM(recurrence_value), 0) AS REAL),
                    CAST(COALESCE(SUM(membership_value), 0) AS REAL)
             FROM feegow_contracts GROUP BY 1",
};

/// How many approved contracts there are, and the registrations by what is true of them in `period`.
pub(super) async fn overview(db: &Db, period: Period) -> Result<(i64, Vec<Sum>), DbError> {
    let first = period.first.to_string();
    let after = period.last.succ_opt().unwrap_or(period.last).to_string();
    let sql = db.pick(&OVERVIEW);
    let rows: Vec<Sum> = on_engine!(db, pool => sqlx::query_as(sql).bind(&first).bind(&after).fetch_all(pool).await)
        .map_err(during("feegow_contracts.overview"))?;
    let (contracts, sums): (Vec<Sum>, Vec<Sum>) = rows.into_iter().partition(|row| row.facts == COUNT_OF_CONTRACTS);
    Ok((contracts.into_iter().map(|row| row.row_count).sum(), sums))
}
