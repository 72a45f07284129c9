//! `/api/admin/contratos`: the benefit card in figures, and asking for a new read of its contracts.

use axum::{
    Json,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use chrono::{Datelike, NaiveDate};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::routes;

use super::{export, model::Answer, read};
use crate::{
    access::model::{PageKey, Right, refresh, view},
    app::App,
    http::{
        ApiError, Routes, Rule,
        params::{self, Params},
    },
    kernel::{Period, Service},
    operations::{self, routes::RefreshAnswer},
};

/// Whoever may look at the benefit card.
const MAY_READ: &[Right] = &[view(PageKey::Contratos)];
/// Whoever may ask for a new read of the contracts.
const MAY_REFRESH: &[Right] = &[refresh(PageKey::Contratos)];

/// `/api/admin/contratos`.
pub fn routes() -> Routes {
    Routes::new()
        .add(Rule::AnyOf(MAY_READ), routes!(get_contracts))
        .add(Rule::AnyOf(MAY_READ), export::reading())
        .add(Rule::AnyOf(MAY_REFRESH), routes!(refresh_contracts))
}

/// Which days are asked for.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub(super) struct ContractsParams {
    /// First day, `YYYY-MM-DD`. 1 January of this year when missing.
    #[param(example = "2026-02-01")]
    start_date: Option<String>,
    /// Last day, `YYYY-MM-DD`, included. Today when missing; before the first day nothing is found.
    #[param(example = "2026-02-19")]
    end_date: Option<String>,
    /// Anything: compute the answer anew.
    refresh: Option<String>,
}

impl ContractsParams {
    pub(super) fn period(&self, today: NaiveDate) -> Result<Period, ApiError> {
        let given = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        let new_year = today.with_month(1).and_then(|day| day.with_day(1)).unwrap_or(today);
        let first = given(&self.start_date).unwrap_or_else(|| new_year.to_string());
        let last = given(&self.end_date).unwrap_or_else(|| today.to_string());
        params::period(Some(&first), Some(&last), today)
    }
}

/// The benefit card now and in a period. Up to 30 minutes old, unless a worker wrote since.
#[utoipa::path(get, path = "/api/admin/contratos", tag = "contracts", params(ContractsParams),
    responses((status = 200, body = Answer)))]
async fn get_contracts(
    State(app): State<App>,
    Params(params): Params<ContractsParams>,
    request: HeaderMap,
) -> Result<Response, ApiError> {
    let period = params.period(app.clock.today())?;
    let figures = read::kept(&app, period, params::is_refresh(params.refresh.as_deref())).await?;
    let heartbeat = operations::heartbeat(&app.db, Service::Contratos).await?;
    Ok(figures.with("heartbeat", &heartbeat)?.answer(&request).await.into_response())
}

/// Asks the worker `contratos` to read the contracts again.
#[utoipa::path(post, path = "/api/admin/contratos", tag = "contracts",
    responses((status = 200, body = RefreshAnswer)))]
async fn refresh_contracts(State(app): State<App>) -> Result<Json<RefreshAnswer>, ApiError> {
    operations::routes::ask(&app, Service::Contratos).await
}

#[test]
fn without_days_the_year_so_far_is_meant() {
    let today = NaiveDate::from_ymd_opt(2028, 2, 29).unwrap_or_default();
    let asked = |start: Option<&str>, end: Option<&str>| {
        let params =
            ContractsParams { start_date: start.map(str::to_owned), end_date: end.map(str::to_owned), refresh: None };
        params.period(today).map(|period| period.to_string()).map_err(|error| error.code().to_owned())
    };
    assert_eq!(asked(None, Some(" ")).as_deref(), Ok("2028-01-01..2028-02-29"));
    assert_eq!(asked(Some("2028-02-03"), None).as_deref(), Ok("2028-02-03..2028-02-29"));
    assert_eq!(asked(Some("03/02/2028"), None), Err("START_DATE_INVALID".to_owned()));
    assert_eq!(asked(None, Some("2028-02-30")), Err("END_DATE_INVALID".to_owned()));
}
