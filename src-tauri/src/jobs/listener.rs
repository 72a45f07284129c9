//! Requests: finds them, claims them, runs each in a task of its own. Finds runs that died as well.

use std::sync::Arc;

use tokio::sync::Semaphore;

use super::{Job, abandoned, claims::Claim, run::Cause, session::Session};
use crate::{
    db::DbError,
    kernel::Service,
    operations::{
        Status, model,
        store::{self, Heartbeat},
    },
};

/// So many requested services run at once.
const PLACES: usize = 3;

/// Looks for requests until the session ends: at every poll interval and whenever this process makes one.
pub(super) async fn run(session: Arc<Session>) {
    let places = Arc::new(Semaphore::new(PLACES));
    let mut failures = 0_u32;
    loop {
        match poll(&session, &places).await {
            Ok(()) if failures > 0 => {
                tracing::info!("requests can be read again");
                failures = 0;
            }
            Ok(()) => {}
            Err(error) => {
                failures += 1;
                if failures.is_power_of_two() {
                    tracing::warn!(failures, "requests cannot be read, still trying: {error}");
                }
            }
        }
        tokio::select! {
            biased;
            () = session.stop.cancelled() => return,
            () = session.app.requested.notified() => {}
            () = session.app.clock.sleep(session.app.config.workers.poll_interval) => {}
        }
    }
}

async fn poll(session: &Arc<Session>, places: &Arc<Semaphore>) -> Result<(), DbError> {
    let rows = store::unfinished(&session.app.db).await?;
    let requests = || rows.iter().filter(|row| row.is_request()).map(|row| row.service_name.as_str());
    let mut services: Vec<Service> = requests().filter_map(Service::from_name).collect();
    if requests().any(is_alias) {
        store::merge_names(&session.app.db).await?;
    }
    services.sort_unstable();
    services.dedup();
    for service in services {
        // Claimed: it is running (the request waits for the end of the run) or waiting for its place.
        let Some(claim) = session.claims.claim(service) else { continue };
        match session.job(service) {
            Some(job) => session.spawn(fulfil(session.clone(), places.clone(), claim, job)),
            None => {
                tracing::warn!(service = service.key(), "requested, but this version has no worker for it");
                session.beats.refuse(service, &model::no_worker(service)).await?;
            }
        }
    }
    mark_abandoned(session, &rows).await
}

fn is_alias(name: &str) -> bool {
    Service::from_name(name).is_some_and(|service| service.key() != name)
}

/// Marks runs of commands that died. Services without a worker here are somebody else's.
async fn mark_abandoned(session: &Session, rows: &[Heartbeat]) -> Result<(), DbError> {
    for row in rows {
        let Some(service) = abandoned::running(row).filter(|service| session.job(*service).is_some()) else { continue };
        // Claimed: it is our own run.
        if let Some(_claim) = session.claims.claim(service) {
            abandoned::mark(&session.app, &session.locks, service, row).await?;
        }
    }
    Ok(())
}

/// Runs a requested service when there is a place for it. What cannot run now stays in the line.
async fn fulfil(session: Arc<Session>, places: Arc<Semaphore>, claim: Claim, job: Arc<dyn Job>) {
    let service = claim.service();
    let _place = match places.clone().try_acquire_owned() {
        Ok(place) => place,
        Err(_) => {
            wait_in_line(&session, service).await;
            tokio::select! {
                biased;
                () = session.stop.cancelled() => return,
                place = places.acquire_owned() => match place {
                    Ok(place) => place,
                    Err(_) => return,
                },
            }
        }
    };
    if session.run(&claim, job.as_ref(), Cause::Request).await.is_none() && !session.stop.is_cancelled() {
        wait_in_line(&session, service).await;
    }
}

async fn wait_in_line(session: &Session, service: Service) {
    if let Err(error) = session.beats.wait_in_line(service, Status::Pending).await {
        tracing::warn!(service = service.key(), "waiting not shown: {error}");
    }
}
