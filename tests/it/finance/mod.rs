//! Billing: lines, sums, the report that brings them, the past read again.

mod adopted;
mod backfill;
mod commands;
mod killed;
mod matrix;
mod random;
mod source;
mod storing;
mod summaries;
