//! `/api/admin/financial/*`: what is read of the billing.

mod history;
mod lines;
