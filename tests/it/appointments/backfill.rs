//! `hub backfill agendamentos`: as an operator meets it, and beside a server.

use std::{
    process::Output,
    sync::{Arc, Mutex},
    time::Duration,
};

use hub_lib::{
    appointments::backfill::{AppointmentMonths, plan},
    config::DatabaseConfig,
    connectors::feegow::FeegowApi,
    jobs::{
        backfill::{Backfill, Event, Finish},
        locks::{Lock, Locks},
    },
    kernel::{Period, Service},
    simulator::credentials,
};
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use tokio::process::Command;
use tokio_util::sync::CancellationToken;

use crate::support::{Log, Site};

const MARKS: &str = "SELECT CONCAT_WS('|', year, month, from_date, to_date, rows_saved)
    FROM feegow_appointments_backfill_checkpoint ORDER BY year, month";
const BEAT: &str = "SELECT CONCAT_WS(' ', status, details) FROM system_status WHERE service_name = 'financeiro'";
const NAMES: &str =
    "SELECT CONCAT_WS('|', appointment_id, date, professional_name) FROM feegow_appointments ORDER BY appointment_id";

async fn sites() -> Vec<Site> {
    Site::each_with(|config| {
        config.feegow.access_token = Some(credentials::API_TOKEN.into());
        config.workers.http_timeout_max = Some(Duration::from_secs(20));
    })
    .await
}

/// An appointment with its visit on a day.
fn item(id: i64, day: &str) -> Value {
    json!({"agendamento_id": id, "data": day, "status_id": 3, "valor": 10, "profissional_id": 101})
}

/// The visits of two months and the beginning of a third.
fn visits() -> Value {
    json!([item(1, "31-12-2025"), item(2, "10-01-2026"), item(3, "20-01-2026"), item(4, "05-02-2026")])
}

struct Told {
    finish: Finish,
    events: Vec<Event>,
}

async fn run(site: &Site, first: &str, last: &str, uses_checkpoints: bool) -> Told {
    let app = &site.app;
    let period = Period::new(first.parse().unwrap(), last.parse().unwrap());
    let parts = plan(&app.db, period, app.clock.today(), uses_checkpoints).await.unwrap();
    let api = FeegowApi::new(&app.config.feegow, &app.config.workers, app.clock.clone()).unwrap();
    let (months, stop) = (AppointmentMonths::new(api), CancellationToken::new());
    let events = Arc::new(Mutex::new(Vec::new()));
    let told = events.clone();
    let tell = Arc::new(move |event| told.lock().unwrap().push(event));
    let finish = Backfill { app, months: &months, pause: Duration::ZERO, stop: &stop, tell }.run(&parts).await.unwrap();
    let events = events.lock().unwrap().clone();
    Told { finish, events }
}

/// The windows that were asked for.
async fn asked(site: &Site) -> Vec<String> {
    let calls = site.upstream.calls("A1").await;
    let day = |call: &Value, name: &str| call["query"][name].as_str().unwrap().to_owned();
    calls.iter().map(|call| format!("{}..{}", day(call, "data_start"), day(call, "data_end"))).collect()
}

