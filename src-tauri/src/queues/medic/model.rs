//! From a line of Feegow's medical queue to what is stored, and when to write it.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use chrono::{DateTime, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use md5::{Digest, Md5};

use crate::{
    connectors::feegow::WaitingLine,
    kernel::{ClinicUnit, text::cut},
    queues::throttle::is_due,
};

/// Waits for the doctor.
pub const WAITING: &str = "Espera";
/// Is with the doctor.
pub const IN_SERVICE: &str = "Em Atendimento";

/// Longest stored arrival, in characters: the width of its column.
const ARRIVAL_LIMIT: usize = 16;

/// A patient of the queue, as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patient {
    /// Lower-case hex MD5 of `unit-name-arrival`: the key of the row. It holds no date.
    pub hash_id: String,
    pub name: String,
    /// `HH:MM` as shown by Feegow, or the beginning of whatever else stood there.
    pub arrival: String,
    /// Whole minutes since today's arrival; `None` when it is not `HH:MM`.
    pub wait_minutes: Option<i64>,
    pub status: &'static str,
    pub doctor: String,
}

impl Patient {
    /// The patient of a line, seen in `unit` at `now` (São Paulo).
    pub fn seen(unit: ClinicUnit, line: &WaitingLine, now: NaiveDateTime) -> Self {
        let arrival = without_seconds(&line.arrival);
        Self {
            hash_id: hash_id(unit, &line.patient, arrival),
            name: line.patient.clone(),
            arrival: cut(arrival, ARRIVAL_LIMIT).to_owned(),
            wait_minutes: wait_minutes(arrival, now),
            status: if line.waiting.to_lowercase().contains("atendimento") { IN_SERVICE } else { WAITING },
            doctor: line.doctor.clone(),
        }
    }
}

/// The patients of an answer; of several lines with one key the last counts.
pub fn patients(unit: ClinicUnit, lines: &[WaitingLine], now: NaiveDateTime) -> Vec<Patient> {
    let mut patients: Vec<Patient> = Vec::with_capacity(lines.len());
    let mut places: HashMap<String, usize> = HashMap::new();
    for patient in lines.iter().map(|line| Patient::seen(unit, line, now)) {
        match places.get(&patient.hash_id) {
            Some(place) => patients[*place] = patient,
            None => {
                places.insert(patient.hash_id.clone(), patients.len());
                patients.push(patient);
            }
        }
    }
    patients
}

/// Key of a row: lower-case hex MD5 (UTF-8) of the unit's stored name, the patient and the arrival.
pub fn hash_id(unit: ClinicUnit, patient: &str, arrival: &str) -> String {
    hex::encode(Md5::digest(format!("{}-{patient}-{arrival}", unit.stored_name())))
}

/// `HH:MM:SS` → `HH:MM`; anything else as it is.
fn without_seconds(arrival: &str) -> &str {
    let has_seconds = arrival.len() == 8 && NaiveTime::parse_from_str(arrival, "%H:%M:%S").is_ok();
    if has_seconds { &arrival[..5] } else { arrival }
}

fn wait_minutes(arrival: &str, now: NaiveDateTime) -> Option<i64> {
    let time = NaiveTime::parse_from_str(arrival, "%H:%M").ok().filter(|_| arrival.len() == 5)?;
    Some((now - now.date().and_time(time)).num_minutes().max(0))
}

/// What a monitor remembers between cycles.
#[derive(Debug, Default)]
pub struct Memory {
    written: HashMap<String, Written>,
    missing: HashMap<ClinicUnit, Missing>,
}

/// Active rows that the last trusted answer of their unit did not name.
#[derive(Debug, Default)]
struct Missing {
    /// When that answer came (São Paulo wall time).
    since: String,
    keys: HashSet<String>,
}

/// The active rows of a unit: when each was last written (São Paulo wall time), by key.
pub type Active = HashMap<String, Option<String>>;

/// What was written longer ago is not compared any more.
const REMEMBERED: TimeDelta = TimeDelta::days(1);

#[derive(Debug)]
struct Written {
    status: &'static str,
    wait_minutes: Option<i64>,
    doctor: String,
    at: DateTime<Utc>,
}

