//! The medical monitor against the fake upstream.

use std::time::Duration;

use hub_lib::{
    integrations,
    jobs::{Job, Outcome},
    queues::medic::sync::SyncMedic,
};
use serde_json::{Value, json};

use crate::support::{Log, Site};

const STATES: &str = "SELECT CONCAT(paciente, ': ', COALESCE(status, 'null')) FROM espera_medica
                      ORDER BY unidade, paciente";
const WAITING: [&str; 2] = ["José Exemplo (idoso): Em Atendimento", "Paciente Exemplo Um: Espera"];
const GONE: [&str; 2] = ["José Exemplo (idoso): Finalizado (Saiu)", "Paciente Exemplo Um: Finalizado (Saiu)"];
const UNTRUSTED: &str = "Sessão expirada ou página inesperada";
const NO_LOGIN: &str = "Falha no login do Feegow";

async fn everything(site: &Site) -> Vec<String> {
    const SQL: &str =
        "SELECT CONCAT(hash_id, '|', unidade, '|', paciente, '|', chegada, '|', COALESCE(espera_minutos, -1),
                                     '|', status, '|', profissional, '|', updated_at)
                       FROM espera_medica ORDER BY hash_id";
    site.rows(SQL).await
}

fn done(total: usize) -> Outcome {
    Outcome::Done(format!("Ciclo concluído. Total detectado: {total}"))
}

fn failed(text: &str) -> Outcome {
    Outcome::Failed(text.into())
}

async fn calls(site: &Site, route: &str) -> usize {
    site.upstream.calls(route).await.len()
}

/// A line of the queue in unit 2.
fn line(arrival: &str, patient: &str) -> Value {
    json!(["09:00", arrival, patient, "40", "Dra. Modelo", "Consulta", "1 min"])
}

#[tokio::test]
async fn the_sample_queue_is_stored_with_its_keys_minutes_and_states() {
    let log = Log::listen();
    for site in Site::each().await {
        let job = SyncMedic::new(&site.app);
        assert_eq!(site.run(&job).await, done(2));
        let rows = everything(&site).await;
        assert_eq!(rows.len(), 2);
        assert!(rows.contains(
            &"28c0a85af8f8da5252b1d5541b0d8169|Ouro Verde|Paciente Exemplo Um|09:31|12|Espera|Dra. Modelo Cardiologia|2026-02-18 09:43:00"
                .to_owned()
        ));
        assert!(rows.iter().any(|row| {
            row.contains("|Ouro Verde|José Exemplo (idoso)|09:40|3|Em Atendimento|Dr. Padrão|2026-02-18 09:43:00")
        }));
    }
    log.assert_discreet();
}

#[tokio::test]
async fn a_second_run_on_the_same_queue_changes_only_the_time_of_the_write() {
    for site in Site::each().await {
        let job = SyncMedic::new(&site.app);
        site.run(&job).await;
        let first = everything(&site).await;
        assert_eq!(site.run(&job).await, done(2));
        site.wait(15);
        site.run(&job).await;
        assert_eq!(everything(&site).await, first, "nothing changed and nothing is due");
        site.run(&SyncMedic::new(&site.app)).await;
        let again: Vec<String> =
            everything(&site).await.iter().map(|row| row.replace("09:43:15", "09:43:00")).collect();
        assert_eq!(again, first, "a restarted monitor refreshes what it finds");
    }
}

#[tokio::test]
async fn an_unchanged_row_is_refreshed_every_minute() {
    for site in Site::each_with(|config| config.workers.medic_upsert_interval = Duration::from_secs(30)).await {
        site.upstream.data("W6", json!({"2": [line("antes", "Ana Exemplo")]})).await;
        let job = SyncMedic::new(&site.app);
        for (wait, expected) in [(0, "09:43:00"), (15, "09:43:00"), (15, "09:43:30"), (29, "09:43:30"), (1, "09:44:00")]
        {
            site.wait(wait);
            site.run(&job).await;
            let updated = site.rows("SELECT updated_at FROM espera_medica").await;
            assert_eq!(updated, [format!("2026-02-18 {expected}")]);
        }
    }
}

#[tokio::test]
async fn whoever_is_missing_from_two_answers_has_left_and_may_come_back() {
    for site in Site::each().await {
        let job = SyncMedic::new(&site.app);
        site.run(&job).await;
        site.upstream.fail("W6", "empty").await;
        assert_eq!(site.run(&job).await, done(0));
        assert_eq!(site.rows(STATES).await, WAITING, "one answer is not enough");
        site.upstream.fail_times("W6", "http:500", 9).await;
        assert_eq!(site.run(&job).await, failed(UNTRUSTED));
        assert_eq!(site.rows(STATES).await, WAITING, "no answer is none");
        site.upstream.fail("W6", "empty").await;
        site.wait(15);
        assert_eq!(site.run(&job).await, done(0));
        assert_eq!(site.rows(STATES).await, GONE);
        site.upstream.heal("W6").await;
        assert_eq!(site.run(&job).await, done(2));
        assert_eq!(site.rows(STATES).await, WAITING, "back in the same cycle");
    }
}

