//! A stored document: its row, what is sent of it, and what its dates must look like.

use chrono::NaiveDate;
use serde::Serialize;
use sqlx::FromRow;
use utoipa::ToSchema;

use super::{kind::FileKind, name};
use crate::{documents::Place, http::ApiError, professionals::catalogue::DocumentType};

/// A row of `professional_documents`.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub(in crate::professionals) struct StoredDocument {
    pub id: String,
    pub professional_id: String,
    pub doc_type: String,
    pub storage_provider: String,
    pub storage_bucket: Option<String>,
    pub storage_key: String,
    pub original_name: String,
    pub mime_type: String,
    pub size_bytes: i64,
    pub expires_at: Option<String>,
    pub is_active: bool,
    pub notes: Option<String>,
    pub uploaded_by: String,
    pub created_at: String,
}

impl StoredDocument {
    /// Where its file lies.
    pub fn place(&self) -> Place {
        Place {
            provider: self.storage_provider.clone(),
            bucket: self.storage_bucket.clone(),
            key: self.storage_key.clone(),
        }
    }

    /// The name of its file on a disk.
    pub fn file_name(&self) -> String {
        name::file_name(&self.original_name, &self.id, &self.mime_type)
    }

    /// Whether a browser may show it on our own address.
    pub fn is_shown(&self) -> bool {
        FileKind::from_media_type(&self.mime_type).is_some_and(FileKind::is_shown)
    }
}

/// A document of a professional.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Document {
    id: String,
    professional_id: String,
    #[schema(example = "CERTIDAO_ETICA")]
    doc_type: String,
    /// `s3` or `local`.
    storage_provider: String,
    storage_bucket: Option<String>,
    storage_key: String,
    original_name: String,
    mime_type: String,
    size_bytes: i64,
    /// `YYYY-MM-DD`
    expires_at: Option<String>,
    /// Of each type one is active; the others are its history.
    is_active: bool,
    notes: Option<String>,
    /// A user's id.
    uploaded_by: String,
    /// RFC 3339, UTC, milliseconds.
    created_at: String,
}

impl From<StoredDocument> for Document {
    fn from(row: StoredDocument) -> Self {
        Self {
            id: row.id,
            professional_id: row.professional_id,
            doc_type: row.doc_type,
            storage_provider: row.storage_provider,
            storage_bucket: row.storage_bucket,
            storage_key: row.storage_key,
            original_name: row.original_name,
            mime_type: row.mime_type,
            size_bytes: row.size_bytes,
            expires_at: row.expires_at,
            is_active: row.is_active,
            notes: row.notes,
            uploaded_by: row.uploaded_by,
            created_at: row.created_at,
        }
    }
}

/// The day until which a paper is good, as it was typed; blank is none.
///
/// # Errors
/// 400 `DATE_INVALID` for what is no day, `CERTIDAO_EXPIRY_REQUIRED` for a certificate without one.
pub(super) fn expiry(typed: Option<&str>, paper: DocumentType) -> Result<Option<String>, ApiError> {
    let typed = typed.map(str::trim).filter(|text| !text.is_empty());
    let Some(text) = typed else {
        if paper.expires() {
            let message = "Este tipo de documento exige data de expiração.";
            return Err(ApiError::bad_request("CERTIDAO_EXPIRY_REQUIRED", message));
        }
        return Ok(None);
    };
    // A date, or a date and a time whose time does not matter.
    let day = text.split_once('T').map_or(text, |(day, _)| day);
    let is_padded = day.len() == 10 && day.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    match NaiveDate::parse_from_str(day, "%Y-%m-%d") {
        Ok(_) if is_padded => Ok(Some(day.to_owned())),
        Ok(_) | Err(_) => Err(ApiError::bad_request("DATE_INVALID", "Data inválida: use AAAA-MM-DD.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_real_days_are_taken() {
        let read = |text, paper| expiry(text, paper).map_err(|error| error.code());
        assert_eq!(read(Some(" 2026-12-31 "), DocumentType::Diploma), Ok(Some("2026-12-31".to_owned())));
        assert_eq!(read(Some("2026-02-18T10:00:00Z"), DocumentType::Diploma), Ok(Some("2026-02-18".to_owned())));
        for text in ["18/02/2026", "2026-2-8", "2026-13-45", "2026-02-30", "2026-02-18 10:00:00", "+026-02-01"] {
            assert_eq!(read(Some(text), DocumentType::Diploma), Err("DATE_INVALID"), "{text}");
        }
        assert_eq!(read(Some(" "), DocumentType::Diploma), Ok(None));
        assert_eq!(read(None, DocumentType::CertidaoEtica), Err("CERTIDAO_EXPIRY_REQUIRED"));
    }
}
