//! The desktop window: the same dashboard, answered by the same router inside this process.
//!
//! No port is opened and the page never sees a credential: each request crosses the bridge
//! (`bridge.rs`), which adds the session kept in the system's password store (`session.rs`).

mod backend;
mod bridge;
mod commands;
mod downloads;
mod files;
mod notices;
mod session;

use std::{future::Future, process::ExitCode};

use tauri::{Manager, RunEvent, WebviewUrl, WebviewWindowBuilder};

use crate::app::App;
use backend::Backend;
use downloads::Downloads;
use notices::Notices;
use session::SessionStore;

/// Label of the one window, as in `capabilities/main.json`.
const WINDOW: &str = "main";
const TITLE: &str = "Hub Consultare";
const SIZE: (f64, f64) = (1280.0, 832.0);
const SMALLEST: (f64, f64) = (360.0, 480.0);

/// Opens the window and starts the application behind it with `start`; returns when the window is closed.
///
/// The window is there at once; requests wait until `start` is done. When it fails, every request is
/// answered with the reason, so the page can show it. What comes beside the application is kept
/// alive with it.
///
/// # Errors
/// There is no display, or the window system refuses.
pub fn open<F, K>(start: F) -> anyhow::Result<ExitCode>
where
    F: Future<Output = anyhow::Result<(App, K)>> + Send + 'static,
    K: Send + 'static,
{
    needs_a_display()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    tauri::async_runtime::set(runtime.handle().clone());
    let backend = Backend::start(runtime.handle(), start);
    let window = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _arguments, _folder| show(app)))
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::Builder::new().open_js_links_on_click(false).build())
        .plugin(tauri_plugin_notification::init())
        .plugin(commands::plugin())
        .manage(backend.clone())
        .manage(SessionStore::default())
        .manage(Downloads::default())
        .manage(Notices::default())
        .setup(|app| {
            notices::follow_clicks(app.handle())?;
            WebviewWindowBuilder::new(app, WINDOW, WebviewUrl::App("/".into()))
                .title(TITLE)
                .inner_size(SIZE.0, SIZE.1)
                .min_inner_size(SMALLEST.0, SMALLEST.1)
                .build()?;
            Ok(())
        })
        .build(tauri::generate_context!())?;
    let handle = runtime.handle().clone();
    window.run(move |app, event| {
        if let RunEvent::Exit = event {
            // Whoever opens the program again while this one still tidies up gets a window of their own.
            tauri_plugin_single_instance::destroy(app);
            handle.block_on(async {
                app.state::<Downloads>().stop().await;
                backend.stop().await;
            });
        }
    });
    Ok(ExitCode::SUCCESS)
}

/// Brings the window to the front: what a second start of the program does, and a click on a message.
fn show<R: tauri::Runtime>(app: &tauri::AppHandle<R>) {
    if let Some(window) = app.get_webview_window(WINDOW) {
        // A window that cannot be raised is still there; nothing else to do about it.
        let _ = window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
    }
}

/// Without a display the window library ends the process; say what to do instead.
fn needs_a_display() -> anyhow::Result<()> {
    let given = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if cfg!(target_os = "linux") && !given("DISPLAY") && !given("WAYLAND_DISPLAY") {
        anyhow::bail!("no display here (DISPLAY and WAYLAND_DISPLAY are empty); `hub serve` runs without a window");
    }
    Ok(())
}
