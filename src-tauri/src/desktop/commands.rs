//! What the page may ask of this side: three commands, nothing else.

use std::sync::{Mutex, PoisonError};

use axum::http::{HeaderMap, HeaderValue, header};
use futures_util::StreamExt;
use secrecy::ExposeSecret;
use tauri::{
    Manager, Runtime, State,
    async_runtime::JoinHandle,
    ipc::{Channel, InvokeBody, Request, Response},
    plugin::{Builder, TauriPlugin},
};

use super::{
    backend::{Backend, Ready},
    bridge,
    session::{SessionStore, Storage},
};
use crate::{access::session, http::events};

/// The plugin `hub`, named in `build.rs` and in `capabilities/main.json`.
pub(super) fn plugin<R: Runtime>() -> TauriPlugin<R> {
    Builder::new("hub")
        .invoke_handler(tauri::generate_handler![api_request, subscribe_events, session_storage])
        .setup(|app, _| {
            app.manage(Subscription::default());
            Ok(())
        })
        .build()
}

/// The one event stream of the window: a page that loads again replaces it.
#[derive(Default)]
struct Subscription(Mutex<Option<JoinHandle<()>>>);

impl Subscription {
    fn replace(&self, task: JoinHandle<()>) {
        let former = self.0.lock().unwrap_or_else(PoisonError::into_inner).replace(task);
        if let Some(former) = former {
            former.abort();
        }
    }
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

/// Sends `{"event": …, "data": …}` for everything the signed-in user may hear, until they sign out.
///
/// # Errors
/// The application could not start, or nobody is signed in.
#[tauri::command]
async fn subscribe_events(
    channel: Channel<String>,
    backend: State<'_, Backend>,
    sessions: State<'_, SessionStore>,
    subscription: State<'_, Subscription>,
) -> Result<(), String> {
    let ready = backend.ready().await.map_err(|reason| reason.to_string())?;
    let stream = listen(&ready, &sessions).await?;
    subscription.replace(tauri::async_runtime::spawn(async move {
        let mut stream = std::pin::pin!(stream);
        while let Some(event) = stream.next().await {
            let Ok(text) = serde_json::to_string(&event) else { continue };
            if channel.send(text).is_err() {
                return;
            }
        }
    }));
    Ok(())
}

async fn listen(
    ready: &Ready,
    sessions: &SessionStore,
) -> Result<impl futures_util::Stream<Item = events::Event> + Send + use<>, String> {
    const SIGNED_OUT: &str = "signed out";
    let token = sessions.token(&ready.app.config.database.location()).await.ok_or(SIGNED_OUT)?;
    let mut bearer =
        HeaderValue::try_from(format!("Bearer {}", token.expose_secret())).map_err(|_| SIGNED_OUT.to_owned())?;
    bearer.set_sensitive(true);
    let headers = HeaderMap::from_iter([(header::AUTHORIZATION, bearer)]);
    let signed = session::resolve(&ready.app, &headers).await.map_err(|error| error.to_string())?.ok_or(SIGNED_OUT)?;
    events::stream(&ready.app, signed.user, session::hash_of(token.expose_secret())).map_err(|error| error.to_string())
}
