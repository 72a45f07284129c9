//! Appointments: what is read of them, and the worker that copies them.

mod reading;
mod sync;
