//! Making a contract: checked first, then the row, then the file, then where it lies. A row without a file says why.

use std::{collections::BTreeMap, io::Cursor, sync::Arc};

use axum::http::StatusCode;
use bytes::Bytes;
use futures_util::{TryStreamExt, stream};
use uuid::Uuid;

use super::{
    model::{ContractPreview, ContractStatus, Meta, StoredContract, TemplateName},
    readiness::{self, Filling, Reason},
    store, values,
};
use crate::{
    access::CurrentUser,
    app::App,
    documents::{About, Opened, Place},
    http::ApiError,
    professionals::{
        catalogue::ContractType,
        read::{self, unknown},
        record::Record,
    },
    templates::{
        self, StoredTemplate,
        docx::{self, FillError},
    },
};

/// The folder of generated contracts in the store.
const FOLDER: &str = "CONTRATO_GERADO";

/// A professional and what a contract would be made of.
pub(super) struct Prepared {
    record: Record,
    template: Option<StoredTemplate>,
    fillings: Vec<Filling>,
    pub reasons: Vec<Reason>,
}

impl Prepared {
    /// # Errors
    /// 404 when there is no such professional.
    pub async fn of(app: &App, professional_id: &str) -> Result<Self, ApiError> {
        let record = read::record(app, professional_id).await?;
        let stored = &record.professional;
        let linked = stored.contract_template_id.as_deref();
        let template = templates::of_professional(&app.db, linked, &stored.contract_type).await?;
        let fillings = template.as_ref().map(|template| readiness::fillings(template, &record, &app.clock));
        let fillings = fillings.unwrap_or_default();
        let mode = app.config.professionals.documents_mode;
        let with = template.as_ref().map(|template| (template, fillings.as_slice()));
        let reasons = readiness::reasons(&record, mode, app.clock.today(), with);
        Ok(Self { record, template, fillings, reasons })
    }

    pub fn id(&self) -> &str {
        &self.record.professional.id
    }

    pub fn template_name(&self) -> Option<TemplateName> {
        let template = self.template.as_ref()?;
        Some(TemplateName { id: template.id.clone(), name: template.name.clone(), version: template.version })
    }

    pub fn preview(self) -> ContractPreview {
        ContractPreview { template: self.template_name(), reasons: self.reasons, values: self.fillings }
    }

    /// The template, when nothing is in the way.
    fn ready(&self) -> Result<&StoredTemplate, ApiError> {
        match &self.template {
            Some(template) if self.reasons.is_empty() => Ok(template),
            Some(_) | None => {
                let texts: Vec<&str> = self.reasons.iter().map(|reason| reason.message.as_str()).collect();
                Err(ApiError::refused(StatusCode::CONFLICT, "CONTRACT_BLOCKED", texts.join(" ")))
            }
        }
    }

    /// A contract of this template that is about to be made.
    fn row(&self, app: &App, user: &CurrentUser, template: &StoredTemplate) -> Result<StoredContract, ApiError> {
        let stored = &self.record.professional;
        let kind = ContractType::from_code(&stored.contract_type);
        let meta = Meta {
            template_id: template.id.clone(),
            template_name: template.name.clone(),
            registration: values::registration(&self.record),
            file_name: format!("Contrato - {}.docx", stored.name.trim()),
        };
        let meta = serde_json::to_string(&meta).map_err(|error| ApiError::Internal(error.into()))?;
        Ok(StoredContract {
            id: Uuid::new_v4().to_string(),
            professional_id: stored.id.clone(),
            template_key: kind.map_or_else(|| stored.contract_type.clone(), |kind| kind.template_key().to_owned()),
            template_version: format!("v{}", template.version),
            status: ContractStatus::Pending.word().to_owned(),
            storage_provider: None,
            storage_bucket: None,
            storage_key: None,
            generated_by: user.id.to_string(),
            generated_at: None,
            error_message: None,
            meta_json: Some(meta),
            created_at: app.clock.instant(),
        })
    }
}

/// Makes a new contract.
///
/// # Errors
/// 404; 409 `CONTRACT_BLOCKED`; those of the store, with the row marked as failed.
pub(super) async fn generate(app: &App, user: &Arc<CurrentUser>, id: &str) -> Result<StoredContract, ApiError> {
    let prepared = Prepared::of(app, id).await?;
    let template = prepared.ready()?.clone();
    let row = prepared.row(app, user, &template)?;
    if !store::add(&app.db, &row).await? {
        return Err(unknown());
    }
    run(app, row, template, prepared.fillings).await
}

