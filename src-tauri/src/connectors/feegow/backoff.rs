//! Not trying again too soon.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

/// Waits that double from one failure to the next.
#[derive(Debug, Clone)]
pub(super) struct Backoff {
    first: Duration,
    longest: Duration,
    failures: u32,
    until: Option<DateTime<Utc>>,
}

impl Backoff {
    pub(super) fn new(first: Duration, longest: Duration) -> Self {
        Self { first, longest, failures: 0, until: None }
    }

    /// Whether it is too soon to try.
    pub(super) fn is_waiting(&self, now: DateTime<Utc>) -> bool {
        self.until.is_some_and(|until| now < until)
    }

    /// It failed once more: the next wait is twice as long.
    pub(super) fn failed(&mut self, now: DateTime<Utc>) {
        let wait = self.first.saturating_mul(1 << self.failures.min(16)).min(self.longest);
        self.failures += 1;
        self.wait(now, wait);
    }

    /// It could not be tried: the first wait, without counting a failure.
    pub(super) fn unavailable(&mut self, now: DateTime<Utc>) {
        self.wait(now, self.first);
    }

    /// It worked.
    pub(super) fn succeeded(&mut self) {
        self.failures = 0;
        self.until = None;
    }

    fn wait(&mut self, now: DateTime<Utc>, wait: Duration) {
        self.until = TimeDelta::from_std(wait).ok().map(|wait| now + wait);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::Clock;

    #[test]
    fn waits_double_up_to_the_longest_and_start_over_after_a_success() {
        let clock = Clock::manual_at("2026-02-18 09:00:00");
        let mut backoff = Backoff::new(Duration::from_secs(30), Duration::from_secs(600));
        for seconds in [30, 60, 120, 240, 480, 600, 600] {
            backoff.failed(clock.now());
            clock.advance(Duration::from_secs(seconds - 1));
            assert!(backoff.is_waiting(clock.now()), "{seconds}");
            clock.advance(Duration::from_secs(1));
            assert!(!backoff.is_waiting(clock.now()), "{seconds}");
        }
        backoff.succeeded();
        backoff.failed(clock.now());
        clock.advance(Duration::from_secs(30));
        assert!(!backoff.is_waiting(clock.now()));
    }
}
