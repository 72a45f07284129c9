//! The worker against the fake upstream, over HTTP: what it stores, and how it fails.

use std::time::Duration;

use hub_lib::{
    appointments::sync::SyncAppointments,
    jobs::{Job, Outcome},
    simulator::credentials,
};
use serde_json::{Value, json};

use crate::support::{Log, Site};

const ROWS: &str = "SELECT CONCAT_WS('|', appointment_id, date, status_id, ROUND(value * 100), specialty,
    professional_name, procedure_group, scheduled_by, unit_name, scheduled_at) FROM feegow_appointments
    ORDER BY appointment_id";
const COUNT: &str = "SELECT CAST(COUNT(*) AS CHAR) FROM feegow_appointments";
const FIRST: &str = "810001|2026-02-18|7|15000|Cardiologia|Dra. Modelo Cardiologia|Consultas|Atendente Modelo|Ouro Verde|2026-02-10 09:31:22";
const SECOND: &str =
    "810002|2026-02-19|1|3500|Geral|Desconhecido|Exames|Agendamento Online|Centro Cambui|2026-02-18 08:05:00";

async fn sites() -> Vec<Site> {
    Site::each_with(|config| {
        config.feegow.access_token = Some(credentials::API_TOKEN.into());
        config.workers.http_timeout_max = Some(Duration::from_secs(20));
    })
    .await
}

async fn run(site: &Site) -> Outcome {
    site.run(&SyncAppointments::new(&site.app)).await
}

/// The stored rows as texts.
async fn stored(site: &Site) -> Vec<String> {
    // SQLite writes whole doubles with their point.
    site.rows(ROWS).await.into_iter().map(|row| row.replace(".0|", "|")).collect()
}

fn done(count: usize) -> Outcome {
    Outcome::Done(format!("Sucesso: {count} registros em 0.00s"))
}

fn partial(count: usize, note: &str) -> Outcome {
    Outcome::Partial(format!("Sucesso: {count} registros em 0.00s | {note}"))
}

/// An appointment of the samples' day.
fn item(id: i64, change: Value) -> Value {
    let mut item = json!({"agendamento_id": id, "data": "18-02-2026", "status_id": 7, "valor": 10,
        "profissional_id": 101, "especialidade_id": 55, "procedimento_id": 900, "nome_fantasia": "Ouro Verde",
        "agendado_por": "Atendente Modelo", "agendado_em": "2026-02-10 09:31:22"});
    for (key, value) in change.as_object().unwrap() {
        item[key] = value.clone();
    }
    item
}

#[tokio::test]
async fn the_samples_are_stored_and_a_second_run_changes_only_when() {
    let log = Log::listen();
    for site in sites().await {
        assert_eq!(run(&site).await, done(2));
        assert_eq!(stored(&site).await, [FIRST, SECOND]);
        let calls = site.upstream.calls("A1").await;
        assert_eq!(calls.len(), 1);
        let query = json!({"data_start": "19-01-2026", "data_end": "20-03-2026", "list_procedures": "0"});
        assert_eq!(calls[0]["query"], query);
        let when = "SELECT MIN(updated_at) FROM feegow_appointments";
        assert_eq!(site.rows(when).await, ["2026-02-18 09:43:00"]);
        site.wait(60);
        assert_eq!(run(&site).await, done(2));
        assert_eq!(stored(&site).await, [FIRST, SECOND]);
        assert_eq!(site.rows(when).await, ["2026-02-18 09:44:00"]);
    }
    log.assert_discreet();
    assert!(!log.text().contains(credentials::API_TOKEN));
}

#[tokio::test]
async fn every_column_follows_what_is_said_upstream() {
    for site in sites().await {
        run(&site).await;
        let moved = json!([{"id": 810_001, "data_agendamento": "25/02/2026 10:00:00", "status": "3", "valor": "0,00",
            "valor_total_agendamento": 99.9, "profissional_id": "102", "especialidade_id": 56,
            "procedimento_id": 901, "nome_fantasia": "Centro Cambui", "agendado_por": "Outra Atendente",
            "agendado_em": "2026-02-11 10:00:00"}]);
        site.upstream.data("A1", moved).await;
        assert_eq!(run(&site).await, done(1));
        let first = "810001|2026-02-25|3|9990|Clínica Médica|Dr. Padrão|Exames|Outra Atendente|Centro Cambui|2026-02-11 10:00:00";
        assert_eq!(stored(&site).await, [first, SECOND]);
    }
}

