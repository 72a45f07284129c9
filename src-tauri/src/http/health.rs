//! Whether the server works, and the API's own description.

use std::{
    sync::{Arc, LazyLock},
    time::Duration,
};

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

use super::{ApiError, Routes, Rule, body::JsonBytes, openapi};
use crate::{app::App, on_engine};

/// A database that takes longer than this to say anything is not there.
const PING_TIMEOUT: Duration = Duration::from_secs(2);

/// `/api/health`, `/api/reports/daily`, `/api/openapi.json`.
pub fn routes() -> Routes {
    Routes::new()
        .add(Rule::Public, routes!(get_health))
        .add(Rule::AnySession, routes!(get_daily_report))
        .add(Rule::AnySession, routes!(get_openapi))
}

/// Whether the server works.
#[derive(Debug, Serialize, ToSchema)]
struct Health {
    /// `ok`, or `degraded` while the database does not answer.
    #[schema(example = "ok")]
    status: &'static str,
    version: &'static str,
    /// `active`, `passive` or `off`: whether this process runs the workers.
    #[schema(example = "active")]
    orchestrator: &'static str,
}

/// Whether the server works and reaches its database: 200 `ok` or 503 `degraded`.
#[utoipa::path(get, path = "/api/health", tag = "health",
    responses((status = 200, body = Health), (status = 503, body = Health)))]
async fn get_health(State(app): State<App>) -> (StatusCode, Json<Health>) {
    let (status, word) = match reaches_database(&app).await {
        true => (StatusCode::OK, "ok"),
        false => (StatusCode::SERVICE_UNAVAILABLE, "degraded"),
    };
    let orchestrator = app.orchestrator.word();
    (status, Json(Health { status: word, version: env!("CARGO_PKG_VERSION"), orchestrator }))
}

async fn reaches_database(app: &App) -> bool {
    let ping = async { on_engine!(&app.db, pool => sqlx::query("SELECT 1").execute(pool).await.map(|_| ())) };
    tokio::time::timeout(PING_TIMEOUT, ping).await.is_ok_and(|answer| answer.is_ok())
}

/// A sign of life.
#[derive(Debug, Serialize, ToSchema)]
struct DailyReport {
    #[schema(example = "ok")]
    status: &'static str,
    message: &'static str,
    /// UTC with milliseconds.
    timestamp: String,
}

/// A sign of life that older monitors ask for.
#[utoipa::path(get, path = "/api/reports/daily", tag = "health", responses((status = 200, body = DailyReport)))]
async fn get_daily_report(State(app): State<App>) -> Json<DailyReport> {
    Json(DailyReport { status: "ok", message: "daily report route alive", timestamp: app.clock.instant() })
}

/// This document.
#[utoipa::path(get, path = "/api/openapi.json", tag = "health",
    responses((status = 200, content_type = "application/json", description = "The OpenAPI document")))]
async fn get_openapi(headers: HeaderMap) -> Result<Response, ApiError> {
    static DOCUMENT: LazyLock<Option<Arc<JsonBytes>>> =
        LazyLock::new(|| JsonBytes::of(&openapi::document()).ok().map(Arc::new));
    match DOCUMENT.as_ref() {
        Some(document) => Ok(document.answer(&headers).await),
        None => Err(ApiError::Internal(anyhow::anyhow!("the OpenAPI document has no JSON form"))),
    }
}
