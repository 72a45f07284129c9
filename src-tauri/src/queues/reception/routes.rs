//! Its route.
