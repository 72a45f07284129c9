//! `/api/admin/options/*`: names that forms offer.

use axum::{extract::State, http::HeaderMap, response::Response};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::UtoipaMethodRouter, routes};

use super::{
    names::Spellings,
    read::{self, APPOINTMENTS, TTL},
};
use crate::{
    app::App,
    finance,
    http::{
        ApiError,
        cache::Key,
        params::{self, Params},
    },
    kernel::text::fold,
};

const BILLING: &[&str] = &["faturamento_resumo_diario"];
/// Folded parts of the names of the benefit card's units: they are added by the forms themselves.
const CARD: [&str; 2] = ["resolvecard", "gestao de beneficos"];

pub(super) fn groups() -> UtoipaMethodRouter<App> {
    routes!(list_group_options)
}

pub(super) fn units() -> UtoipaMethodRouter<App> {
    routes!(list_unit_options)
}

pub(super) fn professionals() -> UtoipaMethodRouter<App> {
    routes!(list_professional_options)
}

/// A name to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct NameOption {
    #[schema(example = "ANA TESTE")]
    pub name: String,
}

fn options(names: Spellings) -> Vec<NameOption> {
    names.in_order().into_iter().map(|name| NameOption { name }).collect()
}

/// Lists take no filters.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListParams {
    /// Anything: compute the answer anew.
    refresh: Option<String>,
}

/// A list from the cache, unless it is wanted anew.
async fn answer<T, F>(
    app: &App,
    path: &'static str,
    tables: &'static [&'static str],
    params: &ListParams,
    request: &HeaderMap,
    list: F,
) -> Result<Response, ApiError>
where
    T: Serialize,
    F: Future<Output = Result<T, ApiError>> + Send + 'static,
{
    let key = Key::new(path, &app.clock);
    let kept = app.cache.read(key, tables, TTL, params::is_refresh(params.refresh.as_deref()), list).await?;
    Ok(kept.answer(request).await)
}

/// The groups of procedures that were ever billed.
#[utoipa::path(get, path = "/api/admin/options/groups", tag = "productivity", params(ListParams),
    responses((status = 200, body = Vec<String>)))]
async fn list_group_options(
    State(app): State<App>,
    Params(params): Params<ListParams>,
    request: HeaderMap,
) -> Result<Response, ApiError> {
    let db = app.db.clone();
    let list = async move { Ok(finance::names::groups(&db).await?.iter().collect::<Spellings>().in_order()) };
    answer(&app, "/api/admin/options/groups", BILLING, &params, &request, list).await
}

/// The units that ever billed, without the benefit card.
#[utoipa::path(get, path = "/api/admin/options/units", tag = "productivity", params(ListParams),
    responses((status = 200, body = Vec<NameOption>)))]
async fn list_unit_options(
    State(app): State<App>,
    Params(params): Params<ListParams>,
    request: HeaderMap,
) -> Result<Response, ApiError> {
    let db = app.db.clone();
    let list = async move {
        let units = finance::names::units(&db).await?;
        Ok(options(units.iter().filter(|unit| !is_card(unit)).collect()))
    };
    answer(&app, "/api/admin/options/units", BILLING, &params, &request, list).await
}

fn is_card(unit: &str) -> bool {
    let folded = fold(unit);
    CARD.iter().any(|part| folded.contains(part))
}

/// Everybody who ever booked an appointment (not the physicians).
#[utoipa::path(get, path = "/api/admin/options/professionals", tag = "productivity", params(ListParams),
    responses((status = 200, body = Vec<NameOption>)))]
async fn list_professional_options(
    State(app): State<App>,
    Params(params): Params<ListParams>,
    request: HeaderMap,
) -> Result<Response, ApiError> {
    let asked = app.clone();
    let anew = params::is_refresh(params.refresh.as_deref());
    let list = async move {
        let people = read::bookers(&asked, anew).await?.people();
        let names = people.map(|(_, name)| name.split_whitespace().collect::<Vec<_>>().join(" "));
        Ok(options(names.collect()))
    };
    answer(&app, "/api/admin/options/professionals", APPOINTMENTS, &params, &request, list).await
}
