//! Dates and times as text: what we write, and one tolerant reader for what others wrote.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat, TimeZone, Utc};

use super::clock::ZONE;

/// `YYYY-MM-DD HH:MM:SS` (São Paulo wall time, no zone suffix).
pub fn wall(local: NaiveDateTime) -> String {
    local.format("%Y-%m-%d %H:%M:%S").to_string()
}

/// RFC 3339, UTC, milliseconds, `Z`.
pub fn instant(utc: DateTime<Utc>) -> String {
    utc.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// The instant of a São Paulo wall time. A wall time that a zone change skipped counts as UTC−3.
pub fn to_utc(local: NaiveDateTime) -> DateTime<Utc> {
    match ZONE.from_local_datetime(&local).earliest() {
        Some(zoned) => zoned.with_timezone(&Utc),
        None => Utc.from_utc_datetime(&(local + chrono::TimeDelta::hours(3))),
    }
}

/// Reads a date-time as São Paulo wall time from any format found in the data.
///
/// Accepts `YYYY-MM-DD`, `YYYY-MM-DD HH:MM[:SS[.fff]]`, `YYYY-MM-DDTHH:MM:SS[.fff]` with `Z` or an
/// offset (converted), `DD/MM/YYYY[ HH:MM[:SS]]`, `DD-MM-YYYY`. A date alone is its midnight.
/// Empty or anything else is `None`.
pub fn parse(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim();
    if let Ok(zoned) = DateTime::parse_from_rfc3339(text) {
        return Some(zoned.with_timezone(&ZONE).naive_local());
    }
    let (day, time) = match text.split_once([' ', 'T']) {
        Some((day, time)) => (day, parse_time(time.trim())?),
        None => (text, NaiveTime::MIN),
    };
    Some(parse_day_only(day)?.and_time(time))
}

/// Like [`parse`], but only when the text carries a time of day.
pub fn parse_with_time(text: &str) -> Option<NaiveDateTime> {
    text.trim().contains([' ', 'T']).then(|| parse(text)).flatten()
}

/// The day of a date or date-time text in any format of [`parse`]; `None` when unreadable.
pub fn parse_day(text: &str) -> Option<NaiveDate> {
    parse(text).map(|at| at.date())
}

/// `H:MM`, `HH:MM` or `HH:MM:SS[.fff]`; anything else is `None`.
pub fn parse_time(text: &str) -> Option<NaiveTime> {
    ["%H:%M:%S%.f", "%H:%M"].iter().find_map(|format| NaiveTime::parse_from_str(text, format).ok())
}

fn parse_day_only(text: &str) -> Option<NaiveDate> {
    ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"]
        .iter()
        .filter(|_| text.len() == 10)
        .find_map(|format| NaiveDate::parse_from_str(text, format).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_found_in_the_data_is_read() {
        for (text, expected) in [
            ("2026-02-18", "2026-02-18 00:00:00"),
            ("2026-02-18 09:31", "2026-02-18 09:31:00"),
            ("2026-02-18 09:31:05.250", "2026-02-18 09:31:05"),
            ("2026-02-18T12:31:05.000Z", "2026-02-18 09:31:05"),
            ("2026-02-18T09:31:05-03:00", "2026-02-18 09:31:05"),
            ("18/02/2026 09:31", "2026-02-18 09:31:00"),
            ("18/02/2026", "2026-02-18 00:00:00"),
            ("18-02-2026", "2026-02-18 00:00:00"),
        ] {
            assert_eq!(parse(text).map(wall).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_nothing_rather_than_a_wrong_day() {
        for text in ["", "  ", "amanhã", "2026-13-01", "31/02/2026", "2026-02-18 99:00", "18/02/26"] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(parse_with_time("2026-02-18"), None);
    }
}
