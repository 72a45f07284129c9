//! What a process remembers of the register between requests.

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::Mutex;

use super::{options::Specialties, store::listing};
use crate::{app::App, db::DbError};

/// Other programs may write to the register, too: the list is compared with it this often.
const COMPARE_EVERY: TimeDelta = TimeDelta::minutes(1);

/// Small shared state of the register.
#[derive(Debug, Default)]
pub struct Memory {
    /// When the list was last compared with the register.
    compared: Mutex<Option<DateTime<Utc>>>,
    /// The specialties offered, and until when they are good.
    pub(super) specialties: Mutex<Option<(Specialties, DateTime<Utc>)>>,
}

impl Memory {
    /// Compares the list with the register when that is due: the first time everybody waits for it, later nobody.
    pub(super) async fn keep_true(&self, app: &App) -> Result<(), DbError> {
        let mode = app.config.professionals.documents_mode;
        let now = app.clock.now();
        let mut compared = self.compared.lock().await;
        match *compared {
            None => {
                listing::reconcile(&app.db, mode).await?;
            }
            Some(at) if (TimeDelta::zero()..COMPARE_EVERY).contains(&(now - at)) => return Ok(()),
            Some(_) => {
                let db = app.db.clone();
                tokio::spawn(async move {
                    if let Err(error) = listing::reconcile(&db, mode).await {
                        tracing::warn!("the list of professionals could not be compared with the register: {error:#}");
                    }
                });
            }
        }
        *compared = Some(now);
        Ok(())
    }
}
