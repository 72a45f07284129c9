//! Papers of professionals: files with the day until which they are good. Of each type one is active, the ones before
//! are its history.

mod archive;
mod download;
mod keep;
mod kind;
mod model;
mod name;
mod removal;
mod routes;
mod sessions;
mod store;
mod upload_routes;

use crate::http::Routes;

pub(super) use removal::remove_noted_beside;
pub use sessions::Sessions;

/// The routes of documents.
pub(super) fn routes() -> Routes {
    routes::routes().merge(upload_routes::routes())
}
