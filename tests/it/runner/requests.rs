//! Asking for a run.

use std::{sync::Arc, time::Duration};

use hub_lib::{
    jobs::Outcome,
    kernel::Service,
    operations::{self, store},
};
use tokio::sync::Semaphore;

use super::stage::{Fake, settle, stages, until};

const DONE: &str = "COMPLETED feito — Concluído em 0.00s";

#[tokio::test]
async fn a_request_of_this_process_runs_at_once_and_ends_completed() {
    for stage in stages("2026-02-18 10:01:00").await {
        let job = Fake::good(Service::Comercial);
        let runner = stage.start(&[&job]);
        until("active", || stage.app.orchestrator.word() == "active").await;

        assert!(operations::request(&stage.app, Service::Comercial).await.unwrap());

        stage.until_says(Service::Comercial, DONE).await;
        assert_eq!(stage.row(Service::Comercial).await.unwrap().last_run.as_deref(), Some("2026-02-18 10:01:00"));
        assert_eq!(job.runs(), 1);
        runner.shutdown().await;
        assert_eq!(stage.app.orchestrator.word(), "off");
    }
}

#[tokio::test]
async fn a_request_of_another_process_is_found_at_the_next_poll() {
    for stage in stages("2026-02-18 10:01:00").await {
        let job = Fake::good(Service::Comercial);
        let runner = stage.start(&[&job]);
        until("active", || stage.app.orchestrator.word() == "active").await;
        settle().await;
        stage.write("comercial", "PENDING", None, "Solicitado via Painel").await;

        stage.pass(4).await;
        assert_eq!(job.runs(), 0);
        stage.pass(2).await;

        stage.until_begins(Service::Comercial, "COMPLETED feito — Concluído em ").await;
        runner.shutdown().await;
    }
}

#[tokio::test]
async fn requests_during_a_run_lead_to_exactly_one_further_run() {
    for stage in stages("2026-02-18 10:01:00").await {
        let gate = Arc::new(Semaphore::new(0));
        let job = Fake::gated(Service::Comercial, &gate);
        let runner = stage.start(&[&job]);
        stage.write("comercial", "PENDING", None, "x").await;
        stage.pass(16).await;
        stage.until_says(Service::Comercial, "RUNNING Agendado/executando...").await;

        assert!(!operations::request(&stage.app, Service::Comercial).await.unwrap(), "it is running already");
        stage.write("comercial", "PENDING", None, "outro programa").await;
        stage.write("Propostas (API)", "PENDING", None, "outro programa").await;
        stage.pass(12).await;
        assert_eq!(job.runs(), 1);
        stage.until_says(Service::Comercial, "PENDING outro programa").await;
        gate.add_permits(1);
        stage.pass(7).await;
        stage.until_says(Service::Comercial, "RUNNING Agendado/executando...").await;
        gate.add_permits(1);
        stage.until_begins(Service::Comercial, "COMPLETED feito — Concluído em ").await;

        gate.add_permits(5);
        stage.pass(12).await;
        assert_eq!(job.runs(), 2);
        runner.shutdown().await;
    }
}

#[tokio::test]
async fn rows_under_other_names_are_joined_and_keep_their_request() {
    for stage in stages("2026-02-18 10:01:00").await {
        stage.write("agendamentos", "PENDING", Some("2026-02-10 08:00:00"), "Solicitado via Painel").await;
        stage.write("financeiro", "COMPLETED", Some("2026-02-17 19:31:00"), "Concluído em 9.30s").await;
        stage.write("Auth Feegow", "COMPLETED", Some("2026-02-17 12:00:00"), "Tokens atualizados").await;
        stage.write("custo", "RUNNING", Some("2026-02-17 12:00:00"), "de outro programa").await;

        assert_eq!(store::merge_names(&stage.app.db).await.unwrap(), [Service::Financeiro, Service::Auth]);

        let financeiro = stage.row(Service::Financeiro).await.unwrap();
        assert_eq!(financeiro.status.as_deref(), Some("PENDING"));
        assert_eq!(financeiro.last_run.as_deref(), Some("2026-02-17 19:31:00"));
        assert_eq!(stage.says(Service::Auth).await, "COMPLETED Tokens atualizados");
        let rows = store::list(&stage.app.db).await.unwrap();
        let mut names: Vec<&str> = rows.iter().map(|row| row.service_name.as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, ["auth", "custo", "financeiro"]);
        assert_eq!(store::merge_names(&stage.app.db).await.unwrap(), []);
    }
}

