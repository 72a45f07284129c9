//! `/api/admin/status` and `/api/admin/refresh`: how the sync services are, and asking one to run.

use axum::{Json, extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;

use super::{
    model::shown_to_others,
    store::{self, Heartbeat},
};
use crate::{
    access::model::{refresh, refresh_pages},
    app::App,
    http::{ApiError, JsonBody, Routes, Rule, gate::SignedIn},
    kernel::Service,
};

const ACCEPTED: &str = "Atualização solicitada. O worker processará em breve.";
/// The same on a page that asks for its own service.
const ACCEPTED_OF_PAGE: &str = "Atualização solicitada";
const ALREADY: &str = "Atualização já está em execução";

/// Status for whoever is signed in; the right to refresh depends on the service asked for.
pub fn routes() -> Routes {
    Routes::new().add(Rule::AnySession, routes!(list_status)).add(Rule::AnySession, routes!(request_refresh))
}

/// The last thing a sync service said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct StatusRow {
    #[schema(example = "financeiro")]
    pub service_name: String,
    /// `PENDING`, `QUEUED`, `RUNNING`, `ONLINE`, `COMPLETED`, `WARNING` or `ERROR`.
    #[schema(required)]
    pub status: Option<String>,
    /// São Paulo wall time of the last run.
    #[schema(required, example = "2026-02-19 15:30:40")]
    pub last_run: Option<String>,
    /// In full for administrators, shortened and without addresses for others.
    #[schema(required)]
    pub details: Option<String>,
}

impl StatusRow {
    fn shown(row: Heartbeat, is_admin: bool) -> Self {
        let details = row.details.map(|details| if is_admin { details } else { shown_to_others(&details) });
        Self { service_name: row.service_name, status: row.status, last_run: row.last_run, details }
    }
}

/// Every service's heartbeat, newest run first. Never cached.
#[utoipa::path(get, path = "/api/admin/status", tag = "operations",
    responses((status = 200, body = Vec<StatusRow>)))]
async fn list_status(SignedIn(user): SignedIn, State(app): State<App>) -> Result<Json<Vec<StatusRow>>, ApiError> {
    let rows = store::list(&app.db).await.map_err(|error| {
        if error.is_unreachable() {
            return ApiError::from(error);
        }
        tracing::error!("request failed: {error}");
        ApiError::refused(StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL", "Erro ao buscar status.")
    })?;
    Ok(Json(rows.into_iter().map(|row| StatusRow::shown(row, user.is_admin())).collect()))
}

/// What to run.
#[derive(Debug, Deserialize, ToSchema)]
pub struct RefreshRequest {
    /// The service, in any of its names.
    #[schema(value_type = String, example = "financeiro")]
    #[serde(default)]
    service: serde_json::Value,
}

/// The request was taken, or there is one already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RefreshAnswer {
    pub success: bool,
    /// For people.
    pub message: String,
}

/// Asks the service of a page to run now: what the page's POST answers.
///
/// # Errors
/// Those of the database.
pub async fn ask(app: &App, service: Service) -> Result<Json<RefreshAnswer>, ApiError> {
    asked(app, service, ACCEPTED_OF_PAGE).await
}

async fn asked(app: &App, service: Service, accepted: &str) -> Result<Json<RefreshAnswer>, ApiError> {
    let message = if super::request(app, service).await? { accepted } else { ALREADY };
    Ok(Json(RefreshAnswer { success: true, message: message.to_owned() }))
}

/// Asks a sync service to run now.
#[utoipa::path(post, path = "/api/admin/refresh", tag = "operations", request_body = RefreshRequest,
    responses((status = 200, body = RefreshAnswer)))]
async fn request_refresh(
    SignedIn(user): SignedIn,
    State(app): State<App>,
    JsonBody(request): JsonBody<RefreshRequest>,
) -> Result<Json<RefreshAnswer>, ApiError> {
    let service = service_of(&request)?;
    if !refresh_pages(service).iter().any(|page| user.may(refresh(*page))) {
        let message = "Sem permissao para atualizar este servico";
        return Err(ApiError::refused(StatusCode::FORBIDDEN, "FORBIDDEN", message));
    }
    asked(&app, service, ACCEPTED).await
}

fn service_of(request: &RefreshRequest) -> Result<Service, ApiError> {
    let name = request.service.as_str().map(str::trim).filter(|name| !name.is_empty());
    let name = name.ok_or_else(|| ApiError::bad_request("SERVICE_REQUIRED", "Serviço não informado"))?;
    Service::from_name(name).ok_or_else(|| ApiError::bad_request("SERVICE_UNKNOWN", "Serviço desconhecido"))
}
