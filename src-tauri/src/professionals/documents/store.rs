//! `professional_documents`: one row per stored file, of each type at most one active.

use serde_json::{Value, json};

use super::model::StoredDocument;
use crate::{
    app::App,
    db::{Db, DbError, Tx, during},
    in_transaction, on_engine, on_tx,
    professionals::store::{
        audit::{self, Action, Entry},
        listing,
    },
};

/// The columns, before `WHERE`.
macro_rules! documents {
    ($rest:literal) => {
        concat!(
            "SELECT CAST(id AS CHAR) AS id, CAST(professional_id AS CHAR) AS professional_id,
                CAST(doc_type AS CHAR) AS doc_type, CAST(storage_provider AS CHAR) AS storage_provider,
                CAST(storage_bucket AS CHAR) AS storage_bucket, CAST(storage_key AS CHAR) AS storage_key,
                CAST(original_name AS CHAR) AS original_name, CAST(mime_type AS CHAR) AS mime_type,
                CAST(size_bytes AS SIGNED) AS size_bytes, CAST(expires_at AS CHAR) AS expires_at,
                CAST(COALESCE(is_active, 0) AS SIGNED) AS is_active, CAST(notes AS CHAR) AS notes,
                CAST(uploaded_by AS CHAR) AS uploaded_by, CAST(created_at AS CHAR) AS created_at
             FROM professional_documents ",
            $rest
        )
    };
}

/// A professional, as files are told whose they are.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(super) struct Owner {
    /// As it is stored, whatever the request's letters are.
    pub id: String,
    pub name: String,
}

/// The professional with this id; `None` when there is none.
pub(super) async fn owner(db: &Db, id: &str) -> Result<Option<Owner>, DbError> {
    const SQL: &str = "SELECT CAST(id AS CHAR) AS id, CAST(name AS CHAR) AS name FROM professionals WHERE id = ?";
    on_engine!(db, pool => sqlx::query_as(SQL).bind(id).fetch_optional(pool).await)
        .map_err(during("professional_documents.owner"))
}

/// Every document of a professional, the active ones first, then the newest. None: empty.
pub(super) async fn list(db: &Db, professional_id: &str) -> Result<Vec<StoredDocument>, DbError> {
    const SQL: &str =
        documents!("WHERE professional_id = ? ORDER BY is_active DESC, created_at DESC, storage_key DESC, id");
    on_engine!(db, pool => sqlx::query_as(SQL).bind(professional_id).fetch_all(pool).await)
        .map_err(during("professional_documents.list"))
}

/// The document with this id; `None` when there is none.
pub(super) async fn by_id(db: &Db, id: &str) -> Result<Option<StoredDocument>, DbError> {
    const SQL: &str = documents!("WHERE id = ?");
    on_engine!(db, pool => sqlx::query_as(SQL).bind(id).fetch_optional(pool).await)
        .map_err(during("professional_documents.by_id"))
}

/// Who did it and when.
#[derive(Debug, Clone, Copy)]
pub(super) struct Deed<'a> {
    pub actor: &'a str,
    /// RFC 3339, UTC, milliseconds.
    pub at: &'a str,
}

/// Makes a stored file the active document of its type; the one before becomes history. `false`: the professional is
/// gone, nothing was written.
pub(super) async fn add(app: &App, row: &StoredDocument) -> Result<bool, DbError> {
    const RETIRE: &str = "UPDATE professional_documents SET is_active = 0
                          WHERE professional_id = ? AND doc_type = ? AND is_active <> 0";
    const INSERT: &str = "INSERT INTO professional_documents (id, professional_id, doc_type, storage_provider,
            storage_bucket, storage_key, original_name, mime_type, size_bytes, expires_at, is_active, notes,
            uploaded_by, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, NULL, ?, ?)";
    let payload = json!({
        "documentId": row.id, "docType": row.doc_type, "storageProvider": row.storage_provider,
    });
    let deed = Deed { actor: &row.uploaded_by, at: &row.created_at };
    in_transaction!(&app.db, tx => {
        let tx = &mut Tx::from(&mut **tx);
        if listing::lock(tx, std::slice::from_ref(&row.professional_id)).await?.is_empty() {
            return Ok(false);
        }
        on_tx!(&mut *tx, c => sqlx::query(RETIRE).bind(&row.professional_id).bind(&row.doc_type)
            .execute(&mut **c).await.map(|_| ()))?;
        on_tx!(&mut *tx, c => sqlx::query(INSERT).bind(&row.id).bind(&row.professional_id).bind(&row.doc_type)
            .bind(&row.storage_provider).bind(&row.storage_bucket).bind(&row.storage_key).bind(&row.original_name)
            .bind(&row.mime_type).bind(row.size_bytes).bind(&row.expires_at).bind(&row.uploaded_by)
            .bind(&row.created_at).execute(&mut **c).await.map(|_| ()))?;
        note(tx, &row.professional_id, Action::DocumentUploaded, &payload, deed).await?;
        listing::keep(tx, &row.professional_id, app.config.professionals.documents_mode).await?;
        Ok(true)
    })
    .map_err(during("professional_documents.add"))
}

/// Corrects the day until which a document is good.
pub(super) async fn set_expiry(
    app: &App,
    document: &StoredDocument,
    expires_at: Option<&str>,
    deed: Deed<'_>,
) -> Result<(), DbError> {
    const SQL: &str = "UPDATE professional_documents SET expires_at = ? WHERE id = ?";
    let (id, whose) = (&document.id, &document.professional_id);
    let payload = json!({ "documentId": id, "expiresAt": expires_at });
    in_transaction!(&app.db, tx => {
        let tx = &mut Tx::from(&mut **tx);
        listing::lock(tx, std::slice::from_ref(whose)).await?;
        on_tx!(&mut *tx, c => sqlx::query(SQL).bind(expires_at).bind(id).execute(&mut **c).await.map(|_| ()))?;
        note(tx, whose, Action::DocumentUpdated, &payload, deed).await?;
        listing::keep(tx, whose, app.config.professionals.documents_mode).await?;
        Ok(())
    })
    .map_err(during("professional_documents.set_expiry"))
}

/// Notes that somebody got these files, one line each with its own payload.
pub(super) async fn note_downloads(
    db: &Db,
    professional_id: &str,
    payloads: &[Value],
    deed: Deed<'_>,
) -> Result<(), DbError> {
    in_transaction!(db, tx => {
        let tx = &mut Tx::from(&mut **tx);
        for payload in payloads {
            note(tx, professional_id, Action::DocumentDownloaded, payload, deed).await?;
        }
        Ok(())
    })
    .map_err(during("professional_documents.note_downloads"))
}

async fn note(
    tx: &mut Tx<'_>,
    professional_id: &str,
    action: Action,
    payload: &Value,
    deed: Deed<'_>,
) -> Result<(), sqlx::Error> {
    let entry = Entry { professional_id, action, actor: deed.actor, payload: Some(payload), at: deed.at };
    audit::record(tx, entry).await.map(|_| ())
}
