//! Appointments: what is read of them, and the worker that copies them.

mod backfill;
mod reading;
mod sync;
