//! What happened just now, for everybody who is looking: heartbeats, queue changes, finished runs.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::{
    extract::State,
    http::{HeaderMap, HeaderName, StatusCode},
    response::{
        IntoResponse,
        sse::{self, KeepAlive, Sse},
    },
};
use futures_util::{Stream, StreamExt};
use serde::{Deserialize, Serialize};
use tokio::sync::broadcast::{self, error::RecvError};
use utoipa::ToSchema;
use utoipa_axum::routes;

use super::{ApiError, Routes, Rule, SignedIn, error::ErrorBody};
use crate::{
    access::{CurrentUser, session, store},
    app::App,
    db::DbError,
    queues,
};

/// Events kept for a slow listener before it has to start over.
const BACKLOG: usize = 256;
/// Streams one user may have open at once: windows and wall screens under one account.
const STREAMS_PER_USER: usize = 20;
/// How often a stream looks whether its session still exists and what its user may see.
const RECHECK: Duration = Duration::from_secs(60);
/// A silent stream says something this often, so that nobody in between closes it.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// Which live queue changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Queue {
    Medic,
    Reception,
    Whatsapp,
}

/// One announcement. Serialised as `{"event": …, "data": …}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "event", content = "data", rename_all = "lowercase")]
pub enum Event {
    /// A queue's stored rows changed.
    Queue { queue: Queue },
    /// A heartbeat was written.
    Status { service_name: String },
    /// A run ended: `done`, `partial` or `failed`.
    Refresh { service_name: String, outcome: &'static str },
    /// The listener was too slow and missed some: everything may have changed.
    Lagged,
}

impl Event {
    /// The event's name in the stream.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Queue { .. } => "queue",
            Self::Status { .. } => "status",
            Self::Refresh { .. } => "refresh",
            Self::Lagged => "lagged",
        }
    }
}

/// The process-wide announcer. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Events {
    sender: broadcast::Sender<Event>,
    /// Open streams of each user, by id.
    open: Arc<Mutex<HashMap<Arc<str>, usize>>>,
}

impl Events {
    /// An announcer nobody listens to yet.
    pub fn new() -> Self {
        Self { sender: broadcast::Sender::new(BACKLOG), open: Arc::default() }
    }

    /// Tells everybody who listens; nobody listening is fine.
    pub fn announce(&self, event: Event) {
        let _ = self.sender.send(event);
    }

    /// Listens from now on.
    pub fn listen(&self) -> broadcast::Receiver<Event> {
        self.sender.subscribe()
    }

    /// A place for one more stream of a user; `None` when they have [`STREAMS_PER_USER`].
    fn place(&self, user_id: &Arc<str>) -> Option<Place> {
        let mut open = lock(&self.open);
        let count = open.entry(user_id.clone()).or_default();
        if *count >= STREAMS_PER_USER {
            return None;
        }
        *count += 1;
        Some(Place { open: self.open.clone(), user_id: user_id.clone() })
    }
}

impl Default for Events {
    fn default() -> Self {
        Self::new()
    }
}

/// An open stream, counted until it is dropped.
struct Place {
    open: Arc<Mutex<HashMap<Arc<str>, usize>>>,
    user_id: Arc<str>,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = lock(&self.open);
        if let Some(count) = open.get_mut(&self.user_id) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.user_id);
            }
        }
    }
}

fn lock(open: &Mutex<HashMap<Arc<str>, usize>>) -> MutexGuard<'_, HashMap<Arc<str>, usize>> {
    open.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What `user` may hear from now on, until the session with this token hash ends or the process stops.
///
/// Rights are read again every [`RECHECK`].
///
/// # Errors
/// 429 `TOO_MANY_STREAMS` when the user has [`STREAMS_PER_USER`] open streams.
pub fn stream(
    app: &App,
    user: Arc<CurrentUser>,
    token_hash: String,
) -> Result<impl Stream<Item = Event> + Send + use<>, ApiError> {
    let place = app.events.place(&user.id).ok_or_else(|| {
        ApiError::refused(StatusCode::TOO_MANY_REQUESTS, "TOO_MANY_STREAMS", "Há janelas demais abertas.")
    })?;
    let mut heard = app.events.listen();
    let app = app.clone();
    let mut user = user;
    Ok(async_stream::stream! {
        let _place = place;
        let mut recheck = Box::pin(app.clock.sleep(RECHECK));
        loop {
            tokio::select! {
                biased;
                () = app.stopping.cancelled() => break,
                () = &mut recheck => {
                    let Some(known) = still_signed_in(&app, &user, &token_hash).await else { break };
                    user = known;
                    recheck = Box::pin(app.clock.sleep(RECHECK));
                }
                received = heard.recv() => match received {
                    Ok(event) if may_hear(&user, &event) => yield event,
                    Ok(_) => {}
                    Err(RecvError::Lagged(_)) => yield Event::Lagged,
                    Err(RecvError::Closed) => break,
                },
            }
        }
    })
}

/// The user with their present rights; `None` when the session is over. While the database does not answer
/// nothing changes.
async fn still_signed_in(app: &App, user: &Arc<CurrentUser>, token_hash: &str) -> Option<Arc<CurrentUser>> {
    let now = app.clock.now();
    let found = async {
        let session = store::session(&app.db, token_hash).await?.filter(|session| session.expires_at > now);
        if session.is_none() {
            return Ok(None);
        }
        store::active_user(&app.db, &user.id).await
    };
    match found.await {
        Ok(found) => found.map(Arc::new),
        Err(error) => {
            let error: DbError = error;
            tracing::warn!("an event stream could not check its session: {error:#}");
            Some(user.clone())
        }
    }
}

/// Queue changes are for whoever may read the queues, the rest is for everybody.
fn may_hear(user: &CurrentUser, event: &Event) -> bool {
    match event {
        Event::Queue { .. } => queues::MAY_READ.iter().any(|right| user.may(*right)),
        Event::Status { .. } | Event::Refresh { .. } | Event::Lagged => true,
    }
}

/// `/api/events`.
pub fn routes() -> Routes {
    Routes::new().add(Rule::AnySession, routes!(get_events))
}

/// What happens from now on, as Server-Sent Events named `queue`, `status`, `refresh` and `lagged`.
#[utoipa::path(get, path = "/api/events", tag = "events",
    responses((status = 200, content_type = "text/event-stream", body = Event),
              (status = 429, description = "The user has too many open streams", body = ErrorBody)))]
async fn get_events(
    SignedIn(user): SignedIn,
    State(app): State<App>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, ApiError> {
    let token = session::token_of(&headers).ok_or(ApiError::Unauthenticated)?;
    let events = stream(&app, user, session::hash_of(token))?;
    // The first comment lets proxies and browsers know at once that the stream is open.
    let opened = futures_util::stream::once(async { Ok(sse::Event::default().comment("open")) });
    let sse =
        Sse::new(opened.chain(events.map(|event| encoded(&event)))).keep_alive(KeepAlive::new().interval(KEEP_ALIVE));
    Ok(([(HeaderName::from_static("x-accel-buffering"), "no")], sse))
}

fn encoded(event: &Event) -> Result<sse::Event, axum::Error> {
    #[derive(Deserialize)]
    struct Wrapped {
        #[serde(default)]
        data: serde_json::Map<String, serde_json::Value>,
    }
    let wrapped = serde_json::to_value(event).and_then(serde_json::from_value::<Wrapped>).map_err(axum::Error::new)?;
    sse::Event::default().event(event.name()).json_data(wrapped.data)
}
