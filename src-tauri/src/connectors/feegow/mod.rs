//! Feegow: the REST API, the web pages behind the login (medical queue) and the core service (reception queue).

pub mod api;
mod appointments;
mod backoff;
mod browser;
mod envelope;
mod login;
pub mod medical_queue;
pub mod proposals;
mod reception_queue;
pub mod report;
pub mod tokens;
mod web;

pub use api::FeegowApi;
pub use appointments::Appointment;
pub use login::{LoginError, WebAccount, WebLogin};
pub use medical_queue::WaitingLine;
pub use reception_queue::{ReceptionQueue, Ticket};
pub use web::{Lease, QueueError, WebSession};

/// The service's name in errors.
const SERVICE: &str = "Feegow";
