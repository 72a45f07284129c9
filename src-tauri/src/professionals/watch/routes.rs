//! `/api/admin/profissionais/pendencias`: what is to be done in the register.

use axum::{Json, extract::State};
use utoipa_axum::routes;

use super::{
    answer::{self, WatchPage, WatchParams, Watched},
    export,
};
use crate::{
    app::App,
    http::{ApiError, Routes, Rule, json::Success, params::Params},
    kernel::Service,
    operations,
    professionals::{model::Pagination, routes::MAY_READ},
};

/// The routes of the watch.
pub(in crate::professionals) fn routes() -> Routes {
    Routes::new().add(Rule::AnyOf(MAY_READ), routes!(list_pending)).add(Rule::AnyOf(MAY_READ), export::reading())
}

/// Active professionals whose certificate expires or has expired, or from whose record something is missing.
#[utoipa::path(get, path = "/api/admin/profissionais/pendencias", tag = "professionals", params(WatchParams),
    responses((status = 200, body = WatchPage)))]
async fn list_pending(
    State(app): State<App>,
    Params(params): Params<WatchParams>,
) -> Result<Json<WatchPage>, ApiError> {
    let asked = params.asked();
    let Watched { items, summary, newest, total } = answer::read(&app, asked, app.clock.today()).await?;
    Ok(Json(WatchPage {
        status: Success::Success,
        data: items,
        summary,
        newest,
        pagination: Pagination::new(asked.page, asked.page_size, total),
        heartbeat: operations::heartbeat(&app.db, Service::Certidoes).await?,
    }))
}
