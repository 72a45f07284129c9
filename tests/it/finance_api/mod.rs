//! `/api/admin/financial/*`: what is read of the billing.

mod general_report;
mod history;
mod lines;
