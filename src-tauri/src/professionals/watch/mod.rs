//! The watch over the register: whose ethics certificate expires, and what is missing from whose record.

mod answer;
mod export;
mod routes;
pub mod sync;

pub(super) use answer::Kind;
pub(super) use routes::routes;
