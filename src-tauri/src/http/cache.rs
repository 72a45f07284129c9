//! Cached answers, shared between users: bounded, one computation at a time per question, dropped by tables.

use std::{
    collections::{BTreeMap, HashMap},
    future::Future,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use chrono::{DateTime, NaiveDate, Utc};
use futures_util::{
    FutureExt,
    future::{BoxFuture, Shared, WeakShared},
};
use moka::{Expiry, policy::EvictionPolicy};
use serde::Serialize;

use super::{ApiError, body::JsonBytes};
use crate::kernel::Clock;

/// Most answers kept at once; the least recently used goes first.
const MAX_ENTRIES: u64 = 512;
/// Unfinished computations are looked through for abandoned ones when there are this many.
const FLIGHTS_SWEEP: usize = 64;

/// What was asked: path, known parameters after defaulting and normalisation, clinic day.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key {
    path: &'static str,
    params: BTreeMap<&'static str, String>,
    today: NaiveDate,
}

impl Key {
    /// The question `path` without parameters, today.
    pub fn new(path: &'static str, clock: &Clock) -> Self {
        Self { path, params: BTreeMap::new(), today: clock.today() }
    }

    /// Adds a parameter. The order of calls does not matter.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.params.insert(name, value.to_string());
        self
    }
}

/// An answer ready to be sent, with what decides whether it is still good.
#[derive(Debug, Clone)]
struct Entry {
    body: Arc<JsonBytes>,
    stored_at: DateTime<Utc>,
    ttl: Duration,
    generation: u64,
}

type Outcome = Result<Arc<JsonBytes>, Arc<ApiError>>;
type Computation = BoxFuture<'static, Outcome>;

/// A computation that is under way; it lives as long as somebody waits for it.
struct Flight {
    /// Tells it from the one that replaced it.
    number: u64,
    generation: u64,
    outcome: WeakShared<Computation>,
}

/// Answers kept for a while, dropped when a table they read from changes.
#[derive(Clone)]
pub struct ResponseCache {
    clock: Clock,
    entries: moka::future::Cache<Key, Entry>,
    flights: Arc<Mutex<HashMap<Key, Flight>>>,
    flight_numbers: Arc<AtomicU64>,
    /// How often each table was reported as changed.
    generations: Arc<RwLock<HashMap<String, u64>>>,
}

impl ResponseCache {
    /// An empty cache whose entries age by `clock`.
    pub fn new(clock: Clock) -> Self {
        let entries = moka::future::Cache::builder()
            .max_capacity(MAX_ENTRIES)
            .eviction_policy(EvictionPolicy::lru())
            .expire_after(DropExpired)
            .build();
        Self { clock, entries, flights: Arc::default(), flight_numbers: Arc::default(), generations: Arc::default() }
    }

