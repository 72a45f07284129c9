//! All documents of a professional as one archive, written while it is sent.

use std::{
    io::{self, Write},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use bytes::{Bytes, BytesMut};
use chrono::{Datelike, NaiveDateTime, Timelike};
use futures_util::{Stream, StreamExt, TryStreamExt, stream};
use tokio::{runtime::Handle, sync::mpsc};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{model::StoredDocument, name::EntryNames};
use crate::{
    app::App,
    documents::{Documents, Place},
    http::ApiError,
    kernel::{Clock, stamp},
    professionals::catalogue::DocumentType,
};

/// Bytes handed on at once, and how many of these wait for a slow reader.
const CHUNK_BYTES: usize = 256 * 1024;
const CHUNKS: usize = 4;
/// Files asked for at once before the first byte is sent.
const LOOKS: usize = 8;
/// A reader who takes nothing for so long has gone.
const UNREAD: Duration = Duration::from_secs(10 * 60);

/// A file on its way into an archive.
#[derive(Debug)]
struct Entry {
    name: String,
    place: Place,
    written_at: Option<zip::DateTime>,
}

/// The bytes of an archive of these documents; the active ones at its top, the others in a folder. Everything that can
/// be found out beforehand is.
///
/// # Errors
/// 404 `FILE_MISSING` naming the paper when a file is gone; the store fails.
pub(super) async fn of(
    app: &App,
    documents: &[StoredDocument],
) -> Result<impl Stream<Item = io::Result<Bytes>> + Send + use<>, ApiError> {
    look(&app.documents, documents).await?;
    let (sender, receiver) = mpsc::channel(CHUNKS);
    let (store, entries, runtime) = (app.documents.clone(), entries(documents), Handle::current());
    tokio::task::spawn_blocking(move || {
        let is_given_up = Arc::new(AtomicBool::new(false));
        let chunks = Chunks {
            sender: sender.clone(),
            runtime: runtime.clone(),
            pending: BytesMut::new(),
            is_given_up: is_given_up.clone(),
        };
        if let Err(error) = write(&store, &entries, &runtime, chunks, &is_given_up) {
            tracing::warn!("an archive of documents ends before its time: {error}");
            // The last thing a reader gets: the connection breaks off.
            let _ = runtime.block_on(sender.send(Err(error)));
        }
    });
    Ok(stream::unfold(receiver, async |mut receiver| Some((receiver.recv().await?, receiver))))
}

/// Whether every file is there.
async fn look(store: &Documents, documents: &[StoredDocument]) -> Result<(), ApiError> {
    let places: Vec<Place> = documents.iter().map(StoredDocument::place).collect();
    let looks = places.into_iter().enumerate().map(|(index, place)| {
        let store = store.clone();
        async move { store.head(&place).await.map(|found| found.is_none().then_some(index)) }
    });
    let looks = stream::iter(looks).buffer_unordered(LOOKS);
    let gone: Option<usize> = looks.try_fold(None, async |gone, found| Ok(gone.or(found))).await?;
    gone.map_or(Ok(()), |index| Err(missing(&documents[index])))
}

fn missing(document: &StoredDocument) -> ApiError {
    let paper = label(document);
    let message = format!("O arquivo de “{paper}” não está mais no armazenamento: baixe os outros um a um.");
    ApiError::refused(axum::http::StatusCode::NOT_FOUND, "FILE_MISSING", message)
}

fn label(document: &StoredDocument) -> &str {
    match DocumentType::from_code(&document.doc_type) {
        Some(paper) => paper.label(),
        None => &document.doc_type,
    }
}

fn entries(documents: &[StoredDocument]) -> Vec<Entry> {
    let mut names = EntryNames::default();
    let entry = |document: &StoredDocument| {
        let folder = if document.is_active { "" } else { "Histórico/" };
        let name = names.next(folder, &format!("{} - {}", label(document), document.file_name()));
        Entry { name, place: document.place(), written_at: stamp::parse(&document.created_at).and_then(written_at) }
    };
    documents.iter().map(entry).collect()
}

/// São Paulo wall time, as archives keep it.
fn written_at(at: NaiveDateTime) -> Option<zip::DateTime> {
    let small = |value: u32| u8::try_from(value).ok();
    let year = u16::try_from(at.year()).ok()?;
    let (month, day) = (small(at.month())?, small(at.day())?);
    zip::DateTime::from_date_and_time(year, month, day, small(at.hour())?, small(at.minute())?, small(at.second())?)
        .ok()
}

/// Writes the archive. Runs on a thread that may wait.
fn write(
    store: &Documents,
    entries: &[Entry],
    runtime: &Handle,
    chunks: Chunks,
    is_given_up: &AtomicBool,
) -> io::Result<()> {
    let mut archive = ZipWriter::new_stream(chunks);
    if let Err(error) = entries.iter().try_for_each(|entry| copy(store, entry, runtime, &mut archive)) {
        // A writer that is dropped completes its archive; nobody must take half of the files for all of them.
        is_given_up.store(true, Ordering::Relaxed);
        return Err(error);
    }
    archive.finish().map_err(io::Error::other)?.into_inner().flush()
}

/// Copies one file into the archive.
fn copy<W: Write + io::Seek>(
    store: &Documents,
    entry: &Entry,
    runtime: &Handle,
    archive: &mut ZipWriter<W>,
) -> io::Result<()> {
    let opened = runtime.block_on(store.open(&entry.place))?;
    // What is kept is compressed already. Of unknown length it may be large.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(entry.written_at.unwrap_or_default())
        .large_file(opened.length.is_none_or(|length| length >= u64::from(u32::MAX)))
        .unix_permissions(0o644);
    archive.start_file(&entry.name, options).map_err(io::Error::other)?;
    let (mut bytes, mut read) = (opened.bytes, 0);
    while let Some(chunk) = runtime.block_on(bytes.next()) {
        let chunk = chunk?;
        read += chunk.len() as u64;
        archive.write_all(&chunk)?;
    }
    if opened.length.is_some_and(|length| length != read) {
        return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "a stored file is shorter than it should be"));
    }
    Ok(())
}

/// Hands on what is written, and waits while nobody takes it.
struct Chunks {
    sender: mpsc::Sender<io::Result<Bytes>>,
    runtime: Handle,
    pending: BytesMut,
    /// What is still written is thrown away.
    is_given_up: Arc<AtomicBool>,
}

impl Write for Chunks {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.is_given_up.load(Ordering::Relaxed) {
            return Ok(bytes.len());
        }
        let taken = bytes.len().min(CHUNK_BYTES - self.pending.len());
        self.pending.extend_from_slice(&bytes[..taken]);
        if self.pending.len() == CHUNK_BYTES {
            self.hand_on()?;
        }
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        let is_idle = self.pending.is_empty() || self.is_given_up.load(Ordering::Relaxed);
        if is_idle { Ok(()) } else { self.hand_on() }
    }
}

impl Chunks {
    fn hand_on(&mut self) -> io::Result<()> {
        let chunk = self.pending.split().freeze();
        // The network's time, whatever time it is in the clinic.
        let clock = Clock::system();
        let sent = self.runtime.block_on(clock.timeout(UNREAD, self.sender.send(Ok(chunk))));
        match sent {
            Some(Ok(())) => Ok(()),
            Some(Err(_)) => Err(io::Error::new(io::ErrorKind::BrokenPipe, "nobody reads it any more")),
            None => Err(io::Error::new(io::ErrorKind::TimedOut, "nobody takes it")),
        }
    }
}
