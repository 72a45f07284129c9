//! Benefit-card contracts (ResolveSaúde): who holds a card, what is due every month, what was sold in a period.

mod export;
pub mod model;
mod read;
mod replace;
mod routes;
mod row;
mod store;
pub mod sync;

pub use routes::routes;
