//! Reads of `feegow_contracts`: sums from its computed columns, whose index answers alone.

use super::model::Sum;
use crate::{
    db::{Db, DbError, Dialect, during, lacks_column},
    kernel::Period,
    on_engine,
};

/// What the row has for facts that counts the contracts.
const COUNT_OF_CONTRACTS: i64 = -1;

/// Sums of all registrations of `$table` by what is true of them, then of those made in the period, marked by 8; the
/// first row is the number of approved contracts, counted by `$contracts`. All in one statement: no worker can write
/// in between.
macro_rules! overview {
    ($contracts:literal, $table:literal) => {
        concat!(
            "SELECT -1 AS facts, (",
            $contracts,
            ") AS row_count, 0e0 AS recurrence, 0e0 AS membership
             UNION ALL
             SELECT hub_facts, COUNT(*), CAST(COALESCE(SUM(recurrence_value), 0) AS DOUBLE), 0e0
             FROM ",
            $table,
            " GROUP BY hub_facts
             UNION ALL
             SELECT hub_facts + 8, COUNT(*), CAST(COALESCE(SUM(recurrence_value), 0) AS DOUBLE),
                    CAST(COALESCE(SUM(membership_value), 0) AS DOUBLE)
             FROM ",
            $table,
            "
             WHERE hub_facts IN (1, 2, 4, 5, 6) AND hub_day >= ? AND hub_day <= ? GROUP BY hub_facts"
        )
    };
}

/// SQLite counts contracts along the index of their numbers.
const OVERVIEW: Dialect = Dialect {
    mysql: overview!("SELECT COUNT(DISTINCT hub_contract) FROM feegow_contracts", "feegow_contracts"),
    sqlite: overview!(
        "SELECT COUNT(*) FROM (SELECT 1 FROM feegow_contracts WHERE TRIM(status_contract) COLLATE NOCASE = 'Aprovado'
                               GROUP BY contract_id HAVING TRIM(contract_id) <> '')",
        "feegow_contracts"
    ),
};

/// The same of a table without the computed columns: the former system's worker makes a new one with every run, which
/// gets them at our next start. Every row is read; the limit keeps MySQL from doing so for each reader of these rows.
const WALKED: Dialect = Dialect {
    mysql: concat!(
        "WITH card AS (
             SELECT CASE TRIM(status_contract) WHEN 'Aprovado' THEN 1 WHEN 'Cancelado' THEN 2 ELSE 0 END
                        + CASE TRIM(status_financial) WHEN 'Inadimplente' THEN 4 ELSE 0 END AS hub_facts,
                    SUBSTR(created_at, 1, 10) AS hub_day,
                    CASE WHEN TRIM(status_contract) = 'Aprovado' AND TRIM(contract_id) <> ''
                         THEN CONVERT(SUBSTR(contract_id, 1, 64) USING utf8mb4) COLLATE utf8mb4_bin END AS hub_contract,
                    recurrence_value, membership_value
             FROM feegow_contracts LIMIT 18446744073709551615) ",
        overview!("SELECT COUNT(DISTINCT hub_contract) FROM card", "card")
    ),
    sqlite: concat!(
        "WITH card AS (
             SELECT CASE TRIM(status_contract) COLLATE NOCASE WHEN 'Aprovado' THEN 1 WHEN 'Cancelado' THEN 2 ELSE 0 END
                        + CASE TRIM(status_financial) COLLATE NOCASE WHEN 'Inadimplente' THEN 4 ELSE 0 END AS hub_facts,
                    SUBSTR(created_at, 1, 10) AS hub_day,
                    CASE WHEN TRIM(status_contract) COLLATE NOCASE = 'Aprovado' AND TRIM(contract_id) <> ''
                         THEN SUBSTR(contract_id, 1, 64) END AS hub_contract,
                    recurrence_value, membership_value
             FROM feegow_contracts) ",
        overview!("SELECT COUNT(DISTINCT hub_contract) FROM card", "card")
    ),
};

/// How many approved contracts there are, and the registrations by what is true of them: all, and once more those of
/// `period`.
pub(super) async fn overview(db: &Db, period: Period) -> Result<(i64, Vec<Sum>), DbError> {
    let rows = match sums(db, db.pick(&OVERVIEW), period).await {
        Err(error) if lacks_column(&error) => sums(db, db.pick(&WALKED), period).await,
        rows => rows,
    };
    let rows = rows.map_err(during("feegow_contracts.overview"))?;
    let (contracts, sums): (Vec<Sum>, Vec<Sum>) = rows.into_iter().partition(|row| row.facts == COUNT_OF_CONTRACTS);
    Ok((contracts.into_iter().map(|row| row.row_count).sum(), sums))
}

async fn sums(db: &Db, sql: &'static str, period: Period) -> Result<Vec<Sum>, sqlx::Error> {
    let (first, last) = (period.first.to_string(), period.last.to_string());
    on_engine!(db, pool => sqlx::query_as(sql).bind(&first).bind(&last).fetch_all(pool).await)
}
