//! Benefit-card contracts: what is shown of them, and the worker that reads them.

mod api;
mod sync;
