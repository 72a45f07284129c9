//! The general report: every year's billing by month, all units together and each for itself, and how far this
//! year is compared with the others up to yesterday.
//!
//! It is summed from the monthly and daily summaries, not from the lines: both hold every line with a day in the
//! year 2000 or later (lines without a unit under an empty name) and are written in the transaction that writes
//! the lines, so the numbers are the same to the centavo, and four years are 35 000 rows instead of 600 000.

mod build;
pub mod model;
mod pdf;
pub mod routes;
mod section;
mod store;
mod sums;
mod texts;
mod xlsx;

pub use section::Section;
