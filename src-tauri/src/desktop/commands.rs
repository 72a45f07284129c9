//! What the page may ask of this side: three commands, nothing else.

use tauri::{
    Runtime, State,
    ipc::{InvokeBody, Request, Response},
    plugin::{Builder, TauriPlugin},
};

use super::{
    backend::Backend,
    bridge,
    session::{SessionStore, Storage},
};

/// The plugin `hub`, named in `build.rs` and in `capabilities/main.json`.
pub(super) fn plugin<R: Runtime>() -> TauriPlugin<R> {
    Builder::new("hub").invoke_handler(tauri::generate_handler![api_request, session_storage]).build()
}

/// One request of the page: a frame in, a frame out (see `bridge.rs`).
#[tauri::command]
async fn api_request(
    request: Request<'_>,
    backend: State<'_, Backend>,
    sessions: State<'_, SessionStore>,
) -> Result<Response, String> {
    let InvokeBody::Raw(frame) = request.body() else { return Err("a frame of bytes is expected".into()) };
    let frame = match backend.ready().await {
        Ok(ready) => bridge::answer(&ready, &sessions, frame).await,
        Err(reason) => bridge::not_started(&reason),
    };
    Ok(Response::new(frame))
}

/// Where the sign-in is kept.
#[tauri::command]
async fn session_storage(backend: State<'_, Backend>, sessions: State<'_, SessionStore>) -> Result<Storage, String> {
    let ready = backend.ready().await.map_err(|reason| reason.to_string())?;
    Ok(sessions.storage(&ready.app.config.database.location()).await)
}
