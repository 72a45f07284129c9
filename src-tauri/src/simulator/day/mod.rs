//! Generated clinic days: the same seed and the same clock give the same answers.
//!
//! [`visit`] decides a day; the other files tell it in the words of each outside service.

mod billing;
mod bookings;
mod cards;
pub(super) mod catalogue;
mod chat;
pub(super) mod dice;
pub(super) mod people;
mod queues;
mod visit;

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use chrono::NaiveDate;

pub use visit::DayPlan;

/// How many days are kept once decided: the longest question is about 61 days.
const KEPT_DAYS: usize = 80;

/// The clinics of a seed.
pub struct Clinic {
    seed: u64,
    days: Mutex<VecDeque<Arc<DayPlan>>>,
}

impl Clinic {
    /// The clinics of a seed.
    pub fn new(seed: u64) -> Self {
        Self { seed, days: Mutex::default() }
    }

    /// The day's plan.
    pub fn day(&self, date: NaiveDate) -> Arc<DayPlan> {
        let mut days = self.days.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = days.iter().find(|plan| plan.date == date) {
            return known.clone();
        }
        let plan = Arc::new(DayPlan::new(self.seed, date));
        if days.len() == KEPT_DAYS {
            days.pop_front();
        }
        days.push_back(plan.clone());
        plan
    }
}
