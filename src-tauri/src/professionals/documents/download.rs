//! Files on their way out: opened first, noted in the audit, then sent.

use axum::{http::StatusCode, response::Response};
use serde_json::json;

use super::{
    archive,
    store::{self, Deed},
};
use crate::{
    access::CurrentUser,
    app::App,
    http::{
        ApiError,
        attachment::{Disposition, stored},
    },
    professionals::read::unknown,
};

/// 404 for a document.
pub(super) fn unknown_document() -> ApiError {
    ApiError::refused(StatusCode::NOT_FOUND, "NOT_FOUND", "Documento não encontrado.")
}

/// The file of one document. Only what a browser shows safely is shown; everything else is to be kept.
pub(super) async fn one(app: &App, user: &CurrentUser, id: &str, is_inline: bool) -> Result<Response, ApiError> {
    let document = store::by_id(&app.db, id).await?.ok_or_else(unknown_document)?;
    let opened = app.documents.open(&document.place()).await?;
    let payload = [json!({ "documentId": document.id, "inline": is_inline })];
    let deed = Deed { actor: &user.id, at: &app.clock.instant() };
    store::note_downloads(&app.db, &document.professional_id, &payload, deed).await?;
    let is_shown = is_inline && document.is_shown();
    let disposition = if is_shown { Disposition::Inline } else { Disposition::Attachment };
    Ok(stored(disposition, &document.file_name(), &document.mime_type, opened.length, opened.bytes))
}

/// All files of a professional.
pub(super) async fn all(app: &App, user: &CurrentUser, id: &str, with_history: bool) -> Result<Response, ApiError> {
    let owner = store::owner(&app.db, id).await?.ok_or_else(unknown)?;
    let mut documents = store::list(&app.db, &owner.id).await?;
    documents.retain(|document| document.is_active || with_history);
    if documents.is_empty() {
        let message = "Este profissional ainda não tem documentos.";
        return Err(ApiError::refused(StatusCode::NOT_FOUND, "NO_DOCUMENTS", message));
    }
    let bytes = archive::of(app, &documents).await?;
    let note = |document: &super::model::StoredDocument| json!({ "documentId": document.id, "inline": false });
    let payloads: Vec<_> = documents.iter().map(note).collect();
    let deed = Deed { actor: &user.id, at: &app.clock.instant() };
    store::note_downloads(&app.db, &owner.id, &payloads, deed).await?;
    let name = format!("Documentos - {}.zip", owner.name.trim());
    Ok(stored(Disposition::Attachment, &name, "application/zip", None, bytes))
}
