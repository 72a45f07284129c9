//! One run in the foreground, outside the orchestrator but under the same rules.

use std::{sync::Arc, time::Duration};

use tokio_util::sync::CancellationToken;

use super::{
    Job, Outcome, Rhythm, abandoned,
    heartbeat::Heartbeats,
    locks::{Lock, Locks},
    run::{Cause, Ended, Run},
};
use crate::{
    app::App,
    db::{Db, DbError},
    kernel::Service,
};

/// The lock connection is used this often, so that the server does not take it for dead.
const CHECK: Duration = Duration::from_secs(10);

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Once {
    /// The job ended with this outcome.
    Ended(Outcome),
    /// `stop` ended the run, or the lock was lost.
    Interrupted,
    /// Another process is running the service, or owns the embedded database.
    Busy,
}

/// Runs `job` once, waiting up to `wait` for a run of another process to end (SQLite: not at all).
/// Runs of `services` that died without a word are marked first.
///
/// # Errors
/// The database cannot be used; the job was not started.
pub async fn run_once(
    app: &App,
    job: &dyn Job,
    services: &[Service],
    wait: Duration,
    progress: Arc<dyn Fn(&str) + Send + Sync>,
    stop: &CancellationToken,
) -> Result<Once, DbError> {
    let lock = match app.db {
        Db::MySql(_) => Lock::Worker(job.service()),
        Db::Sqlite { .. } => Lock::Orchestrator,
    };
    let locks = Locks::new(&app.db);
    if !locks.take(lock, Duration::ZERO).await? {
        let waits = matches!(app.db, Db::MySql(_)) && !wait.is_zero();
        if waits {
            progress("another process is running it: waiting");
        }
        let taken = async { Ok::<_, DbError>(waits && locks.take(lock, wait).await?) };
        tokio::select! {
            biased;
            () = stop.cancelled() => return Ok(Once::Interrupted),
            taken = taken => if !taken? { return Ok(Once::Busy) },
        }
    }
    let others: Vec<Service> = services.iter().copied().filter(|service| *service != job.service()).collect();
    abandoned::mark_all(app, &locks, &others).await?;
    let stop = stop.child_token();
    let beats = Heartbeats::new(app.clone());
    let run = |cause| Run {
        app,
        beats: &beats,
        job,
        cause,
        locks: &locks,
        lock,
        stop: &stop,
        listener: Some(progress.clone()),
    };
    let looks = async {
        let first = run(Cause::Request).perform().await?;
        match first {
            Ended::With(Outcome::Done(_) | Outcome::Partial(_)) if job.wants_another_look() => {}
            ended => return Ok(ended),
        }
        progress("somebody is missing from this answer, which another one has to confirm: asking again in a moment");
        tokio::select! {
            biased;
            () = stop.cancelled() => return Ok(first),
            () = app.clock.sleep(pause_of(app, job)) => {}
        }
        run(Cause::Cycle).perform().await
    };
    tokio::pin!(looks);
    let ended = tokio::select! {
        ended = &mut looks => ended,
        () = lost(app, &locks) => {
            tracing::error!("another process may run the service now: this run ends");
            stop.cancel();
            looks.await
        }
    };
    locks.give_back(lock).await;
    Ok(match ended? {
        Ended::With(outcome) => Once::Ended(outcome),
        Ended::Interrupted => Once::Interrupted,
    })
}

/// Between two looks: as between two cycles.
fn pause_of(app: &App, job: &dyn Job) -> Duration {
    match job.rhythm() {
        Rhythm::Continuous { pause } => app.config.workers.pause(pause),
        Rhythm::Agenda => Duration::ZERO,
    }
}

/// Resolves when the locks are no longer held.
async fn lost(app: &App, locks: &Locks) {
    loop {
        app.clock.sleep(CHECK).await;
        if !matches!(locks.check().await, Ok(true)) {
            return;
        }
    }
}
