//! Slows down guessing: five failed sign-ins per e-mail and address within 15 minutes.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};

/// Failures after which further attempts are refused.
const FAILURES: usize = 5;
/// How long a failure counts.
const WINDOW: TimeDelta = TimeDelta::minutes(15);
/// Pairs remembered at most; the one that failed longest ago gives way.
const CAPACITY: usize = 10_000;

type Pair = [u8; 32];

/// Attempts per (e-mail, address). Bounded; holds hashes, never an e-mail.
#[derive(Debug, Default)]
pub struct Throttle(Mutex<HashMap<Pair, Vec<DateTime<Utc>>>>);

/// An admitted attempt. It counts as failed until it is taken back or forgiven.
#[derive(Debug)]
pub struct Attempt {
    pair: Pair,
    at: DateTime<Utc>,
}

impl Throttle {
    /// Admits an attempt, counting it as failed beforehand so that parallel attempts count too.
    ///
    /// # Errors
    /// Seconds until the next attempt is admitted.
    pub fn admit(&self, email: &str, address: &str, now: DateTime<Utc>) -> Result<Attempt, u64> {
        let mut hash = Sha256::new();
        hash.update(email.as_bytes());
        hash.update([0]);
        hash.update(address.as_bytes());
        let pair: Pair = hash.finalize().into();
        let mut pairs = self.lock();
        if pairs.len() >= CAPACITY && !pairs.contains_key(&pair) {
            make_room(&mut pairs, now);
        }
        let failures = pairs.entry(pair).or_default();
        failures.retain(|at| now - *at < WINDOW);
        if let [first, .., _] = failures.as_slice()
            && failures.len() >= FAILURES
        {
            let wait = (*first + WINDOW - now).num_milliseconds().max(1);
            return Err(wait.unsigned_abs().div_ceil(1_000));
        }
        failures.push(now);
        Ok(Attempt { pair, at: now })
    }

    /// The attempt was right: earlier failures are forgotten.
    pub fn forgive(&self, attempt: &Attempt) {
        self.lock().remove(&attempt.pair);
    }

    /// The attempt could not be judged: it does not count.
    pub fn take_back(&self, attempt: &Attempt) {
        let mut pairs = self.lock();
        if let Some(failures) = pairs.get_mut(&attempt.pair)
            && let Some(index) = failures.iter().position(|at| *at == attempt.at)
        {
            failures.remove(index);
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Pair, Vec<DateTime<Utc>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn make_room(pairs: &mut HashMap<Pair, Vec<DateTime<Utc>>>, now: DateTime<Utc>) {
    pairs.retain(|_, failures| failures.last().is_some_and(|at| now - *at < WINDOW));
    if pairs.len() >= CAPACITY {
        let stalest = pairs.iter().min_by_key(|(_, failures)| failures.last().copied()).map(|(pair, _)| *pair);
        if let Some(pair) = stalest {
            pairs.remove(&pair);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sixth_attempt_waits_until_the_first_failure_is_15_minutes_old() {
        let throttle = Throttle::default();
        let start = DateTime::UNIX_EPOCH;
        for minute in 0..5 {
            throttle.admit("ana@example.com", "a", start + TimeDelta::minutes(minute)).unwrap();
        }
        let now = start + TimeDelta::minutes(5);
        assert_eq!(throttle.admit("ana@example.com", "a", now).unwrap_err(), 600);
        assert!(throttle.admit("ana@example.com", "b", now).is_ok());
        assert!(throttle.admit("bia@example.com", "a", now).is_ok());
        assert!(throttle.admit("ana@example.com", "a", start + WINDOW).is_ok());
    }

    #[test]
    fn a_right_attempt_forgets_the_wrong_ones_and_an_unjudged_one_does_not_count() {
        let throttle = Throttle::default();
        let now = DateTime::UNIX_EPOCH;
        for _ in 0..20 {
            let attempt = throttle.admit("ana@example.com", "a", now).unwrap();
            throttle.take_back(&attempt);
        }
        for _ in 0..4 {
            throttle.admit("ana@example.com", "a", now).unwrap();
        }
        let right = throttle.admit("ana@example.com", "a", now).unwrap();
        throttle.forgive(&right);
        assert!(throttle.admit("ana@example.com", "a", now).is_ok());
    }

    #[test]
    fn memory_stays_bounded() {
        let throttle = Throttle::default();
        for index in 0..CAPACITY + 50 {
            let _ = throttle.admit(&index.to_string(), "a", DateTime::UNIX_EPOCH);
        }
        assert_eq!(throttle.lock().len(), CAPACITY);
    }
}
