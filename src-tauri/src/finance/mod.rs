//! Billing: the lines of the daily report, their sums per day and month, and what managers read from them.

pub mod general_report;
pub mod history;
pub mod model;
mod routes;
pub mod summaries;
mod sums;

pub use routes::routes;
