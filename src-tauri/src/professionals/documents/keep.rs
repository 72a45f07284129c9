//! Keeping a sent file: everything is checked, then the object is stored, then its row. Never one without the other.

use std::sync::Arc;

use uuid::Uuid;

use super::{
    kind::FileKind,
    model::{self, StoredDocument},
    store::{self, Owner},
};
use crate::{
    access::CurrentUser,
    app::App,
    db::DbError,
    documents::{About, original_name},
    http::{ApiError, spool::Spool},
    kernel::stamp,
    professionals::{catalogue::DocumentType, read::unknown},
};

/// The largest file.
pub(super) const FILE_BYTES: u64 = 20 * 1024 * 1024;

/// What is sent about a file, as it was typed.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Claim<'a> {
    pub file_name: &'a str,
    pub size_bytes: u64,
    pub doc_type: Option<&'a str>,
    pub expires_at: Option<&'a str>,
}

/// What is right about a file before anybody has looked into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Draft {
    pub file_name: String,
    pub paper: DocumentType,
    /// The date is checked once the content is: that is the order of the answers.
    expires_at: Option<String>,
}

impl Draft {
    /// Size, name and type of a claim.
    ///
    /// # Errors
    /// 400 `FILE_EMPTY`, `FILE_TOO_LARGE`, `TOO_LONG`, `FILE_NAME_INVALID`, `DOC_TYPE_INVALID`.
    pub fn of(claim: Claim<'_>) -> Result<Self, ApiError> {
        if claim.size_bytes == 0 {
            return Err(ApiError::bad_request("FILE_EMPTY", "O arquivo está vazio."));
        }
        if claim.size_bytes > FILE_BYTES {
            return Err(ApiError::bad_request("FILE_TOO_LARGE", "O arquivo passa de 20 MB."));
        }
        let file_name = original_name(claim.file_name)?;
        let code = claim.doc_type.unwrap_or_default().trim().to_uppercase();
        let paper = DocumentType::from_code(&code)
            .ok_or_else(|| ApiError::bad_request("DOC_TYPE_INVALID", "Tipo de documento inválido."))?;
        Ok(Self { file_name, paper, expires_at: claim.expires_at.map(str::to_owned) })
    }

    /// The date.
    ///
    /// # Errors
    /// 400 `DATE_INVALID`, `CERTIDAO_EXPIRY_REQUIRED`.
    pub fn expiry(&self) -> Result<Option<String>, ApiError> {
        model::expiry(self.expires_at.as_deref(), self.paper)
    }
}

/// 400 when there is no file.
pub(super) fn no_file() -> ApiError {
    ApiError::bad_request("FILE_REQUIRED", "Selecione um arquivo para upload.")
}

/// Keeps a file whose draft is right: looks into it, stores it, writes its row. Goes on to its end although whoever
/// asked has gone.
pub(super) async fn keep(
    app: &App,
    user: &Arc<CurrentUser>,
    owner: Owner,
    draft: Draft,
    content: Arc<Spool>,
) -> Result<StoredDocument, ApiError> {
    let kind = content.look(FileKind::of).await.map_err(|error| ApiError::Internal(error.into()))?;
    let kind = kind.filter(|kind| kind.fits(draft.paper)).ok_or_else(|| wrong_kind(draft.paper))?;
    let row = StoredDocument {
        id: Uuid::new_v4().to_string(),
        professional_id: owner.id,
        doc_type: draft.paper.code().to_owned(),
        storage_provider: String::new(),
        storage_bucket: None,
        storage_key: String::new(),
        mime_type: kind.media_type().to_owned(),
        size_bytes: i64::try_from(content.length()).unwrap_or(i64::MAX),
        expires_at: draft.expiry()?,
        original_name: draft.file_name,
        is_active: true,
        notes: None,
        uploaded_by: user.id.to_string(),
        created_at: String::new(),
    };
    let app = app.clone();
    let storing = tokio::spawn(async move { store_both(&app, row, &content).await });
    storing.await.map_err(|error| ApiError::Internal(error.into()))?
}

fn wrong_kind(paper: DocumentType) -> ApiError {
    let message = if FileKind::Pdf.fits(paper) {
        "Tipo de arquivo não aceito: envie PDF, JPEG, PNG, WebP, DOCX ou DOC."
    } else {
        "A foto precisa ser uma imagem JPEG, PNG ou WebP."
    };
    ApiError::bad_request("MIME_INVALID", message)
}

async fn store_both(app: &App, mut row: StoredDocument, content: &Spool) -> Result<StoredDocument, ApiError> {
    let now = app.clock.now();
    let place = app.documents.place_for_document(&row.professional_id, &row.doc_type, now, &row.original_name).await?;
    let metadata = [("professionalId", row.professional_id.as_str()), ("docType", row.doc_type.as_str())];
    let about = About { content_type: &row.mime_type, metadata: &metadata };
    let bytes = content.read().await.map_err(|error| ApiError::Internal(error.into()))?;
    app.documents.put(&place, about, bytes).await?;
    (row.storage_provider, row.storage_bucket) = (place.provider.clone(), place.bucket.clone());
    row.storage_key.clone_from(&place.key);
    row.created_at = stamp::instant(app.clock.now());
    match store::add(app, &row).await {
        Ok(true) => Ok(row),
        Ok(false) => {
            app.documents.take_back(&place).await;
            Err(unknown())
        }
        Err(error) => {
            if was_written(app, &row.id, &error).await? {
                return Ok(row);
            }
            app.documents.take_back(&place).await;
            Err(error.into())
        }
    }
}

/// Whether the row is there although its transaction failed: the answer to the commit may have been lost.
///
/// # Errors
/// Nobody can tell. Then the object stays: better one too many than a row that points at nothing.
async fn was_written(app: &App, id: &str, error: &DbError) -> Result<bool, ApiError> {
    match error {
        DbError::Query { cause: sqlx::Error::Io(_) | sqlx::Error::Protocol(_), .. } => {
            let found = store::by_id(&app.db, id).await.inspect_err(|_| {
                tracing::error!("a file was stored and nobody knows whether its row was: hub documents shows it");
            });
            Ok(found?.is_some())
        }
        DbError::Query { .. } | DbError::Inconsistent { .. } | DbError::Setup(_) => Ok(false),
    }
}
