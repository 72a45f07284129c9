//! Proposals: what the page shows of them.

mod reading;
mod syncing;
