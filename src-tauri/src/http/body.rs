//! A JSON answer as bytes: serialised once, compressed once per encoding, tagged for `If-None-Match`.

use std::convert::Infallible;

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Request, StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use serde::Serialize;
use sha2::{Digest, Sha256};
use tokio::sync::OnceCell;
use tower::{ServiceExt, service_fn};
use tower_http::{CompressionLevel, compression::Compression};

use super::ApiError;

/// Bodies shorter than this are sent as they are.
pub(super) const COMPRESS_FROM_BYTES: usize = 512;
/// Good and quick for both encodings; an answer is compressed once and sent many times.
const LEVEL: CompressionLevel = CompressionLevel::Precise(5);

/// A serialised answer with its entity tag and, once asked for, its compressed forms.
#[derive(Debug)]
pub struct JsonBytes {
    json: Bytes,
    etag: HeaderValue,
    gzip: OnceCell<Option<Bytes>>,
    brotli: OnceCell<Option<Bytes>>,
}

impl JsonBytes {
    /// Serialises `value`.
    ///
    /// # Errors
    /// [`ApiError::Internal`] when the value has no JSON form.
    pub fn of(value: &impl Serialize) -> Result<Self, ApiError> {
        let json = Bytes::from(serde_json::to_vec(value).map_err(|error| ApiError::Internal(error.into()))?);
        let etag = etag_of(&json);
        Ok(Self { json, etag, gzip: OnceCell::new(), brotli: OnceCell::new() })
    }

    /// This JSON object with one more member at its end, for what may not be kept together with the rest.
    ///
    /// # Errors
    /// [`ApiError::Internal`] when the body is no object or the value has no JSON form.
    pub fn with(&self, name: &str, value: &impl Serialize) -> Result<Self, ApiError> {
        let Some(members) = self.json.strip_prefix(b"{").and_then(|rest| rest.strip_suffix(b"}")) else {
            return Err(ApiError::Internal(anyhow::anyhow!("{name} cannot be added: the answer is no object")));
        };
        let text = |value: serde_json::Result<Vec<u8>>| value.map_err(|error| ApiError::Internal(error.into()));
        let (name, value) = (text(serde_json::to_vec(name))?, text(serde_json::to_vec(value))?);
        let comma: &[u8] = if members.is_empty() { b"" } else { b"," };
        let json = Bytes::from([b"{", members, comma, &name, b":", &value, b"}"].concat());
        let etag = etag_of(&json);
        Ok(Self { json, etag, gzip: OnceCell::new(), brotli: OnceCell::new() })
    }

    /// The body without compression.
    pub fn json(&self) -> &Bytes {
        &self.json
    }

    /// The answer to a request with these headers: 304 when it has this body already, else the body in the
    /// best encoding it accepts.
    pub async fn answer(&self, request: &HeaderMap) -> Response {
        if matches_etag(request, &self.etag) {
            return (
                StatusCode::NOT_MODIFIED,
                [(header::ETAG, self.etag.clone()), (header::VARY, HeaderValue::from_static("accept-encoding"))],
            )
                .into_response();
        }
        let (body, encoding) = self.encoded(Encoding::wanted_by(request)).await;
        let mut response = Response::new(Body::from(body));
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(header::ETAG, self.etag.clone());
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if let Some(name) = encoding.name() {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        response
    }

    async fn encoded(&self, wanted: Encoding) -> (Bytes, Encoding) {
        let kept = match wanted {
            Encoding::Identity => return (self.json.clone(), wanted),
            Encoding::Gzip => &self.gzip,
            Encoding::Brotli => &self.brotli,
        };
        let compressed = kept.get_or_init(|| compress(self.json.clone(), wanted)).await.clone();
        match compressed {
            Some(bytes) => (bytes, wanted),
            None => (self.json.clone(), Encoding::Identity),
        }
    }
}

/// How a body is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Identity,
    Gzip,
    Brotli,
}

impl Encoding {
    /// The best encoding the request accepts.
    pub(super) fn wanted_by(request: &HeaderMap) -> Self {
        let mut best = Self::Identity;
        for value in request.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok()) {
            for offer in value.split(',') {
                let mut parts = offer.split(';').map(str::trim);
                let name = parts.next().unwrap_or_default();
                let refused = parts.filter_map(|part| part.strip_prefix("q=")).any(|q| q.parse::<f32>() == Ok(0.0));
                if refused {
                    continue;
                }
                if name.eq_ignore_ascii_case("br") {
                    return Self::Brotli;
                }
                if name.eq_ignore_ascii_case("gzip") {
                    best = Self::Gzip;
                }
            }
        }
        best
    }

    /// The word in `Content-Encoding`; `None` for an unchanged body.
    pub(super) fn name(self) -> Option<&'static str> {
        match self {
            Self::Identity => None,
            Self::Gzip => Some("gzip"),
            Self::Brotli => Some("br"),
        }
    }
}

