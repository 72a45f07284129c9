//! Addresses whose refusals say `"status": "error"` besides the usual members.

use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::header,
    middleware::Next,
    response::Response,
};
use serde_json::{Value, json};

/// Their clients look at `status` first, in good answers and in bad ones.
const WITH_STATUS: &[&str] = &["/api/admin/financial/general-report"];
/// A refusal is a sentence and a word.
const LIMIT_BYTES: usize = 64 * 1024;

/// Adds the member to whatever refuses: a handler, the gate, or the router.
pub(super) async fn add_status(request: Request, next: Next) -> Response {
    let is_wanted = WITH_STATUS.contains(&request.uri().path());
    let response = next.run(request).await;
    if !is_wanted || !(response.status().is_client_error() || response.status().is_server_error()) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, LIMIT_BYTES).await else { return Response::from_parts(parts, Body::empty()) };
    let Ok(Value::Object(mut refusal)) = serde_json::from_slice(&bytes) else {
        return Response::from_parts(parts, Body::from(bytes));
    };
    refusal.insert("status".to_owned(), json!("error"));
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(Value::Object(refusal).to_string()))
}
