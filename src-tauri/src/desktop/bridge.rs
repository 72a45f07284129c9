//! Hands a request of the page to the router in this process.
//!
//! One frame in both directions: the length of the head (u32, little-endian), the head as JSON, the
//! body's bytes. The session token is added here and taken out of the answers, so it stays on this side.

use std::{
    collections::BTreeMap,
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
};

use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{HeaderMap, Request, StatusCode, header},
    response::Response,
};
use bytes::Bytes;
use http_body_util::BodyExt;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tower::ServiceExt;

use super::{backend::Ready, session::SessionStore};
use crate::access::session::COOKIE;

/// Request headers of the page that reach the router; everything else is this side's business.
const PASSED: [&str; 4] = ["accept", "content-type", "if-none-match", "accept-language"];

#[derive(Debug, Deserialize)]
pub(super) struct RequestHead {
    method: String,
    /// Path and query.
    path: String,
    #[serde(default)]
    headers: BTreeMap<String, String>,
}

#[derive(Debug, Serialize, Deserialize)]
struct ResponseHead {
    status: u16,
    headers: BTreeMap<String, String>,
}

/// Runs the request in `frame` and returns the answer as a frame.
pub(super) async fn answer(ready: &Ready, sessions: &SessionStore, frame: &[u8]) -> Vec<u8> {
    let Some((head, body)) = split(frame) else {
        return refusal(StatusCode::BAD_REQUEST, "INVALID_FRAME", "Pedido ilegível.");
    };
    let Some(response) = send(ready, sessions, head, body).await else {
        return refusal(StatusCode::BAD_REQUEST, "INVALID_FRAME", "Pedido ilegível.");
    };
    let (parts, body) = response.into_parts();
    match body.collect().await {
        Ok(body) => join(parts.status, &parts.headers, &body.to_bytes()),
        Err(error) => {
            tracing::error!("answer broken off: {error}");
            refusal(StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL", "Erro interno")
        }
    }
}

/// The answer to a plain read of `path`, its body still to come. `None`: that is no path of this program.
pub(super) async fn open(ready: &Ready, sessions: &SessionStore, path: &str) -> Option<Response> {
    let head = RequestHead { method: "GET".into(), path: path.into(), headers: BTreeMap::new() };
    send(ready, sessions, head, Bytes::new()).await
}

/// Lets the router answer as the signed-in user, and keeps what the answer says about the session.
async fn send(ready: &Ready, sessions: &SessionStore, head: RequestHead, body: Bytes) -> Option<Response> {
    let account = ready.app.config.database.location();
    let token = sessions.token(&account).await;
    let request = request(head, body, token.as_ref())?;
    let response = match ready.router.clone().oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    };
    if let Some(change) = session_change(response.headers()) {
        sessions.keep(&account, change).await;
    }
    Some(response)
}

/// The answer to every request when the application could not start.
pub(super) fn not_started(reason: &Arc<str>) -> Vec<u8> {
    refusal(StatusCode::SERVICE_UNAVAILABLE, "NOT_STARTED", &format!("O Hub não pôde iniciar: {reason}"))
}

fn split(frame: &[u8]) -> Option<(RequestHead, Bytes)> {
    let (length, rest) = frame.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    let (head, body) = rest.split_at_checked(length)?;
    Some((serde_json::from_slice(head).ok()?, Bytes::copy_from_slice(body)))
}

fn request(head: RequestHead, body: Bytes, token: Option<&SecretString>) -> Option<Request<Body>> {
    if !head.path.starts_with('/') {
        return None;
    }
    let mut request = Request::builder().method(head.method.as_str()).uri(head.path);
    for (name, value) in head.headers {
        if PASSED.contains(&name.to_ascii_lowercase().as_str()) {
            request = request.header(name, value);
        }
    }
    if let Some(token) = token {
        request = request.header(header::AUTHORIZATION, format!("Bearer {}", token.expose_secret()));
    }
    let mut request = request.body(Body::from(body)).ok()?;
    request.extensions_mut().insert(ConnectInfo(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))));
    Some(request)
}

/// What an answer's cookies say about the session: `Some(None)` ends it, `Some(Some(_))` begins it.
fn session_change(headers: &HeaderMap) -> Option<Option<SecretString>> {
    headers.get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok()).find_map(|cookie| {
        let (name, rest) = cookie.split_once('=')?;
        let value = rest.split(';').next().unwrap_or_default().trim();
        let ended = value.is_empty() || rest.to_ascii_lowercase().contains("max-age=0");
        (name.trim() == COOKIE).then(|| (!ended).then(|| SecretString::from(value)))
    })
}

fn join(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Vec<u8> {
    let headers = headers
        .iter()
        .filter(|(name, _)| *name != header::SET_COOKIE)
        .filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())))
        .collect();
    let head = serde_json::to_vec(&ResponseHead { status: status.as_u16(), headers }).unwrap_or_default();
    let length = u32::try_from(head.len()).unwrap_or_default();
    [&length.to_le_bytes(), head.as_slice(), body].concat()
}

fn refusal(status: StatusCode, code: &str, error: &str) -> Vec<u8> {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static("application/json"));
    join(status, &headers, json!({ "error": error, "code": code }).to_string().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(head: &str, body: &[u8]) -> Vec<u8> {
        [&u32::try_from(head.len()).unwrap().to_le_bytes(), head.as_bytes(), body].concat()
    }

    #[test]
    fn a_frame_carries_accents_and_bytes_unchanged() {
        let (head, body) = split(&frame(r#"{"method":"POST","path":"/api/x?nome=Ação"}"#, b"\x00\xff")).unwrap();
        assert_eq!(head.path, "/api/x?nome=Ação");
        assert_eq!(&body[..], b"\x00\xff");
    }

    #[test]
    fn a_damaged_frame_is_no_request() {
        assert!(split(b"").is_none());
        assert!(split(&[255, 255, 255, 255, b'{']).is_none());
        assert!(split(&frame("{", b"")).is_none());
    }

    #[test]
    fn the_page_cannot_bring_its_own_credentials() {
        let (head, body) = split(&frame(
            r#"{"method":"GET","path":"/api/x","headers":{"Authorization":"Bearer a","Cookie":"b","Origin":"c"}}"#,
            b"",
        ))
        .unwrap();
        let request = request(head, body, None).unwrap();
        assert!(request.headers().is_empty());
    }

    #[test]
    fn a_cookie_begins_and_ends_the_session() {
        let with = |cookie: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::SET_COOKIE, cookie.parse().unwrap());
            session_change(&headers).map(|change| change.map(|token| token.expose_secret().to_owned()))
        };
        assert_eq!(with(&format!("{COOKIE}=abc; HttpOnly; Max-Age=2592000")), Some(Some("abc".into())));
        assert_eq!(with(&format!("{COOKIE}=; HttpOnly; Max-Age=0")), Some(None));
        assert_eq!(with("other=1"), None);
    }

    #[test]
    fn an_answer_keeps_its_cookies_on_this_side() {
        let mut headers = HeaderMap::new();
        headers.insert(header::SET_COOKIE, header::HeaderValue::from_static("consultare_hub_session=secret"));
        let joined = join(StatusCode::OK, &headers, b"{}");
        assert!(!String::from_utf8_lossy(&joined).contains("secret"));
    }
}
