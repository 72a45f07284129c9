//! All SQL of the three Clinia tables.

use crate::{
    db::{Db, DbError, during},
    on_engine,
};

/// One row of `clinia_group_snapshots`.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Snapshot {
    pub group_id: String,
    pub group_name: Option<String>,
    pub queue_size: Option<i64>,
    pub avg_wait_seconds: Option<i64>,
    /// `YYYY-MM-DD HH:MM:SS`, São Paulo wall time.
    pub updated_at: Option<String>,
}

const SNAPSHOTS: &str = "SELECT CAST(group_id AS CHAR) AS group_id, CAST(group_name AS CHAR) AS group_name,
                                CAST(queue_size AS SIGNED) AS queue_size,
                                CAST(avg_wait_seconds AS SIGNED) AS avg_wait_seconds,
                                CAST(updated_at AS CHAR) AS updated_at
                         FROM clinia_group_snapshots ORDER BY group_id";

/// The groups as last stored, the total among them, by id.
pub async fn snapshots(db: &Db) -> Result<Vec<Snapshot>, DbError> {
    on_engine!(db, pool => sqlx::query_as(SNAPSHOTS).fetch_all(pool).await)
        .map_err(during("clinia_group_snapshots.snapshots"))
}
