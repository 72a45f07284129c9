//! Its monitor.
