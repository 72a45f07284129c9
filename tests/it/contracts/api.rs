//! `/api/admin/contratos`.

use hub_lib::{
    in_transaction,
    kernel::Service,
    operations::{Status, store},
};
use serde_json::{Value, json};

use super::adopted::{SHAPES, put_table};
use crate::{
    finance_api::lines::{CARD, LINES, bill},
    support::{TestApp, each_app},
};

const CONTRACTS: &str = "/api/admin/contratos";
const MONTH: &str = "startDate=2026-02-01&endDate=2026-02-19";

/// Registration, contract, day, contract status, financial status, monthly fee, joining fee.
type Card<'a> = (&'a str, Option<&'a str>, &'a str, &'a str, &'a str, f64, f64);

const CARDS: [Card<'static>; 5] = [
    ("R1", Some("K1"), "2026-02-01", "Aprovado", "Adimplente", 50.0, 100.0),
    ("R2", Some("K1"), "2026-02-01", "Aprovado", "Adimplente", 50.0, 0.0),
    ("R3", Some("K2"), "2026-02-19", "Aprovado", "Inadimplente", 70.0, 80.0),
    ("R4", Some("K3"), "2026-02-10", "Cancelado", "Inadimplente", 40.0, 60.0),
    ("R5", Some("K4"), "2025-12-31", "Aprovado", "Adimplente", 30.0, 10.0),
];

async fn sell(app: &TestApp, cards: &[Card<'_>]) {
    const CARD: &str = "INSERT INTO feegow_contracts (registration_number, contract_id, created_at, status_contract,
        status_financial, recurrence_value, membership_value) VALUES (?, ?, ?, ?, ?, ?, ?)";
    in_transaction!(&app.app.db, tx => {
        for (registration, contract, day, status, financial, recurrence, membership) in cards {
            sqlx::query(CARD).bind(registration).bind(contract).bind(day).bind(status).bind(financial)
                .bind(recurrence).bind(membership).execute(&mut **tx).await?;
        }
        Ok(())
    })
    .unwrap();
}

async fn each_clinic() -> Vec<TestApp> {
    let apps = each_app().await;
    for app in &apps {
        bill(&app.app, &LINES).await;
        sell(app, &CARDS).await;
    }
    apps
}

async fn contracts(app: &TestApp, query: &str) -> Value {
    let reply = app.get_as("GESTOR", &format!("{CONTRACTS}?{query}")).await;
    assert_eq!(reply.status, 200, "{query}: {}", reply.text);
    reply.json
}

#[tokio::test]
async fn a_month_counts_its_first_and_its_last_day() {
    for app in each_clinic().await {
        let at = "2026-02-19 14:12:00";
        store::report(&app.app.db, Service::Contratos, Status::Completed, at, "Concluído em 95.0s").await.unwrap();

        let month = contracts(&app, MONTH).await;

        assert_eq!(
            month,
            json!({
                "totals": { "activeContractsCount": 3, "activePatientsCount": 4, "activeContractsMRR": 200,
                    "defaultersCount": 2, "defaultersValue": 110 },
                "period": { "salesMembership": 180, "salesMRR": 170, "defaultersCount": 2, "defaultersValue": 110,
                    "cancelledCount": 1, "billingRealized": 59.9,
                    "dailyChart": [{ "date": "2026-02-18", "faturamento": 59.9 }] },
                "heartbeat": { "status": "COMPLETED", "last_run": at, "details": "Concluído em 95.0s" },
            })
        );
    }
}

#[tokio::test]
async fn without_days_the_year_so_far_is_shown() {
    for app in each_clinic().await {
        let year = contracts(&app, "").await;
        assert_eq!(year, contracts(&app, "startDate=2026-01-01&endDate=2026-02-19").await);
        assert_eq!(year["period"]["billingRealized"], 179.9);
        let days = json!([
            { "date": "2026-01-15", "faturamento": 120 },
            { "date": "2026-02-18", "faturamento": 59.9 }
        ]);
        assert_eq!(year["period"]["dailyChart"], days);
        assert_eq!(year["heartbeat"], json!({ "status": "UNKNOWN", "last_run": null, "details": "" }));
    }
}

