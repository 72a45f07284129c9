//! The worker's row of the failure matrix, cell by cell: what is told, what stays, what is never logged.

use std::time::Duration;

use hub_lib::{
    app::App,
    contracts::sync::SyncContracts,
    jobs::{Job, Outcome},
};
use serde_json::{Value, json};

use super::{COUNT, STORED, assert_discreet, done, failed, run, sites};
use crate::support::{Log, Site};

const FIRST_PAGE: &str = "Erro ao buscar página 1";

/// Runs once while the service fails for all pages, and again while it fails for one: nothing may change.
async fn assert_kept(site: &Site, job: &SyncContracts, mode: &str, param: Value, attempts: usize) {
    let before = site.rows(STORED).await;
    let calls = async || site.upstream.calls("contracts").await.len();
    let asked = calls().await;
    site.upstream.fail_with("contracts", mode, param.clone()).await;
    assert_eq!(job.run(&site.ctx()).await, failed(FIRST_PAGE), "{mode}");
    assert_eq!(calls().await - asked, attempts, "{mode}: attempts");
    for page in [1, 2, 3] {
        site.upstream.fail_page("contracts", mode, param.clone(), page).await;
        let asked = calls().await;
        let outcome = job.run(&site.ctx()).await;
        let Outcome::Failed(reason) = &outcome else { panic!("{mode}, page {page}: {outcome:?}") };
        if page == 1 {
            assert_eq!(reason, FIRST_PAGE, "{mode}");
        } else {
            // An expired token ends the run at once: the third page may be on its way.
            let told = ["Parcial: 1/3 páginas; nada alterado", "Parcial: 2/3 páginas; nada alterado"];
            let least = usize::from(attempts > 1);
            assert!(told[least..].contains(&reason.as_str()), "{mode}, page {page}: {reason}");
            assert!(calls().await - asked >= attempts, "{mode}, page {page}: attempts");
        }
    }
    assert_eq!(site.rows(STORED).await, before, "{mode}");
    site.upstream.heal("contracts").await;
}

#[tokio::test]
async fn a_refused_token_is_not_tried_again() {
    let log = Log::listen();
    for site in sites().await {
        run(&site).await;
        let job = SyncContracts::new(&site.app);
        for mode in ["http:401", "http:403", "login_page", "login_redirect"] {
            assert_kept(&site, &job, mode, Value::Null, 1).await;
        }
        assert_eq!(run(&site).await, done(249));
    }
    assert_discreet(&log);
}

#[tokio::test]
async fn a_wrong_token_is_refused_and_never_shown() {
    let log = Log::listen();
    for site in sites().await {
        run(&site).await;
        let mut config = site.app.config.as_ref().clone();
        config.feegow.access_token = Some("wrong-token-of-a-test".into());
        let app = App::with_db(config, site.clock.clone(), site.app.db.clone());
        assert_eq!(site.run(&SyncContracts::new(&app)).await, failed(FIRST_PAGE));
        assert_eq!(site.rows(COUNT).await, ["249"]);
    }
    assert_discreet(&log);
    assert!(!log.text().contains("wrong-token-of-a-test"));
}

#[tokio::test]
async fn a_service_that_is_down_is_tried_three_times() {
    let log = Log::listen();
    for site in sites().await {
        run(&site).await;
        let job = SyncContracts::new(&site.app);
        for mode in ["http:429", "http:500", "http:503", "close", "truncate"] {
            assert_kept(&site, &job, mode, Value::Null, 3).await;
        }
    }
    assert_discreet(&log);
}

#[tokio::test]
async fn a_service_that_does_not_answer_is_given_up() {
    for site in sites().await {
        run(&site).await;
        let mut config = site.app.config.as_ref().clone();
        config.workers.http_timeout_max = Some(Duration::from_millis(700));
        let app = App::with_db(config, site.clock.clone(), site.app.db.clone());
        let before = site.rows(STORED).await;
        site.upstream.fail_with("contracts", "timeout", json!(60)).await;
        assert_eq!(site.run(&SyncContracts::new(&app)).await, failed(FIRST_PAGE));
        site.upstream.fail_page("contracts", "timeout", json!(60), 2).await;
        let partial = failed("Parcial: 2/3 páginas; nada alterado");
        assert_eq!(site.run(&SyncContracts::new(&app)).await, partial);
        assert_eq!(site.rows(STORED).await, before);
    }
}

#[tokio::test]
async fn an_answer_that_is_none_is_an_error() {
    let log = Log::listen();
    for site in sites().await {
        run(&site).await;
        let job = SyncContracts::new(&site.app);
        for mode in ["bad_json", "html_instead_of_json", "success_false", "http:404"] {
            assert_kept(&site, &job, mode, Value::Null, 1).await;
        }
        for percent in [0, 1, 50, 99] {
            assert_kept(&site, &job, "truncate", json!(percent), 3).await;
        }
        for answer in [json!({ "data": null, "pages": 1 }), json!({ "pages": 1, "total": 0 }), json!("x")] {
            site.upstream.data("contracts", answer).await;
            assert_eq!(run(&site).await, failed(FIRST_PAGE));
        }
        assert_eq!(site.rows(COUNT).await, ["249"]);
    }
    assert_discreet(&log);
}

#[tokio::test]
async fn what_passes_by_itself_does_not_fail_a_run() {
    for site in sites().await {
        for mode in ["http:429", "http:500", "http:503", "close", "truncate"] {
            for times in [1, 2] {
                site.upstream.fail_times("contracts", mode, times).await;
                assert_eq!(run(&site).await, done(249), "{mode}");
            }
        }
        site.upstream.fail_with("contracts", "slow", json!(1)).await;
        assert_eq!(run(&site).await, done(249));
    }
}

#[tokio::test]
async fn an_empty_or_small_answer_deletes_nothing_of_a_large_table() {
    for site in sites().await {
        run(&site).await;
        for (mode, text) in [
            ("shrink", "Total suspeito: 9 de 249; exclusões adiadas. Total Salvo: 9"),
            ("empty", "Total suspeito: 0 de 249; exclusões adiadas. Total Salvo: 0"),
        ] {
            let before = site.rows(STORED).await;
            site.upstream.fail("contracts", mode).await;
            assert_eq!(run(&site).await, Outcome::Partial(text.into()));
            assert_eq!(site.rows(STORED).await, before, "{mode}");
            site.upstream.heal("contracts").await;
        }
    }
}

#[tokio::test]
async fn an_empty_answer_empties_a_small_table() {
    for site in sites().await {
        site.upstream.data("contracts", json!({ "count": 40 })).await;
        assert_eq!(run(&site).await, done(39));
        site.upstream.fail("contracts", "empty").await;
        assert_eq!(run(&site).await, done(0));
        assert_eq!(site.rows(COUNT).await, ["0"]);
    }
}

#[tokio::test]
async fn more_pages_than_can_be_are_not_believed() {
    for site in sites().await {
        run(&site).await;
        site.upstream.data("contracts", json!({ "count": 10_000_000 })).await;
        assert_eq!(run(&site).await, failed("Parcial: 1/100000 páginas; nada alterado"));
        assert_eq!(site.upstream.calls("contracts").await.len(), 4);
        assert_eq!(site.rows(COUNT).await, ["249"]);
    }
}
