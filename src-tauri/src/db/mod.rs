//! The database: MySQL or embedded SQLite behind one small enum.
//!
//! A store writes one static SQL text per question and runs it with [`on_engine!`] (reads),
//! [`on_writer!`] (single statements that write) or [`in_transaction!`] (several that belong
//! together). Where the engines differ it keeps a [`Dialect`] pair side by side.

mod at_once;
mod attempts;
mod connect;
mod error;
mod fence;
mod inspect;
mod locks;
mod migrate;
mod mysql;
mod tx;

use sqlx::{MySqlPool, SqlitePool};

pub use attempts::{Attempts, in_time};
pub use connect::{clock_offset_secs, connect};
pub(crate) use error::lacks_column;
pub use error::{DbError, during};
pub use fence::Fence;
pub use inspect::inspect;
pub use locks::lock_name;
pub use migrate::{Report, migrate, plan, plan_new_sqlite};
pub use tx::Tx;

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
///
/// The expression is a read: it is evaluated again when the connection was lost under it, and given
/// up when a server stays silent.
#[macro_export]
macro_rules! on_engine {
    ($db:expr, $pool:ident => $run:expr) => {{
        let mut attempts = $crate::db::Attempts::default();
        loop {
            let outcome: Result<_, sqlx::Error> = match $db {
                $crate::db::Db::MySql($pool) => $crate::db::in_time(async { $run }).await,
                $crate::db::Db::Sqlite { read: $pool, .. } => $run,
            };
            if let Err(error) = &outcome
                && attempts.another(error).await
            {
                continue;
            }
            break outcome;
        }
    }};
}

/// Runs the same expression on the pool that writes. It is never run twice.
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
/// `sqlx::Error` and ends in `Ok(value)`. The whole is a `Result<T, sqlx::Error>`. The block runs
/// again from its beginning when the connection is lost before the commit.
#[macro_export]
macro_rules! in_transaction {
    ($db:expr, $tx:ident => $body:block) => {{
        let mut attempts = $crate::db::Attempts::default();
        loop {
            // Outer error: before the commit. Inner: the commit itself, which is never repeated.
            let outcome: Result<Result<_, sqlx::Error>, sqlx::Error> = match $db {
                $crate::db::Db::MySql(pool) => $crate::in_transaction!(@ pool.begin(), $tx => $body),
                $crate::db::Db::Sqlite { write: pool, .. } => {
                    $crate::in_transaction!(@ pool.begin_with("BEGIN IMMEDIATE"), $tx => $body)
                }
            };
            match outcome {
                Ok(committed) => break committed,
                Err(error) => {
                    if !attempts.another(&error).await {
                        break Err(error);
                    }
                }
            }
        }
    }};
    (@ $begin:expr, $tx:ident => $body:block) => {
        async {
            let mut transaction = $begin.await?;
            let value = {
                let $tx = &mut transaction;
                let outcome: Result<_, sqlx::Error> = async { $body }.await;
                outcome?
            };
            Ok::<_, sqlx::Error>(transaction.commit().await.map(|()| value))
        }
        .await
    };
}
