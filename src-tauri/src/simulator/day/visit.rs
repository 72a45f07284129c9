//! A day of visits: who comes when, waits how long, sees which doctor. The whole day is decided at once; the hour
//! only tells how far everyone has got.

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta, Weekday};

use super::{
    catalogue::{self, Doctor},
    dice::Dice,
    people::{self, PATIENTS, Patient},
};
use crate::kernel::ClinicUnit;

/// Seconds since the day's midnight.
pub type Second = i64;

const MINUTE: Second = 60;
const HOUR: Second = 3600;
/// The doors open …
const OPEN: Second = 6 * HOUR + 15 * MINUTE;
/// … and nobody is let in any more.
const CLOSED: Second = 18 * HOUR + 20 * MINUTE;

/// One patient's way through a unit.
#[derive(Debug, Clone)]
pub struct Visit {
    pub unit: ClinicUnit,
    /// Different for every visit of all days.
    pub id: i64,
    pub patient: Patient,
    pub is_first_time: bool,
    /// Draws a ticket at the reception.
    pub arrives: Second,
    /// Is called to the desk.
    pub called: Second,
    /// Leaves the desk (paid).
    pub served: Second,
    /// Was tired of waiting: the ticket is cancelled when called.
    pub gave_up: bool,
    /// The doctor's part; `None` for those who came for an exam.
    pub care: Option<Care>,
}

/// A visit's part with a doctor. It starts in the waiting room when the reception is done.
#[derive(Debug, Clone)]
pub struct Care {
    pub doctor: Doctor,
    /// The appointment's time.
    pub scheduled: Second,
    pub starts: Second,
    pub ends: Second,
}

/// Where a patient is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Elsewhere,
    /// Waiting at the reception.
    Reception,
    /// At the desk.
    Desk,
    /// Waiting for the doctor.
    WaitingRoom,
    /// With the doctor.
    Consultation,
}

impl Visit {
    /// Where the patient is at a second of the day.
    pub fn place(&self, at: Second) -> Place {
        match &self.care {
            _ if at < self.arrives => Place::Elsewhere,
            _ if at < self.called => Place::Reception,
            _ if at < self.served => Place::Desk,
            Some(care) if at < care.starts => Place::WaitingRoom,
            Some(care) if at < care.ends => Place::Consultation,
            _ => Place::Elsewhere,
        }
    }
}

/// An appointment nobody came to.
#[derive(Debug, Clone)]
pub struct Missed {
    pub unit: ClinicUnit,
    pub id: i64,
    pub patient: Patient,
    pub doctor: Doctor,
    pub scheduled: Second,
    /// 6 did not come, 11 cancelled by the patient, 15 moved, 16 and 22 cancelled by the doctor.
    pub status: i64,
}

/// A whole day in all units.
#[derive(Debug)]
pub struct DayPlan {
    pub date: NaiveDate,
    pub visits: Vec<Visit>,
    pub missed: Vec<Missed>,
}

impl DayPlan {
    /// Decides a day.
    pub fn new(seed: u64, date: NaiveDate) -> Self {
        let mut plan = Self { date, visits: Vec::new(), missed: Vec::new() };
        let mut crowd = Crowd::new(seed, date);
        for unit in ClinicUnit::ALL {
            plan.fill(seed, unit, &mut crowd);
        }
        plan
    }

    /// A moment as seconds of this day: negative before it, more than a day's after it.
    pub fn second(&self, moment: NaiveDateTime) -> Second {
        (moment - self.date.and_time(chrono::NaiveTime::MIN)).num_seconds()
    }

    /// A second of this day as a moment.
    pub fn moment(&self, second: Second) -> NaiveDateTime {
        self.date.and_time(chrono::NaiveTime::MIN) + TimeDelta::seconds(second)
    }

    fn fill(&mut self, seed: u64, unit: ClinicUnit, crowd: &mut Crowd) {
        let day = i64::from(self.date.num_days_from_ce());
        let mut dice = Dice::new(seed, &[202, day, unit.id()]);
        let spacing = spacing(unit, self.date);
        let mut desk = Desk { unit, spacing, doctors: catalogue::doctors(unit).into_iter().map(|d| (d, 0)).collect() };
        let mut at = OPEN;
        for number in 0.. {
            at += if is_busy_hour(at) { spacing * 4 / 5 } else { spacing };
            if at > CLOSED {
                break;
            }
            let id = (day - 730_000) * 3000 + catalogue::position(unit) * 1000 + number;
            let arrives = at + dice.between(-spacing / 4, spacing / 4);
            if number % 6 == 5 {
                self.missed.push(desk.nobody(id + 500, arrives, crowd.next(), &mut dice));
            }
            self.visits.push(desk.visit(id, number, arrives, crowd.next(), &mut dice));
        }
    }
}

/// Everyone who may come on a day, each once.
struct Crowd {
    seed: u64,
    next: i64,
    stride: i64,
}

impl Crowd {
    fn new(seed: u64, date: NaiveDate) -> Self {
        let mut dice = Dice::new(seed, &[303, i64::from(date.num_days_from_ce())]);
        // An odd stride visits every index of a power of two before it repeats one.
        Self { seed, next: dice.between(0, PATIENTS - 1), stride: dice.between(0, PATIENTS / 2 - 1) * 2 + 1 }
    }

    fn next(&mut self) -> Patient {
        self.next = (self.next + self.stride) % PATIENTS;
        people::patient(self.seed, self.next)
    }
}

/// A unit's day while it is being decided.
struct Desk {
    unit: ClinicUnit,
    spacing: Second,
    /// The doctors, each with the second from which they are free.
    doctors: Vec<(Doctor, Second)>,
}

