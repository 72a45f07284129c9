//! Instants for keys, no two of them alike.

use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Utc};

/// The last instant given out, in milliseconds.
#[derive(Debug)]
pub(super) struct Stamps(AtomicI64);

impl Default for Stamps {
    fn default() -> Self {
        Self(AtomicI64::new(i64::MIN))
    }
}

impl Stamps {
    /// `now`, or the first millisecond after the last one given out when that is later: two files of one name that are
    /// stored at once get keys of their own.
    pub fn next(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        let later = |last: i64| now.timestamp_millis().max(last.saturating_add(1));
        let last = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| Some(later(last)));
        let millis = later(last.unwrap_or_else(|last| last));
        DateTime::from_timestamp_millis(millis).unwrap_or(now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_stands_gives_different_stamps() {
        let stamps = Stamps::default();
        let now = DateTime::from_timestamp_millis(1_771_422_310_123).unwrap();
        let given: Vec<i64> = (0..3).map(|_| stamps.next(now).timestamp_millis()).collect();
        assert_eq!(given, [1_771_422_310_123, 1_771_422_310_124, 1_771_422_310_125]);
    }
}
