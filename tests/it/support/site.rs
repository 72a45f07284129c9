//! A clinic group on one engine: the application, the fake upstream it reads from, and its log.

#![allow(dead_code)] // each is used by some test file

use std::{
    io::Write,
    sync::{Arc, Mutex},
    time::Duration,
};

use hub_lib::{
    app::App,
    config::{Config, Env, RunAs},
    db::Fence,
    integrations,
    jobs::{Job, JobCtx, Outcome},
    kernel::Clock,
    on_engine, on_writer,
    simulator::credentials,
};
use sqlx::AssertSqlSafe;
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

use super::{TestDatabase, Upstream, databases};

/// Names the fake upstream knows patients by.
const PATIENTS: [&str; 5] =
    ["Paciente Exemplo Um", "Paciente Exemplo Dois", "José Exemplo", "Outra Unidade", "Ana Exemplo"];

/// The application on a database of its own, pointed at an upstream of its own.
pub struct Site {
    pub app: App,
    pub upstream: Upstream,
    pub clock: Clock,
    _database: TestDatabase,
    _folder: TempDir,
}

impl Site {
    /// A site on each engine, its clock standing at 09:43 of the samples' day, with stored credentials.
    pub async fn each() -> Vec<Self> {
        Self::each_with(|_| {}).await
    }

    /// Like [`Site::each`], with changed settings.
    pub async fn each_with(change: impl Fn(&mut Config)) -> Vec<Self> {
        let mut sites = Self::each_without_credentials(change).await;
        for site in &mut sites {
            integrations::save_simulated(&site.app).await.unwrap();
        }
        sites
    }

    /// A site on each engine that knows no credentials at all.
    pub async fn each_without_credentials(change: impl Fn(&mut Config)) -> Vec<Self> {
        let mut sites = Vec::new();
        for database in databases().await {
            sites.push(Self::on(database, &change).await);
        }
        sites
    }

    async fn on(database: TestDatabase, change: &impl Fn(&mut Config)) -> Self {
        let clock = Clock::manual_at("2026-02-18 09:43:00");
        let upstream = Upstream::start(&clock).await;
        let folder = tempfile::tempdir().unwrap();
        let mut env = Env::of([
            ("HUB_DATA_DIR", folder.path().to_str().unwrap()),
            ("NEXTAUTH_SECRET", "only-for-tests-only-for-tests-only-for-tests"),
            ("SYNC_PAUSE_SCALE", "0"),
        ]);
        for (name, value) in upstream.environment().iter().filter(|(name, _)| name.ends_with("_BASE_URL")) {
            env.set(name, value.as_str());
        }
        let mut config = Config::read(&env, RunAs::Local).unwrap();
        config.database = database.config.clone();
        change(&mut config);
        let app = App::with_db(config, clock.clone(), database.db.clone());
        Self { app, upstream, clock, _database: database, _folder: folder }
    }

    /// Runs a job once.
    pub async fn run(&self, job: &impl Job) -> Outcome {
        job.run(&self.ctx()).await
    }

    /// What a run is given.
    pub fn ctx(&self) -> JobCtx {
        JobCtx {
            db: self.app.db.clone(),
            clock: self.clock.clone(),
            cancel: CancellationToken::new(),
            fence: Fence::open(),
            progress: Arc::new(|_| {}),
        }
    }

    /// The rows of a query of one text column.
    pub async fn rows(&self, sql: &'static str) -> Vec<String> {
        let rows: Vec<Option<String>> =
            on_engine!(&self.app.db, pool => sqlx::query_scalar(sql).fetch_all(pool).await).unwrap();
        rows.into_iter().map(Option::unwrap_or_default).collect()
    }

    /// Runs a statement.
    pub async fn execute(&self, sql: &str) {
        on_writer!(&self.app.db, pool => sqlx::query(AssertSqlSafe(sql)).execute(pool).await.map(|_| ())).unwrap();
    }

    /// Moves the clock on.
    pub fn wait(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }
}

/// Everything logged on this thread while it lives.
pub struct Log {
    text: Arc<Mutex<Vec<u8>>>,
    _guard: tracing::subscriber::DefaultGuard,
}

impl Log {
    /// Listens to every level of every crate.
    pub fn listen() -> Self {
        let text = Arc::new(Mutex::new(Vec::new()));
        let writer = Buffer(text.clone());
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_ansi(false)
            .with_writer(move || writer.clone())
            .finish();
        Self { text, _guard: tracing::subscriber::set_default(subscriber) }
    }

    /// What was logged so far.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.text.lock().unwrap()).into_owned()
    }

    /// Fails when a credential or a patient's name was logged.
    pub fn assert_discreet(&self) {
        let text = self.text();
        let tokens = [2, 3, 12].map(credentials::unit_token);
        let cookies = [2, 3, 12].map(credentials::unit_cookie);
        let secrets = [credentials::WEB_PASSWORD, credentials::CLINIA_COOKIE].map(str::to_owned);
        for word in tokens.into_iter().chain(cookies).chain(secrets).chain(PATIENTS.map(str::to_owned)) {
            let line = text.lines().find(|line| line.contains(&word));
            assert_eq!(line, None, "the log shows {word:?}");
        }
        assert!(!text.is_empty(), "nothing was logged: the test listens to nothing");
    }
}

#[derive(Clone)]
struct Buffer(Arc<Mutex<Vec<u8>>>);

impl Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
