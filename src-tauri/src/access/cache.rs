//! What the process remembers about people: recent sessions, failed sign-ins, running password checks.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use chrono::{DateTime, TimeDelta, Utc};
use moka::future::Cache;

use super::{password::Hasher, store::StoredSession, throttle::Throttle};
use crate::access::CurrentUser;

/// How long a session and its user's rights are believed without asking the database.
/// A change made by this process counts at once, one made by another process after this long.
pub const BELIEVED: TimeDelta = TimeDelta::seconds(30);
/// Sessions remembered at most.
const CAPACITY: u64 = 4_096;

/// Shared state of sign-in and sessions.
#[derive(Debug)]
pub struct Access {
    sessions: Cache<String, Arc<Known>>,
    /// Counts the writes to users, rights and sessions; older memories are worthless.
    writes: AtomicU64,
    /// Failed sign-ins.
    pub throttle: Throttle,
    /// Password checks, off the async threads.
    pub hasher: Hasher,
}

/// A session as last read from the database.
#[derive(Debug)]
pub struct Known {
    pub user: Arc<CurrentUser>,
    pub session: StoredSession,
    read_at: DateTime<Utc>,
    writes: u64,
}

impl Access {
    /// Nothing known yet.
    pub fn new() -> Self {
        let lifetime = BELIEVED.to_std().unwrap_or_default();
        Self {
            sessions: Cache::builder().max_capacity(CAPACITY).time_to_live(lifetime).build(),
            writes: AtomicU64::new(0),
            throttle: Throttle::default(),
            hasher: Hasher::default(),
        }
    }

    /// Must follow every write to `users`, `user_page_permissions` or `hub_auth_sessions`.
    pub fn changed(&self) {
        self.writes.fetch_add(1, Ordering::SeqCst);
        self.sessions.invalidate_all();
    }

    /// To be taken before reading the database for [`Access::remember`].
    pub(super) fn writes(&self) -> u64 {
        self.writes.load(Ordering::SeqCst)
    }

    pub(super) async fn known(&self, token_hash: &str, now: DateTime<Utc>) -> Option<Arc<Known>> {
        let known = self.sessions.get(token_hash).await?;
        let age = now - known.read_at;
        (known.writes == self.writes() && age >= TimeDelta::zero() && age < BELIEVED).then_some(known)
    }

    pub(super) async fn remember(
        &self,
        user: CurrentUser,
        session: StoredSession,
        read_at: DateTime<Utc>,
        writes: u64,
    ) -> Arc<Known> {
        let token_hash = session.token_hash.clone();
        let known = Arc::new(Known { user: Arc::new(user), session, read_at, writes });
        self.sessions.insert(token_hash, Arc::clone(&known)).await;
        known
    }
}

impl Default for Access {
    fn default() -> Self {
        Self::new()
    }
}
