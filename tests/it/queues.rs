//! The three live queues.
