//! Who runs the workers, seen from outside: takes no lock.

use super::file;
use crate::db::{Db, DbError, during, lock_name};

/// Who holds the right to run workers on a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    Nobody,
    /// In words, as much as can be known.
    Somebody(String),
}

/// Looks who runs the workers on this database right now.
///
/// # Errors
/// It cannot be found out.
pub async fn holder(db: &Db) -> Result<Holder, DbError> {
    const WHO: &str = "SELECT CAST(IS_USED_LOCK(?) AS SIGNED)";
    const WHERE: &str = "SELECT CAST(host AS CHAR) FROM information_schema.processlist WHERE id = ?";
    match db {
        Db::Sqlite { read, .. } => {
            let options = read.connect_options();
            let held = file::is_held_beside(options.get_filename())
                .map_err(|error| DbError::Setup(format!("the lock file beside the database: {error}")))?;
            Ok(if held { Holder::Somebody("a process on this machine".into()) } else { Holder::Nobody })
        }
        Db::MySql(pool) => {
            let database: Option<String> =
                sqlx::query_scalar("SELECT DATABASE()").fetch_one(pool).await.map_err(during("lock.holder"))?;
            let name = lock_name(&database.unwrap_or_default(), "orchestrator");
            let connection: Option<i64> =
                sqlx::query_scalar(WHO).bind(name).fetch_one(pool).await.map_err(during("lock.holder"))?;
            let Some(connection) = connection else { return Ok(Holder::Nobody) };
            // An account may not see other accounts' connections.
            let host: Option<String> =
                sqlx::query_scalar(WHERE).bind(connection).fetch_optional(pool).await.unwrap_or_default();
            let host = host.map(|host| format!(" from {host}")).unwrap_or_default();
            Ok(Holder::Somebody(format!("a process{host} (connection {connection})")))
        }
    }
}
