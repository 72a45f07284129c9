//! `/api/admin/produtividade`, and who may call what of this domain.

use std::sync::Arc;

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;

use super::{
    export,
    model::{DEFAULT_TEAM, ProductivityAnswer, Question},
    options, read, teams,
};
use crate::{
    access::model::{PageKey, Right, edit, refresh, view},
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

const PATH: &str = "/api/admin/produtividade";
/// What the answers are computed from.
const TABLES: &[&str] = &["feegow_appointments", "teams_master", "user_teams"];

const MAY_READ: &[Right] = &[view(PageKey::Produtividade)];
const MAY_REFRESH: &[Right] = &[refresh(PageKey::Produtividade)];
const MAY_ASSIGN: &[Right] = &[edit(PageKey::Produtividade)];
/// Goals are set for teams, so whoever keeps goals keeps teams as well.
const MAY_READ_TEAMS: &[Right] = &[view(PageKey::Produtividade), view(PageKey::Metas)];
const MAY_EDIT_TEAMS: &[Right] = &[edit(PageKey::Produtividade), edit(PageKey::Metas)];
const MAY_CHOOSE: &[Right] = &[view(PageKey::Metas), view(PageKey::MetasDashboard)];

/// The routes of this domain.
pub fn routes() -> Routes {
    Routes::new()
        .add(Rule::AnyOf(MAY_READ), routes!(get_productivity))
        .add(Rule::AnyOf(MAY_READ), export::reading())
        .add(Rule::AnyOf(MAY_REFRESH), routes!(refresh_productivity))
        .add(Rule::AnySession, routes!(get_retired_teams, post_retired_teams))
        .add(Rule::AnyOf(MAY_READ_TEAMS), teams::routes::reading_teams())
        .add(Rule::AnyOf(MAY_EDIT_TEAMS), teams::routes::writing_teams())
        .add(Rule::AnyOf(MAY_READ), teams::routes::reading_members())
        .add(Rule::AnyOf(MAY_ASSIGN), teams::routes::writing_members())
        .add(Rule::AnyOf(MAY_CHOOSE), options::groups())
        .add(Rule::AnyOf(MAY_CHOOSE), options::units())
        .add(Rule::AnyOf(MAY_CHOOSE), options::professionals())
}

/// Which bookings are asked for.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub(super) struct ProductivityParams {
    /// First day of booking, `YYYY-MM-DD`. Today when missing.
    #[param(example = "2026-02-01")]
    start_date: Option<String>,
    /// Last day, `YYYY-MM-DD`, included. The first day when missing; before the first day nothing is found.
    #[param(example = "2026-02-19")]
    end_date: Option<String>,
    /// The name of the team of `teamStats`, whatever its case and accents. `CRC` when missing.
    #[param(example = "CRC")]
    team: Option<String>,
    /// Anything: compute the answer anew.
    refresh: Option<String>,
}

impl ProductivityParams {
    pub(super) fn question(&self, clock: &Clock) -> Result<Question, ApiError> {
        let team = self.team.as_deref().filter(|team| !team.trim().is_empty()).unwrap_or(DEFAULT_TEAM);
        Ok(Question {
            period: params::period(self.start_date.as_deref(), self.end_date.as_deref(), clock.today())?,
            team: team.to_owned(),
        })
    }
}

/// What was booked in a period, by person, altogether and of one team. Up to 30 minutes old, unless the worker wrote
/// or a team changed since.
#[utoipa::path(get, path = "/api/admin/produtividade", tag = "productivity", params(ProductivityParams),
    responses((status = 200, body = ProductivityAnswer)))]
async fn get_productivity(
    State(app): State<App>,
    Params(params): Params<ProductivityParams>,
    request: HeaderMap,
) -> Result<Response, ApiError> {
    let question = params.question(&app.clock)?;
    let kept = kept(&app, question, params::is_refresh(params.refresh.as_deref())).await?;
    let heartbeat = operations::heartbeat(&app.db, Service::Financeiro).await?;
    Ok(kept.with("heartbeat", &heartbeat)?.answer(&request).await)
}

/// The answer without its heartbeat, from the cache unless it is wanted `anew`.
async fn kept(app: &App, question: Question, anew: bool) -> Result<Arc<JsonBytes>, ApiError> {
    // The team as it was sent is part of the answer.
    let key = Key::new(PATH, &app.clock)
        .with("startDate", question.period.first)
        .with("endDate", question.period.last)
        .with("team", &question.team);
    let asked = app.clone();
    let answer = async move { read::productivity(&asked, &question).await };
    app.cache.read(key, TABLES, read::TTL, anew, answer).await
}

/// Asks the worker `financeiro` to read the appointments again.
#[utoipa::path(post, path = "/api/admin/produtividade", tag = "productivity",
    responses((status = 200, body = RefreshAnswer)))]
async fn refresh_productivity(State(app): State<App>) -> Result<Json<RefreshAnswer>, ApiError> {
    operations::routes::ask(&app, Service::Financeiro).await
}

/// Says where what was here has gone.
#[derive(Debug, Serialize, ToSchema)]
pub struct Retired {
    pub error: &'static str,
    #[schema(example = "GONE")]
    pub code: &'static str,
    pub message: &'static str,
    pub deprecated: bool,
    #[schema(example = "2026-02-02")]
    pub migrated_date: &'static str,
}

fn retired() -> Response {
    let body = Retired {
        error: "Este endpoint foi descontinuado",
        code: "GONE",
        message: "Use /api/admin/user-teams em seu lugar",
        deprecated: true,
        migrated_date: "2026-02-02",
    };
    (StatusCode::GONE, Json(body)).into_response()
}

/// Retired: teams are read at `/api/admin/user-teams`.
#[utoipa::path(get, path = "/api/admin/produtividade/teams", tag = "productivity",
    responses((status = 410, body = Retired)))]
async fn get_retired_teams() -> Response {
    retired()
}

/// Retired: teams are changed at `/api/admin/user-teams`.
#[utoipa::path(post, path = "/api/admin/produtividade/teams", tag = "productivity",
    responses((status = 410, body = Retired)))]
async fn post_retired_teams() -> Response {
    retired()
}
