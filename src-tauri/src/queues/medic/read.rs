//! The queue as the pages show it.
