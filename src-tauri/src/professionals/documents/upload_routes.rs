//! Documents on their way in: as a form, or part by part.

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::{Path, Request, State},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;

use super::{
    keep::{self, Claim, Draft, FILE_BYTES},
    model::Document,
    sessions::{Handle, PART_BYTES},
    store,
};
use crate::{
    app::App,
    http::{
        ApiError, Routes, Rule, SignedIn,
        error::ErrorBody,
        json::{Answer, JsonBody},
        params::Params,
        upload::{FORM_BYTES, Upload},
    },
    professionals::{read::unknown, write_routes::MAY_WRITE},
};

/// The largest request of the form.
const REQUEST_BYTES: usize = 20 * 1024 * 1024 + FORM_BYTES;

/// The routes that take files.
pub(super) fn routes() -> Routes {
    Routes::new()
        .add_upload(Rule::AnyOf(MAY_WRITE), REQUEST_BYTES, routes!(upload_document))
        .add(Rule::AnyOf(MAY_WRITE), routes!(begin_upload))
        .add(Rule::AnyOf(MAY_WRITE), routes!(send_part))
        .add(Rule::AnyOf(MAY_WRITE), routes!(cancel_upload))
        .add(Rule::AnyOf(MAY_WRITE), routes!(finish_upload))
}

/// A file and what it is.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "camelCase")]
#[allow(dead_code, reason = "describes the form")]
struct UploadForm {
    /// PDF, JPEG, PNG, WebP, DOCX or DOC (a photo: JPEG, PNG or WebP), at most 20 MiB; known by its content.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    #[schema(example = "CERTIDAO_ETICA")]
    doc_type: String,
    /// `YYYY-MM-DD`; required for an ethics certificate.
    expires_at: Option<String>,
}

/// Adds a document; the active one of its type becomes history.
#[utoipa::path(post, path = "/api/admin/profissionais/{id}/documentos", tag = "professionals",
    params(("id" = String, Path)), request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses((status = 200, body = Answer<Document>), (status = 400, body = ErrorBody),
        (status = 404, body = ErrorBody), (status = 413, body = ErrorBody), (status = 502, body = ErrorBody),
        (status = 503, body = ErrorBody), (status = 504, body = ErrorBody)))]
async fn upload_document(
    State(app): State<App>,
    SignedIn(user): SignedIn,
    Path(id): Path<String>,
    request: Request,
) -> Result<Json<Answer<Document>>, ApiError> {
    let owner = store::owner(&app.db, &id).await?;
    // To its end, whatever is wrong: a sender reads the answer only then.
    let mut upload = Upload::receive(&app, request, FILE_BYTES).await?;
    let owner = owner.ok_or_else(unknown)?;
    let file = upload.file.take().ok_or_else(keep::no_file)?;
    let draft = Draft::of(Claim {
        file_name: &file.name,
        size_bytes: file.content.length(),
        doc_type: upload.text("docType"),
        expires_at: upload.text("expiresAt"),
    })?;
    let document = keep::keep(&app, &user, owner, draft, Arc::new(file.content)).await?;
    Ok(Json(Answer::of(document.into())))
}

/// A file that will arrive part by part.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "describes the body; it is read leniently, field by field")]
struct BeginForm {
    file_name: String,
    /// At most 20 MiB.
    size_bytes: u64,
    #[schema(example = "CERTIDAO_ETICA")]
    doc_type: String,
    /// `YYYY-MM-DD`; required for an ethics certificate.
    expires_at: Option<String>,
}

/// An upload that has begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Begun {
    upload_id: String,
    /// No part may be larger.
    part_bytes: usize,
}

/// Begins a file that arrives part by part: for clients that want to see it go. It is forgotten after 15 minutes without
/// a part. The parts belong to one process: one that reaches another is answered 409 `UPLOAD_ELSEWHERE`, and the file is
/// sent as a form then.
#[utoipa::path(post, path = "/api/admin/profissionais/{id}/documentos/uploads", tag = "professionals",
    params(("id" = String, Path)), request_body = BeginForm,
    responses((status = 200, body = Answer<Begun>), (status = 400, body = ErrorBody),
        (status = 404, body = ErrorBody), (status = 429, body = ErrorBody), (status = 503, body = ErrorBody)))]
