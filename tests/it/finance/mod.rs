//! Billing: lines, sums, the report that brings them, what managers read.

mod summaries;
