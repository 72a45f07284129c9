//! The one source of time. Everything that asks "now" or waits is handed a [`Clock`].

use std::{future::Future, sync::Arc, time::Duration};

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::{America::Sao_Paulo, Tz};
use tokio::sync::watch;

/// The zone of every clinic day, schedule and stored wall-clock text.
pub const ZONE: Tz = Sao_Paulo;

/// Where time comes from: the machine, the machine shifted by a fixed amount, or a test's hand.
#[derive(Clone)]
pub struct Clock(Source);

#[derive(Clone)]
enum Source {
    /// The machine's clock plus a constant (zero outside the demonstration).
    System(TimeDelta),
    Manual(Arc<watch::Sender<DateTime<Utc>>>),
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self(Source::System(TimeDelta::zero()))
    }

    /// The machine's clock moved by `shift`, still running at normal speed.
    pub fn shifted(shift: TimeDelta) -> Self {
        Self(Source::System(shift))
    }

    /// A clock that stands at `start` until [`Clock::set`] or [`Clock::advance`] moves it.
    pub fn manual(start: DateTime<Utc>) -> Self {
        Self(Source::Manual(Arc::new(watch::Sender::new(start))))
    }

    /// A manual clock at a São Paulo wall time such as `2026-02-18 09:43:00`.
    ///
    /// # Panics
    /// When the text is not a valid wall time: this is for tests and fixtures.
    pub fn manual_at(wall: &str) -> Self {
        Self::manual(at(wall))
    }

    /// The current instant.
    #[allow(clippy::disallowed_methods)] // the one place that reads the machine's clock
    pub fn now(&self) -> DateTime<Utc> {
        match &self.0 {
            Source::System(shift) => Utc::now() + *shift,
            Source::Manual(time) => *time.borrow(),
        }
    }

    /// The current São Paulo wall time, without fractions of a second.
    pub fn local(&self) -> NaiveDateTime {
        let local = self.now().with_timezone(&ZONE).naive_local();
        chrono::SubsecRound::trunc_subsecs(local, 0)
    }

    /// The current clinic day.
    pub fn today(&self) -> NaiveDate {
        self.local().date()
    }

    /// Wall time as stored in text columns: `YYYY-MM-DD HH:MM:SS`, São Paulo.
    pub fn stamp(&self) -> String {
        super::stamp::wall(self.local())
    }

    /// The instant as sent in JSON: RFC 3339, UTC, milliseconds, `Z`.
    pub fn instant(&self) -> String {
        super::stamp::instant(self.now())
    }

    /// Waits until this clock has moved on by `duration`.
    #[allow(clippy::disallowed_methods)] // the one place that really sleeps
    pub async fn sleep(&self, duration: Duration) {
        match &self.0 {
            Source::System(_) => tokio::time::sleep(duration).await,
            Source::Manual(time) => {
                let mut moved = time.subscribe();
                let delta = TimeDelta::from_std(duration).unwrap_or(TimeDelta::MAX);
                let deadline = self.now().checked_add_signed(delta);
                // The sender lives as long as `self`, so waiting never ends early.
                let _ = moved.wait_for(|now| deadline.is_some_and(|at| *now >= at)).await;
            }
        }
    }

    /// Runs `future` for at most `duration` of this clock; `None` when it took longer.
    pub async fn timeout<F: Future>(&self, duration: Duration, future: F) -> Option<F::Output> {
        tokio::select! {
            output = future => Some(output),
            () = self.sleep(duration) => None,
        }
    }

    /// Moves a manual clock; does nothing on the machine's clock.
    pub fn advance(&self, by: Duration) {
        if let Source::Manual(time) = &self.0 {
            let delta = TimeDelta::from_std(by).unwrap_or(TimeDelta::MAX);
            time.send_modify(|now| *now += delta);
        }
    }

    /// Sets a manual clock to a São Paulo wall time; does nothing on the machine's clock.
    ///
    /// # Panics
    /// When the text is not a valid wall time: this is for tests and fixtures.
    pub fn set(&self, wall: &str) {
        if let Source::Manual(time) = &self.0 {
            time.send_replace(at(wall));
        }
    }
}

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Clock({})", self.instant())
    }
}

fn at(wall: &str) -> DateTime<Utc> {
    let local = NaiveDateTime::parse_from_str(wall, "%Y-%m-%d %H:%M:%S").expect("a wall time YYYY-MM-DD HH:MM:SS");
    super::stamp::to_utc(local)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clinic_day_is_the_one_in_sao_paulo() {
        let clock = Clock::manual(DateTime::parse_from_rfc3339("2026-02-19T02:30:00Z").unwrap().into());
        assert_eq!(clock.stamp(), "2026-02-18 23:30:00");
        assert_eq!(clock.today().to_string(), "2026-02-18");
    }

    #[tokio::test]
    async fn a_sleeper_on_a_manual_clock_wakes_when_it_is_moved() {
        let clock = Clock::manual_at("2026-02-18 09:00:00");
        let sleeper = tokio::spawn({
            let clock = clock.clone();
            async move { clock.sleep(Duration::from_secs(60)).await }
        });
        tokio::task::yield_now().await;
        clock.advance(Duration::from_secs(60));
        sleeper.await.unwrap();
    }
}
