//! What is told about professionals.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    catalogue::DocumentType,
    privacy::{mask_cpf, mask_number},
    record::{Record, StoredCheck, StoredRegistration},
    standing::Standing,
};
use crate::{config::DocumentsMode, http::json::Success};

/// A page of the register.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ProfessionalsPage {
    pub status: Success,
    pub data: Vec<Professional>,
    pub pagination: Pagination,
}

/// Which page it is, of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Pagination {
    #[schema(example = 1)]
    pub page: i64,
    #[schema(example = 20)]
    pub page_size: i64,
    /// Professionals that pass the filters, on all pages.
    #[schema(example = 137)]
    pub total: i64,
    /// At least one.
    #[schema(example = 7)]
    pub total_pages: i64,
}

impl Pagination {
    /// The numbers of a page; `page_size` is at least 1.
    pub fn new(page: i64, page_size: i64, total: i64) -> Self {
        let full = total / page_size + i64::from(total % page_size > 0);
        Self { page, page_size, total, total_pages: full.max(1) }
    }
}

/// A professional, with what follows from their record today.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Professional {
    pub id: String,
    #[schema(example = "Profissional Exemplo")]
    pub name: String,
    /// `PF` or `PJ`; an old record may hold another word.
    #[schema(example = "PF")]
    pub contract_party_type: String,
    /// A code of the catalogue; an old record may hold another one.
    #[schema(example = "PADRAO_CLT")]
    pub contract_type: String,
    /// Digits, or masked: see the route.
    #[schema(required, example = "529.***.***-25")]
    pub cpf: Option<String>,
    /// Digits.
    #[schema(required)]
    pub cnpj: Option<String>,
    #[schema(required)]
    pub legal_name: Option<String>,
    /// The primary specialty.
    #[schema(example = "Cardiologia")]
    pub specialty: String,
    pub specialties: Vec<String>,
    #[schema(required)]
    pub primary_specialty: Option<String>,
    /// 10 or 11 digits.
    #[schema(required, example = "11999990000")]
    pub phone: Option<String>,
    #[schema(required)]
    pub email: Option<String>,
    #[schema(required, example = "18-65")]
    pub age_range: Option<String>,
    #[schema(example = json!(["CENTRO CAMBUI"]))]
    pub service_units: Vec<String>,
    pub has_feegow_permissions: bool,
    /// `RG`, `CPF` or `CNH`.
    #[schema(example = "RG")]
    pub personal_doc_type: String,
    /// In full, or masked: see the route.
    #[schema(example = "*******89")]
    pub personal_doc_number: String,
    pub address_text: String,
    pub is_active: bool,
    pub has_physical_folder: bool,
    #[schema(required)]
    pub physical_folder_note: Option<String>,
    #[schema(required)]
    pub contract_template_id: Option<String>,
    #[schema(required, example = "2026-01-02")]
    pub contract_start_date: Option<String>,
    #[schema(required)]
    pub contract_end_date: Option<String>,
    pub created_at: String,
    /// Changes with every write; a save sends it back as `expectedUpdatedAt`.
    #[schema(example = "2026-02-18T13:45:10.123Z")]
    pub updated_at: String,
    /// The primary first, then by council, state and number.
    pub registrations: Vec<Registration>,
    #[schema(required)]
    pub primary_registration: Option<Registration>,
    /// Nine items in the order of the catalogue.
    pub checklist: Vec<ChecklistItem>,
    /// Names of blank fields, as they are called here.
    pub missing_fields: Vec<String>,
    /// Codes of required documents that nobody has seen.
    pub missing_docs: Vec<String>,
    /// Documents that are there, of all nine.
    pub required_docs_done: usize,
    /// Nine.
    pub required_docs_total: usize,
    /// Whether anything is missing.
    pub pending: bool,
    /// `OK`, `VENCENDO`, `VENCIDA` or `PENDENTE`.
    #[schema(example = "VENCENDO")]
    pub certidao_status: String,
    #[schema(required)]
    pub certidao_expires_at: Option<String>,
}

/// A registration at a council.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Registration {
    pub id: String,
    pub professional_id: String,
    #[schema(example = "CRM")]
    pub council_type: String,
    #[schema(example = "123456")]
    pub council_number: String,
    #[schema(example = "SP")]
    pub council_uf: String,
    pub is_primary: bool,
}

