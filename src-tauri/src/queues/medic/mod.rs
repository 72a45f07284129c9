//! Who waits for a doctor.

pub mod model;
pub mod read;
pub mod routes;
pub mod store;
pub mod sync;
