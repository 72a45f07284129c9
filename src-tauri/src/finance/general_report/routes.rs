//! `/api/admin/financial/general-report`: the report as JSON, or as a file.

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::UtoipaMethodRouter, routes};

use std::time::Duration;

use super::{
    Section,
    build::{self, Month, Question},
    model::{GeneralReport, GeneralReportAnswer},
    store,
    sums::Sums,
};
use crate::{
    app::App,
    http::{
        ApiError,
        cache::Key,
        json::Success,
        params::{self, Params},
    },
};

/// Where the sums are kept: no address anybody can ask for.
const KEPT_AS: &str = "financial/general-report";
/// What they are computed from.
const TABLES: &[&str] = &["faturamento_resumo_diario", "faturamento_resumo_mensal"];
/// How long they are good when no worker wrote in between.
const TTL: Duration = Duration::from_secs(30 * 60);

/// The handler that reads.
pub fn reading() -> UtoipaMethodRouter<App> {
    routes!(get_general_report)
}

/// Which report is asked for.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
struct ReportParams {
    /// `json`, `xlsx` or `pdf`; anything else is `json`.
    format: Option<String>,
    /// The key of a section; anything else is `all`.
    #[param(example = "all")]
    unit: Option<String>,
    /// The reference month, `YYYY-MM`; anything else is the latest month with billing up to yesterday.
    #[param(example = "2026-02")]
    month_ref: Option<String>,
    /// Anything: sum anew.
    refresh: Option<String>,
}

/// Every year's billing by month. The sums are up to 30 minutes old, unless the worker wrote since.
#[utoipa::path(get, path = "/api/admin/financial/general-report", tag = "finance", params(ReportParams),
    responses((status = 200, body = GeneralReportAnswer)))]
async fn get_general_report(
    State(app): State<App>,
    Params(params): Params<ReportParams>,
) -> Result<Response, ApiError> {
    let report = report(&app, &params).await?;
    Ok(Json(GeneralReportAnswer { status: Success::Success, data: report }).into_response())
}

async fn report(app: &App, params: &ReportParams) -> Result<GeneralReport, ApiError> {
    let today = app.clock.today();
    let question = Question {
        section: Section::from_key(params.unit.as_deref().unwrap_or_default()),
        month: params.month_ref.as_deref().and_then(Month::parse),
    };
    let db = app.db.clone();
    let compute = async move {
        let cut = build::cut(today);
        Ok(Sums::of(&store::unit_sums(&db, cut).await?, cut))
    };
    let key = Key::new(KEPT_AS, &app.clock);
    let kept = if params::is_refresh(params.refresh.as_deref()) {
        app.cache.refresh(key, TABLES, TTL, compute).await?
    } else {
        app.cache.get(key, TABLES, TTL, compute).await?
    };
    let sums: Sums = serde_json::from_slice(kept.json()).map_err(|error| ApiError::Internal(error.into()))?;
    Ok(build::report(&sums, question, today, app.clock.instant()))
}
