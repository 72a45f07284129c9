//! Who books appointments, and the teams they belong to: the ranking of a period, the teams, and the lists of names
//! that forms offer.
//!
//! A booker is the display name in `feegow_appointments.scheduled_by`, not an account of this product.

mod export;
pub mod model;
mod names;
mod options;
mod read;
pub mod routes;
mod store;
pub mod teams;

pub use routes::routes;
