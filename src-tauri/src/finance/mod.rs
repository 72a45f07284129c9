//! Billing: the lines of the daily report, their sums per day and month, and what managers read from them.

pub mod model;
pub mod summaries;
mod sums;
