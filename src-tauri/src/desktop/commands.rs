//! What the page may ask of this side; nothing else.

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
use tokio_util::sync::CancellationToken;

use super::{
    backend::{Backend, Ready},
    bridge, downloads, notices,
    session::{SessionStore, Storage},
};
use crate::{access::session, http::events};

/// The plugin `hub`, named in `build.rs` and in `capabilities/main.json`.
pub(super) fn plugin<R: Runtime>() -> TauriPlugin<R> {
    Builder::new("hub")
        .invoke_handler(tauri::generate_handler![
            api_request,
            subscribe_events,
            session_storage,
            downloads::download,
            downloads::cancel_download,
            downloads::open_download,
            downloads::show_download,
            notices::notify
        ])
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

/// The last message of a stream, so that the page polls and subscribes again.
const ENDED: &str = r#"{"event":"ended"}"#;

/// Sends `{"event": …, "data": …}` for everything the signed-in user may hear, until their session ends;
/// then [`ENDED`].
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
    let stopping = ready.app.stopping.clone();
    subscription
        .replace(tauri::async_runtime::spawn(forward(stream, stopping, move |text| channel.send(text).is_ok())));
    Ok(())
}

/// Passes `stream` on to the page until it ends, then says so. A program that is ending says nothing: nobody is
/// left to reconnect. `send` tells whether the page is still there.
async fn forward(
    stream: impl futures_util::Stream<Item = events::Event>,
    stopping: CancellationToken,
    send: impl Fn(String) -> bool,
) {
    let mut stream = std::pin::pin!(stream);
    while let Some(event) = stream.next().await {
        let Ok(text) = serde_json::to_string(&event) else { continue };
        if !send(text) {
            return;
        }
    }
    if !stopping.is_cancelled() {
        send(ENDED.to_owned());
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// What the page hears of a stream with one event; `stays` is whether the page is still there for it.
    async fn heard(stopping: bool, stays: bool) -> Vec<String> {
        let token = CancellationToken::new();
        if stopping {
            token.cancel();
        }
        let heard = Mutex::new(Vec::new());
        let stream = futures_util::stream::iter([events::Event::Lagged]);
        forward(stream, token, |text| {
            heard.lock().unwrap().push(text);
            stays
        })
        .await;
        heard.into_inner().unwrap()
    }

    #[tokio::test]
    async fn the_page_hears_when_its_stream_ends() {
        assert_eq!(heard(false, true).await, [r#"{"event":"lagged"}"#, ENDED]);
    }

    #[tokio::test]
    async fn a_program_that_ends_and_a_page_that_is_gone_end_in_silence() {
        assert_eq!(heard(true, true).await, [r#"{"event":"lagged"}"#]);
        assert_eq!(heard(false, false).await, [r#"{"event":"lagged"}"#]);
    }
}
