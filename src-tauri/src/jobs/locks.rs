//! Exclusion between processes: one orchestrator per database, one run per service.
//!
//! MySQL: advisory locks of one dedicated connection; they end with it. SQLite: an OS lock on a file
//! beside the database, which belongs to whoever runs workers on it.

mod file;
mod holder;
mod mysql;

use std::time::Duration;

use tokio::sync::Mutex;

pub use self::holder::{Holder, holder};
use self::{file::FileLock, mysql::MySqlLocks};
use crate::{
    db::{Db, DbError, Fence},
    kernel::Service,
};

/// What can be held by one process at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lock {
    /// The right to run workers on this database.
    Orchestrator,
    /// The right to run this one service.
    Worker(Service),
}

/// The locks this process holds on a database. Dropping it gives them all back.
pub struct Locks(Kind);

enum Kind {
    MySql(Box<Mutex<MySqlLocks>>),
    Sqlite(Mutex<FileLock>),
}

impl Locks {
    /// Nothing held yet, no connection opened.
    pub fn new(db: &Db) -> Self {
        Self(match db {
            Db::MySql(pool) => Kind::MySql(Box::new(Mutex::new(MySqlLocks::new(pool.connect_options())))),
            Db::Sqlite { write, .. } => {
                Kind::Sqlite(Mutex::new(FileLock::beside(write.connect_options().get_filename())))
            }
        })
    }

    /// Takes a lock; `false` when another process still holds it after `wait` (SQLite does not wait).
    ///
    /// # Errors
    /// The database or the lock file cannot be reached, or the lock connection is lost.
    pub async fn take(&self, lock: Lock, wait: Duration) -> Result<bool, DbError> {
        match (&self.0, lock) {
            (Kind::MySql(locks), lock) => locks.lock().await.take(lock, wait).await,
            (Kind::Sqlite(file), Lock::Orchestrator) => file.lock().await.take(),
            // Whoever owns the file is the only process that runs workers; inside it claims exclude.
            (Kind::Sqlite(_), Lock::Worker(_)) => Ok(true),
        }
    }

    /// Gives a lock back. A lost connection has given it back already.
    pub async fn give_back(&self, lock: Lock) {
        match (&self.0, lock) {
            (Kind::MySql(locks), lock) => locks.lock().await.give_back(lock).await,
            (Kind::Sqlite(file), Lock::Orchestrator) => file.lock().await.give_back(),
            (Kind::Sqlite(_), Lock::Worker(_)) => {}
        }
    }

    /// Whether everything taken is still held. A lost connection is replaced when nobody took the locks meanwhile.
    ///
    /// Once `false`, always `false`.
    ///
    /// # Errors
    /// The database cannot be reached: until it can, nobody knows.
    pub async fn check(&self) -> Result<bool, DbError> {
        match &self.0 {
            Kind::MySql(locks) => locks.lock().await.check().await,
            Kind::Sqlite(_) => Ok(true),
        }
    }

    /// What lets a run write only as long as `lock`, taken before, is held.
    pub async fn fence(&self, lock: Lock) -> Fence {
        match &self.0 {
            Kind::MySql(locks) => locks.lock().await.fence(lock),
            // The system takes the file's lock from nobody but a process that ended.
            Kind::Sqlite(_) => Fence::open(),
        }
    }

    /// Whether no process holds the lock right now.
    pub async fn is_free(&self, lock: Lock) -> Result<bool, DbError> {
        match &self.0 {
            Kind::MySql(locks) => locks.lock().await.is_free(lock).await,
            Kind::Sqlite(_) => Ok(true),
        }
    }
}
