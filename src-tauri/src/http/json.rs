//! JSON that many routes read or write.

use std::time::Duration;

use axum::{
    body::Bytes,
    extract::{FromRef, FromRequest, Request},
    http::{HeaderMap, StatusCode, header},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use utoipa::ToSchema;

use super::{ApiError, protect::body_too_large};
use crate::app::App;

/// How long a body may take to arrive: forms are small, whoever needs longer is gone or holds the connection.
const ARRIVAL: Duration = Duration::from_secs(30);

/// The constant `"success"` of a good answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Success {
    Success,
}

/// What most routes answer: `{"status": "success", "data": …}`.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Answer<T> {
    pub status: Success,
    pub data: T,
}

impl<T> Answer<T> {
    /// A good answer.
    pub fn of(data: T) -> Self {
        Self { status: Success::Success, data }
    }
}

/// A JSON object sent by the client.
///
/// Another content type, broken JSON, anything but an object and a body that has not arrived after 30 seconds are
/// 400 `INVALID_JSON`; an object whose fields have the wrong types is 400 `VALIDATION`. Whoever wants an own answer
/// for a missing or wrong field declares it as `Option` or [`Value`].
#[derive(Debug, Clone, Copy, Default)]
pub struct JsonBody<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for JsonBody<T>
where
    App: FromRef<S>,
{
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        if !is_json(request.headers()) {
            return Err(invalid_json("O corpo deve ser JSON (Content-Type: application/json)."));
        }
        let incomplete = || invalid_json("O corpo não chegou inteiro.");
        let arriving = Bytes::from_request(request, state);
        let arrived = App::from_ref(state).clock.timeout(ARRIVAL, arriving).await.ok_or_else(incomplete)?;
        let body = arrived.map_err(|rejection| match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => body_too_large(),
            _ => incomplete(),
        })?;
        let value: Value = serde_json::from_slice(&body).map_err(|_| invalid_json("O corpo não é JSON válido."))?;
        if !value.is_object() {
            return Err(invalid_json("O corpo deve ser um objeto JSON."));
        }
        // The cause may quote what was typed; it is neither shown nor logged.
        serde_json::from_value(value).map(Self).map_err(|_| ApiError::bad_request("VALIDATION", "Dados inválidos."))
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
}

fn invalid_json(message: &str) -> ApiError {
    ApiError::bad_request("INVALID_JSON", message)
}