/// What somebody has seen of one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChecklistItem {
    /// `null` for an item that was never stored, as the three at the end are.
    #[schema(required)]
    pub id: Option<String>,
    pub professional_id: String,
    #[schema(example = "CERTIDAO_ETICA")]
    pub doc_type: &'static str,
    pub has_physical_copy: bool,
    pub has_digital_copy: bool,
    #[schema(required)]
    pub expires_at: Option<String>,
    pub notes: String,
    /// Id of the user who changed it last.
    #[schema(required)]
    pub verified_by: Option<String>,
    #[schema(required)]
    pub verified_at: Option<String>,
    #[schema(required)]
    pub updated_at: Option<String>,
}

/// Whether the numbers of a person are shown in full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    Full,
    Masked,
}

impl Professional {
    /// The record as shown on `today`.
    pub fn of(record: &Record, mode: DocumentsMode, today: NaiveDate, shown: Shown) -> Self {
        let stored = record.professional.clone();
        let standing = Standing::of(record, mode);
        let certificate = standing.certificate(today);
        let registrations = registrations(record);
        let (cpf, personal_doc_number) = match shown {
            Shown::Full => (stored.cpf, stored.personal_doc_number),
            Shown::Masked => (stored.cpf.as_deref().map(mask_cpf), mask_number(&stored.personal_doc_number)),
        };
        Self {
            specialties: record.specialties(),
            service_units: record.service_units(),
            primary_specialty: stored
                .primary_specialty
                .filter(|name| !name.trim().is_empty())
                .or_else(|| Some(stored.specialty.clone()).filter(|name| !name.trim().is_empty())),
            primary_registration: registrations.iter().find(|registration| registration.is_primary).cloned(),
            checklist: checklist(record),
            missing_docs: standing.missing_docs.iter().map(|kind| kind.code().to_owned()).collect(),
            required_docs_done: standing.done,
            required_docs_total: DocumentType::ALL.len(),
            pending: standing.is_pending(),
            certidao_status: certificate.code().to_owned(),
            missing_fields: standing.missing_fields.into_iter().map(str::to_owned).collect(),
            certidao_expires_at: standing.expires_at,
            registrations,
            cpf,
            personal_doc_number,
            id: stored.id,
            name: stored.name,
            contract_party_type: stored.contract_party_type,
            contract_type: stored.contract_type,
            cnpj: stored.cnpj,
            legal_name: stored.legal_name,
            specialty: stored.specialty,
            phone: stored.phone,
            email: stored.email,
            age_range: stored.age_range,
            has_feegow_permissions: stored.has_feegow_permissions,
            personal_doc_type: stored.personal_doc_type,
            address_text: stored.address_text,
            is_active: stored.is_active,
            has_physical_folder: stored.has_physical_folder,
            physical_folder_note: stored.physical_folder_note,
            contract_template_id: stored.contract_template_id,
            contract_start_date: stored.contract_start_date,
            contract_end_date: stored.contract_end_date,
            created_at: stored.created_at,
            updated_at: stored.updated_at,
        }
    }
}

/// The registrations of a record in their order.
pub fn registrations(record: &Record) -> Vec<Registration> {
    record.registrations.iter().map(Registration::from).collect()
}

/// The nine items of a record's checklist.
pub fn checklist(record: &Record) -> Vec<ChecklistItem> {
    let id = &record.professional.id;
    DocumentType::ALL.into_iter().map(|kind| ChecklistItem::of(id, kind, record.check(kind))).collect()
}

impl From<&StoredRegistration> for Registration {
    fn from(row: &StoredRegistration) -> Self {
        Self {
            id: row.id.clone(),
            professional_id: row.professional_id.clone(),
            council_type: row.council_type.to_uppercase(),
            council_number: row.council_number.clone(),
            council_uf: row.council_uf.to_uppercase(),
            is_primary: row.is_primary,
        }
    }
}

impl ChecklistItem {
    fn of(professional_id: &str, kind: DocumentType, stored: Option<&StoredCheck>) -> Self {
        let stored = stored.cloned();
        let row = stored.clone().unwrap_or_default();
        Self {
            id: stored.map(|row| row.id),
            professional_id: professional_id.to_owned(),
            doc_type: kind.code(),
            has_physical_copy: row.has_physical_copy,
            has_digital_copy: row.has_digital_copy,
            expires_at: row.expires_at,
            notes: row.notes.unwrap_or_default(),
            verified_by: row.verified_by,
            verified_at: row.verified_at,
            updated_at: row.updated_at,
        }
    }
}

#[test]
fn an_empty_register_has_one_page() {
    let pages = |total| Pagination::new(1, 20, total).total_pages;
    assert_eq!([0, 1, 20, 21, 400].map(pages), [1, 1, 1, 2, 20]);
}
