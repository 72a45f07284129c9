//! The reception monitor against the fake upstream.

use std::time::Duration;

use hub_lib::{
    integrations::{self, UnitSession},
    jobs::Outcome,
    queues::reception::sync::SyncReception,
};
use serde_json::{Value, json};

use crate::support::{Log, Site};

const STATES: &str = "SELECT CONCAT(hash_id, ' ', COALESCE(status, 'null'), ' ', COALESCE(dt_atendimento, 'null'))
                      FROM recepcao_historico ORDER BY hash_id";
const WAITING: [&str; 3] = ["REC_70011_2 Aguardando null", "REC_70012_2 Triagem null", "REC_70099_3 Aguardando null"];
const EXPIRED: &str = "🚨 TOKEN EXPIROU.";

async fn everything(site: &Site) -> Vec<String> {
    const SQL: &str =
        "SELECT CONCAT(hash_id, '|', id_externo, '|', unidade_id, '|', unidade_nome, '|', paciente_nome, '|',
                                     dt_chegada, '|', COALESCE(dt_atendimento, 'null'), '|', status, '|',
                                     dia_referencia, '|', updated_at)
                       FROM recepcao_historico ORDER BY hash_id";
    site.rows(SQL).await
}

fn done(counts: [usize; 3]) -> Outcome {
    let [a, b, c] = counts;
    Outcome::Done(format!("Fila: {} (Ouro Verde: {a} | Cambuí: {b} | Shop. Campinas: {c})", a + b + c))
}

fn failed(text: &str) -> Outcome {
    Outcome::Failed(text.into())
}

fn ticket(id: i64, status: &str, served: Value) -> Value {
    json!({"id": id, "UnidadeID": 2, "PacienteNome": "Ana Exemplo", "DataChegada": "2026-02-18",
           "DataAtendimento": served, "StatusNome": status})
}

async fn tickets(site: &Site, tickets: Value) {
    site.upstream.data("Q1", json!({"2": tickets})).await;
}

#[tokio::test]
async fn the_sample_tickets_are_stored_under_their_own_unit() {
    let log = Log::listen();
    for site in Site::each().await {
        assert_eq!(site.run(&SyncReception::new(&site.app)).await, done([2, 1, 0]));
        let row = |key: &str, unit: &str, name: &str, status: &str| {
            format!("REC_{key}|{unit}|{name}|2026-02-18 09:43:00|null|{status}|2026-02-18|2026-02-18 09:43:00")
        };
        assert_eq!(
            everything(&site).await,
            [
                row("70011_2|70011", "2|Ouro Verde", "Paciente Exemplo Um", "Aguardando"),
                row("70012_2|70012", "2|Ouro Verde", "Paciente Exemplo Dois", "Triagem"),
                row("70099_3|70099", "3|Centro Cambui", "Outra Unidade", "Aguardando"),
            ]
        );
    }
    log.assert_discreet();
}

#[tokio::test]
async fn a_second_run_on_the_same_tickets_changes_only_the_time_of_the_write() {
    for site in Site::each().await {
        let job = SyncReception::new(&site.app);
        site.run(&job).await;
        let first = everything(&site).await;
        site.wait(59);
        assert_eq!(site.run(&job).await, done([2, 1, 0]));
        assert_eq!(everything(&site).await, first, "nothing changed and nothing is due");
        site.wait(1);
        site.run(&job).await;
        let refreshed = everything(&site).await;
        assert!(refreshed.iter().all(|row| row.ends_with("|2026-02-18 09:44:00")));
        site.run(&SyncReception::new(&site.app)).await;
        let restarted: Vec<String> = everything(&site)
            .await
            .iter()
            .map(|row| row.replace("|2026-02-18 09:44:00", "|2026-02-18 09:43:00"))
            .collect();
        assert_eq!(restarted, first);
    }
}

#[tokio::test]
async fn whoever_is_missing_from_two_answers_left_at_the_first_and_may_come_back() {
    for site in Site::each().await {
        let job = SyncReception::new(&site.app);
        site.run(&job).await;
        site.wait(15);
        site.upstream.fail("Q1", "empty").await;
        assert_eq!(site.run(&job).await, done([0, 0, 0]));
        assert_eq!(site.rows(STATES).await, WAITING, "one answer is not enough");
        site.wait(15);
        site.upstream.fail("Q1", "http:500").await;
        assert_eq!(site.run(&job).await, failed("Falha API: HTTP 500"));
        assert_eq!(site.rows(STATES).await, WAITING, "no answer is none");
        site.wait(15);
        site.upstream.fail("Q1", "empty").await;
        site.run(&job).await;
        assert_eq!(
            site.rows(STATES).await,
            [
                "REC_70011_2 Finalizado (Saiu) 2026-02-18 09:43:15",
                "REC_70012_2 Finalizado (Saiu) 2026-02-18 09:43:15",
                "REC_70099_3 Finalizado (Saiu) 2026-02-18 09:43:15",
            ]
        );
        site.upstream.heal("Q1").await;
        site.run(&job).await;
        assert_eq!(site.rows(STATES).await, WAITING, "back in the same cycle, waiting again");
    }
}

