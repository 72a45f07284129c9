//! What a run leaves behind.

use std::{sync::Arc, time::Duration};

use hub_lib::{
    http::events::{Event, Queue},
    jobs::Outcome,
    kernel::Service,
    operations,
};
use tokio::sync::Semaphore;

use super::stage::{Fake, Stage, settle, stages, until};

/// Asks for a run of the job on an active runner.
async fn requested(stage: &Stage, job: &Fake, service: Service) -> hub_lib::jobs::runner::Runner {
    let runner = stage.start(&[job]);
    until("active", || stage.app.orchestrator.word() == "active").await;
    assert!(operations::request(&stage.app, service).await.unwrap());
    until("started", || job.runs() > 0).await;
    runner
}

#[tokio::test]
async fn a_failure_is_never_shown_as_done() {
    for stage in stages("2026-02-18 10:01:00").await {
        for (outcome, says) in [
            (Outcome::Partial("API retornou vazio".into()), "WARNING API retornou vazio"),
            (Outcome::Failed("Erro API: 500".into()), "ERROR Erro API: 500"),
        ] {
            let job = Fake::ending(Service::Financeiro, outcome);
            let runner = requested(&stage, &job, Service::Financeiro).await;
            stage.until_says(Service::Financeiro, says).await;
            settle().await;
            assert_eq!(stage.says(Service::Financeiro).await, says);
            runner.shutdown().await;
        }
    }
}

#[tokio::test]
async fn the_time_of_a_run_has_two_decimals() {
    for stage in stages("2026-02-18 10:01:00").await {
        let clock = stage.clock.clone();
        let job = Fake::new(Service::Comercial, move |_, _| {
            clock.advance(Duration::from_millis(12_344));
            async { Outcome::Done("Total Processado: 7".into()) }
        });
        let runner = requested(&stage, &job, Service::Comercial).await;
        stage.until_says(Service::Comercial, "COMPLETED Total Processado: 7 — Concluído em 12.34s").await;
        runner.shutdown().await;
    }
}

#[tokio::test]
async fn a_panic_is_an_error_and_the_runner_lives_on() {
    for stage in stages("2026-02-18 10:01:00").await {
        let job = Fake::new(Service::Comercial, |run, _| async move {
            assert!(run > 0, "a defect");
            Outcome::Done("feito".into())
        });
        let runner = requested(&stage, &job, Service::Comercial).await;
        stage.until_says(Service::Comercial, "ERROR Erro interno do worker (veja o log do servidor)").await;
        settle().await;
        operations::request(&stage.app, Service::Comercial).await.unwrap();
        stage.until_says(Service::Comercial, "COMPLETED feito — Concluído em 0.00s").await;
        runner.shutdown().await;
    }
}

#[tokio::test]
async fn a_run_that_takes_too_long_is_ended() {
    for stage in stages("2026-02-18 10:01:00").await {
        let job = Fake::new(Service::Comercial, |_, _| std::future::pending());
        let runner = requested(&stage, &job, Service::Comercial).await;
        settle().await;
        stage.clock.advance(Duration::from_secs(599));
        settle().await;
        assert_eq!(stage.says(Service::Comercial).await, "RUNNING Agendado/executando...");
        stage.pass(8).await;
        stage.until_says(Service::Comercial, "ERROR Tempo esgotado: interrompido após 10 min").await;
        runner.shutdown().await;
    }
}

#[tokio::test]
async fn progress_is_shown_but_never_hides_a_request() {
    for stage in stages("2026-02-18 10:01:00").await {
        let job = Fake::new(Service::Faturamento, |_, ctx| async move {
            ctx.progress("Extraindo 18/02/2026-18/02/2026");
            ctx.clock.sleep(Duration::from_secs(3)).await;
            ctx.progress("Gravando");
            ctx.clock.sleep(Duration::from_secs(3)).await;
            Outcome::Done("12 registros".into())
        });
        let runner = requested(&stage, &job, Service::Faturamento).await;
        stage.until_says(Service::Faturamento, "RUNNING Extraindo 18/02/2026-18/02/2026").await;
        stage.write("faturamento", "PENDING", None, "outro programa").await;
        stage.pass(4).await;
        assert_eq!(stage.says(Service::Faturamento).await, "PENDING outro programa");
        stage.end(runner).await;
    }
}

