//! `/api/queue/medic`: the patients of each clinic, who is with a doctor, and the day so far.

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
    routes!(get_medic_queue)
}

/// The medical queue of every clinic.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MedicQueue {
    pub status: Success,
    /// The three clinics, always in the same order.
    pub data: Vec<MedicUnit>,
    /// When this answer was computed (RFC 3339, UTC).
    pub timestamp: String,
    /// When the monitor last wrote anything (São Paulo wall time); `null` when it never did.
    #[schema(required)]
    pub data_updated_at: Option<String>,
}

/// The medical queue of one clinic.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MedicUnit {
    #[schema(example = "Centro Cambui")]
    pub id: String,
    /// The id in capitals.
    #[schema(example = "CENTRO CAMBUI")]
    pub name: String,
    /// Whoever is with a doctor first, then the longest waiting.
    pub patients: Vec<WaitingPatient>,
    /// Patients who left the list today, in whatever way.
    pub total_attended: i64,
    /// Minutes between arrival and leaving the list, mean of today; 0 when nobody left.
    pub average_wait_day: i64,
}

/// A patient in the list.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WaitingPatient {
    pub id: String,
    #[schema(required)]
    pub name: Option<String>,
    /// Always empty.
    pub service: String,
    /// The doctor; empty when none is named.
    pub professional: String,
    /// `HH:MM` as Feegow shows it.
    #[schema(required, example = "09:31")]
    pub arrival: Option<String>,
    /// Minutes since the arrival.
    pub wait_time: i64,
    pub status: PatientStatus,
    pub priority: PatientPriority,
}

/// Where a patient of the list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PatientStatus {
    Waiting,
    InService,
}

/// Priorities noted in the patient's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PatientPriority {
    pub is_elderly: bool,
    pub is_wheelchair: bool,
    pub is_pregnant: bool,
}

/// Who waits for a doctor now, and how long people stayed today. Up to 15 s old.
#[utoipa::path(get, path = "/api/queue/medic", tag = "queues",
    responses((status = 200, body = MedicQueue), (status = 500, body = ErrorBody), (status = 503, body = ErrorBody)))]
async fn get_medic_queue(State(app): State<App>, request: HeaderMap) -> Result<Response, ApiError> {
    let (db, clock) = (app.db.clone(), app.clock.clone());
    cached(&app, "/api/queue/medic", &request, async move { Ok(read::queue(&db, &clock).await?) }).await
}
