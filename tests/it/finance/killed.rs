//! The real program, killed at the worst moments: the day is the old one or the new one, never a mix.

use std::{process::Stdio, time::Duration};

use hub_lib::{
    config::DatabaseConfig,
    db::Db,
    finance::{consistency, model::Scope, summaries},
    kernel::Clock,
    simulator::DataSet,
};
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Connection, Executor, MySqlConnection, SqliteConnection};
use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    process::{Child, ChildStdout, Command},
};

use super::source::{row, stored};
use crate::support::{TestDatabase, Upstream, databases, legacy::execute};

const LIMIT: Duration = Duration::from_secs(60);
/// The report has this many lines, on three pages.
const LINES: usize = 450;

/// A database with an old day, an upstream with a new one.
struct Stage {
    database: TestDatabase,
    upstream: Upstream,
    old: Vec<String>,
    folder: tempfile::TempDir,
}

/// The program at work.
struct Running {
    process: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Stage {
    async fn each() -> Vec<Self> {
        let mut stages = Vec::new();
        for database in databases().await {
            let db = &database.db;
            for n in 1..=30 {
                execute(
                    db,
                    &format!(
                        "INSERT INTO faturamento_analitico (data_do_pagamento, unidade, procedimento, total_pago)
                         VALUES ('2026-02-18', 'X', 'Antigo', {n})"
                    ),
                )
                .await;
            }
            summaries::rebuild_now(db, &Scope::Everything, "2026-02-18 08:00:00").await.unwrap();
            let upstream = Upstream::serving(DataSet::Samples, &Clock::system()).await;
            let rows: Vec<Value> =
                (1..=LINES).map(|n| json!(row("18/02/2026", "18/02/2026", &format!("{n},00"), "Novo"))).collect();
            upstream.data("W8", json!(rows)).await;
            let old = stored(db).await;
            stages.push(Self { database, upstream, old, folder: tempfile::tempdir().unwrap() });
        }
        stages
    }

    fn is_mysql(&self) -> bool {
        matches!(self.database.db, Db::MySql(_))
    }

    fn start(&self) -> Running {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hub"));
        let day = "2026-02-18";
        command.args(["backfill", "faturamento", "--start-date", day, "--end-date", day, "--sleep-seconds", "0"]);
        command.env_clear().envs(self.upstream.environment()).current_dir(self.folder.path());
        command.env("HUB_DATA_DIR", self.folder.path()).env("SYNC_PAUSE_SCALE", "0");
        match &self.database.config {
            DatabaseConfig::Sqlite { path } => command.env("SQLITE_PATH", path),
            DatabaseConfig::MySql(mysql) => command
                .env("MYSQL_URL", mysql.url.expose_secret())
                .env("NEXTAUTH_SECRET", "only-for-tests-only-for-tests-only-for-tests"),
        };
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
        let mut process = command.spawn().unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        Running { process, lines }
    }

    /// Waits until the upstream was asked for something.
    async fn until_asked(&self, route: &str, times: usize) {
        until(route, async || self.upstream.calls(route).await.len() >= times).await;
    }

    /// Waits until the program is inside a statement (MySQL).
    async fn until_in(&self, statement: &str) {
        until(statement, async || self.runs(statement).await).await;
    }

    async fn runs(&self, statement: &str) -> bool {
        let Db::MySql(pool) = &self.database.db else { return false };
        let sql = "SELECT CAST(COUNT(*) AS SIGNED) FROM information_schema.processlist
                   WHERE db = DATABASE() AND id <> CONNECTION_ID() AND info LIKE ?";
        let count: i64 = sqlx::query_scalar(sql).bind(format!("{statement}%")).fetch_one(pool).await.unwrap();
        count > 0
    }

    /// Whether the old day is there, whole, in all three tables.
    async fn assert_old(&self, when: &str) {
        assert_eq!(stored(&self.database.db).await, self.old, "{when}");
        self.assert_consistent(30, when).await;
    }

    async fn assert_new(&self, when: &str) {
        let lines = stored(&self.database.db).await;
        assert!(lines.len() == LINES && lines.iter().all(|line| line.ends_with("|Novo|")), "{when}");
        self.assert_consistent(LINES as i64, when).await;
    }

    async fn assert_consistent(&self, lines: i64, when: &str) {
        let overview = consistency::overview(&self.database.db).await.unwrap();
        assert!(overview.divergence.is_none(), "{when}: {overview:?}");
        assert_eq!((overview.days.lines, overview.months.lines), (lines, lines), "{when}");
    }

    /// The next run, undisturbed.
    async fn assert_recovers(&self) {
        let mut running = self.start();
        running.until("02/2026: 450 registros").await;
        assert!(running.process.wait().await.unwrap().success());
        self.assert_new("the next run").await;
    }
}

impl Running {
    /// Reads on until a line holds a text.
    async fn until(&mut self, text: &str) {
        let read = async {
            let mut seen = Vec::new();
            while let Some(line) = self.lines.next_line().await.unwrap() {
                if line.contains(text) {
                    return;
                }
                seen.push(line);
            }
            panic!("{text:?} not in {seen:?}");
        };
        Clock::system().timeout(LIMIT, read).await.unwrap_or_else(|| panic!("no {text:?} in time"));
    }

