//! All SQL of `feegow_proposals`.

use chrono::Days;
use sqlx::FromRow;

use crate::{
    db::{Db, DbError, Dialect, during},
    kernel::Period,
    on_engine,
};

/// The proposals of a unit and a person that have the same status, each spelling for itself.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub(super) struct Sum {
    pub unit: Option<String>,
    pub status: Option<String>,
    pub professional: Option<String>,
    pub proposal_count: i64,
    pub reais: f64,
}

// Exact spellings: which of them are the same name is decided by their folds, on both engines alike.
const SUMS: Dialect = Dialect {
    mysql: "SELECT CAST(unit_name AS CHAR) COLLATE utf8mb4_bin AS unit,
                   CAST(status AS CHAR) COLLATE utf8mb4_bin AS status,
                   CAST(professional_name AS CHAR) COLLATE utf8mb4_bin AS professional,
                   COUNT(*) AS proposal_count, CAST(COALESCE(SUM(total_value), 0) AS DOUBLE) AS reais
            FROM feegow_proposals WHERE date >= ? AND date < ? GROUP BY 1, 2, 3",
    sqlite: "SELECT unit_name AS unit, status, professional_name AS professional,
                    COUNT(*) AS proposal_count, CAST(COALESCE(SUM(total_value), 0) AS REAL) AS reais
             FROM feegow_proposals WHERE date >= ? AND date < ? GROUP BY 1, 2, 3",
};

/// The sums of a period, in no particular order. A time behind a day does not matter; other spellings of a day than
/// `YYYY-MM-DD` belong to no period.
pub(super) async fn sums(db: &Db, period: Period) -> Result<Vec<Sum>, DbError> {
    let sql = db.pick(&SUMS);
    let first = period.first.to_string();
    let end = period.last.checked_add_days(Days::new(1)).unwrap_or(period.last).to_string();
    on_engine!(db, pool => sqlx::query_as(sql).bind(&first).bind(&end).fetch_all(pool).await)
        .map_err(during("feegow_proposals.sums"))
}
