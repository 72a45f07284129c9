//! What can go wrong with stored documents.

use std::io;

/// A failed operation of the store. No text holds a key: file names are people's business.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The settings name no usable store. The text names the variable.
    #[error("{0}")]
    NotConfigured(String),
    /// There is no such object.
    #[error("{during}: there is no such object")]
    Missing { during: &'static str },
    /// The store does not let us.
    #[error("{during}: refused by the store: {reason}")]
    Denied { during: &'static str, reason: String },
    /// The store does not answer in time.
    #[error("{during}: the store does not answer in time")]
    TimedOut { during: &'static str },
    /// The store cannot be reached or fails.
    #[error("{during}: the store fails: {reason}")]
    Unavailable { during: &'static str, reason: String },
    /// The content that was to be stored could not be read to its end: not the store's failure.
    #[error("what was to be stored could not be read: {0}")]
    Content(#[source] io::Error),
}

impl StoreError {
    /// Whether the object may have been stored although this was answered.
    pub(super) fn leaves_doubt(&self) -> bool {
        match self {
            Self::TimedOut { .. } | Self::Unavailable { .. } => true,
            Self::NotConfigured(_) | Self::Missing { .. } | Self::Denied { .. } | Self::Content(_) => false,
        }
    }

    /// A failure of the file system.
    pub(super) fn of_file(during: &'static str, error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing { during },
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Self::Denied { during, reason: error.to_string() }
            }
            _ => Self::Unavailable { during, reason: error.to_string() },
        }
    }
}

/// While an object is read: the reader ends with this.
impl From<StoreError> for io::Error {
    fn from(error: StoreError) -> Self {
        let kind = match &error {
            StoreError::Missing { .. } => io::ErrorKind::NotFound,
            StoreError::Denied { .. } => io::ErrorKind::PermissionDenied,
            StoreError::TimedOut { .. } => io::ErrorKind::TimedOut,
            StoreError::NotConfigured(_) | StoreError::Unavailable { .. } | StoreError::Content(_) => {
                io::ErrorKind::Other
            }
        };
        Self::new(kind, error)
    }
}