#[tokio::test]
async fn no_ghost_remains_after_the_monitor_was_killed() {
    for site in Site::each().await {
        site.run(&SyncReception::new(&site.app)).await;
        site.wait(600);
        tickets(&site, json!([ticket(70012, "Triagem", Value::Null)])).await;
        let restarted = SyncReception::new(&site.app);
        site.run(&restarted).await;
        site.wait(15);
        site.run(&restarted).await;
        assert_eq!(
            site.rows(STATES).await,
            [
                "REC_70011_2 Finalizado (Saiu) 2026-02-18 09:53:00",
                "REC_70012_2 Triagem null",
                "REC_70099_3 Finalizado (Saiu) 2026-02-18 09:53:00",
            ]
        );
    }
}

#[tokio::test]
async fn the_time_of_service_is_stored_when_it_arrives_and_kept() {
    for site in Site::each().await {
        let job = SyncReception::new(&site.app);
        let mut states = Vec::new();
        for served in [json!(null), json!("2026-02-18"), json!("2026-02-18T12:50:00Z"), json!("18/02/2026 09:59")] {
            tickets(&site, json!([ticket(1, "Aguardando", served)])).await;
            site.run(&job).await;
            states.extend(site.rows("SELECT COALESCE(dt_atendimento, 'null') FROM recepcao_historico").await);
        }
        assert_eq!(states, ["null", "null", "2026-02-18 09:50:00", "2026-02-18 09:50:00"]);
        site.upstream.fail("Q1", "empty").await;
        site.run(&job).await;
        site.run(&job).await;
        assert_eq!(site.rows(STATES).await, ["REC_1_2 Finalizado (Saiu) 2026-02-18 09:50:00"]);
    }
}

#[tokio::test]
async fn odd_tickets_are_understood() {
    for site in Site::each().await {
        let odd = json!([
            {"id": 1, "UnidadeID": "2", "PacienteNome": null, "DataChegada": null, "StatusNome": null},
            {"id": "2", "UnidadeID": 2, "PacienteNome": "Ana Exemplo", "DataChegada": "2026-02-18 09:12:00"},
        ]);
        tickets(&site, odd).await;
        assert_eq!(site.run(&SyncReception::new(&site.app)).await, done([2, 0, 0]));
        let rows = site
            .rows("SELECT CONCAT(hash_id, ' ', paciente_nome, ' ', status, ' ', dt_chegada) FROM recepcao_historico ORDER BY 1")
            .await;
        assert_eq!(
            rows,
            [
                "REC_1_2 Desconhecido Indefinido 2026-02-18 09:43:00",
                "REC_2_2 Ana Exemplo Indefinido 2026-02-18 09:12:00",
            ]
        );
    }
}

#[tokio::test]
async fn rows_of_an_earlier_day_are_closed_with_their_last_write() {
    for site in Site::each().await {
        for (key, unit, status, served, day) in [
            ("REC_1_2", 2, "'Aguardando'", "NULL", "2026-02-17"),
            ("REC_2_2", 2, "NULL", "''", "2026-02-16"),
            ("REC_3_2", 2, "'Triagem'", "'2026-02-17 08:00:00'", "2026-02-17"),
            ("REC_4_2", 2, "'Finalizado (Saiu)'", "'2026-02-17 08:30:00'", "2026-02-17"),
            ("REC_5_12", 12, "'Aguardando'", "NULL", "2026-02-17"),
        ] {
            site.execute(&format!(
                "INSERT INTO recepcao_historico (hash_id, id_externo, unidade_id, dt_atendimento, status, dia_referencia, updated_at)
                 VALUES ('{key}', 1, {unit}, {served}, {status}, '{day}', '{day} 19:59:00')"
            ))
            .await;
        }
        let job = SyncReception::new(&site.app);
        // The source still lists yesterday's first ticket; unit 12 does not answer.
        site.upstream
            .data("Q1", json!({"2": [ticket(1, "Aguardando", Value::Null)], "12": {"message": "fora do ar"}}))
            .await;
        for _ in 0..2 {
            site.run(&job).await;
            assert_eq!(
                site.rows(STATES).await,
                [
                    "REC_1_2 Finalizado (Saiu) 2026-02-17 19:59:00",
                    "REC_2_2 Finalizado (Saiu) 2026-02-16 19:59:00",
                    "REC_3_2 Finalizado (Saiu) 2026-02-17 08:00:00",
                    "REC_4_2 Finalizado (Saiu) 2026-02-17 08:30:00",
                    "REC_5_12 Aguardando null",
                ]
            );
        }
        tickets(&site, json!([])).await;
        site.run(&job).await;
        assert!(site.rows(STATES).await.contains(&"REC_5_12 Finalizado (Saiu) 2026-02-17 19:59:00".to_owned()));
    }
}

