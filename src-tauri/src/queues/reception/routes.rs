//! `/api/queue/reception`: people waiting at each reception, and the day so far.

use axum::{extract::State, http::HeaderMap, response::Response};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::UtoipaMethodRouter, routes};

use super::read;
use crate::{
    app::App,
    http::{ApiError, error::ErrorBody},
    queues::answer::{Success, cached},
};

/// The handlers, for the one place that gives them their right.
pub fn handlers() -> UtoipaMethodRouter<App> {
    routes!(get_reception_queue)
}

/// The reception queue of every clinic.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ReceptionQueue {
    pub status: Success,
    pub data: ReceptionData,
    /// When this answer was computed (RFC 3339, UTC).
    pub timestamp: String,
    /// When the monitor last wrote anything (São Paulo wall time); `null` when it never did.
    #[serde(rename = "dataUpdatedAt")]
    #[schema(required)]
    pub data_updated_at: Option<String>,
}

/// Each clinic and all together.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ReceptionData {
    pub por_unidade: ReceptionUnits,
    pub global: ReceptionTotals,
}

/// The clinics by their Feegow unit id.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ReceptionUnits {
    #[serde(rename = "2")]
    pub ouro_verde: ReceptionUnit,
    #[serde(rename = "3")]
    pub centro_cambui: ReceptionUnit,
    #[serde(rename = "12")]
    pub campinas_shopping: ReceptionUnit,
}

/// The reception of one clinic.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ReceptionUnit {
    /// People waiting now.
    pub fila: i64,
    /// Minutes waited by those who were called today, on average; 0 when nobody was.
    pub tempo_medio: i64,
    /// People who were called today.
    pub total_passaram: i64,
    #[schema(example = "Centro Cambuí")]
    pub nome_unidade: String,
}

/// All clinics together.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ReceptionTotals {
    pub total_fila: i64,
    /// Mean of the clinics' minutes, weighted by the people who were called.
    pub tempo_medio: i64,
}

/// Who waits at the receptions now, and how long people waited today. Up to 15 s old.
#[utoipa::path(get, path = "/api/queue/reception", tag = "queues",
    responses((status = 200, body = ReceptionQueue), (status = 500, body = ErrorBody), (status = 503, body = ErrorBody)))]
async fn get_reception_queue(State(app): State<App>, request: HeaderMap) -> Result<Response, ApiError> {
    let (db, clock) = (app.db.clone(), app.clock.clone());
    cached(&app, "/api/queue/reception", &request, async move { Ok(read::queue(&db, &clock).await?) }).await
}
