//! Billing: lines, sums, the report that brings them.

mod source;
mod storing;
mod summaries;
