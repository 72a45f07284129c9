//! The past read again: checkpoints, resumption, failures, months cut by the range.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use hub_lib::{
    app::App,
    config::{Config, Env, RunAs},
    connectors::feegow::report::ReportError,
    db::Db,
    finance::backfill::{Backfill, Event, Finish, plan, plan_of_file},
    jobs::locks::{Lock, Locks},
    kernel::{Clock, Period, Service},
};
use tokio_util::sync::CancellationToken;

use super::source::{Scripted, assert_consistent, report, row, stored};
use crate::support::{
    databases,
    legacy::{execute, texts},
};

fn app(db: &Db) -> App {
    let env = Env::of([("HUB_DATA_DIR", "unused"), ("SYNC_PAUSE_SCALE", "0")]);
    let config = Config::read(&env, RunAs::Command).unwrap();
    App::with_db(config, Clock::manual_at("2026-02-18 09:00:00"), db.clone())
}

struct Told {
    finish: Finish,
    events: Vec<Event>,
}

async fn run(db: &Db, source: &Arc<Scripted>, first: &str, last: &str, uses_checkpoints: bool) -> Told {
    let app = app(db);
    let period = Period::new(first.parse().unwrap(), last.parse().unwrap());
    let parts = plan(db, period, app.clock.today(), uses_checkpoints).await.unwrap();
    let events = Arc::new(Mutex::new(Vec::new()));
    let told = events.clone();
    let backfill = Backfill {
        app: &app,
        source: source.as_ref(),
        pause: Duration::ZERO,
        stop: &CancellationToken::new(),
        tell: Arc::new(move |event| told.lock().unwrap().push(event)),
    };
    let finish = backfill.run(&parts).await.unwrap();
    let events = events.lock().unwrap().clone();
    Told { finish, events }
}

async fn marks(db: &Db) -> Vec<String> {
    let sql = "SELECT CONCAT_WS('-', year, month, '') FROM faturamento_backfill_checkpoint ORDER BY year, month";
    texts(db, sql).await.concat()
}

async fn heartbeat(db: &Db) -> String {
    let sql = "SELECT CONCAT_WS(' ', status, details) FROM system_status WHERE service_name = 'faturamento'";
    texts(db, sql).await.concat().concat()
}

fn month(month: u32, amounts: &[&str]) -> Result<hub_lib::connectors::feegow::report::ReportTable, ReportError> {
    let day = format!("10/{month:02}/2024");
    report(amounts.iter().map(|amount| row(&day, &day, amount, "Consulta")).collect())
}

#[tokio::test]
async fn whole_months_are_marked_and_skipped_the_next_time() {
    for database in databases().await {
        let db = &database.db;
        let source = Scripted::new(vec![month(1, &["1,00"]), month(2, &["2,00"]), month(3, &["3,00"])]);
        let told = run(db, &source, "2024-01-15", "2024-03-31", true).await;
        assert_eq!(told.finish, Finish::Through(vec![]));
        assert_eq!(source.asked(), ["2024-01-15..2024-01-31", "2024-02-01..2024-02-29", "2024-03-01..2024-03-31"]);
        assert_eq!(marks(db).await, ["2024-2-", "2024-3-"], "the cut month is not complete");
        let text = heartbeat(db).await;
        assert!(text.starts_with("COMPLETED Backfill histórico finalizado — Concluído em "), "{text}");
        // January's line lies before the window that was asked for: it is kept all the same.
        assert_eq!(stored(db).await.len(), 3);
        assert_consistent(db).await;

        let again = Scripted::new(vec![month(1, &["1,00"])]);
        let told = run(db, &again, "2024-01-15", "2024-03-31", true).await;
        assert_eq!(again.asked(), ["2024-01-15..2024-01-31"]);
        assert!(told.events.contains(&Event::Skipped("02/2024".into())));

        let all = Scripted::new(vec![month(2, &["5,00", "6,00"]), month(3, &["7,00"])]);
        run(db, &all, "2024-02-01", "2024-03-31", false).await;
        assert_eq!(all.asked().len(), 2, "without checkpoints everything is read");
        assert_eq!(stored(db).await.len(), 4);
        assert_consistent(db).await;
    }
}

