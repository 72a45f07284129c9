//! Messages of the system, outside of the window.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use tauri::{AppHandle, Manager, Runtime, State, ipc::Channel};
use tauri_plugin_notification::NotificationExt;

/// What the window remembers of its messages.
#[derive(Default)]
pub(super) struct Notices {
    /// Who hears of a click: the page that had the last message shown.
    page: Mutex<Option<Channel<()>>>,
    /// Whether the log has it that nothing here shows messages.
    is_lack_logged: AtomicBool,
}

/// Brings the window to the front and tells the page, whenever somebody clicks a message.
pub(super) fn follow_clicks<R: Runtime>(app: &AppHandle<R>) -> tauri_plugin_notification::Result<()> {
    let handle = app.clone();
    app.notification().on_action(move |_| {
        super::show(&handle);
        let page = handle.state::<Notices>().page.lock().unwrap_or_else(PoisonError::into_inner).clone();
        // A page that is gone needs no news.
        let _ = page.map(|page| page.send(()));
    })
}

/// Shows a message of the system; `channel` hears of a click on it. `false` when this computer shows none.
#[tauri::command]
pub(super) async fn notify<R: Runtime>(
    app: AppHandle<R>,
    notices: State<'_, Notices>,
    title: String,
    body: String,
    channel: Channel<()>,
) -> Result<bool, ()> {
    if let Err(reason) = service().await {
        if !notices.is_lack_logged.swap(true, Ordering::Relaxed) {
            tracing::warn!("messages stay inside the window: {reason}");
        }
        return Ok(false);
    }
    notices.page.lock().unwrap_or_else(PoisonError::into_inner).replace(channel);
    let shown = app.notification().builder().title(title).body(body).show();
    if let Err(error) = &shown {
        tracing::debug!("a message was not shown: {error}");
    }
    Ok(shown.is_ok())
}

/// Whether anything on the session bus shows messages, or would be started to; the plugin does not tell.
#[cfg(target_os = "linux")]
async fn service() -> Result<(), String> {
    const SERVICE: &str = "org.freedesktop.Notifications";
    const ANSWERS_WITHIN: std::time::Duration = std::time::Duration::from_secs(5);
    let known = async {
        let bus = zbus::Connection::session().await?;
        let names = zbus::fdo::DBusProxy::new(&bus).await?;
        let known = names.list_names().await?.into_iter().chain(names.list_activatable_names().await?);
        zbus::Result::Ok(known.into_iter().any(|name| name.as_str() == SERVICE))
    };
    match tokio::time::timeout(ANSWERS_WITHIN, known).await {
        Ok(Ok(true)) => Ok(()),
        Ok(Ok(false)) => Err(format!("nothing on the session bus is {SERVICE}")),
        Ok(Err(error)) => Err(format!("no session bus ({error})")),
        Err(_) => Err("the session bus does not answer".to_owned()),
    }
}

/// The other systems have it built in.
#[cfg(not(target_os = "linux"))]
#[allow(clippy::unused_async, reason = "asked like the one that waits")]
async fn service() -> Result<(), String> {
    Ok(())
}
