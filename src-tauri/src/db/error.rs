//! What the database did to us.

use sqlx::mysql::MySqlDatabaseError;

/// MySQL's `ER_NO_SUCH_TABLE`.
const NO_SUCH_TABLE: u16 = 1146;

/// A failed database operation, with what was attempted.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// A statement failed. `during` is `domain.operation`.
    #[error("{during}: {source}")]
    Query { during: &'static str, source: sqlx::Error },
    /// A stored value breaks our own rules.
    #[error("table {table}, column {column}: unreadable value {found:?}")]
    Inconsistent { table: &'static str, column: &'static str, found: String },
    /// The database cannot be used at all; the text says what to do about it.
    #[error("{0}")]
    Setup(String),
}

impl DbError {
    /// Whether the statement named a table that is not there.
    pub fn is_missing_table(&self) -> bool {
        let Self::Query { source: sqlx::Error::Database(error), .. } = self else { return false };
        match error.try_downcast_ref::<MySqlDatabaseError>() {
            Some(error) => error.number() == NO_SUCH_TABLE,
            None => error.message().starts_with("no such table"),
        }
    }

    /// Whether the database could not be reached (as opposed to refusing what was asked).
    pub fn is_unreachable(&self) -> bool {
        match self {
            Self::Query { source, .. } => matches!(
                source,
                sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Tls(_)
            ),
            Self::Inconsistent { .. } => false,
            Self::Setup(_) => true,
        }
    }
}

/// Names the operation a statement belongs to: `.map_err(during("system_status.list"))`.
pub fn during(during: &'static str) -> impl FnOnce(sqlx::Error) -> DbError {
    move |source| DbError::Query { during, source }
}
