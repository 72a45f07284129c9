//! The fake upstream, seen by a client.
