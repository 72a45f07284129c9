//! `/api/admin/financial/history`.

use axum::http::Method;
use hub_lib::{
    kernel::Service,
    operations::{Status, store},
};
use serde_json::{Value, json};

use super::lines::{CARD, bill, each_clinic};
use crate::support::{TestApp, each_app};

const HISTORY: &str = "/api/admin/financial/history";
const MONTH: &str = "startDate=2026-02-01&endDate=2026-02-19";

async fn history(app: &TestApp, query: &str) -> Value {
    let reply = app.get_as("GESTOR", &format!("{HISTORY}?{query}")).await;
    assert_eq!(reply.status, 200, "{query}: {}", reply.text);
    reply.json
}

fn group(name: &str, total: f64, qtd: i64) -> Value {
    json!({ "name": name, "total": number(total), "qtd": qtd, "label": name, "procedure_group": name })
}

fn stat(name: &str, total: f64, qtd: i64) -> Value {
    json!({ "procedure_group": name, "total": number(total), "qtd": qtd })
}

fn unit(name: &str, total: f64, qtd: i64) -> Value {
    json!({ "name": name, "total": number(total), "qtd": qtd })
}

fn number(reais: f64) -> Value {
    if reais.fract() == 0.0 { json!(reais as i64) } else { json!(reais) }
}

fn names(names: &[&str]) -> Value {
    names.iter().map(|name| json!({ "name": name })).collect()
}

fn unit_options() -> Value {
    ["CENTRO CAMBUI", "OURO VERDE", CARD, "SHOPPING CAMPINAS"]
        .map(|name| json!({ "name": name, "label": name }))
        .into_iter()
        .collect()
}

fn month_by_unit() -> Value {
    json!([
        unit("OURO VERDE", 450.0, 2),
        unit("SHOPPING CAMPINAS", 360.0, 2),
        unit("CENTRO CAMBUI", 350.5, 2),
        unit(CARD, 59.9, 1)
    ])
}

#[tokio::test]
async fn a_month_without_filters() {
    for app in each_clinic().await {
        store::report(
            &app.app.db,
            Service::Faturamento,
            Status::Completed,
            "2026-02-19 14:03:11",
            "Concluído em 181.2s",
        )
        .await
        .unwrap();

        let month = history(&app, MONTH).await;

        assert_eq!(
            month,
            json!({
                "daily": [
                    { "d": "2026-02-02", "total": 150, "qtd": 1 },
                    { "d": "2026-02-18", "total": 419.9, "qtd": 3 },
                    { "d": "2026-02-19", "total": 650.5, "qtd": 3 },
                ],
                "monthly": [{ "m": "2026-02", "total": 1220.4, "qtd": 7 }],
                "totals": { "total": 1220.4, "qtd": 7 },
                "groups": [group("EXAMES", 610.5, 4), group("CONSULTAS", 550.0, 2), group("CARTAO", 59.9, 1)],
                "groupStats": [stat("EXAMES", 610.5, 4), stat("CONSULTAS", 550.0, 2), stat("CARTAO", 59.9, 1)],
                "procedures": names(&["ADESAO", "CONSULTA CLINICA", "MENSALIDADE", "RAIO X", "ULTRASSOM"]),
                "units": unit_options(),
                "unitsBilling": month_by_unit(),
                "heartbeat": {
                    "status": "COMPLETED", "last_run": "2026-02-19 14:03:11", "details": "Concluído em 181.2s",
                },
            })
        );
    }
}

#[tokio::test]
async fn a_unit_narrows_everything_but_the_comparison_of_units() {
    for app in each_clinic().await {
        for spelling in ["centro%20cambui", "%20Centro%20Cambu%C3%AD%20", "CENTRO+CAMBUI"] {
            let narrow = history(&app, &format!("{MONTH}&unit={spelling}")).await;
            assert_eq!(narrow["daily"], json!([{ "d": "2026-02-19", "total": 350.5, "qtd": 2 }]));
            assert_eq!(narrow["totals"], json!({ "total": 350.5, "qtd": 2 }));
            assert_eq!(narrow["groups"], json!([group("CONSULTAS", 250.0, 1), group("EXAMES", 100.5, 1)]));
            assert_eq!(narrow["groupStats"], json!([stat("CONSULTAS", 250.0, 1), stat("EXAMES", 100.5, 1)]));
            assert_eq!(narrow["procedures"], names(&["CONSULTA CLINICA", "RAIO X"]));
            assert_eq!(narrow["units"], unit_options());
            assert_eq!(narrow["unitsBilling"], month_by_unit());
        }
    }
}

