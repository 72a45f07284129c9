//! The report through the form of its page.

use std::time::Duration;

use hub_lib::{
    connectors::{
        ConnectorError,
        feegow::{
            LoginError,
            report::{ReportError, ReportTable},
        },
    },
    kernel::Clock,
    simulator::credentials::WEB_USER,
};
use serde_json::json;

use super::{Feegow, paid, payments};
use crate::support::Log;

/// The report over HTTP where pauses are not cut to nothing: the clock has to be moved then.
pub async fn over_http(feegow: &Feegow) -> ReportTable {
    let source = feegow.form();
    let ticking = async {
        loop {
            Clock::system().sleep(Duration::from_millis(10)).await;
            feegow.clock.advance(Duration::from_secs(1));
        }
    };
    tokio::select! { outcome = feegow.fetch(&source) => outcome.unwrap(), () = ticking => unreachable!() }
}

#[tokio::test]
async fn the_samples_come_with_the_footer_and_the_account_user() {
    let feegow = Feegow::new().await;
    let table = feegow.fetch(&feegow.form()).await.unwrap();
    assert_eq!((table.headers.len(), table.headers[17].as_str()), (18, "Usuário da conta"));
    assert_eq!(paid(&table), ["150,00", "1.234,56", "-20,00", "-99.999.999,99", "-99.998.635,43"]);
    assert_eq!(table.rows[0][3], "Cartão de Crédito");
    assert_eq!(table.rows[4][0], "Total");
}

#[tokio::test]
async fn the_form_asks_for_every_unit_but_the_head_office() {
    let feegow = Feegow::new().await;
    feegow.fetch(&feegow.form()).await.unwrap();
    let calls = feegow.upstream.calls("W8").await;
    assert_eq!(calls.len(), 1);
    assert_eq!(calls[0]["unit"], 0, "{}", calls[0]);
    let body = calls[0]["body"].to_string();
    for (sent, expected) in
        [("18/02/2026", true), ("|2|", true), ("|20|", true), ("|0|", false), ("|1|", true), ("|162|", true)]
    {
        assert_eq!(body.contains(sent), expected, "{sent}: {body}");
    }
}

#[tokio::test]
async fn every_page_of_the_answer_is_read() {
    let feegow = Feegow::new().await;
    feegow.upstream.data("W8", payments(450)).await;
    let table = feegow.fetch(&feegow.form()).await.unwrap();
    let expected: Vec<String> = (1..=450).map(|n| format!("{n},00")).collect();
    assert_eq!(paid(&table)[..450], expected);
    assert_eq!(feegow.count("W8").await, 3);
    assert!(feegow.said.lock().unwrap().iter().any(|text| text.contains("18/02/2026: 400 linhas")));
}

#[tokio::test]
async fn an_empty_day_is_an_empty_table() {
    let feegow = Feegow::new().await;
    feegow.upstream.fail("W8", "empty").await;
    let table = feegow.fetch(&feegow.form()).await.unwrap();
    assert_eq!((table.headers.len(), table.rows.len()), (18, 0));
    feegow.upstream.heal("W8").await;
    feegow.upstream.data("W8", json!({"variant": "no_records", "rows": []})).await;
    assert_eq!(feegow.fetch(&feegow.form()).await.unwrap(), table, "said in words, without a table");
}

#[tokio::test]
async fn a_page_without_end_is_not_read_to_its_end() {
    let feegow = Feegow::new().await;
    feegow.upstream.data("W8", json!({"variant": "huge", "mebibytes": 65})).await;
    let too_long = ConnectorError::Unexpected { service: "Feegow", what: "more than 64 MiB" };
    assert_eq!(feegow.fetch(&feegow.form()).await, Err(ReportError::Call(too_long)));
}

#[tokio::test]
async fn every_shape_of_the_page_is_understood() {
    let feegow = Feegow::new().await;
    let plain = feegow.fetch(&feegow.form()).await.unwrap();
    feegow.upstream.data("W7", json!({"variant": "moved_box"})).await;
    assert_eq!(
        feegow.fetch(&feegow.form()).await.unwrap(),
        plain,
        "the box of the account's user is found by its label"
    );
    for (variant, rows, columns) in [
        ("other_table_first", 5, 18),
        ("hidden_row", 5, 18),
        ("no_accents", 5, 18),
        ("no_account_user", 5, 17),
        ("new_column", 5, 19),
        ("out_of_window", 6, 18),
    ] {
        feegow.upstream.data("W8", json!({"variant": variant})).await;
        let table = feegow.fetch(&feegow.form()).await.unwrap();
        assert_eq!((table.rows.len(), table.headers.len()), (rows, columns), "{variant}");
    }
}

#[tokio::test]
async fn no_answer_that_is_incomplete_passes_for_a_day() {
    let feegow = Feegow::with(&[("HTTP_TIMEOUT_MAX_SEC", "1")]).await;
    feegow.upstream.data("W8", payments(250)).await;
    for (route, mode, param) in [
        ("W7", "http:500", json!(null)),
        ("W7", "close", json!(null)),
        ("W8", "http:503", json!(null)),
        ("W8", "http:404", json!(null)),
        ("W8", "http:429", json!(null)),
        ("W8", "close", json!(null)),
        ("W8", "truncate", json!(60)),
        ("W8", "timeout", json!(3)),
        ("W8", "partial", json!(null)),
        ("W8", "partial", json!("cut")),
        ("W4", "http:500", json!(null)),
    ] {
        feegow.upstream.fail_with(route, mode, param.clone()).await;
        let outcome = feegow.fetch(&feegow.form()).await;
        assert!(matches!(outcome, Err(ReportError::Call(_))), "{route} {mode} {param}: {outcome:?}");
        feegow.upstream.heal(route).await;
    }
    assert_eq!(feegow.fetch(&feegow.form()).await.unwrap().rows.len(), 251, "it goes on afterwards");
}

