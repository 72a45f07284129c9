//! Heartbeats of running jobs: what an outcome is written as, and how often.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};

use super::{Outcome, Rhythm};
use crate::{
    app::App,
    db::DbError,
    http::events::Event,
    kernel::{Service, text},
    operations::{Status, model, store},
};

/// Longest stored `details`, in characters: an upstream's error page must not fill the column.
const DETAILS_LIMIT: usize = 2000;
/// Longest text of an error, in characters.
const ERROR_LIMIT: usize = 300;
/// Pauses between attempts to write a final heartbeat.
pub(super) const RETRIES: [Duration; 3] = [Duration::from_secs(1), Duration::from_secs(2), Duration::from_secs(4)];

/// The one final heartbeat of a run that took `elapsed`; `None` for a run that gave way.
pub(super) fn of_outcome(outcome: &Outcome, rhythm: Rhythm, elapsed: TimeDelta) -> Option<(Status, String)> {
    match (outcome, rhythm) {
        (Outcome::Done(summary), Rhythm::Continuous { .. }) => Some((Status::Online, summary.clone())),
        (Outcome::Done(summary), Rhythm::Agenda) => Some((Status::Completed, completed(summary, elapsed))),
        (Outcome::Partial(summary), _) => Some((Status::Warning, summary.clone())),
        (Outcome::Failed(message), _) => Some((Status::Error, text::cut(message, ERROR_LIMIT).to_owned())),
        (Outcome::Skipped(_), _) => None,
    }
}

/// `{summary} — Concluído em 12.34s`.
fn completed(summary: &str, elapsed: TimeDelta) -> String {
    let seconds = elapsed.num_milliseconds().max(0) as f64 / 1000.0;
    let took = format!("Concluído em {seconds:.2}s");
    if summary.is_empty() { took } else { format!("{summary} — {took}") }
}

/// Writes heartbeats, dropping those that say nothing new too soon.
pub(super) struct Heartbeats {
    app: App,
    last: Mutex<HashMap<Service, Written>>,
}

#[derive(Clone)]
struct Written {
    status: Status,
    details: String,
    at: DateTime<Utc>,
}

impl Heartbeats {
    pub(super) fn new(app: App) -> Self {
        Self { app, last: Mutex::default() }
    }

    /// A run begins: always written, and every request made so far is consumed.
    pub(super) async fn begin(&self, service: Service) -> Result<(), DbError> {
        store::begin(&self.app.db, service, &self.app.clock.stamp()).await?;
        self.written(service, Status::Running, model::STARTED);
        Ok(())
    }

    /// Says how a service is, unless it said the same a moment ago. `false` when somebody waits for
    /// another run: then the row keeps saying that.
    pub(super) async fn say(&self, service: Service, status: Status, details: &str) -> Result<bool, DbError> {
        let details = text::cut(details, DETAILS_LIMIT);
        if self.is_repetition(service, status, details) {
            return Ok(true);
        }
        let is_written = store::report(&self.app.db, service, status, &self.app.clock.stamp(), details).await?;
        if is_written {
            self.written(service, status, details);
        }
        Ok(is_written)
    }

    /// Like [`Heartbeats::say`] for the last word of a run: a database that is away for a moment is tried again.
    pub(super) async fn conclude(&self, service: Service, status: Status, details: &str) {
        for pause in RETRIES.into_iter().map(Some).chain([None]) {
            match (self.say(service, status, details).await, pause) {
                (Ok(_), _) => return,
                (Err(error), Some(pause)) => {
                    tracing::warn!(service = service.key(), "final heartbeat not written, trying again: {error}");
                    self.app.clock.sleep(pause).await;
                }
                (Err(error), None) => {
                    tracing::error!(
                        service = service.key(),
                        status = status.word(),
                        "final heartbeat lost (the run will be marked as interrupted): {error}"
                    );
                }
            }
        }
    }

    /// The request, or a run that gave way, waits for its turn; `from` is what its row says now.
    pub(super) async fn wait_in_line(&self, service: Service, from: Status) -> Result<(), DbError> {
        if store::queue(&self.app.db, service, from).await? {
            self.written(service, Status::Queued, model::WAITING);
        }
        Ok(())
    }

    /// The request cannot be fulfilled.
    pub(super) async fn refuse(&self, service: Service, reason: &str) -> Result<(), DbError> {
        store::refuse(&self.app.db, service, reason).await?;
        self.written(service, Status::Error, reason);
        Ok(())
    }

    fn is_repetition(&self, service: Service, status: Status, details: &str) -> bool {
        let interval = TimeDelta::from_std(self.app.config.workers.heartbeat_min_interval).unwrap_or(TimeDelta::MAX);
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.get(&service).is_some_and(|written| {
            written.status == status
                && written.details == details
                && (self.app.clock.now() - written.at).abs() < interval
        })
    }

    fn written(&self, service: Service, status: Status, details: &str) {
        let record = Written { status, details: details.to_owned(), at: self.app.clock.now() };
        self.last.lock().unwrap_or_else(PoisonError::into_inner).insert(service, record);
        self.app.events.announce(Event::Status { service_name: service.key().to_owned() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAUSE: Rhythm = Rhythm::Continuous { pause: Duration::from_secs(15) };

    fn written(outcome: Outcome, rhythm: Rhythm) -> Option<(Status, String)> {
        of_outcome(&outcome, rhythm, TimeDelta::milliseconds(12_340))
    }

    #[test]
    fn a_good_run_is_completed_with_its_summary_and_two_decimals() {
        let run = |summary: &str| written(Outcome::Done(summary.into()), Rhythm::Agenda).unwrap();
        assert_eq!(run("12 registros"), (Status::Completed, "12 registros — Concluído em 12.34s".into()));
        assert_eq!(run(""), (Status::Completed, "Concluído em 12.34s".into()));
        let short = of_outcome(&Outcome::Done(String::new()), Rhythm::Agenda, TimeDelta::seconds(4));
        assert_eq!(short.unwrap().1, "Concluído em 4.00s");
    }

    #[test]
    fn a_good_cycle_is_online_and_a_bad_one_is_never_masked() {
        assert_eq!(written(Outcome::Done("Fila: 3".into()), PAUSE), Some((Status::Online, "Fila: 3".into())));
        for rhythm in [Rhythm::Agenda, PAUSE] {
            assert_eq!(written(Outcome::Partial("meio".into()), rhythm), Some((Status::Warning, "meio".into())));
            assert_eq!(written(Outcome::Failed("nada".into()), rhythm), Some((Status::Error, "nada".into())));
            assert_eq!(written(Outcome::Skipped("sessão ocupada"), rhythm), None);
            let (_, long) = written(Outcome::Failed("é".repeat(301)), rhythm).unwrap();
            assert_eq!(long.chars().count(), 300);
        }
    }
}
