//! The time during which this process is the orchestrator: its tasks and what they share.

use std::{sync::Arc, time::Duration};

use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::{
    Job, Rhythm, abandoned,
    claims::{Claim, Claims},
    continuous,
    heartbeat::Heartbeats,
    listener,
    locks::{Lock, Locks},
    run::{Cause, Ended, Run},
    scheduler,
};
use crate::{
    app::App,
    db::DbError,
    kernel::Service,
    operations::{model, store},
};

/// How long the tasks may take to end; a run has its own, shorter, grace.
const END: Duration = Duration::from_secs(10);

/// What the tasks of an active orchestrator share.
pub(super) struct Session {
    pub(super) app: App,
    pub(super) beats: Heartbeats,
    pub(super) claims: Claims,
    /// Ends the session.
    pub(super) stop: CancellationToken,
    pub(super) tasks: TaskTracker,
    jobs: Vec<Arc<dyn Job>>,
    pub(super) locks: Arc<Locks>,
}

impl Session {
    /// Tidies up after the previous orchestrator, then starts the tasks.
    ///
    /// # Errors
    /// The database cannot be reached.
    pub(super) async fn start(
        app: App,
        jobs: Vec<Arc<dyn Job>>,
        locks: Arc<Locks>,
        stop: CancellationToken,
    ) -> Result<Arc<Self>, DbError> {
        normalise(&app, &locks).await?;
        let session = Arc::new(Self {
            beats: Heartbeats::new(app.clone()),
            claims: Claims::default(),
            tasks: TaskTracker::new(),
            app,
            jobs,
            locks,
            stop,
        });
        session.spawn(listener::run(session.clone()));
        session.spawn(scheduler::run(session.clone()));
        for job in &session.jobs {
            if let Rhythm::Continuous { pause } = job.rhythm() {
                session.spawn(continuous::run(session.clone(), job.clone(), pause));
            }
        }
        Ok(session)
    }

    /// Runs a task that [`Session::end`] waits for.
    pub(super) fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        self.tasks.spawn(task);
    }

    /// The job of a service; `None` when this version has none.
    pub(super) fn job(&self, service: Service) -> Option<Arc<dyn Job>> {
        self.jobs.iter().find(|job| job.service() == service).cloned()
    }

    /// Waits; `false` when the session ended meanwhile.
    pub(super) async fn pause(&self, duration: Duration) -> bool {
        tokio::select! {
            biased;
            () = self.stop.cancelled() => false,
            () = self.app.clock.sleep(duration) => true,
        }
    }

    /// Runs a claimed job, unless another process is running it (`None`).
    pub(super) async fn run(&self, claim: &Claim, job: &dyn Job, cause: Cause) -> Option<Ended> {
        let lock = Lock::Worker(claim.service());
        if self.stop.is_cancelled() || !self.take(lock).await {
            return None;
        }
        let (app, beats, locks, stop) = (&self.app, &self.beats, &self.locks, &self.stop);
        let ended = Run { app, beats, job, cause, locks, lock, stop, listener: None }.perform().await;
        self.locks.give_back(lock).await;
        match ended {
            Ok(ended) => Some(ended),
            Err(error) => {
                tracing::warn!(service = claim.service().key(), "not started: {error}");
                None
            }
        }
    }

    async fn take(&self, lock: Lock) -> bool {
        match self.locks.take(lock, Duration::ZERO).await {
            Ok(taken) => taken,
            Err(error) => {
                tracing::warn!("{lock:?} not taken: {error}");
                false
            }
        }
    }

    /// Ends all tasks and waits for them; marks what could not end in time, unless another process may
    /// be the orchestrator now and speak for it.
    pub(super) async fn end(&self, is_deposed: bool) {
        self.stop.cancel();
        self.tasks.close();
        if self.app.clock.timeout(END, self.tasks.wait()).await.is_some() || is_deposed {
            return;
        }
        for service in self.claims.current() {
            tracing::error!(service = service.key(), "could not be ended in time");
            if let Err(error) = store::end_running(&self.app.db, service, model::STOPPED).await {
                tracing::error!(service = service.key(), "its heartbeat still says RUNNING: {error}");
            }
        }
    }
}

/// Joins rows written under other names, and marks runs whose process died.
async fn normalise(app: &App, locks: &Locks) -> Result<(), DbError> {
    for service in store::merge_names(&app.db).await? {
        tracing::info!(service = service.key(), "heartbeats under other names were joined");
    }
    abandoned::mark_all(app, locks, &Service::ALL).await
}
