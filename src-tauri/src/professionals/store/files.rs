//! `hub_files_to_delete`: stored files whose record is gone, until they are gone as well.

use sqlx::FromRow;
use uuid::Uuid;

use crate::{db::Tx, on_tx};

/// A stored file, as its row named it.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub(in crate::professionals) struct StoredFile {
    pub storage_provider: String,
    pub storage_bucket: Option<String>,
    pub storage_key: String,
}

/// Notes every file of a professional, documents and generated contracts, to be deleted later. Returns how many.
pub(in crate::professionals) async fn note(tx: &mut Tx<'_>, id: &str, now: &str) -> Result<usize, sqlx::Error> {
    const FILES: [&str; 2] = [
        "SELECT CAST(storage_provider AS CHAR) AS storage_provider, CAST(storage_bucket AS CHAR) AS storage_bucket,
                CAST(storage_key AS CHAR) AS storage_key
         FROM professional_documents WHERE professional_id = ?",
        "SELECT CAST(storage_provider AS CHAR) AS storage_provider, CAST(storage_bucket AS CHAR) AS storage_bucket,
                CAST(storage_key AS CHAR) AS storage_key
         FROM professional_contracts WHERE professional_id = ? AND storage_provider IS NOT NULL
           AND storage_key IS NOT NULL",
    ];
    const NOTE: &str = "INSERT INTO hub_files_to_delete
        (id, professional_id, storage_provider, storage_bucket, storage_key, noted_at) VALUES (?, ?, ?, ?, ?, ?)";
    let mut noted = 0;
    for sql in FILES {
        let files: Vec<StoredFile> =
            on_tx!(&mut *tx, connection => sqlx::query_as(sql).bind(id).fetch_all(&mut **connection).await)?;
        noted += files.len();
        for file in files {
            on_tx!(&mut *tx, connection => sqlx::query(NOTE).bind(Uuid::new_v4().to_string()).bind(id)
                .bind(&file.storage_provider).bind(&file.storage_bucket).bind(&file.storage_key).bind(now)
                .execute(&mut **connection).await.map(|_| ()))?;
        }
    }
    Ok(noted)
}
