//! Several processes on one database.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use hub_lib::{
    db::Db,
    in_transaction,
    jobs::{
        JobCtx, Outcome,
        locks::{Lock, Locks},
        once::{Once, run_once},
    },
    kernel::Service,
    on_engine, operations,
};
use md5::{Digest, Md5};
use sqlx::{AssertSqlSafe, Executor};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use super::stage::{Fake, settle, stages, start, until};

#[tokio::test]
async fn a_run_cut_short_by_a_crash_is_marked() {
    for stage in stages("2026-02-18 10:01:00").await {
        stage.write("comercial", "RUNNING", Some("2026-02-18 09:59:00"), "Agendado/executando...").await;
        stage.write("custo", "RUNNING", Some("2026-02-18 09:59:00"), "de outro programa").await;
        stage.write("auth", "QUEUED", None, "Aguardando vez").await;
        let auth = Fake::good(Service::Auth);
        let runner = stage.start(&[&auth]);

        stage.until_says(Service::Comercial, "ERROR Interrompido: processo reiniciado").await;
        stage.until_says(Service::Auth, "COMPLETED feito — Concluído em 0.00s").await;
        let rows = operations::store::list(&stage.app.db).await.unwrap();
        let other = rows.iter().find(|row| row.service_name == "custo").unwrap();
        assert_eq!(other.status.as_deref(), Some("RUNNING"));
        runner.shutdown().await;
    }
}

#[tokio::test]
async fn of_two_orchestrators_one_stands_by_and_takes_over() {
    for stage in stages("2026-02-18 10:01:00").await {
        let (ours, theirs) = (Fake::good(Service::Comercial), Fake::good(Service::Comercial));
        let runner = stage.start(&[&ours]);
        until("first active", || stage.app.orchestrator.word() == "active").await;
        let other = stage.second_process().await;
        let second = start(&other, &[&theirs]);
        stage.pass(20).await;
        assert_eq!(other.orchestrator.word(), "passive");

        operations::request(&other, Service::Comercial).await.unwrap();
        stage.pass(6).await;
        stage.until_begins(Service::Comercial, "COMPLETED feito — Concluído em ").await;
        assert_eq!((ours.runs(), theirs.runs()), (1, 0));

        runner.shutdown().await;
        stage.pass(30).await;
        until("second active", || other.orchestrator.word() == "active").await;
        operations::request(&other, Service::Comercial).await.unwrap();
        until("second runs", || theirs.runs() == 1).await;
        second.shutdown().await;
    }
}

/// Ends the connection that holds the orchestrator's lock, as a network failure would.
async fn cut_lock_connection(db: &Db) {
    let Db::MySql(pool) = db else { return };
    let database: String = sqlx::query_scalar("SELECT DATABASE()").fetch_one(pool).await.unwrap();
    let name = format!("hub:{}:orchestrator", &hex::encode(Md5::digest(database.as_bytes()))[..12]);
    let holder: u64 = sqlx::query_scalar("SELECT IS_USED_LOCK(?)").bind(name).fetch_one(pool).await.unwrap();
    pool.execute(AssertSqlSafe(format!("KILL {holder}"))).await.unwrap();
}

#[tokio::test]
async fn a_lost_lock_connection_is_replaced_when_nobody_took_over() {
    for stage in stages("2026-02-18 10:01:00").await.into_iter().filter(super::stage::Stage::is_mysql) {
        let job = Fake::good(Service::Comercial);
        let runner = stage.start(&[&job]);
        until("active", || stage.app.orchestrator.word() == "active").await;
        settle().await;

        cut_lock_connection(&stage.app.db).await;
        stage.pass(12).await;

        assert_eq!(stage.app.orchestrator.word(), "active");
        operations::request(&stage.app, Service::Comercial).await.unwrap();
        stage.until_begins(Service::Comercial, "COMPLETED feito — Concluído em ").await;
        runner.shutdown().await;
    }
}

