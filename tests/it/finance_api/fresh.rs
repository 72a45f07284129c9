//! When kept answers are dropped: as soon as the billing worker has run.

use std::{sync::Arc, time::Duration};

use futures_util::future::BoxFuture;
use hub_lib::{
    app::App,
    finance::sync::SyncBilling,
    jobs::{
        Job, JobCtx, Outcome, Rhythm,
        once::{Once, run_once},
    },
    kernel::Service,
};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use super::{
    general_report::report,
    lines::{bill, each_clinic},
};

/// A run of the billing worker that finds one more line.
struct OneMore {
    app: App,
    worker: SyncBilling,
}

impl Job for OneMore {
    fn service(&self) -> Service {
        self.worker.service()
    }

    fn rhythm(&self) -> Rhythm {
        self.worker.rhythm()
    }

    fn timeout(&self) -> Duration {
        self.worker.timeout()
    }

    fn tables(&self) -> &'static [&'static str] {
        self.worker.tables()
    }

    fn run<'a>(&'a self, _ctx: &'a JobCtx) -> BoxFuture<'a, Outcome> {
        Box::pin(async {
            bill(&self.app, &[("2026-02-18", "OURO VERDE", "EXAMES", "TOMOGRAFIA", 10.1, "ANA TESTE")]).await;
            Outcome::Done("1 linha".into())
        })
    }
}

#[tokio::test]
async fn a_finished_run_shows_in_every_answer_at_once() {
    const DAY: &str = "/api/admin/financial/history?startDate=2026-02-18";
    for app in each_clinic().await {
        let before = app.get_as("GESTOR", DAY).await.json;
        assert_eq!(before["totals"], json!({ "total": 419.9, "qtd": 3 }));
        assert_eq!(report(&app, "").await["sections"][0]["referenceAccumulated"], 889.9);

        let job = OneMore { app: app.app.clone(), worker: SyncBilling::new(&app.app) };
        let stop = CancellationToken::new();
        let once = run_once(&app.app, &job, &[], Duration::ZERO, Arc::new(|_: &str| {}), &stop).await.unwrap();
        assert_eq!(once, Once::Ended(Outcome::Done("1 linha".into())));

        let after = app.get_as("GESTOR", DAY).await.json;
        assert_eq!(after["totals"], json!({ "total": 430, "qtd": 4 }));
        assert_eq!(after["heartbeat"]["status"], "COMPLETED");
        assert!(after["procedures"].as_array().unwrap().contains(&json!({ "name": "TOMOGRAFIA" })));
        assert_eq!(report(&app, "").await["sections"][0]["referenceAccumulated"], 900);
    }
}
