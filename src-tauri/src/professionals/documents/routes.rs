//! Documents of a professional: what there is, their files, their dates.

use axum::{
    Json,
    extract::{Path, State},
    response::Response,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;

use super::{
    download,
    model::{self, Document},
    store::{self, Deed},
};
use crate::{
    app::App,
    http::{
        ApiError, Routes, Rule, SignedIn,
        error::ErrorBody,
        json::{Answer, JsonBody},
        params::Params,
    },
    professionals::{catalogue::DocumentType, read::unknown, routes::MAY_READ, write_routes::MAY_WRITE},
};

/// The routes that read documents and correct them.
pub(super) fn routes() -> Routes {
    Routes::new()
        .add(Rule::AnyOf(MAY_READ), routes!(list_documents))
        .add(Rule::AnyOf(MAY_READ), routes!(download_all))
        .add(Rule::AnyOf(MAY_READ), routes!(download_document))
        .add(Rule::AnyOf(MAY_WRITE), routes!(update_document))
}

/// Every document of a professional, the active ones first, then the newest.
#[utoipa::path(get, path = "/api/admin/profissionais/{id}/documentos", tag = "professionals",
    params(("id" = String, Path)),
    responses((status = 200, body = Answer<Vec<Document>>), (status = 404, body = ErrorBody)))]
async fn list_documents(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Json<Answer<Vec<Document>>>, ApiError> {
    let owner = store::owner(&app.db, &id).await?.ok_or_else(unknown)?;
    let rows = store::list(&app.db, &owner.id).await?;
    Ok(Json(Answer::of(rows.into_iter().map(Document::from).collect())))
}

/// A corrected date.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "describes the body; it is read leniently, field by field")]
struct DocumentForm {
    /// `YYYY-MM-DD`; `null` takes it away, except from an ethics certificate.
    expires_at: Option<String>,
}

/// Corrects the day until which a document is good.
#[utoipa::path(put, path = "/api/admin/profissionais/{id}/documentos/{document_id}", tag = "professionals",
    params(("id" = String, Path), ("document_id" = String, Path)), request_body = DocumentForm,
    responses((status = 200, body = Answer<Document>), (status = 400, body = ErrorBody),
        (status = 404, body = ErrorBody)))]
async fn update_document(
    State(app): State<App>,
    SignedIn(user): SignedIn,
    Path((id, document_id)): Path<(String, String)>,
    JsonBody(body): JsonBody<Map<String, Value>>,
) -> Result<Json<Answer<Document>>, ApiError> {
    let owner = store::owner(&app.db, &id).await?.ok_or_else(unknown)?;
    let found = store::by_id(&app.db, &document_id).await?.filter(|row| row.professional_id == owner.id);
    let mut document = found.ok_or_else(download::unknown_document)?;
    let typed = match body.get("expiresAt") {
        Some(Value::Null) => None,
        Some(Value::String(text)) => Some(text.as_str()),
        Some(_) | None => return Err(ApiError::bad_request("DATE_INVALID", "Data inválida: use AAAA-MM-DD.")),
    };
    // A type of nobody's in an adopted table needs no date.
    let paper = DocumentType::from_code(&document.doc_type).unwrap_or(DocumentType::ContratoAssinado);
    document.expires_at = model::expiry(typed, paper)?;
    let deed = Deed { actor: &user.id, at: &app.clock.instant() };
    store::set_expiry(&app, &document, document.expires_at.as_deref(), deed).await?;
    Ok(Json(Answer::of(document.into())))
}

/// How a file is wanted.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct DownloadParams {
    /// `1`: to be shown by the browser, which only images and PDFs are.
    #[param(example = "1")]
    inline: Option<String>,
}

/// The file of a document, also of one that was replaced.
#[utoipa::path(get, path = "/api/admin/profissionais/documentos/{document_id}/download", tag = "professionals",
    params(("document_id" = String, Path), DownloadParams),
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>),
        (status = 404, body = ErrorBody), (status = 502, body = ErrorBody), (status = 503, body = ErrorBody),
        (status = 504, body = ErrorBody)))]
async fn download_document(
    State(app): State<App>,
    SignedIn(user): SignedIn,
    Path(document_id): Path<String>,
    Params(params): Params<DownloadParams>,
) -> Result<Response, ApiError> {
    let is_inline = params.inline.is_some_and(|value| matches!(value.trim(), "1" | "true"));
    download::one(&app, &user, &document_id, is_inline).await
}

/// Which documents are wanted.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ArchiveParams {
    /// `1`: those that were replaced as well, in a folder of their own.
    #[param(example = "1")]
    history: Option<String>,
}

/// All documents of a professional as one archive. It is written while it is sent: when a file cannot be read to its end
/// the answer breaks off.
#[utoipa::path(get, path = "/api/admin/profissionais/{id}/documentos/zip", tag = "professionals",
    params(("id" = String, Path), ArchiveParams),
    responses((status = 200, content_type = "application/zip", body = Vec<u8>), (status = 404, body = ErrorBody),
        (status = 502, body = ErrorBody), (status = 503, body = ErrorBody), (status = 504, body = ErrorBody)))]
async fn download_all(
    State(app): State<App>,
    SignedIn(user): SignedIn,
    Path(id): Path<String>,
    Params(params): Params<ArchiveParams>,
) -> Result<Response, ApiError> {
    let with_history = params.history.is_some_and(|value| matches!(value.trim(), "1" | "true"));
    download::all(&app, &user, &id, with_history).await
}
