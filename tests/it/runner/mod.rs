//! The runner: agenda, listener, lease, heartbeats.

mod agenda;
mod outcomes;
mod processes;
mod requests;
mod stage;