#[tokio::test]
async fn no_ghost_remains_after_the_monitor_was_killed() {
    for site in Site::each().await {
        site.run(&SyncMedic::new(&site.app)).await;
        site.upstream.data("W6", json!({"2": [line("09:50", "Ana Exemplo")]})).await;
        site.wait(600);
        let restarted = SyncMedic::new(&site.app);
        site.run(&restarted).await;
        site.run(&restarted).await;
        let mut expected = vec!["Ana Exemplo: Espera"];
        expected.extend(GONE);
        assert_eq!(site.rows(STATES).await, expected);
    }
}

#[tokio::test]
async fn a_unit_that_fails_keeps_its_rows_while_the_others_go_on() {
    for site in Site::each().await {
        let rows = |unit2: Value, unit3: Value| json!({"2": unit2, "3": unit3, "12": "<p>fora do ar</p>"});
        let bia = json!([line("09:10", "Bia Exemplo")]);
        site.upstream.data("W6", rows(json!([line("09:20", "Ana Exemplo")]), bia)).await;
        let job = SyncMedic::new(&site.app);
        let partial = |total: usize, names: &str| {
            Outcome::Partial(format!("Ciclo parcial. Total detectado: {total} | sem resposta confiável: {names}"))
        };
        assert_eq!(site.run(&job).await, partial(2, "Campinas Shopping"));
        site.upstream
            .data("W6", rows(json!("<div>Nenhum paciente aguardando</div>"), json!("{\"success\": tru")))
            .await;
        site.run(&job).await;
        assert_eq!(site.run(&job).await, partial(0, "Centro Cambui, Campinas Shopping"));
        assert_eq!(site.rows(STATES).await, ["Bia Exemplo: Espera", "Ana Exemplo: Finalizado (Saiu)"]);
    }
}

#[tokio::test]
async fn every_shape_of_the_page_is_understood() {
    for site in Site::each().await {
        let job = SyncMedic::new(&site.app);
        for (variant, total) in
            [("seconds", 2), ("nested_table", 2), ("double_encoding", 2), ("header_only", 0), ("message_row", 0)]
        {
            site.upstream.data("W6", json!({"2": {"variant": variant}})).await;
            assert_eq!(site.run(&job).await, done(total), "{variant}");
            assert_eq!(everything(&site).await.len(), 2, "{variant}: the same patients");
        }
    }
}

#[tokio::test]
async fn nothing_that_is_not_the_queue_changes_a_row_and_nothing_leaks() {
    let log = Log::listen();
    for site in Site::each_with(|config| config.workers.http_timeout_max = Some(Duration::from_millis(700))).await {
        let job = SyncMedic::new(&site.app);
        assert_eq!(site.run(&job).await, done(2));
        let stored = everything(&site).await;
        for (route, mode) in [
            ("W6", "http:401"),
            ("W6", "http:403"),
            ("W6", "http:404"),
            ("W6", "login_page"),
            ("W6", "login_redirect"),
            ("W6", "http:429"),
            ("W6", "http:500"),
            ("W6", "http:503"),
            ("W6", "close"),
            ("W6", "truncate"),
            ("W6", "bad_json"),
            ("W6", "html_instead_of_json"),
            ("W4", "http:401"),
            ("W4", "http:500"),
            ("W4", "login_page"),
        ] {
            site.wait(150);
            site.upstream.fail(route, mode).await;
            assert_eq!(site.run(&job).await, failed(UNTRUSTED), "{route} {mode}");
            assert_eq!(everything(&site).await, stored, "{route} {mode}");
            site.upstream.heal(route).await;
        }
        assert_eq!(site.run(&job).await, done(2), "the session is still good");
    }
    log.assert_discreet();
}

#[tokio::test]
async fn a_queue_that_never_answers_is_an_untrusted_one() {
    for site in Site::each_with(|config| config.workers.http_timeout_max = Some(Duration::from_millis(500))).await {
        let job = SyncMedic::new(&site.app);
        assert_eq!(site.run(&job).await, done(2));
        site.upstream.fail("W6", "timeout").await;
        assert_eq!(site.run(&job).await, failed(UNTRUSTED));
        assert_eq!(calls(&site, "W6").await, 3 + 9, "each unit is tried three times");
        assert_eq!(site.rows(STATES).await, WAITING);
    }
}

