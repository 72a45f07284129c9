//! The three live workers against the fake upstream.
