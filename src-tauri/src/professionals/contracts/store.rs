//! `professional_contracts`: one row per contract asked for.

use serde_json::{Value, json};

use super::model::{ContractStatus, StoredContract};
use crate::{
    app::App,
    db::{Db, DbError, Tx, during},
    documents::Place,
    in_transaction, on_engine, on_tx,
    professionals::store::{
        audit::{self, Action, Entry},
        listing,
    },
};

/// The columns, before `WHERE`.
macro_rules! contracts {
    ($rest:literal) => {
        concat!(
            "SELECT CAST(id AS CHAR) AS id, CAST(professional_id AS CHAR) AS professional_id,
                CAST(template_key AS CHAR) AS template_key, CAST(template_version AS CHAR) AS template_version,
                CAST(status AS CHAR) AS status, CAST(storage_provider AS CHAR) AS storage_provider,
                CAST(storage_bucket AS CHAR) AS storage_bucket, CAST(storage_key AS CHAR) AS storage_key,
                CAST(generated_by AS CHAR) AS generated_by, CAST(generated_at AS CHAR) AS generated_at,
                CAST(error_message AS CHAR) AS error_message, CAST(meta_json AS CHAR) AS meta_json,
                CAST(created_at AS CHAR) AS created_at
             FROM professional_contracts ",
            $rest
        )
    };
}

/// Every contract of a professional, the newest first. None: empty.
pub(super) async fn list(db: &Db, professional_id: &str) -> Result<Vec<StoredContract>, DbError> {
    const SQL: &str = contracts!("WHERE professional_id = ? ORDER BY created_at DESC, id");
    on_engine!(db, pool => sqlx::query_as(SQL).bind(professional_id).fetch_all(pool).await)
        .map_err(during("professional_contracts.list"))
}

/// The contract with this id; `None` when there is none.
pub(super) async fn by_id(db: &Db, id: &str) -> Result<Option<StoredContract>, DbError> {
    const SQL: &str = contracts!("WHERE id = ?");
    on_engine!(db, pool => sqlx::query_as(SQL).bind(id).fetch_optional(pool).await)
        .map_err(during("professional_contracts.by_id"))
}

/// Adds a contract that is about to be made. `false`: its professional is gone, nothing was written.
pub(super) async fn add(db: &Db, row: &StoredContract) -> Result<bool, DbError> {
    const SQL: &str = "INSERT INTO professional_contracts (id, professional_id, template_key, template_version, status,
            generated_by, meta_json, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    in_transaction!(db, tx => {
        let tx = &mut Tx::from(&mut **tx);
        if listing::lock(tx, std::slice::from_ref(&row.professional_id)).await?.is_empty() {
            return Ok(false);
        }
        on_tx!(&mut *tx, c => sqlx::query(SQL).bind(&row.id).bind(&row.professional_id).bind(&row.template_key)
            .bind(&row.template_version).bind(&row.status).bind(&row.generated_by).bind(&row.meta_json)
            .bind(&row.created_at).execute(&mut **c).await.map(|_| ()))?;
        Ok(true)
    })
    .map_err(during("professional_contracts.add"))
}

/// Marks a contract without a file as being made again, from `row`'s template. `false`: somebody else was faster.
pub(super) async fn begin_again(db: &Db, row: &StoredContract) -> Result<bool, DbError> {
    const SQL: &str = "UPDATE professional_contracts SET status = 'pending', template_key = ?, template_version = ?,
            generated_by = ?, error_message = NULL, meta_json = ? WHERE id = ? AND storage_key IS NULL";
    let changed: Result<u64, sqlx::Error> = in_transaction!(db, tx => {
        let done = sqlx::query(SQL).bind(&row.template_key).bind(&row.template_version).bind(&row.generated_by)
            .bind(&row.meta_json).bind(&row.id).execute(&mut **tx).await?;
        Ok(done.rows_affected())
    });
    changed.map(|rows| rows > 0).map_err(during("professional_contracts.begin_again"))
}

/// Writes where the file of a contract lies. `false`: the contract is gone or has a file, nothing was written.
pub(super) async fn finish(app: &App, row: &StoredContract, place: &Place) -> Result<bool, DbError> {
    const SQL: &str = "UPDATE professional_contracts SET status = 'generated', storage_provider = ?,
            storage_bucket = ?, storage_key = ?, generated_at = ?, error_message = NULL
        WHERE id = ? AND storage_key IS NULL";
    let at = app.clock.instant();
    let payload = json!({ "contractId": row.id, "templateId": row.meta().template_id });
    in_transaction!(&app.db, tx => {
        let tx = &mut Tx::from(&mut **tx);
        let changed: u64 = on_tx!(&mut *tx, c => sqlx::query(SQL).bind(&place.provider).bind(&place.bucket)
            .bind(&place.key).bind(&at).bind(&row.id).execute(&mut **c).await.map(|done| done.rows_affected()))?;
        if changed == 0 {
            return Ok(false);
        }
        note(tx, row, Action::ContractGenerated, &payload, &at).await?;
        Ok(true)
    })
    .map_err(during("professional_contracts.finish"))
}

/// Writes why a contract has no file. Nothing is written when it is gone or has one by now.
pub(super) async fn fail(app: &App, row: &StoredContract, code: &str, message: &str) -> Result<(), DbError> {
    const SQL: &str = "UPDATE professional_contracts SET status = ?, error_message = ?
        WHERE id = ? AND storage_key IS NULL";
    let payload = json!({ "contractId": row.id, "code": code });
    let at = app.clock.instant();
    in_transaction!(&app.db, tx => {
        let tx = &mut Tx::from(&mut **tx);
        let changed: u64 = on_tx!(&mut *tx, c => sqlx::query(SQL).bind(ContractStatus::Failed.word()).bind(message)
            .bind(&row.id).execute(&mut **c).await.map(|done| done.rows_affected()))?;
        if changed > 0 {
            note(tx, row, Action::ContractFailed, &payload, &at).await?;
        }
        Ok(())
    })
    .map_err(during("professional_contracts.fail"))
}

/// Notes that somebody got the file.
pub(super) async fn note_download(app: &App, row: &StoredContract, actor: &str, format: &str) -> Result<(), DbError> {
    let payload = json!({ "contractId": row.id, "format": format });
    let at = app.clock.instant();
    in_transaction!(&app.db, tx => {
        let entry = Entry { professional_id: &row.professional_id, action: Action::DocumentDownloaded, actor,
            payload: Some(&payload), at: &at };
        audit::record(&mut Tx::from(&mut **tx), entry).await.map(|_| ())
    })
    .map_err(during("professional_contracts.note_download"))
}

async fn note(
    tx: &mut Tx<'_>,
    row: &StoredContract,
    action: Action,
    payload: &Value,
    at: &str,
) -> Result<(), sqlx::Error> {
    let actor = &row.generated_by;
    let entry = Entry { professional_id: &row.professional_id, action, actor, payload: Some(payload), at };
    audit::record(tx, entry).await.map(|_| ())
}
