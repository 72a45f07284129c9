//! The right of a run to write, asked for inside the transaction that writes.

use std::{future::Future, io};

use sqlx::{MySqlConnection, SqliteConnection};

/// The lock a run works under, as it was when the run began.
///
/// A process that is stopped for a while loses its locks without noticing, and wakes up in the middle
/// of a run that another process has repeated since. What it read then must not be written any more.
#[derive(Debug, Clone, Default)]
pub struct Fence(Option<AdvisoryLock>);

#[derive(Debug, Clone)]
struct AdvisoryLock {
    name: String,
    /// The connection the lock was taken on. A lock that was lost and taken again is on another one.
    connection: u64,
}

impl Fence {
    /// Never refuses: for a lock that cannot be lost as long as its process lives.
    pub fn open() -> Self {
        Self::default()
    }

    /// Refuses unless `connection` holds the advisory lock `name`.
    pub fn on_lock(name: String, connection: u64) -> Self {
        Self(Some(AdvisoryLock { name, connection }))
    }

    /// Fails when the lock is gone. The last statement of a transaction: the rows it wrote stay locked
    /// from then to the commit, so nobody who took over can have come between.
    pub async fn confirm<C: LockServer>(&self, connection: &mut C) -> Result<(), sqlx::Error> {
        let Some(lock) = &self.0 else { return Ok(()) };
        if connection.holder(&lock.name).await? == Some(lock.connection) {
            return Ok(());
        }
        Err(sqlx::Error::Io(io::Error::other("the lock of this run was lost: it writes nothing any more")))
    }
}

/// A connection that knows who holds an advisory lock.
pub trait LockServer {
    /// The id of the connection that holds the lock.
    fn holder(&mut self, name: &str) -> impl Future<Output = Result<Option<u64>, sqlx::Error>> + Send;
}

impl LockServer for MySqlConnection {
    async fn holder(&mut self, name: &str) -> Result<Option<u64>, sqlx::Error> {
        let holder: Option<i64> =
            sqlx::query_scalar("SELECT CAST(IS_USED_LOCK(?) AS SIGNED)").bind(name).fetch_one(self).await?;
        Ok(holder.and_then(|id| u64::try_from(id).ok()))
    }
}

/// The embedded database has no such locks: its fences are open.
impl LockServer for SqliteConnection {
    async fn holder(&mut self, _name: &str) -> Result<Option<u64>, sqlx::Error> {
        Ok(None)
    }
}
