//! Proposals: what patients were offered, and whether they took it. A mirror of the clinic system's list.

mod export;
pub mod model;
mod read;
mod routes;
mod store;
pub mod sync;

pub use routes::routes;

/// What the answers are computed from and what a run writes.
const TABLES: &[&str] = &["feegow_proposals"];
