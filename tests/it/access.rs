//! Sign-in, sessions and rights.
