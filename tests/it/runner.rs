//! The runner: agenda, listener, lease, heartbeats.
