//! The renewal of the reception queues' tokens, against the fake upstream.

use std::time::Duration;

use hub_lib::{
    integrations::{self, sync::SyncAuth},
    jobs::Outcome,
    queues::reception::sync::SyncReception,
    simulator::credentials::{WEB_PASSWORD, WEB_USER, unit_cookie, unit_token},
};
use secrecy::ExposeSecret;
use serde_json::json;

use crate::support::{Log, Site};

const ROWS: &str = "SELECT CONCAT(unit_id, ' ', token, ' ', COALESCE(cookies, ''), ' ', updated_at)
                    FROM integrations_config WHERE service = 'feegow' AND unit_id <> '' ORDER BY unit_id";
const AUTH_STATUS: &str = "SELECT status FROM system_status WHERE service_name = 'auth'";

fn done() -> Outcome {
    Outcome::Done("Tokens atualizados (3/3 unidades)".into())
}

fn none() -> Outcome {
    Outcome::Failed("Nenhuma unidade renovada".into())
}

async fn count(site: &Site, route: &str) -> usize {
    site.upstream.calls(route).await.len()
}

/// Sites that know the web login but no token at all.
async fn sites() -> Vec<Site> {
    let sites = Site::each_with(|config| config.workers.http_timeout_max = Some(Duration::from_secs(1))).await;
    for site in &sites {
        site.execute("DELETE FROM integrations_config WHERE unit_id <> ''").await;
    }
    sites
}

/// Unit, token, cookies.
async fn stored(site: &Site) -> Vec<(i64, String, String)> {
    let sessions = integrations::unit_sessions(&site.app).await.unwrap();
    let text = |secret: &secrecy::SecretString| secret.expose_secret().to_owned();
    sessions.iter().map(|s| (s.unit_id, text(&s.token), s.cookies.as_ref().map(text).unwrap_or_default())).collect()
}

#[tokio::test]
async fn each_unit_gets_the_token_of_its_totem_page() {
    let log = Log::listen();
    for site in sites().await {
        assert_eq!(site.run(&SyncAuth::new(&site.app)).await, done());
        let stored = stored(&site).await;
        assert_eq!(stored.len(), 3);
        for (unit, token, cookies) in stored {
            assert_eq!(token, unit_token(unit));
            assert!(cookies.contains(&unit_cookie(unit)) && cookies.contains("ASPSESSIONIDSIM="), "{cookies}");
        }
        assert_eq!(count(&site, "W2").await, 1, "one session for all units");
        assert_eq!(count(&site, "Q1").await, 3, "each token was tried");
        for row in site.rows(ROWS).await {
            assert!(!row.contains("sim-unit-token") && !row.contains("core_session"), "not encrypted: {row}");
        }
        assert!(matches!(site.run(&SyncReception::new(&site.app)).await, Outcome::Done(_)));
    }
    log.assert_discreet();
}

#[tokio::test]
async fn the_token_is_found_wherever_the_page_keeps_it() {
    for site in sites().await {
        for variant in ["iframe", "script", "storage"] {
            site.upstream.data("W5", json!({"variant": variant})).await;
            assert_eq!(site.run(&SyncAuth::new(&site.app)).await, done(), "{variant}");
        }
    }
}

#[tokio::test]
async fn another_host_never_sees_our_session() {
    let site = sites().await.remove(0);
    let other = site.upstream.base_url().replace("127.0.0.1", "localhost");
    site.upstream.data("W5", json!(format!("<iframe src='{other}/web/v8.1/TotemDocumento.asp'></iframe>"))).await;
    assert_eq!(site.run(&SyncAuth::new(&site.app)).await, none());
    let documents = site.upstream.journal().await;
    assert!(!documents.iter().any(|call| call["path"].as_str().unwrap().contains("TotemDocumento")), "{documents:?}");
}