#[tokio::test]
async fn an_arrival_that_is_no_time_hides_nobody() {
    for site in Site::each().await {
        let lines = json!({"2": [line("18/02/2026 às 09:31:00", "Ana Exemplo"), line("09:40", "Bia Exemplo")]});
        site.upstream.data("W6", lines).await;
        let job = SyncMedic::new(&site.app);
        for _ in 0..2 {
            assert_eq!(site.run(&job).await, done(2));
            let arrivals = "SELECT CONCAT(paciente, ' ', chegada) FROM espera_medica ORDER BY paciente";
            assert_eq!(site.rows(arrivals).await, ["Ana Exemplo 18/02/2026 às 09", "Bia Exemplo 09:40"]);
        }
    }
}

#[tokio::test]
async fn a_short_failure_is_overcome_within_the_cycle() {
    for site in Site::each().await {
        let job = SyncMedic::new(&site.app);
        for mode in ["http:429", "http:503", "close", "truncate"] {
            site.upstream.fail_times("W6", mode, 2).await;
            assert_eq!(site.run(&job).await, done(2), "{mode}");
        }
    }
}

#[tokio::test]
async fn a_lost_session_is_renewed_once() {
    for site in Site::each().await {
        let job = SyncMedic::new(&site.app);
        site.run(&job).await;
        for mode in ["http:401", "login_page", "login_redirect"] {
            let before = calls(&site, "W2").await;
            site.upstream.fail_times("W6", mode, 1).await;
            assert_eq!(site.run(&job).await, done(2), "{mode}");
            assert!(calls(&site, "W2").await > before, "{mode}");
        }
        let before = calls(&site, "W2").await;
        site.upstream.fail("W6", "login_page").await;
        assert_eq!(site.run(&job).await, failed(UNTRUSTED));
        let renewals = calls(&site, "W2").await - before;
        // Our former session counts as another one: a login, its end, and the login again.
        assert_eq!(renewals, 2, "one renewal for all three units");
        site.wait(15);
        assert_eq!(site.run(&job).await, failed(UNTRUSTED));
        assert_eq!(calls(&site, "W2").await - before, renewals, "not again so soon");
    }
}

#[tokio::test]
async fn another_session_of_the_user_is_ended_once() {
    let log = Log::listen();
    for site in Site::each().await {
        let job = SyncMedic::new(&site.app);
        site.run(&job).await;
        assert_eq!(calls(&site, "W3").await, 0);
        // A second program with the same user takes the session over.
        let other = hub_lib::app::App::with_db((*site.app.config).clone(), site.clock.clone(), site.app.db.clone());
        assert_eq!(site.run(&SyncMedic::new(&other)).await, done(2));
        assert_eq!(calls(&site, "W3").await, 1);
        assert_eq!(site.run(&job).await, done(2));
        assert_eq!(calls(&site, "W3").await, 2);
    }
    assert!(log.text().contains("Sessão anterior encerrada"));
    log.assert_discreet();
}

#[tokio::test]
async fn a_session_that_cannot_be_ended_is_no_endless_fight() {
    for site in Site::each().await {
        let other = hub_lib::app::App::with_db((*site.app.config).clone(), site.clock.clone(), site.app.db.clone());
        site.run(&SyncMedic::new(&other)).await;
        // Says yes, ends nothing: the modal comes again.
        site.upstream.fail("W3", "html_instead_of_json").await;
        let before = calls(&site, "W2").await;
        assert_eq!(site.run(&SyncMedic::new(&site.app)).await, failed(NO_LOGIN));
        assert_eq!(calls(&site, "W3").await, 1);
        assert_eq!(calls(&site, "W2").await - before, 2);
    }
}

#[tokio::test]
async fn a_refused_login_is_not_tried_again_at_once() {
    let log = Log::listen();
    for site in Site::each().await {
        let job = SyncMedic::new(&site.app);
        site.run(&job).await;
        let stored = everything(&site).await;
        let change = integrations::Change { password: Some("incorreta-1".into()), ..integrations::Change::default() };
        integrations::save_credentials(&site.app, integrations::Integration::Feegow, change).await.unwrap();
        let before = calls(&site, "W2").await;
        for (wait, logins) in [(0, 1), (15, 1), (15, 2), (59, 2), (1, 3)] {
            site.wait(wait);
            assert_eq!(site.run(&job).await, failed(NO_LOGIN));
            assert_eq!(calls(&site, "W2").await - before, logins);
        }
        assert_eq!(everything(&site).await, stored);
        integrations::save_simulated(&site.app).await.unwrap();
        assert_eq!(site.run(&job).await, done(2), "new credentials are tried at once");
    }
    assert!(!log.text().contains("incorreta-1"));
    log.assert_discreet();
}

