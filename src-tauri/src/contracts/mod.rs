//! Benefit-card contracts (ResolveSaúde): who holds a card, what is due every month, what was sold in a period.

pub mod model;
mod read;
mod routes;
mod store;

pub use routes::routes;
