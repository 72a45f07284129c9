//! From a ticket of Feegow's reception queue to what is stored, and when to write it.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};

use crate::{
    connectors::feegow::Ticket,
    kernel::{ClinicUnit, stamp},
    queues::{LEFT, throttle::is_due},
};

/// A ticket as stored. Only the first write keeps name, arrival and day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// `REC_<ticket>_<unit>`: the key.
    pub hash_id: String,
    pub ticket: i64,
    pub patient: String,
    /// São Paulo wall time.
    pub arrived: String,
    /// When the service began (São Paulo wall time), as far as the source says.
    pub served: Option<String>,
    pub status: String,
}

impl Row {
    /// The row of a ticket seen in `unit` at `now` (São Paulo).
    pub fn seen(unit: ClinicUnit, ticket: &Ticket, now: NaiveDateTime) -> Self {
        Self {
            hash_id: hash_id(ticket.id, unit),
            ticket: ticket.id,
            patient: ticket.patient.clone(),
            arrived: stamp::wall(arrived(ticket.arrival.as_deref(), now)),
            served: served(ticket.served.as_deref()).map(stamp::wall),
            status: ticket.status.clone(),
        }
    }
}

/// The rows of an answer; of several tickets with one id the last counts.
pub fn rows(unit: ClinicUnit, tickets: &[Ticket], now: NaiveDateTime) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::with_capacity(tickets.len());
    let mut places: HashMap<i64, usize> = HashMap::new();
    for ticket in tickets {
        let row = Row::seen(unit, ticket, now);
        match places.get(&ticket.id) {
            Some(place) => rows[*place] = row,
            None => {
                places.insert(ticket.id, rows.len());
                rows.push(row);
            }
        }
    }
    rows
}

/// Key of a row.
pub fn hash_id(ticket: i64, unit: ClinicUnit) -> String {
    format!("REC_{ticket}_{}", unit.id())
}

/// The source gives a day; the time is that of the first sight. A time of day is used when there is one.
fn arrived(text: Option<&str>, now: NaiveDateTime) -> NaiveDateTime {
    let Some(text) = text else { return now };
    day_alone(text).map(|day| day.and_time(now.time())).or_else(|| stamp::parse(text)).unwrap_or(now)
}

/// Without a time of day nothing is known about when the service began.
fn served(text: Option<&str>) -> Option<NaiveDateTime> {
    text.filter(|text| day_alone(text).is_none()).and_then(stamp::parse_with_time)
}

/// The day of a text without a time of day. Midnight is how such a day is written with one, in
/// whatever zone: it is never converted, which would make it the evening before.
fn day_alone(text: &str) -> Option<NaiveDate> {
    let (day, time) = text.trim().split_once([' ', 'T']).unwrap_or((text.trim(), ""));
    time.bytes().take("00:00:00".len()).all(|byte| b"0:".contains(&byte)).then(|| stamp::parse_day(day)).flatten()
}

/// What is stored about a ticket of the answer.
#[derive(Debug, Clone)]
pub struct Stored {
    pub status: Option<String>,
    /// The day the row belongs to; `None` when unreadable.
    pub day: Option<NaiveDate>,
}

/// The rows of a unit as they are before an answer is stored.
#[derive(Debug, Default)]
pub struct Before {
    /// By key: the rows of the answer's tickets, whatever their day and status.
    pub known: HashMap<String, Stored>,
    /// The rows of today that are not finished: when each was last written (São Paulo wall time), by key.
    pub open: HashMap<String, Option<String>>,
}

/// What was written longer ago is not compared any more.
const REMEMBERED: TimeDelta = TimeDelta::days(1);

/// What a monitor remembers between cycles.
#[derive(Debug, Default)]
pub struct Memory {
    written: HashMap<String, Written>,
    missing: HashMap<ClinicUnit, Missing>,
    /// The day on which the rows of earlier days were closed.
    closed: HashMap<ClinicUnit, NaiveDate>,
}

#[derive(Debug)]
struct Written {
    status: String,
    served: Option<String>,
    at: DateTime<Utc>,
}

/// Open rows that the last good answer of their unit did not name.
#[derive(Debug, Default)]
struct Missing {
    /// When that answer came (São Paulo wall time).
    since: String,
    keys: HashSet<String>,
}

/// What a good answer changes in the rows of its unit.
#[derive(Debug, Default)]
pub struct Change {
    pub write: Vec<Row>,
    /// Keys of rows whose person left: absent from two good answers in a row.
    pub finish: Vec<String>,
    /// When they were first absent: the time they were served, unless the source said another.
    pub left_at: String,
    /// Keys of rows absent for the first time.
    missing: HashSet<String>,
}

