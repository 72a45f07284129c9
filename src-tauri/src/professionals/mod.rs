//! The register of the medical staff: contract data, council registrations, documents, and whose ethics
//! certificate is about to expire.
//!
//! The tables of the register are the truth; `hub_professional_list` is what the list is filtered and sorted by.
//! Whoever writes to the register, the checklist or the documents ends the transaction with [`store::listing::keep`]
//! and a line in [`store::audit`].

pub mod catalogue;
mod contracts;
pub mod demo;
mod documents;
mod form;
mod list;
mod memory;
pub mod model;
mod numbers;
mod options;
mod privacy;
mod read;
mod record;
mod routes;
mod save;
mod standing;
mod store;
pub mod watch;
mod write_routes;

use crate::http::Routes;

pub use documents::Sessions;
pub use memory::Memory;
pub use store::audit;

/// The routes of the register.
pub fn routes() -> Routes {
    let register = routes::routes().merge(write_routes::routes());
    register.merge(watch::routes()).merge(documents::routes()).merge(contracts::routes())
}
