//! Objects in an S3 bucket, Amazon's or a compatible server's.

use std::{io, time::Duration};

use aws_sdk_s3::{
    Client,
    config::{
        BehaviorVersion, Builder, Credentials, Region, RequestChecksumCalculation, ResponseChecksumValidation,
        StalledStreamProtectionConfig, retry::RetryConfig, timeout::TimeoutConfig,
    },
    error::{DisplayErrorContext, ProvideErrorMetadata, SdkError},
    primitives::ByteStream,
    types::{CompletedMultipartUpload, CompletedPart},
};
use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};
use bytes::Bytes;
use chrono::DateTime;
use futures_util::{Stream, StreamExt};
use secrecy::ExposeSecret;

use super::{About, Listed, Meta, Opened, StoreError, parts::Parts};
use crate::{config::S3Config, kernel::Clock};

/// Content above this travels in parts of this size.
pub(super) const PART_BYTES: usize = 8 * 1024 * 1024;
/// Attempts of one request, with growing pauses between them.
const ATTEMPTS: u32 = 3;
/// A connection that is not there by then is another attempt.
const CONNECT: Duration = Duration::from_secs(5);
/// The slowest line that a part may travel on, bytes a second: it has so much more time.
const SLOWEST_LINE: u64 = 128 * 1024;

/// The S3 provider.
#[derive(Debug)]
pub(super) struct S3 {
    client: Client,
    bucket: String,
    timeout: Duration,
}

