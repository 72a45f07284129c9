//! Building and adopting databases.
