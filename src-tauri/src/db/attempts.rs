//! A connection that dies or falls silent under a statement: what may simply be asked again, and what
//! is given up.

use std::{io::ErrorKind, time::Duration};

use sqlx::mysql::MySqlDatabaseError;

use crate::kernel::Clock;

/// Pauses before the second, third and fourth attempt.
const PAUSES: [Duration; 3] = [Duration::from_secs(1), Duration::from_secs(2), Duration::from_secs(4)];

/// No read takes longer. A server that vanished without a word is noticed by the system only after
/// a quarter of an hour.
const SILENCE: Duration = Duration::from_secs(30);

/// The outcome of a read on a server; an error when it does not come in time.
pub async fn in_time<T>(read: impl Future<Output = Result<T, sqlx::Error>>) -> Result<T, sqlx::Error> {
    // The network's time, whatever time it is in the clinic.
    let outcome = Clock::system().timeout(SILENCE, read).await;
    outcome.unwrap_or_else(|| Err(sqlx::Error::Io(std::io::Error::from(ErrorKind::TimedOut))))
}

/// Attempts of a read, or of a whole transaction. A single write is never repeated: it may have
/// happened before the connection was lost.
#[derive(Debug, Default)]
pub struct Attempts(usize);

impl Attempts {
    /// Whether to try again; waits before it says yes.
    pub async fn another(&mut self, error: &sqlx::Error) -> bool {
        let Some(pause) = PAUSES.get(self.0).filter(|_| passes_by_itself(error)) else { return false };
        self.0 += 1;
        tracing::warn!(%error, attempt = self.0 + 1, "database connection lost, asking again");
        // A pause for the network, whatever time it is in the clinic.
        Clock::system().sleep(*pause).await;
        true
    }
}

/// The server went away, or chose this transaction to end a deadlock.
fn passes_by_itself(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(error) => matches!(
            error.kind(),
            ErrorKind::UnexpectedEof
                | ErrorKind::ConnectionReset
                | ErrorKind::ConnectionAborted
                | ErrorKind::BrokenPipe
                | ErrorKind::NotConnected
        ),
        sqlx::Error::Database(error) => error
            .try_downcast_ref::<MySqlDatabaseError>()
            // Shutdown in progress, killed, gone away, lost during query, idle too long, deadlock.
            .is_some_and(|error| matches!(error.number(), 1053 | 1927 | 2006 | 2013 | 4031 | 1213)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    #[tokio::test]
    async fn only_a_lost_connection_is_tried_again() {
        let refused = sqlx::Error::Io(io::Error::from(ErrorKind::ConnectionRefused));
        assert!(!Attempts::default().another(&refused).await);
        assert!(!Attempts::default().another(&sqlx::Error::PoolTimedOut).await);
        let silent = sqlx::Error::Io(io::Error::from(ErrorKind::TimedOut));
        assert!(!Attempts::default().another(&silent).await);
        let lost = sqlx::Error::Io(io::Error::from(ErrorKind::UnexpectedEof));
        assert!(passes_by_itself(&lost));
        assert!(!Attempts(3).another(&lost).await, "the fourth attempt is the last");
    }
}
