//! The outermost layer: request id, trace span, headers that every answer carries.

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use tracing::Instrument;
use uuid::Uuid;

use super::protect;
use crate::app::App;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// What time it is here (RFC 3339, UTC): ages on the dashboard count from it, not from the viewer's clock.
const HUB_NOW: HeaderName = HeaderName::from_static("x-hub-now");
/// A request id of a proxy in front is kept when it is no longer than this.
const REQUEST_ID_MAX: usize = 64;

/// Whether a path belongs to the API rather than to the dashboard.
pub(super) fn is_api(path: &str) -> bool {
    path == "/api" || path.starts_with("/api/")
}

/// Names the request, follows it in the log and completes its answer.
///
/// The span names the route's pattern, never the address: queries may carry what people typed.
pub(super) async fn follow(State(app): State<App>, request: Request, next: Next) -> Response {
    let id = request_id(&request);
    let api = is_api(request.uri().path());
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str);
    let id_text = id.to_str().unwrap_or_default();
    let span = tracing::info_span!("request", request_id = id_text, method = %request.method(), route);
    let started = app.clock.now();
    let mut response = async {
        let response = next.run(request).await;
        let duration_ms = (app.clock.now() - started).num_milliseconds();
        tracing::debug!(status = response.status().as_u16(), duration_ms, "answered");
        response
    }
    .instrument(span)
    .await;
    let headers = response.headers_mut();
    protect::secure(headers, app.config.server.is_https());
    if api {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(HUB_NOW, plain(&app.clock.instant()));
    }
    headers.insert(REQUEST_ID, id);
    response
}

/// The id a proxy gave, when it is a plain word; else a new one.
fn request_id(request: &Request) -> HeaderValue {
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    if let Some(given) = request.headers().get(&REQUEST_ID) {
        let bytes = given.as_bytes();
        if (1..=REQUEST_ID_MAX).contains(&bytes.len()) && bytes.iter().all(is_word) {
            return given.clone();
        }
    }
    // The thread's own generator: the system's would be asked at every request.
    let id = uuid::Builder::from_random_bytes(rand::random()).into_uuid();
    plain(id.hyphenated().encode_lower(&mut Uuid::encode_buffer()))
}

fn plain(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).expect("letters, digits and ASCII signs")
}
