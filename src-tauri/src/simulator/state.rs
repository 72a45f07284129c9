//! What a running simulator remembers: settings, sessions, failures, replaced data, journal.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, OnceLock, PoisonError},
};

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use serde_json::Value;

use super::{
    DataSet, Options, day::Clinic, failure::Failures, google::KeyPair, journal::Journal, report::Results, route::Route,
    session::Sessions,
};
use crate::kernel::Clock;

/// The day of the fixed samples.
const SAMPLES_DAY: (i32, u32, u32) = (2026, 2, 18);

/// A running simulator, shared by its connections.
pub struct Sim {
    pub options: Options,
    pub clock: Clock,
    /// The generated days.
    pub clinic: Clinic,
    google_key: OnceLock<Option<KeyPair>>,
    memory: Mutex<Memory>,
}

/// Everything a reset forgets.
#[derive(Default)]
pub struct Memory {
    pub sessions: Sessions,
    pub failures: Failures,
    pub journal: Journal,
    /// Results of the billing report that have further pages.
    pub results: Results,
    /// Data sets replaced through the control interface.
    pub data: HashMap<Route, Value>,
    /// How far the simulator's wall clock is moved.
    pub shift: Option<TimeDelta>,
}

impl Sim {
    /// A simulator without any history.
    pub fn new(options: Options, clock: Clock) -> Self {
        Self {
            options,
            clock,
            clinic: Clinic::new(options.seed),
            google_key: OnceLock::new(),
            memory: Mutex::default(),
        }
    }

    /// The memory, locked. Nothing waits while holding it.
    pub fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The simulator's São Paulo wall time: the clock's, moved by the control interface. The fixed samples stay on
    /// their day unless it is moved.
    pub fn now(&self) -> NaiveDateTime {
        let local = self.clock.local();
        match (self.memory().shift, self.options.data) {
            (Some(shift), _) => local + shift,
            (None, DataSet::Day) => local,
            (None, DataSet::Samples) => samples_day().and_time(local.time()),
        }
    }

    /// The key pair of the Google service account, generated on first use; `None` when the machine gives no random
    /// numbers.
    pub fn google_key(&self) -> Option<&KeyPair> {
        let generate = || KeyPair::generate().inspect_err(|error| tracing::error!(%error, "no RSA key pair")).ok();
        self.google_key.get_or_init(generate).as_ref()
    }

    /// The data put in the place of a route's own.
    pub fn replaced(&self, route: Route) -> Option<Value> {
        self.memory().data.get(&route).cloned()
    }
}

fn samples_day() -> NaiveDate {
    static DAY: OnceLock<NaiveDate> = OnceLock::new();
    let (year, month, day) = SAMPLES_DAY;
    *DAY.get_or_init(|| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default())
}
