//! `/api/admin/agendamentos`: what was booked, and asking for a new read of the appointments.

use axum::{Json, extract::State, http::HeaderMap, response::Response};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::routes;

use super::{
    TABLES, export,
    model::{AppointmentsAnswer, Grain, Question},
    read::{self, Spellings, TTL},
};
use crate::{
    access::model::{PageKey, Right, refresh, view},
    app::App,
    http::{
        ApiError, Routes, Rule,
        cache::Key,
        params::{self, Params},
    },
    kernel::{Clock, Service},
    operations::{self, routes::RefreshAnswer},
};

const PATH: &str = "/api/admin/agendamentos";
/// Whoever may look at the page.
const MAY_READ: &[Right] = &[view(PageKey::Agendamentos)];
/// Whoever may ask for a new read.
const MAY_REFRESH: &[Right] = &[refresh(PageKey::Agendamentos)];

/// The routes of the page of bookings.
pub fn routes() -> Routes {
    Routes::new()
        .add(Rule::AnyOf(MAY_READ), routes!(get_appointments))
        .add(Rule::AnyOf(MAY_READ), export::reading())
        .add(Rule::AnyOf(MAY_REFRESH), routes!(refresh_appointments))
}

/// Which bookings are asked for.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct AppointmentParams {
    /// First day of booking, `YYYY-MM-DD`. Today when missing.
    #[serde(rename = "startDate")]
    #[param(example = "2026-02-01")]
    start_date: Option<String>,
    /// Last day of booking, `YYYY-MM-DD`, included. The first day when missing.
    #[serde(rename = "endDate")]
    #[param(example = "2026-02-19")]
    end_date: Option<String>,
    /// `day`, `month` or `year`; anything else is `day`.
    #[serde(rename = "aggregateBy")]
    aggregate_by: Option<String>,
    /// Who booked, whatever the case and accents. `all`: no filter.
    pub(super) scheduled_by: Option<String>,
    /// A specialty's name, whatever its case and accents. `all`: no filter.
    pub(super) specialty: Option<String>,
    /// A professional's name, whatever its case and accents. `all`: no filter.
    pub(super) professional: Option<String>,
    /// A unit's name, whatever its case and accents. `all`: no filter.
    pub(super) unit: Option<String>,
    /// A status number. `all`: no filter.
    status: Option<String>,
    /// `true`: tell what can be chosen, too.
    distincts: Option<String>,
    /// Anything: compute the answer anew.
    refresh: Option<String>,
}

impl AppointmentParams {
    pub(super) fn question(&self, clock: &Clock) -> Result<Question, ApiError> {
        let status = self.status.as_deref().map(str::trim).filter(|text| !text.is_empty() && *text != "all");
        let status = status.map(str::parse).transpose();
        Ok(Question {
            period: params::period(self.start_date.as_deref(), self.end_date.as_deref(), clock.today())?,
            grain: Grain::from_name(self.aggregate_by.as_deref().unwrap_or_default()),
            scheduled_by: params::filter(self.scheduled_by.as_deref()),
            specialty: params::filter(self.specialty.as_deref()),
            professional: params::filter(self.professional.as_deref()),
            unit: params::filter(self.unit.as_deref()),
            status: status.map_err(|_| ApiError::bad_request("STATUS_INVALID", "status invalido (use um numero)"))?,
        })
    }
}

/// How much was booked on the days of a period, by day, month or year. Up to 30 minutes old, unless the worker wrote
/// since.
#[utoipa::path(get, path = "/api/admin/agendamentos", tag = "appointments", params(AppointmentParams),
    responses((status = 200, body = AppointmentsAnswer)))]
async fn get_appointments(
    State(app): State<App>,
    Params(params): Params<AppointmentParams>,
    request: HeaderMap,
) -> Result<Response, ApiError> {
    let question = params.question(&app.clock)?;
    let anew = params::is_refresh(params.refresh.as_deref());
    let text = |name: &Option<String>| name.clone().unwrap_or_default();
    let key = Key::new(PATH, &app.clock)
        .with("startDate", question.period.first)
        .with("endDate", question.period.last)
        .with("aggregateBy", question.grain.name())
        .with("scheduled_by", text(&question.scheduled_by))
        .with("specialty", text(&question.specialty))
        .with("professional", text(&question.professional))
        .with("unit", text(&question.unit))
        .with("status", question.status.map(|status| status.to_string()).unwrap_or_default());
    let asked = app.clone();
    let answer = async move { read::compute(&asked, &question, anew).await };
    let kept = app.cache.read(key, TABLES, TTL, anew, answer).await?;
    let heartbeat = operations::heartbeat(&app.db, Service::Financeiro).await?;
    let mut body = kept.with("heartbeat", &heartbeat)?;
    if params.distincts.as_deref() == Some("true") {
        body = body.with("distincts", &Spellings::read(&app, anew).await?.distincts())?;
    }
    Ok(body.answer(&request).await)
}

/// Asks the worker `financeiro` to read the appointments again.
#[utoipa::path(post, path = "/api/admin/agendamentos", tag = "appointments",
    responses((status = 200, body = RefreshAnswer)))]
async fn refresh_appointments(State(app): State<App>) -> Result<Json<RefreshAnswer>, ApiError> {
    operations::routes::ask(&app, Service::Financeiro).await
}