#[tokio::test]
async fn an_alias_written_while_running_is_run_under_the_own_name() {
    for stage in stages("2026-02-18 10:01:00").await {
        let job = Fake::good(Service::Financeiro);
        let runner = stage.start(&[&job]);
        until("active", || stage.app.orchestrator.word() == "active").await;
        stage.write("agendamentos", "PENDING", None, "Solicitado via Painel").await;

        stage.pass(6).await;

        stage.until_begins(Service::Financeiro, "COMPLETED feito").await;
        assert_eq!(store::list(&stage.app.db).await.unwrap().len(), 1);
        runner.shutdown().await;
    }
}

#[tokio::test]
async fn a_service_without_worker_is_refused_in_words() {
    for stage in stages("2026-02-18 10:01:00").await {
        let runner = stage.start(&[]);
        stage.write("contratos", "PENDING", Some("2026-02-17 19:31:00"), "x").await;

        stage.pass(6).await;

        let refusal = "ERROR Esta versão ainda não tem o worker Cartão de Beneficios (API): nada foi sincronizado.";
        stage.until_says(Service::Contratos, refusal).await;
        assert_eq!(stage.row(Service::Contratos).await.unwrap().last_run.as_deref(), Some("2026-02-17 19:31:00"));
        runner.shutdown().await;
    }
}

#[tokio::test]
async fn the_fourth_service_waits_in_line_for_a_place() {
    for stage in stages("2026-02-18 10:01:00").await {
        let gate = Arc::new(Semaphore::new(0));
        let services = [Service::Auth, Service::Comercial, Service::Contratos, Service::Faturamento];
        let jobs = services.map(|service| Fake::gated(service, &gate));
        let runner = stage.start(&jobs.each_ref());
        until("active", || stage.app.orchestrator.word() == "active").await;
        for service in services {
            assert!(operations::request(&stage.app, service).await.unwrap());
        }
        until("three run", || jobs.iter().map(Fake::runs).sum::<usize>() == 3).await;
        settle().await;
        let mut said = Vec::new();
        for service in services {
            said.push(stage.says(service).await);
        }
        assert_eq!(said.iter().filter(|text| *text == "QUEUED Aguardando vez").count(), 1, "{said:?}");

        gate.add_permits(4);

        for service in services {
            stage.until_says(service, DONE).await;
        }
        runner.shutdown().await;
    }
}

#[tokio::test]
async fn a_requested_run_that_gives_way_goes_back_into_the_line() {
    for stage in stages("2026-02-18 10:01:00").await {
        let job = Fake::new(Service::Faturamento, |run, _| async move {
            if run == 0 { Outcome::Skipped("sessão ocupada") } else { Outcome::Done("feito".into()) }
        });
        let runner = stage.start(&[&job]);
        until("active", || stage.app.orchestrator.word() == "active").await;
        operations::request(&stage.app, Service::Faturamento).await.unwrap();
        stage.until_says(Service::Faturamento, "QUEUED Aguardando vez").await;

        stage.pass(6).await;

        stage.until_begins(Service::Faturamento, "COMPLETED feito").await;
        runner.shutdown().await;
    }
}

#[tokio::test]
async fn a_stuck_run_can_be_asked_for_again_after_half_an_hour() {
    for stage in stages("2026-02-18 10:01:00").await {
        stage.write("auth", "RUNNING", Some("2026-02-18 09:45:00"), "x").await;
        assert!(!operations::request(&stage.app, Service::Auth).await.unwrap());
        stage.clock.advance(Duration::from_secs(15 * 60));
        assert!(operations::request(&stage.app, Service::Auth).await.unwrap());
        assert!(!operations::request(&stage.app, Service::Auth).await.unwrap());
        assert_eq!(stage.row(Service::Auth).await.unwrap().last_run.as_deref(), Some("2026-02-18 09:45:00"));
    }
}