#[tokio::test]
async fn whatever_fails_keeps_the_tokens_of_before() {
    for site in sites().await {
        let job = SyncAuth::new(&site.app);
        site.run(&job).await;
        let before = site.rows(ROWS).await;
        for (route, mode, param) in [
            ("W4", "http:500", json!(null)),
            ("W5", "http:401", json!(null)),
            ("W5", "http:403", json!(null)),
            ("W5", "http:429", json!(null)),
            ("W5", "http:503", json!(null)),
            ("W5", "login_page", json!(null)),
            ("W5", "close", json!(null)),
            ("W5", "truncate", json!(20)),
            ("W5", "timeout", json!(3)),
            ("W5", "html_instead_of_json", json!(null)),
            ("Q1", "http:401", json!(null)),
            ("Q1", "http:500", json!(null)),
            ("Q1", "login_page", json!(null)),
            ("Q1", "bad_json", json!(null)),
        ] {
            site.wait(600);
            site.upstream.fail_with(route, mode, param).await;
            assert_eq!(site.run(&job).await, none(), "{route} {mode}");
            assert_eq!(site.rows(ROWS).await, before, "{route} {mode}");
            site.upstream.heal(route).await;
        }
        site.upstream.data("W5", json!({"variant": "none"})).await;
        assert_eq!(site.run(&job).await, none(), "a page without a token");
        assert_eq!(site.rows(ROWS).await, before);
        site.wait(600);
        site.upstream.reset().await;
        assert_eq!(site.run(&job).await, done(), "it goes on afterwards");
        assert_ne!(site.rows(ROWS).await, before);
    }
}

#[tokio::test]
async fn a_unit_that_fails_keeps_its_token_while_the_others_are_renewed() {
    for site in sites().await {
        site.upstream.fail_times("Q1", "http:500", 3).await;
        let partial = Outcome::Partial("Tokens atualizados (2/3 unidades) | falharam: 2".into());
        assert_eq!(site.run(&SyncAuth::new(&site.app)).await, partial);
        assert_eq!(stored(&site).await.iter().map(|(unit, ..)| *unit).collect::<Vec<_>>(), [3, 12]);
    }
}

#[tokio::test]
async fn a_short_failure_is_overcome() {
    for site in sites().await {
        let job = SyncAuth::new(&site.app);
        site.run(&job).await;
        for (mode, times) in
            [("http:429", 2), ("http:500", 2), ("close", 1), ("login_page", 1), ("login_redirect", 1), ("http:401", 1)]
        {
            site.upstream.fail_times("W5", mode, times).await;
            assert_eq!(site.run(&job).await, done(), "{mode}");
        }
    }
}

#[tokio::test]
async fn another_session_of_the_user_is_ended_once() {
    let log = Log::listen();
    for site in sites().await {
        let other = hub_lib::app::App::with_db((*site.app.config).clone(), site.clock.clone(), site.app.db.clone());
        site.run(&SyncAuth::new(&other)).await;
        assert_eq!(count(&site, "W3").await, 0);
        assert_eq!(site.run(&SyncAuth::new(&site.app)).await, done());
        assert_eq!(count(&site, "W3").await, 1);
        // Says yes, ends nothing.
        site.run(&SyncAuth::new(&other)).await;
        let (logins, ends) = (count(&site, "W2").await, count(&site, "W3").await);
        site.upstream.fail("W3", "html_instead_of_json").await;
        assert_eq!(site.run(&SyncAuth::new(&site.app)).await, none());
        assert_eq!(count(&site, "W3").await - ends, 1);
        assert_eq!(count(&site, "W2").await - logins, 2, "the other units are not tried with a login that is refused");
    }
    assert!(log.text().contains("Sessão anterior encerrada"));
    log.assert_discreet();
}

#[tokio::test]
async fn a_wrong_password_is_tried_once() {
    let log = Log::listen();
    for site in sites().await {
        let change = integrations::Change { password: Some("incorreta-1".into()), ..integrations::Change::default() };
        integrations::save_credentials(&site.app, integrations::Integration::Feegow, change).await.unwrap();
        assert_eq!(site.run(&SyncAuth::new(&site.app)).await, none());
        assert_eq!(count(&site, "W2").await, 1);
    }
    assert!(!log.text().contains("incorreta-1") && !log.text().contains(WEB_USER));
    assert!(!log.text().contains(WEB_PASSWORD));
}

#[tokio::test]
async fn without_credentials_nobody_is_called() {
    for site in Site::each_without_credentials(|_| {}).await {
        let missing = Outcome::Failed("Credenciais do Feegow não configuradas".into());
        assert_eq!(site.run(&SyncAuth::new(&site.app)).await, missing);
        assert!(site.upstream.journal().await.is_empty());
    }
}

