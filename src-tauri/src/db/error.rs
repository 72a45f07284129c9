//! What the database did to us, and what to do about it.

use sqlx::mysql::MySqlDatabaseError;

/// A failed database operation, with what was attempted.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// A statement failed. `during` is `domain.operation`. The text holds the whole chain of causes.
    #[error("{during}: {cause}{}", remedy(cause))]
    Query { during: &'static str, cause: sqlx::Error },
    /// A stored value breaks our own rules.
    #[error("table {table}, column {column}: unreadable value {found:?}")]
    Inconsistent { table: &'static str, column: &'static str, found: String },
    /// The database cannot be used at all; the text says what to do about it.
    #[error("{0}")]
    Setup(String),
}

impl DbError {
    /// Whether the database could not be reached (as opposed to refusing what was asked).
    pub fn is_unreachable(&self) -> bool {
        match self {
            Self::Query { cause, .. } => {
                matches!(
                    cause,
                    sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Tls(_)
                ) || Trouble::of(cause) == Some(Trouble::TooMany)
            }
            Self::Inconsistent { .. } => false,
            Self::Setup(_) => true,
        }
    }

    /// Whether the statement named a table that is not there.
    pub fn is_missing_table(&self) -> bool {
        matches!(self, Self::Query { cause, .. } if Trouble::of(cause) == Some(Trouble::NoTable))
    }
}

/// Names the operation a statement belongs to: `.map_err(during("system_status.list"))`.
pub fn during(during: &'static str) -> impl FnOnce(sqlx::Error) -> DbError {
    move |cause| DbError::Query { during, cause }
}

/// Whether a statement asks for a column that its table does not have.
pub(crate) fn lacks_column(error: &sqlx::Error) -> bool {
    let sqlx::Error::Database(error) = error else { return false };
    match error.try_downcast_ref::<MySqlDatabaseError>() {
        Some(error) => error.number() == 1054,
        None => error.message().starts_with("no such column"),
    }
}

/// What an operator can do something about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    NoTable,
    DiskFull,
    /// A file, a server or a session that may only be read.
    ReadOnly,
    /// A right that the account has not.
    Forbidden,
    /// The server has no connection left, or the account may not open another.
    TooMany,
    /// The embedded file is damaged, or something else.
    Damaged,
}

impl Trouble {
    /// `None` for everything else.
    pub(super) fn of(error: &sqlx::Error) -> Option<Self> {
        let sqlx::Error::Database(error) = error else { return None };
        match error.try_downcast_ref::<MySqlDatabaseError>() {
            Some(error) => Self::of_mysql(error.number()),
            None if error.message().starts_with("no such table") => Some(Self::NoTable),
            None => Self::of_sqlite(error.code()?.parse().ok()?),
        }
    }

    fn of_mysql(number: u16) -> Option<Self> {
        Some(match number {
            1146 => Self::NoTable,
            1021 | 1114 | 3675 => Self::DiskFull,
            1290 | 1792 | 1836 => Self::ReadOnly,
            1044 | 1142 | 1143 | 1227 | 1370 => Self::Forbidden,
            1040 | 1203 | 1226 => Self::TooMany,
            _ => return None,
        })
    }

    /// The lowest byte of an extended result code tells the kind.
    fn of_sqlite(code: u32) -> Option<Self> {
        Some(match code & 0xff {
            13 => Self::DiskFull,
            8 => Self::ReadOnly,
            11 | 26 => Self::Damaged,
            _ => return None,
        })
    }

    /// What to do, to be put behind what went wrong.
    pub(super) fn remedy(self) -> &'static str {
        match self {
            Self::NoTable => "run hub migrate",
            Self::DiskFull => "free disk space where the database is",
            Self::ReadOnly => {
                "it can only be read: give the account that runs hub the right to write the file and its folder \
                 (MySQL: connect to a server that accepts writes)"
            }
            Self::Forbidden => {
                "grant the user in MYSQL_URL SELECT, INSERT, UPDATE and DELETE on this database, and CREATE, ALTER and \
                 INDEX for hub migrate"
            }
            Self::TooMany => "close other programs, lower MYSQL_POOL_SIZE, or raise the server's limit",
            Self::Damaged => {
                "the file is damaged or no database: put the backup in its place (SQLITE_PATH, HUB_DATA_DIR)"
            }
        }
    }
}

/// `: what to do`, empty when nobody knows.
fn remedy(error: &sqlx::Error) -> String {
    let remedy = match error {
        sqlx::Error::PoolTimedOut => Some("the database does not answer, or too slowly; hub doctor says more"),
        error => Trouble::of(error).map(Trouble::remedy),
    };
    remedy.map(|text| format!(": {text}")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_says_what_was_attempted_and_what_to_do() {
        let error = during("system_status.list")(sqlx::Error::PoolTimedOut);
        assert!(error.is_unreachable());
        assert!(error.to_string().starts_with("system_status.list: pool timed out"), "{error}");
        assert!(error.to_string().ends_with("hub doctor says more"), "{error}");
        assert!(std::error::Error::source(&error).is_none(), "the text is the whole chain");
    }

    #[test]
    fn extended_codes_are_of_their_kind() {
        assert_eq!(Trouble::of_sqlite(1544), Some(Trouble::ReadOnly));
        assert_eq!(Trouble::of_sqlite(13), Some(Trouble::DiskFull));
        assert_eq!(Trouble::of_sqlite(5), None);
        assert_eq!(Trouble::of_mysql(1142), Some(Trouble::Forbidden));
    }
}