async fn begin_upload(
    State(app): State<App>,
    SignedIn(user): SignedIn,
    Path(id): Path<String>,
    JsonBody(body): JsonBody<Map<String, Value>>,
) -> Result<Json<Answer<Begun>>, ApiError> {
    let owner = store::owner(&app.db, &id).await?.ok_or_else(unknown)?;
    let text = |name: &str| body.get(name).and_then(Value::as_str);
    let size_bytes = body.get("sizeBytes").and_then(Value::as_u64).ok_or_else(keep::no_file)?;
    let draft = Draft::of(Claim {
        file_name: text("fileName").ok_or_else(keep::no_file)?,
        size_bytes,
        doc_type: text("docType"),
        expires_at: text("expiresAt"),
    })?;
    draft.expiry()?;
    // Before 20 MB have come in vain.
    app.documents.provider()?;
    let upload_id = app.uploads.begin(&app, &user.id, owner, draft, size_bytes).await?;
    Ok(Json(Answer::of(Begun { upload_id, part_bytes: PART_BYTES })))
}

/// Where a part belongs.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct PartParams {
    /// How many bytes of the file come before it.
    offset: u64,
}

/// How far an upload is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Progress {
    received_bytes: u64,
}

/// Takes the next part, bytes as they are. The last one may be sent again.
#[utoipa::path(put, path = "/api/admin/profissionais/{id}/documentos/uploads/{upload_id}", tag = "professionals",
    params(("id" = String, Path), ("upload_id" = String, Path), PartParams),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = Answer<Progress>), (status = 400, body = ErrorBody),
        (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 413, body = ErrorBody)))]
async fn send_part(
    State(app): State<App>,
    SignedIn(user): SignedIn,
    Path((id, upload_id)): Path<(String, String)>,
    Params(params): Params<PartParams>,
    request: Request,
) -> Result<Json<Answer<Progress>>, ApiError> {
    let part: Bytes = crate::http::upload::part(&app, request).await?;
    let handle = Handle { user_id: &user.id, professional_id: &id, upload_id: &upload_id };
    let file = app.uploads.find(&app, handle)?;
    let received_bytes = file.lock().await.append(params.offset, part).await?;
    Ok(Json(Answer::of(Progress { received_bytes })))
}

/// Makes the parts a document. After a failure of the store it may be asked for again.
#[utoipa::path(post, path = "/api/admin/profissionais/{id}/documentos/uploads/{upload_id}/finish",
    tag = "professionals", params(("id" = String, Path), ("upload_id" = String, Path)),
    responses((status = 200, body = Answer<Document>), (status = 404, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 502, body = ErrorBody), (status = 503, body = ErrorBody),
        (status = 504, body = ErrorBody)))]
async fn finish_upload(
    State(app): State<App>,
    SignedIn(user): SignedIn,
    Path((id, upload_id)): Path<(String, String)>,
) -> Result<Json<Answer<Document>>, ApiError> {
    let handle = Handle { user_id: &user.id, professional_id: &id, upload_id: &upload_id };
    let file = app.uploads.find(&app, handle)?;
    let mut file = file.lock().await;
    let content = file.take()?;
    let kept = keep::keep(&app, &user, file.owner.clone(), file.draft.clone(), content).await;
    let may_be_repeated = kept.as_ref().is_err_and(|error| error.status().is_server_error());
    if may_be_repeated {
        file.is_taken = false;
    } else {
        app.uploads.forget(&upload_id);
    }
    Ok(Json(Answer::of(kept?.into())))
}

/// Gives an upload up.
#[utoipa::path(delete, path = "/api/admin/profissionais/{id}/documentos/uploads/{upload_id}", tag = "professionals",
    params(("id" = String, Path), ("upload_id" = String, Path)),
    responses((status = 200, body = Answer<Progress>), (status = 404, body = ErrorBody),
        (status = 409, body = ErrorBody)))]
async fn cancel_upload(
    State(app): State<App>,
    SignedIn(user): SignedIn,
    Path((id, upload_id)): Path<(String, String)>,
) -> Result<Json<Answer<Progress>>, ApiError> {
    let handle = Handle { user_id: &user.id, professional_id: &id, upload_id: &upload_id };
    app.uploads.find(&app, handle)?;
    app.uploads.forget(&upload_id);
    Ok(Json(Answer::of(Progress { received_bytes: 0 })))
}
