//! Downloads of the window: the page names an address, this side asks where to, writes and tells how far it is.

use std::{
    collections::HashMap,
    io,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use axum::{http::header, response::Response};
use http_body_util::BodyExt;
use serde::Serialize;
use tauri::{AppHandle, Manager, Runtime, State, ipc::Channel};
use tauri_plugin_dialog::DialogExt;
use tauri_plugin_opener::OpenerExt;
use tokio::sync::{Mutex as AsyncMutex, Semaphore, SemaphorePermit, oneshot};
use tokio_util::sync::CancellationToken;

use super::{
    WINDOW,
    backend::{Backend, Ready},
    bridge,
    files::{self, NotSaved},
    session::SessionStore,
};

/// So many are written at the same time; more wait.
const AT_ONCE: usize = 3;
/// Remembers the folder of the last download, in the data folder.
const FOLDER_FILE: &str = "download-folder";
/// Refusals of the server are short.
const LONGEST_REFUSAL: usize = 64 * 1024;

/// The downloads of this run.
pub(super) struct Downloads {
    running: Mutex<HashMap<String, CancellationToken>>,
    saved: Mutex<HashMap<String, PathBuf>>,
    turns: Semaphore,
    /// One question at a time.
    asking: AsyncMutex<()>,
}

impl Default for Downloads {
    fn default() -> Self {
        Self {
            running: Mutex::default(),
            saved: Mutex::default(),
            turns: Semaphore::new(AT_ONCE),
            asking: AsyncMutex::default(),
        }
    }
}

/// How far a download is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "lowercase")]
pub(super) enum Progress {
    /// The person is asked where to.
    Asking { name: String },
    /// Bytes on the disk; `total` when the server announced it.
    Writing { name: String, received: u64, total: Option<u64> },
}

/// How a download ended well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", rename_all = "lowercase")]
pub(super) enum Outcome {
    Saved {
        /// The file's name, as the person chose it.
        name: String,
        /// Its folder.
        folder: String,
    },
    Cancelled,
}

/// Why a download failed: what the page shows, in the words of an answer of the API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Refusal {
    /// HTTP status; 0 when this computer is the reason.
    status: u16,
    code: String,
    error: String,
}

impl Refusal {
    fn here(code: &str, error: impl Into<String>) -> Self {
        Self { status: 0, code: code.into(), error: error.into() }
    }
}

/// Saves the answer to `path`. `id` is the page's name for the download, `fallback` the file's when the server
/// gives none.
///
/// # Errors
/// What to show.
#[expect(clippy::too_many_arguments, reason = "the page's words and the window's own things")]
#[tauri::command]
pub(super) async fn download<R: Runtime>(
    app: AppHandle<R>,
    id: String,
    path: String,
    fallback: String,
    channel: Channel<Progress>,
    backend: State<'_, Backend>,
    sessions: State<'_, SessionStore>,
    downloads: State<'_, Downloads>,
) -> Result<Outcome, Refusal> {
    let ready = backend.ready().await.map_err(|reason| Refusal::here("NOT_STARTED", reason.to_string()))?;
    let cancelled = downloads.begin(&id);
    // The page may be gone; the file is wanted all the same.
    let tell = |progress| drop(channel.send(progress));
    let prepared = tokio::select! {
        prepared = prepare(&app, &ready, &sessions, &downloads, &path, &fallback, &tell) => prepared,
        () = cancelled.cancelled() => Ok(None),
    };
    let outcome = match prepared {
        // Writing ends by itself when it is cancelled: it has to tidy up.
        Ok(Some(Prepared { response, target, turn })) => {
            let outcome = write(response, &target, &cancelled, tell).await;
            drop(turn);
            outcome.map(|written| written.then_some(target))
        }
        Ok(None) => Ok(None),
        Err(refusal) => Err(refusal),
    };
    downloads.running().remove(&id);
    Ok(match outcome? {
        Some(target) => downloads.remember(&ready, id, target),
        None => Outcome::Cancelled,
    })
}

/// An answer, and where it goes.
struct Prepared<'a> {
    response: Response,
    target: PathBuf,
    /// Held while it is written.
    turn: SemaphorePermit<'a>,
}

/// Waits for a turn, asks the server, then the person. `None`: they do not want it.
async fn prepare<'a, R: Runtime>(
    app: &AppHandle<R>,
    ready: &Ready,
    sessions: &SessionStore,
    downloads: &'a Downloads,
    path: &str,
    fallback: &str,
    tell: &impl Fn(Progress),
) -> Result<Option<Prepared<'a>>, Refusal> {
    let turn = downloads.turns.acquire().await.map_err(|_| Refusal::here("NOT_STARTED", "O Hub está fechando."))?;
    let response = answer(ready, sessions, path).await?;
    let name = files::name_of(response.headers(), fallback);
    tell(Progress::Asking { name: name.clone() });
    let target = downloads.target(app, ready, &name).await;
    Ok(target.map(|target| Prepared { response, target, turn }))
}

