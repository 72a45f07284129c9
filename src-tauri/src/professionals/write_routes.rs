//! Writing to `/api/admin/profissionais`.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use utoipa_axum::routes;

use super::{
    documents,
    model::{self, ChecklistItem, Professional, Registration},
    save,
};
use crate::{
    access::model::{PageKey, Right, edit},
    app::App,
    http::{
        ApiError, Routes, Rule, SignedIn,
        error::ErrorBody,
        json::{Answer, JsonBody},
    },
};

pub(super) const MAY_WRITE: &[Right] = &[edit(PageKey::Profissionais)];

/// The routes that change the register.
pub(super) fn routes() -> Routes {
    Routes::new()
        .add(Rule::AnyOf(MAY_WRITE), routes!(create_professional))
        .add(Rule::AnyOf(MAY_WRITE), routes!(update_professional))
        .add(Rule::AnyOf(MAY_WRITE), routes!(delete_professional))
        .add(Rule::AnyOf(MAY_WRITE), routes!(set_primary_registration))
        .add(Rule::AnyOf(MAY_WRITE), routes!(save_checklist))
}

/// A whole record. What is left out is emptied; only checklist items that are left out stay.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "describes the body; it is read leniently, field by field")]
struct ProfessionalForm {
    #[schema(max_length = 180)]
    name: String,
    /// `PF` or `PJ`.
    contract_party_type: String,
    contract_type: String,
    /// Required for PF.
    cpf: Option<String>,
    /// Required for PJ.
    cnpj: Option<String>,
    /// Required for PJ.
    legal_name: Option<String>,
    specialties: Vec<SpecialtyForm>,
    specialty: Option<String>,
    primary_specialty: Option<String>,
    phone: Option<String>,
    email: Option<String>,
    #[schema(example = "18-65")]
    age_range: Option<String>,
    service_units: Option<Vec<String>>,
    has_feegow_permissions: Option<bool>,
    personal_doc_type: String,
    personal_doc_number: String,
    address_text: String,
    /// True when left out.
    is_active: Option<bool>,
    has_physical_folder: Option<bool>,
    physical_folder_note: Option<String>,
    /// An active template of the same contract type.
    contract_template_id: Option<String>,
    contract_start_date: Option<String>,
    contract_end_date: Option<String>,
    /// Exactly one is primary.
    registrations: Vec<RegistrationFields>,
    checklist: Option<Vec<CheckFields>>,
    /// `updatedAt` of the record that was edited: 409 `STALE` when somebody changed it since.
    expected_updated_at: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "describes the body")]
struct SpecialtyForm {
    name: String,
    is_primary: Option<bool>,
}

#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "describes the body")]
struct RegistrationFields {
    /// Of a stored registration of this professional; a new one has none.
    id: Option<String>,
    council_type: String,
    council_number: String,
    council_uf: String,
    is_primary: bool,
}

#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "describes the body")]
struct CheckFields {
    doc_type: String,
    has_physical_copy: bool,
    has_digital_copy: bool,
    /// Required for an ethics certificate that somebody has seen.
    expires_at: Option<String>,
    notes: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "describes the body")]
struct ChecklistForm {
    checklist: Vec<CheckFields>,
    /// `updatedAt` of the record that was edited: 409 `STALE` when somebody changed it since.
    expected_updated_at: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "describes the body")]
struct PrimaryForm {
    registration_id: String,
    /// `updatedAt` of the record that was edited: 409 `STALE` when somebody changed it since.
    expected_updated_at: Option<String>,
}

/// Who was deleted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
struct DeletedProfessional {
    id: String,
    name: String,
}

type Body = JsonBody<Map<String, Value>>;

/// Adds a professional; the answer is the record in full.
#[utoipa::path(post, path = "/api/admin/profissionais", tag = "professionals", request_body = ProfessionalForm,
    responses((status = 200, body = Answer<Professional>), (status = 400, body = ErrorBody),
        (status = 409, body = ErrorBody)))]
async fn create_professional(
    State(app): State<App>,
    SignedIn(user): SignedIn,
    JsonBody(body): Body,
) -> Result<Json<Answer<Professional>>, ApiError> {
    Ok(Json(Answer::of(save::create(&app, &user, &body).await?)))
}

/// Replaces a professional; the answer is the record in full.
#[utoipa::path(put, path = "/api/admin/profissionais/{id}", tag = "professionals", params(("id" = String, Path)),
    request_body = ProfessionalForm,
    responses((status = 200, body = Answer<Professional>), (status = 400, body = ErrorBody),
        (status = 404, body = ErrorBody), (status = 409, body = ErrorBody)))]
async fn update_professional(
    State(app): State<App>,
    SignedIn(user): SignedIn,
    Path(id): Path<String>,
    JsonBody(body): Body,
) -> Result<Json<Answer<Professional>>, ApiError> {
    Ok(Json(Answer::of(save::update(&app, &user, &id, &body).await?)))
}

/// Deletes a professional with registrations, checklist, documents and contracts. Their audit stays.
#[utoipa::path(delete, path = "/api/admin/profissionais/{id}", tag = "professionals", params(("id" = String, Path)),
    responses((status = 200, body = Answer<DeletedProfessional>), (status = 404, body = ErrorBody)))]
async fn delete_professional(
    State(app): State<App>,
    SignedIn(user): SignedIn,
    Path(id): Path<String>,
) -> Result<Json<Answer<DeletedProfessional>>, ApiError> {
    let record = save::delete(&app, &user, &id).await?;
    documents::remove_noted_beside(&app);
    Ok(Json(Answer::of(DeletedProfessional { id: record.professional.id, name: record.professional.name })))
}

/// Makes one registration the primary one.
#[utoipa::path(put, path = "/api/admin/profissionais/{id}/registrations/primary", tag = "professionals",
    params(("id" = String, Path)), request_body = PrimaryForm,
    responses((status = 200, body = Answer<Vec<Registration>>), (status = 400, body = ErrorBody),
        (status = 404, body = ErrorBody), (status = 409, body = ErrorBody)))]
async fn set_primary_registration(
    State(app): State<App>,
    SignedIn(user): SignedIn,
    Path(id): Path<String>,
    JsonBody(body): Body,
) -> Result<Json<Answer<Vec<Registration>>>, ApiError> {
    let record = save::set_primary(&app, &user, &id, &body).await?;
    Ok(Json(Answer::of(model::registrations(&record))))
}

/// Stores items of the checklist; items that are not sent stay as they are.
#[utoipa::path(put, path = "/api/admin/profissionais/{id}/documentos/checklist", tag = "professionals",
    params(("id" = String, Path)), request_body = ChecklistForm,
    responses((status = 200, body = Answer<Vec<ChecklistItem>>), (status = 400, body = ErrorBody),
        (status = 404, body = ErrorBody), (status = 409, body = ErrorBody)))]
async fn save_checklist(
    State(app): State<App>,
    SignedIn(user): SignedIn,
    Path(id): Path<String>,
    JsonBody(body): Body,
) -> Result<Json<Answer<Vec<ChecklistItem>>>, ApiError> {
    let record = save::save_checklist(&app, &user, &id, &body).await?;
    Ok(Json(Answer::of(model::checklist(&record))))
}
