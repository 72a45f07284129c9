//! Runs the jobs: one active runner per database, any number standing by.

use std::{sync::Arc, time::Duration};

use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::{
    Job,
    locks::{Lock, Locks},
    session::Session,
    state::Standing,
};
use crate::{app::App, db::DbError};

/// A passive process tries to take over this often.
const RETRY: Duration = Duration::from_secs(15);
/// An active process looks whether it still is this often.
const CHECK: Duration = Duration::from_secs(10);

/// The running tasks of the orchestrator.
pub struct Runner {
    stop: CancellationToken,
    task: JoinHandle<()>,
}

impl Runner {
    /// Starts the tasks; they end when `app.stopping` is cancelled or [`Runner::shutdown`] is called.
    pub fn start(app: App, jobs: Vec<Arc<dyn Job>>) -> Self {
        let stop = app.stopping.child_token();
        let task = tokio::spawn(stand_by_and_run(app, jobs, stop.clone()));
        Self { stop, task }
    }

    /// Ends the tasks and waits for them: running jobs get a moment to end, none is left as `RUNNING`.
    pub async fn shutdown(self) {
        self.stop.cancel();
        if let Err(error) = self.task.await {
            tracing::error!("the runner ended badly: {error}");
        }
    }
}

/// Tries to become the orchestrator, is it as long as possible, tries again.
async fn stand_by_and_run(app: App, jobs: Vec<Arc<dyn Job>>, stop: CancellationToken) {
    let mut said = Said::Nothing;
    while !stop.is_cancelled() {
        app.orchestrator.set(Standing::Passive);
        let locks = Arc::new(Locks::new(&app.db));
        match become_active(&app, &jobs, &locks, &stop).await {
            Ok(Some(session)) => {
                said = Said::Nothing;
                app.orchestrator.set(Standing::Active);
                tracing::info!(jobs = jobs.len(), "this process runs the workers");
                let is_deposed = !hold(&app, &locks, &stop).await;
                app.orchestrator.set(Standing::Passive);
                session.end(is_deposed).await;
            }
            Ok(None) => said.say(Said::Passive, "another process runs the workers: this one stands by"),
            Err(error) => said.say(Said::Unreachable, &format!("workers wait for the database: {error}")),
        }
        locks.give_back(Lock::Orchestrator).await;
        tokio::select! {
            () = stop.cancelled() => {}
            () = app.clock.sleep(RETRY) => {}
        }
    }
    app.orchestrator.set(Standing::Off);
}

/// `None` while another process is the orchestrator.
async fn become_active(
    app: &App,
    jobs: &[Arc<dyn Job>],
    locks: &Arc<Locks>,
    stop: &CancellationToken,
) -> Result<Option<Arc<Session>>, DbError> {
    if !locks.take(Lock::Orchestrator, Duration::ZERO).await? {
        return Ok(None);
    }
    Session::start(app.clone(), jobs.to_vec(), locks.clone(), stop.child_token()).await.map(Some)
}

/// Resolves when this process must stop (`true`) or is no longer the orchestrator (`false`).
async fn hold(app: &App, locks: &Locks, stop: &CancellationToken) -> bool {
    loop {
        tokio::select! {
            biased;
            () = stop.cancelled() => return true,
            () = app.clock.sleep(CHECK) => {}
        }
        match locks.check().await {
            Ok(true) => {}
            Ok(false) => {
                tracing::warn!("another process has taken over the workers");
                return false;
            }
            Err(error) => {
                tracing::error!("the database cannot be reached, workers stop until it can: {error}");
                return false;
            }
        }
    }
}

/// What was logged last: the same state is said once, not at every attempt.
#[derive(PartialEq, Eq)]
enum Said {
    Nothing,
    Passive,
    Unreachable,
}

impl Said {
    fn say(&mut self, what: Said, line: &str) {
        if *self != what {
            tracing::warn!("{line}");
        }
        *self = what;
    }
}
