//! The medical monitor against the fake upstream.
