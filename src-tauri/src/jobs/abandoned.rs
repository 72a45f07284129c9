//! Runs whose process died before it could say how they ended.

use super::locks::{Lock, Locks};
use crate::{
    app::App,
    db::DbError,
    http::events::Event,
    kernel::Service,
    operations::store::{self, Heartbeat},
};

/// Marks those runs of `services` that still show `RUNNING` although no process holds their lock.
///
/// # Errors
/// The database cannot be reached.
pub(super) async fn mark_all(app: &App, locks: &Locks, services: &[Service]) -> Result<(), DbError> {
    for row in store::unfinished(&app.db).await? {
        if let Some(service) = running(&row).filter(|service| services.contains(service)) {
            mark(app, locks, service, &row).await?;
        }
    }
    Ok(())
}

/// The service that a row calls running, under its own name.
pub(super) fn running(row: &Heartbeat) -> Option<Service> {
    Service::from_name(&row.service_name).filter(|service| row.is_running() && service.key() == row.service_name)
}

/// Marks the run that `row` tells of, unless a process holds its lock: that one will write its own end.
///
/// # Errors
/// The database cannot be reached.
pub(super) async fn mark(app: &App, locks: &Locks, service: Service, row: &Heartbeat) -> Result<(), DbError> {
    if locks.is_free(Lock::Worker(service)).await? && store::interrupt(&app.db, row).await? {
        tracing::warn!(service = service.key(), "its run was interrupted by the end of its process");
        app.events.announce(Event::Status { service_name: service.key().to_owned() });
    }
    Ok(())
}