/// What a trusted answer changes in the rows of its unit.
#[derive(Debug, Default)]
pub struct Change {
    pub write: Vec<Patient>,
    /// Keys of rows whose patient left: absent from two trusted answers in a row.
    pub finish: Vec<String>,
    /// Keys of rows absent for the first time.
    missing: HashSet<String>,
}

impl Memory {
    /// Compares an answer with the `active` rows of its unit. A patient is written when the row is not
    /// active, something changed, or the last write is `interval` ago. One who is missing again has left,
    /// unless another process saw them since.
    pub fn compare(
        &self,
        unit: ClinicUnit,
        patients: &[Patient],
        active: &Active,
        now: DateTime<Utc>,
        interval: Duration,
    ) -> Change {
        let present: HashSet<&str> = patients.iter().map(|patient| patient.hash_id.as_str()).collect();
        let write = patients
            .iter()
            .filter(|patient| !active.contains_key(&patient.hash_id) || self.is_due(patient, now, interval))
            .cloned()
            .collect();
        let absent = active.iter().filter(|(key, _)| !present.contains(key.as_str()));
        let last = self.missing.get(&unit);
        let was_missing = |key: &str, written: Option<&str>| {
            last.is_some_and(|last| last.keys.contains(key) && written.is_none_or(|at| at <= last.since.as_str()))
        };
        let (finish, missing): (Vec<_>, Vec<_>) =
            absent.partition(|(key, written)| was_missing(key, written.as_deref()));
        let mut finish: Vec<String> = finish.into_iter().map(|(key, _)| key.clone()).collect();
        finish.sort_unstable();
        Change { write, finish, missing: missing.into_iter().map(|(key, _)| key.clone()).collect() }
    }

    /// Whether the last answer of a unit lacked somebody, which a second one has to confirm.
    pub fn has_missing(&self) -> bool {
        self.missing.values().any(|missing| !missing.keys.is_empty())
    }

    /// Remembers a change that was stored at `now`, read as `stamp` on the clinic's wall.
    pub fn stored(&mut self, unit: ClinicUnit, change: Change, now: DateTime<Utc>, stamp: String) {
        self.written.retain(|_, written| now - written.at < REMEMBERED);
        for key in &change.finish {
            self.written.remove(key);
        }
        for Patient { hash_id, status, wait_minutes, doctor, .. } in change.write {
            self.written.insert(hash_id, Written { status, wait_minutes, doctor, at: now });
        }
        self.missing.insert(unit, Missing { since: stamp, keys: change.missing });
    }

