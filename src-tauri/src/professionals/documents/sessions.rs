//! Files that arrive part by part: for whoever cannot send a file as the body of one request, as the window.
//!
//! The parts of a file are kept on this server's disk. With several servers behind a balancer one may reach another
//! server: it is told so by the id, which names the process that began, and the client sends the file again as one
//! request.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use axum::http::StatusCode;
use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::{keep::Draft, store::Owner};
use crate::{
    app::App,
    http::{ApiError, spool::Spool},
};

/// The largest part. What a JSON route takes, so that every way to the server carries it.
pub(super) const PART_BYTES: usize = 1024 * 1024;
/// Files at once, of everybody together and of one person.
const SESSIONS: usize = 64;
const SESSIONS_OF_ONE: usize = 8;
/// A file whose next part does not come is forgotten.
const IDLE: TimeDelta = TimeDelta::minutes(15);

/// The files that are arriving in this process.
#[derive(Debug)]
pub struct Sessions {
    /// What the ids given out by this process begin with.
    process: Uuid,
    files: Mutex<HashMap<String, Arriving>>,
}

impl Default for Sessions {
    fn default() -> Self {
        Self { process: Uuid::new_v4(), files: Mutex::default() }
    }
}

#[derive(Debug)]
struct Arriving {
    user_id: String,
    professional_id: String,
    touched: DateTime<Utc>,
    file: Arc<tokio::sync::Mutex<Arrival>>,
}

/// A file and what is known of it.
#[derive(Debug)]
pub(super) struct Arrival {
    pub owner: Owner,
    pub draft: Draft,
    pub size_bytes: u64,
    pub content: Arc<Spool>,
    /// Whether it was made a document, or is being made one.
    pub is_taken: bool,
}

/// Whose file, and which.
#[derive(Debug, Clone, Copy)]
pub(super) struct Handle<'a> {
    pub user_id: &'a str,
    pub professional_id: &'a str,
    pub upload_id: &'a str,
}

impl Sessions {
    /// Begins a file; returns its id.
    ///
    /// # Errors
    /// 429 `TOO_MANY_UPLOADS`; a disk that cannot be written.
    pub(super) async fn begin(
        &self,
        app: &App,
        user_id: &str,
        owner: Owner,
        draft: Draft,
        size_bytes: u64,
    ) -> Result<String, ApiError> {
        let content = Spool::new(size_bytes).await.map_err(|error| ApiError::Internal(error.into()))?;
        let (id, now) = (format!("{}.{}", self.process, Uuid::new_v4()), app.clock.now());
        let arriving = Arriving {
            user_id: user_id.to_owned(),
            professional_id: owner.id.clone(),
            touched: now,
            file: Arc::new(tokio::sync::Mutex::new(Arrival {
                owner,
                draft,
                size_bytes,
                content: Arc::new(content),
                is_taken: false,
            })),
        };
        let mut known = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, arriving| now - arriving.touched < IDLE);
        let of_one = known.values().filter(|arriving| arriving.user_id == user_id).count();
        if known.len() >= SESSIONS || of_one >= SESSIONS_OF_ONE {
            let message = "Há envios demais em andamento. Aguarde um deles terminar.";
            return Err(ApiError::refused(StatusCode::TOO_MANY_REQUESTS, "TOO_MANY_UPLOADS", message));
        }
        known.insert(id.clone(), arriving);
        Ok(id)
    }

    /// The file that somebody began and did not leave alone for too long.
    ///
    /// # Errors
    /// 404 `UPLOAD_UNKNOWN`; 409 `UPLOAD_ELSEWHERE` when another process began it, or this one before its restart.
    pub(super) fn find(&self, app: &App, handle: Handle<'_>) -> Result<Arc<tokio::sync::Mutex<Arrival>>, ApiError> {
        let now = app.clock.now();
        let mut known = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        let found = known.get_mut(handle.upload_id).filter(|arriving| {
            arriving.user_id == handle.user_id
                && arriving.professional_id.eq_ignore_ascii_case(handle.professional_id)
                && now - arriving.touched < IDLE
        });
        let arriving = found.ok_or_else(|| if self.is_ours(handle.upload_id) { gone() } else { elsewhere() })?;
        arriving.touched = now;
        Ok(arriving.file.clone())
    }

    /// Whether an id is none of another process: what is no id at all is nobody's.
    fn is_ours(&self, upload_id: &str) -> bool {
        let parts = upload_id.split_once('.').map(|(process, file)| (Uuid::parse_str(process), Uuid::parse_str(file)));
        !matches!(parts, Some((Ok(process), Ok(_))) if process != self.process)
    }

    /// Forgets a file.
    pub(super) fn forget(&self, upload_id: &str) {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).remove(upload_id);
    }
}

impl Arrival {
    /// Appends a part that begins at `offset`; returns how many bytes there are. The last part may be sent again.
    ///
    /// # Errors
    /// 409 `UPLOAD_OFFSET` when another part is due; 400 `UPLOAD_LENGTH` beyond the announced size.
    pub(super) async fn append(&mut self, offset: u64, part: Bytes) -> Result<u64, ApiError> {
        let received = self.content.length();
        let end = offset.saturating_add(part.len() as u64);
        if end == received && offset < received {
            return Ok(received);
        }
        if offset != received {
            let message = format!("O envio continua no byte {received}.");
            return Err(ApiError::refused(StatusCode::CONFLICT, "UPLOAD_OFFSET", message));
        }
        if end > self.size_bytes {
            return Err(ApiError::bad_request("UPLOAD_LENGTH", "Chegaram mais bytes do que o anunciado."));
        }
        let content = Arc::get_mut(&mut self.content).ok_or_else(busy)?;
        content.write(part).await.map_err(|error| ApiError::Internal(error.into()))?;
        Ok(end)
    }

    /// The whole file, taken to be made a document.
    ///
    /// # Errors
    /// 409 `UPLOAD_INCOMPLETE`; 404 `UPLOAD_UNKNOWN` when it was taken before.
    pub(super) fn take(&mut self) -> Result<Arc<Spool>, ApiError> {
        if self.is_taken {
            return Err(gone());
        }
        if self.content.length() < self.size_bytes {
            let message = format!("Faltam {} bytes.", self.size_bytes - self.content.length());
            return Err(ApiError::refused(StatusCode::CONFLICT, "UPLOAD_INCOMPLETE", message));
        }
        self.is_taken = true;
        Ok(self.content.clone())
    }
}

fn gone() -> ApiError {
    let message = "Este envio não existe mais. Envie o arquivo de novo.";
    ApiError::refused(StatusCode::NOT_FOUND, "UPLOAD_UNKNOWN", message)
}

fn elsewhere() -> ApiError {
    let message = "Este envio começou em outro servidor, ou antes de este ser reiniciado. Envie o arquivo de novo.";
    ApiError::refused(StatusCode::CONFLICT, "UPLOAD_ELSEWHERE", message)
}

fn busy() -> ApiError {
    ApiError::refused(StatusCode::CONFLICT, "UPLOAD_BUSY", "Este envio está sendo concluído.")
}