#[tokio::test]
async fn statuses_in_passing_change_all_but_the_status() {
    for site in sites().await {
        run(&site).await;
        let passing =
            json!([item(810_001, json!({"status_id": 101, "valor": 20})), item(810_009, json!({"status_id": 5}))]);
        site.upstream.data("A1", passing).await;
        assert_eq!(run(&site).await, done(1));
        assert_eq!(stored(&site).await, [&FIRST.replace("|15000|", "|2000|"), SECOND]);
        let unknown = json!([item(810_001, json!({"status_id": 77})), item(810_010, json!({"status_id": "x"}))]);
        site.upstream.data("A1", unknown).await;
        let note = Outcome::Done("Sucesso: 1 registros em 0.00s | status desconhecido: 2".into());
        assert_eq!(run(&site).await, note);
        assert_eq!(site.rows(COUNT).await, ["2"]);
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_skipped_and_counted() {
    for site in sites().await {
        let items = json!([
            item(1, json!({"valor": "10"})),
            item(1, json!({"valor": "1.234,56", "agendado_por": null, "nome_fantasia": "nan", "agendado_em": "nan"})),
            item(2, json!({"data": "2026-02-10"})),
            item(3, json!({"data": "31-02-2026"})),
            item(4, json!({"data": null})),
            item(0, json!({})),
            item(5, json!({"agendamento_id": "abc"})),
            item(6, json!({"valor": "muito", "agendado_por": "ã".repeat(400)})),
            null,
            "texto",
        ]);
        site.upstream.data("A1", items).await;
        let note = "Sucesso: 3 registros em 0.00s | sem número ou data: 6 | valor ilegível: 1";
        assert_eq!(run(&site).await, Outcome::Done(note.into()));
        let rows = stored(&site).await;
        assert_eq!(rows[0], "1|2026-02-18|7|123456|Cardiologia|Dra. Modelo Cardiologia|Consultas|Sis|Matriz|");
        assert!(rows[1].starts_with("2|2026-02-10|"), "{}", rows[1]);
        assert!(rows[2].starts_with("6|2026-02-18|7|0|"), "{}", rows[2]);
    }
}

#[tokio::test]
async fn a_list_that_fails_keeps_the_names_it_told() {
    for site in sites().await {
        run(&site).await;
        let items = json!([item(810_001, json!({"valor": 150})), item(810_009, json!({}))]);
        for (route, path, new) in [
            ("A2", "professional/list", "Cardiologia|Desconhecido|Consultas"),
            ("A3", "specialties/list", "Geral|Dra. Modelo Cardiologia|Consultas"),
            ("A4", "procedures/list", "Cardiologia|Dra. Modelo Cardiologia|Geral"),
            ("A5", "procedures/groups", "Cardiologia|Dra. Modelo Cardiologia|Geral"),
        ] {
            for mode in ["http:500", "http:401", "success_false", "bad_json", "empty"] {
                site.execute("DELETE FROM feegow_appointments WHERE appointment_id = 810009").await;
                site.upstream.data("A1", items.clone()).await;
                site.upstream.fail(route, mode).await;
                assert_eq!(run(&site).await, partial(2, &format!("listas indisponíveis: {path}")), "{route} {mode}");
                let rows = stored(&site).await;
                assert_eq!(rows[0], FIRST, "{route} {mode}");
                assert!(rows[2].contains(new), "{route} {mode}: {}", rows[2]);
                site.upstream.heal(route).await;
            }
        }
        for route in ["A2", "A3", "A4", "A5"] {
            site.upstream.fail(route, "http:503").await;
        }
        let all = "listas indisponíveis: professional/list, specialties/list, procedures/list, procedures/groups";
        assert_eq!(run(&site).await, partial(2, all));
        assert_eq!(stored(&site).await[0], FIRST);
    }
}

#[tokio::test]
async fn whatever_fails_nothing_changes_and_the_reason_is_told() {
    let log = Log::listen();
    for site in sites().await {
        run(&site).await;
        for (mode, reason) in [
            ("http:401", "HTTP 401"),
            ("http:403", "HTTP 403"),
            ("http:404", "HTTP 404"),
            ("http:429", "HTTP 429"),
            ("http:500", "HTTP 500"),
            ("http:503", "HTTP 503"),
            ("login_page", "sessão expirada"),
            ("login_redirect", "sessão expirada"),
            ("close", "sem conexão"),
            ("truncate", ""),
            ("bad_json", "resposta ilegível"),
            ("html_instead_of_json", "resposta inesperada"),
            ("success_false", ""),
        ] {
            site.upstream.fail("A1", mode).await;
            let outcome = run(&site).await;
            let Outcome::Failed(text) = &outcome else { panic!("{mode}: {outcome:?}") };
            assert!(text.starts_with("Erro API: ") && text.contains(reason), "{mode}: {text}");
            assert_eq!(stored(&site).await, [FIRST, SECOND], "{mode}");
            site.upstream.heal("A1").await;
        }
        site.upstream.fail("A1", "empty").await;
        let asked = site.upstream.journal().await.len();
        assert_eq!(run(&site).await, Outcome::Partial("API retornou vazio".into()));
        assert_eq!(site.upstream.journal().await.len(), asked + 1, "nothing else is asked");
        assert_eq!(stored(&site).await, [FIRST, SECOND]);
    }
    log.assert_discreet();
    assert!(!log.text().contains(credentials::API_TOKEN));
}

#[tokio::test]
async fn what_passes_by_itself_does_not_fail_a_run() {
    for site in sites().await {
        for route in ["A1", "A2", "A3", "A4", "A5"] {
            for mode in ["http:429", "http:503", "close"] {
                site.upstream.fail_times(route, mode, 2).await;
                assert_eq!(run(&site).await, done(2), "{route} {mode}");
            }
        }
    }
}

#[tokio::test]
async fn a_service_that_stays_silent_is_given_up() {
    let sites = Site::each_with(|config| {
        config.feegow.access_token = Some(credentials::API_TOKEN.into());
        config.workers.http_timeout_max = Some(Duration::from_millis(300));
    });
    for site in sites.await {
        site.upstream.fail_with("A1", "timeout", json!(3)).await;
        assert_eq!(run(&site).await, Outcome::Failed("Erro API: tempo esgotado".into()));
    }
}

#[tokio::test]
async fn without_a_token_nothing_is_asked_and_a_wrong_one_changes_nothing() {
    for site in Site::each_without_credentials(|_| {}).await {
        assert_eq!(run(&site).await, Outcome::Failed("FEEGOW_ACCESS_TOKEN não configurado".into()));
        assert!(site.upstream.journal().await.is_empty());
    }
    let wrong = |config: &mut hub_lib::config::Config| config.feegow.access_token = Some("token-errado".into());
    for site in Site::each_without_credentials(wrong).await {
        assert_eq!(run(&site).await, Outcome::Failed("Erro API: HTTP 401".into()));
        assert_eq!(site.rows(COUNT).await, ["0"]);
    }
}

#[tokio::test]
async fn readers_see_all_appointments_while_they_are_stored() {
    for site in sites().await {
        let items = |value: i64| -> Value { (1..=3000).map(|id| item(id, json!({ "valor": value }))).collect() };
        site.upstream.data("A1", items(1)).await;
        assert_eq!(run(&site).await, done(3000));
        site.upstream.data("A1", items(2)).await;
        let job = SyncAppointments::new(&site.app);
        let run = site.run(&job);
        tokio::pin!(run);
        let sums = "SELECT CONCAT_WS('|', COUNT(*), COUNT(DISTINCT ROUND(value))) FROM feegow_appointments";
        let mut looks = 0;
        loop {
            tokio::select! {
                outcome = &mut run => { assert_eq!(outcome, done(3000)); break }
                rows = site.rows(sums) => { assert_eq!(rows, ["3000|1"], "all of one answer"); looks += 1 }
            }
        }
        assert!(looks > 1, "nobody looked meanwhile");
    }
}

#[tokio::test]
async fn a_run_that_is_told_to_stop_stores_nothing() {
    for site in sites().await {
        site.upstream.fail_with("A1", "timeout", json!(30)).await;
        let ctx = site.ctx();
        let job = SyncAppointments::new(&site.app);
        let run = job.run(&ctx);
        let stop = async {
            while site.upstream.calls("A1").await.is_empty() {
                tokio::task::yield_now().await;
            }
            ctx.cancel.cancel();
        };
        assert!(matches!(tokio::join!(run, stop).0, Outcome::Skipped(_)));
        assert_eq!(site.rows(COUNT).await, ["0"]);
    }
}
