//! `professional_audit_log`: who did what to whose record. Written in the transaction of what it tells of.

use serde_json::Value;

use crate::{db::Tx, on_tx};

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    Created,
    Updated,
    Deleted,
    /// The full numbers of a person were shown to somebody.
    Viewed,
    PrimaryRegistrationUpdated,
    ChecklistUpdated,
    DocumentUploaded,
    DocumentUpdated,
    DocumentDownloaded,
    ContractGenerated,
    ContractFailed,
}

impl Action {
    /// The stored word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Created => "PROFESSIONAL_CREATED",
            Self::Updated => "PROFESSIONAL_UPDATED",
            Self::Deleted => "PROFESSIONAL_DELETED",
            Self::Viewed => "PROFESSIONAL_VIEWED",
            Self::PrimaryRegistrationUpdated => "PROFESSIONAL_REGISTRATION_PRIMARY_UPDATED",
            Self::ChecklistUpdated => "PROFESSIONAL_CHECKLIST_UPDATED",
            Self::DocumentUploaded => "DOCUMENT_UPLOADED",
            Self::DocumentUpdated => "DOCUMENT_UPDATED",
            Self::DocumentDownloaded => "DOCUMENT_DOWNLOADED",
            Self::ContractGenerated => "CONTRACT_GENERATED",
            Self::ContractFailed => "CONTRACT_FAILED",
        }
    }
}

/// A line to be written.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    pub professional_id: &'a str,
    pub action: Action,
    /// The user's id.
    pub actor: &'a str,
    /// Ids, codes and names of fields; never a patient.
    pub payload: Option<&'a Value>,
    /// RFC 3339, UTC, milliseconds.
    pub at: &'a str,
}

/// Writes a line; returns its id.
///
/// # Errors
/// Those of the database; the write it belongs to must then fail, too.
pub async fn record(tx: &mut Tx<'_>, entry: Entry<'_>) -> Result<String, sqlx::Error> {
    const SQL: &str = "INSERT INTO professional_audit_log
        (id, professional_id, action, actor_user_id, payload_json, created_at) VALUES (?, ?, ?, ?, ?, ?)";
    let id = uuid::Uuid::new_v4().to_string();
    let payload = entry.payload.map(Value::to_string);
    on_tx!(tx, connection => sqlx::query(SQL).bind(&id).bind(entry.professional_id).bind(entry.action.word())
        .bind(entry.actor).bind(payload).bind(entry.at).execute(&mut **connection).await.map(|_| ()))?;
    Ok(id)
}

/// Whether `actor` did this to the record at or after `since` (RFC 3339, UTC).
pub(in crate::professionals) async fn is_known(
    tx: &mut Tx<'_>,
    id: &str,
    actor: &str,
    action: Action,
    since: &str,
) -> Result<bool, sqlx::Error> {
    const SQL: &str = "SELECT COUNT(*) FROM professional_audit_log
        WHERE professional_id = ? AND created_at >= ? AND actor_user_id = ? AND action = ?";
    let found: i64 = on_tx!(tx, connection => sqlx::query_scalar(SQL).bind(id).bind(since).bind(actor)
        .bind(action.word()).fetch_one(&mut **connection).await)?;
    Ok(found > 0)
}
