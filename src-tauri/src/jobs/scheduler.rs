//! Runs the slots of the agenda when they are due.

use std::{sync::Arc, time::Duration};

use super::{
    agenda::{self, Slot},
    run::Cause,
    session::Session,
};
use crate::{
    kernel::{Service, stamp},
    operations::store,
};

/// The wall time is looked at this often: a machine that slept does not notice by itself.
const LOOK: Duration = Duration::from_secs(30);

/// Waits for slot after slot until the session ends.
///
/// Slots of the last minutes before the session count as due: their services run unless they did already.
pub(super) async fn run(session: Arc<Session>) {
    let mut seen = session.app.clock.local() - agenda::CATCH_UP;
    loop {
        let slot = agenda::next_after(seen);
        let now = session.app.clock.local();
        if slot.at > now {
            let left = (stamp::to_utc(slot.at) - session.app.clock.now()).to_std().unwrap_or(Duration::ZERO);
            if !session.pause(left.min(LOOK)).await {
                return;
            }
            continue;
        }
        seen = slot.at;
        if now - slot.at > agenda::CATCH_UP {
            tracing::warn!("the agenda's {} was missed and is skipped", stamp::wall(slot.at));
            continue;
        }
        session.spawn(run_slot(session.clone(), slot));
    }
}

/// The services of a slot, one after the other; a failure does not stop the next.
async fn run_slot(session: Arc<Session>, slot: Slot) {
    for service in slot.services {
        if session.stop.is_cancelled() {
            return;
        }
        run_service(&session, *service, slot).await;
    }
}

async fn run_service(session: &Session, service: Service, slot: Slot) {
    let at = stamp::wall(slot.at);
    let Some(job) = session.job(service) else {
        tracing::debug!(service = service.key(), "due at {at}, but this version has no worker for it");
        return;
    };
    let Some(claim) = session.claims.claim(service) else {
        tracing::info!(service = service.key(), "due at {at}, but already running: skipped");
        return;
    };
    if has_run_since(session, service, &at).await {
        tracing::info!(service = service.key(), "due at {at}, and has run since");
        return;
    }
    if session.run(&claim, job.as_ref(), Cause::Agenda).await.is_none() {
        tracing::info!(
            service = service.key(),
            "due at {at}, but it could not start or another process runs it: skipped"
        );
    }
}

/// Whether the service ran between the slot and now (under a previous orchestrator, or on request).
async fn has_run_since(session: &Session, service: Service, at: &str) -> bool {
    let now = session.app.clock.stamp();
    match store::find(&session.app.db, service).await {
        Ok(row) => row
            .and_then(|row| row.last_run)
            .is_some_and(|last_run| last_run.as_str() >= at && last_run.as_str() <= now.as_str()),
        Err(_) => false,
    }
}