#[tokio::test]
async fn a_single_day_and_a_backward_period() {
    for app in each_clinic().await {
        let day = contracts(&app, "startDate=2026-02-19&endDate=2026-02-19").await;
        assert_eq!((&day["period"]["salesMembership"], &day["period"]["salesMRR"]), (&json!(80), &json!(70)));
        let backward = contracts(&app, "startDate=2026-02-19&endDate=2026-02-18").await;
        assert_eq!(
            backward["period"],
            json!({ "salesMembership": 0, "salesMRR": 0, "defaultersCount": 0, "defaultersValue": 0,
                "cancelledCount": 0, "billingRealized": 0, "dailyChart": [] })
        );
        assert_eq!(backward["totals"], day["totals"], "the totals know no period");
    }
}

#[tokio::test]
async fn spellings_and_missing_values_do_not_hide_anybody() {
    for app in each_app().await {
        let empty = contracts(&app, MONTH).await;
        assert_eq!(empty["totals"]["activeContractsCount"], 0);
        sell(
            &app,
            &[
                ("R1", Some(""), "2026-02-01", "APROVADO", "inadimplente", 50.1, 0.0),
                ("R2", None, "2026-02-01", " aprovado ", "Inadimplente", 50.2, 0.0),
                ("R3", Some("K1"), "2026-02-01", "Aprovado", "", 0.1, 0.0),
            ],
        )
        .await;
        bill(
            &app.app,
            &[
                ("2026-02-03", "resolvecard gestao de beneficos e meios de pagamentos", "C", "P", 10.1, ""),
                ("2026-02-03", CARD, "C", "P", 20.2, ""),
            ],
        )
        .await;
        let month = contracts(&app, &format!("{MONTH}&refresh=1")).await;
        assert_eq!(
            month["totals"],
            json!({ "activeContractsCount": 1, "activePatientsCount": 3, "activeContractsMRR": 100.4,
                "defaultersCount": 2, "defaultersValue": 100.3 })
        );
        assert_eq!(month["period"]["dailyChart"], json!([{ "date": "2026-02-03", "faturamento": 30.3 }]));
    }
}

#[tokio::test]
async fn adopted_tables_give_the_same_figures() {
    for app in each_clinic().await {
        let told = contracts(&app, MONTH).await;
        for shape in SHAPES {
            put_table(&app.app.db, shape).await;
            sell(&app, &CARDS).await;
            assert_eq!(contracts(&app, &format!("{MONTH}&refresh=1")).await, told, "{shape}");
        }
    }
}

#[tokio::test]
async fn an_answer_is_kept_until_a_worker_writes() {
    for app in each_clinic().await {
        let before = contracts(&app, MONTH).await;
        sell(&app, &[("R9", Some("K9"), "2026-02-03", "Aprovado", "Adimplente", 1.0, 1.0)]).await;
        assert_eq!(contracts(&app, MONTH).await, before);
        app.app.cache.invalidate(&["feegow_contracts"]);
        assert_eq!(contracts(&app, MONTH).await["totals"]["activeContractsCount"], 4);
    }
}

#[tokio::test]
async fn odd_days_are_told() {
    for app in each_app().await {
        for (query, code) in [("startDate=2026-02-30", "START_DATE_INVALID"), ("endDate=ontem", "END_DATE_INVALID")] {
            let reply = app.get_as("GESTOR", &format!("{CONTRACTS}?{query}")).await;
            assert_eq!((reply.status.as_u16(), &reply.json["code"]), (400, &json!(code)));
        }
    }
}

#[tokio::test]
async fn whoever_may_not_see_the_page_sees_nothing() {
    for app in each_app().await {
        assert_eq!(app.get(CONTRACTS).await.status, 401);
        assert_eq!(app.get_as("OPERADOR", CONTRACTS).await.status, 403);
        assert_eq!(app.post_as("OPERADOR", CONTRACTS, json!({})).await.status, 403);
    }
}

#[tokio::test]
async fn a_refresh_is_asked_for_once() {
    for app in each_app().await {
        for message in ["Atualização solicitada", "Atualização já está em execução"] {
            let reply = app.post_as("GESTOR", CONTRACTS, json!({})).await;
            assert_eq!(reply.json, json!({ "success": true, "message": message }));
        }
        assert_eq!(contracts(&app, MONTH).await["heartbeat"]["status"], "PENDING");
    }
}
