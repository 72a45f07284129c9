//! Answers kept for a while: age, questions, changed tables, shared computations.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use hub_lib::{
    http::{
        ApiError,
        body::JsonBytes,
        cache::{Key, ResponseCache},
    },
    kernel::Clock,
};

use crate::support::START;

const TABLES: &[&str] = &["espera_medica", "system_status"];
const TTL: Duration = Duration::from_secs(15);

/// A question whose answer counts how often it was computed.
struct Counter {
    clock: Clock,
    cache: ResponseCache,
    computed: Arc<AtomicUsize>,
}

impl Counter {
    fn new() -> Self {
        let clock = Clock::manual_at(START);
        Self { cache: ResponseCache::new(clock.clone()), clock, computed: Arc::default() }
    }

    fn key(&self) -> Key {
        Key::new("/api/queue/medic", &self.clock)
    }

    fn compute(&self) -> impl Future<Output = Result<usize, ApiError>> + Send + 'static {
        let computed = self.computed.clone();
        async move {
            let count = computed.fetch_add(1, Ordering::SeqCst) + 1;
            tokio::task::yield_now().await;
            Ok(count)
        }
    }

    async fn get(&self) -> String {
        text(self.cache.get(self.key(), TABLES, TTL, self.compute()).await)
    }
}

fn text(answer: Result<Arc<JsonBytes>, ApiError>) -> String {
    String::from_utf8(answer.unwrap().json().to_vec()).unwrap()
}

#[tokio::test]
async fn an_answer_is_kept_until_its_time_to_live_is_over() {
    let counter = Counter::new();
    assert_eq!(counter.get().await, "1");
    counter.clock.advance(TTL - Duration::from_secs(1));
    assert_eq!(counter.get().await, "1");
    counter.clock.advance(Duration::from_secs(1));
    assert_eq!(counter.get().await, "2");
}

#[tokio::test]
async fn parameters_and_the_day_tell_questions_apart_and_their_order_does_not() {
    let counter = Counter::new();
    let ask = async |key: Key| text(counter.cache.get(key, TABLES, Duration::MAX, counter.compute()).await);
    assert_eq!(ask(counter.key().with("unit", 2).with("status", "all")).await, "1");
    assert_eq!(ask(counter.key().with("status", "all").with("unit", 2)).await, "1");
    assert_eq!(ask(counter.key().with("unit", 3)).await, "2");
    counter.clock.set("2026-02-20 00:00:00");
    assert_eq!(ask(counter.key().with("unit", 3)).await, "3");
}

#[tokio::test]
async fn a_refresh_replaces_the_answer() {
    let counter = Counter::new();
    assert_eq!(counter.get().await, "1");
    let fresh = counter.cache.refresh(counter.key(), TABLES, TTL, counter.compute()).await;
    assert_eq!(text(fresh), "2");
    assert_eq!(counter.get().await, "2");
}

#[tokio::test]
async fn a_refresh_does_not_take_what_is_being_computed_already() {
    let counter = Counter::new();
    let refresh = async { text(counter.cache.refresh(counter.key(), TABLES, TTL, counter.compute()).await) };
    assert_eq!(tokio::join!(counter.get(), refresh), ("1".to_owned(), "2".to_owned()));
    assert_eq!(counter.get().await, "2");
}

#[tokio::test]
async fn a_changed_table_drops_what_reads_it_and_nothing_else() {
    let counter = Counter::new();
    assert_eq!(counter.get().await, "1");
    counter.cache.invalidate(&["recepcao_historico"]);
    assert_eq!(counter.get().await, "1");
    counter.cache.invalidate(&["espera_medica"]);
    assert_eq!(counter.get().await, "2");
}

#[tokio::test]
async fn identical_questions_share_one_computation() {
    let counter = Counter::new();
    let answers = futures_util::future::join_all((0..32).map(|_| counter.get())).await;
    assert!(answers.iter().all(|answer| answer == "1"), "{answers:?}");
    assert_eq!(counter.computed.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn an_answer_computed_during_a_change_is_returned_but_not_kept() {
    let counter = Counter::new();
    let compute = {
        let (cache, inner) = (counter.cache.clone(), counter.compute());
        async move {
            let count = inner.await;
            cache.invalidate(&["espera_medica"]);
            count
        }
    };
    assert_eq!(text(counter.cache.get(counter.key(), TABLES, TTL, compute).await), "1");
    assert_eq!(counter.get().await, "2");
    assert_eq!(counter.get().await, "2");
}

#[tokio::test]
async fn whoever_asks_after_a_change_does_not_get_the_answer_from_before() {
    let counter = Counter::new();
    let (go, wait) = tokio::sync::oneshot::channel::<()>();
    let slow = async move {
        wait.await.ok();
        Ok(0)
    };
    let first = {
        let (cache, key) = (counter.cache.clone(), counter.key());
        tokio::spawn(async move { text(cache.get(key, TABLES, TTL, slow).await) })
    };
    tokio::task::yield_now().await;
    counter.cache.invalidate(&["espera_medica"]);
    assert_eq!(counter.get().await, "1");
    go.send(()).unwrap();
    assert_eq!(first.await.unwrap(), "0");
    assert_eq!(counter.get().await, "1", "the old answer does not replace the new one");
}

#[tokio::test]
async fn a_failure_reaches_everybody_who_waited_and_is_not_kept() {
    let counter = Counter::new();
    let failed = Arc::new(AtomicUsize::new(0));
    let everybody_waits = Arc::new(tokio::sync::Semaphore::new(0));
    let fail = || {
        let (failed, everybody_waits) = (failed.clone(), everybody_waits.clone());
        async move {
            failed.fetch_add(1, Ordering::SeqCst);
            let _permit = everybody_waits.acquire().await;
            Err::<usize, _>(ApiError::bad_request("VALIDATION", "Não."))
        }
    };
    let asked = (0..8).map(|_| counter.cache.get(counter.key(), TABLES, TTL, fail()));
    let release = async {
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        everybody_waits.add_permits(1);
    };
    let (answers, ()) = tokio::join!(futures_util::future::join_all(asked), release);
    for answer in answers {
        assert_eq!(answer.unwrap_err().code(), "VALIDATION");
    }
    assert_eq!(failed.load(Ordering::SeqCst), 1);
    assert_eq!(counter.get().await, "1");
}

#[tokio::test]
async fn a_computation_nobody_waits_for_any_more_does_not_block_the_next() {
    let counter = Counter::new();
    let never = counter.cache.get(counter.key(), TABLES, TTL, std::future::pending::<Result<usize, ApiError>>());
    assert!(counter.clock.timeout(Duration::ZERO, never).await.is_none());
    assert_eq!(counter.get().await, "1");
}

#[tokio::test]
async fn the_cache_is_bounded() {
    let counter = Counter::new();
    for page in 0..2_000 {
        let key = counter.key().with("page", page);
        counter.cache.get(key, TABLES, TTL, counter.compute()).await.unwrap();
    }
    assert!(counter.cache.count().await <= 512);
}
