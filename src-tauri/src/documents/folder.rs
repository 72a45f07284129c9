//! Objects as files below one folder.

use std::{
    io,
    path::{Path, PathBuf},
};

use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::{Stream, StreamExt, TryStreamExt};
use tokio::{
    fs,
    io::AsyncWriteExt,
    sync::{OnceCell, mpsc},
};
use tokio_util::io::ReaderStream;

use super::{Listed, Meta, Opened, StoreError, key::is_inside};
use crate::kernel::Clock;

/// Where files lie until they are complete; not an object's name, no key begins with a dot.
const INCOMING: &str = ".incoming";
/// A file that is incomplete for so long belongs to a process that was killed.
const ABANDONED: TimeDelta = TimeDelta::hours(24);
/// Bytes read at once.
const READ_BYTES: usize = 64 * 1024;

/// The local provider.
#[derive(Debug)]
pub(super) struct Folder {
    root: PathBuf,
    swept: OnceCell<()>,
}

impl Folder {
    pub fn new(root: PathBuf) -> Self {
        Self { root, swept: OnceCell::new() }
    }

    /// A complete, durable file or none.
    pub async fn put(
        &self,
        key: &str,
        content: impl Stream<Item = io::Result<Bytes>> + Send,
    ) -> Result<(), StoreError> {
        const DURING: &str = "documents.put";
        let path = self.path(DURING, key)?;
        let incoming = self.root.join(INCOMING);
        make_folder(&incoming).await.map_err(|error| unwritable(DURING, &error))?;
        self.swept.get_or_init(|| sweep(&incoming)).await;
        let unfinished = Unfinished(incoming.join(uuid::Uuid::new_v4().to_string()));
        let mut file = create(&unfinished.0).await.map_err(|error| unwritable(DURING, &error))?;
        let mut content = std::pin::pin!(content);
        while let Some(chunk) = content.next().await {
            let chunk = chunk.map_err(StoreError::Content)?;
            file.write_all(&chunk).await.map_err(|error| unwritable(DURING, &error))?;
        }
        let finish = async {
            file.flush().await?;
            file.sync_all().await?;
            drop(file);
            let folder = path.parent().unwrap_or(&self.root);
            make_folder(folder).await?;
            fs::rename(&unfinished.0, &path).await?;
            sync_folder(folder).await
        };
        finish.await.map_err(|error: io::Error| unwritable(DURING, &error))
    }

    pub async fn open(&self, key: &str) -> Result<Opened, StoreError> {
        const DURING: &str = "documents.open";
        let path = self.path(DURING, key)?;
        let failed = |error: io::Error| StoreError::of_file(DURING, &error);
        let file = fs::File::open(path).await.map_err(failed)?;
        let about = file.metadata().await.map_err(failed)?;
        if !about.is_file() {
            return Err(StoreError::Missing { during: DURING });
        }
        let bytes = ReaderStream::with_capacity(file, READ_BYTES)
            .map_err(|error| StoreError::of_file("documents.read", &error).into());
        Ok(Opened { length: Some(about.len()), content_type: None, bytes: bytes.boxed() })
    }

    pub async fn head(&self, key: &str) -> Result<Option<Meta>, StoreError> {
        const DURING: &str = "documents.head";
        match fs::metadata(self.path(DURING, key)?).await {
            Ok(about) if about.is_file() => Ok(Some(Meta { length: Some(about.len()), content_type: None })),
            Ok(_) => Ok(None),
            Err(error) => match StoreError::of_file(DURING, &error) {
                StoreError::Missing { .. } => Ok(None),
                error => Err(error),
            },
        }
    }

    /// Removing what is not there is fine.
    pub async fn delete(&self, key: &str) -> Result<(), StoreError> {
        const DURING: &str = "documents.delete";
        match fs::remove_file(self.path(DURING, key)?).await {
            Ok(()) => Ok(()),
            Err(error) => match StoreError::of_file(DURING, &error) {
                StoreError::Missing { .. } => Ok(()),
                error => Err(error),
            },
        }
    }

    /// Every file below `prefix`, in no order.
    pub fn list(&self, prefix: &str) -> impl Stream<Item = Result<Listed, StoreError>> + Send + use<> {
        let (sender, receiver) = mpsc::channel(64);
        let (root, prefix) = (self.root.clone(), prefix.to_owned());
        tokio::task::spawn_blocking(move || {
            if !is_inside(&prefix) {
                return;
            }
            if let Err(error) = walk(&root, root.join(&prefix), &sender) {
                let _ = sender.blocking_send(Err(StoreError::of_file("documents.list", &error)));
            }
        });
        futures_util::stream::unfold(receiver, async |mut receiver| Some((receiver.recv().await?, receiver)))
    }

    /// The file of a key; a key that would lead elsewhere names nothing.
    fn path(&self, during: &'static str, key: &str) -> Result<PathBuf, StoreError> {
        if is_inside(key) && !key.starts_with('.') {
            Ok(self.root.join(key))
        } else {
            Err(StoreError::Missing { during })
        }
    }
}

/// A file that is removed unless it was renamed.
struct Unfinished(PathBuf);

impl Drop for Unfinished {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// While something is written, a missing folder is no missing object.
fn unwritable(during: &'static str, error: &io::Error) -> StoreError {
    match StoreError::of_file(during, error) {
        StoreError::Missing { during } => StoreError::Unavailable { during, reason: error.to_string() },
        error => error,
    }
}

async fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    builder.mode(0o700);
    builder.recursive(true).create(folder).await
}

async fn create(path: &Path) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    #[cfg(unix)]
    options.mode(0o600);
    options.write(true).create_new(true).open(path).await
}

/// The name of a renamed file is durable only then.
#[cfg(unix)]
async fn sync_folder(folder: &Path) -> io::Result<()> {
    fs::File::open(folder).await?.sync_all().await
}

#[cfg(not(unix))]
async fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// Removes what killed processes left behind.
async fn sweep(incoming: &Path) {
    // The file system's time, whatever time it is in the clinic.
    let limit = Clock::system().now() - ABANDONED;
    let Ok(mut entries) = fs::read_dir(incoming).await else { return };
    while let Ok(Some(entry)) = entries.next_entry().await {
        let changed = entry.metadata().await.and_then(|about| about.modified());
        if changed.is_ok_and(|changed| DateTime::<Utc>::from(changed) < limit) {
            let _ = fs::remove_file(entry.path()).await;
        }
    }
}

fn walk(root: &Path, from: PathBuf, found: &mpsc::Sender<Result<Listed, StoreError>>) -> io::Result<()> {
    let mut folders = vec![from];
    while let Some(folder) = folders.pop() {
        let entries = match std::fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            let about = entry.metadata()?;
            if about.is_dir() {
                folders.push(entry.path());
                continue;
            }
            let Some(key) = entry.path().strip_prefix(root).ok().and_then(key_of) else { continue };
            let changed = about.modified().ok().map(DateTime::<Utc>::from);
            if found.blocking_send(Ok(Listed { key, length: about.len(), changed })).is_err() {
                return Ok(());
            }
        }
    }
    Ok(())
}

fn key_of(path: &Path) -> Option<String> {
    let segments: Option<Vec<&str>> = path.iter().map(|segment| segment.to_str()).collect();
    Some(segments?.join("/"))
}
