//! `/api/admin/contract-templates`: sending, mapping, offering and putting away templates.

use axum::{
    Json,
    extract::{Path, Request, State},
    http::StatusCode,
    response::Response,
};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;

use super::{
    mapping,
    model::{Status, StoredTemplate, Template, TemplatesAnswer},
    source::SOURCES,
    store::{self, Action, Deed},
    upload::{self, FILE_BYTES},
};
use crate::{
    access::{
        CurrentUser,
        model::{PageKey, Right, edit, view},
    },
    app::App,
    http::{
        ApiError, Routes, Rule, SignedIn,
        attachment::{Disposition, stored},
        error::ErrorBody,
        json::{Answer, JsonBody, Success},
        params::Params,
        upload::{FORM_BYTES, Upload},
    },
    professionals::catalogue::ContractType,
};

const MAY_READ: &[Right] = &[view(PageKey::Settings)];
const MAY_WRITE: &[Right] = &[edit(PageKey::Settings)];
/// The largest request of the form.
const REQUEST_BYTES: usize = 10 * 1024 * 1024 + FORM_BYTES;

/// The routes of templates.
pub fn routes() -> Routes {
    Routes::new()
        .add(Rule::AnyOf(MAY_READ), routes!(list_contract_templates))
        .add_upload(Rule::AnyOf(MAY_WRITE), REQUEST_BYTES, routes!(upload_contract_template))
        .add(Rule::AnyOf(MAY_WRITE), routes!(map_contract_template))
        .add(Rule::AnyOf(MAY_WRITE), routes!(activate_contract_template))
        .add(Rule::AnyOf(MAY_WRITE), routes!(archive_contract_template))
        .add(Rule::AnyOf(MAY_WRITE), routes!(delete_contract_template))
        .add(Rule::AnyOf(MAY_READ), routes!(download_contract_template))
}

/// Which templates are asked for.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
struct ListParams {
    /// `draft`, `active` or `archived`, whatever the case; anything else: all.
    mode: Option<String>,
    /// A contract type's code, whatever the case. Blank: any.
    contract_type: Option<String>,
}

/// Templates by contract type, the newest version first, and what placeholders can be filled with.
#[utoipa::path(get, path = "/api/admin/contract-templates", tag = "templates", params(ListParams),
    responses((status = 200, body = TemplatesAnswer)))]
async fn list_contract_templates(
    State(app): State<App>,
    Params(params): Params<ListParams>,
) -> Result<Json<TemplatesAnswer>, ApiError> {
    let status = params.mode.as_deref().and_then(|mode| Status::from_word(mode.trim())).map_or("", Status::word);
    let contract_type = params.contract_type.unwrap_or_default().trim().to_uppercase();
    let rows = store::list(&app.db, status, &contract_type).await?;
    let data = rows.into_iter().map(Template::from).collect();
    Ok(Json(TemplatesAnswer {
        status: Success::Success,
        data,
        contract_types: ContractType::choices(),
        placeholder_source_options: SOURCES.to_vec(),
    }))
}

/// A template and what it is.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "camelCase")]
#[allow(dead_code, reason = "describes the form")]
struct TemplateForm {
    /// A `.docx` of at most 10 MiB.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// At most 180 characters.
    name: String,
    #[schema(example = "PJ_PADRAO")]
    contract_type: String,
    notes: Option<String>,
}

/// Adds a template as a draft, with the next version of its contract type.
#[utoipa::path(post, path = "/api/admin/contract-templates", tag = "templates",
    request_body(content = TemplateForm, content_type = "multipart/form-data"),
    responses((status = 200, body = Answer<Template>), (status = 400, body = ErrorBody),
        (status = 413, body = ErrorBody), (status = 502, body = ErrorBody), (status = 503, body = ErrorBody),
        (status = 504, body = ErrorBody)))]
async fn upload_contract_template(
    State(app): State<App>,
    SignedIn(user): SignedIn,
    request: Request,
) -> Result<Json<Answer<Template>>, ApiError> {
    let sent = Upload::receive(&app, request, FILE_BYTES).await?;
    // Whoever asked may go: an object without its row would remain.
    let keeping = tokio::spawn(async move { upload::keep(&app, &user, sent).await });
    let row = keeping.await.map_err(|error| ApiError::Internal(error.into()))??;
    Ok(Json(Answer::of(row.into())))
}

/// What fills the placeholders.
#[derive(Debug, ToSchema)]
#[allow(dead_code, reason = "describes the body; it is read leniently, item by item")]
struct MappingForm {
    /// One item per placeholder that changes.
    mapping: Vec<MappingFormItem>,
}

/// What fills one placeholder.
#[derive(Debug, ToSchema)]
#[allow(dead_code, reason = "describes the body")]
struct MappingFormItem {
    placeholder: String,
    /// A value of `placeholderSourceOptions`; anything else is none.
    source: Option<String>,
    /// True unless it is `false`.
    required: Option<bool>,
}

/// Changes what fills the placeholders. An active template stays complete.
#[utoipa::path(put, path = "/api/admin/contract-templates/{id}/mapping", tag = "templates",
    params(("id" = String, Path)), request_body = MappingForm,
    responses((status = 200, body = Answer<Template>), (status = 400, body = ErrorBody),
        (status = 404, body = ErrorBody), (status = 409, body = ErrorBody)))]
