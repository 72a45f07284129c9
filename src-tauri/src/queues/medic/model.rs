//! Its rules.
