//! An open transaction of either engine, for steps that several transactions share.

use sqlx::{MySqlConnection, SqliteConnection};

use super::Dialect;

/// The connection of an open transaction. Inside [`in_transaction!`](crate::in_transaction) it is made
/// with `Tx::from(&mut **tx)`; [`on_tx!`](crate::on_tx) runs a statement on it.
#[derive(Debug)]
pub enum Tx<'t> {
    MySql(&'t mut MySqlConnection),
    Sqlite(&'t mut SqliteConnection),
}

impl Tx<'_> {
    /// The text of `statement` for this engine.
    pub fn pick(&self, statement: &Dialect) -> &'static str {
        match self {
            Self::MySql(_) => statement.mysql,
            Self::Sqlite(_) => statement.sqlite,
        }
    }
}

impl<'t> From<&'t mut MySqlConnection> for Tx<'t> {
    fn from(connection: &'t mut MySqlConnection) -> Self {
        Self::MySql(connection)
    }
}

impl<'t> From<&'t mut SqliteConnection> for Tx<'t> {
    fn from(connection: &'t mut SqliteConnection) -> Self {
        Self::Sqlite(connection)
    }
}

/// Runs the same expression on the connection of a [`Tx`] (pass `&mut **$connection` to sqlx).
#[macro_export]
macro_rules! on_tx {
    ($tx:expr, $connection:ident => $run:expr) => {
        match $tx {
            $crate::db::Tx::MySql($connection) => $run,
            $crate::db::Tx::Sqlite($connection) => $run,
        }
    };
}

/// Runs a block of reads that all see the database as it is now; nothing can be written in it.
///
/// The block sees `$tx` as a `&mut Tx<'_>`, uses `?` on `sqlx::Error` and ends in `Ok(value)`.
#[macro_export]
macro_rules! in_snapshot {
    ($db:expr, $tx:ident => $body:block) => {
        match $db {
            $crate::db::Db::MySql(pool) => $crate::in_snapshot!(@ pool, $tx => $body),
            $crate::db::Db::Sqlite { read: pool, .. } => $crate::in_snapshot!(@ pool, $tx => $body),
        }
    };
    (@ $pool:expr, $tx:ident => $body:block) => {
        async {
            let mut transaction = $pool.begin().await?;
            let $tx = &mut $crate::db::Tx::from(&mut *transaction);
            let value: Result<_, sqlx::Error> = async { $body }.await;
            let value = value?;
            transaction.rollback().await?;
            Ok::<_, sqlx::Error>(value)
        }
        .await
    };
}
