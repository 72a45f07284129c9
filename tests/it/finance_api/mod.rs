//! `/api/admin/financial/*`: what is read of the billing.

mod export;
mod files;
mod fresh;
mod general_report;
mod history;
pub mod lines;