#[tokio::test]
async fn a_short_failure_is_overcome() {
    let feegow = Feegow::new().await;
    for mode in ["http:500", "http:429", "close"] {
        feegow.upstream.fail_times("W8", mode, 2).await;
        assert!(feegow.fetch(&feegow.form()).await.is_ok(), "{mode}");
    }
}

#[tokio::test]
async fn what_is_not_the_report_calls_for_a_browser() {
    let feegow = Feegow::new().await;
    for route in ["W7", "W8"] {
        feegow.upstream.fail(route, "html_instead_of_json").await;
        assert_eq!(feegow.fetch(&feegow.form()).await, Err(ReportError::NeedsBrowser), "{route}");
        feegow.upstream.heal(route).await;
    }
}

#[tokio::test]
async fn the_form_may_be_sent_elsewhere_by_the_settings() {
    let path = "/main/?P=RelatoriosModoFranquia&Pers=1&TR=72&Resultado=1&Outra=1";
    let feegow = Feegow::with(&[("FEEGOW_REPORT_SUBMIT_PATH", path)]).await;
    feegow.fetch(&feegow.form()).await.unwrap();
    assert_eq!(feegow.upstream.calls("W8").await[0]["query"]["Outra"], "1");
}

#[tokio::test]
async fn a_lost_session_is_renewed_once() {
    let feegow = Feegow::new().await;
    feegow.fetch(&feegow.form()).await.unwrap();
    for mode in ["http:401", "http:403", "login_page", "login_redirect"] {
        for route in ["W4", "W7", "W8"] {
            let before = feegow.count("W2").await;
            feegow.upstream.fail_times(route, mode, 1).await;
            assert!(feegow.fetch(&feegow.form()).await.is_ok(), "{route} {mode}");
            // Our former session counts as another one: a login, its end, and the login again.
            assert_eq!(feegow.count("W2").await - before, 2, "{route} {mode}");
        }
    }
    let before = feegow.count("W8").await;
    feegow.upstream.fail("W8", "login_page").await;
    let outcome = feegow.fetch(&feegow.form()).await;
    assert!(matches!(outcome, Err(ReportError::Call(ConnectorError::AuthExpired { .. }))), "{outcome:?}");
    assert_eq!(feegow.count("W8").await - before, 2);
}

#[tokio::test]
async fn another_session_of_the_user_is_ended_once() {
    let feegow = Feegow::new().await;
    feegow.take_session_over().await;
    let before = feegow.count("W3").await;
    assert!(feegow.fetch(&feegow.form()).await.is_ok());
    assert_eq!(feegow.count("W3").await, before + 1);
    // The other one comes back, and once more.
    feegow.take_session_over().await;
    let before = feegow.count("W3").await;
    assert!(feegow.fetch(&feegow.form()).await.is_ok());
    assert_eq!(feegow.count("W3").await, before + 1);
}

#[tokio::test]
async fn a_session_that_cannot_be_ended_is_no_endless_fight() {
    let feegow = Feegow::new().await;
    feegow.take_session_over().await;
    let before = feegow.count("W3").await;
    feegow.upstream.fail("W3", "html_instead_of_json").await;
    let refused = Err(ReportError::Login(LoginError::Refused));
    assert_eq!(feegow.fetch(&feegow.form()).await, refused);
    assert_eq!(feegow.count("W3").await, before + 1);
    let waiting = Err(ReportError::Login(LoginError::Waiting));
    assert_eq!(feegow.fetch(&feegow.form()).await, waiting, "not tried again at once");
    assert_eq!(feegow.count("W3").await, before + 1);
}

#[tokio::test]
async fn whoever_waits_for_the_session_says_so() {
    let feegow = Feegow::new().await;
    let lease = feegow.session.lease(Duration::from_secs(1)).await.unwrap();
    let source = feegow.form();
    let (outcome, ()) = tokio::join!(feegow.fetch(&source), async {
        while feegow.said.lock().unwrap().is_empty() {
            tokio::task::yield_now().await;
        }
        drop(lease);
    });
    assert!(outcome.is_ok());
    assert_eq!(feegow.said.lock().unwrap()[0], "Aguardando a sessão do Feegow");

    let _lease = feegow.session.lease(Duration::from_secs(1)).await.unwrap();
    let (outcome, ()) = tokio::join!(feegow.fetch(&source), async {
        while feegow.said.lock().unwrap().iter().filter(|text| text.starts_with("Aguardando")).count() < 2 {
            tokio::task::yield_now().await;
        }
        feegow.clock.advance(Duration::from_secs(601));
    });
    assert_eq!(outcome, Err(ReportError::Busy));
}

#[tokio::test]
async fn nothing_secret_is_logged() {
    let feegow = Feegow::new().await;
    let log = Log::listen();
    feegow.take_session_over().await;
    feegow.fetch(&feegow.form()).await.unwrap();
    feegow.upstream.fail("W8", "http:500").await;
    let error = feegow.fetch(&feegow.form()).await.unwrap_err();
    log.assert_discreet();
    assert!(!log.text().contains(WEB_USER) && !error.to_string().contains("Exemplo"), "{error}");
}
