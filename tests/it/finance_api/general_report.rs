//! `/api/admin/financial/general-report` as JSON.

use serde_json::{Value, json};

use super::lines::{CARD, bill, each_clinic};
use crate::support::{TestApp, each_app};

pub const REPORT: &str = "/api/admin/financial/general-report";

pub async fn report(app: &TestApp, query: &str) -> Value {
    let reply = app.get_as("GESTOR", &format!("{REPORT}?{query}")).await;
    assert_eq!(reply.status, 200, "{query}: {}", reply.text);
    assert_eq!(reply.json["status"], "success");
    reply.json["data"].clone()
}

/// A year as the report writes it: months from 1, the rest is 0.
fn year(year: i32, paid: &[(usize, f64)], total: f64, accumulated: f64, highlighted: &[usize]) -> Value {
    let month = |n: usize| paid.iter().find(|(month, _)| *month == n).map_or(0.0, |(_, reais)| *reais);
    json!({
        "year": year,
        "months": (1..=12).map(|n| number(month(n))).collect::<Vec<_>>(),
        "total": number(total),
        "accumulatedRef": number(accumulated),
        "highlights": (1..=12).map(|n| highlighted.contains(&n)).collect::<Vec<_>>(),
    })
}

fn number(reais: f64) -> Value {
    if reais.fract() == 0.0 { json!(reais as i64) } else { json!(reais) }
}

/// Key, label, accumulated reference, best and previous year; the growths (rounded to 2 decimals); the years.
fn section(key: &str, label: &str, money: [f64; 3], growth: [Option<f64>; 2], rows: &[Value]) -> Value {
    json!({
        "key": key,
        "label": label,
        "referenceYearApplied": 2026,
        "referenceAccumulated": number(money[0]),
        "bestHistoricalAccumulated": number(money[1]),
        "previousYearAccumulated": number(money[2]),
        "growthVsBest": growth[0],
        "growthVsPreviousYear": growth[1],
        "rows": rows,
    })
}

/// The report of the small world.
pub fn expected_sections() -> Value {
    json!([
        section(
            "all",
            "Todas unidades",
            [889.9, 1000.0, 500.0],
            [Some(-11.01), Some(77.98)],
            &[
                year(2024, &[(1, 1000.0), (2, 50.0)], 1050.0, 1050.0, &[1]),
                year(2025, &[(2, 1200.0), (12, 900.0)], 2100.0, 1200.0, &[12]),
                year(2026, &[(1, 320.0), (2, 1230.4)], 1550.4, 1550.4, &[2]),
            ]
        ),
        section(
            "campinas_shopping",
            "Campinas Shopping",
            [360.0, 0.0, 0.0],
            [None, None],
            &[year(2025, &[(12, 900.0)], 900.0, 0.0, &[12]), year(2026, &[(2, 360.0)], 360.0, 360.0, &[2]),]
        ),
        section(
            "ouro_verde",
            "Ouro Verde",
            [150.0, 1000.0, 0.0],
            [Some(-85.0), None],
            &[
                year(2024, &[(1, 1000.0)], 1000.0, 1000.0, &[1]),
                year(2025, &[(2, 700.0)], 700.0, 700.0, &[2]),
                year(2026, &[(2, 450.0)], 450.0, 450.0, &[]),
            ]
        ),
        section(
            "centro_cambui",
            "Centro Cambui",
            [200.0, 500.0, 500.0],
            [Some(-60.0), Some(-60.0)],
            &[
                year(2024, &[(2, 50.0)], 50.0, 50.0, &[]),
                year(2025, &[(2, 500.0)], 500.0, 500.0, &[2]),
                year(2026, &[(1, 200.0), (2, 350.5)], 550.5, 550.5, &[1]),
            ]
        ),
        section(
            "resolve_saude",
            "ResolveSaude",
            [179.9, 0.0, 0.0],
            [None, None],
            &[year(2026, &[(1, 120.0), (2, 59.9)], 179.9, 179.9, &[1, 2]),]
        ),
    ])
}

/// The sections with their growths rounded to two decimals.
fn rounded(report: &Value) -> Value {
    let mut sections = report["sections"].clone();
    for section in sections.as_array_mut().unwrap() {
        for growth in ["growthVsBest", "growthVsPreviousYear"] {
            if let Some(pct) = section[growth].as_f64() {
                section[growth] = json!((pct * 100.0).round() / 100.0);
            }
        }
    }
    sections
}

#[tokio::test]
async fn every_section_of_the_small_world() {
    for app in each_clinic().await {
        let all = report(&app, "").await;
        assert_eq!(rounded(&all), expected_sections());
        let mut head = all.clone();
        head.as_object_mut().unwrap().remove("sections");
        assert_eq!(
            head,
            json!({
                "generatedAt": "2026-02-19T18:30:00.000Z",
                "referenceMonthRef": "2026-02",
                "referenceYear": 2026,
                "referenceMonth": 2,
                "referenceMonthLabel": "Fevereiro",
                "accumulationCutoffBr": "18/02",
                "accumulationRuleLabel": "acumulado de 01/01 ate 18/02 de cada ano",
                "unitFilter": "all",
                "availableUnits": [
                    { "key": "all", "label": "Todas unidades" },
                    { "key": "campinas_shopping", "label": "Campinas Shopping" },
                    { "key": "ouro_verde", "label": "Ouro Verde" },
                    { "key": "centro_cambui", "label": "Centro Cambui" },
                    { "key": "resolve_saude", "label": "ResolveSaude" },
                ],
            })
        );
    }
}

