//! The one connection a migration runs on.

use futures_util::TryStreamExt;
use sqlx::{AssertSqlSafe, Executor, MySqlConnection, Row, Sqlite, Transaction, mysql::MySqlDatabaseError};

use super::Engine;
use crate::db::{Db, DbError, during, lock_name};

/// How long another instance's migration is waited for.
const LOCK_WAIT_SECS: u32 = 60;

/// A connection of its own. MySQL: holds the advisory lock, which ends with the connection.
/// SQLite: one transaction, so that an interruption leaves nothing behind.
pub(super) enum Session {
    MySql(Box<MySqlConnection>),
    Sqlite(Transaction<'static, Sqlite>),
}

impl Session {
    /// For changes: waits until no other instance migrates the same database.
    pub async fn exclusive(db: &Db) -> Result<Self, DbError> {
        match db {
            Db::MySql(pool) => {
                let mut connection = pool.acquire().await.map_err(during("migrate.connect"))?.detach();
                lock(&mut connection).await?;
                Ok(Self::MySql(Box::new(connection)))
            }
            Db::Sqlite { write, .. } => {
                let transaction = write.begin_with("BEGIN IMMEDIATE").await.map_err(during("migrate.lock"))?;
                Ok(Self::Sqlite(transaction))
            }
        }
    }

    /// For looking only.
    pub async fn reading(db: &Db) -> Result<Self, DbError> {
        match db {
            Db::MySql(pool) => {
                let connection = pool.acquire().await.map_err(during("migrate.connect"))?.detach();
                Ok(Self::MySql(Box::new(connection)))
            }
            Db::Sqlite { read, .. } => Ok(Self::Sqlite(read.begin().await.map_err(during("migrate.connect"))?)),
        }
    }

    /// Which SQL this connection speaks.
    pub fn engine(&self) -> Engine {
        match self {
            Self::MySql(_) => Engine::MySql,
            Self::Sqlite(_) => Engine::Sqlite,
        }
    }

    /// Runs data statements and books them with `booking`, in one transaction.
    pub async fn once(&mut self, data: &[String], booking: &str, values: &[String]) -> Result<(), sqlx::Error> {
        if let Self::MySql(_) = self {
            self.execute("START TRANSACTION").await?; // SQLite is in one all along
        }
        for statement in data {
            self.execute(statement).await?;
        }
        self.execute_with(booking, values).await?;
        if let Self::MySql(_) = self {
            self.execute("COMMIT").await?;
        }
        Ok(())
    }

    /// Runs one or more statements.
    pub async fn execute(&mut self, sql: &str) -> Result<(), sqlx::Error> {
        let sql = sqlx::raw_sql(AssertSqlSafe(sql));
        match self {
            Self::MySql(connection) => connection.execute(sql).await.map(|_| ()),
            Self::Sqlite(transaction) => transaction.execute(sql).await.map(|_| ()),
        }
    }

    /// Runs one statement with texts for its placeholders.
    pub async fn execute_with(&mut self, sql: &str, values: &[String]) -> Result<(), sqlx::Error> {
        macro_rules! run {
            ($connection:expr) => {{
                let mut query = sqlx::query(AssertSqlSafe(sql));
                for value in values {
                    query = query.bind(value.as_str());
                }
                query.execute($connection).await.map(|_| ())
            }};
        }
        match self {
            Self::MySql(connection) => run!(&mut **connection),
            Self::Sqlite(transaction) => run!(&mut **transaction),
        }
    }

    /// Hands every row of a question to `take`, one at a time. Every column is a text; NULL reads as
    /// empty text.
    pub async fn each(&mut self, sql: &str, mut take: impl FnMut(Vec<String>)) -> Result<(), sqlx::Error> {
        macro_rules! read {
            ($connection:expr) => {{
                let mut rows = sqlx::query(AssertSqlSafe(sql)).fetch($connection);
                while let Some(row) = rows.try_next().await? {
                    let texts: Result<Vec<String>, sqlx::Error> =
                        (0..row.len()).map(|i| Ok(row.try_get::<Option<String>, _>(i)?.unwrap_or_default())).collect();
                    take(texts?);
                }
            }};
        }
        match self {
            Self::MySql(connection) => read!(&mut **connection),
            Self::Sqlite(transaction) => read!(&mut **transaction),
        }
        Ok(())
    }

    /// All rows of a question, as [`Session::each`] reads them.
    pub async fn texts(&mut self, sql: &str) -> Result<Vec<Vec<String>>, sqlx::Error> {
        let mut rows = Vec::new();
        self.each(sql, |row| rows.push(row)).await?;
        Ok(rows)
    }

    /// Keeps what was done and gives the lock back.
    pub async fn finish(self) -> Result<(), DbError> {
        match self {
            Self::MySql(connection) => {
                // Ending the connection gives the lock back; everything is done by now.
                let _ = sqlx::Connection::close(*connection).await;
                Ok(())
            }
            Self::Sqlite(transaction) => transaction.commit().await.map_err(during("migrate.finish")),
        }
    }
}

async fn lock(connection: &mut MySqlConnection) -> Result<(), DbError> {
    let database: Option<String> = sqlx::query_scalar("SELECT CAST(DATABASE() AS CHAR)")
        .fetch_one(&mut *connection)
        .await
        .map_err(during("migrate.lock"))?;
    let got: Option<i64> = sqlx::query_scalar("SELECT CAST(GET_LOCK(?, ?) AS SIGNED)")
        .bind(lock_name(&database.unwrap_or_default(), "migrate"))
        .bind(LOCK_WAIT_SECS)
        .fetch_one(connection)
        .await
        .map_err(during("migrate.lock"))?;
    if got == Some(1) {
        return Ok(());
    }
    Err(DbError::Setup(format!(
        "another instance has been changing this database for more than {LOCK_WAIT_SECS} s: \
         wait until it is done (or end it), then start again"
    )))
}

/// Why a statement was refused, as far as a migration cares.
#[derive(Debug, PartialEq)]
pub(super) enum Refusal {
    /// What it adds is already there: another instance was faster.
    AlreadyThere,
    /// Two rows share what should be unique.
    Duplicate,
    /// The account may not do it.
    Privilege,
    /// Somebody else holds the table for too long.
    TooSlow,
    /// The connection is gone, or anything else.
    Other,
}

impl Refusal {
    /// Reads the server's error number.
    pub fn of(error: &sqlx::Error) -> Self {
        let Some(error) = error.as_database_error() else { return Self::Other };
        if let Some(mysql) = error.try_downcast_ref::<MySqlDatabaseError>() {
            return match mysql.number() {
                1050 | 1060 | 1061 => Self::AlreadyThere,
                1062 => Self::Duplicate,
                1044 | 1045 | 1142 | 1143 | 1227 | 1290 | 1370 => Self::Privilege,
                1205 => Self::TooSlow,
                _ => Self::Other,
            };
        }
        let text = error.message();
        if text.contains("already exists") || text.contains("duplicate column name") {
            Self::AlreadyThere
        } else if error.is_unique_violation() || text.contains("UNIQUE constraint failed") {
            Self::Duplicate
        } else if text.contains("readonly") {
            Self::Privilege
        } else {
            Self::Other
        }
    }
}
