//! All SQL of `feegow_contracts`.

use super::model::StatusSum;
use crate::{
    db::{Db, DbError, Dialect, during},
    kernel::Period,
    on_engine,
};

/// Both parts in one statement: no worker can write between them. The first row counts the approved contracts,
/// the others are the pairs of statuses; a contract day is compared as the day it is.
const OVERVIEW: Dialect = Dialect {
    mysql: "SELECT 1 AS is_count, '' AS contract_status, '' AS financial_status,
                   COUNT(DISTINCT CASE WHEN TRIM(contract_id) <> '' THEN contract_id END) AS row_count,
                   0e0 AS recurrence, 0 AS period_count, 0e0 AS period_recurrence, 0e0 AS period_membership
            FROM feegow_contracts WHERE TRIM(status_contract) = 'Aprovado'
            UNION ALL
            SELECT 0, CAST(COALESCE(status_contract, '') AS CHAR), CAST(COALESCE(status_financial, '') AS CHAR),
                   COUNT(*), CAST(COALESCE(SUM(recurrence_value), 0) AS DOUBLE),
                   CAST(COALESCE(SUM(created_at >= ? AND created_at < ?), 0) AS SIGNED),
                   CAST(COALESCE(SUM(CASE WHEN created_at >= ? AND created_at < ? THEN recurrence_value END), 0) AS DOUBLE),
                   CAST(COALESCE(SUM(CASE WHEN created_at >= ? AND created_at < ? THEN membership_value END), 0) AS DOUBLE)
            FROM feegow_contracts GROUP BY status_contract, status_financial",
    sqlite: "SELECT 1 AS is_count, '' AS contract_status, '' AS financial_status,
                    COUNT(DISTINCT CASE WHEN TRIM(contract_id) <> '' THEN contract_id END) AS row_count,
                    0e0 AS recurrence, 0 AS period_count, 0e0 AS period_recurrence, 0e0 AS period_membership
             FROM feegow_contracts WHERE UPPER(TRIM(status_contract)) = 'APROVADO'
             UNION ALL
             SELECT 0, COALESCE(status_contract, ''), COALESCE(status_financial, ''),
                    COUNT(*), CAST(COALESCE(SUM(recurrence_value), 0) AS REAL),
                    COALESCE(SUM(created_at >= ? AND created_at < ?), 0),
                    CAST(COALESCE(SUM(CASE WHEN created_at >= ? AND created_at < ? THEN recurrence_value END), 0) AS REAL),
                    CAST(COALESCE(SUM(CASE WHEN created_at >= ? AND created_at < ? THEN membership_value END), 0) AS REAL)
             FROM feegow_contracts GROUP BY status_contract, status_financial",
};

#[derive(sqlx::FromRow)]
struct OverviewRow {
    is_count: i64,
    #[sqlx(flatten)]
    sum: StatusSum,
}

/// How many approved contracts there are, and the registrations by pair of statuses, `period` apart.
pub(super) async fn overview(db: &Db, period: Period) -> Result<(i64, Vec<StatusSum>), DbError> {
    let first = period.first.to_string();
    let after = period.last.succ_opt().unwrap_or(period.last).to_string();
    let sql = db.pick(&OVERVIEW);
    let rows: Vec<OverviewRow> = on_engine!(db, pool => {
        let mut query = sqlx::query_as(sql);
        for _ in 0..3 {
            query = query.bind(&first).bind(&after);
        }
        query.fetch_all(pool).await
    })
    .map_err(during("feegow_contracts.overview"))?;
    let (counts, sums): (Vec<OverviewRow>, Vec<OverviewRow>) = rows.into_iter().partition(|row| row.is_count == 1);
    let contracts = counts.into_iter().map(|row| row.sum.row_count).sum();
    Ok((contracts, sums.into_iter().map(|row| row.sum).collect()))
}
