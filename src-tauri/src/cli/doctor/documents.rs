//! The document store: whether it is configured, there, and lets us in. Writes nothing.

use super::{Finding, machine};
use crate::{
    config::{Config, Provider},
    documents::{Documents, StoreError},
};

const SUBJECT: &str = "documents";

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
