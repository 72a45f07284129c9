//! Runs the jobs: one active runner per database.

use std::sync::Arc;

use super::Job;
use crate::app::App;

/// The running tasks of the orchestrator.
pub struct Runner {}

impl Runner {
    /// Starts the tasks; they end when `app.stopping` is cancelled or [`Runner::shutdown`] is called.
    pub fn start(_app: App, _jobs: Vec<Arc<dyn Job>>) -> Self {
        Self {}
    }

    /// Ends the tasks and waits for them.
    pub async fn shutdown(self) {}
}
