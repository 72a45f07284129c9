//! Contracts of a professional: what there is, what is in the way, making one, getting its file.

use axum::{
    Json,
    extract::{Path, State},
    response::Response,
};
use futures_util::stream;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::routes;

use super::{
    generate::{self, Prepared, unknown_contract},
    model::{Contract, ContractPreview, ContractsAnswer},
    pdf, store,
};
use crate::{
    app::App,
    http::{
        ApiError, Routes, Rule, SignedIn,
        attachment::{Disposition, stored},
        error::ErrorBody,
        json::{Answer, Success},
        params::Params,
    },
    professionals::{read, routes::MAY_READ, write_routes::MAY_WRITE},
    templates::docx,
};

/// The routes of contracts.
pub(in crate::professionals) fn routes() -> Routes {
    Routes::new()
        .add(Rule::AnyOf(MAY_READ), routes!(list_contracts))
        .add(Rule::AnyOf(MAY_WRITE), routes!(preview_contract))
        .add(Rule::AnyOf(MAY_WRITE), routes!(generate_contract))
        .add(Rule::AnyOf(MAY_WRITE), routes!(reprocess_contract))
        .add(Rule::AnyOf(MAY_READ), routes!(download_contract))
}

/// Every contract of a professional, the newest first, and what is in the way of another.
#[utoipa::path(get, path = "/api/admin/profissionais/{id}/contratos", tag = "professionals",
    params(("id" = String, Path)),
    responses((status = 200, body = ContractsAnswer), (status = 404, body = ErrorBody)))]
async fn list_contracts(State(app): State<App>, Path(id): Path<String>) -> Result<Json<ContractsAnswer>, ApiError> {
    let prepared = Prepared::of(&app, &id).await?;
    let rows = store::list(&app.db, prepared.id()).await?;
    Ok(Json(ContractsAnswer {
        status: Success::Success,
        data: rows.into_iter().map(Contract::from).collect(),
        template: prepared.template_name(),
        pdf_unavailable: pdf::unavailable(&app),
        reasons: prepared.reasons,
    }))
}

/// What a contract made now would say. Nothing is stored but that the numbers of a person were looked at.
#[utoipa::path(get, path = "/api/admin/profissionais/{id}/contratos/preview", tag = "professionals",
    params(("id" = String, Path)),
    responses((status = 200, body = Answer<ContractPreview>), (status = 404, body = ErrorBody)))]
async fn preview_contract(
    State(app): State<App>,
    SignedIn(user): SignedIn,
    Path(id): Path<String>,
) -> Result<Json<Answer<ContractPreview>>, ApiError> {
    let prepared = Prepared::of(&app, &id).await?;
    read::note_look(&app, &user, prepared.id()).await?;
    Ok(Json(Answer::of(prepared.preview())))
}

/// Makes a contract from the linked template, else from the newest active one of the contract type.
#[utoipa::path(post, path = "/api/admin/profissionais/{id}/contratos/generate", tag = "professionals",
    params(("id" = String, Path)),
    responses((status = 200, body = Answer<Contract>), (status = 404, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 502, body = ErrorBody), (status = 503, body = ErrorBody),
        (status = 504, body = ErrorBody)))]
async fn generate_contract(
    State(app): State<App>,
    SignedIn(user): SignedIn,
    Path(id): Path<String>,
) -> Result<Json<Answer<Contract>>, ApiError> {
    let row = generate::generate(&app, &user, &id).await?;
    Ok(Json(Answer::of(row.into())))
}

/// Makes a contract again that failed or was interrupted.
#[utoipa::path(post, path = "/api/admin/profissionais/contratos/{contract_id}/reprocess", tag = "professionals",
    params(("contract_id" = String, Path)),
    responses((status = 200, body = Answer<Contract>), (status = 404, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 502, body = ErrorBody), (status = 503, body = ErrorBody),
        (status = 504, body = ErrorBody)))]
async fn reprocess_contract(
    State(app): State<App>,
    SignedIn(user): SignedIn,
    Path(contract_id): Path<String>,
) -> Result<Json<Answer<Contract>>, ApiError> {
    let row = generate::again(&app, &user, &contract_id).await?;
    Ok(Json(Answer::of(row.into())))
}

/// How a contract is wanted.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ContractParams {
    /// `pdf`, or the `.docx` as it was made.
    #[param(example = "pdf")]
    format: Option<String>,
    /// `1`: to be shown by the browser, which only a PDF is.
    inline: Option<String>,
}

/// The file of a contract.
#[utoipa::path(get, path = "/api/admin/profissionais/contratos/{contract_id}/download", tag = "professionals",
    params(("contract_id" = String, Path), ContractParams),
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>),
        (status = 400, body = ErrorBody), (status = 404, body = ErrorBody), (status = 502, body = ErrorBody),
        (status = 503, body = ErrorBody), (status = 504, body = ErrorBody)))]
async fn download_contract(
    State(app): State<App>,
    SignedIn(user): SignedIn,
    Path(contract_id): Path<String>,
    Params(params): Params<ContractParams>,
) -> Result<Response, ApiError> {
    let format = params.format.unwrap_or_default().trim().to_lowercase();
    if !matches!(format.as_str(), "" | "docx" | "pdf") {
        return Err(ApiError::bad_request("FORMAT_INVALID", "Formato inválido: use docx ou pdf."));
    }
    let row = store::by_id(&app.db, &contract_id).await?.ok_or_else(unknown_contract)?;
    let place = row.place().ok_or_else(unknown_contract)?;
    let opened = app.documents.open(&place).await?;
    let name = row.meta().file_name;
    if format != "pdf" {
        store::note_download(&app, &row, &user.id, "docx").await?;
        return Ok(stored(Disposition::Attachment, &name, docx::MEDIA_TYPE, opened.length, opened.bytes));
    }
    let bytes = pdf::of(&app, generate::collected(opened).await?).await?;
    store::note_download(&app, &row, &user.id, "pdf").await?;
    let is_inline = params.inline.is_some_and(|value| matches!(value.trim(), "1" | "true"));
    let disposition = if is_inline { Disposition::Inline } else { Disposition::Attachment };
    let name = format!("{}.pdf", name.strip_suffix(".docx").unwrap_or(&name));
    let length = u64::try_from(bytes.len()).ok();
    Ok(stored(disposition, &name, "application/pdf", length, stream::iter([Ok::<_, std::io::Error>(bytes)])))
}
