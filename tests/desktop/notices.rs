//! Messages of the system: told once, followed with a click, and inside the window where the system shows none.
#![cfg(target_os = "linux")]

use std::{
    collections::HashMap,
    process::Command,
    sync::{Arc, Mutex},
};

use hub_lib::kernel::Clock;
use zbus::{connection::Connection, object_server::SignalEmitter, zvariant::OwnedValue};

use super::{
    SOON, demonstration,
    driver::{Driver, POLL},
    settings,
};

const PATH: &str = "/org/freedesktop/Notifications";

/// What the desktop was given to show: title and text.
type Shown = Arc<Mutex<Vec<(String, String)>>>;

/// A desktop that shows messages; the number of a message is its place in the list, from 1.
struct Desktop(Shown);

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Desktop {
    #[allow(clippy::too_many_arguments, reason = "the specification's own")]
    fn notify(
        &self,
        _app_name: &str,
        _replaces_id: u32,
        _app_icon: &str,
        summary: &str,
        body: &str,
        actions: Vec<&str>,
        _hints: HashMap<&str, OwnedValue>,
        _expire_timeout: i32,
    ) -> u32 {
        assert_eq!(actions.first(), Some(&"default"), "it can be clicked");
        let mut shown = self.0.lock().unwrap();
        shown.push((summary.to_owned(), body.to_owned()));
        u32::try_from(shown.len()).unwrap()
    }

    #[zbus(signal)]
    async fn action_invoked(emitter: &SignalEmitter<'_>, id: u32, action_key: &str) -> zbus::Result<()>;
}

async fn desktop() -> (Connection, Shown) {
    let shown = Shown::default();
    let bus = zbus::connection::Builder::session()
        .unwrap()
        .name("org.freedesktop.Notifications")
        .unwrap()
        .serve_at(PATH, Desktop(shown.clone()))
        .unwrap()
        .build()
        .await
        .unwrap();
    (bus, shown)
}

#[tokio::test]
async fn the_window_tells_once_of_certificates_that_expire() {
    const TOLD: &str = "consultare_certificates_told_v1";
    const FIGURES: &str = "[data-page=dashboard] [data-kpi=certidoes-vencidas]";
    let folder = tempfile::tempdir().unwrap();
    let mut settings = settings(folder.path());
    demonstration(&settings).await.close().await;
    settings.push(("WORKERS_ENABLED", "0".into()));
    let looked = Command::new(env!("CARGO_BIN_EXE_hub"))
        .args(["sync", "certidoes"])
        .envs(settings.iter().map(|(name, value)| (name, value)))
        .status()
        .unwrap();
    assert!(looked.success());
    let (bus, shown) = desktop().await;

    let window = Driver::open(&[], &settings).await;
    window.wait_for("[data-page]:not([data-page=login])", SOON).await;
    let clock = Clock::system();
    let started = clock.now();
    while shown.lock().unwrap().is_empty() {
        assert!((clock.now() - started).to_std().unwrap() < SOON, "nothing was shown");
        clock.sleep(POLL).await;
    }
    let (title, text) = shown.lock().unwrap()[0].clone();
    assert_eq!(title, "Certidões de ética");
    assert!(text.contains(" certidões vencidas, ") && text.ends_with(" vencendo"), "{text}");
    let emitter = SignalEmitter::new(&bus, PATH).unwrap();
    Desktop::action_invoked(&emitter, 1, "default").await.unwrap();
    window.wait_for("[data-page=profissionais]", SOON).await;
    window.close().await;

    // Another start on the same day.
    let window = Driver::open(&[], &settings).await;
    window.visit("/dashboard").await;
    window.wait_for(FIGURES, SOON).await;
    window.screenshot("window-certificates").await;
    let told = format!("return localStorage.getItem({TOLD:?})");
    assert!(window.run(&told).await.is_string(), "it knows what it told");
    assert_eq!(shown.lock().unwrap().len(), 1);

    // A computer that shows no messages.
    bus.close().await.unwrap();
    window.run(&format!("localStorage.removeItem({TOLD:?}); location.reload()")).await;
    window.wait_for_text("[data-toasts]", &text, SOON).await;
    window.screenshot("window-certificates-inside").await;
    window.run("document.querySelector('[data-toasts] [role=status] button').click()").await;
    window.wait_for("[data-page=profissionais]", SOON).await;
    window.close().await;
}
