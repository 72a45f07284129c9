//! A received call, and the answer to it before any failure is played on it.

use axum::http::{HeaderMap, Method, header};
use bytes::Bytes;
use serde_json::Value;

/// A call as received.
#[derive(Debug, Clone)]
pub struct Call {
    pub method: Method,
    pub path: String,
    /// Decoded pairs, in order; a name may repeat.
    pub query: Vec<(String, String)>,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Call {
    /// The first value of a query parameter; names are compared without case, as the classic pages do.
    pub fn query(&self, name: &str) -> Option<&str> {
        first(&self.query, name)
    }

    /// The query parameter is given and equals `value`.
    pub fn asks(&self, name: &str, value: &str) -> bool {
        self.query(name) == Some(value)
    }

    /// The body as form pairs; empty when it is none.
    pub fn form(&self) -> Vec<(String, String)> {
        url::form_urlencoded::parse(&self.body).into_owned().collect()
    }

    /// The body as JSON; `Null` when it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// A parameter from the query, else from a JSON body.
    pub fn parameter(&self, name: &str) -> Option<String> {
        self.query(name).map(str::to_owned).or_else(|| match self.json().get(name)? {
            Value::String(text) => Some(text.clone()),
            Value::Null => None,
            other => Some(other.to_string()),
        })
    }

    /// A header as text; empty when absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The value of a cookie; with several of one name, the last.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies().filter(|(key, _)| *key == name).last().map(|(_, value)| value)
    }

    /// The cookies sent, in order.
    pub fn cookies(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers
            .get_all(header::COOKIE)
            .into_iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
    }
}

/// The first value of `name` among form or query pairs, compared without case.
pub fn first<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

/// What is in an answer.
#[derive(Debug, Clone)]
pub enum Content {
    Json(Value),
    /// Bytes with their content type.
    Raw(&'static str, Vec<u8>),
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub content: Content,
}

/// The content type of the classic pages.
const PAGE: &str = "text/html; charset=iso-8859-1";

impl Reply {
    /// 200 with JSON.
    pub fn json(value: Value) -> Self {
        Self::refused(200, value)
    }

    /// JSON with another status.
    pub fn refused(status: u16, value: Value) -> Self {
        Self { status, headers: Vec::new(), content: Content::Json(value) }
    }

    /// 200 with bytes of a type.
    pub fn raw(kind: &'static str, body: Vec<u8>) -> Self {
        Self { status: 200, headers: Vec::new(), content: Content::Raw(kind, body) }
    }

    /// 200 with a page in ISO-8859-1; characters outside of it become entities.
    pub fn page(html: &str) -> Self {
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(html);
        Self::raw(PAGE, bytes.into_owned())
    }

    /// A page whose UTF-8 bytes are labelled (and read by a believer as) ISO-8859-1.
    pub fn mislabelled_page(html: &str) -> Self {
        Self::raw(PAGE, html.as_bytes().to_vec())
    }

    /// 302 to another address of this server.
    pub fn redirect(location: &str) -> Self {
        let mut reply = Self::page("");
        reply.status = 302;
        reply.with(header::LOCATION.as_str(), location.to_owned())
    }

    /// 404 for an address nobody knows.
    pub fn not_found() -> Self {
        Self::refused(404, serde_json::json!({"error": "Not found"}))
    }

    /// Adds a header.
    pub fn with(mut self, name: &'static str, value: String) -> Self {
        self.headers.push((name, value));
        self
    }

    /// The content type and the bytes.
    pub fn bytes(&self) -> (&'static str, Vec<u8>) {
        match &self.content {
            Content::Json(value) => ("application/json", value.to_string().into_bytes()),
            Content::Raw(kind, body) => (kind, body.clone()),
        }
    }
}