    fn is_due(&self, patient: &Patient, now: DateTime<Utc>, interval: Duration) -> bool {
        self.written.get(&patient.hash_id).is_none_or(|written| {
            written.status != patient.status
                || written.wait_minutes != patient.wait_minutes
                || written.doctor != patient.doctor
                || is_due(Some(written.at), now, interval)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::Clock;

    const MINUTE: Duration = Duration::from_secs(60);

    fn line(arrival: &str, patient: &str, waiting: &str) -> WaitingLine {
        WaitingLine {
            arrival: arrival.into(),
            patient: patient.into(),
            doctor: "Dra. Modelo".into(),
            waiting: waiting.into(),
        }
    }

    fn clock() -> Clock {
        Clock::manual_at("2026-02-18 09:43:00")
    }

    fn seen(arrival: &str, patient: &str, waiting: &str) -> Patient {
        Patient::seen(ClinicUnit::OuroVerde, &line(arrival, patient, waiting), clock().local())
    }

    #[test]
    fn keys_are_those_of_the_stored_rows() {
        assert_eq!(hash_id(ClinicUnit::OuroVerde, "Paciente Exemplo Um", "09:31"), "28c0a85af8f8da5252b1d5541b0d8169");
        assert_eq!(
            hash_id(ClinicUnit::CentroCambui, "Paciente Exemplo Dois", "10:05"),
            "afd65d6c5df329bfed4abcc64672ea9f"
        );
    }

    #[test]
    fn the_wait_is_counted_from_todays_arrival() {
        for (arrival, minutes) in [
            ("09:31", Some(12)),
            ("09:31:50", Some(12)),
            ("09:44", Some(0)),
            ("9:31", None),
            ("", None),
            ("ontem", None),
        ] {
            assert_eq!(seen(arrival, "Ana", "12 min").wait_minutes, minutes, "{arrival}");
        }
        assert_eq!(seen("09:31:50", "Ana", "").hash_id, seen("09:31", "Ana", "").hash_id);
    }

    #[test]
    fn the_status_is_read_from_the_waiting_text() {
        assert_eq!(seen("09:31", "Ana", "EM ATENDIMENTO").status, IN_SERVICE);
        assert_eq!(seen("09:31", "Ana", "12 min").status, WAITING);
    }

    #[test]
    fn a_patient_listed_twice_is_one_row() {
        let lines =
            [line("09:31", "Ana", "1 min"), line("09:35", "Bia", "1 min"), line("09:31", "Ana", "Em atendimento")];
        let patients = patients(ClinicUnit::OuroVerde, &lines, clock().local());
        assert_eq!(
            patients.iter().map(|p| (p.name.as_str(), p.status)).collect::<Vec<_>>(),
            [("Ana", IN_SERVICE), ("Bia", WAITING)]
        );
    }

    #[test]
    fn somebody_left_when_two_answers_in_a_row_lack_them() {
        let (clock, unit) = (clock(), ClinicUnit::OuroVerde);
        let ana = seen("09:31", "Ana", "12 min");
        let active = Active::from([(ana.hash_id.clone(), None)]);
        let mut memory = Memory::default();
        let mut answer = |patients: &[Patient]| {
            let change = memory.compare(unit, patients, &active, clock.now(), MINUTE);
            let finished = change.finish.len();
            memory.stored(unit, change, clock.now(), clock.stamp());
            finished
        };
        assert_eq!(answer(&[]), 0);
        assert_eq!(answer(std::slice::from_ref(&ana)), 0, "came back: counting starts over");
        assert_eq!(answer(&[]), 0);
        assert_eq!(answer(&[]), 1);
    }

    #[test]
    fn somebody_seen_by_another_process_since_is_missing_for_the_first_time() {
        let (clock, unit) = (clock(), ClinicUnit::OuroVerde);
        let key = seen("09:31", "Ana", "12 min").hash_id;
        let mut memory = Memory::default();
        let mut finished = |written: &str| {
            let active = Active::from([(key.clone(), Some(written.to_owned()))]);
            let change = memory.compare(unit, &[], &active, clock.now(), MINUTE);
            let finished = change.finish.len();
            memory.stored(unit, change, clock.now(), clock.stamp());
            assert_eq!(memory.has_missing(), finished == 0);
            clock.advance(Duration::from_secs(3600));
            finished
        };
        assert_eq!(finished("2026-02-18 09:42:45"), 0);
        assert_eq!(finished("2026-02-18 10:42:30"), 0, "written by somebody else meanwhile");
        assert_eq!(finished("2026-02-18 10:42:30"), 1);
    }

    #[test]
    fn an_unchanged_patient_is_rewritten_only_after_the_interval() {
        let (clock, unit) = (clock(), ClinicUnit::OuroVerde);
        let ana = seen("09:31", "Ana", "12 min");
        let active = Active::from([(ana.hash_id.clone(), None)]);
        let mut memory = Memory::default();
        let first = memory.compare(unit, std::slice::from_ref(&ana), &active, clock.now(), MINUTE);
        assert_eq!(first.write.len(), 1, "nothing is known about the row yet");
        memory.stored(unit, first, clock.now(), clock.stamp());
        clock.advance(Duration::from_secs(15));
        let writes = |patient: &Patient, active: &Active| {
            memory.compare(unit, std::slice::from_ref(patient), active, clock.now(), MINUTE).write.len()
        };
        assert_eq!(writes(&ana, &active), 0);
        assert_eq!(writes(&ana, &Active::new()), 1, "the row was finalised meanwhile");
        assert_eq!(writes(&Patient { status: IN_SERVICE, ..ana.clone() }, &active), 1);
        assert_eq!(writes(&Patient { doctor: "Dr. Outro".into(), ..ana.clone() }, &active), 1);
        clock.advance(Duration::from_secs(45));
        assert_eq!(writes(&ana, &active), 1);
    }
}
