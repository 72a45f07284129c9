//! Who waits at the reception.

pub mod model;
pub mod read;
pub mod routes;
pub mod store;
pub mod sync;
