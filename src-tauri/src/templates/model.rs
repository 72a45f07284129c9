//! A template as it is stored and as it is answered.

use serde::Serialize;
use sqlx::FromRow;
use utoipa::ToSchema;

use super::{
    mapping::{self, MappingItem},
    source::SourceOption,
};
use crate::{documents::Place, http::json::Success, professionals::catalogue::CodeLabel};

/// What can be done with a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Not offered yet.
    Draft,
    /// Offered to professionals of its type.
    Active,
    /// Not offered any more; who has it keeps it.
    Archived,
}

impl Status {
    /// The stored word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Active => "active",
            Self::Archived => "archived",
        }
    }

    /// The status with this word, whatever its case.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Draft, Self::Active, Self::Archived].into_iter().find(|status| status.word().eq_ignore_ascii_case(word))
    }
}

/// A row of `contract_templates`. Days and times are RFC 3339, UTC.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub(crate) struct StoredTemplate {
    pub id: String,
    pub name: String,
    pub contract_type: String,
    pub version: i64,
    pub status: String,
    pub storage_provider: String,
    pub storage_bucket: Option<String>,
    pub storage_key: String,
    pub original_name: String,
    pub mime_type: String,
    pub size_bytes: i64,
    pub placeholders_json: String,
    pub mapping_json: Option<String>,
    pub notes: Option<String>,
    pub uploaded_by: String,
    pub uploaded_at: String,
    pub activated_by: Option<String>,
    pub activated_at: Option<String>,
    pub archived_at: Option<String>,
}

impl StoredTemplate {
    pub fn place(&self) -> Place {
        Place {
            provider: self.storage_provider.clone(),
            bucket: self.storage_bucket.clone(),
            key: self.storage_key.clone(),
        }
    }

    /// What cannot be read counts as a draft.
    pub fn status(&self) -> Status {
        Status::from_word(self.status.trim()).unwrap_or(Status::Draft)
    }

    /// One item per placeholder. A list that cannot be read counts as empty.
    pub fn mapping(&self) -> Vec<MappingItem> {
        let stored: Vec<MappingItem> =
            self.mapping_json.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
        mapping::complete(&self.placeholders(), &stored)
    }

    fn placeholders(&self) -> Vec<String> {
        serde_json::from_str(&self.placeholders_json).unwrap_or_default()
    }
}

/// A contract template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Template {
    pub id: String,
    pub name: String,
    /// A code of the catalogue; a row from elsewhere may have another.
    #[schema(example = "PJ_PADRAO")]
    pub contract_type: String,
    /// From 1 on, per contract type.
    pub version: i64,
    pub status: Status,
    /// `s3` or `local`.
    pub storage_provider: String,
    pub storage_bucket: Option<String>,
    pub storage_key: String,
    /// The file's name as it was sent.
    pub original_name: String,
    pub mime_type: String,
    pub size_bytes: i64,
    /// Each once, in order.
    pub placeholders: Vec<String>,
    /// One item per placeholder, in the same order.
    pub mapping: Vec<MappingItem>,
    /// Required placeholders that have a source.
    pub mapping_done: usize,
    /// Required placeholders.
    pub mapping_total: usize,
    pub mapping_complete: bool,
    pub notes: Option<String>,
    /// A user's id.
    pub uploaded_by: String,
    /// RFC 3339, UTC.
    pub uploaded_at: String,
    /// A user's id: of the last activation, kept when archived.
    pub activated_by: Option<String>,
    pub activated_at: Option<String>,
    pub archived_at: Option<String>,
}

impl From<StoredTemplate> for Template {
    fn from(row: StoredTemplate) -> Self {
        let mapping = row.mapping();
        let (mapping_done, mapping_total) = mapping::progress(&mapping);
        Self {
            status: row.status(),
            placeholders: row.placeholders(),
            id: row.id,
            name: row.name,
            contract_type: row.contract_type,
            version: row.version,
            storage_provider: row.storage_provider,
            storage_bucket: row.storage_bucket,
            storage_key: row.storage_key,
            original_name: row.original_name,
            mime_type: row.mime_type,
            size_bytes: row.size_bytes,
            mapping,
            mapping_done,
            mapping_total,
            mapping_complete: mapping_done == mapping_total,
            notes: row.notes,
            uploaded_by: row.uploaded_by,
            uploaded_at: row.uploaded_at,
            activated_by: row.activated_by,
            activated_at: row.activated_at,
            archived_at: row.archived_at,
        }
    }
}

/// Every template asked for, and what placeholders can be filled with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TemplatesAnswer {
    pub status: Success,
    pub data: Vec<Template>,
    /// The types a new template can be of, in the order they are offered.
    pub contract_types: Vec<CodeLabel>,
    pub placeholder_source_options: Vec<SourceOption>,
}