#[tokio::test]
async fn whole_months_are_marked_and_skipped_the_next_time() {
    let log = Log::listen();
    for site in sites().await {
        site.upstream.data("A1", visits()).await;
        let told = run(&site, "2025-12-15", "2026-02-28", true).await;
        assert_eq!(told.finish, Finish::Through(vec![]));
        let windows = ["15-12-2025..31-12-2025", "01-01-2026..31-01-2026", "01-02-2026..28-02-2026"];
        assert_eq!(asked(&site).await, windows);
        assert_eq!(site.upstream.calls("A2").await.len(), 1, "the lists are read once");
        assert_eq!(site.rows(MARKS).await, ["2026|1|2026-01-01|2026-01-31|2"], "neither the cut nor the running month");
        let names = ["1|2025-12-31", "2|2026-01-10", "3|2026-01-20", "4|2026-02-05"];
        assert_eq!(site.rows(NAMES).await, names.map(|row| format!("{row}|Dra. Modelo Cardiologia")));
        let text = site.rows(BEAT).await.concat();
        assert!(text.starts_with("COMPLETED Backfill histórico finalizado — Concluído em "), "{text}");
        assert!(told.events.contains(&Event::Progress("Backfill 01/2026".into())), "{:?}", told.events);

        let told = run(&site, "2026-01-01", "2026-01-31", true).await;
        assert_eq!(told.events, [Event::Skipped("01/2026".into())]);
        run(&site, "2026-01-01", "2026-01-31", false).await;
        assert_eq!(asked(&site).await.len(), 4, "without checkpoints it is read again");
        // The former system also marked months that were not over.
        site.execute("UPDATE feegow_appointments_backfill_checkpoint SET to_date = '2026-01-30'").await;
        run(&site, "2026-01-01", "2026-01-31", true).await;
        assert_eq!(site.rows(MARKS).await, ["2026|1|2026-01-01|2026-01-31|2"]);
        assert_eq!(asked(&site).await.len(), 5);
    }
    log.assert_discreet();
    assert!(!log.text().contains(credentials::API_TOKEN));
}

#[tokio::test]
async fn a_failed_month_is_named_and_read_the_next_time() {
    for site in sites().await {
        site.upstream.data("A1", visits()).await;
        site.upstream.fail_times("A1", "http:500", 3).await;
        let told = run(&site, "2025-12-01", "2026-01-31", true).await;
        assert_eq!(told.finish, Finish::Through(vec!["12/2025".into()]));
        assert!(told.events.contains(&Event::Ended("12/2025".into(), Err("Erro API: HTTP 500".into()))));
        assert_eq!(site.rows(BEAT).await, ["WARNING Backfill finalizado com falhas: 12/2025"]);
        assert_eq!(site.rows(MARKS).await.len(), 1);
        assert_eq!(run(&site, "2025-12-01", "2026-01-31", true).await.finish, Finish::Through(vec![]));
        assert_eq!(site.rows(MARKS).await.len(), 2);
    }
}

#[tokio::test]
async fn nothing_good_is_lost_to_missing_lists_or_empty_months() {
    for site in sites().await {
        site.upstream.data("A1", visits()).await;
        run(&site, "2026-01-01", "2026-01-31", true).await;
        let before = site.rows(NAMES).await;
        site.upstream.fail("A2", "http:500").await;
        let told = run(&site, "2026-01-01", "2026-02-28", false).await;
        assert_eq!(told.finish, Finish::Through(vec!["01/2026".into(), "02/2026".into()]));
        let note = "2 registros | listas indisponíveis: professional/list".to_owned();
        assert!(told.events.contains(&Event::Ended("01/2026".into(), Err(note))), "{:?}", told.events);
        assert_eq!(site.rows(NAMES).await[..2], before);
        site.upstream.heal("A2").await;
        site.upstream.fail("A1", "empty").await;
        let told = run(&site, "2026-01-01", "2026-01-31", false).await;
        let note = "API retornou vazio; 2 registros mantidos".to_owned();
        assert!(told.events.contains(&Event::Ended("01/2026".into(), Err(note))), "{:?}", told.events);
        // Where nothing is known, nothing is a legitimate answer.
        assert_eq!(run(&site, "2024-01-01", "2024-01-31", true).await.finish, Finish::Through(vec![]));
        assert_eq!(site.rows(MARKS).await[0], "2024|1|2024-01-01|2024-01-31|0");
    }
}