/// The answer to a read of `path`, if it is one of success.
async fn answer(ready: &Ready, sessions: &SessionStore, path: &str) -> Result<Response, Refusal> {
    let unreadable = || Refusal::here("INVALID_FRAME", "Pedido ilegível.");
    if !path.starts_with("/api/") {
        return Err(unreadable());
    }
    let response = bridge::open(ready, sessions, path).await.ok_or_else(unreadable)?;
    if response.status().is_success() {
        return Ok(response);
    }
    let status = response.status().as_u16();
    let body = http_body_util::Limited::new(response.into_body(), LONGEST_REFUSAL).collect().await;
    let told: serde_json::Value =
        body.ok().and_then(|body| serde_json::from_slice(&body.to_bytes()).ok()).unwrap_or_default();
    let word = |key: &str, else_: &str| told[key].as_str().unwrap_or(else_).to_owned();
    Err(Refusal {
        status,
        code: word("code", "INTERNAL"),
        error: word("error", "O arquivo não pôde ser gerado. Tente novamente."),
    })
}

/// Writes an answer to `target`.
async fn write(
    response: Response,
    target: &Path,
    cancelled: &CancellationToken,
    tell: impl Fn(Progress),
) -> Result<bool, Refusal> {
    let length = response.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    let total = length.and_then(|text| text.parse().ok());
    let name = file_name(target);
    let progress = |received| tell(Progress::Writing { name: name.clone(), received, total });
    progress(0);
    match files::save(response.into_body(), total, target, cancelled, progress).await {
        Ok(_) => Ok(true),
        Err(NotSaved::Cancelled) => Ok(false),
        Err(NotSaved::BrokenOff) => Err(Refusal::here(
            "DOWNLOAD_BROKEN_OFF",
            "O arquivo não chegou inteiro e nada foi gravado. Tente novamente.",
        )),
        Err(NotSaved::Disk(error)) => Err(not_written(&error, target)),
    }
}

/// What a person can do about a disk that does not take the file.
fn not_written(error: &io::Error, target: &Path) -> Refusal {
    let folder = target.parent().unwrap_or(target).display();
    let (code, text) = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            ("DISK_FULL", format!("Não há espaço em {folder}. Libere espaço ou escolha outra pasta."))
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            ("FOLDER_DENIED", format!("Sem permissão para gravar em {folder}. Escolha outra pasta."))
        }
        io::ErrorKind::NotFound => {
            ("FOLDER_MISSING", format!("A pasta {folder} não existe mais. Escolha outra pasta."))
        }
        _ => ("DISK_FAILED", format!("Não foi possível gravar em {folder}: {error}.")),
    };
    Refusal::here(code, text)
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Ends the download `id`; nothing of it is left.
#[tauri::command]
pub(super) fn cancel_download(id: &str, downloads: State<'_, Downloads>) {
    if let Some(token) = downloads.running().get(id) {
        token.cancel();
    }
}

/// Opens the finished download `id` with the system's program for it.
///
/// # Errors
/// What to show.
#[tauri::command]
pub(super) fn open_download<R: Runtime>(
    app: AppHandle<R>,
    id: &str,
    downloads: State<'_, Downloads>,
) -> Result<(), Refusal> {
    let path = downloads.path(id)?;
    app.opener().open_path(path.to_string_lossy(), None::<&str>).map_err(|error| cannot_open(&error))
}

/// Shows the finished download `id` in its folder.
///
/// # Errors
/// What to show.
#[tauri::command]
pub(super) fn show_download<R: Runtime>(
    app: AppHandle<R>,
    id: &str,
    downloads: State<'_, Downloads>,
) -> Result<(), Refusal> {
    let path = downloads.path(id)?;
    app.opener().reveal_item_in_dir(path).map_err(|error| cannot_open(&error))
}

fn cannot_open(error: &tauri_plugin_opener::Error) -> Refusal {
    Refusal::here("CANNOT_OPEN", format!("O sistema não abriu o arquivo: {error}."))
}

