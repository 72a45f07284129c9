//! Fake jobs on an application whose time is moved by hand.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use futures_util::future::BoxFuture;
use hub_lib::{
    app::App,
    config::{Config, Env, RunAs},
    db::{self, Db},
    jobs::{Job, JobCtx, Outcome, Rhythm, runner::Runner},
    kernel::{Clock, Service},
    on_writer,
    operations::store::{self, Heartbeat},
};
use tokio::sync::Semaphore;

use crate::support::{TestDatabase, databases};

/// The rhythm of the monitors.
pub const CYCLES: Rhythm = Rhythm::Continuous { pause: Duration::from_secs(15) };
/// Real time after which a test gives up.
const PATIENCE: Duration = Duration::from_secs(20);

/// An application on a database of its own.
pub struct Stage {
    pub app: App,
    pub clock: Clock,
    database: TestDatabase,
}

/// One stage per engine, at a São Paulo wall time.
pub async fn stages(wall: &str) -> Vec<Stage> {
    databases().await.into_iter().map(|database| Stage::new(database, wall)).collect()
}

impl Stage {
    fn new(database: TestDatabase, wall: &str) -> Self {
        let clock = Clock::manual_at(wall);
        let app = app_on(&database, database.db.clone(), clock.clone());
        Self { app, clock, database }
    }

    /// The same database as another process sees it.
    pub async fn second_process(&self) -> App {
        let db = db::connect(&self.database.config).await.unwrap();
        app_on(&self.database, db, self.clock.clone())
    }

    pub fn start(&self, jobs: &[&Fake]) -> Runner {
        start(&self.app, jobs)
    }

    /// Ends the runner; what ignores its cancellation runs out of time.
    pub async fn end(&self, runner: Runner) {
        let end = tokio::spawn(runner.shutdown());
        while !end.is_finished() {
            self.clock.advance(Duration::from_secs(1));
            tick().await;
        }
    }

    /// Writes a row as some other program would.
    pub async fn write(&self, name: &str, status: &str, last_run: Option<&str>, details: &str) {
        const DELETE: &str = "DELETE FROM system_status WHERE service_name = ?";
        const INSERT: &str = "INSERT INTO system_status (service_name, status, last_run, details) VALUES (?, ?, ?, ?)";
        on_writer!(&self.app.db, pool => {
            sqlx::query(DELETE).bind(name).execute(pool).await.unwrap();
            sqlx::query(INSERT).bind(name).bind(status).bind(last_run).bind(details).execute(pool).await.unwrap();
        });
    }

    pub async fn row(&self, service: Service) -> Option<Heartbeat> {
        store::find(&self.app.db, service).await.unwrap()
    }

    /// `STATUS details` of a service, empty before anything was said.
    pub async fn says(&self, service: Service) -> String {
        self.row(service).await.map_or_else(String::new, |row| {
            format!("{} {}", row.status.unwrap_or_default(), row.details.unwrap_or_default())
        })
    }

    pub async fn until_says(&self, service: Service, expected: &str) {
        self.until_begins(service, expected).await;
        assert_eq!(self.says(service).await, expected);
    }

    pub async fn until_begins(&self, service: Service, expected: &str) {
        let mut last = String::new();
        for _ in ticks() {
            last = self.says(service).await;
            if last.starts_with(expected) {
                return;
            }
            tick().await;
        }
        panic!("{}: {service} says {last:?}, not {expected:?}", self.app.db.provider());
    }

    /// Moves the clock second by second, letting everybody act in between.
    pub async fn pass(&self, seconds: u64) {
        for _ in 0..seconds {
            self.clock.advance(Duration::from_secs(1));
            settle().await;
        }
    }

    pub fn is_mysql(&self) -> bool {
        matches!(self.app.db, Db::MySql(_))
    }
}

fn app_on(database: &TestDatabase, db: Db, clock: Clock) -> App {
    let mut config = Config::read(&Env::of([("HUB_DATA_DIR", "data")]), RunAs::Local).unwrap();
    config.database = database.config.clone();
    App::with_db(config, clock, db)
}

