//! Stored files and the rows that name them, compared: a file without a row was left behind by a process that was killed
//! between the two; a row without a file points at something that was deleted outside of this product.

mod store;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::{StreamExt, TryStreamExt, stream};

use crate::{
    app::App,
    db::DbError,
    documents::{Listed, Place, StoreError},
};
use store::Row;

/// A file whose row is about to be written is younger.
const SETTLED: TimeDelta = TimeDelta::hours(1);
/// Keys and rows looked at in one go.
const AT_ONCE: usize = 200;
/// Files asked for at the same time.
const LOOKS: usize = 8;

/// How much is looked at, so that a large store does not take for ever.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    pub files: usize,
    pub rows: usize,
}

impl Bounds {
    /// Everything.
    pub const NONE: Self = Self { files: usize::MAX, rows: usize::MAX };
}

/// What does not fit together.
#[derive(Debug, Default)]
pub struct Orphans {
    /// Stored files that no row names.
    pub files: Vec<Listed>,
    /// Rows whose file is gone.
    pub rows: Vec<Missing>,
    pub files_seen: usize,
    pub rows_seen: usize,
    /// Rows whose store is not configured here: nobody can tell.
    pub rows_elsewhere: usize,
    /// Whether there is more than was looked at.
    pub is_cut: bool,
}

/// A row whose file is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    pub table: &'static str,
    pub id: String,
}

/// Why the comparison ended.
#[derive(Debug, thiserror::Error)]
pub enum OrphanError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Compares files and rows. `now` is the store's time, not the clinic's.
///
/// # Errors
/// The store or the database fails: half a comparison says nothing.
pub async fn look(app: &App, bounds: Bounds, now: DateTime<Utc>) -> Result<Orphans, OrphanError> {
    let mut found = Orphans::default();
    for prefix in app.documents.prefixes() {
        let settled = app.documents.list(prefix)?.try_chunks(AT_ONCE);
        let mut chunks = std::pin::pin!(settled);
        while let Some(chunk) = chunks.next().await {
            let mut chunk = chunk.map_err(|broken| broken.1)?;
            let room = bounds.files - found.files_seen;
            found.is_cut |= chunk.len() > room;
            chunk.truncate(room);
            found.files_seen += chunk.len();
            chunk.retain(|file| file.changed.is_none_or(|changed| now - changed > SETTLED));
            let known = store::known(&app.db, &chunk).await?;
            found.files.extend(chunk.into_iter().filter(|file| !known.contains(&file.key)));
            if found.is_cut {
                break;
            }
        }
    }
    for table in store::TABLES {
        let mut after = String::new();
        loop {
            let mut rows = store::rows(&app.db, table, &after, AT_ONCE).await?;
            let Some(last) = rows.last() else { break };
            after.clone_from(&last.id);
            let room = bounds.rows - found.rows_seen;
            found.is_cut |= rows.len() > room;
            rows.truncate(room);
            found.rows_seen += rows.len();
            check(app, table.name, rows, &mut found).await?;
            if found.rows_seen == bounds.rows {
                break;
            }
        }
    }
    Ok(found)
}

/// Asks for the file of each row.
async fn check(app: &App, table: &'static str, rows: Vec<Row>, found: &mut Orphans) -> Result<(), StoreError> {
    let looks = rows.into_iter().map(|row| {
        let documents = app.documents.clone();
        async move {
            let place = Place { provider: row.storage_provider, bucket: row.storage_bucket, key: row.storage_key };
            match documents.head(&place).await {
                Ok(file) => Ok(file.is_none().then_some(Look::Gone(row.id))),
                Err(StoreError::Missing { .. }) => Ok(Some(Look::Gone(row.id))),
                Err(StoreError::NotConfigured(_)) => Ok(Some(Look::Elsewhere)),
                Err(error) => Err(error),
            }
        }
    });
    let mut looks = stream::iter(looks).buffer_unordered(LOOKS);
    while let Some(look) = looks.next().await {
        match look? {
            Some(Look::Gone(id)) => found.rows.push(Missing { table, id }),
            Some(Look::Elsewhere) => found.rows_elsewhere += 1,
            None => {}
        }
    }
    Ok(())
}

enum Look {
    Gone(String),
    Elsewhere,
}

/// Deletes files that no row names; one that got its row since stays. Returns how many are gone, and how many could not be
/// deleted.
///
/// # Errors
/// Those of the database.
pub async fn delete(app: &App, files: &[Listed]) -> Result<(usize, usize), OrphanError> {
    let (mut gone, mut left) = (0, 0);
    for files in files.chunks(AT_ONCE) {
        let known = store::known(&app.db, files).await?;
        for file in files.iter().filter(|file| !known.contains(&file.key)) {
            match app.documents.delete(&app.documents.place(file.key.clone())?).await {
                Ok(()) => gone += 1,
                Err(error) => {
                    tracing::warn!("a file without a row stays: {error}");
                    left += 1;
                }
            }
        }
    }
    Ok((gone, left))
}
