//! Files whose record is gone: deleted from the store, noted until they are.

use sqlx::FromRow;

use crate::{
    app::App,
    db::{Db, DbError, during},
    documents::Place,
    on_engine, on_writer,
};

/// Files looked at in one go; the others wait for the next.
const AT_ONCE: i64 = 500;

/// A line of `hub_files_to_delete`.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
struct Noted {
    id: String,
    storage_provider: String,
    storage_bucket: Option<String>,
    storage_key: String,
}

/// Deletes the noted files while whoever deleted a record has their answer already.
pub(in crate::professionals) fn remove_noted_beside(app: &App) {
    let app = app.clone();
    tokio::spawn(async move {
        if let Err(error) = remove_noted(&app).await {
            tracing::warn!("files of deleted records stay for now: {error}");
        }
    });
}

/// Deletes the noted files, of earlier failures as well. What cannot be deleted stays noted. Returns how many are gone.
///
/// # Errors
/// Those of the database.
async fn remove_noted(app: &App) -> Result<usize, DbError> {
    let mut gone = 0;
    for file in noted(&app.db).await? {
        let place = Place { provider: file.storage_provider, bucket: file.storage_bucket, key: file.storage_key };
        match app.documents.delete(&place).await {
            Ok(()) => {
                forget(&app.db, &file.id).await?;
                gone += 1;
            }
            Err(error) => tracing::warn!("a file of a deleted record stays for now: {error}"),
        }
    }
    Ok(gone)
}

async fn noted(db: &Db) -> Result<Vec<Noted>, DbError> {
    const SQL: &str = "SELECT CAST(id AS CHAR) AS id, CAST(storage_provider AS CHAR) AS storage_provider,
            CAST(storage_bucket AS CHAR) AS storage_bucket, CAST(storage_key AS CHAR) AS storage_key
        FROM hub_files_to_delete ORDER BY noted_at DESC, id LIMIT ?";
    on_engine!(db, pool => sqlx::query_as(SQL).bind(AT_ONCE).fetch_all(pool).await)
        .map_err(during("hub_files_to_delete.list"))
}

async fn forget(db: &Db, id: &str) -> Result<(), DbError> {
    const SQL: &str = "DELETE FROM hub_files_to_delete WHERE id = ?";
    on_writer!(db, pool => sqlx::query(SQL).bind(id).execute(pool).await.map(|_| ()))
        .map_err(during("hub_files_to_delete.forget"))
}
