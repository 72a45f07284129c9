//! `/api/admin/agendamentos`.

use axum::http::Method;
use hub_lib::{kernel::Service, on_writer, operations::store};
use serde_json::{Value, json};

use crate::support::{TestApp, each_app};

const PATH: &str = "/api/admin/agendamentos";
const MONTH: &str = "startDate=2026-02-01&endDate=2026-02-19";
const GOLDEN: &str = "INSERT INTO feegow_appointments (appointment_id, date, status_id, specialty, professional_name,
    procedure_group, scheduled_by, unit_name, scheduled_at) VALUES
    (1, '2026-02-20', 7, 'CARDIOLOGIA', 'PROF UM', 'CONSULTAS', 'ANA TESTE', 'CENTRO CAMBUI', '2026-02-18 09:00:00'),
    (2, '2026-02-19', 3, 'CARDIOLOGIA', 'PROF UM', 'CONSULTAS', 'ANA TESTE', 'OURO VERDE', '2026-02-18 10:00:00'),
    (3, '2026-02-19', 6, 'DERMATOLOGIA', 'PROF DOIS', 'CONSULTAS', 'BIA TESTE', 'CENTRO CAMBUI', '2026-02-19 08:00:00'),
    (4, '2026-02-25', 1, 'DERMATOLOGIA', 'PROF DOIS', 'EXAMES', 'BIA TESTE', 'CENTRO CAMBUI', '2026-02-19 23:30:00'),
    (5, '2026-02-19', 11, 'CARDIOLOGIA', 'PROF UM', 'CONSULTAS', 'Sistema', 'OURO VERDE', '2026-02-19 12:00:00'),
    (6, '2026-03-01', 7, 'CARDIOLOGIA', 'PROF UM', 'CONSULTAS', 'ANA TESTE', 'OURO VERDE', '2026-01-31 23:59:59'),
    (7, '2026-02-19', 7, 'DERMATOLOGIA', 'PROF DOIS', 'EXAMES', 'Sis', 'OURO VERDE', '2026-02-17 11:00:00'),
    (8, '2026-02-21', 7, 'CARDIOLOGIA', 'PROF UM', 'CONSULTAS', 'ana teste', 'CENTRO CAMBUI', '2026-02-16 07:00:00')";

async fn each_clinic() -> Vec<TestApp> {
    let apps = each_app().await;
    for app in &apps {
        on_writer!(&app.app.db, pool => sqlx::raw_sql(GOLDEN).execute(pool).await.map(|_| ())).unwrap();
    }
    apps
}

async fn booked(app: &TestApp, query: &str) -> Value {
    let reply = app.get_as("GESTOR", &format!("{PATH}?{query}")).await;
    assert_eq!(reply.status, 200, "{query}: {}", reply.text);
    reply.json
}

fn period(name: &str, total: i64, confirmed: i64, missed: i64) -> Value {
    json!({"period": name, "total": total, "confirmados": confirmed, "nao_compareceu": missed})
}

#[tokio::test]
async fn a_month_by_day_month_and_year() {
    for app in each_clinic().await {
        let answer = booked(&app, MONTH).await;
        let days = json!([
            period("2026-02-16", 1, 1, 0),
            period("2026-02-17", 1, 1, 0),
            period("2026-02-18", 2, 2, 0),
            period("2026-02-19", 3, 0, 1)
        ]);
        assert_eq!(answer["series"], days);
        assert_eq!(answer["stats"]["totalPeriod"], 7);
        assert_eq!(answer["stats"]["confirmedRate"], 0.571_428_571_428_571_4);
        assert_eq!(answer["heartbeat"], json!({"status": "UNKNOWN", "last_run": null, "details": ""}));
        assert_eq!(answer.get("distincts"), None);
        let months = booked(&app, "startDate=2026-01-01&endDate=2026-02-19&aggregateBy=MONTH").await;
        assert_eq!(months["series"], json!([period("2026-01", 1, 1, 0), period("2026-02", 7, 4, 1)]));
        let years = booked(&app, "startDate=2020-01-01&endDate=2026-12-31&aggregateBy=year").await;
        assert_eq!(years["series"], json!([period("2026", 8, 5, 1)]));
        let century = booked(&app, "startDate=1900-01-01&endDate=2026-12-31&aggregateBy=year").await;
        assert_eq!(century["series"], json!([period("2026", 8, 5, 1)]));
        let day = booked(&app, "").await;
        assert_eq!(day["series"], json!([period("2026-02-19", 3, 0, 1)]));
    }
}

#[tokio::test]
async fn filters_fold_names_and_unknown_ones_find_nothing() {
    for app in each_clinic().await {
        for (filter, total) in [
            ("scheduled_by=Ána%20Teste", 3),
            ("scheduled_by=all", 7),
            ("specialty=dermatologia", 3),
            ("professional=prof%20um&status=7", 2),
            ("status=6", 1),
            ("unit=centro%20cambu%C3%AD", 4),
            ("unit=Ouro%20Verde&professional=prof%20um", 2),
            ("unit=all", 7),
            ("unit=matriz", 0),
            ("scheduled_by=ninguem", 0),
        ] {
            let answer = booked(&app, &format!("{MONTH}&{filter}")).await;
            assert_eq!(answer["stats"]["totalPeriod"], total, "{filter}");
        }
        let backward = booked(&app, "startDate=2026-02-19&endDate=2026-02-01&aggregateBy=month").await;
        assert_eq!((&backward["series"], &backward["stats"]["confirmedRate"]), (&json!([]), &json!(0.0)));
    }
}

#[tokio::test]
async fn what_can_be_chosen_is_told_when_asked() {
    for app in each_clinic().await {
        let answer = booked(&app, &format!("{MONTH}&distincts=true")).await;
        assert_eq!(answer["distincts"]["specialty"], json!(["CARDIOLOGIA", "DERMATOLOGIA"]));
        assert_eq!(answer["distincts"]["professional"], json!(["PROF DOIS", "PROF UM"]));
        assert_eq!(answer["distincts"]["unit"], json!(["CENTRO CAMBUI", "OURO VERDE"]));
        assert_eq!(answer["distincts"]["status_ids"], json!([1, 3, 6, 7, 11]));
        assert_eq!(answer["distincts"]["scheduled_by"].as_array().unwrap().len(), 4);
        assert_eq!(booked(&app, "distincts=TRUE").await.get("distincts"), None);
    }
}

#[tokio::test]
async fn bad_values_are_refused_and_rights_are_asked_for() {
    for app in each_clinic().await {
        for (query, code) in [
            ("status=x", "STATUS_INVALID"),
            ("startDate=2026-02-30", "START_DATE_INVALID"),
            ("endDate=ontem", "END_DATE_INVALID"),
        ] {
            let reply = app.get_as("GESTOR", &format!("{PATH}?{query}")).await;
            assert_eq!((reply.status.as_u16(), &reply.json["code"]), (400, &json!(code)), "{query}");
        }
        assert_eq!(app.get(PATH).await.status, 401);
    }
}

#[tokio::test]
async fn a_refresh_is_asked_of_the_worker_that_fills_the_table() {
    for app in each_clinic().await {
        let reply = app.request_as("GESTOR", Method::POST, PATH, "").await;
        assert_eq!(reply.json, json!({"success": true, "message": "Atualização solicitada"}), "{}", reply.text);
        let beat = store::find(&app.app.db, Service::Financeiro).await.unwrap().unwrap();
        assert_eq!(beat.status.as_deref(), Some("PENDING"));
    }
}
