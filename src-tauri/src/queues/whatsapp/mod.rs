//! Conversations that wait on WhatsApp, as Clinia counts them.

pub mod model;
pub mod routes;
pub mod store;
pub mod sync;
