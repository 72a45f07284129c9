//! What keeps a browser from being turned against its user: CSRF rule, security headers, body limit.

use std::{net::IpAddr, sync::Arc};

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use url::{Host, Url};

use super::ApiError;
use crate::{app::App, config::ServerConfig};

/// Largest request body of the JSON endpoints.
pub(super) const JSON_LIMIT_BYTES: usize = 1024 * 1024;

/// Longest address that is looked at; the dashboard's own stay far below.
const ADDRESS_LIMIT_BYTES: usize = 8 * 1024;
/// Largest header fields together; browsers and proxies stay below half of it.
const HEADERS_LIMIT_BYTES: usize = 32 * 1024;

/// Only our own files; styles may be inline because components position themselves with them.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
     img-src 'self' data: blob:; font-src 'self' data:; media-src 'self' data: blob:; connect-src 'self'; \
     object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const ONE_YEAR: &str = "max-age=31536000";

/// Adds the security headers of every answer.
pub(super) fn secure(headers: &mut HeaderMap, https: bool) {
    let fixed = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
    ];
    // These and what the caller adds: one growth instead of several.
    headers.reserve(fixed.len() + 4);
    for (name, value) in fixed {
        // A stored file brings a stricter policy of its own.
        if name != header::CONTENT_SECURITY_POLICY || !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    if https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(ONE_YEAR));
    }
}

/// Refuses writes that another site's page makes a browser send.
pub(super) async fn csrf(State(app): State<App>, request: Request, next: Next) -> Response {
    if is_write(request.method()) && !is_own(request.headers(), &app.config.server) {
        return ApiError::refused(StatusCode::FORBIDDEN, "CSRF", "Pedido recusado: veio de outro endereço.")
            .into_response();
    }
    next.run(request).await
}

/// Whether a request with this method changes something.
pub(super) fn is_write(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Whether the browser says the request comes from our own page. Command-line clients say nothing and pass.
fn is_own(headers: &HeaderMap, server: &ServerConfig) -> bool {
    let mut origins = headers.get_all(header::ORIGIN).iter().peekable();
    if origins.peek().is_some() {
        return origins.all(|origin| origin.to_str().is_ok_and(|origin| is_own_origin(origin, headers, server)));
    }
    let mut sites = headers.get_all("sec-fetch-site").iter();
    sites.all(|site| matches!(site.as_bytes(), b"same-origin" | b"none"))
}

/// The public origin, or a loopback origin with the port this server listens on.
fn is_own_origin(origin: &str, headers: &HeaderMap, server: &ServerConfig) -> bool {
    if origin.eq_ignore_ascii_case(&server.public_origin) {
        return true;
    }
    let Ok(url) = Url::parse(origin) else { return false };
    if url.scheme() != "http" || !is_loopback(&url) {
        return false;
    }
    let port = url.port_or_known_default();
    let listening = Some(server.bind.port()).filter(|port| *port != 0);
    port == listening.or_else(|| loopback_port(headers))
}

/// The port a request to a loopback name arrived at, for a server that listens on any free one.
fn loopback_port(headers: &HeaderMap) -> Option<u16> {
    let host = headers.get(header::HOST)?.to_str().ok()?;
    let url = Url::parse(&format!("http://{host}")).ok()?;
    is_loopback(&url).then(|| url.port_or_known_default())?
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => IpAddr::from(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::from(address).is_loopback(),
        None => false,
    }
}

/// Refuses an address or header fields that nobody needs so long: 414 `ADDRESS_TOO_LONG`, 431 `HEADERS_TOO_LARGE`.
pub(super) async fn head_limit(request: Request, next: Next) -> Response {
    let address = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
    if address > ADDRESS_LIMIT_BYTES {
        let message = "O endereço passa do tamanho permitido.";
        return ApiError::refused(StatusCode::URI_TOO_LONG, "ADDRESS_TOO_LONG", message).into_response();
    }
    let fields: usize = request.headers().iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
    if fields > HEADERS_LIMIT_BYTES {
        let status = StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE;
        let message = "Os cabeçalhos passam do tamanho permitido.";
        return ApiError::refused(status, "HEADERS_TOO_LARGE", message).into_response();
    }
    next.run(request).await
}

/// Refuses a body that says it is too large before a byte of it is read. `uploads` are the routes that take more than
/// JSON.
pub(super) async fn body_limit(
    State(uploads): State<Arc<[(String, usize)]>>,
    request: Request,
    next: Next,
) -> Response {
    let announced = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    if let Some(length) = announced.and_then(|text| text.parse::<usize>().ok()).filter(|it| *it > JSON_LIMIT_BYTES) {
        let path = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
        let limit =
            uploads.iter().find(|(upload, _)| Some(upload.as_str()) == path).map_or(JSON_LIMIT_BYTES, |it| it.1);
        if length > limit {
            return body_too_large().into_response();
        }
    }
    next.run(request).await
}

/// 413 `BODY_TOO_LARGE`.
pub(super) fn body_too_large() -> ApiError {
    ApiError::refused(StatusCode::PAYLOAD_TOO_LARGE, "BODY_TOO_LARGE", "O envio passa do tamanho permitido.")
}