#[tokio::test]
async fn whoever_lost_the_lock_stops_until_it_holds_it_again() {
    for stage in stages("2026-02-18 10:01:00").await.into_iter().filter(super::stage::Stage::is_mysql) {
        let gate = Arc::new(Semaphore::new(0));
        let job = Fake::gated(Service::Comercial, &gate);
        let runner = stage.start(&[&job]);
        until("active", || stage.app.orchestrator.word() == "active").await;
        operations::request(&stage.app, Service::Comercial).await.unwrap();
        until("running", || job.runs() == 1).await;

        let thief = Arc::new(Locks::new(&stage.app.db));
        let waiting = tokio::spawn({
            let thief = thief.clone();
            async move { thief.take(Lock::Orchestrator, Duration::from_secs(20)).await }
        });
        settle().await;
        cut_lock_connection(&stage.app.db).await;
        assert!(waiting.await.unwrap().unwrap());
        stage.pass(20).await;
        until("passive", || stage.app.orchestrator.word() == "passive").await;
        // Its run was ended without a word: the new orchestrator speaks for the service.
        assert_eq!(stage.says(Service::Comercial).await, "RUNNING Agendado/executando...");
        gate.add_permits(10);
        stage.write("comercial", "PENDING", None, "x").await;
        stage.pass(10).await;
        assert_eq!(job.runs(), 1);

        thief.give_back(Lock::Orchestrator).await;
        stage.pass(35).await;
        stage.until_begins(Service::Comercial, "COMPLETED feito — Concluído em ").await;
        assert_eq!(job.runs(), 2);
        runner.shutdown().await;
    }
}

/// Writes a row as a worker does.
async fn write(ctx: &JobCtx) -> Result<(), sqlx::Error> {
    const SQL: &str = "INSERT INTO espera_medica (hash_id, unidade) VALUES ('a', 'Ouro Verde')";
    in_transaction!(&ctx.db, tx => {
        sqlx::query(SQL).execute(&mut **tx).await?;
        ctx.fence.confirm(&mut **tx).await?;
        Ok(())
    })
}

#[tokio::test]
async fn a_server_that_was_stopped_during_a_run_writes_nothing_when_it_wakes_up() {
    for stage in stages("2026-02-18 10:01:00").await {
        let (gate, results) = (Arc::new(Semaphore::new(0)), Arc::new(Mutex::new(Vec::new())));
        let job = Fake::new(Service::Comercial, {
            let (gate, results) = (gate.clone(), results.clone());
            move |_, ctx| {
                let (gate, results) = (gate.clone(), results.clone());
                async move {
                    gate.acquire().await.unwrap().forget();
                    let written = write(&ctx).await.is_ok();
                    results.lock().unwrap().push(written);
                    if written { Outcome::Done("feito".into()) } else { Outcome::Failed("recusado".into()) }
                }
            }
        });
        let runner = stage.start(&[&job]);
        until("active", || stage.app.orchestrator.word() == "active").await;
        operations::request(&stage.app, Service::Comercial).await.unwrap();
        until("running", || job.runs() == 1).await;

        // Silent for longer than the lease; another server takes over; the clock of this one stood still.
        let other = Locks::new(&stage.app.db);
        let takes_over = async { other.take(Lock::Orchestrator, Duration::from_secs(20)).await.unwrap() };
        let cut = async {
            settle().await;
            cut_lock_connection(&stage.app.db).await;
        };
        let (is_taken_over, ()) = tokio::join!(takes_over, cut);
        assert_eq!(is_taken_over, stage.is_mysql(), "a file's lock stays with a process as long as it lives");
        gate.add_permits(1);
        until("ended", || !results.lock().unwrap().is_empty()).await;
        settle().await;

        const ROWS: &str = "SELECT COUNT(*) FROM espera_medica";
        let rows: i64 = on_engine!(&stage.app.db, pool => sqlx::query_scalar(ROWS).fetch_one(pool).await).unwrap();
        if is_taken_over {
            assert_eq!((rows, stage.says(Service::Comercial).await.as_str()), (0, "RUNNING Agendado/executando..."));
            stage.pass(11).await;
            until("passive", || stage.app.orchestrator.word() == "passive").await;
            assert_eq!(stage.says(Service::Comercial).await, "RUNNING Agendado/executando...");
        } else {
            assert_eq!(rows, 1);
            stage.until_says(Service::Comercial, "COMPLETED feito — Concluído em 0.00s").await;
        }
        runner.shutdown().await;
    }
}

