//! `/api/admin/financial/history`: what was billed, and asking for a new read of the billing report.

use std::sync::Arc;

use axum::{
    Json,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::UtoipaMethodRouter, routes};

use super::{
    TABLES, TTL, compute,
    export::{self, Asked, Comparison},
    model::{HistoryAnswer, Question},
};
use crate::{
    app::App,
    exports::FileFormat,
    http::{
        ApiError,
        attachment::Attachment,
        body::JsonBytes,
        cache::Key,
        params::{self, Params},
    },
    kernel::{Clock, Service},
    operations::{self, routes::RefreshAnswer},
};

const PATH: &str = "/api/admin/financial/history";

/// The handler that reads.
pub fn reading() -> UtoipaMethodRouter<App> {
    routes!(get_financial_history)
}

/// The handler that asks for a new read of the report.
pub fn refreshing() -> UtoipaMethodRouter<App> {
    routes!(refresh_financial_history)
}

/// Which part of the billing is asked for.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
struct HistoryParams {
    /// First day, `YYYY-MM-DD`. Today when missing.
    #[param(example = "2026-02-01")]
    start_date: Option<String>,
    /// Last day, `YYYY-MM-DD`, included. The first day when missing; before the first day nothing is found.
    #[param(example = "2026-02-19")]
    end_date: Option<String>,
    /// A unit's name, whatever its case and accents. `all`: no filter.
    unit: Option<String>,
    /// A group's name, whatever its case and accents. `all`: no filter.
    group: Option<String>,
    /// A procedure's name, whatever its case and accents. `all`: no filter.
    procedure: Option<String>,
    /// `xlsx`, `csv` or `pdf`: what is on screen as a file. Anything else is JSON.
    format: Option<String>,
    /// Of a file: compare with a second period. `previous` (as long, just before), `yoy` (a year before) or `custom`.
    compare: Option<String>,
    /// First day of a `custom` second period, `YYYY-MM-DD`. 30 days ago when missing.
    bfrom: Option<String>,
    /// Last day of a `custom` second period. Today when missing.
    bto: Option<String>,
    /// `0`: a `custom` second period keeps its own length; otherwise it is as long as the first.
    same: Option<String>,
    /// Anything: compute the answer anew.
    refresh: Option<String>,
}

impl HistoryParams {
    fn question(&self, clock: &Clock) -> Result<Question, ApiError> {
        Ok(Question {
            period: params::period(self.start_date.as_deref(), self.end_date.as_deref(), clock.today())?,
            unit: params::filter(self.unit.as_deref()),
            group: params::filter(self.group.as_deref()),
            procedure: params::filter(self.procedure.as_deref()),
        })
    }

    /// What it is to be compared with.
    fn comparison(&self) -> Comparison {
        let Self { compare, bfrom, bto, same, .. } = self.clone();
        Comparison { compare, bfrom, bto, same }
    }

    /// The filters as they were typed.
    fn asked(&self) -> Asked {
        Asked { unit: self.unit.clone(), group: self.group.clone(), procedure: self.procedure.clone() }
    }
}

/// What was billed in a period, by day, month, group and unit. Up to 30 minutes old, unless the worker wrote since.
#[utoipa::path(get, path = "/api/admin/financial/history", tag = "finance", params(HistoryParams),
    responses((status = 200, body = HistoryAnswer, description = "The history. With `format=xlsx`, `csv` or `pdf` an \
        attachment instead: a spreadsheet, text in UTF-8 with `;` between fields and decimal commas, or a document.")))]
async fn get_financial_history(
    State(app): State<App>,
    Params(params): Params<HistoryParams>,
    request: HeaderMap,
) -> Result<Response, ApiError> {
    let question = params.question(&app.clock)?;
    if let Some(format) = params.format.as_deref().and_then(FileFormat::from_name) {
        return Ok(file(&app, format, question, &params).await?.into_response());
    }
    let history = kept(&app, question, params::is_refresh(params.refresh.as_deref())).await?;
    let heartbeat = operations::heartbeat(&app.db, Service::Faturamento).await?;
    Ok(history.with("heartbeat", &heartbeat)?.answer(&request).await)
}

/// The history without its heartbeat, from the cache unless it is wanted `anew`.
async fn kept(app: &App, question: Question, anew: bool) -> Result<Arc<JsonBytes>, ApiError> {
    let key = Key::new(PATH, &app.clock)
        .with("startDate", question.period.first)
        .with("endDate", question.period.last)
        .with("unit", question.unit.as_deref().unwrap_or_default())
        .with("group", question.group.as_deref().unwrap_or_default())
        .with("procedure", question.procedure.as_deref().unwrap_or_default());
    let asked = app.clone();
    let answer = async move { compute(&asked, &question, anew).await };
    app.cache.read(key, TABLES, TTL, anew, answer).await
}

/// The history as a file. Not kept: it is made for one person.
async fn file(
    app: &App,
    format: FileFormat,
    question: Question,
    params: &HistoryParams,
) -> Result<Attachment, ApiError> {
    let second = params.comparison().second(question.period, app.clock.today())?;
    let history = compute(app, &question, false).await?;
    let other = match second {
        Some(second) => {
            let compared = Question { period: second.period, ..question.clone() };
            Some((compute(app, &compared, false).await?, second))
        }
        None => None,
    };
    let second = other.as_ref().map(|(other, second)| (other, *second));
    export::book(&history, &question, &params.asked(), second, app.clock.local()).file(format).await
}

/// Asks the worker `faturamento` to read the billing report again.
#[utoipa::path(post, path = "/api/admin/financial/history", tag = "finance",
    responses((status = 200, body = RefreshAnswer)))]
async fn refresh_financial_history(State(app): State<App>) -> Result<Json<RefreshAnswer>, ApiError> {
    operations::routes::ask(&app, Service::Faturamento).await
}