    /// The answer to `key`: the stored one while younger than `ttl` and none of `tables` changed, else that of `compute`.
    ///
    /// Identical questions asked meanwhile wait for one computation; a failure reaches all of them and is not
    /// stored. An answer computed while one of `tables` changes is returned but not stored. `compute` runs to
    /// its end only while somebody waits for it.
    ///
    /// # Errors
    /// What `compute` failed with.
    pub async fn get<T, F>(
        &self,
        key: Key,
        tables: &'static [&'static str],
        ttl: Duration,
        compute: F,
    ) -> Result<Arc<JsonBytes>, ApiError>
    where
        T: Serialize,
        F: Future<Output = Result<T, ApiError>> + Send + 'static,
    {
        let generation = self.generation(tables);
        if let Some(entry) = self.entries.get(&key).await
            && self.is_good(&entry, ttl, generation)
        {
            return Ok(entry.body);
        }
        self.join(key, tables, ttl, generation, compute).await
    }

    /// Computes the answer to `key` anew and stores it in place of the old one, for a `refresh` parameter.
    ///
    /// # Errors
    /// What `compute` failed with.
    pub async fn refresh<T, F>(
        &self,
        key: Key,
        tables: &'static [&'static str],
        ttl: Duration,
        compute: F,
    ) -> Result<Arc<JsonBytes>, ApiError>
    where
        T: Serialize,
        F: Future<Output = Result<T, ApiError>> + Send + 'static,
    {
        // One that is under way may have read what is being refreshed already.
        self.flights().remove(&key);
        let generation = self.generation(tables);
        self.join(key, tables, ttl, generation, compute).await
    }

    /// The answer to `key`: computed `anew` for a `refresh` parameter, else as [`get`](Self::get) gives it.
    ///
    /// # Errors
    /// What `compute` failed with.
    pub async fn read<T, F>(
        &self,
        key: Key,
        tables: &'static [&'static str],
        ttl: Duration,
        anew: bool,
        compute: F,
    ) -> Result<Arc<JsonBytes>, ApiError>
    where
        T: Serialize,
        F: Future<Output = Result<T, ApiError>> + Send + 'static,
    {
        if anew { self.refresh(key, tables, ttl, compute).await } else { self.get(key, tables, ttl, compute).await }
    }

    /// Drops every cached answer that reads one of `tables`.
    pub fn invalidate(&self, tables: &[&str]) {
        let mut generations = self.generations.write().unwrap_or_else(PoisonError::into_inner);
        for table in tables {
            *generations.entry((*table).to_owned()).or_default() += 1;
        }
    }

    /// How many answers are kept right now.
    pub async fn count(&self) -> u64 {
        self.entries.run_pending_tasks().await;
        self.entries.entry_count()
    }

    /// Waits for the computation under way for this question, or for a new one.
    async fn join<T, F>(
        &self,
        key: Key,
        tables: &'static [&'static str],
        ttl: Duration,
        generation: u64,
        compute: F,
    ) -> Result<Arc<JsonBytes>, ApiError>
    where
        T: Serialize,
        F: Future<Output = Result<T, ApiError>> + Send + 'static,
    {
        let flight = {
            let mut flights = self.flights();
            match flights.get(&key).filter(|flight| flight.generation == generation).and_then(Flight::under_way) {
                Some(outcome) => outcome,
                None => {
                    let number = self.flight_numbers.fetch_add(1, Ordering::Relaxed);
                    let outcome = self.computation(key.clone(), number, tables, ttl, generation, compute).shared();
                    if flights.len() >= FLIGHTS_SWEEP {
                        flights.retain(|_, flight| flight.under_way().is_some());
                    }
                    if let Some(weak) = outcome.downgrade() {
                        flights.insert(key, Flight { number, generation, outcome: weak });
                    }
                    outcome
                }
            }
        };
        flight.await.map_err(ApiError::Shared)
    }

    /// Stores its answer only while nothing newer is under way: a refresh overtakes it.
    fn computation<T, F>(
        &self,
        key: Key,
        number: u64,
        tables: &'static [&'static str],
        ttl: Duration,
        generation: u64,
        compute: F,
    ) -> Computation
    where
        T: Serialize,
        F: Future<Output = Result<T, ApiError>> + Send + 'static,
    {
        let cache = self.clone();
        async move {
            let computed = compute.await.and_then(|value| JsonBytes::of(&value));
            let outcome = match computed {
                Ok(body) => {
                    let body = Arc::new(body);
                    if cache.generation(tables) == generation && cache.is_latest(&key, number) {
                        let stored_at = cache.clock.now();
                        let entry = Entry { body: body.clone(), stored_at, ttl, generation };
                        cache.entries.insert(key.clone(), entry).await;
                    }
                    Ok(body)
                }
                Err(error) => {
                    error.log();
                    Err(Arc::new(error))
                }
            };
            let mut flights = cache.flights();
            if flights.get(&key).is_some_and(|flight| flight.number == number) {
                flights.remove(&key);
            }
            outcome
        }
        .boxed()
    }

    fn is_latest(&self, key: &Key, number: u64) -> bool {
        self.flights().get(key).is_some_and(|flight| flight.number == number)
    }

    fn is_good(&self, entry: &Entry, ttl: Duration, generation: u64) -> bool {
        let age = self.clock.now() - entry.stored_at;
        // A clock that was set back makes the age negative: such an entry cannot be judged.
        entry.generation == generation && age.to_std().is_ok_and(|age| age < ttl)
    }

    /// Grows whenever one of `tables` is reported as changed.
    fn generation(&self, tables: &[&str]) -> u64 {
        let generations = self.generations.read().unwrap_or_else(PoisonError::into_inner);
        tables.iter().filter_map(|table| generations.get(*table)).sum()
    }

    fn flights(&self) -> MutexGuard<'_, HashMap<Key, Flight>> {
        self.flights.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for ResponseCache {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ResponseCache").field("entries", &self.entries.entry_count()).finish_non_exhaustive()
    }
}

impl Flight {
    /// The computation, unless nobody waits for it any more.
    fn under_way(&self) -> Option<Shared<Computation>> {
        self.outcome.upgrade()
    }
}

/// Gives the memory of entries back once they are older than their time to live.
struct DropExpired;

impl Expiry<Key, Entry> for DropExpired {
    fn expire_after_create(&self, _key: &Key, entry: &Entry, _created_at: Instant) -> Option<Duration> {
        Some(entry.ttl)
    }

    fn expire_after_update(
        &self,
        _key: &Key,
        entry: &Entry,
        _updated_at: Instant,
        _until_expiry: Option<Duration>,
    ) -> Option<Duration> {
        Some(entry.ttl)
    }
}