pub fn start(app: &App, jobs: &[&Fake]) -> Runner {
    Runner::start(app.clone(), jobs.iter().map(|job| Arc::new((*job).clone()) as Arc<dyn Job>).collect())
}

fn ticks() -> std::ops::Range<u128> {
    0..PATIENCE.as_millis() / 10
}

/// A real moment.
pub async fn tick() {
    Clock::system().sleep(Duration::from_millis(10)).await;
}

/// Long enough for whoever was woken to do what they do.
pub async fn settle() {
    Clock::system().sleep(Duration::from_millis(30)).await;
}

/// Waits in real time until `is_so`.
pub async fn until(what: &str, is_so: impl Fn() -> bool) {
    for _ in ticks() {
        if is_so() {
            return;
        }
        tick().await;
    }
    panic!("never: {what}");
}

type Script = dyn Fn(usize, JobCtx) -> BoxFuture<'static, Outcome> + Send + Sync;

/// A job that does what its script says; counts its runs.
#[derive(Clone)]
pub struct Fake {
    service: Service,
    rhythm: Rhythm,
    script: Arc<Script>,
    runs: Arc<AtomicUsize>,
    /// Order of all runs of the fakes that share it.
    diary: Arc<Mutex<Vec<Service>>>,
    housekeeping: Arc<AtomicUsize>,
}

impl Fake {
    pub fn new<F>(service: Service, script: impl Fn(usize, JobCtx) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Outcome> + Send + 'static,
    {
        Self {
            service,
            rhythm: Rhythm::Agenda,
            script: Arc::new(move |run, ctx| Box::pin(script(run, ctx))),
            runs: Arc::default(),
            diary: Arc::default(),
            housekeeping: Arc::default(),
        }
    }

    /// Ends at once, always the same way.
    pub fn ending(service: Service, outcome: Outcome) -> Self {
        Self::new(service, move |_, _| std::future::ready(outcome.clone()))
    }

    pub fn good(service: Service) -> Self {
        Self::ending(service, Outcome::Done("feito".into()))
    }

    /// Every run waits for a permit of the gate.
    pub fn gated(service: Service, gate: &Arc<Semaphore>) -> Self {
        let gate = gate.clone();
        Self::new(service, move |_, _| {
            let gate = gate.clone();
            async move {
                gate.acquire().await.unwrap().forget();
                Outcome::Done("feito".into())
            }
        })
    }

    pub fn continuous(mut self) -> Self {
        self.rhythm = CYCLES;
        self
    }

    pub fn sharing_diary(mut self, other: &Fake) -> Self {
        self.diary = other.diary.clone();
        self
    }

    pub fn runs(&self) -> usize {
        self.runs.load(Ordering::SeqCst)
    }

    pub fn diary(&self) -> Vec<Service> {
        self.diary.lock().unwrap().clone()
    }

    pub fn housekeeping(&self) -> usize {
        self.housekeeping.load(Ordering::SeqCst)
    }
}

impl Job for Fake {
    fn service(&self) -> Service {
        self.service
    }

    fn rhythm(&self) -> Rhythm {
        self.rhythm
    }

    fn timeout(&self) -> Duration {
        Duration::from_secs(600)
    }

    fn tables(&self) -> &'static [&'static str] {
        &[]
    }

    fn run<'a>(&'a self, ctx: &'a JobCtx) -> BoxFuture<'a, Outcome> {
        self.diary.lock().unwrap().push(self.service);
        let run = self.runs.fetch_add(1, Ordering::SeqCst);
        (self.script)(run, ctx.clone())
    }

    fn outside_window<'a>(&'a self, _ctx: &'a JobCtx) -> BoxFuture<'a, ()> {
        self.housekeeping.fetch_add(1, Ordering::SeqCst);
        Box::pin(async {})
    }
}
