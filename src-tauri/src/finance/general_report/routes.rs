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
    pdf, store,
    sums::Sums,
    texts::Export,
    xlsx,
};
use crate::{
    app::App,
    http::{
        ApiError,
        attachment::{self, Attachment},
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
    responses((status = 200, body = GeneralReportAnswer, description = "The report. With `format=xlsx` or `format=pdf` an \
        attachment instead.")))]
async fn get_general_report(
    State(app): State<App>,
    Params(params): Params<ReportParams>,
) -> Result<Response, ApiError> {
    let report = report(&app, &params).await?;
    let Some(format) = params.file() else {
        return Ok(Json(GeneralReportAnswer { status: Success::Success, data: report }).into_response());
    };
    let export = Export { report, made_at: app.clock.local() };
    let file = tokio::task::spawn_blocking(move || format.file(&export)).await;
    Ok(file.map_err(|error| ApiError::Internal(error.into()))??.into_response())
}

/// What the report can be kept as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FileFormat {
    Xlsx,
    Pdf,
}

impl FileFormat {
    /// Writes the file: a matter of computing, not of waiting.
    fn file(self, export: &Export) -> Result<Attachment, ApiError> {
        Ok(match self {
            Self::Xlsx => Attachment {
                name: export.file_name("xlsx"),
                media_type: attachment::XLSX,
                content: xlsx::workbook(export).map_err(|error| ApiError::Internal(error.into()))?,
            },
            Self::Pdf => Attachment {
                name: export.file_name("pdf"),
                media_type: attachment::PDF,
                content: pdf::document(export)?,
            },
        })
    }
}

impl ReportParams {
    /// The file asked for; `None` for the JSON.
    fn file(&self) -> Option<FileFormat> {
        match self.format.as_deref().map(str::to_lowercase).as_deref() {
            Some("xlsx") => Some(FileFormat::Xlsx),
            Some("pdf") => Some(FileFormat::Pdf),
            Some(_) | None => None,
        }
    }
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
    let kept = app.cache.read(key, TABLES, TTL, params::is_refresh(params.refresh.as_deref()), compute).await?;
    let sums: Sums = serde_json::from_slice(kept.json()).map_err(|error| ApiError::Internal(error.into()))?;
    Ok(build::report(&sums, question, today, app.clock.instant()))
}
