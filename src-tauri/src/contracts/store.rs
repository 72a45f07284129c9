//! All SQL of `feegow_contracts`.

use super::model::StatusSum;
use crate::{
    db::{Db, DbError, Dialect, during},
    kernel::Period,
    on_engine,
};

/// Both parts in one statement: no worker can write between them. The first row counts the approved contracts,
/// the others are the registrations by statuses; a contract day is compared as the day it is.
///
/// MySQL walks the table once, as adopted tables keep texts in it that no index can stand for: a number per
/// row says which statuses it has (1 approved, 2 cancelled, 4 overdue, 8 made in the period), and the limit keeps
/// the two readers of these rows from walking the table each for itself.
const OVERVIEW: Dialect = Dialect {
    mysql: "WITH card AS (
                SELECT (TRIM(status_contract) <=> 'Aprovado') + 2 * (TRIM(status_contract) <=> 'Cancelado')
                           + 4 * (TRIM(status_financial) <=> 'Inadimplente')
                           + 8 * COALESCE(created_at >= ? AND created_at < ?, 0) AS facts,
                       CONVERT(LEFT(contract_id, 64) USING utf8mb4) COLLATE utf8mb4_bin AS contract,
                       recurrence_value, membership_value
                FROM feegow_contracts LIMIT 18446744073709551615)
            SELECT 1 AS is_count, '' AS contract_status, '' AS financial_status, 0 AS in_period,
                   COUNT(DISTINCT contract) AS row_count, 0e0 AS recurrence, 0e0 AS membership
            FROM card WHERE facts & 1 AND contract <> ''
            UNION ALL
            SELECT 0, CASE WHEN facts & 1 THEN 'Aprovado' WHEN facts & 2 THEN 'Cancelado' ELSE '' END,
                   CASE WHEN facts & 4 THEN 'Inadimplente' ELSE '' END, facts >= 8, COUNT(*),
                   CAST(COALESCE(SUM(recurrence_value), 0) AS DOUBLE), CAST(COALESCE(SUM(membership_value), 0) AS DOUBLE)
            FROM card GROUP BY facts",
    sqlite: "SELECT 1 AS is_count, '' AS contract_status, '' AS financial_status, 0 AS in_period,
                    COUNT(DISTINCT CASE WHEN TRIM(contract_id) <> '' THEN contract_id END) AS row_count,
                    0e0 AS recurrence, 0e0 AS membership
             FROM feegow_contracts WHERE UPPER(TRIM(status_contract)) = 'APROVADO'
             UNION ALL
             SELECT 0, COALESCE(status_contract, ''), COALESCE(status_financial, ''),
                    COALESCE(created_at >= ? AND created_at < ?, 0) AS made_then, COUNT(*),
                    CAST(COALESCE(SUM(recurrence_value), 0) AS REAL), CAST(COALESCE(SUM(membership_value), 0) AS REAL)
             FROM feegow_contracts GROUP BY status_contract, status_financial, made_then",
};

#[derive(sqlx::FromRow)]
struct OverviewRow {
    is_count: i64,
    #[sqlx(flatten)]
    sum: StatusSum,
}

/// How many approved contracts there are, and the registrations by statuses, those made in `period` apart.
pub(super) async fn overview(db: &Db, period: Period) -> Result<(i64, Vec<StatusSum>), DbError> {
    let first = period.first.to_string();
    let after = period.last.succ_opt().unwrap_or(period.last).to_string();
    let sql = db.pick(&OVERVIEW);
    let rows: Vec<OverviewRow> = on_engine!(db, pool => {
        sqlx::query_as(sql).bind(&first).bind(&after).fetch_all(pool).await
    })
    .map_err(during("feegow_contracts.overview"))?;
    let (counts, sums): (Vec<OverviewRow>, Vec<OverviewRow>) = rows.into_iter().partition(|row| row.is_count == 1);
    let contracts = counts.into_iter().map(|row| row.sum.row_count).sum();
    Ok((contracts, sums.into_iter().map(|row| row.sum).collect()))
}
