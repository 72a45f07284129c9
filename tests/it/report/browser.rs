//! The report in a real Chromium: the one of the machine, which the test setup installs.

use std::path::PathBuf;

use hub_lib::{
    connectors::{
        ConnectorError,
        feegow::{
            LoginError,
            report::{BrowserSource, ReportError},
        },
    },
    integrations,
    simulator::credentials::WEB_USER,
};
use serde_json::json;

use super::{Feegow, paid, payments, sample_day};
use crate::support::{Log, Site};

/// Pauses short, limits long enough for a busy machine.
const QUICK: [(&str, &str); 2] = [("SYNC_PAUSE_SCALE", "0.04"), ("HTTP_TIMEOUT_MAX_SEC", "20")];
/// For what has to wait for its limit.
const IMPATIENT: [(&str, &str); 2] = [("SYNC_PAUSE_SCALE", "0.04"), ("HTTP_TIMEOUT_MAX_SEC", "5")];

/// The first of the usual programs in the search path.
pub fn chromium() -> PathBuf {
    let path = std::env::var_os("PATH").unwrap();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    let mut candidates = names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    candidates.find(|candidate| candidate.is_file()).expect("a Chromium, as `./dev test` installs it")
}

fn browser(feegow: &Feegow) -> BrowserSource {
    let (session, account) = (feegow.session.clone(), feegow.account());
    BrowserSource::new(chromium().into(), session, account, feegow.config.feegow.clone(), feegow.config.workers.clone())
}

/// Profiles that this process has left.
fn profiles() -> Vec<PathBuf> {
    let prefix = format!("hub-browser-{}-", std::process::id());
    let entries = std::fs::read_dir(std::env::temp_dir()).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.file_name().unwrap().to_string_lossy().starts_with(&prefix)).collect()
}

/// Browsers that work on a profile of this process. Empty where processes cannot be listed.
fn processes() -> Vec<String> {
    let prefix = format!("hub-browser-{}-", std::process::id());
    let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let lines = entries.filter_map(|entry| std::fs::read_to_string(entry.path().join("cmdline")).ok());
    lines.filter(|line| line.contains(&prefix)).collect()
}

