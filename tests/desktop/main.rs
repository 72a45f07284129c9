//! Drives the real window: sign in, see the queues, close, come back still signed in, sign out; save
//! files; send and save the largest ones while the window is used; hear of certificates.
//!
//! Needs a display, a session bus with an unlocked keyring and `WebKitWebDriver`; `tests/window-tests.sh`
//! provides them (`./dev test` runs it).
#![allow(clippy::unwrap_used)]

mod driver;
mod memory;
mod notices;
mod papers;
mod transfers;

use std::{
    io::{Cursor, Write},
    path::Path,
    time::Duration,
};

use driver::Driver;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// Waiting rooms must be on screen within this after the start.
const FIRST_PATIENTS: Duration = Duration::from_secs(60);
/// Anything else the page does.
const SOON: Duration = Duration::from_secs(20);

/// Pages beside the monitor, by their address.
const PAGES: [&str; 8] =
    ["dashboard", "agendamentos", "produtividade", "financeiro", "propostas", "contratos", "profissionais", "settings"];

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

/// The demonstration in its window, signed in: its e-mail and password are printed.
async fn demonstration(settings: &[(&'static str, String)]) -> Driver {
    let window = Driver::open(&["demo", "--window"], settings).await;
    let email = window.printed("E-mail").await;
    let password = window.printed("Password").await;
    window.wait_for("input[autocomplete=current-password]", SOON).await;
    window.type_into("input[autocomplete=username]", &email).await;
    window.type_into("input[autocomplete=current-password]", &password).await;
    window.click("form button[type=submit]").await;
    window.wait_for("[data-page]:not([data-page=login])", SOON).await;
    window
}

#[tokio::test]
async fn the_window_shows_the_queues_and_remembers_who_signed_in() {
    let folder = tempfile::tempdir().unwrap();
    let mut settings = settings(folder.path());

    let window = demonstration(&settings).await;
    window.visit("/monitor").await;
    window.wait_for("[data-page=monitor]", SOON).await;
    for unit in ["OURO VERDE", "CENTRO CAMBUÍ", "CAMPINAS SHOPPING"] {
        window.wait_for_text("[data-page=monitor]", unit, SOON).await;
    }
    window.wait_for("[data-page=monitor] [data-row-id]", FIRST_PATIENTS).await;
    // The window's engine is not the browser's: every page has to open in it.
    for page in PAGES {
        window.visit(&format!("/{page}")).await;
        window.wait_for(&format!("[data-page={page}] h1"), SOON).await;
        window.screenshot(&format!("window-{page}")).await;
    }
    window.visit("/monitor").await;
    window.wait_for("[data-page=monitor] [data-row-id]", SOON).await;
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

#[tokio::test]
async fn the_window_saves_a_file_whole_and_under_a_free_name() {
    let folder = tempfile::tempdir().unwrap();
    let saved = folder.path().join("saved");
    std::fs::create_dir(&saved).unwrap();
    let mut settings = settings(folder.path());
    settings.push(("HUB_DOWNLOAD_DIR", saved.display().to_string()));
    let window = demonstration(&settings).await;
    window.visit("/financeiro").await;
    for number in 1..=2 {
        // In the page: it is still arranging itself, and a click of the driver goes where the button was.
        window.wait_for("[data-page=financeiro] [data-action=export]:not([disabled])", SOON).await;
        window.run("document.querySelector('[data-page=financeiro] [data-action=export]').click()").await;
        window.wait_for(&format!("[data-downloads] li:nth-child({number})[data-download=saved]"), SOON).await;
    }
    window.screenshot("window-downloads").await;
    let entries = std::fs::read_dir(&saved).unwrap().map(|entry| entry.unwrap());
    let mut files: Vec<(String, Vec<u8>)> =
        entries.map(|entry| (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap())).collect();
    files.sort();
    assert_eq!(files.len(), 2, "nothing half-written beside them");
    for (name, bytes) in &files {
        assert!(name.starts_with("financeiro-") && name.ends_with(".xlsx"), "{name}");
        assert!(bytes.starts_with(b"PK"), "a workbook");
    }
    assert!(files[0].0.contains(" (2).xlsx"), "{}", files[0].0);
    window.close().await;
}

#[tokio::test]
async fn a_template_of_the_largest_size_goes_in_and_comes_out_byte_for_byte() {
    let folder = tempfile::tempdir().unwrap();
    let saved = folder.path().join("saved");
    std::fs::create_dir(&saved).unwrap();
    let template = folder.path().join("Contrato Exemplo.docx");
    let bytes = large_template();
    std::fs::write(&template, &bytes).unwrap();
    let mut settings = settings(folder.path());
    settings.push(("HUB_DOWNLOAD_DIR", saved.display().to_string()));
    let window = demonstration(&settings).await;
    window.visit("/settings").await;
    window.wait_for("[data-page=settings] form input[type=file]", SOON).await;
    window.type_into("[data-page=settings] form input[maxlength]", "Contrato Exemplo").await;
    window.type_into("[data-page=settings] form input[type=file]", &template.display().to_string()).await;
    window.run("document.querySelector('[data-page=settings] form').requestSubmit()").await;
    window.wait_for("[data-page=settings] [data-row-id]", SOON).await;
    window.run("document.querySelector('[data-page=settings] [data-row-id] [aria-label^=Baixar]').click()").await;
    window.wait_for("[data-downloads] li[data-download=saved]", SOON).await;
    window.screenshot("window-template").await;
    assert!(std::fs::read(saved.join("Contrato Exemplo.docx")).unwrap() == bytes);
    window.close().await;
}

/// A `.docx` of just less than 10 MiB.
fn large_template() -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    writer.start_file("word/document.xml", options).unwrap();
    writer.write_all(b"<w:p><w:r><w:t>{{professional.name}}</w:t></w:r></w:p>").unwrap();
    writer.start_file("word/media/image1.png", options).unwrap();
    let noise: Vec<u8> =
        (0..10 * 1024 * 1024 - 1024_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    writer.write_all(&noise).unwrap();
    writer.finish().unwrap().into_inner()
}
