//! `contract_templates` and who did what to them.

use serde_json::Value;

use super::model::{Status, StoredTemplate};
use crate::{
    db::{Db, DbError, Tx, during},
    in_transaction, on_engine, on_tx,
};

/// The columns, before `WHERE`.
macro_rules! templates {
    ($rest:literal) => {
        concat!(
            "SELECT CAST(id AS CHAR) AS id, CAST(name AS CHAR) AS name, CAST(contract_type AS CHAR) AS contract_type,
                CAST(version AS SIGNED) AS version, CAST(status AS CHAR) AS status,
                CAST(storage_provider AS CHAR) AS storage_provider, CAST(storage_bucket AS CHAR) AS storage_bucket,
                CAST(storage_key AS CHAR) AS storage_key, CAST(original_name AS CHAR) AS original_name,
                CAST(mime_type AS CHAR) AS mime_type, CAST(size_bytes AS SIGNED) AS size_bytes,
                CAST(placeholders_json AS CHAR) AS placeholders_json, CAST(mapping_json AS CHAR) AS mapping_json,
                CAST(notes AS CHAR) AS notes, CAST(uploaded_by AS CHAR) AS uploaded_by,
                CAST(uploaded_at AS CHAR) AS uploaded_at, CAST(activated_by AS CHAR) AS activated_by,
                CAST(activated_at AS CHAR) AS activated_at, CAST(archived_at AS CHAR) AS archived_at
             FROM contract_templates ",
            $rest
        )
    };
}

/// What happened to a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Uploaded,
    MappingUpdated,
    Activated,
    Archived,
    Downloaded,
    Deleted,
}

impl Action {
    const fn word(self) -> &'static str {
        match self {
            Self::Uploaded => "TEMPLATE_UPLOADED",
            Self::MappingUpdated => "TEMPLATE_MAPPING_UPDATED",
            Self::Activated => "TEMPLATE_ACTIVATED",
            Self::Archived => "TEMPLATE_ARCHIVED",
            Self::Downloaded => "TEMPLATE_DOWNLOADED",
            Self::Deleted => "TEMPLATE_DELETED",
        }
    }
}

/// Who did it, and when (RFC 3339, UTC, milliseconds).
#[derive(Debug, Clone, Copy)]
pub(super) struct Deed<'a> {
    pub action: Action,
    pub actor: &'a str,
    pub at: &'a str,
    pub payload: &'a Value,
}

/// Templates by contract type, the newest version first. Empty filters keep everything.
pub(super) async fn list(db: &Db, status: &str, contract_type: &str) -> Result<Vec<StoredTemplate>, DbError> {
    const SQL: &str =
        templates!("WHERE (? = '' OR contract_type = ?) ORDER BY contract_type, version DESC, uploaded_at DESC, id");
    let rows: Result<Vec<StoredTemplate>, sqlx::Error> = on_engine!(db, pool =>
        sqlx::query_as(SQL).bind(contract_type).bind(contract_type).fetch_all(pool).await);
    let mut rows = rows.map_err(during("contract_templates.list"))?;
    // Here and not in SQL: a word nobody knows counts as a draft.
    rows.retain(|row| status.is_empty() || row.status().word() == status);
    Ok(rows)
}

/// The template with this id; `None` when there is none.
pub(super) async fn by_id(db: &Db, id: &str) -> Result<Option<StoredTemplate>, DbError> {
    const SQL: &str = templates!("WHERE id = ?");
    on_engine!(db, pool => sqlx::query_as(SQL).bind(id).fetch_optional(pool).await)
        .map_err(during("contract_templates.by_id"))
}

/// The template that contracts of a professional are made from: the linked one, archived or not, else the newest
/// active one of the contract type. `None`: there is none.
pub(crate) async fn of_professional(
    db: &Db,
    linked: Option<&str>,
    contract_type: &str,
) -> Result<Option<StoredTemplate>, DbError> {
    if let Some(id) = linked.filter(|id| !id.trim().is_empty())
        && let Some(found) = by_id(db, id).await?
    {
        return Ok(Some(found));
    }
    Ok(list(db, Status::Active.word(), contract_type).await?.into_iter().next())
}

/// The number of the next template of a contract type.
pub(super) async fn next_version(db: &Db, contract_type: &str) -> Result<i64, DbError> {
    const SQL: &str =
        "SELECT CAST(COALESCE(MAX(version), 0) AS SIGNED) + 1 FROM contract_templates WHERE contract_type = ?";
    on_engine!(db, pool => sqlx::query_scalar(SQL).bind(contract_type).fetch_one(pool).await)
        .map_err(during("contract_templates.next_version"))
}

