//! Advisory locks of one dedicated MySQL connection.

use std::{future::Future, sync::Arc, time::Duration};

use sqlx::{Connection, MySqlConnection, mysql::MySqlConnectOptions};

use super::Lock;
use crate::db::{DbError, Fence, during, lock_name};

/// The server ends a lock connection that is silent for this long (its machine is gone), and with it the locks.
const SET_SILENCE: &str = "SET SESSION wait_timeout = 40, SESSION interactive_timeout = 40";
/// An answer that takes longer counts as a lost connection. Real time: it is about the network.
const ANSWER: Duration = Duration::from_secs(8);

/// The connection and what it holds.
pub(super) struct MySqlLocks {
    options: Arc<MySqlConnectOptions>,
    open: Option<Open>,
    /// What must be held; not empty without a connection means that the connection was lost.
    held: Vec<Lock>,
    /// Another process took one of them: nothing is held any more, and nothing will be.
    is_taken_over: bool,
}

struct Open {
    connection: MySqlConnection,
    id: u64,
    /// The database's name: locks are known to a whole server and carry it.
    database: String,
}

impl MySqlLocks {
    pub(super) fn new(options: Arc<MySqlConnectOptions>) -> Self {
        Self { options, open: None, held: Vec::new(), is_taken_over: false }
    }

    pub(super) async fn take(&mut self, lock: Lock, wait: Duration) -> Result<bool, DbError> {
        if self.open.is_none() {
            if !self.held.is_empty() || self.is_taken_over {
                return Err(lost());
            }
            self.open = Some(Open::connect(&self.options).await?);
        }
        let Some(open) = self.open.as_mut() else { return Err(lost()) };
        match open.get(lock, wait).await {
            Ok(true) => {
                self.held.push(lock);
                Ok(true)
            }
            Ok(false) => {
                if self.held.is_empty() {
                    self.close().await;
                }
                Ok(false)
            }
            Err(error) => {
                self.open = None;
                Err(error)
            }
        }
    }

    pub(super) async fn give_back(&mut self, lock: Lock) {
        self.held.retain(|held| *held != lock);
        let Some(open) = self.open.as_mut() else { return };
        if self.held.is_empty() {
            self.close().await;
        } else if open.release(lock).await.is_err() {
            self.open = None;
        }
    }

    /// Whether everything in `held` is held. Once it is not, it never is again.
    pub(super) async fn check(&mut self) -> Result<bool, DbError> {
        if self.is_taken_over || self.held.is_empty() {
            return Ok(!self.is_taken_over);
        }
        if let Some(open) = self.open.as_mut() {
            match open.holds_all(&self.held).await {
                Ok(true) => return Ok(true),
                Ok(false) => tracing::warn!("a lock was taken from the lock connection"),
                Err(error) => tracing::warn!("lock connection lost: {error}"),
            }
        }
        let restored = self.restore().await;
        match &restored {
            Ok(true) => tracing::info!("lock connection replaced, nobody had taken over"),
            Ok(false) => self.is_taken_over = true,
            Err(_) => {}
        }
        restored
    }

    async fn restore(&mut self) -> Result<bool, DbError> {
        self.open = None;
        let mut open = Open::connect(&self.options).await?;
        for lock in &self.held {
            if !open.get(*lock, Duration::ZERO).await? {
                return Ok(false);
            }
        }
        self.open = Some(open);
        Ok(true)
    }

    /// Stands on the connection as it is now: one that replaces it does not open the fence again.
    pub(super) fn fence(&self, lock: Lock) -> Fence {
        match self.open.as_ref().filter(|_| self.held.contains(&lock)) {
            Some(open) => Fence::on_lock(open.name(lock), open.id),
            // No connection has this id.
            None => Fence::on_lock(String::new(), 0),
        }
    }

    pub(super) async fn is_free(&mut self, lock: Lock) -> Result<bool, DbError> {
        match self.open.as_mut() {
            Some(open) => open.is_free(lock).await,
            None => Err(lost()),
        }
    }

    async fn close(&mut self) {
        if let Some(open) = self.open.take() {
            let _ = answered("lock.close", open.connection.close()).await;
        }
    }
}

impl Open {
    async fn connect(options: &MySqlConnectOptions) -> Result<Self, DbError> {
        answered("lock.connect", async {
            let mut connection = MySqlConnection::connect_with(options).await?;
            sqlx::query(SET_SILENCE).execute(&mut connection).await?;
            let (id, database): (i64, Option<String>) =
                sqlx::query_as("SELECT CAST(CONNECTION_ID() AS SIGNED), DATABASE()").fetch_one(&mut connection).await?;
            Ok(Self { connection, id: id.unsigned_abs(), database: database.unwrap_or_default() })
        })
        .await
    }

    fn name(&self, lock: Lock) -> String {
        match lock {
            Lock::Orchestrator => lock_name(&self.database, "orchestrator"),
            Lock::Worker(service) => lock_name(&self.database, &format!("worker:{}", service.key())),
        }
    }

    async fn get(&mut self, lock: Lock, wait: Duration) -> Result<bool, DbError> {
        let name = self.name(lock);
        let seconds = i64::try_from(wait.as_secs()).unwrap_or(i64::MAX);
        let query = sqlx::query_scalar::<_, Option<i64>>("SELECT GET_LOCK(?, ?)").bind(name).bind(seconds);
        let got = answered_within(wait + ANSWER, "lock.get", query.fetch_one(&mut self.connection)).await?;
        Ok(got == Some(1))
    }

    async fn release(&mut self, lock: Lock) -> Result<(), DbError> {
        let name = self.name(lock);
        let query = sqlx::query("SELECT RELEASE_LOCK(?)").bind(name);
        answered("lock.release", query.execute(&mut self.connection)).await.map(|_| ())
    }

    async fn holds_all(&mut self, locks: &[Lock]) -> Result<bool, DbError> {
        for lock in locks {
            let name = self.name(*lock);
            let query = sqlx::query_scalar::<_, Option<i64>>("SELECT IS_USED_LOCK(?) = CONNECTION_ID()").bind(name);
            if answered("lock.check", query.fetch_one(&mut self.connection)).await? != Some(1) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    async fn is_free(&mut self, lock: Lock) -> Result<bool, DbError> {
        let name = self.name(lock);
        let query = sqlx::query_scalar::<_, Option<i64>>("SELECT IS_FREE_LOCK(?)").bind(name);
        Ok(answered("lock.is_free", query.fetch_one(&mut self.connection)).await? == Some(1))
    }
}

fn lost() -> DbError {
    DbError::Setup("lock connection lost".into())
}

async fn answered<T>(what: &'static str, asked: impl Future<Output = Result<T, sqlx::Error>>) -> Result<T, DbError> {
    answered_within(ANSWER, what, asked).await
}

async fn answered_within<T>(
    limit: Duration,
    what: &'static str,
    asked: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, DbError> {
    match tokio::time::timeout(limit, asked).await {
        Ok(answer) => answer.map_err(during(what)),
        Err(_) => Err(DbError::Setup(format!("{what}: no answer within {} s", limit.as_secs()))),
    }
}