#[tokio::test]
async fn an_incomplete_month_counts_only_its_days() {
    for app in each_clinic().await {
        let days = history(&app, "startDate=2026-02-18&endDate=2026-02-19").await;
        assert_eq!(days["monthly"], json!([{ "m": "2026-02", "total": 1070.4, "qtd": 6 }]));
        assert_eq!(days["totals"], json!({ "total": 1070.4, "qtd": 6 }));
    }
}

#[tokio::test]
async fn group_and_procedure_narrow_the_comparison_of_units_too() {
    for app in each_clinic().await {
        let by_group = history(&app, &format!("{MONTH}&group=exames")).await;
        assert_eq!(by_group["totals"], json!({ "total": 610.5, "qtd": 4 }));
        assert_eq!(by_group["groups"].as_array().unwrap().len(), 3, "still to be chosen from");
        assert_eq!(by_group["groupStats"], json!([stat("EXAMES", 610.5, 4)]));
        assert_eq!(by_group["procedures"], names(&["RAIO X", "ULTRASSOM"]));
        let by_procedure = history(&app, &format!("{MONTH}&procedure=Raio%20x&unit=ouro+verde")).await;
        assert_eq!(by_procedure["daily"], json!([{ "d": "2026-02-02", "total": 150, "qtd": 1 }]));
        assert_eq!(by_procedure["groups"], json!([group("CONSULTAS", 300.0, 1), group("EXAMES", 150.0, 1)]));
        assert_eq!(by_procedure["groupStats"], json!([stat("EXAMES", 150.0, 1)]));
        assert_eq!(
            by_procedure["unitsBilling"],
            json!([unit("OURO VERDE", 150.0, 1), unit("CENTRO CAMBUI", 100.5, 1)])
        );
    }
}

#[tokio::test]
async fn nothing_found_is_empty_lists_and_zeros() {
    for app in each_clinic().await {
        for query in ["startDate=2026-02-19&endDate=2026-02-01", "startDate=2020-01-01", &format!("{MONTH}&unit=Marte")]
        {
            let empty = history(&app, query).await;
            for list in ["daily", "monthly", "groups", "groupStats"] {
                assert_eq!(empty[list], json!([]), "{query} {list}");
            }
            assert_eq!(empty["totals"], json!({ "total": 0, "qtd": 0 }), "{query}");
        }
        let unknown = history(&app, &format!("{MONTH}&procedure=nada")).await;
        assert_eq!((&unknown["daily"], &unknown["unitsBilling"]), (&json!([]), &json!([])));
        assert_eq!(unknown["groups"].as_array().unwrap().len(), 3);
    }
    for app in each_app().await {
        let nothing = history(&app, "").await;
        assert_eq!(nothing["heartbeat"], json!({ "status": "UNKNOWN", "last_run": null, "details": "" }));
        assert_eq!(nothing["procedures"], json!([]));
    }
}

#[tokio::test]
async fn without_dates_it_is_today_and_all_filters_nothing() {
    for app in each_clinic().await {
        let today = history(&app, "startDate=&unit=all&group=all&procedure=&unknown=1").await;
        assert_eq!(today["daily"], json!([{ "d": "2026-02-19", "total": 650.5, "qtd": 3 }]));
        assert_eq!(history(&app, "startDate=2026-02-18").await["totals"], json!({ "total": 419.9, "qtd": 3 }));
    }
}

#[tokio::test]
async fn a_day_that_is_none_is_refused() {
    for app in each_app().await {
        for (query, error, code) in [
            ("startDate=2026-02-30", "startDate invalida (use YYYY-MM-DD)", "START_DATE_INVALID"),
            ("startDate=2026-02-01&endDate=19/02/2026", "endDate invalida (use YYYY-MM-DD)", "END_DATE_INVALID"),
        ] {
            let reply = app.get_as("GESTOR", &format!("{HISTORY}?{query}")).await;
            assert_eq!(reply.status, 400);
            assert_eq!(reply.json, json!({ "error": error, "code": code }));
        }
        let twice = app.get_as("GESTOR", &format!("{HISTORY}?unit=a&unit=b")).await;
        assert_eq!((twice.status.as_u16(), &twice.json["code"]), (400, &json!("VALIDATION")));
    }
}

