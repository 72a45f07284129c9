//! What a save asks for, read from JSON and checked. The first broken rule is told, in a fixed order.

mod checks;
mod fields;
mod person;
mod registrations;
mod specialties;

use serde_json::{Map, Value};

use super::{
    catalogue::{ContractType, PartyType, PersonalDocument},
    record::Record,
};
use crate::http::ApiError;

pub(super) use checks::{CheckForm, checks};
use fields::Fields;
pub(super) use registrations::RegistrationForm;
use specialties::Specialties;

/// Longest name of a person or company.
const NAME: usize = 180;
/// Longest number of a personal document or registration.
const NUMBER: usize = 40;
/// Longest id of a template.
const ID: usize = 64;
/// Longest text without limit of its own, in bytes: that of MySQL's `TEXT`.
const TEXT_BYTES: usize = 65_535;

/// A whole record as it shall be. It replaces the stored one; only checklist items that are not named stay.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Form {
    pub name: String,
    pub party: PartyType,
    pub contract_type: ContractType,
    /// Digits, or an old number that nobody changed.
    pub cpf: Option<String>,
    pub cnpj: Option<String>,
    pub legal_name: Option<String>,
    pub specialties: Vec<String>,
    pub primary_specialty: String,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub age_range: Option<String>,
    pub service_units: Vec<&'static str>,
    pub has_feegow_permissions: bool,
    pub personal_doc: PersonalDocument,
    pub personal_doc_number: String,
    pub address_text: String,
    pub is_active: bool,
    pub has_physical_folder: bool,
    pub physical_folder_note: Option<String>,
    pub contract_template_id: Option<String>,
    pub contract_start: Option<String>,
    pub contract_end: Option<String>,
    pub registrations: Vec<RegistrationForm>,
    /// The items to be stored; the others stay as they are.
    pub checklist: Vec<CheckForm>,
}

impl Form {
    /// Reads and checks a form. What is `stored` and unchanged is not checked anew: old records stay editable.
    ///
    /// # Errors
    /// 400 with the code of the first broken rule.
    pub fn read(body: &Map<String, Value>, stored: Option<&Record>) -> Result<Self, ApiError> {
        let fields = Fields(body);
        let phone = person::phone(&fields)?;
        let age_range = person::age_range(&fields)?;
        let service_units = person::service_units(&fields)?;
        let Specialties { names, primary } = specialties::read(&fields)?;
        let name = fields.limited("name", NAME)?;
        required(&name, "NAME_REQUIRED", "Nome do profissional é obrigatório.")?;
        let personal_doc_number = person::personal_doc_number(&fields)?;
        let address_text = fields.long("addressText")?;
        required(&address_text, "ADDRESS_REQUIRED", "Endereço é obrigatório.")?;
        let party = PartyType::from_code(&fields.upper("contractPartyType")?).ok_or_else(|| {
            ApiError::bad_request("PARTY_TYPE_INVALID", "Tipo de contratante inválido: use PF ou PJ.")
        })?;
        let contract_type = ContractType::from_code(&fields.upper("contractType")?)
            .ok_or_else(|| ApiError::bad_request("CONTRACT_TYPE_INVALID", "Tipo de contrato inválido."))?;
        let personal_doc = PersonalDocument::from_code(&fields.upper("personalDocType")?).ok_or_else(|| {
            ApiError::bad_request(
                "PERSONAL_DOC_TYPE_INVALID",
                "Tipo de documento pessoal inválido: use RG, CPF ou CNH.",
            )
        })?;
        let email = person::email(&fields)?;
        let (contract_start, contract_end) = person::contract_dates(&fields)?;
        let person::Identity { cpf, cnpj, legal_name } = person::identity(&fields, party, stored)?;
        let registrations = registrations::read(&fields, stored)?;
        let checklist = checks(body.get("checklist"))?;
        let is_active = match fields.value("isActive") {
            None => true,
            Some(value) => fields::lenient(Some(value)),
        };
        Ok(Self {
            physical_folder_note: optional(fields.long("physicalFolderNote")?),
            contract_template_id: optional(fields.limited("contractTemplateId", ID)?),
            has_feegow_permissions: fields.flag("hasFeegowPermissions"),
            has_physical_folder: fields.flag("hasPhysicalFolder"),
            specialties: names,
            primary_specialty: primary,
            name,
            party,
            contract_type,
            cpf,
            cnpj,
            legal_name,
            phone,
            email,
            age_range,
            service_units,
            personal_doc,
            personal_doc_number,
            address_text,
            is_active,
            contract_start,
            contract_end,
            registrations,
            checklist,
        })
    }
}

/// The stamp that whoever saves has seen; `None` when they do not say.
pub(super) fn expected_updated_at(body: &Map<String, Value>) -> Result<Option<String>, ApiError> {
    Ok(optional(Fields(body).text("expectedUpdatedAt")?))
}

/// The registration that shall be the primary one.
pub(super) fn registration_id(body: &Map<String, Value>) -> Result<String, ApiError> {
    let id = Fields(body).text("registrationId")?;
    required(&id, "REGISTRATION_ID_REQUIRED", "Informe o registro principal.")?;
    Ok(id)
}

fn required(text: &str, code: &'static str, message: &str) -> Result<(), ApiError> {
    if text.is_empty() { Err(ApiError::bad_request(code, message)) } else { Ok(()) }
}

fn optional(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

fn too_long(name: &str) -> ApiError {
    ApiError::bad_request("TOO_LONG", format!("O campo {name} passa do tamanho permitido."))
}
