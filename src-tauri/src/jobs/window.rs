//! The operating window of the continuous workers: 06:30 included, 20:00 excluded, São Paulo. Pure.

use chrono::{NaiveDateTime, NaiveTime, TimeDelta};

/// `hour:minute:00` of a literal time.
pub(super) const fn hm(hour: u32, minute: u32) -> NaiveTime {
    match NaiveTime::from_hms_opt(hour, minute, 0) {
        Some(time) => time,
        None => NaiveTime::MIN,
    }
}

const OPENS: NaiveTime = hm(6, 30);
const CLOSES: NaiveTime = hm(20, 0);

/// Whether continuous workers run at this wall time.
pub fn is_open(now: NaiveDateTime) -> bool {
    (OPENS..CLOSES).contains(&now.time())
}

/// How long until the window changes from open to closed or back.
pub fn until_change(now: NaiveDateTime) -> TimeDelta {
    let today = |time| now.date().and_time(time);
    let change = [today(OPENS), today(CLOSES)]
        .into_iter()
        .find(|edge| *edge > now)
        .unwrap_or_else(|| today(OPENS) + TimeDelta::days(1));
    change - now
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::stamp::parse;

    #[test]
    fn the_window_is_half_open() {
        for (time, open) in [("06:29:59", false), ("06:30:00", true), ("19:59:59", true), ("20:00:00", false)] {
            assert_eq!(is_open(parse(&format!("2026-02-18 {time}")).unwrap()), open, "{time}");
        }
    }

    #[test]
    fn a_closed_window_knows_when_it_opens() {
        let wait = |now: &str| until_change(parse(now).unwrap()).num_seconds();
        assert_eq!(wait("2026-02-18 06:29:59"), 1);
        assert_eq!(wait("2026-02-18 19:59:59"), 1);
        assert_eq!(wait("2026-02-18 20:00:00"), 10 * 3600 + 1800);
    }
}