impl Downloads {
    fn running(&self) -> MutexGuard<'_, HashMap<String, CancellationToken>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn saved(&self) -> MutexGuard<'_, HashMap<String, PathBuf>> {
        self.saved.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn begin(&self, id: &str) -> CancellationToken {
        let token = CancellationToken::new();
        self.running().insert(id.to_owned(), token.clone());
        token
    }

    /// Ends everything that is being written; returns when nothing half-written is left.
    pub async fn stop(&self) {
        self.running().values().for_each(CancellationToken::cancel);
        let all = u32::try_from(AT_ONCE).unwrap_or(u32::MAX);
        drop(self.turns.acquire_many(all).await);
    }

    /// Where the file goes: the configured folder, else where the person says. `None`: they say nothing.
    async fn target<R: Runtime>(&self, app: &AppHandle<R>, ready: &Ready, name: &str) -> Option<PathBuf> {
        if let Some(folder) = &ready.app.config.window.download_dir {
            return Some(files::free(folder, name));
        }
        let _one_at_a_time = self.asking.lock().await;
        let folder = former_folder(&ready.app.config.server.data_dir).or_else(|| app.path().download_dir().ok());
        let mut question = app.dialog().file().set_title("Salvar arquivo").set_file_name(name);
        if let Some(folder) = folder {
            question = question.set_directory(folder);
        }
        if let Some(window) = app.get_webview_window(WINDOW) {
            question = question.set_parent(&window);
        }
        let (answered, answer) = oneshot::channel();
        question.save_file(move |path| drop(answered.send(path)));
        answer.await.ok().flatten()?.into_path().ok()
    }

    fn remember(&self, ready: &Ready, id: String, target: PathBuf) -> Outcome {
        let folder = target.parent().unwrap_or(&target).to_string_lossy().into_owned();
        if let Err(error) = std::fs::write(ready.app.config.server.data_dir.join(FOLDER_FILE), &folder) {
            tracing::warn!("the folder of downloads is not remembered: {error}");
        }
        let name = file_name(&target);
        self.saved().insert(id, target);
        Outcome::Saved { name, folder }
    }

    fn path(&self, id: &str) -> Result<PathBuf, Refusal> {
        let path = self.saved().get(id).cloned();
        path.filter(|path| path.is_file())
            .ok_or_else(|| Refusal::here("FILE_MISSING", "O arquivo não está mais onde foi salvo. Baixe-o de novo."))
    }
}

/// The folder of the last download, if it is still there.
fn former_folder(data_dir: &Path) -> Option<PathBuf> {
    let text = std::fs::read_to_string(data_dir.join(FOLDER_FILE)).ok()?;
    Some(PathBuf::from(text)).filter(|folder| folder.is_dir())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_that_refuses_is_told_with_what_to_do() {
        let code = |kind: io::ErrorKind| not_written(&io::Error::from(kind), Path::new("/pasta/a.pdf")).code;
        assert_eq!(code(io::ErrorKind::StorageFull), "DISK_FULL");
        assert_eq!(code(io::ErrorKind::PermissionDenied), "FOLDER_DENIED");
        assert_eq!(code(io::ErrorKind::NotFound), "FOLDER_MISSING");
        assert_eq!(code(io::ErrorKind::Other), "DISK_FAILED");
    }

    #[test]
    fn the_folder_of_the_last_download_is_remembered_while_it_exists() {
        let data = tempfile::tempdir().unwrap();
        assert_eq!(former_folder(data.path()), None);
        std::fs::write(data.path().join(FOLDER_FILE), data.path().to_string_lossy().as_bytes()).unwrap();
        assert_eq!(former_folder(data.path()), Some(data.path().to_path_buf()));
        std::fs::write(data.path().join(FOLDER_FILE), "/nowhere").unwrap();
        assert_eq!(former_folder(data.path()), None);
    }

    #[tokio::test]
    async fn ending_the_program_cancels_and_waits() {
        let downloads = Downloads::default();
        let token = downloads.begin("a");
        let turn = downloads.turns.acquire().await.unwrap();
        tokio::join!(downloads.stop(), async {
            token.cancelled().await;
            drop(turn);
        });
        assert!(token.is_cancelled());
    }

    #[test]
    fn only_what_was_saved_can_be_opened() {
        let folder = tempfile::tempdir().unwrap();
        let downloads = Downloads::default();
        assert_eq!(downloads.path("x").unwrap_err().code, "FILE_MISSING");
        downloads.saved().insert("x".into(), folder.path().join("a.pdf"));
        assert_eq!(downloads.path("x").unwrap_err().code, "FILE_MISSING", "moved away meanwhile");
        std::fs::write(folder.path().join("a.pdf"), "").unwrap();
        assert!(downloads.path("x").is_ok());
    }
}