#[tokio::test]
async fn a_run_in_the_foreground_gives_way_to_a_server() {
    let silent = || Arc::new(|_: &str| {});
    let stop = CancellationToken::new();
    for stage in stages("2026-02-18 10:01:00").await {
        let gate = Arc::new(Semaphore::new(0));
        let server_job = Fake::gated(Service::Comercial, &gate);
        let runner = stage.start(&[&server_job]);
        until("active", || stage.app.orchestrator.word() == "active").await;
        operations::request(&stage.app, Service::Comercial).await.unwrap();
        until("running", || server_job.runs() == 1).await;
        let terminal = stage.second_process().await;

        let job = Fake::good(Service::Comercial);
        let once = run_once(&terminal, &job, &[], Duration::ZERO, silent(), &stop).await.unwrap();
        assert_eq!(once, Once::Busy);

        let other = Fake::good(Service::Auth);
        let once = run_once(&terminal, &other, &[], Duration::ZERO, silent(), &stop).await.unwrap();
        if stage.is_mysql() {
            assert_eq!(once, Once::Ended(Outcome::Done("feito".into())));
            assert_eq!(stage.says(Service::Auth).await, "COMPLETED feito — Concluído em 0.00s");
        } else {
            assert_eq!(once, Once::Busy, "the embedded database belongs to the server");
        }
        gate.add_permits(1);
        runner.shutdown().await;

        let once = run_once(&terminal, &job, &[], Duration::ZERO, silent(), &stop).await.unwrap();
        assert_eq!(once, Once::Ended(Outcome::Done("feito".into())));
    }
}

#[tokio::test]
async fn a_command_that_waits_for_its_turn_can_be_stopped() {
    for stage in stages("2026-02-18 10:01:00").await.into_iter().filter(super::stage::Stage::is_mysql) {
        let other = Locks::new(&stage.app.db);
        assert!(other.take(Lock::Worker(Service::Comercial), Duration::ZERO).await.unwrap());
        stage.write("comercial", "COMPLETED", Some("2026-02-18 09:59:50"), "feito").await;
        let (job, stop) = (Fake::good(Service::Comercial), CancellationToken::new());
        let told = Arc::new(Mutex::new(0));
        let progress = {
            let told = told.clone();
            Arc::new(move |_: &str| *told.lock().unwrap() += 1)
        };
        let run = run_once(&stage.app, &job, &[], Duration::from_secs(60), progress, &stop);
        let (once, ()) = tokio::join!(run, async {
            until("waiting", || *told.lock().unwrap() == 1).await;
            settle().await;
            stop.cancel();
        });
        assert_eq!(once.unwrap(), Once::Interrupted);
        assert_eq!((job.runs(), stage.says(Service::Comercial).await.as_str()), (0, "COMPLETED feito"));
    }
}

const INTERRUPTED: &str = "ERROR Interrompido: processo reiniciado";

#[tokio::test]
async fn a_server_marks_the_run_of_a_command_that_was_killed() {
    for stage in stages("2026-02-18 10:01:00").await {
        let job = Fake::good(Service::Comercial);
        let runner = stage.start(&[&job]);
        until("active", || stage.app.orchestrator.word() == "active").await;
        stage.write("comercial", "RUNNING", Some("2026-02-18 10:00:50"), "Agendado/executando...").await;
        stage.write("contratos", "RUNNING", Some("2026-02-18 10:00:50"), "de outro programa").await;

        stage.pass(6).await;

        stage.until_says(Service::Comercial, INTERRUPTED).await;
        let row = stage.row(Service::Comercial).await.unwrap();
        assert_eq!(row.last_run.as_deref(), Some("2026-02-18 10:00:50"));
        assert_eq!(stage.says(Service::Contratos).await, "RUNNING de outro programa", "no worker of this version");
        operations::request(&stage.app, Service::Comercial).await.unwrap();
        stage.until_begins(Service::Comercial, "COMPLETED feito").await;
        runner.shutdown().await;
    }
}

