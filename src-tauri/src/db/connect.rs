//! Opening the pools.

use std::{path::Path, str::FromStr, time::Duration};

use secrecy::ExposeSecret;
use sqlx::{
    Executor,
    mysql::{MySqlConnectOptions, MySqlPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use super::{Db, DbError, during};
use crate::{
    config::{DatabaseConfig, MySqlConfig},
    kernel::Clock,
};

/// Connections that answer reads while the writer works.
const SQLITE_READERS: u32 = 8;
/// How long a SQLite statement waits for another process's lock.
const SQLITE_BUSY: Duration = Duration::from_secs(15);
/// Idle MySQL connections are closed after this long.
const MYSQL_IDLE: Duration = Duration::from_secs(5 * 60);

/// Opens the configured database. SQLite: creates the file and its folder when missing.
pub async fn connect(config: &DatabaseConfig) -> Result<Db, DbError> {
    match config {
        DatabaseConfig::MySql(mysql) => open_mysql(mysql).await,
        DatabaseConfig::Sqlite { path } => open_sqlite(path).await,
    }
}

async fn open_mysql(config: &MySqlConfig) -> Result<Db, DbError> {
    let options = MySqlConnectOptions::from_str(config.url.expose_secret())
        .map_err(|e| DbError::Setup(format!("MYSQL_URL invalida: {e}")))?
        .timezone(Some("-03:00".to_owned()))
        .charset("utf8mb4");
    let pool = MySqlPoolOptions::new()
        .max_connections(config.pool_size)
        .acquire_timeout(Duration::from_secs(config.connect_timeout_secs))
        .idle_timeout(MYSQL_IDLE)
        .connect_with(options)
        .await
        .map_err(|e| DbError::Setup(format!("MySQL {}: {e}", config.location())))?;
    Ok(Db::MySql(pool))
}

async fn open_sqlite(path: &Path) -> Result<Db, DbError> {
    let setup = |e: &dyn std::fmt::Display| DbError::Setup(format!("SQLite {}: {e}", path.display()));
    if let Some(folder) = path.parent() {
        tokio::fs::create_dir_all(folder).await.map_err(|e| setup(&e))?;
    }
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal)
        .busy_timeout(SQLITE_BUSY)
        .foreign_keys(false);
    let write =
        SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await.map_err(|e| setup(&e))?;
    write.execute("PRAGMA user_version").await.map_err(|e| setup(&e))?;
    let read = SqlitePoolOptions::new()
        .max_connections(SQLITE_READERS)
        .connect_with(options.read_only(true))
        .await
        .map_err(|e| setup(&e))?;
    Ok(Db::Sqlite { read, write })
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
