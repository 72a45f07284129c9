//! Keeping a sent template: everything is checked, then the object is stored, then its row. Never one without the other.

use serde_json::json;
use uuid::Uuid;

use super::{
    docx::{self, Unreadable},
    mapping,
    model::{Status, StoredTemplate},
    store::{self, Action, Deed},
};
use crate::{
    access::CurrentUser,
    app::App,
    documents::{About, Place, original_name},
    http::{
        ApiError,
        spool::Spool,
        upload::{SentFile, Upload},
    },
    professionals::catalogue::ContractType,
};

/// The largest file.
pub(super) const FILE_BYTES: u64 = 10 * 1024 * 1024;
/// Longest name, in characters.
const NAME_LENGTH: usize = 180;
/// Types that senders without an office suite give.
const UNKNOWN_TYPES: [&str; 2] = ["", "application/octet-stream"];
/// Somebody else may take a version at the same moment; after so many tries something else is wrong.
const TRIES: usize = 3;

/// A template whose every word is right.
struct Draft {
    file_name: String,
    name: String,
    kind: ContractType,
    notes: Option<String>,
    content: Spool,
}

/// Checks and keeps a template.
///
/// # Errors
/// 400 with the code of the first rule that is broken; the store or the database fails.
pub(super) async fn keep(app: &App, user: &CurrentUser, upload: Upload) -> Result<StoredTemplate, ApiError> {
    let draft = Draft::of(upload)?;
    let found = draft.content.look(|file| Ok(docx::placeholders(file))).await;
    let placeholders = found.map_err(|error| ApiError::Internal(error.into()))?.map_err(unreadable)?;
    for _ in 0..TRIES {
        if let Some(row) = draft.store(app, user, &placeholders).await? {
            return Ok(row);
        }
    }
    Err(ApiError::Internal(anyhow::anyhow!("every version of a template was taken meanwhile")))
}

fn unreadable(error: Unreadable) -> ApiError {
    ApiError::bad_request("DOCX_INVALID", error.to_string())
}

impl Draft {
    fn of(upload: Upload) -> Result<Self, ApiError> {
        let refuse = |code, message: &str| Err(ApiError::bad_request(code, message));
        let [kind, name, notes] = ["contractType", "name", "notes"].map(|field| upload.text(field).map(str::to_owned));
        let Some(SentFile { name: file_name, content_type, content }) = upload.file else {
            return refuse("FILE_REQUIRED", "Selecione um arquivo .docx.");
        };
        if content.length() == 0 {
            return refuse("FILE_EMPTY", "O arquivo está vazio.");
        }
        if content.is_too_long() {
            return refuse("FILE_TOO_LARGE", "O arquivo passa de 10 MB.");
        }
        if !file_name.to_lowercase().ends_with(".docx") {
            return refuse("EXTENSION_INVALID", "Envie um arquivo .docx.");
        }
        let content_type = content_type.to_lowercase();
        if content_type != docx::MEDIA_TYPE && !UNKNOWN_TYPES.contains(&content_type.as_str()) {
            return refuse("MIME_INVALID", "O arquivo não é um documento do Word (.docx).");
        }
        let Some(kind) = kind.and_then(|code| ContractType::from_code(&code.to_uppercase())) else {
            return refuse("CONTRACT_TYPE_INVALID", "Tipo de contrato inválido.");
        };
        let Some(name) = name else { return refuse("NAME_REQUIRED", "Informe o nome do modelo.") };
        if name.chars().count() > NAME_LENGTH {
            return refuse("TOO_LONG", "O nome do modelo passa de 180 caracteres.");
        }
        let file_name = original_name(&file_name)?;
        Ok(Self { file_name, name, kind, notes, content })
    }

    /// Stores the object and its row. `None`: the version was taken meanwhile, nothing remains.
    async fn store(
        &self,
        app: &App,
        user: &CurrentUser,
        placeholders: &[String],
    ) -> Result<Option<StoredTemplate>, ApiError> {
        let code = self.kind.code();
        let place = app.documents.place_for_template(code, app.clock.now(), &self.file_name).await?;
        let metadata = [("domain", "contract_template"), ("contractType", code)];
        let about = About { content_type: docx::MEDIA_TYPE, metadata: &metadata };
        let version = store::next_version(&app.db, code).await?;
        let bytes = self.content.read().await.map_err(|error| ApiError::Internal(error.into()))?;
        app.documents.put(&place, about, bytes).await?;
        let row = self.row(app, user, placeholders, (version, &place))?;
        let payload = json!({ "contractType": code, "version": version, "placeholders": placeholders.len() });
        let deed = Deed { action: Action::Uploaded, actor: &user.id, at: &row.uploaded_at, payload: &payload };
        let added = match store::add(&app.db, &row, deed).await {
            Ok(added) => added,
            // The answer to the commit may have been lost. Where nobody can tell, the object stays: better one too
            // many than a row that points at nothing.
            Err(error) => match store::by_id(&app.db, &row.id).await? {
                Some(_) => true,
                None => {
                    app.documents.take_back(&place).await;
                    return Err(error.into());
                }
            },
        };
        if !added {
            app.documents.take_back(&place).await;
        }
        Ok(added.then_some(row))
    }

    fn row(
        &self,
        app: &App,
        user: &CurrentUser,
        placeholders: &[String],
        (version, place): (i64, &Place),
    ) -> Result<StoredTemplate, ApiError> {
        let json = |value: serde_json::Result<String>| value.map_err(|error| ApiError::Internal(error.into()));
        Ok(StoredTemplate {
            id: Uuid::new_v4().to_string(),
            name: self.name.clone(),
            contract_type: self.kind.code().to_owned(),
            version,
            status: Status::Draft.word().to_owned(),
            storage_provider: place.provider.clone(),
            storage_bucket: place.bucket.clone(),
            storage_key: place.key.clone(),
            original_name: self.file_name.clone(),
            mime_type: docx::MEDIA_TYPE.to_owned(),
            size_bytes: i64::try_from(self.content.length()).unwrap_or(i64::MAX),
            placeholders_json: json(serde_json::to_string(placeholders))?,
            mapping_json: Some(json(serde_json::to_string(&mapping::complete(placeholders, &[])))?),
            notes: self.notes.clone(),
            uploaded_by: user.id.to_string(),
            uploaded_at: app.clock.instant(),
            activated_by: None,
            activated_at: None,
            archived_at: None,
        })
    }
}
