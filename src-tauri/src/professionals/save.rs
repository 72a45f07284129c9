//! Writing to the register: each request is one transaction, audit included.

use std::sync::Arc;

use axum::http::StatusCode;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{
    form::{self, Form},
    model::{Professional, Shown},
    read::unknown,
    record::Record,
    store::{
        audit::{self, Action, Entry},
        children, files, listing,
        people::{self, Taken},
        records, templates,
    },
};
use crate::{
    access::CurrentUser,
    app::App,
    config::DocumentsMode,
    db::{Tx, during},
    http::ApiError,
    in_transaction,
    kernel::stamp,
};

/// What came of a write: refusals are answers, not failures of the database.
type Outcome<T> = Result<Result<T, ApiError>, sqlx::Error>;

/// Who writes, when, and what counts as evidence.
#[derive(Debug, Clone)]
struct Writer {
    actor: Arc<str>,
    now: DateTime<Utc>,
    mode: DocumentsMode,
}

impl Writer {
    fn new(app: &App, user: &CurrentUser) -> Self {
        Self::named(app, user.id.clone())
    }

    fn named(app: &App, actor: Arc<str>) -> Self {
        Self { actor, now: app.clock.now(), mode: app.config.professionals.documents_mode }
    }

    /// The stamp of this write, later than that of the one before.
    fn stamp_after(&self, earlier: &str) -> String {
        let next = DateTime::parse_from_rfc3339(earlier).map(|at| at.with_timezone(&Utc) + TimeDelta::milliseconds(1));
        stamp::instant(next.map_or(self.now, |next| next.max(self.now)))
    }

    async fn note(
        &self,
        tx: &mut Tx<'_>,
        id: &str,
        action: Action,
        payload: &Value,
        at: &str,
    ) -> Result<(), sqlx::Error> {
        let entry = Entry { professional_id: id, action, actor: &self.actor, payload: Some(payload), at };
        audit::record(tx, entry).await.map(|_| ())
    }
}

/// Runs a write; when somebody else stored the same number meanwhile, once more: then it is seen and refused.
macro_rules! write {
    ($app:expr, $during:literal, $tx:ident => $body:expr) => {{
        let mut is_second = false;
        loop {
            let outcome = in_transaction!(&$app.db, tx => {
                let $tx = &mut Tx::from(&mut **tx);
                $body
            });
            match outcome {
                Err(error) if !is_second && is_taken_meanwhile(&error) => is_second = true,
                outcome => break outcome.map_err(during($during))?,
            }
        }
    }};
}

fn is_taken_meanwhile(error: &sqlx::Error) -> bool {
    matches!(error, sqlx::Error::Database(error) if error.is_unique_violation())
}

/// Adds a professional.
pub(super) async fn create(app: &App, user: &CurrentUser, body: &Map<String, Value>) -> Result<Professional, ApiError> {
    Ok(shown(app, &add(app, user.id.clone(), body).await?))
}

/// Adds a professional in the name of `actor`.
pub(super) async fn add(app: &App, actor: Arc<str>, body: &Map<String, Value>) -> Result<Record, ApiError> {
    let form = Form::read(body, None)?;
    let (writer, id) = (Writer::named(app, actor), Uuid::new_v4().to_string());
    write!(app, "professionals.create", tx => insert(tx, &writer, &id, &form).await)
}

async fn insert(tx: &mut Tx<'_>, writer: &Writer, id: &str, form: &Form) -> Outcome<Record> {
    if let Some(refusal) = refusal(tx, id, form).await? {
        return Ok(Err(refusal));
    }
    let now = stamp::instant(writer.now);
    people::insert(tx, id, form, &now).await?;
    children::replace_registrations(tx, id, None, &form.registrations, &now).await?;
    children::save_checks(tx, id, None, &form.checklist, &writer.actor, &now).await?;
    let payload = json!({ "contractType": form.contract_type.code(), "contractPartyType": form.party.code() });
    writer.note(tx, id, Action::Created, &payload, &now).await?;
    kept(listing::keep(tx, id, writer.mode).await?)
}

/// Replaces a professional.
pub(super) async fn update(
    app: &App,
    user: &CurrentUser,
    id: &str,
    body: &Map<String, Value>,
) -> Result<Professional, ApiError> {
    let writer = Writer::new(app, user);
    let record = write!(app, "professionals.update", tx => replace(tx, &writer, id, body).await)?;
    Ok(shown(app, &record))
}

