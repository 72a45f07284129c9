//! `/api/admin/propostas`: what was proposed in a period, and asking for a new read of the proposals.

use std::{sync::Arc, time::Duration};

use axum::{Json, extract::State, http::HeaderMap, response::Response};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::routes;

use super::{
    TABLES, export,
    model::{ProposalsAnswer, Question, StatusFilter},
    read,
};
use crate::{
    access::model::{PageKey, Right, refresh, view},
    app::App,
    http::{
        ApiError, Routes, Rule,
        body::JsonBytes,
        cache::Key,
        params::{self, Params},
    },
    kernel::{Clock, Service},
    operations::{self, routes::RefreshAnswer},
};

const PATH: &str = "/api/admin/propostas";
/// How long an answer is good when no worker wrote in between.
const TTL: Duration = Duration::from_secs(30 * 60);

const MAY_READ: &[Right] = &[view(PageKey::Propostas)];
const MAY_REFRESH: &[Right] = &[refresh(PageKey::Propostas)];

/// The routes of the page.
pub fn routes() -> Routes {
    Routes::new()
        .add(Rule::AnyOf(MAY_READ), routes!(get_proposals))
        .add(Rule::AnyOf(MAY_READ), export::reading())
        .add(Rule::AnyOf(MAY_REFRESH), routes!(refresh_proposals))
}

/// Which proposals are asked for.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub(super) struct ProposalsParams {
    /// First day, `YYYY-MM-DD`. Today when missing.
    #[param(example = "2026-02-01")]
    start_date: Option<String>,
    /// Last day, `YYYY-MM-DD`, included. The first day when missing; before the first day nothing is found.
    #[param(example = "2026-02-19")]
    end_date: Option<String>,
    /// A unit's name, whatever its case and accents. `all`: no filter.
    pub(super) unit: Option<String>,
    /// `stage:open`, `stage:won`, `stage:lost`, or a status, whatever its case and accents (`none:` for none). `all`: no filter.
    pub(super) status: Option<String>,
    /// Anything: compute the answer anew.
    refresh: Option<String>,
}

impl ProposalsParams {
    pub(super) fn question(&self, clock: &Clock) -> Result<Question, ApiError> {
        Ok(Question {
            period: params::period(self.start_date.as_deref(), self.end_date.as_deref(), clock.today())?,
            unit: params::filter(self.unit.as_deref()),
            status: StatusFilter::of(self.status.as_deref()),
        })
    }
}

/// What was proposed in a period, by unit and by person. Up to 30 minutes old, unless the worker wrote since.
#[utoipa::path(get, path = "/api/admin/propostas", tag = "proposals", params(ProposalsParams),
    responses((status = 200, body = ProposalsAnswer)))]
async fn get_proposals(
    State(app): State<App>,
    Params(params): Params<ProposalsParams>,
    request: HeaderMap,
) -> Result<Response, ApiError> {
    let question = params.question(&app.clock)?;
    let proposals = kept(&app, question, params::is_refresh(params.refresh.as_deref())).await?;
    let heartbeat = operations::heartbeat(&app.db, Service::Comercial).await?;
    Ok(proposals.with("heartbeat", &heartbeat)?.answer(&request).await)
}

/// The proposals without the heartbeat, from the cache unless they are wanted `anew`.
async fn kept(app: &App, question: Question, anew: bool) -> Result<Arc<JsonBytes>, ApiError> {
    let key = Key::new(PATH, &app.clock)
        .with("startDate", question.period.first)
        .with("endDate", question.period.last)
        .with("unit", question.unit.as_deref().unwrap_or_default())
        .with("status", question.status.key());
    let asked = app.clone();
    let answer = async move { read::compute(&asked, &question).await };
    app.cache.read(key, TABLES, TTL, anew, answer).await
}

/// Asks the worker `comercial` to read the proposals again.
#[utoipa::path(post, path = "/api/admin/propostas", tag = "proposals",
    responses((status = 200, body = RefreshAnswer)))]
async fn refresh_proposals(State(app): State<App>) -> Result<Json<RefreshAnswer>, ApiError> {
    operations::routes::ask(&app, Service::Comercial).await
}
