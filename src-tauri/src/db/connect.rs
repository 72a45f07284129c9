//! Opening the configured database.

use std::{path::Path, time::Duration};

use sqlx::{
    Connection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use super::{Db, DbError, during, error::Trouble, mysql};
use crate::{config::DatabaseConfig, kernel::Clock};

/// Connections that answer reads while the writer works.
const SQLITE_READERS: u32 = 8;
/// How long a SQLite statement waits for another process's lock.
const SQLITE_BUSY: Duration = Duration::from_secs(15);

/// Opens the configured database. SQLite: creates the file and its folder when missing.
///
/// A MySQL server that cannot be used is an error that says what to do, never another database.
pub async fn connect(config: &DatabaseConfig) -> Result<Db, DbError> {
    match config {
        DatabaseConfig::MySql(config) => mysql::open(config).await.map(Db::MySql),
        DatabaseConfig::Sqlite { path } => open_sqlite(path).await,
    }
}

async fn open_sqlite(path: &Path) -> Result<Db, DbError> {
    let setup = |error: sqlx::Error| {
        let remedy = Trouble::of(&error).map_or(
            "check that its folder can be written (SQLITE_PATH, HUB_DATA_DIR) and that the file is a database of this \
             program",
            Trouble::remedy,
        );
        DbError::Setup(format!("the embedded database {} cannot be opened ({error}): {remedy}", path.display()))
    };
    if let Some(folder) = path.parent() {
        tokio::fs::create_dir_all(folder).await.map_err(|error| setup(error.into()))?;
    }
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal)
        .busy_timeout(SQLITE_BUSY)
        .foreign_keys(false);
    // The writer opens first: it makes the file and its log, which readers may not.
    let write = sqlite_pool(1).connect_with(options.clone()).await.map_err(setup)?;
    let read = sqlite_pool(SQLITE_READERS).connect_with(options.read_only(true)).await.map_err(setup)?;
    Ok(Db::Sqlite { read, write })
}

/// A file does not hang up: connections are kept, and not tested before use. But a full disk ends
/// a transaction behind the driver's back, and a connection that still believes in it begins no other.
fn sqlite_pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .before_acquire(|connection, _| Box::pin(async move { Ok(!connection.is_in_transaction()) }))
}

/// Seconds by which the database's clock is ahead of ours; 0 for the embedded database, which has none.
pub async fn clock_offset_secs(db: &Db, clock: &Clock) -> Result<i64, DbError> {
    let Db::MySql(pool) = db else { return Ok(0) };
    let theirs: i64 = sqlx::query_scalar("SELECT CAST(UNIX_TIMESTAMP() AS SIGNED)")
        .fetch_one(pool)
        .await
        .map_err(during("clock.offset"))?;
    Ok(theirs - clock.now().timestamp())
}
