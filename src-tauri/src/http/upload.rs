//! A form with a file (`multipart/form-data`): the file goes to disk, its memory stays small.

use std::{collections::BTreeMap, time::Duration};

use axum::{
    extract::{FromRequest, Multipart, Request, multipart::MultipartError},
    http::StatusCode,
};
use bytes::Bytes;

use super::{ApiError, protect::body_too_large, spool::Spool};
use crate::{app::App, kernel::Clock};

/// What a form may hold beside its file.
pub const FORM_BYTES: usize = 1024 * 1024;
/// Longest text field.
const TEXT_BYTES: usize = 16 * 1024;
/// Most fields.
const FIELDS: usize = 32;
/// A sender that is silent for so long has gone.
const SILENCE: Duration = Duration::from_secs(30);

/// What was sent.
#[derive(Debug, Default)]
pub struct Upload {
    /// Text fields; of one sent twice the last.
    pub fields: BTreeMap<String, String>,
    /// The field `file`, when it was a file.
    pub file: Option<SentFile>,
}

/// A file as it was sent. Its name and type are the sender's word.
#[derive(Debug)]
pub struct SentFile {
    pub name: String,
    pub content_type: String,
    pub content: Spool,
}

impl Upload {
    /// Reads a form to its end. Of the file at most `limit` bytes are kept; the rest is counted.
    ///
    /// # Errors
    /// 400 `FILE_REQUIRED` when the body is no form; 400 `VALIDATION` when it does not arrive whole or holds more than a
    /// form does; 413 `BODY_TOO_LARGE` beyond the route's limit.
    pub async fn receive(app: &App, request: Request, limit: u64) -> Result<Self, ApiError> {
        let Ok(mut form) = Multipart::from_request(request, &()).await else {
            return Err(ApiError::bad_request(
                "FILE_REQUIRED",
                "Envie o arquivo em um formulário (multipart/form-data).",
            ));
        };
        let mut upload = Self::default();
        let mut fields = 0;
        while let Some(mut field) = in_time(&app.clock, form.next_field()).await? {
            fields += 1;
            let name = field.name().unwrap_or_default().to_owned();
            match field.file_name().map(str::to_owned) {
                Some(file_name) if name == "file" && upload.file.is_none() => {
                    let content_type = field.content_type().unwrap_or_default().to_owned();
                    let mut content = Spool::new(limit).await.map_err(|error| ApiError::Internal(error.into()))?;
                    while let Some(chunk) = in_time(&app.clock, field.chunk()).await? {
                        content.write(chunk).await.map_err(|error| ApiError::Internal(error.into()))?;
                    }
                    upload.file = Some(SentFile { name: file_name, content_type, content });
                }
                None if fields <= FIELDS => {
                    let mut text = Vec::new();
                    while let Some(chunk) = in_time(&app.clock, field.chunk()).await? {
                        append(&mut text, &chunk)?;
                    }
                    let text = String::from_utf8(text).map_err(|_| invalid("Um campo do formulário não é texto."))?;
                    upload.fields.insert(name, text);
                }
                Some(_) | None => return Err(invalid("O formulário tem campos ou arquivos demais.")),
            }
        }
        Ok(upload)
    }

    /// A text field, trimmed; `None` when it is missing or blank.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(|text| text.trim()).filter(|text| !text.is_empty())
    }
}

fn append(text: &mut Vec<u8>, chunk: &Bytes) -> Result<(), ApiError> {
    if text.len() + chunk.len() > TEXT_BYTES {
        return Err(invalid("Um campo do formulário é longo demais."));
    }
    text.extend_from_slice(chunk);
    Ok(())
}

async fn in_time<T>(clock: &Clock, step: impl Future<Output = Result<T, MultipartError>>) -> Result<T, ApiError> {
    let arrived = clock.timeout(SILENCE, step).await.ok_or_else(|| invalid("O envio não chegou inteiro."))?;
    arrived.map_err(|error| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => body_too_large(),
        _ => invalid("O envio não chegou inteiro."),
    })
}

fn invalid(message: &str) -> ApiError {
    ApiError::bad_request("VALIDATION", message)
}

/// One part of a file as the body of a request: no more than JSON may be.
///
/// # Errors
/// 400 `VALIDATION` when it does not arrive whole, 413 `BODY_TOO_LARGE`.
pub async fn part(app: &App, request: Request) -> Result<Bytes, ApiError> {
    let arrived = app.clock.timeout(SILENCE, Bytes::from_request(request, &())).await;
    let arrived = arrived.ok_or_else(|| invalid("O envio não chegou inteiro."))?;
    arrived.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => body_too_large(),
        _ => invalid("O envio não chegou inteiro."),
    })
}
