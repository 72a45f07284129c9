//! Documents: files of professionals and contract templates, in an S3 bucket or in a folder.
//!
//! One type over both. Where an object lies is stored with its row ([`Place`]), and it is read from there even after new
//! ones go elsewhere. Nothing here knows rows or rights.

mod error;
mod folder;
mod key;
mod name;
mod parts;
mod s3;
mod stamps;

use std::{io, sync::Arc};

use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures_util::{Stream, StreamExt, stream::BoxStream};

pub use error::StoreError;
pub use key::{KEY_MAX, key_stamp, safe_name};
pub use name::{BadName, disk_name, original_name};

use crate::config::{Provider, StorageConfig};
use folder::Folder;
use s3::S3;
use stamps::Stamps;

/// The store. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Documents(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    provider: Result<Provider, String>,
    folder: Folder,
    s3: Result<S3, String>,
    documents_prefix: String,
    templates_prefix: String,
    stamps: Stamps,
}

/// Where an object lies, as the columns `storage_provider`, `storage_bucket` and `storage_key` say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub provider: String,
    pub bucket: Option<String>,
    pub key: String,
}

/// What is stored beside the bytes, where the store can.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    pub content_type: &'a str,
    /// ASCII names and values.
    pub metadata: &'a [(&'a str, &'a str)],
}

/// An object being read.
pub struct Opened {
    pub length: Option<u64>,
    /// As given when it was stored; a folder does not keep it.
    pub content_type: Option<String>,
    /// Ends with an error when the object cannot be read to its end.
    pub bytes: BoxStream<'static, io::Result<Bytes>>,
}

/// What is known of an object without reading it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meta {
    pub length: Option<u64>,
    pub content_type: Option<String>,
}

/// An object found by its prefix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub key: String,
    pub length: u64,
    /// When it was stored.
    pub changed: Option<DateTime<Utc>>,
}