#[tokio::test]
async fn a_worker_of_another_process_is_waited_for() {
    for site in sites().await {
        let is_embedded = matches!(site.app.config.database, DatabaseConfig::Sqlite { .. });
        let lock = if is_embedded { Lock::Orchestrator } else { Lock::Worker(Service::Financeiro) };
        let theirs = Locks::new(&site.app.db);
        assert!(theirs.take(lock, Duration::ZERO).await.unwrap());
        site.upstream.data("A1", visits()).await;
        let ours = run(&site, "2026-01-01", "2026-01-31", true);
        if is_embedded {
            assert_eq!(ours.await.finish, Finish::Busy);
            continue;
        }
        tokio::pin!(ours);
        let told = tokio::select! {
            told = &mut ours => told,
            () = async {
                hub_lib::kernel::Clock::system().sleep(Duration::from_millis(500)).await;
                assert!(asked(&site).await.is_empty());
                theirs.give_back(lock).await;
                std::future::pending::<()>().await;
            } => unreachable!("it only waits"),
        };
        assert_eq!(told.events[0], Event::Waiting);
        assert_eq!(told.finish, Finish::Through(vec![]));
    }
}

/// Runs the command against the site; its status and all it said.
async fn hub(site: &Site, with_token: bool, more: &[&str]) -> (i32, String) {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_hub"));
    command.args(["backfill", "agendamentos"]).args(more).env_clear().current_dir(folder.path());
    command.envs(site.upstream.environment()).env("HUB_DATA_DIR", folder.path()).env("SYNC_PAUSE_SCALE", "0");
    if !with_token {
        command.env_remove("FEEGOW_ACCESS_TOKEN");
    }
    match &site.app.config.database {
        DatabaseConfig::Sqlite { path } => command.env("SQLITE_PATH", path),
        DatabaseConfig::MySql(mysql) => command
            .env("MYSQL_URL", mysql.url.expose_secret())
            .env("NEXTAUTH_SECRET", "only-for-tests-only-for-tests-only-for-tests"),
    };
    let Output { status, stdout, stderr } = command.output().await.unwrap();
    let said = [stdout, stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    (status.code().unwrap(), said)
}

#[tokio::test]
async fn the_command_previews_stores_resumes_and_tells_how_it_ended() {
    for site in sites().await {
        site.upstream.data("A1", visits()).await;
        let range = ["--start-date", "2025-12-01", "--end", "31/01/2026"];
        let with = |flag| -> Vec<&str> { range.into_iter().chain([flag]).collect() };
        let (status, said) = hub(&site, true, &with("--dry-run")).await;
        assert_eq!(status, 0, "{said}");
        assert!(said.contains("2025-12-01..2025-12-31: 0 appointments stored, would be read"), "{said}");
        assert!(said.contains("2 of 2 months would be read. Nothing was changed."), "{said}");
        assert!(site.upstream.journal().await.is_empty());

        let (status, said) = hub(&site, true, &range).await;
        assert_eq!(status, 0, "{said}");
        for line in ["12/2025: 1 registros", "01/2026: 2 registros", "Backfill histórico finalizado"] {
            assert!(said.contains(line), "{line:?} in {said}");
        }
        assert!(hub(&site, true, &range).await.1.contains("01/2026: complete, skipped"));

        site.upstream.fail("A1", "http:401").await;
        let (status, said) = hub(&site, true, &with("--ignore-checkpoint")).await;
        assert_eq!(status, 3, "{said}");
        assert!(said.contains("Backfill finalizado com falhas: 12/2025, 01/2026"), "{said}");
        assert!(!said.contains(credentials::API_TOKEN));
        assert_eq!(site.rows(NAMES).await.len(), 3);

        let (status, said) = hub(&site, true, &["--start", "2026-02-30"]).await;
        assert_eq!(status, 2, "{said}");
        assert!(said.contains("Data inválida: 2026-02-30. Use YYYY-MM-DD ou DD/MM/YYYY."), "{said}");
        assert_eq!(hub(&site, true, &["--start", "2026-02-02", "--end", "2026-02-01"]).await.0, 2);
        let (status, said) = hub(&site, false, &range).await;
        assert_eq!(status, 1, "{said}");
        assert!(said.contains("FEEGOW_ACCESS_TOKEN não configurado"), "{said}");
    }
}
