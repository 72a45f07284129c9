//! The built dashboard, embedded in the binary.

use std::borrow::Cow;

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::Embed;

use super::body::{Encoding, matches_etag};

/// The page that starts the dashboard, whatever the address.
const INDEX: &str = "index.html";
/// Files in here carry a hash of their content in their name.
const HASHED: &str = "assets/";

#[derive(Embed)]
#[folder = "ui/dist/"]
struct Files;

/// The file at `path` (with its leading slash); `None` when the build has none there.
pub(super) fn file(path: &str, request: &HeaderMap) -> Option<Response> {
    let name = path.trim_start_matches('/');
    let is_variant = [".br", ".gz"].iter().any(|ending| name.ends_with(ending));
    if name.is_empty() || name == INDEX || is_variant {
        return None;
    }
    serve(name, StatusCode::OK, request)
}

/// The page that starts the dashboard, with the status the address deserves.
pub(super) fn index(status: StatusCode, request: &HeaderMap) -> Response {
    serve(INDEX, status, request).unwrap_or_else(|| StatusCode::NOT_FOUND.into_response())
}

fn serve(name: &str, status: StatusCode, request: &HeaderMap) -> Option<Response> {
    let plain = Files::get(name)?;
    let etag = format!("W/\"{}\"", hex::encode(&plain.metadata.sha256_hash()[..16]));
    let etag = HeaderValue::from_str(&etag).expect("hexadecimal digits and quotes");
    let caching = if name.starts_with(HASHED) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let known = status == StatusCode::OK && matches_etag(request, &etag);
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        content(name, plain.data, status, Encoding::wanted_by(request))
    };
    let headers = response.headers_mut();
    headers.insert(header::ETAG, etag);
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    Some(response)
}

/// The file as the build compressed it when it did, else as it is.
fn content(name: &str, plain: Cow<'static, [u8]>, status: StatusCode, wanted: Encoding) -> Response {
    let ending = match wanted {
        Encoding::Identity => None,
        Encoding::Gzip => Some("gz"),
        Encoding::Brotli => Some("br"),
    };
    let compressed = ending.and_then(|ending| Files::get(&format!("{name}.{ending}")));
    let encoding = compressed.as_ref().and(wanted.name());
    let data = compressed.map_or(plain, |file| file.data);
    let body = match data {
        Cow::Borrowed(bytes) => Body::from(bytes),
        Cow::Owned(bytes) => Body::from(bytes),
    };
    let mut response = (status, body).into_response();
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    let kind = if kind.type_() == mime_guess::mime::TEXT { format!("{kind}; charset=utf-8") } else { kind.to_string() };
    if let Ok(kind) = HeaderValue::from_str(&kind) {
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
    }
    if let Some(encoding) = encoding {
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}