impl Memory {
    /// Whether the rows of days before `today` have yet to be closed.
    pub fn must_close(&self, unit: ClinicUnit, today: NaiveDate) -> bool {
        self.closed.get(&unit) != Some(&today)
    }

    /// Compares an answer with the rows of its unit. A ticket is written when it is new, came back,
    /// changed, or was last written `interval` ago. Rows of an earlier day stay closed. One that is
    /// missing again has left, unless another process saw it since.
    pub fn compare(
        &self,
        unit: ClinicUnit,
        rows: &[Row],
        before: &Before,
        today: NaiveDate,
        now: DateTime<Utc>,
        interval: Duration,
    ) -> Change {
        let write = rows
            .iter()
            .filter(|row| match before.known.get(&row.hash_id) {
                None => true,
                Some(stored) if stored.day.is_some_and(|day| day < today) => false,
                Some(stored) if stored.status.as_deref() == Some(LEFT) => true,
                Some(_) => self.is_due(row, now, interval),
            })
            .cloned()
            .collect();
        let present: HashSet<&str> = rows.iter().map(|row| row.hash_id.as_str()).collect();
        let last = self.missing.get(&unit);
        let absent = before.open.iter().filter(|(key, _)| !present.contains(key.as_str()));
        let was_missing = |key: &str, written: Option<&str>| {
            last.is_some_and(|last| last.keys.contains(key) && written.is_none_or(|at| at <= last.since.as_str()))
        };
        let (finish, missing): (Vec<_>, Vec<_>) =
            absent.partition(|(key, written)| was_missing(key, written.as_deref()));
        let mut finish: Vec<String> = finish.into_iter().map(|(key, _)| key.clone()).collect();
        finish.sort_unstable();
        let left_at = last.map(|last| last.since.clone()).unwrap_or_default();
        Change { write, finish, left_at, missing: missing.into_iter().map(|(key, _)| key.clone()).collect() }
    }

    /// Whether the last answer of a unit lacked somebody, which a second one has to confirm.
    pub fn has_missing(&self) -> bool {
        self.missing.values().any(|missing| !missing.keys.is_empty())
    }

    /// Remembers a change that was stored at `now`, read as `stamp` on the clinic's wall.
    pub fn stored(&mut self, unit: ClinicUnit, change: Change, today: NaiveDate, now: DateTime<Utc>, stamp: String) {
        self.closed.insert(unit, today);
        self.written.retain(|_, written| now - written.at < REMEMBERED);
        for key in &change.finish {
            self.written.remove(key);
        }
        for Row { hash_id, status, served, .. } in change.write {
            self.written.insert(hash_id, Written { status, served, at: now });
        }
        self.missing.insert(unit, Missing { since: stamp, keys: change.missing });
    }