/// A backend in use.
enum Backend<'a> {
    Folder(&'a Folder),
    S3(&'a S3),
}

impl Documents {
    /// Deletes an object whose row was not written. One that stays is found by `hub documents`.
    pub async fn take_back(&self, place: &Place) {
        if let Err(error) = self.delete(place).await {
            tracing::error!("a file without a row remains, hub documents orphans shows it: {error}");
        }
    }

    /// The store of these settings. Touches neither disk nor network.
    pub fn new(config: &StorageConfig) -> Self {
        Self(Arc::new(Inner {
            provider: config.provider.clone(),
            folder: Folder::new(config.folder.clone()),
            s3: config.s3.as_ref().map(S3::new).map_err(Clone::clone),
            documents_prefix: config.documents_prefix.clone(),
            templates_prefix: config.templates_prefix.clone(),
            stamps: Stamps::default(),
        }))
    }

    /// Where new objects go.
    ///
    /// # Errors
    /// [`StoreError::NotConfigured`].
    pub fn provider(&self) -> Result<Provider, StoreError> {
        self.0.provider.clone().map_err(StoreError::NotConfigured)
    }

    /// The prefixes that objects of this product are found under, in the store in use.
    pub fn prefixes(&self) -> [&str; 2] {
        [&self.0.documents_prefix, &self.0.templates_prefix]
    }

    /// A place for a professional's document called `name`; nothing lies there yet.
    ///
    /// # Errors
    /// The store is not configured, or cannot be asked.
    pub async fn place_for_document(
        &self,
        professional_id: &str,
        doc_type: &str,
        at: DateTime<Utc>,
        name: &str,
    ) -> Result<Place, StoreError> {
        self.free_place(&self.0.documents_prefix, &[professional_id, doc_type], at, name, "arquivo.bin").await
    }

    /// A place for a contract template called `name`; nothing lies there yet.
    ///
    /// # Errors
    /// The store is not configured, or cannot be asked.
    pub async fn place_for_template(
        &self,
        contract_type: &str,
        at: DateTime<Utc>,
        name: &str,
    ) -> Result<Place, StoreError> {
        self.free_place(&self.0.templates_prefix, &[contract_type], at, name, "template.docx").await
    }

    /// The first key from `at` on, millisecond by millisecond, under which nothing is stored.
    async fn free_place(
        &self,
        prefix: &str,
        folders: &[&str],
        at: DateTime<Utc>,
        name: &str,
        default: &str,
    ) -> Result<Place, StoreError> {
        loop {
            let at = self.0.stamps.next(at);
            let place = self.place(key::key(prefix, folders, at, name, default))?;
            if self.head(&place).await?.is_none() {
                return Ok(place);
            }
        }
    }

    /// Stores `content` at a place from [`Documents::place_for_document`] or its like: all of it, or nothing remains.
    /// At most two parts of it are in memory at a time.
    ///
    /// # Errors
    /// The store refuses, fails or is silent; or the content ends with an error.
    pub async fn put(
        &self,
        place: &Place,
        about: About<'_>,
        content: impl Stream<Item = io::Result<Bytes>> + Send,
    ) -> Result<(), StoreError> {
        let stored = match self.backend(place)? {
            Backend::Folder(folder) => folder.put(&place.key, content).await,
            Backend::S3(s3) => s3.put(&place.key, about, content).await,
        };
        if let Err(error) = &stored
            && error.leaves_doubt()
            && let Err(remains) = self.delete(place).await
        {
            tracing::warn!("an object that failed to be stored may remain: {remains}");
        }
        stored
    }

    /// Opens an object.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is none; the store refuses, fails or is silent.
    pub async fn open(&self, place: &Place) -> Result<Opened, StoreError> {
        match self.backend(place)? {
            Backend::Folder(folder) => folder.open(&place.key).await,
            Backend::S3(s3) => s3.open(place.bucket.as_deref(), &place.key).await,
        }
    }

    /// What is known of an object; `None` when there is none.
    ///
    /// # Errors
    /// The store refuses, fails or is silent.
    pub async fn head(&self, place: &Place) -> Result<Option<Meta>, StoreError> {
        match self.backend(place)? {
            Backend::Folder(folder) => folder.head(&place.key).await,
            Backend::S3(s3) => s3.head(place.bucket.as_deref(), &place.key).await,
        }
    }

    /// Removes an object; one that is not there is fine.
    ///
    /// # Errors
    /// The store refuses, fails or is silent.
    pub async fn delete(&self, place: &Place) -> Result<(), StoreError> {
        match self.backend(place)? {
            Backend::Folder(folder) => folder.delete(&place.key).await,
            Backend::S3(s3) => s3.delete(place.bucket.as_deref(), &place.key).await,
        }
    }

    /// Every object below a prefix in the store in use, in no order.
    ///
    /// # Errors
    /// The store is not configured. Later failures end the stream.
    pub fn list(&self, prefix: &str) -> Result<BoxStream<'static, Result<Listed, StoreError>>, StoreError> {
        Ok(match self.provider()? {
            Provider::Local => self.0.folder.list(prefix).boxed(),
            Provider::S3 => self.s3()?.list(prefix).boxed(),
        })
    }

    /// The place of a key in the store in use, as for one that was listed.
    ///
    /// # Errors
    /// The store is not configured.
    pub fn place(&self, key: String) -> Result<Place, StoreError> {
        let provider = self.provider()?;
        let bucket = match provider {
            Provider::Local => None,
            Provider::S3 => Some(self.s3()?.bucket().to_owned()),
        };
        Ok(Place { provider: provider.name().to_owned(), bucket, key })
    }

    /// Asks the store in use whether it lets us in, without a trace.
    ///
    /// # Errors
    /// It is not configured, refuses, fails or is silent.
    pub async fn look(&self) -> Result<(), StoreError> {
        match self.list(&self.0.documents_prefix)?.next().await {
            Some(Err(error)) => Err(error),
            Some(Ok(_)) | None => Ok(()),
        }
    }

    fn backend(&self, place: &Place) -> Result<Backend<'_>, StoreError> {
        match Provider::from_name(&place.provider) {
            Some(Provider::Local) => Ok(Backend::Folder(&self.0.folder)),
            Some(Provider::S3) => self.s3().map(Backend::S3),
            None => Err(StoreError::NotConfigured(format!("a document lies in an unknown store: {}", place.provider))),
        }
    }

    fn s3(&self) -> Result<&S3, StoreError> {
        self.0.s3.as_ref().map_err(|problem| StoreError::NotConfigured(problem.clone()))
    }
}
