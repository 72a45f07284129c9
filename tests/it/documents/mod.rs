//! The document store: one behaviour on a folder and on a real S3 server, and what happens when it fails.

mod behaviour;
mod faults;

use std::{io, time::Duration};

use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures_util::{Stream, StreamExt, TryStreamExt, stream};
use hub_lib::{
    config::{Config, Env, RunAs},
    documents::{About, Documents, Place, StoreError},
};
use tempfile::TempDir;

use crate::support::bucket::Bucket;

/// What the documents of these tests are.
const ABOUT: About<'_> = About { content_type: "application/pdf", metadata: &[("professionalId", "p-1")] };

/// A store with nothing in it.
struct Store {
    documents: Documents,
    /// Of the S3 server; `None`: the folder.
    bucket: Option<Bucket>,
    folder: TempDir,
}

impl Store {
    fn local() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let documents = documents(&[("STORAGE_LOCAL_DIR", folder.path().to_str().unwrap())], None);
        Self { documents, bucket: None, folder }
    }

    async fn s3() -> Self {
        let bucket = Bucket::start().await;
        let documents = documents(&bucket.settings(), None);
        Self { documents, bucket: Some(bucket), folder: tempfile::tempdir().unwrap() }
    }

    /// The same bucket for somebody who gives its server up after so long.
    fn within(&self, timeout: Duration) -> Documents {
        documents(&self.bucket().settings(), Some(timeout))
    }

    async fn each() -> [Self; 2] {
        [Self::local(), Self::s3().await]
    }

    fn bucket(&self) -> &Bucket {
        self.bucket.as_ref().unwrap()
    }

    async fn place(&self, name: &str) -> Place {
        self.documents.place_for_document("p-1", "DIPLOMA", at(), name).await.unwrap()
    }

    async fn put(
        &self,
        name: &str,
        content: impl Stream<Item = io::Result<Bytes>> + Send,
    ) -> Result<Place, StoreError> {
        let place = self.place(name).await;
        self.documents.put(&place, ABOUT, content).await.map(|()| place)
    }

    async fn read(&self, place: &Place) -> Vec<u8> {
        let opened = self.documents.open(place).await.unwrap();
        let bytes: Vec<Bytes> = opened.bytes.try_collect().await.unwrap();
        bytes.concat()
    }

    /// The keys below a prefix, sorted.
    async fn keys(&self, prefix: &str) -> Vec<String> {
        let listed: Vec<_> = self.documents.list(prefix).unwrap().try_collect().await.unwrap();
        let mut keys: Vec<String> = listed.into_iter().map(|listed| listed.key).collect();
        keys.sort();
        keys
    }
}

fn documents(settings: &[(&str, &str)], timeout: Option<Duration>) -> Documents {
    let env = Env::of(settings.iter().copied());
    let mut config = Config::read(&env, RunAs::Local).unwrap().storage;
    if let (Ok(s3), Some(timeout)) = (&mut config.s3, timeout) {
        s3.timeout = timeout;
    }
    Documents::new(&config)
}

fn at() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339("2026-02-18T13:45:10.123Z").unwrap().into()
}

/// `bytes` that are all different from their neighbours, in chunks of 64 KiB.
fn content(bytes: usize) -> impl Stream<Item = io::Result<Bytes>> + Send {
    let all = Bytes::from(sample(bytes));
    stream::iter((0..bytes.div_ceil(65_536)).map(move |chunk| {
        let from = chunk * 65_536;
        Ok(all.slice(from..bytes.min(from + 65_536)))
    }))
}

fn sample(bytes: usize) -> Vec<u8> {
    (0..bytes).map(|n| u8::try_from(n % 251).unwrap()).collect()
}

/// `bytes`, then an error.
fn breaking(bytes: usize) -> impl Stream<Item = io::Result<Bytes>> + Send {
    content(bytes).chain(stream::iter([Err(io::Error::other("the sender has gone"))]))
}
