//! Contracts of a professional: made from a template and the record, kept with their history.

mod generate;
mod model;
mod pdf;
mod readiness;
mod routes;
mod store;
mod values;

pub(super) use routes::routes;
