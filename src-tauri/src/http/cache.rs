//! Cached answers, shared between users.

/// Answers kept for a while, dropped when a table they read from changes.
#[derive(Debug, Default)]
pub struct ResponseCache {}

impl ResponseCache {
    /// An empty cache.
    pub fn new() -> Self {
        Self::default()
    }

    /// Drops every cached answer that reads one of `tables`.
    pub fn invalidate(&self, _tables: &[&str]) {}
}