    /// `kill -9`.
    async fn kill(mut self) {
        self.process.kill().await.unwrap();
    }
}

/// Asks again and again until it is so.
async fn until(what: &str, is_so: impl AsyncFn() -> bool) {
    let clock = Clock::system();
    let started = clock.now();
    while !is_so().await {
        assert!((clock.now() - started).to_std().unwrap() < LIMIT, "not in time: {what}");
        clock.sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn killed_while_it_logs_in() {
    for stage in Stage::each().await {
        stage.upstream.fail_with("W2", "timeout", json!(60)).await;
        let running = stage.start();
        stage.until_asked("W2", 1).await;
        running.kill().await;
        stage.assert_old("login").await;
        stage.upstream.heal("W2").await;
        stage.assert_recovers().await;
    }
}

#[tokio::test]
async fn killed_between_the_pages_of_the_report() {
    for stage in Stage::each().await {
        stage.upstream.fail_with("W8", "slow", json!(10)).await;
        let running = stage.start();
        stage.until_asked("W8", 2).await;
        running.kill().await;
        stage.assert_old("pages").await;
        stage.upstream.heal("W8").await;
        stage.assert_recovers().await;
    }
}

/// What another connection holds, and the statement the program then waits in.
const MOMENTS: [(&str, &str); 3] = [
    (
        "SELECT * FROM faturamento_analitico WHERE data_do_pagamento = '2026-02-18' FOR UPDATE",
        "DELETE%FROM faturamento_analitico",
    ),
    ("SELECT * FROM faturamento_resumo_diario FOR UPDATE", "DELETE FROM faturamento_resumo_diario"),
    ("SELECT * FROM faturamento_resumo_mensal FOR UPDATE", "DELETE FROM faturamento_resumo_mensal"),
];

#[tokio::test]
async fn killed_inside_the_transaction() {
    for stage in Stage::each().await.into_iter().filter(Stage::is_mysql) {
        let DatabaseConfig::MySql(mysql) = &stage.database.config else { continue };
        for (held, statement) in MOMENTS {
            let mut other = MySqlConnection::connect(mysql.url.expose_secret()).await.unwrap();
            other.execute("BEGIN").await.unwrap();
            other.fetch_all(AssertSqlSafe(held.to_owned())).await.unwrap();
            let running = stage.start();
            stage.until_in(statement).await;
            running.kill().await;
            stage.assert_old(statement).await;
            other.execute("ROLLBACK").await.unwrap();
            until("the server notices", async || !stage.runs("DELETE").await).await;
            stage.assert_old(statement).await;
        }
        stage.assert_recovers().await;
    }
}

#[tokio::test]
async fn killed_while_it_waits_for_the_embedded_database() {
    for stage in Stage::each().await.into_iter().filter(|stage| !stage.is_mysql()) {
        let DatabaseConfig::Sqlite { path } = &stage.database.config else { continue };
        let mut other = SqliteConnection::connect(&format!("sqlite://{}", path.display())).await.unwrap();
        // Its schema check and its first heartbeat need the file, too: from the first page on it is ours.
        stage.upstream.fail_with("W8", "slow", json!(2)).await;
        let mut running = stage.start();
        stage.until_asked("W8", 3).await;
        other.execute("BEGIN IMMEDIATE").await.unwrap();
        running.until("gravando 450 linhas").await;
        running.kill().await;
        other.execute("ROLLBACK").await.unwrap();
        stage.assert_old("waiting").await;
        stage.upstream.heal("W8").await;
        stage.assert_recovers().await;
    }
}

#[tokio::test]
async fn killed_at_any_moment_of_storing() {
    for stage in Stage::each().await {
        for millis in [0, 3, 10, 25, 60, 120] {
            let mut running = stage.start();
            running.until("gravando 450 linhas").await;
            Clock::system().sleep(Duration::from_millis(millis)).await;
            running.kill().await;
            until("the server notices", async || !stage.runs("").await).await;
            if stored(&stage.database.db).await == stage.old {
                stage.assert_old("storing").await;
            } else {
                stage.assert_new("storing").await;
            }
        }
        stage.assert_recovers().await;
    }
}

#[tokio::test]
async fn killed_after_the_day_was_stored() {
    for stage in Stage::each().await {
        let mut running = stage.start();
        running.until("02/2026: 450 registros").await;
        running.kill().await;
        stage.assert_new("stored").await;
        stage.assert_recovers().await;
    }
}

#[tokio::test]
async fn ended_politely_it_says_so_and_leaves_the_old_day() {
    for stage in Stage::each().await {
        stage.upstream.fail_with("W8", "slow", json!(100)).await;
        let mut running = stage.start();
        stage.until_asked("W8", 1).await;
        let id = running.process.id().unwrap().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().await.unwrap().success());
        running.until("interrupted").await;
        assert_eq!(running.process.wait().await.unwrap().code(), Some(1));
        stage.assert_old("ended").await;
        let sql = "SELECT CONCAT_WS(' ', status, details) FROM system_status WHERE service_name = 'faturamento'";
        let said = crate::support::legacy::texts(&stage.database.db, sql).await.concat();
        assert_eq!(said, ["ERROR Interrompido: processo encerrado"]);
        stage.upstream.heal("W8").await;
        stage.assert_recovers().await;
    }
}
