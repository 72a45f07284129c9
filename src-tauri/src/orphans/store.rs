//! The columns `storage_provider`, `storage_bucket` and `storage_key`, wherever a table has them. Reads only.

use std::collections::HashSet;

use sqlx::{FromRow, QueryBuilder};

use crate::{
    db::{Db, DbError, during},
    documents::Listed,
    on_engine,
};

/// A table whose rows name stored files.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table {
    pub name: &'static str,
    /// Rows from an id on.
    rows: &'static str,
    /// The beginning of the question which of some keys are named.
    known: &'static str,
}

macro_rules! table {
    ($name:literal) => {
        Table {
            name: $name,
            rows: concat!(
                "SELECT CAST(id AS CHAR) AS id, CAST(storage_provider AS CHAR) AS storage_provider,
                    CAST(storage_bucket AS CHAR) AS storage_bucket, CAST(storage_key AS CHAR) AS storage_key
                 FROM ",
                $name,
                " WHERE id > ? AND storage_provider IS NOT NULL AND storage_key IS NOT NULL ORDER BY id LIMIT ?"
            ),
            known: concat!("SELECT CAST(storage_key AS CHAR) FROM ", $name, " WHERE storage_key IN ("),
        }
    };
}

/// Every table with stored files.
pub(super) const TABLES: [Table; 3] =
    [table!("professional_documents"), table!("professional_contracts"), table!("contract_templates")];

/// A row and where its file lies.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub(super) struct Row {
    pub id: String,
    pub storage_provider: String,
    pub storage_bucket: Option<String>,
    pub storage_key: String,
}

/// At most `limit` rows of a table after an id, in the order of their ids.
pub(super) async fn rows(db: &Db, table: Table, after: &str, limit: usize) -> Result<Vec<Row>, DbError> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    on_engine!(db, pool => sqlx::query_as(table.rows).bind(after).bind(limit).fetch_all(pool).await)
        .map_err(during("orphans.rows"))
}

/// The keys of `files` that a row of any table names, in whatever store.
pub(super) async fn known(db: &Db, files: &[Listed]) -> Result<HashSet<String>, DbError> {
    let mut known = HashSet::new();
    if files.is_empty() {
        return Ok(known);
    }
    for table in TABLES {
        let keys: Vec<String> = on_engine!(db, pool => {
            let mut query = QueryBuilder::new(table.known);
            let mut list = query.separated(", ");
            for file in files {
                list.push_bind(file.key.clone());
            }
            query.push(")");
            query.build_query_scalar().fetch_all(pool).await
        })
        .map_err(during("orphans.known"))?;
        known.extend(keys);
    }
    Ok(known)
}
