//! The one router: every domain's routes behind the gate.

use axum::Router;

use super::{Routes, gate};
use crate::{access, app::App, operations, queues};

/// Every route of the product with its rule.
pub fn routes() -> Routes {
    Routes::new().merge(access::routes()).merge(queues::routes()).merge(operations::routes())
}

/// The complete service, used by the server, the window and the tests alike.
pub fn router(app: App) -> Router {
    let routes = routes();
    let (router, _openapi) = routes.router.split_for_parts();
    gate::guard(router, &routes.rules, &app).with_state(app)
}
