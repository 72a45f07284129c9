//! The worker against the fake upstream, over HTTP: what it stores, and how it fails.

use std::time::Duration;

use hub_lib::{contracts::sync::SyncContracts, jobs::Outcome, simulator::credentials};
use serde_json::json;

use crate::support::{Log, Site};

const COUNT: &str = "SELECT CAST(COUNT(*) AS CHAR) FROM feegow_contracts";
const KEYS: &str = "SELECT registration_number FROM feegow_contracts ORDER BY contract_id, registration_number LIMIT 2";

async fn sites() -> Vec<Site> {
    Site::each_with(|config| {
        config.feegow.access_token = Some(credentials::API_TOKEN.into());
        config.workers.http_timeout_max = Some(Duration::from_secs(2));
    })
    .await
}

async fn run(site: &Site) -> Outcome {
    site.run(&SyncContracts::new(&site.app)).await
}

fn done(count: u64) -> Outcome {
    Outcome::Done(format!("Finalizado. Total Salvo: {count}"))
}

#[tokio::test]
async fn every_page_of_the_samples_is_stored() {
    let log = Log::listen();
    for site in sites().await {
        for _ in 0..2 {
            assert_eq!(run(&site).await, done(249));
            assert_eq!(site.rows(COUNT).await, ["249"]);
            assert_eq!(site.rows(KEYS).await, ["RS-000123", "9002_094fbc"]);
        }
        let half = "SELECT CONCAT(created_at, '|', start_date, '|', patient_name, '|', plan_name)
            FROM feegow_contracts WHERE contract_id = '9002' AND ROUND(recurrence_value * 100) = 4990";
        assert_eq!(site.rows(half).await, ["2026-02-18|2026-02-10|Titular Exemplo|"]);
        site.wait(24 * 3600);
        run(&site).await;
        assert_eq!(site.rows(half).await, ["2026-02-18|2026-02-10|Titular Exemplo|"], "its day stays");
    }
    log.assert_discreet();
    assert!(!log.text().contains(credentials::API_TOKEN));
}

#[tokio::test]
async fn whatever_fails_nothing_changes() {
    let log = Log::listen();
    for site in sites().await {
        run(&site).await;
        for mode in [
            "http:401",
            "http:403",
            "http:500",
            "http:503",
            "login_page",
            "login_redirect",
            "close",
            "truncate",
            "bad_json",
            "html_instead_of_json",
            "success_false",
        ] {
            site.upstream.fail("contracts", mode).await;
            assert_eq!(run(&site).await, Outcome::Failed("Erro ao buscar página 1".into()), "{mode}");
            assert_eq!(site.rows(COUNT).await, ["249"], "{mode}");
            site.upstream.heal("contracts").await;
        }
        site.upstream.fail_times("contracts", "http:429", 2).await;
        assert_eq!(run(&site).await, done(249));
        site.upstream.fail_with("contracts", "partial", json!(2)).await;
        assert_eq!(run(&site).await, Outcome::Failed("Parcial: 2/3 páginas; nada alterado".into()));
        site.upstream.reset().await;
        for (mode, text) in [
            ("shrink", "9 de 249; exclusões adiadas. Total Salvo: 9"),
            ("empty", "0 de 249; exclusões adiadas. Total Salvo: 0"),
        ] {
            site.upstream.fail("contracts", mode).await;
            assert_eq!(run(&site).await, Outcome::Partial(format!("Total suspeito: {text}")));
            assert_eq!(site.rows(COUNT).await, ["249"]);
        }
    }
    assert!(!log.text().contains(credentials::API_TOKEN));
}

#[tokio::test]
async fn a_vanished_contract_goes_only_when_the_scan_is_complete() {
    for site in sites().await {
        run(&site).await;
        site.upstream.data("contracts", json!({ "count": 248 })).await;
        assert_eq!(run(&site).await, done(247));
        assert_eq!(site.rows(COUNT).await, ["247"]);
        site.upstream.data("contracts", json!({ "data": [{ "contractId": 1, "name": "Ana" }], "total": 400 })).await;
        let outcome = run(&site).await;
        assert_eq!(outcome, Outcome::Partial("Total suspeito: 1 de 400; exclusões adiadas. Total Salvo: 1".into()));
        assert_eq!(site.rows(COUNT).await, ["248"]);
    }
}

#[tokio::test]
async fn readers_see_all_contracts_while_they_are_replaced() {
    for site in sites().await {
        site.upstream.data("contracts", json!({ "count": 15_000 })).await;
        assert_eq!(run(&site).await, done(14_999));
        let job = SyncContracts::new(&site.app);
        let run = site.run(&job);
        tokio::pin!(run);
        loop {
            tokio::select! {
                outcome = &mut run => { assert_eq!(outcome, done(14_999)); break }
                rows = site.rows(COUNT) => assert_eq!(rows, ["14999"]),
            }
        }
    }
}

#[tokio::test]
async fn without_a_token_nothing_is_asked() {
    for site in Site::each_without_credentials(|_| {}).await {
        assert_eq!(run(&site).await, Outcome::Failed("FEEGOW_ACCESS_TOKEN não configurado".into()));
        assert!(site.upstream.journal().await.is_empty());
    }
}
