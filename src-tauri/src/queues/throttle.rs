//! Not doing something too often.

use std::time::Duration;

use chrono::{DateTime, Utc};

/// Whether what was last done at `last` may be done again. Never done: yes. A clock that was set back
/// does not hold it up for longer than `interval`.
pub(super) fn is_due(last: Option<DateTime<Utc>>, now: DateTime<Utc>, interval: Duration) -> bool {
    last.is_none_or(|last| (now - last).abs().to_std().is_ok_and(|passed| passed >= interval))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::Clock;

    #[test]
    fn something_is_due_after_its_interval() {
        let minute = Duration::from_secs(60);
        let clock = Clock::manual_at("2026-02-18 09:00:00");
        let last = clock.now();
        assert!(is_due(None, last, minute));
        assert!(!is_due(Some(last), last, minute));
        assert!(is_due(Some(last), last, Duration::ZERO));
        clock.advance(minute);
        assert!(is_due(Some(last), clock.now(), minute));
        clock.set("2026-02-18 08:00:00");
        assert!(is_due(Some(last), clock.now(), minute));
    }
}
