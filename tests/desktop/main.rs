//! Drives the real window: sign in, see the queues, close, come back still signed in, sign out.
//!
//! Needs a display, a session bus with an unlocked keyring and `WebKitWebDriver`; `tests/window-tests.sh`
//! provides them (`./dev test` runs it).
#![allow(clippy::unwrap_used)]

mod driver;

use std::{path::Path, time::Duration};

use driver::Driver;

/// Waiting rooms must be on screen within this after the start.
const FIRST_PATIENTS: Duration = Duration::from_secs(60);
/// Anything else the page does.
const SOON: Duration = Duration::from_secs(20);

/// Settings of a window on a folder of its own; nothing of this machine's configuration counts.
fn settings(folder: &Path) -> Vec<(&'static str, String)> {
    let path = |name: &str| folder.join(name).display().to_string();
    vec![
        ("HUB_DATA_DIR", path("data")),
        ("XDG_DATA_HOME", path("share")),
        ("XDG_CONFIG_HOME", path("config")),
        ("DB_PROVIDER", "sqlite".into()),
        ("MYSQL_URL", String::new()),
        ("MYSQL_PUBLIC_URL", String::new()),
        ("NEXTAUTH_URL", String::new()),
        ("NEXTAUTH_SECRET", String::new()),
        ("LOG_LEVEL", "warn".into()),
    ]
}

#[tokio::test]
async fn the_window_shows_the_queues_and_remembers_who_signed_in() {
    let folder = tempfile::tempdir().unwrap();
    let mut settings = settings(folder.path());

    // The demonstration in its window: its e-mail and password are printed.
    let window = Driver::open(&["demo", "--window"], &settings).await;
    let email = window.printed("E-mail").await;
    let password = window.printed("Password").await;
    window.wait_for("input[autocomplete=current-password]", SOON).await;
    window.type_into("input[autocomplete=username]", &email).await;
    window.type_into("input[autocomplete=current-password]", &password).await;
    window.click("form button[type=submit]").await;
    window.visit("/monitor").await;
    window.wait_for("[data-page=monitor]", SOON).await;
    for unit in ["OURO VERDE", "CENTRO CAMBUÍ", "CAMPINAS SHOPPING"] {
        window.wait_for_text("[data-page=monitor]", unit, SOON).await;
    }
    window.wait_for("[data-page=monitor] [data-row-id]", FIRST_PATIENTS).await;
    assert_eq!(window.run("return document.cookie").await, "", "the page holds no cookie");
    let token_like = "return Object.values(localStorage).some((text) => /[A-Za-z0-9_-]{43}/.test(text))";
    assert_eq!(window.run(token_like).await, false, "the page holds no token");
    window.screenshot("window-monitor").await;
    window.close().await;

    // The same data in the plain window, without workers: still signed in.
    settings.push(("WORKERS_ENABLED", "0".into()));
    let window = Driver::open(&[], &settings).await;
    window.wait_for("[data-page]:not([data-page=login])", SOON).await;
    window.visit("/monitor").await;
    window.wait_for("[data-page=monitor]", SOON).await;
    window.click("button[aria-label^=Sair], [data-action=logout]").await;
    window.wait_for("input[autocomplete=current-password]", SOON).await;
    window.close().await;

    // Signed out stays signed out.
    let window = Driver::open(&[], &settings).await;
    window.wait_for("input[autocomplete=current-password]", SOON).await;
    window.screenshot("window-login").await;
    window.close().await;
}