#[tokio::test]
async fn a_command_is_left_alone_while_it_lives_and_marked_when_it_is_killed() {
    for stage in stages("2026-02-18 10:01:00").await {
        let terminal = stage.second_process().await;
        let foreground = Fake::new(Service::Comercial, |_, _| std::future::pending());
        let run = tokio::spawn({
            let (terminal, foreground) = (terminal.clone(), foreground.clone());
            async move {
                let stop = CancellationToken::new();
                run_once(&terminal, &foreground, &[], Duration::ZERO, Arc::new(|_: &str| {}), &stop).await
            }
        });
        until("foreground", || foreground.runs() == 1).await;
        let runner = stage.start(&[&Fake::good(Service::Comercial)]);
        if stage.is_mysql() {
            until("active", || stage.app.orchestrator.word() == "active").await;
        }
        stage.pass(12).await;
        assert_eq!(stage.says(Service::Comercial).await, "RUNNING Agendado/executando...");

        run.abort();
        stage.pass(22).await;

        stage.until_says(Service::Comercial, INTERRUPTED).await;
        runner.shutdown().await;
    }
}

#[tokio::test]
async fn the_next_command_marks_what_a_killed_one_left_behind() {
    let services = [Service::Auth, Service::Comercial, Service::Clinia];
    for stage in stages("2026-02-18 10:01:00").await {
        for service in ["comercial", "clinia", "contratos"] {
            stage.write(service, "RUNNING", Some("2026-02-18 09:59:50"), "Agendado/executando...").await;
        }
        // Clinia is alive in another process (which an embedded database does not have).
        let other = Locks::new(&stage.app.db);
        if stage.is_mysql() {
            assert!(other.take(Lock::Worker(Service::Clinia), Duration::ZERO).await.unwrap());
        }
        let (job, stop) = (Fake::good(Service::Auth), CancellationToken::new());
        let once = run_once(&stage.app, &job, &services, Duration::ZERO, Arc::new(|_: &str| {}), &stop).await.unwrap();
        assert_eq!(once, Once::Ended(Outcome::Done("feito".into())));
        assert_eq!(stage.says(Service::Comercial).await, INTERRUPTED);
        let clinia = if stage.is_mysql() { "RUNNING Agendado/executando..." } else { INTERRUPTED };
        assert_eq!(stage.says(Service::Clinia).await, clinia);
        assert_eq!(stage.says(Service::Contratos).await, "RUNNING Agendado/executando...");

        let job = Fake::good(Service::Comercial);
        stage.write("comercial", "RUNNING", Some("2026-02-18 09:59:50"), "Agendado/executando...").await;
        run_once(&stage.app, &job, &services, Duration::ZERO, Arc::new(|_: &str| {}), &stop).await.unwrap();
        assert_eq!(stage.says(Service::Comercial).await, "COMPLETED feito — Concluído em 0.00s");
    }
}

#[tokio::test]
async fn a_server_waits_for_a_run_in_the_foreground() {
    for stage in stages("2026-02-18 10:01:00").await.into_iter().filter(super::stage::Stage::is_mysql) {
        let gate = Arc::new(Semaphore::new(0));
        let foreground = Fake::gated(Service::Comercial, &gate);
        let terminal = stage.second_process().await;
        let run = tokio::spawn({
            let foreground = foreground.clone();
            async move {
                let stop = CancellationToken::new();
                run_once(&terminal, &foreground, &[], Duration::ZERO, Arc::new(|_: &str| {}), &stop).await.unwrap()
            }
        });
        until("foreground", || foreground.runs() == 1).await;
        let job = Fake::good(Service::Comercial);
        let runner = stage.start(&[&job]);
        until("active", || stage.app.orchestrator.word() == "active").await;
        assert_eq!(stage.says(Service::Comercial).await, "RUNNING Agendado/executando...", "it is alive");
        stage.write("comercial", "PENDING", None, "x").await;
        stage.pass(6).await;
        stage.until_says(Service::Comercial, "QUEUED Aguardando vez").await;

        gate.add_permits(1);
        assert_eq!(run.await.unwrap(), Once::Ended(Outcome::Done("feito".into())));
        assert_eq!(stage.says(Service::Comercial).await, "QUEUED Aguardando vez", "the request is still waiting");
        stage.pass(6).await;
        stage.until_begins(Service::Comercial, "COMPLETED feito — Concluído em ").await;
        assert_eq!(job.runs(), 1);
        runner.shutdown().await;
    }
}