#[tokio::test]
async fn one_section_alone_has_its_own_reference_month() {
    for app in each_clinic().await {
        let one = report(&app, "unit=ouro_verde&format=JSON").await;
        assert_eq!(one["unitFilter"], "ouro_verde");
        assert_eq!(rounded(&one), json!([expected_sections()[2]]));
        assert_eq!(report(&app, "unit=Ouro%20Verde").await["sections"].as_array().unwrap().len(), 5, "no key");
    }
}

#[tokio::test]
async fn a_chosen_month_moves_the_reference_but_not_the_cut() {
    for app in each_clinic().await {
        let march = report(&app, "monthRef=2025-03").await;
        assert_eq!(march["referenceMonthLabel"], "Marco");
        assert_eq!(march["accumulationCutoffBr"], "18/02");
        let all = &march["sections"][0];
        assert_eq!(all["referenceYearApplied"], 2025);
        assert_eq!((&all["referenceAccumulated"], &all["bestHistoricalAccumulated"]), (&json!(500), &json!(1000)));
        assert_eq!(march["sections"][4]["referenceYearApplied"], 2026, "its last year");
        assert_eq!(report(&app, "monthRef=2025-13").await["referenceMonthRef"], "2026-02", "no month");
    }
}

#[tokio::test]
async fn without_lines_the_sections_are_empty() {
    for app in each_app().await {
        let empty = report(&app, "").await;
        assert_eq!(empty["referenceMonthRef"], "2026-02");
        assert_eq!(empty["sections"].as_array().unwrap().len(), 5);
        assert_eq!(
            empty["sections"][1],
            json!({
                "key": "campinas_shopping", "label": "Campinas Shopping", "referenceYearApplied": null,
                "referenceAccumulated": 0, "bestHistoricalAccumulated": 0, "previousYearAccumulated": 0,
                "growthVsBest": null, "growthVsPreviousYear": null, "rows": [],
            })
        );
    }
}

#[tokio::test]
async fn on_the_first_of_january_the_year_that_ended_is_compared() {
    for app in each_clinic().await {
        app.app.clock.set("2026-01-01 08:00:00");
        let report = report(&app, "").await;
        assert_eq!(
            (&report["referenceMonthRef"], &report["accumulationCutoffBr"]),
            (&json!("2025-12"), &json!("31/12"))
        );
        assert_eq!(report["sections"][0]["referenceAccumulated"], 2100);
    }
}

#[tokio::test]
async fn mistyped_days_change_nothing_but_their_own_month() {
    for app in each_clinic().await {
        let odd = [
            ("1926-02-18", "OURO VERDE", "CONSULTAS", "CONSULTA CLINICA", 1.0, "ANA TESTE"),
            ("sem data", "OURO VERDE", "CONSULTAS", "CONSULTA CLINICA", 2.0, "ANA TESTE"),
            ("2062-05-01", "OURO VERDE", "CONSULTAS", "CONSULTA CLINICA", 4.0, "ANA TESTE"),
            ("18/02/2026", CARD, "CARTAO", "MENSALIDADE", 0.1, "ANA TESTE"),
            ("2026-02-18", "Matriz", "CARTAO", "MENSALIDADE", 0.2, "ANA TESTE"),
        ];
        bill(&app.app, &odd).await;
        let report = report(&app, "").await;
        assert_eq!(report["referenceMonthRef"], "2026-02");
        let years: Vec<_> = report["sections"][0]["rows"].as_array().unwrap().iter().map(|row| &row["year"]).collect();
        assert_eq!(years, [2024, 2025, 2026, 2062]);
        assert_eq!(report["sections"][0]["referenceAccumulated"], 890.2);
        assert_eq!(report["sections"][4]["referenceAccumulated"], 180);
    }
}

#[tokio::test]
async fn the_sums_are_kept_until_the_worker_writes() {
    for app in each_clinic().await {
        let accumulated = async |query: &str| report(&app, query).await["sections"][0]["referenceAccumulated"].clone();
        assert_eq!(accumulated("").await, 889.9);
        bill(&app.app, &[("2026-02-18", "OURO VERDE", "EXAMES", "RAIO X", 10.1, "ANA TESTE")]).await;
        assert_eq!(accumulated("unit=all").await, 889.9);
        assert_eq!(accumulated("refresh=1").await, 900);
        bill(&app.app, &[("2026-02-18", "OURO VERDE", "EXAMES", "RAIO X", 0.5, "ANA TESTE")]).await;
        app.app.cache.invalidate(&["faturamento_analitico", "faturamento_resumo_diario", "faturamento_resumo_mensal"]);
        assert_eq!(accumulated("").await, 900.5);
    }
}

#[tokio::test]
async fn refusals_say_their_status() {
    for app in each_app().await {
        let signed_out = app.get(REPORT).await;
        assert_eq!(signed_out.status, 401);
        assert_eq!(
            signed_out.json,
            json!({ "status": "error", "error": "Unauthenticated", "code": "UNAUTHENTICATED" })
        );
        let operator = app.get_as("OPERADOR", REPORT).await;
        assert_eq!(operator.status, 403);
        assert_eq!(operator.json, json!({ "status": "error", "error": "Forbidden", "code": "FORBIDDEN" }));
        let posted = app.post_as("ADMIN", REPORT, json!({})).await;
        assert_eq!((posted.status.as_u16(), &posted.json["status"]), (405, &json!("error")));
        assert!(app.get("/api/admin/financial/history").await.json.get("status").is_none());
    }
}
