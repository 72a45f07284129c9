//! The worker against the fake upstream, over HTTP: what it stores.

use hub_lib::{
    contracts::sync::SyncContracts,
    jobs::{Job, Outcome},
};
use serde_json::{Value, json};

use super::{COUNT, STORED, assert_discreet, done, run, sites};
use crate::support::{Log, Site};

/// The contracts `first..last`, each paid `reais` a month.
fn contracts(first: u64, last: u64, reais: f64) -> Value {
    let contract = |n| {
        json!({ "registrationNumber": format!("R{n}"), "contractId": n, "contractDate": "2026-01-20T12:00:00Z",
            "name": "Titular Exemplo", "statusContract": "Aprovado", "amountRecurrence": reais })
    };
    (first..last).map(contract).collect()
}

/// Looks until so many calls were received.
async fn until_asked(site: &Site, times: usize) {
    while site.upstream.calls("contracts").await.len() < times {}
}

#[tokio::test]
async fn every_page_of_the_samples_is_stored() {
    let log = Log::listen();
    for site in sites().await {
        assert_eq!(run(&site).await, done(249));
        let stored = site.rows(STORED).await;
        assert_eq!(stored.len(), 249);
        let calls = site.upstream.calls("contracts").await;
        let mut pages: Vec<u64> = calls.iter().map(|call| call["body"]["page"].as_u64().unwrap()).collect();
        pages.sort_unstable();
        assert_eq!(pages, [1, 2, 3]);
        assert!(calls.iter().all(|call| call["body"]["perPage"] == 100));
        let first: Vec<&String> = stored.iter().filter(|row| row.contains("|900")).collect();
        assert_eq!(
            first[..2],
            [
                "9002_094fbc|9002|2026-02-18|2026-02-10|Titular Exemplo||Cancelado|Inadimplente|4990|0",
                "RS-000123|9001|2026-01-15|2026-02-01|Titular Exemplo|Resolve Família|Aprovado|Adimplente|4990|9900",
            ]
        );
    }
    assert_discreet(&log);
}

#[tokio::test]
async fn a_second_run_changes_nothing_but_when() {
    const WHEN: &str = "SELECT DISTINCT CAST(updated_at AS CHAR) FROM feegow_contracts";
    for site in sites().await {
        run(&site).await;
        let stored = site.rows(STORED).await;
        site.wait(24 * 3600);
        assert_eq!(run(&site).await, done(249));
        assert_eq!(site.rows(STORED).await, stored, "a contract without a day keeps the one it was first seen on");
        assert_eq!(site.rows(WHEN).await, ["2026-02-19 09:43:00"]);
    }
}

