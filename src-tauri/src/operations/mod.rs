//! What the sync services last said about themselves, and how to ask them to run.

pub mod model;
pub mod routes;
pub mod store;

use crate::{
    app::App,
    db::{Db, DbError},
    http::events::Event,
    kernel::Service,
};

pub use model::{HeartbeatView, Status};
pub use routes::routes;

/// The heartbeat object that pages show beside their data. Read live, never cached.
pub async fn heartbeat(db: &Db, service: Service) -> Result<HeartbeatView, DbError> {
    Ok(store::find(db, service).await?.map_or_else(HeartbeatView::unknown, HeartbeatView::from))
}

/// Asks for a run of `service`. `false` when one is already asked for or running: nothing is written then.
pub async fn request(app: &App, service: Service) -> Result<bool, DbError> {
    let stale = app.clock.local() - model::RUNNING_IS_STALE_AFTER;
    let written = store::request(&app.db, service, &crate::kernel::stamp::wall(stale)).await?;
    if written {
        app.cache.invalidate(model::tables_fed_by(service));
        app.events.announce(Event::Status { service_name: service.key().to_owned() });
        app.requested.notify_one();
    }
    Ok(written)
}
