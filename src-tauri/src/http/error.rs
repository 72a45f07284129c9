//! Every answer a route can give besides success; the only place that knows statuses and the error envelope.

use std::sync::Arc;

use axum::{
    Json,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    db::DbError,
    documents::{BadName, StoreError},
};

/// A refusal. `error` is for people (Portuguese), `code` is stable.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// No session, an expired one, or that of a deleted or inactive user.
    #[error("Unauthenticated")]
    Unauthenticated,
    /// The right is missing.
    #[error("Forbidden")]
    Forbidden,
    /// The request breaks a rule; the text says which.
    #[error("{message}")]
    Refused { status: StatusCode, code: &'static str, message: String },
    /// Too many attempts; try again after so many seconds.
    #[error("Muitas tentativas. Aguarde e tente de novo.")]
    TooManyAttempts { retry_after_secs: u64 },
    /// The database cannot be reached. The cause goes to the log, never to the client.
    #[error("Erro interno")]
    Unavailable(#[source] anyhow::Error),
    /// Anything unexpected. The cause goes to the log, never to the client.
    #[error("Erro interno")]
    Internal(#[source] anyhow::Error),
    /// One failure told to everybody who waited for the same answer; already logged.
    #[error(transparent)]
    Shared(Arc<ApiError>),
}

/// The body of every error answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct ErrorBody {
    /// What happened, for people.
    pub error: String,
    /// Stable upper-case identifier.
    #[schema(example = "FORBIDDEN")]
    pub code: &'static str,
}

impl ApiError {
    /// 400 with a code and a sentence.
    pub fn bad_request(code: &'static str, message: impl Into<String>) -> Self {
        Self::Refused { status: StatusCode::BAD_REQUEST, code, message: message.into() }
    }

    /// 404: nothing there.
    pub fn not_found() -> Self {
        Self::refused(StatusCode::NOT_FOUND, "NOT_FOUND", "Não encontrado.")
    }

    /// 405: the path exists, the method does not.
    pub fn method_not_allowed() -> Self {
        Self::refused(StatusCode::METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED", "Método não permitido.")
    }

    /// Any other refusal with a status, a code and a sentence.
    pub fn refused(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self::Refused { status, code, message: message.into() }
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Unauthenticated => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::Refused { status, .. } => *status,
            Self::TooManyAttempts { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Shared(error) => error.status(),
        }
    }

    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::Forbidden => "FORBIDDEN",
            Self::Refused { code, .. } => code,
            Self::TooManyAttempts { .. } => "TOO_MANY_ATTEMPTS",
            Self::Unavailable(_) => "DATABASE_UNAVAILABLE",
            Self::Internal(_) => "INTERNAL",
            Self::Shared(error) => error.code(),
        }
    }

    /// Writes the cause to the log, for failures that have one to hide from the client.
    pub(super) fn log(&self) {
        match self {
            Self::Unavailable(cause) => tracing::error!("database unreachable: {cause:#}"),
            Self::Internal(cause) => tracing::error!("request failed: {cause:#}"),
            Self::Unauthenticated
            | Self::Forbidden
            | Self::Refused { .. }
            | Self::TooManyAttempts { .. }
            | Self::Shared(_) => {}
        }
    }

    fn retry_after_secs(&self) -> Option<u64> {
        match self {
            Self::TooManyAttempts { retry_after_secs } => Some(*retry_after_secs),
            Self::Shared(error) => error.retry_after_secs(),
            Self::Unauthenticated
            | Self::Forbidden
            | Self::Refused { .. }
            | Self::Unavailable(_)
            | Self::Internal(_) => None,
        }
    }
}

impl From<DbError> for ApiError {
    fn from(error: DbError) -> Self {
        if error.is_unreachable() { Self::Unavailable(error.into()) } else { Self::Internal(error.into()) }
    }
}

impl From<BadName> for ApiError {
    fn from(name: BadName) -> Self {
        match name {
            BadName::TooLong => Self::bad_request("TOO_LONG", "O nome do arquivo passa de 255 caracteres."),
            BadName::Unprintable => {
                let message = "O nome do arquivo tem caracteres que não se veem. Renomeie-o.";
                Self::bad_request("FILE_NAME_INVALID", message)
            }
        }
    }
}

impl From<StoreError> for ApiError {
    /// The cause goes to the log, never to the client; a setting that is missing is named.
    fn from(error: StoreError) -> Self {
        let (status, code, message) = match &error {
            StoreError::Content(_) => return Self::Internal(error.into()),
            StoreError::NotConfigured(problem) => {
                let message = format!("O armazenamento de documentos não está configurado: {problem}.");
                (StatusCode::SERVICE_UNAVAILABLE, "STORAGE_NOT_CONFIGURED", message)
            }
            StoreError::Missing { .. } => {
                (StatusCode::NOT_FOUND, "FILE_MISSING", "O arquivo não está mais no armazenamento.".to_owned())
            }
            StoreError::TimedOut { .. } => {
                let message = "O armazenamento de documentos não respondeu a tempo. Tente de novo.".to_owned();
                (StatusCode::GATEWAY_TIMEOUT, "UPSTREAM_TIMEOUT", message)
            }
            StoreError::Denied { .. } => {
                (StatusCode::BAD_GATEWAY, "UPSTREAM", "O armazenamento de documentos recusou o acesso.".to_owned())
            }
            StoreError::Unavailable { .. } => {
                let message = "O armazenamento de documentos falhou. Tente de novo em instantes.".to_owned();
                (StatusCode::BAD_GATEWAY, "UPSTREAM", message)
            }
        };
        tracing::error!("{error}");
        Self::Refused { status, code, message }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        self.log();
        let body = Json(ErrorBody { error: self.to_string(), code: self.code() });
        match self.retry_after_secs() {
            Some(seconds) => (self.status(), [(header::RETRY_AFTER, seconds.to_string())], body).into_response(),
            None => (self.status(), body).into_response(),
        }
    }
}
