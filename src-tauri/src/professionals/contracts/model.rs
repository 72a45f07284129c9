//! A contract as it is stored and as it is answered.

use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use utoipa::ToSchema;

use super::readiness::{Filling, Reason};
use crate::{documents::Place, http::json::Success};

/// How far a contract is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum ContractStatus {
    /// Being made, or the program ended while it was.
    Pending,
    /// There is a file.
    Generated,
    /// There is none; `errorMessage` says why.
    Failed,
}

impl ContractStatus {
    /// The stored word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Generated => "generated",
            Self::Failed => "failed",
        }
    }

    fn from_word(word: &str) -> Self {
        let all = [Self::Pending, Self::Generated, Self::Failed];
        all.into_iter().find(|status| status.word() == word).unwrap_or(Self::Failed)
    }
}

/// A row of `professional_contracts`. Times are RFC 3339, UTC.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub(super) struct StoredContract {
    pub id: String,
    pub professional_id: String,
    pub template_key: String,
    pub template_version: String,
    pub status: String,
    pub storage_provider: Option<String>,
    pub storage_bucket: Option<String>,
    pub storage_key: Option<String>,
    pub generated_by: String,
    pub generated_at: Option<String>,
    pub error_message: Option<String>,
    pub meta_json: Option<String>,
    pub created_at: String,
}

/// What a contract was made from: `meta_json`. Deleting a template looks for its id here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Meta {
    pub template_id: String,
    pub template_name: String,
    /// `CRM/SP 123456`, the primary registration at that moment.
    pub registration: Option<String>,
    /// What the file is called on a disk.
    pub file_name: String,
}

impl StoredContract {
    /// Where the file lies; `None` when there is none.
    pub fn place(&self) -> Option<Place> {
        let (provider, key) = (self.storage_provider.clone()?, self.storage_key.clone()?);
        Some(Place { provider, bucket: self.storage_bucket.clone(), key })
    }

    pub fn status(&self) -> ContractStatus {
        ContractStatus::from_word(self.status.trim())
    }

    /// Empty when it cannot be read.
    pub fn meta(&self) -> Meta {
        self.meta_json.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    }
}

/// A contract that was made, or that should have been.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Contract {
    pub id: String,
    pub professional_id: String,
    pub status: ContractStatus,
    #[schema(example = "contrato_pj_padrao")]
    pub template_key: String,
    #[schema(example = "v3")]
    pub template_version: String,
    pub template_name: String,
    #[schema(required, example = "CRM/SP 123456")]
    pub registration: Option<String>,
    pub file_name: String,
    /// A user's id.
    pub generated_by: String,
    #[schema(required)]
    pub generated_at: Option<String>,
    #[schema(required)]
    pub error_message: Option<String>,
    pub created_at: String,
}

impl From<StoredContract> for Contract {
    fn from(row: StoredContract) -> Self {
        let (status, meta) = (row.status(), row.meta());
        Self {
            status,
            id: row.id,
            professional_id: row.professional_id,
            template_key: row.template_key,
            template_version: row.template_version,
            template_name: meta.template_name,
            registration: meta.registration,
            file_name: meta.file_name,
            generated_by: row.generated_by,
            generated_at: row.generated_at,
            error_message: row.error_message,
            created_at: row.created_at,
        }
    }
}

/// The template a contract would be made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(super) struct TemplateName {
    pub id: String,
    pub name: String,
    pub version: i64,
}

/// Every contract of a professional, the newest first, and whether another can be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ContractsAnswer {
    pub status: Success,
    pub data: Vec<Contract>,
    /// The linked template, else the newest active one of the contract type.
    #[schema(required)]
    pub template: Option<TemplateName>,
    /// What is in the way of another; empty when it can be made.
    pub reasons: Vec<Reason>,
    /// Why there are no PDFs; `null` when there are.
    #[schema(required)]
    pub pdf_unavailable: Option<&'static str>,
}

/// What a contract would say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(super) struct ContractPreview {
    #[schema(required)]
    pub template: Option<TemplateName>,
    pub reasons: Vec<Reason>,
    /// One per placeholder, in order.
    pub values: Vec<Filling>,
}
