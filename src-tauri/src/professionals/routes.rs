//! `/api/admin/profissionais`: the register of the medical staff.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::routes;

use super::{
    catalogue::RegisterCatalogue,
    list::{self, ListParams},
    model::{self, ChecklistItem, Pagination, Professional, ProfessionalsPage, Registration, Shown},
    options::{self, ProfessionalOptions},
    read,
};
use crate::{
    access::model::{PageKey, Right, view},
    app::App,
    http::{
        ApiError, Routes, Rule, SignedIn,
        error::ErrorBody,
        json::{Answer, Success},
        params::Params,
    },
};

pub(super) const MAY_READ: &[Right] = &[view(PageKey::Profissionais)];

/// The routes that read the register.
pub(super) fn routes() -> Routes {
    Routes::new()
        .add(Rule::AnyOf(MAY_READ), routes!(list_professionals))
        .add(Rule::AnyOf(MAY_READ), routes!(get_options))
        .add(Rule::AnyOf(MAY_READ), routes!(get_catalogue))
        .add(Rule::AnyOf(MAY_READ), routes!(get_professional))
        .add(Rule::AnyOf(MAY_READ), routes!(list_registrations))
        .add(Rule::AnyOf(MAY_READ), routes!(get_checklist))
}

/// One page of the register. CPF and personal document are always masked here.
#[utoipa::path(get, path = "/api/admin/profissionais", tag = "professionals", params(ListParams),
    responses((status = 200, body = ProfessionalsPage), (status = 400, body = ErrorBody)))]
async fn list_professionals(
    State(app): State<App>,
    Params(params): Params<ListParams>,
) -> Result<Json<ProfessionalsPage>, ApiError> {
    let question = params.question()?;
    let (mode, today) = (app.config.professionals.documents_mode, app.clock.today());
    let page = list::read(&app, &question, today).await?;
    let shown = |record| Professional::of(record, mode, today, Shown::Masked);
    Ok(Json(ProfessionalsPage {
        status: Success::Success,
        data: page.records.iter().map(shown).collect(),
        pagination: Pagination::new(question.page, question.page_size, page.total),
    }))
}

/// Everything about one professional. Numbers are in full for whoever may edit, and that is noted in the audit.
#[utoipa::path(get, path = "/api/admin/profissionais/{id}", tag = "professionals", params(("id" = String, Path)),
    responses((status = 200, body = Answer<Professional>)))]
async fn get_professional(
    State(app): State<App>,
    SignedIn(user): SignedIn,
    Path(id): Path<String>,
) -> Result<Json<Answer<Professional>>, ApiError> {
    Ok(Json(Answer::of(read::professional(&app, &user, &id).await?)))
}

/// The councils a professional is registered at, the primary registration first.
#[utoipa::path(get, path = "/api/admin/profissionais/{id}/registrations", tag = "professionals",
    params(("id" = String, Path)), responses((status = 200, body = Answer<Vec<Registration>>)))]
async fn list_registrations(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Json<Answer<Vec<Registration>>>, ApiError> {
    Ok(Json(Answer::of(model::registrations(&read::record(&app, &id).await?))))
}

/// The nine items of a professional's checklist.
#[utoipa::path(get, path = "/api/admin/profissionais/{id}/documentos/checklist", tag = "professionals",
    params(("id" = String, Path)), responses((status = 200, body = Answer<Vec<ChecklistItem>>)))]
async fn get_checklist(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Json<Answer<Vec<ChecklistItem>>>, ApiError> {
    Ok(Json(Answer::of(model::checklist(&read::record(&app, &id).await?))))
}

/// Which options are asked for.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
struct OptionsParams {
    /// Only templates of this contract type, in any case.
    #[param(example = "PJ_PADRAO")]
    contract_type: Option<String>,
}

/// What the form offers that changes: specialties and active contract templates.
#[utoipa::path(get, path = "/api/admin/profissionais/options", tag = "professionals", params(OptionsParams),
    responses((status = 200, body = Answer<ProfessionalOptions>)))]
async fn get_options(
    State(app): State<App>,
    Params(params): Params<OptionsParams>,
) -> Result<Json<Answer<ProfessionalOptions>>, ApiError> {
    Ok(Json(Answer::of(options::read(&app, params.contract_type.as_deref()).await?)))
}

/// What the form offers that never changes: contract types, councils, states, documents.
#[utoipa::path(get, path = "/api/admin/profissionais/catalogue", tag = "professionals",
    responses((status = 200, body = Answer<RegisterCatalogue>)))]
async fn get_catalogue() -> Json<Answer<RegisterCatalogue>> {
    Json(Answer::of(RegisterCatalogue::new()))
}