/// Makes a contract again that has no file, from today's record and template.
///
/// # Errors
/// 404; 409 `CONTRACT_HAS_FILE`, `CONTRACT_BLOCKED`; those of the store, with the row marked as failed.
pub(super) async fn again(app: &App, user: &Arc<CurrentUser>, contract: &str) -> Result<StoredContract, ApiError> {
    let former = store::by_id(&app.db, contract).await?.ok_or_else(unknown_contract)?;
    let prepared = Prepared::of(app, &former.professional_id).await?;
    let template = prepared.ready()?.clone();
    let row = prepared.row(app, user, &template)?;
    let row = StoredContract { id: former.id, created_at: former.created_at, ..row };
    if !store::begin_again(&app.db, &row).await? {
        return Err(has_file());
    }
    run(app, row, template, prepared.fillings).await
}

/// 404 for a contract.
pub(super) fn unknown_contract() -> ApiError {
    ApiError::refused(StatusCode::NOT_FOUND, "NOT_FOUND", "Contrato não encontrado.")
}

fn has_file() -> ApiError {
    let message = "Este contrato já foi gerado. Gere um novo se o cadastro mudou.";
    ApiError::refused(StatusCode::CONFLICT, "CONTRACT_HAS_FILE", message)
}

/// Goes on to its end although whoever asked has gone.
async fn run(
    app: &App,
    row: StoredContract,
    template: StoredTemplate,
    fillings: Vec<Filling>,
) -> Result<StoredContract, ApiError> {
    let app = app.clone();
    let making = tokio::spawn(async move {
        let made = make(&app, &row, &template, fillings).await;
        if let Err(error) = &made {
            let (code, message) = (error.code(), error.to_string());
            if let Err(trouble) = store::fail(&app, &row, code, &message).await {
                tracing::error!("a contract failed and its row could not be told: {trouble}");
            }
        }
        made
    });
    making.await.map_err(|error| ApiError::Internal(error.into()))?
}

async fn make(
    app: &App,
    row: &StoredContract,
    template: &StoredTemplate,
    fillings: Vec<Filling>,
) -> Result<StoredContract, ApiError> {
    let blank = collected(app.documents.open(&template.place()).await?).await?;
    let values = fillings.into_iter().map(|filling| (filling.placeholder, filling.value)).collect();
    let filled = filled(blank, values).await?;
    let name = row.meta().file_name;
    let place = app.documents.place_for_document(&row.professional_id, FOLDER, app.clock.now(), &name).await?;
    let metadata = [("domain", "professional_contract"), ("professionalId", row.professional_id.as_str())];
    let about = About { content_type: docx::MEDIA_TYPE, metadata: &metadata };
    app.documents.put(&place, about, stream::iter([Ok(filled)])).await?;
    match store::finish(app, row, &place).await {
        Ok(true) => {}
        Ok(false) => {
            app.documents.take_back(&place).await;
            let is_there = store::by_id(&app.db, &row.id).await?.is_some();
            return Err(if is_there { has_file() } else { unknown_contract() });
        }
        // The answer to the commit may have been lost. Where nobody can tell, the object stays.
        Err(error) => {
            if !lies_at(app, row, &place).await? {
                app.documents.take_back(&place).await;
                return Err(error.into());
            }
        }
    }
    store::by_id(&app.db, &row.id).await?.ok_or_else(unknown_contract)
}

async fn lies_at(app: &App, row: &StoredContract, place: &Place) -> Result<bool, ApiError> {
    let found = store::by_id(&app.db, &row.id).await?;
    Ok(found.and_then(|row| row.place()).as_ref() == Some(place))
}

/// A file of the store as a whole: a template has at most 10 MiB.
pub(super) async fn collected(opened: Opened) -> Result<Bytes, ApiError> {
    let read = opened.bytes.try_fold(Vec::new(), |mut all, part| async move {
        all.extend_from_slice(&part);
        Ok(all)
    });
    read.await.map(Bytes::from).map_err(|error| {
        tracing::error!("a stored file could not be read to its end: {error}");
        let message = "O armazenamento de documentos falhou. Tente de novo em instantes.";
        ApiError::refused(StatusCode::BAD_GATEWAY, "UPSTREAM", message)
    })
}

async fn filled(blank: Bytes, values: BTreeMap<String, String>) -> Result<Bytes, ApiError> {
    let filling = tokio::task::spawn_blocking(move || {
        let mut target = Cursor::new(Vec::new());
        docx::fill(Cursor::new(blank), &values, &mut target).map(|()| Bytes::from(target.into_inner()))
    });
    match filling.await.map_err(|error| ApiError::Internal(error.into()))? {
        Ok(bytes) => Ok(bytes),
        Err(FillError::Io(error)) => Err(ApiError::Internal(error.into())),
        Err(FillError::Unreadable(reason)) => {
            let message = format!("O modelo não pode ser lido. {reason}");
            Err(ApiError::refused(StatusCode::CONFLICT, "TEMPLATE_UNREADABLE", message))
        }
    }
}
