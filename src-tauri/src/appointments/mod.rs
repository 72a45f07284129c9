//! Appointments: what was booked and what became of it, copied from Feegow, and how much of it there is per day.

pub mod backfill;
mod export;
pub mod model;
mod names;
mod read;
mod routes;
mod row;
mod save;
mod store;
pub mod sync;

pub use routes::routes;
pub(crate) use store::bookers;

/// What the answers are computed from and a run writes.
const TABLES: &[&str] = &["feegow_appointments"];

const NO_DATABASE: &str = "Falha no banco de dados";
const EMPTY: &str = "API retornou vazio";