/// A weak entity tag: the same for every encoding of the same content.
pub(super) fn etag_of(content: &[u8]) -> HeaderValue {
    let digest = Sha256::digest(content);
    HeaderValue::from_str(&format!("W/\"{}\"", hex::encode(&digest[..16]))).expect("hexadecimal digits and quotes")
}

/// Whether `If-None-Match` names `etag`, by weak comparison.
pub(super) fn matches_etag(request: &HeaderMap, etag: &HeaderValue) -> bool {
    let Ok(own) = etag.to_str().map(opaque) else { return false };
    request
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|tag| tag.trim() == "*" || opaque(tag) == own)
}

/// An entity tag without the mark of a weak one.
fn opaque(tag: &str) -> &str {
    let tag = tag.trim();
    tag.strip_prefix("W/").unwrap_or(tag)
}

/// `body` in `encoding`; `None` when that would not make it shorter.
pub(super) async fn compress(body: Bytes, encoding: Encoding) -> Option<Bytes> {
    let name = encoding.name()?;
    if body.len() < COMPRESS_FROM_BYTES {
        return None;
    }
    let plain = body.clone();
    let service = service_fn(move |_: Request<()>| {
        let response = Response::new(Full::new(plain.clone()));
        async move { Ok::<_, Infallible>(response) }
    });
    let request = Request::builder().header(header::ACCEPT_ENCODING, name).body(()).ok()?;
    let Ok(response) = Compression::new(service).quality(LEVEL).oneshot(request).await;
    let compressed = response.into_body().collect().await.ok()?.to_bytes();
    (compressed.len() < body.len()).then_some(compressed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asking(name: header::HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn the_best_accepted_encoding_is_chosen() {
        for (accepted, expected) in [
            ("gzip, deflate, br", Encoding::Brotli),
            ("gzip", Encoding::Gzip),
            ("br;q=0, gzip;q=0.5", Encoding::Gzip),
            ("identity", Encoding::Identity),
            ("", Encoding::Identity),
        ] {
            assert_eq!(Encoding::wanted_by(&asking(header::ACCEPT_ENCODING, accepted)), expected, "{accepted}");
        }
    }

    #[test]
    fn a_member_is_added_at_the_end_and_changes_the_tag() {
        let kept = JsonBytes::of(&serde_json::json!({ "a": 1 })).unwrap();
        let whole = kept.with("b", &[true]).unwrap();
        assert_eq!(whole.json, r#"{"a":1,"b":[true]}"#);
        assert_ne!(whole.etag, kept.etag);
        assert_eq!(JsonBytes::of(&serde_json::json!({})).unwrap().with("b", &1).unwrap().json, r#"{"b":1}"#);
        assert!(JsonBytes::of(&[1]).unwrap().with("b", &1).is_err());
    }

    #[tokio::test]
    async fn a_known_body_is_not_sent_again() {
        let body = JsonBytes::of(&"once").unwrap();
        let etag = body.answer(&HeaderMap::new()).await.headers()[header::ETAG].clone();
        let again = HeaderMap::from_iter([(header::IF_NONE_MATCH, etag)]);
        assert_eq!(body.answer(&again).await.status(), StatusCode::NOT_MODIFIED);
        assert_eq!(body.answer(&asking(header::IF_NONE_MATCH, "\"other\"")).await.status(), StatusCode::OK);
    }

    #[tokio::test]
    async fn a_long_body_travels_compressed_and_a_short_one_as_it_is() {
        let long = JsonBytes::of(&"fila ".repeat(400)).unwrap();
        for encoding in ["br", "gzip"] {
            let answer = long.answer(&asking(header::ACCEPT_ENCODING, encoding)).await;
            assert_eq!(answer.headers()[header::CONTENT_ENCODING], encoding);
            assert!(answer.into_body().collect().await.unwrap().to_bytes().len() < 100);
        }
        let short = JsonBytes::of(&"fila").unwrap().answer(&asking(header::ACCEPT_ENCODING, "br")).await;
        assert!(!short.headers().contains_key(header::CONTENT_ENCODING));
    }
}
