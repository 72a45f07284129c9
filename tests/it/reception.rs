//! The reception monitor against the fake upstream.
