//! The database: MySQL or embedded SQLite behind one small enum.
//!
//! A store writes one static SQL text per question and runs it with [`on_engine!`] (reads),
//! [`on_writer!`] (single statements that write) or [`in_transaction!`] (several that belong
//! together). Where the engines differ it keeps a [`Dialect`] pair side by side.

mod connect;
mod error;
mod migrate;

use sqlx::{MySqlPool, SqlitePool};

pub use connect::connect;
pub use error::{DbError, during};
pub use migrate::{Report, clock_offset_secs, migrate, plan};

/// Pools of the engine in use. Cheap to clone.
#[derive(Clone, Debug)]
pub enum Db {
    MySql(MySqlPool),
    /// Readers share a pool; one connection writes, so that writers queue instead of failing.
    Sqlite {
        read: SqlitePool,
        write: SqlitePool,
    },
}

/// One statement in the words of both engines.
#[derive(Debug, Clone, Copy)]
pub struct Dialect {
    pub mysql: &'static str,
    pub sqlite: &'static str,
}

impl Db {
    /// The text of `statement` for this engine.
    pub fn pick(&self, statement: &Dialect) -> &'static str {
        match self {
            Self::MySql(_) => statement.mysql,
            Self::Sqlite { .. } => statement.sqlite,
        }
    }

    /// `mysql` or `sqlite`, as in `DB_PROVIDER`.
    pub fn provider(&self) -> &'static str {
        match self {
            Self::MySql(_) => "mysql",
            Self::Sqlite { .. } => "sqlite",
        }
    }
}

/// Runs the same expression on the pool of either engine (SQLite: the readers' pool).
#[macro_export]
macro_rules! on_engine {
    ($db:expr, $pool:ident => $run:expr) => {
        match $db {
            $crate::db::Db::MySql($pool) => $run,
            $crate::db::Db::Sqlite { read: $pool, .. } => $run,
        }
    };
}

/// Runs the same expression on the pool that writes.
#[macro_export]
macro_rules! on_writer {
    ($db:expr, $pool:ident => $run:expr) => {
        match $db {
            $crate::db::Db::MySql($pool) => $run,
            $crate::db::Db::Sqlite { write: $pool, .. } => $run,
        }
    };
}

/// Runs a block inside one transaction: committed when it ends, rolled back when it returns early.
///
/// The block sees `$tx` as `&mut Transaction<_>` (pass `&mut **$tx` to sqlx), uses `?` on
/// `sqlx::Error` and ends in `Ok(value)`. The whole is a `Result<T, sqlx::Error>`.
#[macro_export]
macro_rules! in_transaction {
    ($db:expr, $tx:ident => $body:block) => {
        match $db {
            $crate::db::Db::MySql(pool) => {
                async {
                    let mut transaction = pool.begin().await?;
                    let value = {
                        let $tx = &mut transaction;
                        let outcome: Result<_, sqlx::Error> = async { $body }.await;
                        outcome?
                    };
                    transaction.commit().await?;
                    Ok::<_, sqlx::Error>(value)
                }
                .await
            }
            $crate::db::Db::Sqlite { write: pool, .. } => {
                async {
                    let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
                    let value = {
                        let $tx = &mut transaction;
                        let outcome: Result<_, sqlx::Error> = async { $body }.await;
                        outcome?
                    };
                    transaction.commit().await?;
                    Ok::<_, sqlx::Error>(value)
                }
                .await
            }
        }
    };
}
