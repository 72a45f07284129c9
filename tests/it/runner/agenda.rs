//! Runs by the clock.

use std::time::Duration;

use hub_lib::{jobs::Outcome, kernel::Service};

use super::stage::{Fake, settle, stages, until};

#[tokio::test]
async fn the_heavy_batch_runs_in_order_and_a_failure_does_not_stop_it() {
    for stage in stages("2026-02-18 13:59:55").await {
        let billing = Fake::ending(Service::Faturamento, Outcome::Failed("fora do ar".into()));
        let contracts = Fake::good(Service::Contratos).sharing_diary(&billing);
        let proposals = Fake::good(Service::Comercial).sharing_diary(&billing);
        let runner = stage.start(&[&contracts, &billing, &proposals]);
        until("active", || stage.app.orchestrator.word() == "active").await;
        settle().await;
        assert_eq!(billing.diary(), []);

        stage.pass(7).await;

        until("all ran", || billing.diary().len() == 3).await;
        assert_eq!(billing.diary(), [Service::Faturamento, Service::Comercial, Service::Contratos]);
        stage.until_begins(Service::Contratos, "COMPLETED feito — Concluído em ").await;
        assert_eq!(stage.says(Service::Faturamento).await, "ERROR fora do ar");
        stage.pass(40).await;
        assert_eq!(billing.diary().len(), 3);
        runner.shutdown().await;
    }
}

#[tokio::test]
async fn a_slot_slept_through_runs_only_when_it_was_a_moment_ago() {
    for stage in stages("2026-02-18 13:59:55").await {
        let proposals = Fake::good(Service::Comercial);
        let appointments = Fake::good(Service::Financeiro);
        let runner = stage.start(&[&proposals, &appointments]);
        until("active", || stage.app.orchestrator.word() == "active").await;
        settle().await;

        stage.clock.advance(Duration::from_secs(2 * 3600 + 45 * 60));

        until("16:30 runs", || appointments.runs() == 1).await;
        settle().await;
        assert_eq!((proposals.runs(), appointments.runs()), (0, 1));
        runner.shutdown().await;
    }
}

#[tokio::test]
async fn a_slot_during_a_restart_is_made_up_for_once() {
    for stage in stages("2026-02-18 14:04:00").await {
        stage.write("comercial", "COMPLETED", Some("2026-02-18 14:00:02"), "antes do reinício").await;
        stage.write("contratos", "COMPLETED", Some("2026-02-18 12:00:02"), "ao meio-dia").await;
        let proposals = Fake::good(Service::Comercial);
        let contracts = Fake::good(Service::Contratos);
        let runner = stage.start(&[&proposals, &contracts]);

        stage.until_begins(Service::Contratos, "COMPLETED feito — Concluído em ").await;

        stage.pass(35).await;
        assert_eq!((proposals.runs(), contracts.runs()), (0, 1));
        runner.shutdown().await;
    }
}