#[tokio::test]
async fn only_who_may_see_the_financial_page_reads_and_only_who_may_refresh_it_asks() {
    for app in each_clinic().await {
        assert_eq!(app.get(HISTORY).await.status, 401);
        assert_eq!(app.get_as("OPERADOR", HISTORY).await.status, 403);
        assert_eq!(app.request_as("OPERADOR", Method::POST, HISTORY, "").await.status, 403);

        let asked = app.request_as("GESTOR", Method::POST, HISTORY, "").await;
        assert_eq!(asked.json, json!({ "success": true, "message": "Atualização solicitada" }));
        let row = store::find(&app.app.db, Service::Faturamento).await.unwrap().unwrap();
        assert_eq!((row.status.as_deref(), row.last_run.as_deref()), (Some("PENDING"), None));
        let again = app.request_as("GESTOR", Method::POST, HISTORY, "").await;
        assert_eq!(again.json, json!({ "success": true, "message": "Atualização já está em execução" }));
    }
}

#[tokio::test]
async fn an_answer_is_kept_until_the_worker_writes_but_its_heartbeat_is_not() {
    for app in each_clinic().await {
        assert_eq!(history(&app, MONTH).await["totals"]["qtd"], 7);
        bill(&app.app, &[("2026-02-19", "OURO VERDE", "CIRURGIA", "CATARATA", 0.1, "ANA TESTE")]).await;
        store::report(&app.app.db, Service::Faturamento, Status::Running, "2026-02-19 15:30:00", "lendo")
            .await
            .unwrap();

        let kept = history(&app, MONTH).await;
        assert_eq!((&kept["totals"]["qtd"], &kept["heartbeat"]["status"]), (&json!(7), &json!("RUNNING")));
        assert_eq!(history(&app, &format!("{MONTH}&refresh=1")).await["totals"]["qtd"], 8);
        assert_eq!(history(&app, MONTH).await["totals"], json!({ "total": 1220.5, "qtd": 8 }), "kept in its place");

        bill(&app.app, &[("2026-02-19", "OURO VERDE", "CIRURGIA", "FACO", 0.2, "ANA TESTE")]).await;
        app.app.cache.invalidate(&["faturamento_resumo_diario"]);
        let fresh = history(&app, MONTH).await;
        assert_eq!(fresh["totals"], json!({ "total": 1220.7, "qtd": 9 }));
        assert!(fresh["procedures"].to_string().contains("FACO"));
    }
}

#[tokio::test]
async fn years_are_the_same_whether_groups_come_from_months_or_days() {
    for app in each_clinic().await {
        let years = history(&app, "startDate=2024-01-20&endDate=2026-02-19").await;
        assert_eq!(years["totals"], json!({ "total": 4690.4, "qtd": 14 }));
        let sum = |list: &str| {
            let rows = years[list].as_array().unwrap().iter();
            rows.map(|row| (row["total"].as_f64().unwrap() * 100.0).round() as i64).sum::<i64>()
        };
        for list in ["daily", "monthly", "groups", "groupStats", "unitsBilling"] {
            assert_eq!(sum(list), 469_040, "{list}");
        }
        assert_eq!(years["units"], unit_options());
        let narrow = history(&app, "startDate=2024-01-20&endDate=2026-02-19&procedure=raio+x&group=exames").await;
        assert_eq!(narrow["totals"], json!({ "total": 950.5, "qtd": 3 }));
        assert_eq!(narrow["groupStats"], json!([stat("EXAMES", 950.5, 3)]));
        assert_eq!(narrow["groups"], years["groups"]);
    }
}

#[tokio::test]
async fn spellings_of_one_name_are_one_name() {
    for app in each_app().await {
        let lines = [
            ("2026-02-18", "Ouro Verde", "Exames", "Raio X", 1.0, "ANA TESTE"),
            ("2026-02-19", "OURO VERDE ", "EXÁMES", "RAIO X", 2.0, "ANA TESTE"),
            ("2026-02-19", "ouro verde", "exames", "raio x", 4.0, "ANA TESTE"),
        ];
        bill(&app.app, &lines).await;
        let month = history(&app, &format!("{MONTH}&procedure=RAIO+x&group=exames&unit=Ouro+Verde")).await;
        assert_eq!(month["totals"], json!({ "total": 7, "qtd": 3 }));
        assert_eq!(month["units"], json!([{ "name": "OURO VERDE", "label": "OURO VERDE" }]));
        assert_eq!(month["groupStats"], json!([stat("EXÁMES", 7.0, 3)]), "the smallest of the stored spellings");
        assert_eq!(month["procedures"], names(&["RAIO X"]));
    }
}
