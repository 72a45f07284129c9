//! The document store: whether it is configured, there, and lets us in, and whether its files fit the rows. Writes nothing.

use super::{Finding, machine};
use crate::{
    app::App,
    config::{Config, Provider},
    db::DbError,
    documents::{Documents, StoreError},
    kernel::Clock,
    orphans::{self, Bounds, OrphanError},
};

const SUBJECT: &str = "documents";
/// So much is compared here; `hub documents orphans` compares everything.
const BOUNDS: Bounds = Bounds { files: 5_000, rows: 500 };

pub(super) async fn check(config: &Config) -> Finding {
    let storage = &config.storage;
    match &storage.provider {
        Err(problem) => Finding::bad(
            SUBJECT,
            problem,
            "set it; until then documents and templates are refused (STORAGE_NOT_CONFIGURED), never put elsewhere",
        ),
        Ok(Provider::Local) if config.server.hosted => Finding::look(
            SUBJECT,
            format!("kept in the folder {}", storage.folder.display()),
            "set STORAGE_PROVIDER=s3, or mount a volume there: the hosting platform empties other folders",
        ),
        Ok(Provider::Local) => machine::folder(SUBJECT, &storage.folder),
        Ok(Provider::S3) => bucket(config).await,
    }
}

async fn bucket(config: &Config) -> Finding {
    let Ok(s3) = &config.storage.s3 else { return Finding::good(SUBJECT, "in no bucket") };
    let shown = match &s3.endpoint {
        Some(endpoint) => format!("bucket {} at {endpoint}", s3.bucket),
        None => format!("bucket {} in {}", s3.bucket, s3.region),
    };
    let Err(error) = Documents::new(&config.storage).look().await else {
        return Finding::good(SUBJECT, format!("{shown} can be listed; hub documents probe tries writing, too"));
    };
    let remedy = match error {
        StoreError::Denied { .. } => {
            "check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and give them s3:ListBucket, s3:GetObject, \
             s3:PutObject, s3:DeleteObject and s3:AbortMultipartUpload on the bucket"
        }
        StoreError::NotConfigured(_)
        | StoreError::Missing { .. }
        | StoreError::TimedOut { .. }
        | StoreError::Unavailable { .. }
        | StoreError::Content(_) => "check this machine's network, AWS_S3_BUCKET, AWS_REGION and AWS_S3_ENDPOINT",
    };
    Finding::bad(SUBJECT, format!("{shown}: {error}"), remedy)
}

/// Whether files and rows fit together. A store that cannot be used has been told already.
pub(super) async fn files(app: &App) -> Option<Result<Finding, DbError>> {
    const SUBJECT: &str = "stored files";
    // The store's time, whatever time it is in the clinic.
    let found = match orphans::look(app, BOUNDS, Clock::system().now()).await {
        Ok(found) => found,
        Err(OrphanError::Store(_)) => return None,
        Err(OrphanError::Db(error)) => return Some(Err(error)),
    };
    let first = if found.is_cut { "the first " } else { "" };
    let seen = format!("{first}{} files and {} rows", found.files_seen, found.rows_seen);
    let mut odd = Vec::new();
    for (count, what) in [
        (found.files.len(), "files have no row"),
        (found.rows.len(), "rows have no file"),
        (found.rows_elsewhere, "rows are in a store that is not configured here"),
    ] {
        if count > 0 {
            odd.push(format!("{count} {what}"));
        }
    }
    Some(Ok(if odd.is_empty() {
        Finding::good(SUBJECT, format!("{seen} fit together"))
    } else {
        let remedy = "hub documents orphans shows them, and deletes files without a row when told to";
        Finding::look(SUBJECT, format!("{seen}: {}", odd.join(", ")), remedy)
    }))
}