#[tokio::test]
async fn a_failed_month_is_named_and_read_the_next_time() {
    for database in databases().await {
        let db = &database.db;
        let source = Scripted::new(vec![month(1, &["1,00"]), Err(ReportError::NoTable), month(3, &["3,00"])]);
        let told = run(db, &source, "2024-01-01", "2024-03-31", true).await;
        assert_eq!(told.finish, Finish::Through(vec!["02/2024".into()]));
        assert_eq!(heartbeat(db).await, "WARNING Backfill finalizado com falhas: 02/2024");
        let reason = "Tabela do relatório não encontrada".to_owned();
        assert!(told.events.contains(&Event::Ended("02/2024".into(), Err(reason))), "{:?}", told.events);
        assert_eq!(marks(db).await, ["2024-1-", "2024-3-"]);

        let source = Scripted::new(vec![month(2, &["2,00"])]);
        assert_eq!(run(db, &source, "2024-01-01", "2024-03-31", true).await.finish, Finish::Through(vec![]));
        assert_eq!(source.asked(), ["2024-02-01..2024-02-29"]);
        assert_eq!(marks(db).await, ["2024-1-", "2024-2-", "2024-3-"]);
        assert_consistent(db).await;
    }
}

#[tokio::test]
async fn a_range_that_cuts_a_month_leaves_the_sums_of_the_whole_month() {
    for database in databases().await {
        let db = &database.db;
        let lines = vec![
            row("05/02/2024", "05/02/2024", "1,00", "Consulta"),
            row("20/02/2024", "20/02/2024", "2,00", "Consulta"),
            row("20/02/2024", "03/01/2024", "-0,50", "Consulta"),
        ];
        run(db, &Scripted::new(vec![report(lines)]), "2024-02-01", "2024-02-29", true).await;
        let refund = "2024-02-20|-50|Consulta|";
        assert!(stored(db).await.contains(&refund.to_owned()), "booked on its day of reference");
        let half = vec![row("20/02/2024", "20/02/2024", "3,00", "Consulta")];
        run(db, &Scripted::new(vec![report(half)]), "2024-02-15", "2024-02-29", true).await;
        assert_eq!(stored(db).await, ["2024-02-05|100|Consulta|", "2024-02-20|300|Consulta|"]);
        assert_consistent(db).await;
    }
}

#[tokio::test]
async fn a_month_that_is_not_over_is_never_complete() {
    for database in databases().await {
        let today = "2026-02-18".parse().unwrap();
        let period = Period::new("2026-01-01".parse().unwrap(), "2026-02-28".parse().unwrap());
        let parts = plan(&database.db, period, today, true).await.unwrap();
        assert_eq!(parts.iter().map(|part| part.completes.len()).collect::<Vec<_>>(), [1, 0]);
        let file = plan_of_file(period, today);
        assert_eq!((file.len(), file[0].completes.len(), file[0].window), (1, 1, period));
    }
}

#[tokio::test]
async fn a_request_made_meanwhile_is_not_overwritten() {
    for database in databases().await {
        let db = &database.db;
        execute(db, "INSERT INTO system_status (service_name, status) VALUES ('faturamento', 'PENDING')").await;
        run(db, &Scripted::new(vec![month(1, &["1,00"])]), "2024-01-01", "2024-01-31", true).await;
        assert!(heartbeat(db).await.starts_with("PENDING"));
    }
}

#[tokio::test]
async fn a_run_of_another_process_is_waited_for() {
    for database in databases().await {
        let db = database.db.clone();
        let lock = match db {
            Db::MySql(_) => Lock::Worker(Service::Faturamento),
            Db::Sqlite { .. } => Lock::Orchestrator,
        };
        let theirs = Locks::new(&db);
        assert!(theirs.take(lock, Duration::ZERO).await.unwrap());
        let source = Scripted::new(vec![month(1, &["1,00"])]);
        let ours = async { run(&db, &source, "2024-01-01", "2024-01-31", true).await };
        if matches!(db, Db::Sqlite { .. }) {
            assert_eq!(ours.await.finish, Finish::Busy);
            assert!(source.asked().is_empty());
            continue;
        }
        tokio::pin!(ours);
        // Their run ends while ours looks for the second time.
        let told = tokio::select! {
            told = &mut ours => told,
            () = async {
                Clock::system().sleep(Duration::from_millis(500)).await;
                assert!(source.asked().is_empty());
                theirs.give_back(lock).await;
                std::future::pending::<()>().await;
            } => unreachable!("it only waits"),
        };
        assert_eq!(told.events[0], Event::Waiting);
        assert_eq!(told.finish, Finish::Through(vec![]));
    }
}