    fn is_due(&self, row: &Row, now: DateTime<Utc>, interval: Duration) -> bool {
        self.written.get(&row.hash_id).is_none_or(|written| {
            written.status != row.status || written.served != row.served || is_due(Some(written.at), now, interval)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);
    const UNIT: ClinicUnit = ClinicUnit::OuroVerde;

    fn now() -> NaiveDateTime {
        stamp::parse("2026-02-18 09:43:05").unwrap()
    }

    fn seen(arrival: Option<&str>, served: Option<&str>) -> Row {
        let ticket = Ticket {
            id: 70011,
            patient: "Ana".into(),
            arrival: arrival.map(str::to_owned),
            served: served.map(str::to_owned),
            status: "Aguardando".into(),
        };
        Row::seen(UNIT, &ticket, now())
    }

    fn stored(status: &str, day: &str) -> Before {
        let known = Stored { status: Some(status.into()), day: stamp::parse_day(day) };
        Before { known: HashMap::from([("REC_70011_2".to_owned(), known)]), open: HashMap::new() }
    }

    #[test]
    fn the_key_is_ticket_and_unit() {
        assert_eq!(seen(None, None).hash_id, "REC_70011_2");
    }

    #[test]
    fn the_arrival_is_the_sources_day_at_the_time_of_first_sight() {
        for (arrival, expected) in [
            (None, "2026-02-18 09:43:05"),
            (Some("2026-02-18"), "2026-02-18 09:43:05"),
            (Some("2026-02-17"), "2026-02-17 09:43:05"),
            (Some("2026-02-18T00:00:00"), "2026-02-18 09:43:05"),
            (Some("2026-02-18T00:00:00.000Z"), "2026-02-18 09:43:05"),
            (Some("18/02/2026 00:00"), "2026-02-18 09:43:05"),
            (Some("2026-02-18T12:12:00Z"), "2026-02-18 09:12:00"),
            (Some("2026-02-18 09:12:00"), "2026-02-18 09:12:00"),
            (Some("hoje"), "2026-02-18 09:43:05"),
        ] {
            assert_eq!(seen(arrival, None).arrived, expected, "{arrival:?}");
        }
    }

    #[test]
    fn the_service_counts_only_with_a_time_of_day() {
        for (served, expected) in [
            ("2026-02-18 10:01:00", Some("2026-02-18 10:01:00")),
            ("2026-02-18T13:01:00Z", Some("2026-02-18 10:01:00")),
            ("18/02/2026 10:01", Some("2026-02-18 10:01:00")),
            ("2026-02-18", None),
            ("2026-02-18T00:00:00", None),
            ("2026-02-18T00:00:00.000Z", None),
            ("0000-00-00 00:00:00", None),
            ("agora", None),
        ] {
            assert_eq!(seen(None, Some(served)).served.as_deref(), expected, "{served}");
        }
    }

    #[test]
    fn whoever_left_is_finished_with_the_time_of_the_first_answer_without_them() {
        let clock = crate::kernel::Clock::manual_at("2026-02-18 09:43:00");
        let before =
            Before { open: HashMap::from([("REC_70011_2".to_owned(), None)]), ..stored("Aguardando", "2026-02-18") };
        let mut memory = Memory::default();
        let mut answer = |rows: &[Row]| {
            let change = memory.compare(UNIT, rows, &before, clock.today(), clock.now(), MINUTE);
            let finished = (change.finish.len(), change.left_at.clone());
            memory.stored(UNIT, change, clock.today(), clock.now(), clock.stamp());
            clock.advance(Duration::from_secs(15));
            finished
        };
        assert_eq!(answer(&[]).0, 0);
        assert_eq!(answer(&[seen(None, None)]).0, 0, "came back: counting starts over");
        assert_eq!(answer(&[]).0, 0);
        assert_eq!(answer(&[]), (1, "2026-02-18 09:43:30".to_owned()));
    }

    #[test]
    fn somebody_seen_by_another_process_since_is_missing_for_the_first_time() {
        let clock = crate::kernel::Clock::manual_at("2026-02-18 09:43:00");
        let mut memory = Memory::default();
        let mut answer = |written: &str| {
            let open = HashMap::from([("REC_70011_2".to_owned(), Some(written.to_owned()))]);
            let before = Before { open, ..stored("Aguardando", "2026-02-18") };
            let change = memory.compare(UNIT, &[], &before, clock.today(), clock.now(), MINUTE);
            let finished = (change.finish.len(), change.left_at.clone());
            memory.stored(UNIT, change, clock.today(), clock.now(), clock.stamp());
            assert_eq!(memory.has_missing(), finished.0 == 0);
            clock.advance(Duration::from_secs(3600));
            finished
        };
        assert_eq!(answer("2026-02-18 09:42:45").0, 0);
        assert_eq!(answer("2026-02-18 10:42:30").0, 0, "written by somebody else meanwhile");
        assert_eq!(answer("2026-02-18 10:42:30"), (1, "2026-02-18 10:43:00".to_owned()));
    }

    #[test]
    fn an_unchanged_ticket_is_rewritten_only_after_the_interval() {
        let clock = crate::kernel::Clock::manual_at("2026-02-18 09:43:00");
        let mut memory = Memory::default();
        let row = seen(None, None);
        let writes = |memory: &Memory, row: &Row, before: &Before| {
            let rows = std::slice::from_ref(row);
            memory.compare(UNIT, rows, before, clock.today(), clock.now(), MINUTE).write.len()
        };
        let waiting = stored("Aguardando", "2026-02-18");
        assert_eq!(writes(&memory, &row, &waiting), 1, "nothing is known about the row yet");
        let change = Change { write: vec![row.clone()], ..Change::default() };
        memory.stored(UNIT, change, clock.today(), clock.now(), clock.stamp());
        assert_eq!(writes(&memory, &row, &waiting), 0);
        assert_eq!(writes(&memory, &row, &Before::default()), 1, "the row is not there");
        assert_eq!(writes(&memory, &row, &stored(LEFT, "2026-02-18")), 1, "came back");
        assert_eq!(writes(&memory, &row, &stored(LEFT, "2026-02-17")), 0, "yesterday stays closed");
        assert_eq!(writes(&memory, &Row { status: "Triagem".into(), ..row.clone() }, &waiting), 1);
        assert_eq!(writes(&memory, &seen(None, Some("2026-02-18 10:00:00")), &waiting), 1);
        clock.advance(MINUTE);
        assert_eq!(writes(&memory, &row, &waiting), 1);
    }
}