#[tokio::test]
async fn everybody_who_looks_is_told() {
    for stage in stages("2026-02-18 10:01:00").await {
        let mut events = stage.app.events.listen();
        let job = Fake::good(Service::MonitorMedico);
        let runner = requested(&stage, &job, Service::MonitorMedico).await;
        let name = || Service::MonitorMedico.key().to_owned();
        for expected in [
            Event::Status { service_name: name() },
            Event::Status { service_name: name() },
            Event::Status { service_name: name() },
            Event::Queue { queue: Queue::Medic },
            Event::Refresh { service_name: name(), outcome: "done" },
        ] {
            assert_eq!(events.recv().await.unwrap(), expected);
        }
        runner.shutdown().await;
    }
}

#[tokio::test]
async fn a_monitor_that_says_the_same_is_written_every_thirty_seconds_only() {
    for stage in stages("2026-02-18 10:00:00").await {
        let job = Fake::ending(Service::MonitorMedico, Outcome::Done("Ciclo concluído. Total detectado: 3".into()));
        let runner = stage.start(&[&job.clone().continuous()]);
        stage.until_says(Service::MonitorMedico, "ONLINE Ciclo concluído. Total detectado: 3").await;
        let mut events = stage.app.events.listen();

        for _ in 0..90 {
            stage.pass(1).await;
            if job.runs() == 5 {
                break;
            }
        }

        assert_eq!(job.runs(), 5, "four cycles in a minute");
        settle().await;
        let mut heartbeats = 0;
        while let Ok(event) = events.try_recv() {
            heartbeats += usize::from(matches!(event, Event::Status { .. }));
        }
        assert_eq!(heartbeats, 2, "{}", stage.app.db.provider());
        runner.shutdown().await;
    }
}

#[tokio::test]
async fn when_the_window_closes_the_monitor_says_so_once_and_rests() {
    for stage in stages("2026-02-18 19:59:40").await {
        let job = Fake::good(Service::MonitorRecepcao).continuous();
        let runner = stage.start(&[&job]);
        stage.until_says(Service::MonitorRecepcao, "ONLINE feito").await;
        stage.pass(36).await;
        stage.until_says(Service::MonitorRecepcao, "COMPLETED Fora da janela 06:30–20:00").await;
        let (runs, closed) = (job.runs(), stage.row(Service::MonitorRecepcao).await);

        for _ in 0..20 {
            stage.clock.advance(Duration::from_secs(30));
            settle().await;
        }
        assert_eq!(stage.row(Service::MonitorRecepcao).await, closed);
        assert_eq!(job.runs(), runs);
        assert!(job.housekeeping() >= 5, "{}", job.housekeeping());

        operations::request(&stage.app, Service::MonitorRecepcao).await.unwrap();
        stage.until_says(Service::MonitorRecepcao, "ONLINE feito").await;
        stage.pass(40).await;
        assert_eq!(job.runs(), runs + 1, "one cycle only");
        runner.shutdown().await;
    }
}

#[tokio::test]
async fn a_request_at_the_end_of_the_window_is_fulfilled_before_it_is_said_to_be_closed() {
    for stage in stages("2026-02-18 19:59:50").await {
        let gate = Arc::new(Semaphore::new(1));
        let job = Fake::gated(Service::MonitorRecepcao, &gate).continuous();
        let runner = stage.start(&[&job]);
        stage.until_says(Service::MonitorRecepcao, "ONLINE feito").await;
        operations::request(&stage.app, Service::MonitorRecepcao).await.unwrap();
        stage.until_says(Service::MonitorRecepcao, "RUNNING Agendado/executando...").await;

        stage.pass(20).await;
        assert_eq!(stage.says(Service::MonitorRecepcao).await, "RUNNING Agendado/executando...");
        gate.add_permits(1);
        stage.until_says(Service::MonitorRecepcao, "ONLINE feito").await;
        stage.pass(61).await;

        stage.until_says(Service::MonitorRecepcao, "COMPLETED Fora da janela 06:30–20:00").await;
        assert_eq!(job.runs(), 2);
        runner.shutdown().await;
    }
}

#[tokio::test]
async fn the_end_of_the_process_leaves_no_run_behind() {
    for stage in stages("2026-02-18 10:01:00").await {
        let job = Fake::new(Service::Comercial, |_, _| std::future::pending());
        let runner = requested(&stage, &job, Service::Comercial).await;
        stage.end(runner).await;
        assert_eq!(stage.says(Service::Comercial).await, "ERROR Interrompido: processo encerrado");
    }
}
