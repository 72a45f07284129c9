//! `/api/admin/propostas`.

use axum::http::Method;
use hub_lib::{
    in_transaction,
    kernel::Service,
    operations::{Status, store},
};
use serde_json::{Value, json};

use crate::support::{TestApp, each_app};

const PROPOSALS: &str = "/api/admin/propostas";
const MONTH: &str = "startDate=2026-02-01&endDate=2026-02-19";

/// Day, status, unit, professional, reais.
type Row<'a> = (&'a str, Option<&'a str>, Option<&'a str>, Option<&'a str>, f64);

const ROWS: [Row<'static>; 5] = [
    ("2026-02-01", Some("Executada"), Some("CENTRO CAMBUI"), Some("PROF UM"), 1000.0),
    ("2026-02-10", Some("Aprovada pelo cliente"), Some("OURO VERDE"), Some("PROF DOIS"), 500.0),
    ("2026-02-19", Some("Aguardando aprovação do cliente"), Some("CENTRO CAMBUI"), Some("PROF UM"), 300.0),
    ("2026-02-19", Some("Cancelada"), Some("OURO VERDE"), None, 200.0),
    ("2026-01-31", Some("Executada"), Some("OURO VERDE"), Some("PROF UM"), 999.0),
];

async fn propose(app: &TestApp, first_id: i64, rows: &[Row<'_>]) {
    const ROW: &str = "INSERT INTO feegow_proposals
        (proposal_id, date, status, unit_name, professional_name, total_value) VALUES (?, ?, ?, ?, ?, ?)";
    in_transaction!(&app.app.db, tx => {
        for (id, (day, status, unit, professional, reais)) in (first_id..).zip(rows) {
            sqlx::query(ROW).bind(id).bind(day).bind(status).bind(unit).bind(professional).bind(reais)
                .execute(&mut **tx).await?;
        }
        Ok(())
    })
    .unwrap();
}

async fn each_clinic() -> Vec<TestApp> {
    let apps = each_app().await;
    for app in &apps {
        propose(app, 1, &ROWS).await;
    }
    apps
}

async fn proposals(app: &TestApp, query: &str) -> Value {
    let reply = app.get_as("GESTOR", &format!("{PROPOSALS}?{query}")).await;
    assert_eq!(reply.status, 200, "{query}: {}", reply.text);
    reply.json
}

#[tokio::test]
async fn a_month_of_proposals() {
    for app in each_clinic().await {
        store::report(&app.app.db, Service::Comercial, Status::Completed, "2026-02-19 14:09:00", "Concluído em 60.1s")
            .await
            .unwrap();

        assert_eq!(
            proposals(&app, MONTH).await,
            json!({
                "summary": { "qtd": 4, "valor": 2000, "wonValue": 1500, "wonQtd": 2, "lostValue": 200 },
                "byUnit": [
                    { "unit_name": "CENTRO CAMBUI", "status": "Executada", "qtd": 1, "valor": 1000 },
                    { "unit_name": "CENTRO CAMBUI", "status": "Aguardando aprovação do cliente", "qtd": 1, "valor": 300 },
                    { "unit_name": "OURO VERDE", "status": "Aprovada pelo cliente", "qtd": 1, "valor": 500 },
                    { "unit_name": "OURO VERDE", "status": "Cancelada", "qtd": 1, "valor": 200 },
                ],
                "byProposer": [
                    { "professional_name": "PROF UM", "qtd": 2, "valor": 1300, "qtd_executado": 1, "valor_executado": 1000 },
                    { "professional_name": "PROF DOIS", "qtd": 1, "valor": 500, "qtd_executado": 1, "valor_executado": 500 },
                    { "professional_name": null, "qtd": 1, "valor": 200, "qtd_executado": 0, "valor_executado": 0 },
                ],
                "heartbeat": {
                    "status": "COMPLETED", "last_run": "2026-02-19 14:09:00", "details": "Concluído em 60.1s",
                },
            })
        );
    }
}

#[tokio::test]
async fn names_are_equal_by_their_fold_and_shown_in_the_smallest_spelling() {
    for app in each_clinic().await {
        propose(
            &app,
            10,
            &[
                ("2026-02-19 10:00:00", Some("EXECUTADA "), Some(" Centro Cambuí"), Some("Prof Um"), 0.1),
                ("2026-02-19", Some("Concluído"), None, Some("PROF UM"), 0.2),
            ],
        )
        .await;

        let all = proposals(&app, MONTH).await;
        assert_eq!(all["summary"]["valor"], 2000.3);
        assert_eq!(all["summary"]["wonQtd"], 4);
        assert_eq!(all["byUnit"][0]["unit_name"], Value::Null);
        assert_eq!(
            all["byUnit"][1],
            json!({ "unit_name": "CENTRO CAMBUI", "status": "EXECUTADA", "qtd": 2, "valor": 1000.1 })
        );
        assert_eq!(
            all["byProposer"][0],
            json!({ "professional_name": "PROF UM", "qtd": 4, "valor": 1300.3, "qtd_executado": 3, "valor_executado": 1000.3 })
        );
        for unit in ["centro%20cambui", "%20CENTRO%20CAMBU%C3%8D"] {
            let narrow = proposals(&app, &format!("{MONTH}&unit={unit}")).await;
            assert_eq!(
                narrow["summary"],
                json!({ "qtd": 3, "valor": 1300.1, "wonValue": 1000.1, "wonQtd": 2, "lostValue": 0 })
            );
            assert_eq!(narrow["byProposer"].as_array().unwrap().len(), 1);
        }
    }
}

#[tokio::test]
async fn nothing_is_found_outside_the_data() {
    for app in each_clinic().await {
        for query in ["", "startDate=2026-02-19&endDate=2026-02-01", &format!("{MONTH}&unit=Unidade%20Nova")] {
            let mut answer = proposals(&app, query).await;
            if query.is_empty() {
                assert_eq!(answer["summary"]["qtd"], 2, "today alone");
                answer = proposals(&app, "startDate=2020-01-01").await;
            }
            assert_eq!(answer["summary"], json!({ "qtd": 0, "valor": 0, "wonValue": 0, "wonQtd": 0, "lostValue": 0 }));
            assert_eq!((&answer["byUnit"], &answer["byProposer"]), (&json!([]), &json!([])));
            assert_eq!(answer["heartbeat"], json!({ "status": "UNKNOWN", "last_run": null, "details": "" }));
        }
        let reply = app.get_as("GESTOR", &format!("{PROPOSALS}?endDate=30/02/2026")).await;
        assert_eq!((reply.status.as_u16(), &reply.json["code"]), (400, &json!("END_DATE_INVALID")));
    }
}

#[tokio::test]
async fn names_are_read_apart_whatever_they_are() {
    for app in each_app().await {
        propose(
            &app,
            1,
            &[
                ("2026-02-18", Some(""), Some("=A|B"), Some("D'Ávila \\ \"Nova\""), 1.0),
                ("2026-02-18", None, None, None, 2.0),
                ("2026-02-18", Some("Executada"), Some(""), Some("="), 4.0),
            ],
        )
        .await;
        let answer = proposals(&app, "startDate=2026-02-18").await;
        let units: Vec<&Value> = answer["byUnit"].as_array().unwrap().iter().map(|row| &row["unit_name"]).collect();
        assert_eq!(units, [&Value::Null, &json!(""), &json!("=A|B")]);
        let people: Vec<&Value> =
            answer["byProposer"].as_array().unwrap().iter().map(|row| &row["professional_name"]).collect();
        assert_eq!(people, [&json!("="), &Value::Null, &json!("D'Ávila \\ \"Nova\"")]);
    }
}

#[tokio::test]
async fn what_became_of_a_proposal_narrows_everything() {
    for app in each_clinic().await {
        for (status, sum, people) in [
            ("all", 2000, vec!["PROF UM", "PROF DOIS", ""]),
            ("stage:won", 1500, vec!["PROF UM", "PROF DOIS"]),
            ("stage:lost", 200, vec![""]),
            ("stage:open", 300, vec!["PROF UM"]),
            ("AGUARDANDO%20aprovacao%20do%20cliente", 300, vec!["PROF UM"]),
            ("none:", 0, vec![]),
            ("stage:nothing", 0, vec![]),
        ] {
            let answer = proposals(&app, &format!("{MONTH}&status={status}")).await;
            assert_eq!(answer["summary"]["valor"], sum, "{status}");
            let ranking = answer["byProposer"].as_array().unwrap();
            let names: Vec<_> =
                ranking.iter().map(|one| one["professional_name"].as_str().unwrap_or_default()).collect();
            assert_eq!(names, people, "{status}");
        }
        propose(&app, 20, &[("2026-02-03", None, None, None, 7.0)]).await;
        let none = proposals(&app, &format!("{MONTH}&status=none:&refresh=1")).await;
        assert_eq!((&none["summary"]["valor"], &none["byUnit"][0]["status"]), (&json!(7), &Value::Null));
    }
}

#[tokio::test]
async fn a_kept_answer_is_dropped_with_its_table_or_on_demand() {
    for app in each_clinic().await {
        assert_eq!(proposals(&app, MONTH).await["summary"]["qtd"], 4);
        propose(&app, 10, &[("2026-02-02", None, None, None, 1.0)]).await;
        assert_eq!(proposals(&app, MONTH).await["summary"]["qtd"], 4);
        assert_eq!(proposals(&app, &format!("{MONTH}&refresh=1")).await["summary"]["qtd"], 5);
        propose(&app, 11, &[("2026-02-02", None, None, None, 1.0)]).await;
        app.app.cache.invalidate(&["feegow_proposals"]);
        assert_eq!(proposals(&app, MONTH).await["summary"]["qtd"], 6);
    }
}

#[tokio::test]
async fn reading_and_refreshing_need_their_rights() {
    for app in each_app().await {
        assert_eq!(app.get(PROPOSALS).await.status, 401);
        assert_eq!(app.get_as("OPERADOR", PROPOSALS).await.status, 403);
        let refreshed = app.request_as("GESTOR", Method::POST, PROPOSALS, "").await;
        assert_eq!(refreshed.status, 200);
        assert_eq!(refreshed.json, json!({ "success": true, "message": "Atualização solicitada" }));
        let again = app.request_as("GESTOR", Method::POST, PROPOSALS, "").await;
        assert_eq!(again.json["message"], "Atualização já está em execução");
        assert_eq!(app.request_as("OPERADOR", Method::POST, PROPOSALS, "").await.status, 403);
        let asked = store::list(&app.app.db).await.unwrap();
        assert_eq!((asked[0].service_name.as_str(), asked[0].status.as_deref()), ("comercial", Some("PENDING")));
    }
}