#[tokio::test]
async fn a_login_page_that_is_down_fails_the_cycle_and_is_tried_again_soon() {
    for site in Site::each_with(|config| config.workers.http_timeout_max = Some(Duration::from_millis(700))).await {
        for mode in ["http:500", "http:429", "http:401", "timeout"] {
            let job = SyncMedic::new(&hub_lib::app::App::with_db(
                (*site.app.config).clone(),
                site.clock.clone(),
                site.app.db.clone(),
            ));
            site.upstream.reset().await;
            site.upstream.fail("W2", mode).await;
            assert_eq!(site.run(&job).await, failed(NO_LOGIN), "{mode}");
            assert_eq!(calls(&site, "W2").await, 1, "{mode}: a login is never repeated by itself");
            site.upstream.heal("W2").await;
            site.wait(30);
            assert_eq!(site.run(&job).await, done(2), "{mode}");
        }
    }
}

#[tokio::test]
async fn without_credentials_nobody_is_called() {
    for site in Site::each_without_credentials(|_| {}).await {
        let outcome = site.run(&SyncMedic::new(&site.app)).await;
        assert_eq!(outcome, failed("Credenciais do Feegow não configuradas"));
        assert!(site.upstream.journal().await.is_empty());
    }
}

#[tokio::test]
async fn a_cycle_gives_way_when_the_session_is_in_use() {
    let site = Site::each().await.remove(0);
    let job = SyncMedic::new(&site.app);
    let lease = site.app.feegow_web.lease(Duration::from_secs(1)).await.unwrap();
    let ctx = site.ctx();
    let mut cycle = job.run(&ctx);
    assert!(futures_util::FutureExt::now_or_never(&mut cycle).is_none());
    let ticking = async {
        // The cycle reads its credentials first, then waits on the clock.
        for _ in 0..100 {
            tokio::task::yield_now().await;
            tokio::time::timeout(Duration::from_millis(20), std::future::pending::<()>()).await.unwrap_err();
            site.clock.advance(Duration::from_secs(10));
        }
    };
    let outcome = tokio::select! { outcome = cycle => outcome, () = ticking => panic!("the cycle waits for ever") };
    assert!(matches!(outcome, Outcome::Skipped(_)));
    drop(lease);
    assert_eq!(site.run(&job).await, done(2));
}

#[tokio::test]
async fn stays_without_an_end_are_ended_and_old_rows_go() {
    for site in Site::each().await {
        for (hash, unit, status, updated) in [
            ("a", "Ouro Verde", "'Espera'", "2026-02-18 07:43:01"),
            ("b", "Ouro Verde", "'Espera'", "2026-02-18 07:42:59"),
            ("c", "Centro Cambui", "NULL", "2026-02-17 09:43:01"),
            ("d", "Centro Cambui", "'Espera'", "2026-02-17 09:42:59"),
            ("e", "Ouro Verde", "'Finalizado (Saiu)'", "2026-02-15 00:00:00"),
            ("f", "Ouro Verde", "'Finalizado (Saiu)'", "2026-02-14 23:59:59"),
        ] {
            site.execute(&format!(
                "INSERT INTO espera_medica (hash_id, unidade, paciente, chegada, status, profissional, updated_at)
                 VALUES ('{hash}', '{unit}', '{hash}', '07:00', {status}, '', '{updated}')"
            ))
            .await;
        }
        let job = SyncMedic::new(&site.app);
        job.outside_window(&site.ctx()).await;
        let states =
            site.rows("SELECT CONCAT(hash_id, ' ', status, ' ', updated_at) FROM espera_medica ORDER BY hash_id").await;
        assert_eq!(
            states,
            [
                "a Espera 2026-02-18 07:43:01",
                "b Finalizado (Saiu) 2026-02-18 09:43:00",
                "c Finalizado (Saiu) 2026-02-18 09:43:00",
                "e Finalizado (Saiu) 2026-02-15 00:00:00",
            ]
        );
        // Not again before its interval.
        site.wait(299);
        job.outside_window(&site.ctx()).await;
        assert_eq!(site.rows("SELECT status FROM espera_medica WHERE hash_id = 'a'").await, ["Espera"]);
        site.wait(1);
        job.outside_window(&site.ctx()).await;
        assert_eq!(site.rows("SELECT status FROM espera_medica WHERE hash_id = 'a'").await, ["Finalizado (Saiu)"]);
    }
}