impl S3 {
    /// A client; nothing is asked yet.
    pub fn new(config: &S3Config) -> Self {
        let credentials = Credentials::new(
            config.access_key_id.clone(),
            config.secret_access_key.expose_secret(),
            None,
            None,
            "environment",
        );
        let http =
            aws_smithy_http_client::Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https();
        let mut settings = Builder::new()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new(config.region.clone()))
            .credentials_provider(credentials)
            .http_client(http)
            .force_path_style(config.force_path_style)
            .retry_config(RetryConfig::standard().with_max_attempts(ATTEMPTS))
            .timeout_config(limits(config.timeout, 0))
            // Silence is noticed here: by the limits of a request and of each read.
            .stalled_stream_protection(StalledStreamProtectionConfig::disabled());
        if let Some(endpoint) = &config.endpoint {
            settings = settings
                .endpoint_url(endpoint)
                // Compatible servers do not know the newer checksums.
                .request_checksum_calculation(RequestChecksumCalculation::WhenRequired)
                .response_checksum_validation(ResponseChecksumValidation::WhenRequired);
        }
        Self { client: Client::from_conf(settings.build()), bucket: config.bucket.clone(), timeout: config.timeout }
    }

    /// Where new objects go.
    pub fn bucket(&self) -> &str {
        &self.bucket
    }

    /// One request, or parts that become an object together; when that fails nothing remains of them.
    pub async fn put(
        &self,
        key: &str,
        about: About<'_>,
        content: impl Stream<Item = io::Result<Bytes>> + Send,
    ) -> Result<(), StoreError> {
        let content = std::pin::pin!(content);
        let mut parts = Parts::new(content, PART_BYTES);
        let first = parts.next().await.map_err(StoreError::Content)?.unwrap_or_default();
        if !parts.has_more().await.map_err(StoreError::Content)? {
            return self.put_at_once(key, about, first).await;
        }
        let upload = self.begin(key, about).await?;
        let stored = self.put_in_parts(&upload, first, &mut parts).await;
        upload.end(stored).await
    }

    async fn put_at_once(&self, key: &str, about: About<'_>, content: Bytes) -> Result<(), StoreError> {
        let mut request = self.client.put_object().bucket(&self.bucket).key(key).content_type(about.content_type);
        for (name, value) in about.metadata {
            request = request.metadata(*name, *value);
        }
        let limits = self.limits_for(content.len());
        let sent = request.body(ByteStream::from(content)).customize().config_override(limits).send().await;
        sent.map(drop).map_err(failure("documents.put"))
    }

    async fn begin(&self, key: &str, about: About<'_>) -> Result<Upload, StoreError> {
        const DURING: &str = "documents.put, first step";
        let mut request =
            self.client.create_multipart_upload().bucket(&self.bucket).key(key).content_type(about.content_type);
        for (name, value) in about.metadata {
            request = request.metadata(*name, *value);
        }
        let begun = request.send().await.map_err(failure(DURING))?;
        let id = begun.upload_id.ok_or_else(|| StoreError::Unavailable {
            during: DURING,
            reason: "the answer has no upload id".to_owned(),
        })?;
        Ok(Upload { client: self.client.clone(), bucket: self.bucket.clone(), key: key.to_owned(), id, is_open: true })
    }

    async fn put_in_parts<S: Stream<Item = io::Result<Bytes>>>(
        &self,
        upload: &Upload,
        first: Bytes,
        parts: &mut Parts<'_, S>,
    ) -> Result<(), StoreError> {
        let mut done = Vec::new();
        let mut next = Some(first);
        while let Some(part) = next {
            let number = i32::try_from(done.len() + 1).unwrap_or(i32::MAX);
            let limits = self.limits_for(part.len());
            let request = upload.part(number).body(ByteStream::from(part));
            let sent =
                request.customize().config_override(limits).send().await.map_err(failure("documents.put, a part"))?;
            done.push(CompletedPart::builder().part_number(number).set_e_tag(sent.e_tag).build());
            next = parts.next().await.map_err(StoreError::Content)?;
        }
        let all = CompletedMultipartUpload::builder().set_parts(Some(done)).build();
        let request = self.client.complete_multipart_upload();
        let request = request.bucket(&upload.bucket).key(&upload.key).upload_id(&upload.id).multipart_upload(all);
        request.send().await.map(drop).map_err(failure("documents.put, last step"))
    }

    pub async fn open(&self, bucket: Option<&str>, key: &str) -> Result<Opened, StoreError> {
        let request = self.client.get_object().bucket(bucket.unwrap_or(&self.bucket)).key(key);
        let object = request.send().await.map_err(failure("documents.open"))?;
        Ok(Opened {
            length: object.content_length.and_then(|length| u64::try_from(length).ok()),
            content_type: object.content_type,
            bytes: read(object.body, self.timeout).boxed(),
        })
    }

    pub async fn head(&self, bucket: Option<&str>, key: &str) -> Result<Option<Meta>, StoreError> {
        let request = self.client.head_object().bucket(bucket.unwrap_or(&self.bucket)).key(key);
        match request.send().await.map_err(failure("documents.head")) {
            Ok(found) => Ok(Some(Meta {
                length: found.content_length.and_then(|length| u64::try_from(length).ok()),
                content_type: found.content_type,
            })),
            Err(StoreError::Missing { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Removing what is not there is fine.
    pub async fn delete(&self, bucket: Option<&str>, key: &str) -> Result<(), StoreError> {
        let request = self.client.delete_object().bucket(bucket.unwrap_or(&self.bucket)).key(key);
        match request.send().await.map_err(failure("documents.delete")) {
            Ok(_) | Err(StoreError::Missing { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Every object below the folder `prefix`, a page of them at a time.
    pub fn list(&self, prefix: &str) -> impl Stream<Item = Result<Listed, StoreError>> + Send + use<> {
        let request = self.client.list_objects_v2().bucket(&self.bucket).prefix(format!("{prefix}/"));
        async_stream::try_stream! {
            let mut from = None;
            loop {
                let page = request.clone().set_continuation_token(from).send().await;
                let page = page.map_err(failure("documents.list"))?;
                for object in page.contents.unwrap_or_default() {
                    let Some(key) = object.key else { continue };
                    let changed = object.last_modified.and_then(|at| DateTime::from_timestamp(at.secs(), at.subsec_nanos()));
                    let length = object.size.and_then(|size| u64::try_from(size).ok()).unwrap_or_default();
                    yield Listed { key, length, changed };
                }
                from = page.next_continuation_token.filter(|_| page.is_truncated == Some(true));
                if from.is_none() {
                    break;
                }
            }
        }
    }

    /// A request that carries so many bytes has the time they need.
    fn limits_for(&self, bytes: usize) -> Builder {
        aws_sdk_s3::Config::builder().timeout_config(limits(self.timeout, bytes as u64))
    }
}

/// All attempts together take at most `timeout` and what the bytes need, one of them a third of it and that.
fn limits(timeout: Duration, bytes: u64) -> TimeoutConfig {
    let travel = Duration::from_secs(bytes / SLOWEST_LINE);
    TimeoutConfig::builder()
        .connect_timeout(CONNECT.min(timeout))
        .operation_attempt_timeout(timeout / ATTEMPTS + travel)
        .operation_timeout(timeout + travel)
        .build()
}

/// The bytes of an object; silence for longer than `timeout` ends them with an error.
fn read(mut body: ByteStream, timeout: Duration) -> impl Stream<Item = io::Result<Bytes>> + Send {
    const DURING: &str = "documents.read";
    async_stream::stream! {
        // The network's time, whatever time it is in the clinic.
        let clock = Clock::system();
        loop {
            match clock.timeout(timeout, body.next()).await {
                Some(Some(Ok(chunk))) => yield Ok(chunk),
                Some(None) => break,
                Some(Some(Err(error))) => {
                    let reason = DisplayErrorContext(error).to_string();
                    yield Err(StoreError::Unavailable { during: DURING, reason }.into());
                    break;
                }
                None => {
                    yield Err(StoreError::TimedOut { during: DURING }.into());
                    break;
                }
            }
        }
    }
}

/// Parts on their way to become an object. Dropped before its end (the request was cancelled), they are given up.
struct Upload {
    client: Client,
    bucket: String,
    key: String,
    id: String,
    is_open: bool,
}

impl Upload {
    fn part(&self, number: i32) -> aws_sdk_s3::operation::upload_part::builders::UploadPartFluentBuilder {
        self.client.upload_part().bucket(&self.bucket).key(&self.key).upload_id(&self.id).part_number(number)
    }

    /// Gives the parts up unless they were stored.
    async fn end(mut self, stored: Result<(), StoreError>) -> Result<(), StoreError> {
        self.is_open = false;
        if stored.is_err() {
            self.abort().await;
        }
        stored
    }

    fn abort(&self) -> impl Future<Output = ()> + Send + use<> {
        let request = self.client.abort_multipart_upload();
        let request = request.bucket(&self.bucket).key(&self.key).upload_id(&self.id);
        async move {
            match request.send().await.map_err(failure("documents.put, giving up")) {
                Ok(_) | Err(StoreError::Missing { .. }) => {}
                Err(error) => {
                    tracing::warn!("parts of an object may remain until the bucket's rules remove them: {error}")
                }
            }
        }
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        if self.is_open
            && let Ok(runtime) = tokio::runtime::Handle::try_current()
        {
            runtime.spawn(self.abort());
        }
    }
}

/// What a failed request means.
fn failure<E>(during: &'static str) -> impl FnOnce(SdkError<E>) -> StoreError
where
    E: std::error::Error + ProvideErrorMetadata + 'static,
{
    move |error| match &error {
        SdkError::TimeoutError(_) => StoreError::TimedOut { during },
        SdkError::DispatchFailure(failure) if failure.is_timeout() => StoreError::TimedOut { during },
        SdkError::ServiceError(refusal) => {
            let status = refusal.raw().status().as_u16();
            // The code alone: the rest of the answer may quote keys.
            let code = refusal.err().code().unwrap_or("no code");
            match (status, code) {
                (_, "NoSuchBucket") => StoreError::Unavailable { during, reason: "there is no such bucket".to_owned() },
                (404, _) | (_, "NoSuchKey" | "NoSuchUpload") => StoreError::Missing { during },
                (401 | 403, _) => StoreError::Denied { during, reason: format!("{status} {code}") },
                (408 | 504, _) | (_, "RequestTimeout") => StoreError::TimedOut { during },
                _ => StoreError::Unavailable { during, reason: format!("{status} {code}") },
            }
        }
        SdkError::ConstructionFailure(_) | SdkError::DispatchFailure(_) | SdkError::ResponseError(_) | _ => {
            StoreError::Unavailable { during, reason: DisplayErrorContext(&error).to_string() }
        }
    }
}