#[tokio::test]
async fn the_session_is_free_for_others_between_two_units() {
    let site = Site::each_with(|config| {
        config.workers.auth_delay = Duration::from_secs(120);
        config.workers.pause_scale = 1.0;
    })
    .await
    .remove(0);
    let job = SyncAuth::new(&site.app);
    let ticking = async {
        let mut free_for = 0;
        while count(&site, "Q1").await < 3 {
            site.clock.advance(Duration::from_secs(1));
            let lease = futures_util::FutureExt::now_or_never(site.app.feegow_web.lease(Duration::from_secs(9)));
            free_for += u64::from(lease.flatten().is_some());
        }
        free_for
    };
    let (outcome, free_for) = tokio::join!(site.run(&job), ticking);
    assert_eq!(outcome, done());
    assert!(free_for >= 200, "{free_for}");
}

#[tokio::test]
async fn refused_tokens_ask_for_their_renewal_at_most_every_half_hour() {
    for site in Site::each().await {
        let reception = SyncReception::new(&site.app);
        site.run(&reception).await;
        assert_eq!(site.rows(AUTH_STATUS).await, Vec::<String>::new());
        for mode in ["http:500", "timeout"] {
            site.upstream.fail_with("Q1", mode, json!(0)).await;
            site.run(&reception).await;
        }
        assert_eq!(site.rows(AUTH_STATUS).await, Vec::<String>::new(), "an outage is not a refusal");

        site.upstream.fail("Q1", "http:401").await;
        assert_eq!(site.run(&reception).await, Outcome::Failed("🚨 TOKEN EXPIROU.".into()));
        assert_eq!(site.rows(AUTH_STATUS).await, ["PENDING"]);

        let ran = |at: &str| {
            format!("UPDATE system_status SET status = 'ERROR', last_run = '{at}' WHERE service_name = 'auth'")
        };
        site.execute(&ran("2026-02-18 09:43:30")).await;
        site.wait(29 * 60);
        site.run(&reception).await;
        assert_eq!(site.rows(AUTH_STATUS).await, ["ERROR"], "not so soon after the request");
        site.wait(61);
        site.execute(&ran("2026-02-18 09:50:00")).await;
        site.run(&reception).await;
        assert_eq!(site.rows(AUTH_STATUS).await, ["ERROR"], "not so soon after the last run");
        site.wait(20 * 60);
        site.run(&reception).await;
        assert_eq!(site.rows(AUTH_STATUS).await, ["PENDING"]);
    }
}

#[tokio::test]
async fn new_tokens_are_used_at_once() {
    for site in Site::each().await {
        let reception = SyncReception::new(&site.app);
        site.execute("DELETE FROM integrations_config WHERE unit_id = '12'").await;
        assert!(matches!(site.run(&reception).await, Outcome::Partial(_)));
        site.execute("DELETE FROM integrations_config WHERE unit_id IN ('2', '3')").await;
        assert_eq!(site.run(&SyncAuth::new(&site.app)).await, done());
        assert!(matches!(site.run(&reception).await, Outcome::Done(_)));
    }
}

#[tokio::test]
async fn a_token_that_only_the_page_itself_knows_is_seen_in_a_browser() {
    let log = Log::listen();
    let site = Site::each_with(|config| {
        config.browser.program = Some(crate::report::chromium().into());
        config.workers.http_timeout_max = Some(Duration::from_secs(20));
    })
    .await
    .remove(0);
    site.execute("DELETE FROM integrations_config WHERE unit_id <> ''").await;
    // Put together by a script, so that no search of the text finds it.
    let script = "<script>fetch('/core/x', {headers: {['x-access-' + 'token']: ['sim-unit-token', '2', 'aaaaaaaaaaaa'].join('-')}})</script>";
    site.upstream.data("W5", json!(format!("<!doctype html><html><body>{script}</body></html>"))).await;
    let partial = Outcome::Partial("Tokens atualizados (1/3 unidades) | falharam: 3, 12".into());
    assert_eq!(site.run(&SyncAuth::new(&site.app)).await, partial, "it is the token of one unit alone");
    let stored = stored(&site).await;
    assert_eq!(stored.len(), 1);
    assert_eq!((stored[0].0, stored[0].1.as_str()), (2, unit_token(2).as_str()));
    assert!(stored[0].2.contains(&unit_cookie(2)), "{stored:?}");
    log.assert_discreet();
}