async fn replace(tx: &mut Tx<'_>, writer: &Writer, id: &str, body: &Map<String, Value>) -> Outcome<Record> {
    let Some(stored) = locked(tx, id).await? else { return Ok(Err(unknown())) };
    // The database may take another case for the same id.
    let id = stored.professional.id.as_str();
    let form = match fresh(&stored, body).and_then(|()| Form::read(body, Some(&stored))) {
        Ok(form) => form,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if let Some(refusal) = refusal(tx, id, &form).await? {
        return Ok(Err(refusal));
    }
    let now = writer.stamp_after(&stored.professional.updated_at);
    people::update(tx, id, &form, &now).await?;
    children::replace_registrations(tx, id, Some(&stored), &form.registrations, &now).await?;
    children::save_checks(tx, id, Some(&stored), &form.checklist, &writer.actor, &now).await?;
    let Some(record) = listing::keep(tx, id, writer.mode).await? else { return Ok(Err(unknown())) };
    let payload = json!({
        "contractType": form.contract_type.code(),
        "contractPartyType": form.party.code(),
        "changed": changed(writer, &stored, &record),
    });
    writer.note(tx, id, Action::Updated, &payload, &now).await?;
    Ok(Ok(record))
}

/// Makes one registration the primary one.
pub(super) async fn set_primary(
    app: &App,
    user: &CurrentUser,
    id: &str,
    body: &Map<String, Value>,
) -> Result<Record, ApiError> {
    let (wanted, writer) = (form::registration_id(body)?, Writer::new(app, user));
    write!(app, "professionals.set_primary", tx => primary(tx, &writer, id, &wanted, body).await)
}

async fn primary(
    tx: &mut Tx<'_>,
    writer: &Writer,
    id: &str,
    wanted: &str,
    body: &Map<String, Value>,
) -> Outcome<Record> {
    let Some(stored) = locked(tx, id).await? else { return Ok(Err(unknown())) };
    let id = stored.professional.id.as_str();
    if let Err(refusal) = fresh(&stored, body) {
        return Ok(Err(refusal));
    }
    if !stored.registrations.iter().any(|row| row.id == wanted) {
        let message = "Registro não encontrado.";
        return Ok(Err(ApiError::refused(StatusCode::NOT_FOUND, "NOT_FOUND", message)));
    }
    let now = writer.stamp_after(&stored.professional.updated_at);
    for row in stored.registrations.iter().filter(|row| row.is_primary != (row.id == wanted)) {
        children::set_primary(tx, &row.id, row.id == wanted, &now).await?;
    }
    people::touch(tx, id, &now).await?;
    let payload = json!({ "registrationId": wanted });
    writer.note(tx, id, Action::PrimaryRegistrationUpdated, &payload, &now).await?;
    kept(listing::keep(tx, id, writer.mode).await?)
}

/// Stores the items of a checklist that are sent; the others stay.
pub(super) async fn save_checklist(
    app: &App,
    user: &CurrentUser,
    id: &str,
    body: &Map<String, Value>,
) -> Result<Record, ApiError> {
    let writer = Writer::new(app, user);
    write!(app, "professionals.save_checklist", tx => checklist(tx, &writer, id, body).await)
}

async fn checklist(tx: &mut Tx<'_>, writer: &Writer, id: &str, body: &Map<String, Value>) -> Outcome<Record> {
    let Some(stored) = locked(tx, id).await? else { return Ok(Err(unknown())) };
    let id = stored.professional.id.as_str();
    let list = body.get("checklist").filter(|list| list.is_array());
    let invalid = || ApiError::bad_request("CHECKLIST_INVALID", "A checklist deve ser uma lista.");
    let checks = match fresh(&stored, body).and_then(|()| form::checks(Some(list.ok_or_else(invalid)?))) {
        Ok(checks) => checks,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let now = writer.stamp_after(&stored.professional.updated_at);
    children::save_checks(tx, id, Some(&stored), &checks, &writer.actor, &now).await?;
    people::touch(tx, id, &now).await?;
    let payload = json!({ "checklistItems": super::catalogue::DocumentType::ALL.len() });
    writer.note(tx, id, Action::ChecklistUpdated, &payload, &now).await?;
    kept(listing::keep(tx, id, writer.mode).await?)
}

/// Deletes a professional with everything stored of them; their files are noted to be deleted after the commit.
pub(super) async fn delete(app: &App, user: &CurrentUser, id: &str) -> Result<Record, ApiError> {
    let writer = Writer::new(app, user);
    write!(app, "professionals.delete", tx => remove(tx, &writer, id).await)
}

async fn remove(tx: &mut Tx<'_>, writer: &Writer, id: &str) -> Outcome<Record> {
    let Some(stored) = locked(tx, id).await? else { return Ok(Err(unknown())) };
    let (id, now) = (stored.professional.id.as_str(), stamp::instant(writer.now));
    let mut payload = json!({ "name": stored.professional.name, "contractType": stored.professional.contract_type });
    let pending = files::note(tx, id, &now).await?;
    if pending > 0 {
        payload["filesPending"] = json!(pending);
    }
    writer.note(tx, id, Action::Deleted, &payload, &now).await?;
    children::delete_all(tx, id).await?;
    Ok(Ok(stored))
}

/// The record, with other writers kept away from it until the transaction ends.
async fn locked(tx: &mut Tx<'_>, id: &str) -> Result<Option<Record>, sqlx::Error> {
    match listing::lock(tx, &[id.to_owned()]).await?.first() {
        Some(id) => records::by_id(tx, id).await,
        None => Ok(None),
    }
}

/// 409 when whoever saves has seen an older record than the stored one.
fn fresh(stored: &Record, body: &Map<String, Value>) -> Result<(), ApiError> {
    match form::expected_updated_at(body)? {
        Some(expected) if expected != stored.professional.updated_at => Err(ApiError::refused(
            StatusCode::CONFLICT,
            "STALE",
            "Este cadastro foi alterado por outra pessoa. Recarregue-o antes de salvar.",
        )),
        _ => Ok(()),
    }
}

/// What the stored data have against a form.
async fn refusal(tx: &mut Tx<'_>, id: &str, form: &Form) -> Result<Option<ApiError>, sqlx::Error> {
    if let Some(template) = &form.contract_template_id {
        let (code, message) = match templates::link(tx, template).await? {
            None => ("TEMPLATE_NOT_FOUND", "O modelo selecionado não existe."),
            Some((status, _)) if status != "active" => ("TEMPLATE_NOT_ACTIVE", "O modelo selecionado não está ativo."),
            Some((_, contract_type)) if contract_type != form.contract_type.code() => {
                ("TEMPLATE_TYPE_MISMATCH", "O modelo selecionado é de outro tipo de contrato.")
            }
            Some(_) => ("", ""),
        };
        if !code.is_empty() {
            return Ok(Some(ApiError::bad_request(code, message)));
        }
    }
    let (code, message) = match people::taken(tx, id, form).await? {
        None => return Ok(None),
        Some(Taken::Cpf) => ("CPF_TAKEN", "Já existe um profissional com este CPF."),
        Some(Taken::Cnpj) => ("CNPJ_TAKEN", "Já existe um profissional com este CNPJ."),
        Some(Taken::Registration) => ("REGISTRATION_TAKEN", "Este registro regional já está cadastrado."),
    };
    Ok(Some(ApiError::refused(StatusCode::CONFLICT, code, message)))
}

/// Names of the stored fields that a save changed, as they are called in JSON. Never their values.
fn changed(writer: &Writer, before: &Record, after: &Record) -> Vec<String> {
    // What follows from the day is the same in both: any will do.
    let fields = |record| {
        let professional = Professional::of(record, writer.mode, writer.now.date_naive(), Shown::Full);
        serde_json::to_value(professional).unwrap_or_default()
    };
    const COMPUTED: [&str; 10] = [
        "updatedAt",
        "primaryRegistration",
        "missingFields",
        "missingDocs",
        "requiredDocsDone",
        "requiredDocsTotal",
        "pending",
        "certidaoStatus",
        "certidaoExpiresAt",
        "createdAt",
    ];
    let (before, after) = (fields(before), fields(after));
    let members = after.as_object().into_iter().flatten();
    members
        .filter(|(name, value)| !COMPUTED.contains(&name.as_str()) && before.get(name) != Some(value))
        .map(|(name, _)| name.clone())
        .collect()
}

/// Whoever was just written is there.
fn kept(record: Option<Record>) -> Outcome<Record> {
    Ok(record.ok_or_else(unknown))
}

/// The record in full: whoever writes may see what they wrote.
fn shown(app: &App, record: &Record) -> Professional {
    Professional::of(record, app.config.professionals.documents_mode, app.clock.today(), Shown::Full)
}