/// Waits until browser and profile are gone.
async fn nothing_is_left() {
    for _ in 0..200 {
        if profiles().is_empty() && processes().is_empty() {
            return;
        }
        hub_lib::kernel::Clock::system().sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("left: {:?} {:?}", profiles(), processes());
}

#[tokio::test]
async fn the_report_is_read_as_over_http_and_nothing_is_left_behind() {
    let log = Log::listen();
    let feegow = Feegow::with(&QUICK).await;
    feegow.upstream.data("W8", payments(230)).await;
    let over_http = super::form::over_http(&feegow).await;
    // The HTTP session is still there: it is the other one now.
    let before = feegow.count("W3").await;
    let table = feegow.fetch(&browser(&feegow)).await.unwrap();
    assert_eq!(paid(&table)[..230], paid(&over_http)[..230]);
    assert_eq!(table.headers, over_http.headers);
    assert_eq!(table.headers[17], "Usuário da conta");
    assert_eq!(feegow.count("W3").await, before + 1, "the other session was ended once");
    let asked = feegow.upstream.calls("W8").await;
    let first = asked.iter().rev().find(|call| call["method"] == "POST").unwrap();
    assert_eq!((first["unit"].as_i64(), &first["body"]["Unidades"]), (Some(0), &json!(["|2|", "|3|", "|12|", "|20|"])));
    assert_eq!((&first["body"]["De"], &first["body"]["Ate"]), (&json!("18/02/2026"), &json!("18/02/2026")));
    nothing_is_left().await;
    log.assert_discreet();
    assert!(!log.text().contains(WEB_USER));
    assert!(log.text().contains("Sessão anterior encerrada"));
    // The lease is free, and the next one over HTTP logs in again.
    assert_eq!(super::form::over_http(&feegow).await, over_http);
}

#[tokio::test]
async fn a_survey_in_front_and_a_box_that_moved_hold_nothing_up() {
    let feegow = Feegow::with(&QUICK).await;
    for variant in ["survey", "moved_box"] {
        feegow.upstream.data("W7", json!({"variant": variant})).await;
        let table = feegow.fetch(&browser(&feegow)).await.unwrap();
        assert_eq!((table.rows.len(), table.headers.len()), (5, 18), "{variant}");
    }
    nothing_is_left().await;
}

#[tokio::test]
async fn an_empty_day_is_an_empty_table() {
    let feegow = Feegow::with(&IMPATIENT).await;
    feegow.upstream.fail("W8", "empty").await;
    let table = feegow.fetch(&browser(&feegow)).await.unwrap();
    assert_eq!((table.headers.len(), table.rows.len()), (18, 0));
    nothing_is_left().await;
}

#[tokio::test]
async fn a_lost_session_is_renewed_once() {
    let feegow = Feegow::with(&QUICK).await;
    feegow.upstream.fail_times("W7", "login_page", 1).await;
    assert_eq!(feegow.fetch(&browser(&feegow)).await.unwrap().rows.len(), 5);
    feegow.upstream.fail("W7", "login_redirect").await;
    let before = feegow.count("W7").await;
    let outcome = feegow.fetch(&browser(&feegow)).await;
    assert!(matches!(outcome, Err(ReportError::Call(ConnectorError::AuthExpired { .. }))), "{outcome:?}");
    assert_eq!(feegow.count("W7").await - before, 2);
    nothing_is_left().await;
}

#[tokio::test]
async fn a_session_that_cannot_be_ended_is_no_endless_fight() {
    let feegow = Feegow::with(&QUICK).await;
    feegow.take_session_over().await;
    let before = feegow.count("W3").await;
    feegow.upstream.fail("W3", "html_instead_of_json").await;
    assert_eq!(feegow.fetch(&browser(&feegow)).await, Err(ReportError::Login(LoginError::Refused)));
    assert_eq!(feegow.count("W3").await, before + 1);
    nothing_is_left().await;
}

#[tokio::test]
async fn no_answer_that_is_incomplete_passes_for_a_day() {
    let feegow = Feegow::with(&IMPATIENT).await;
    feegow.upstream.data("W8", payments(230)).await;
    for (route, mode, param) in [
        ("W7", "http:503", json!(null)),
        ("W8", "http:500", json!(null)),
        ("W8", "truncate", json!(60)),
        ("W8", "partial", json!(null)),
    ] {
        feegow.upstream.fail_with(route, mode, param).await;
        let outcome = feegow.fetch(&browser(&feegow)).await;
        assert!(matches!(outcome, Err(ReportError::Call(_))), "{route} {mode}: {outcome:?}");
        feegow.upstream.heal(route).await;
    }
    nothing_is_left().await;
}

#[tokio::test]
async fn a_run_that_is_cancelled_leaves_no_browser() {
    let feegow = Feegow::with(&QUICK).await;
    feegow.upstream.fail("W7", "timeout").await;
    let source = browser(&feegow);
    let run = feegow.fetch(&source);
    let started = async {
        while feegow.count("W7").await == 0 {
            hub_lib::kernel::Clock::system().sleep(std::time::Duration::from_millis(50)).await;
        }
    };
    tokio::select! { outcome = run => panic!("{outcome:?}"), () = started => {} }
    nothing_is_left().await;
    feegow.upstream.heal("W7").await;
    assert!(feegow.session.lease(std::time::Duration::from_secs(1)).await.is_some(), "the session is free again");
}

#[tokio::test]
async fn the_settings_choose_the_source() {
    let plain = Site::each().await.remove(0);
    let source = integrations::billing_report_source(&plain.app).await.unwrap().unwrap();
    assert!(source.fetch(sample_day(), &|_| {}).await.is_ok(), "the form");
    let named = Site::each_with(|config| config.browser.program = Some("/nowhere/chromium".into())).await.remove(0);
    let source = integrations::billing_report_source(&named.app).await.unwrap().unwrap();
    assert!(matches!(source.fetch(sample_day(), &|_| {}).await, Err(ReportError::Browser(_))), "the browser");
    let bare = Site::each_without_credentials(|_| {}).await.remove(0);
    assert!(integrations::billing_report_source(&bare.app).await.unwrap().is_none());
}

#[tokio::test]
async fn a_browser_that_is_not_there_is_told() {
    let feegow = Feegow::with(&QUICK).await;
    for program in ["/nowhere/chromium", "/bin/false"] {
        let (session, account) = (feegow.session.clone(), feegow.account());
        let (settings, workers) = (feegow.config.feegow.clone(), feegow.config.workers.clone());
        let source = BrowserSource::new(program.into(), session, account, settings, workers);
        let outcome = feegow.fetch(&source).await;
        assert!(matches!(&outcome, Err(ReportError::Browser(why)) if why.contains("não iniciou")), "{outcome:?}");
    }
    nothing_is_left().await;
}