#[tokio::test]
async fn a_failed_unit_keeps_its_rows_and_is_named() {
    for site in Site::each().await {
        let job = SyncReception::new(&site.app);
        site.run(&job).await;
        let wrong =
            UnitSession { unit_id: 3, token: "vencido-vencido-vencido".into(), cookies: Some("core_session=x".into()) };
        integrations::save_unit_session(&site.app, &wrong).await.unwrap();
        site.upstream.data("Q1", json!({"2": [ticket(70012, "Cancelado", Value::Null)], "3": []})).await;
        for restarted in [SyncReception::new(&site.app), job] {
            site.wait(301);
            assert_eq!(
                site.run(&restarted).await,
                Outcome::Partial("Fila parcial: 1 | sem resposta: Cambuí (HTTP 401)".into())
            );
            site.run(&restarted).await;
        }
        let states = site.rows(STATES).await;
        assert_eq!(states[1..], ["REC_70012_2 Cancelado null", "REC_70099_3 Aguardando null"]);
        assert!(states[0].starts_with("REC_70011_2 Finalizado (Saiu) "));
    }
}

#[tokio::test]
async fn nothing_that_is_not_a_list_of_tickets_changes_a_row_and_nothing_leaks() {
    let log = Log::listen();
    for site in Site::each_with(|config| config.workers.http_timeout_max = Some(Duration::from_millis(700))).await {
        let job = SyncReception::new(&site.app);
        site.run(&job).await;
        let stored = everything(&site).await;
        for (mode, outcome) in [
            ("http:401", EXPIRED),
            ("http:403", EXPIRED),
            ("login_page", EXPIRED),
            ("login_redirect", EXPIRED),
            ("http:404", "Falha API: HTTP 404"),
            ("http:429", "Falha API: HTTP 429"),
            ("http:500", "Falha API: HTTP 500"),
            ("http:503", "Falha API: HTTP 503"),
            ("timeout", "Falha API: tempo esgotado"),
            ("close", "Falha API: sem conexão"),
            ("truncate", "Falha API: sem conexão"),
            ("bad_json", "Falha API: resposta ilegível"),
            ("html_instead_of_json", "Falha API: resposta inesperada"),
            ("success_false", "Falha API: resposta inesperada"),
        ] {
            site.wait(61);
            site.upstream.fail("Q1", mode).await;
            for _ in 0..2 {
                assert_eq!(site.run(&job).await, failed(outcome), "{mode}");
            }
            assert_eq!(everything(&site).await, stored, "{mode}");
        }
        site.upstream.heal("Q1").await;
        assert_eq!(site.run(&job).await, done([2, 1, 0]));
    }
    log.assert_discreet();
}

#[tokio::test]
async fn a_short_failure_is_overcome_within_the_cycle() {
    for site in Site::each().await {
        let job = SyncReception::new(&site.app);
        for mode in ["http:429", "http:503", "close", "truncate"] {
            site.upstream.fail_times("Q1", mode, 2).await;
            assert_eq!(site.run(&job).await, done([2, 1, 0]), "{mode}");
        }
    }
}

#[tokio::test]
async fn a_busy_source_is_given_the_time_it_asks_for() {
    for site in Site::each_with(|config| config.workers.pause_scale = 1.0).await {
        let job = SyncReception::new(&site.app);
        // Asks for a second, not for the 0.8 to 1.2 that we would take.
        site.upstream.fail_times("Q1", "http:429", 3).await;
        let run = site.run(&job);
        tokio::pin!(run);
        let moment = || tokio::time::timeout(Duration::from_millis(300), std::future::pending::<()>());
        for wait in [Duration::ZERO, Duration::from_millis(999)] {
            site.clock.advance(wait);
            let ended = tokio::select! { _ = &mut run => true, _ = moment() => false };
            assert!(!ended);
            assert_eq!(site.upstream.calls("Q1").await.len(), 3);
        }
        site.clock.advance(Duration::from_millis(1));
        assert_eq!(run.await, done([2, 1, 0]));
    }
}

#[tokio::test]
async fn a_refusal_is_not_repeated_and_new_tokens_are_used_at_the_next_cycle() {
    for site in Site::each_without_credentials(|_| {}).await {
        let job = SyncReception::new(&site.app);
        assert_eq!(site.run(&job).await, failed("Falha API: sem token"));
        assert!(site.upstream.journal().await.is_empty());
        let wrong = |unit_id| UnitSession { unit_id, token: "vencido-vencido-vencido".into(), cookies: None };
        for unit in [2, 3, 12] {
            integrations::save_unit_session(&site.app, &wrong(unit)).await.unwrap();
        }
        assert_eq!(site.run(&job).await, failed(EXPIRED));
        assert_eq!(site.upstream.calls("Q1").await.len(), 3);
        integrations::save_simulated(&site.app).await.unwrap();
        assert_eq!(site.run(&job).await, done([2, 1, 0]));
        // Good tokens are kept for their time.
        integrations::save_unit_session(&site.app, &wrong(2)).await.unwrap();
        assert_eq!(site.run(&job).await, done([2, 1, 0]));
        site.wait(300);
        assert!(matches!(site.run(&job).await, Outcome::Partial(_)));
    }
}
