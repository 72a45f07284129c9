//! Opening a database only to look at it.

use std::{ffi::OsString, path::Path};

use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};

use super::{Db, DbError, connect};
use crate::config::DatabaseConfig;

/// Opens the configured database without making or changing anything; `None` when the file of an
/// embedded database does not exist yet.
///
/// # Errors
/// It cannot be opened; the text says what to do.
pub async fn inspect(config: &DatabaseConfig) -> Result<Option<Db>, DbError> {
    match config {
        // Connecting leaves no trace on a server.
        DatabaseConfig::MySql(_) => connect(config).await.map(Some),
        DatabaseConfig::Sqlite { path } if !path.exists() => Ok(None),
        DatabaseConfig::Sqlite { path } => open_sqlite(path).await.map(Some),
    }
}

async fn open_sqlite(path: &Path) -> Result<Db, DbError> {
    let mut log: OsString = path.as_os_str().to_owned();
    log.push("-wal");
    let options = SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        // Without a log nobody has it open, and reading must not make one.
        .immutable(!Path::new(&log).exists());
    let pool = SqlitePoolOptions::new().max_connections(2).connect_with(options).await.map_err(|error| {
        DbError::Setup(format!(
            "the embedded database {} cannot be read ({error}): check who may read it and that it is a database of \
             this program (SQLITE_PATH, HUB_DATA_DIR)",
            path.display()
        ))
    })?;
    Ok(Db::Sqlite { read: pool.clone(), write: pool })
}
