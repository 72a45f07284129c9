//! The loop of a continuous job: cycle after cycle inside the operating window.

use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};

use chrono::TimeDelta;
use futures_util::FutureExt;

use super::{Job, JobCtx, locks::Lock, run::Cause, session::Session, window};
use crate::{
    kernel::Service,
    operations::{Status, model},
};

/// Outside the window the clock is looked at, and housekeeping done, this often.
const OUTSIDE: Duration = Duration::from_secs(60);

/// Runs cycles until the session ends; when the window closes says so once.
pub(super) async fn run(session: Arc<Session>, job: Arc<dyn Job>, pause: Duration) {
    let mut was_open = false;
    loop {
        let now = session.app.clock.local();
        let wait = if window::is_open(now) {
            was_open = true;
            cycle(&session, job.as_ref()).await;
            session.app.config.workers.pause(pause)
        } else {
            if was_open {
                // Not while a requested cycle is to come or going on: it would have the last word.
                was_open = !say_closed(&session, job.service()).await;
            }
            keep_house(&session, job.as_ref()).await;
            shortest(OUTSIDE, window::until_change(session.app.clock.local()))
        };
        if !session.pause(wait).await {
            return;
        }
    }
}

async fn cycle(session: &Session, job: &dyn Job) {
    // A requested run is going on: that is this cycle.
    let Some(claim) = session.claims.claim(job.service()) else { return };
    if session.run(&claim, job, Cause::Cycle).await.is_none() {
        tracing::debug!(service = job.service().key(), "cycle skipped: another process runs it");
    }
}

/// Whether the row says that the window has closed.
async fn say_closed(session: &Session, service: Service) -> bool {
    let Some(_claim) = session.claims.claim(service) else { return false };
    let written = session.beats.say(service, Status::Completed, model::OUTSIDE_WINDOW).await;
    written.unwrap_or_else(|error| {
        tracing::warn!(service = service.key(), "closing of the window not written: {error}");
        false
    })
}

async fn keep_house(session: &Session, job: &dyn Job) {
    let Some(_claim) = session.claims.claim(job.service()) else { return };
    let ctx = JobCtx {
        db: session.app.db.clone(),
        clock: session.app.clock.clone(),
        cancel: session.stop.child_token(),
        fence: session.locks.fence(Lock::Orchestrator).await,
        progress: Arc::new(|_| {}),
    };
    let work = AssertUnwindSafe(job.outside_window(&ctx)).catch_unwind();
    tokio::select! {
        done = work => if done.is_err() {
            tracing::error!(service = job.service().key(), "housekeeping ended in a panic");
        },
        () = session.stop.cancelled() => {}
    }
}

fn shortest(limit: Duration, change: TimeDelta) -> Duration {
    change.to_std().map_or(limit, |change| change.min(limit))
}