/// Adds a template. `false`: somebody took its version meanwhile, nothing was written.
pub(super) async fn add(db: &Db, row: &StoredTemplate, deed: Deed<'_>) -> Result<bool, DbError> {
    const SQL: &str = "INSERT INTO contract_templates (id, name, contract_type, version, status, storage_provider,
            storage_bucket, storage_key, original_name, mime_type, size_bytes, placeholders_json, mapping_json, notes,
            uploaded_by, uploaded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let added: Result<(), sqlx::Error> = in_transaction!(db, tx => {
        let tx = &mut Tx::from(&mut **tx);
        on_tx!(&mut *tx, c => sqlx::query(SQL).bind(&row.id).bind(&row.name).bind(&row.contract_type).bind(row.version)
            .bind(&row.status).bind(&row.storage_provider).bind(&row.storage_bucket).bind(&row.storage_key)
            .bind(&row.original_name).bind(&row.mime_type).bind(row.size_bytes).bind(&row.placeholders_json)
            .bind(&row.mapping_json).bind(&row.notes).bind(&row.uploaded_by).bind(&row.uploaded_at)
            .execute(&mut **c).await.map(|_| ()))?;
        note(tx, &row.id, deed).await
    });
    match added {
        Err(sqlx::Error::Database(error)) if error.is_unique_violation() => Ok(false),
        outcome => outcome.map(|()| true).map_err(during("contract_templates.add")),
    }
}

/// Writes what people change of a template: mapping, status and its stamps.
pub(super) async fn change(db: &Db, row: &StoredTemplate, deed: Deed<'_>) -> Result<(), DbError> {
    const SQL: &str = "UPDATE contract_templates
        SET mapping_json = ?, status = ?, activated_by = ?, activated_at = ?, archived_at = ? WHERE id = ?";
    in_transaction!(db, tx => {
        let tx = &mut Tx::from(&mut **tx);
        on_tx!(&mut *tx, c => sqlx::query(SQL).bind(&row.mapping_json).bind(&row.status).bind(&row.activated_by)
            .bind(&row.activated_at).bind(&row.archived_at).bind(&row.id).execute(&mut **c).await.map(|_| ()))?;
        note(tx, &row.id, deed).await
    })
    .map_err(during("contract_templates.change"))
}

/// Notes something that changes nothing.
pub(super) async fn remember(db: &Db, id: &str, deed: Deed<'_>) -> Result<(), DbError> {
    in_transaction!(db, tx => { note(&mut Tx::from(&mut **tx), id, deed).await })
        .map_err(during("contract_template_audit_log.add"))
}

/// Deletes a template that no professional and no contract ever used. `false`: one does, nothing was deleted.
pub(super) async fn delete(db: &Db, id: &str, deed: Deed<'_>) -> Result<bool, DbError> {
    const SQL: &str = "DELETE FROM contract_templates WHERE id = ? AND status <> 'active'
        AND NOT EXISTS (SELECT 1 FROM professionals WHERE contract_template_id = ?)
        AND NOT EXISTS (SELECT 1 FROM professional_contracts WHERE meta_json LIKE ?)";
    let in_contract = format!("%\"templateId\":\"{id}\"%");
    in_transaction!(db, tx => {
        let tx = &mut Tx::from(&mut **tx);
        let deleted: u64 = on_tx!(&mut *tx, c => sqlx::query(SQL).bind(id).bind(id).bind(&in_contract)
            .execute(&mut **c).await.map(|done| done.rows_affected()))?;
        if deleted == 0 {
            return Ok(false);
        }
        note(tx, id, deed).await?;
        Ok(true)
    })
    .map_err(during("contract_templates.delete"))
}

async fn note(tx: &mut Tx<'_>, id: &str, deed: Deed<'_>) -> Result<(), sqlx::Error> {
    const SQL: &str = "INSERT INTO contract_template_audit_log
        (id, template_id, action, actor_user_id, payload_json, created_at) VALUES (?, ?, ?, ?, ?, ?)";
    let entry = uuid::Uuid::new_v4().to_string();
    on_tx!(tx, c => sqlx::query(SQL).bind(entry).bind(id).bind(deed.action.word()).bind(deed.actor)
        .bind(deed.payload.to_string()).bind(deed.at).execute(&mut **c).await.map(|_| ()))
}
