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
    /// Compares the list with the register when that is due. The first time everybody waits for it, later only
    /// whoever comes upon it.
    pub(super) async fn keep_true(&self, app: &App) -> Result<(), DbError> {
        let Some(mut compared) = self.turn().await else { return Ok(()) };
        let now = app.clock.now();
        if compared.is_some_and(|at| (TimeDelta::zero()..COMPARE_EVERY).contains(&(now - at))) {
            return Ok(());
        }
        listing::reconcile(&app.db, app.config.professionals.documents_mode).await?;
        *compared = Some(now);
        Ok(())
    }

    /// The right to compare; `None` when somebody is at it and the list has been right before.
    async fn turn(&self) -> Option<tokio::sync::MutexGuard<'_, Option<DateTime<Utc>>>> {
        match self.compared.try_lock() {
            Ok(compared) => Some(compared),
            Err(_) => {
                let compared = self.compared.lock().await;
                compared.is_none().then_some(compared)
            }
        }
    }
}
