//! Teams of bookers, and who belongs to which.

pub mod model;
pub mod routes;
pub(super) mod store;