#[tokio::test]
async fn a_changed_contract_changes_in_every_column() {
    for site in sites().await {
        run(&site).await;
        let changed = json!({ "registrationNumber": "RS-000123", "contractId": "77", "contractDate": "2026-02-03",
            "startDate": "2026-02-04", "name": " Outro Nome ", "plan": "Outro", "statusContract": "Cancelado",
            "statusRecurrenceDescription": "Inadimplente", "amountRecurrence": "1.234,56", "membershipValue": "7.5" });
        let first = json!({ "registrationNumber": "RS-000123", "contractId": "1", "name": "Nome de antes" });
        let mut all: Vec<Value> = (0..200).map(|n| json!({ "registrationNumber": n, "contractId": n })).collect();
        all.insert(0, first);
        all.push(changed);
        all.extend([json!(null), json!("solto"), json!({ "name": "Sem Chave" })]);
        site.upstream.data("contracts", all.into()).await;
        assert_eq!(run(&site).await, done(201), "of two with one key the later counts, those without are skipped");
        assert_eq!(
            site.rows(STORED).await.last().unwrap(),
            "RS-000123|77|2026-02-03|2026-02-04|Outro Nome|Outro|Cancelado|Inadimplente|123456|750"
        );
    }
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
async fn half_of_the_contracts_may_go_and_not_one_more() {
    for site in sites().await {
        for (count, outcome, stored) in [
            (100, done(100), "100"),
            (50, done(50), "50"),
            (24, Outcome::Partial("Total suspeito: 24 de 50; exclusões adiadas. Total Salvo: 24".into()), "50"),
            (25, done(25), "25"),
            (49, done(49), "49"),
            (1, done(1), "1"),
        ] {
            site.upstream.data("contracts", contracts(0, count, 1.0)).await;
            assert_eq!((count, run(&site).await), (count, outcome));
            assert_eq!(site.rows(COUNT).await, [stored], "{count}");
        }
    }
}

#[tokio::test]
async fn a_service_that_does_not_count_has_one_page() {
    for site in sites().await {
        for (n, odd) in [json!(null), json!(0), json!("muitas")].iter().enumerate() {
            let answer = json!({ "rows": 1, "data": [{ "contractId": n }], "pages": odd, "total": odd });
            site.upstream.data("contracts", answer).await;
            assert_eq!(run(&site).await, done(1));
        }
    }
}

#[tokio::test]
async fn contracts_made_while_the_others_are_read_are_read_too() {
    for site in sites().await {
        // Page 1 says three pages, and arrives when there are four.
        site.upstream.fail_page("contracts", "timeout", json!(1), 1).await;
        let meanwhile = async {
            until_asked(&site, 1).await;
            site.upstream.data("contracts", json!({ "count": 350 })).await;
        };
        let (outcome, ()) = tokio::join!(run(&site), meanwhile);
        assert_eq!(outcome, done(349));
        assert_eq!(site.upstream.calls("contracts").await.len(), 4);
    }
}

#[tokio::test]
async fn readers_see_the_contracts_of_before_or_of_after() {
    const SEEN: &str =
        "SELECT REPLACE(CONCAT(COUNT(*), ' ', COALESCE(SUM(ROUND(recurrence_value * 100)), 0)), '.0', '')
                        FROM feegow_contracts";
    for site in sites().await {
        let job = SyncContracts::new(&site.app);
        site.upstream.data("contracts", contracts(0, 3_000, 10.0)).await;
        assert_eq!(run(&site).await, done(3_000));
        // Some go, some come, all the others change.
        site.upstream.data("contracts", contracts(500, 4_000, 20.0)).await;
        let (before, after) = ("3000 3000000", "3500 7000000");
        let (run, mut looks) = (site.run(&job), 0);
        tokio::pin!(run);
        loop {
            tokio::select! {
                outcome = &mut run => { assert_eq!(outcome, done(3_500)); break }
                seen = site.rows(SEEN) => {
                    assert!([before, after].contains(&seen[0].as_str()), "{seen:?}");
                    looks += 1;
                }
            }
        }
        assert!(looks > 10, "{looks} looks are too few to see anything");
        assert_eq!(site.rows(SEEN).await, [after]);
    }
}

#[tokio::test]
async fn told_to_stop_it_leaves_everything_as_it_was() {
    for site in sites().await {
        run(&site).await;
        let stored = site.rows(STORED).await;
        site.upstream.data("contracts", contracts(0, 300, 1.0)).await;
        site.upstream.fail_page("contracts", "timeout", json!(120), 3).await;
        let ctx = site.ctx();
        let stop = async {
            until_asked(&site, 6).await;
            ctx.cancel.cancel();
        };
        let job = SyncContracts::new(&site.app);
        let (outcome, ()) = tokio::join!(job.run(&ctx), stop);
        assert!(matches!(outcome, Outcome::Skipped(_)), "{outcome:?}");
        assert_eq!(site.rows(STORED).await, stored);
    }
}

#[tokio::test]
async fn without_a_token_nothing_is_asked() {
    for site in Site::each_without_credentials(|_| {}).await {
        site.execute("INSERT INTO feegow_contracts (registration_number) VALUES ('R1')").await;
        assert_eq!(run(&site).await, Outcome::Failed("FEEGOW_ACCESS_TOKEN não configurado".into()));
        assert!(site.upstream.journal().await.is_empty());
        assert_eq!(site.rows(COUNT).await, ["1"]);
    }
}
