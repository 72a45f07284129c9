//! What an outside service did to us.

/// A failed call. No variant carries a body, a header, a query or a name: it may be logged and shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConnectorError {
    /// The credentials are no longer accepted: 401, 403, a login page, or a redirect instead of JSON.
    #[error("{service} no longer accepts our session (HTTP {status})")]
    AuthExpired { service: &'static str, status: u16 },
    /// Any other status that is not a success, after the retries of 429 and 5xx.
    #[error("{service} answered HTTP {status}")]
    Status { service: &'static str, status: u16 },
    /// A readable answer that says it did not succeed, in the service's own words.
    #[error("{service} refused: {message}")]
    Refused { service: &'static str, message: String },
    /// No complete answer in time, after the retries.
    #[error("{service} did not answer in time")]
    Timeout { service: &'static str },
    /// No connection, or one that broke before the answer was complete, after the retries.
    #[error("{service} cannot be reached: {reason}")]
    Unreachable { service: &'static str, reason: String },
    /// An answer of another kind than asked for (HTML for JSON, an endless redirect, too many bytes).
    #[error("{service} sent {what}")]
    Unexpected { service: &'static str, what: &'static str },
    /// An answer of the right kind that cannot be read; the text names the place, never the content.
    #[error("{service} sent something unreadable ({place})")]
    Decode { service: &'static str, place: String },
    /// The call could not be made at all: an unusable address, header or certificate store.
    #[error("{service} cannot be called: {reason}")]
    Setup { service: &'static str, reason: String },
}

impl ConnectorError {
    /// Whether a person or a renewal of the credentials has to act before the call can succeed.
    pub fn is_auth_expired(&self) -> bool {
        matches!(self, Self::AuthExpired { .. })
    }

    /// The few words shown to people in a heartbeat, such as `HTTP 401`.
    pub fn brief(&self) -> String {
        match self {
            // A login page that came with 200 says nothing as a number.
            Self::AuthExpired { status, .. } if *status < 400 => "sessão expirada".into(),
            Self::AuthExpired { status, .. } | Self::Status { status, .. } => format!("HTTP {status}"),
            Self::Refused { message, .. } => message.clone(),
            Self::Timeout { .. } => "tempo esgotado".into(),
            Self::Unreachable { .. } => "sem conexão".into(),
            Self::Unexpected { .. } => "resposta inesperada".into(),
            Self::Decode { .. } => "resposta ilegível".into(),
            Self::Setup { .. } => "configuração inválida".into(),
        }
    }
}