impl Desk {
    fn visit(&mut self, id: i64, number: i64, arrives: Second, patient: Patient, dice: &mut Dice) -> Visit {
        let gave_up = number % 27 == 0;
        let called = arrives + self.spread(number, 618_034, 34, 49);
        let served = called + if gave_up { 2 * MINUTE } else { dice.between(3 * MINUTE, 6 * MINUTE) };
        let has_doctor = !gave_up && number % 9 != 4;
        let wished = served + self.spread(number, 414_214, 53, 67);
        let care = has_doctor.then(|| self.care(arrives, wished, &patient, dice));
        Visit { unit: self.unit, id, patient, is_first_time: dice.percent(12), arrives, called, served, gave_up, care }
    }

    /// A wait between two tenths of the spacing. Successive visits are spread evenly over the range (by an irrational
    /// step, in millionths), so that rooms neither empty nor overflow by chance.
    fn spread(&self, number: i64, step: i64, low: i64, high: i64) -> Second {
        let share = number * step % 1_000_000;
        self.spacing * low / 10 + self.spacing * (high - low) * share / 10_000_000
    }

    fn care(&mut self, arrives: Second, wished: Second, patient: &Patient, dice: &mut Dice) -> Care {
        let suited: Vec<usize> = (0..self.doctors.len())
            .filter(|index| catalogue::suits(self.doctors[*index].0.specialty, patient))
            .collect();
        let free: Vec<usize> = suited.iter().copied().filter(|index| self.doctors[*index].1 <= wished).collect();
        let chosen = match free.is_empty() {
            false => *dice.pick(&free),
            true => suited.iter().copied().min_by_key(|index| self.doctors[*index].1).unwrap_or_default(),
        };
        let (doctor, free_from) = &mut self.doctors[chosen];
        let starts = wished.max(*free_from);
        let ends = starts + dice.between(self.spacing * 38 / 10, self.spacing * 46 / 10);
        *free_from = ends + MINUTE;
        Care { doctor: doctor.clone(), scheduled: on_the_grid(arrives + dice.between(5, 25) * MINUTE), starts, ends }
    }

    fn nobody(&self, id: i64, around: Second, patient: Patient, dice: &mut Dice) -> Missed {
        let suited: Vec<&Doctor> = self
            .doctors
            .iter()
            .map(|(doctor, _)| doctor)
            .filter(|doctor| catalogue::suits(doctor.specialty, &patient))
            .collect();
        let doctor = (*dice.pick(&suited)).clone();
        let status = *dice.pick(&[6, 6, 6, 11, 11, 15, 16, 22]);
        Missed { unit: self.unit, id, patient, doctor, scheduled: on_the_grid(around + 15 * MINUTE), status }
    }
}

/// Appointments are made every ten minutes.
fn on_the_grid(second: Second) -> Second {
    second / (10 * MINUTE) * (10 * MINUTE)
}

/// Seconds between two arrivals outside the busy hours.
fn spacing(unit: ClinicUnit, date: NaiveDate) -> Second {
    let weekday = match unit {
        ClinicUnit::OuroVerde => 340,
        ClinicUnit::CentroCambui => 300,
        ClinicUnit::CampinasShopping => 370,
    };
    match date.weekday() {
        Weekday::Sat | Weekday::Sun => weekday * 9 / 8,
        _ => weekday,
    }
}

fn is_busy_hour(at: Second) -> bool {
    (9 * HOUR..11 * HOUR + 30 * MINUTE).contains(&at) || (14 * HOUR..16 * HOUR).contains(&at)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    fn days() -> impl Iterator<Item = DayPlan> {
        let first = NaiveDate::from_ymd_opt(2026, 2, 12).unwrap();
        (1..5).flat_map(move |seed| first.iter_days().take(7).map(move |date| DayPlan::new(seed, date)))
    }

    #[test]
    fn from_eight_to_six_every_unit_has_people_everywhere() {
        for plan in days() {
            for minute in 8 * 60..=18 * 60 {
                for unit in ClinicUnit::ALL {
                    let count = |place| {
                        plan.visits.iter().filter(|v| v.unit == unit && v.place(minute * MINUTE) == place).count()
                    };
                    let place = format!("{} {unit:?} at {}:{:02}", plan.date, minute / 60, minute % 60);
                    assert!(
                        (2..=12).contains(&count(Place::Reception)),
                        "reception {}: {place}",
                        count(Place::Reception)
                    );
                    assert!(
                        (2..=12).contains(&count(Place::WaitingRoom)),
                        "room {}: {place}",
                        count(Place::WaitingRoom)
                    );
                    assert!(
                        (1..=8).contains(&count(Place::Consultation)),
                        "doctors {}: {place}",
                        count(Place::Consultation)
                    );
                }
            }
        }
    }

    #[test]
    fn nobody_comes_twice_and_no_doctor_sees_two() {
        for plan in days() {
            let mut seen = HashMap::new();
            for visit in &plan.visits {
                assert!(seen.insert(visit.patient.id, visit.unit).is_none(), "{} comes twice", visit.patient.name);
                assert!(visit.arrives < visit.called && visit.called < visit.served);
            }
            let mut ends: HashMap<i64, Vec<(Second, Second)>> = HashMap::new();
            for care in plan.visits.iter().filter_map(|visit| visit.care.as_ref()) {
                ends.entry(care.doctor.id).or_default().push((care.starts, care.ends));
            }
            for times in ends.values_mut() {
                times.sort_unstable();
                assert!(times.windows(2).all(|pair| pair[0].1 <= pair[1].0));
            }
        }
    }

    #[test]
    fn the_clinic_is_empty_at_night() {
        for plan in days() {
            for hour in [0, 6, 22] {
                assert!(plan.visits.iter().all(|visit| visit.place(hour * HOUR) == Place::Elsewhere));
            }
        }
    }
}
