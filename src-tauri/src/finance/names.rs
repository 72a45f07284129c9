//! Names of groups and units that were ever billed, for forms to offer.

use crate::{
    db::{Db, DbError, Dialect, during},
    on_engine,
};

const GROUPS: Dialect = Dialect {
    mysql: "SELECT DISTINCT CONVERT(grupo USING utf8mb4) COLLATE utf8mb4_bin FROM faturamento_resumo_diario",
    sqlite: "SELECT DISTINCT grupo FROM faturamento_resumo_diario",
};
const UNITS: Dialect = Dialect {
    mysql: "SELECT DISTINCT CONVERT(unidade USING utf8mb4) COLLATE utf8mb4_bin FROM faturamento_resumo_diario",
    sqlite: "SELECT DISTINCT unidade FROM faturamento_resumo_diario",
};

/// Every stored spelling of every group, blank ones included, in no particular order.
pub async fn groups(db: &Db) -> Result<Vec<String>, DbError> {
    distinct(db, &GROUPS).await.map_err(during("faturamento_resumo_diario.groups"))
}

/// Every stored spelling of every unit, blank ones included, in no particular order.
pub async fn units(db: &Db) -> Result<Vec<String>, DbError> {
    distinct(db, &UNITS).await.map_err(during("faturamento_resumo_diario.units"))
}

async fn distinct(db: &Db, statement: &Dialect) -> Result<Vec<String>, sqlx::Error> {
    let sql = db.pick(statement);
    on_engine!(db, pool => sqlx::query_scalar(sql).fetch_all(pool).await)
}