async fn map_contract_template(
    State(app): State<App>,
    SignedIn(user): SignedIn,
    Path(id): Path<String>,
    JsonBody(body): JsonBody<Map<String, Value>>,
) -> Result<Json<Answer<Template>>, ApiError> {
    let mut row = found(&app, &id).await?;
    let Some(submitted) = body.get("mapping").and_then(Value::as_array) else {
        return Err(ApiError::bad_request("MAPPING_INVALID", "Envie a lista do mapeamento."));
    };
    let mapping = mapping::changed(&row.mapping(), submitted);
    let (done, total) = mapping::progress(&mapping);
    if row.status() == Status::Active && done < total {
        let message = "O modelo está ativo: cada placeholder obrigatório precisa de uma origem.";
        return Err(ApiError::refused(StatusCode::CONFLICT, "TEMPLATE_ACTIVE_INCOMPLETE", message));
    }
    row.mapping_json = Some(serde_json::to_string(&mapping).map_err(|error| ApiError::Internal(error.into()))?);
    let payload = json!({ "mappingDone": done, "mappingTotal": total });
    changed(&app, &user, row, Action::MappingUpdated, payload).await
}

/// Offers a template to professionals of its type. Every required placeholder must have a source.
#[utoipa::path(post, path = "/api/admin/contract-templates/{id}/activate", tag = "templates",
    params(("id" = String, Path)),
    responses((status = 200, body = Answer<Template>), (status = 400, body = ErrorBody),
        (status = 404, body = ErrorBody)))]
async fn activate_contract_template(
    State(app): State<App>,
    SignedIn(user): SignedIn,
    Path(id): Path<String>,
) -> Result<Json<Answer<Template>>, ApiError> {
    let mut row = found(&app, &id).await?;
    let (done, total) = mapping::progress(&row.mapping());
    if done < total {
        return Err(ApiError::bad_request("MAPPING_INCOMPLETE", "Faltam placeholders obrigatórios."));
    }
    row.status = Status::Active.word().to_owned();
    (row.activated_by, row.activated_at) = (Some(user.id.to_string()), Some(app.clock.instant()));
    row.archived_at = None;
    let payload = json!({ "contractType": row.contract_type, "version": row.version });
    changed(&app, &user, row, Action::Activated, payload).await
}

/// Stops offering a template. Professionals who have it keep it.
#[utoipa::path(post, path = "/api/admin/contract-templates/{id}/archive", tag = "templates",
    params(("id" = String, Path)),
    responses((status = 200, body = Answer<Template>), (status = 404, body = ErrorBody)))]
async fn archive_contract_template(
    State(app): State<App>,
    SignedIn(user): SignedIn,
    Path(id): Path<String>,
) -> Result<Json<Answer<Template>>, ApiError> {
    let mut row = found(&app, &id).await?;
    row.status = Status::Archived.word().to_owned();
    row.archived_at = Some(app.clock.instant());
    let payload = json!({ "contractType": row.contract_type, "version": row.version });
    changed(&app, &user, row, Action::Archived, payload).await
}

/// Deletes a template that is not active and that no professional and no contract ever used, with its file.
#[utoipa::path(delete, path = "/api/admin/contract-templates/{id}", tag = "templates", params(("id" = String, Path)),
    responses((status = 200, body = Answer<Template>), (status = 404, body = ErrorBody),
        (status = 409, body = ErrorBody)))]
async fn delete_contract_template(
    State(app): State<App>,
    SignedIn(user): SignedIn,
    Path(id): Path<String>,
) -> Result<Json<Answer<Template>>, ApiError> {
    let row = found(&app, &id).await?;
    let payload = json!({ "contractType": row.contract_type, "version": row.version });
    let deed = Deed { action: Action::Deleted, actor: &user.id, at: &app.clock.instant(), payload: &payload };
    if !store::delete(&app.db, &row.id, deed).await? {
        let message = "O modelo está ativo ou já foi usado e não pode ser excluído. Arquive-o.";
        return Err(ApiError::refused(StatusCode::CONFLICT, "TEMPLATE_IN_USE", message));
    }
    app.documents.take_back(&row.place()).await;
    Ok(Json(Answer::of(row.into())))
}

/// The file as it was sent.
#[utoipa::path(get, path = "/api/admin/contract-templates/{id}/download", tag = "templates",
    params(("id" = String, Path)),
    responses((status = 200, description = "The `.docx` as an attachment.",
        content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", body = String),
        (status = 404, body = ErrorBody), (status = 502, body = ErrorBody), (status = 503, body = ErrorBody),
        (status = 504, body = ErrorBody)))]
async fn download_contract_template(
    State(app): State<App>,
    SignedIn(user): SignedIn,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    let row = found(&app, &id).await?;
    let opened = app.documents.open(&row.place()).await?;
    let payload = json!({ "contractType": row.contract_type, "version": row.version });
    let deed = Deed { action: Action::Downloaded, actor: &user.id, at: &app.clock.instant(), payload: &payload };
    store::remember(&app.db, &row.id, deed).await?;
    Ok(stored(Disposition::Attachment, &row.original_name, &row.mime_type, opened.length, opened.bytes))
}

async fn found(app: &App, id: &str) -> Result<StoredTemplate, ApiError> {
    store::by_id(&app.db, id)
        .await?
        .ok_or_else(|| ApiError::refused(StatusCode::NOT_FOUND, "NOT_FOUND", "Modelo não encontrado."))
}

async fn changed(
    app: &App,
    user: &CurrentUser,
    row: StoredTemplate,
    action: Action,
    payload: Value,
) -> Result<Json<Answer<Template>>, ApiError> {
    let deed = Deed { action, actor: &user.id, at: &app.clock.instant(), payload: &payload };
    store::change(&app.db, &row, deed).await?;
    Ok(Json(Answer::of(row.into())))
}
