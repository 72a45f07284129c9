//! `comercial`: copies the proposals of the month around today from Feegow into `feegow_proposals`.

use std::{collections::HashSet, time::Duration};

use chrono::{Days, NaiveDate};
use futures_util::future::BoxFuture;

use super::{TABLES, store};
use crate::{
    app::App,
    connectors::{
        ConnectorError,
        feegow::{
            FeegowApi,
            api::NO_TOKEN,
            proposals::{self, Batch},
        },
    },
    db::DbError,
    jobs::{Job, JobCtx, Outcome, Rhythm},
    kernel::{Period, Service},
};

/// Days read before and after today.
const REACH: Days = Days::new(30);
/// A call asks for this many days after its first one.
const CHUNK: Days = Days::new(5);
/// After each call.
const PAUSE: Duration = Duration::from_secs(1);
/// Eleven calls of three attempts, a minute each, and the waits between them.
const TIMEOUT: Duration = Duration::from_secs(36 * 60);
const CANCELLED: &str = "told to stop";

/// Reads a sliding window again on every run, so that a late edit reaches us too. Each chunk is stored as it comes; a
/// proposal that is no longer sent stays as it was.
pub struct SyncProposals {
    app: App,
}

impl SyncProposals {
    /// The job on the configured account.
    pub fn new(app: &App) -> Self {
        Self { app: app.clone() }
    }

    async fn cycle(&self, ctx: &JobCtx) -> Result<Outcome, DbError> {
        let config = &self.app.config;
        let Some(api) = FeegowApi::new(&config.feegow, &config.workers, ctx.clock.clone()) else {
            return Ok(Outcome::Failed(NO_TOKEN.into()));
        };
        ctx.progress("Iniciando Fatiamento...");
        let chunks = chunks(ctx.clock.today());
        let mut tally = Tally { chunks: chunks.len(), ..Tally::default() };
        for (period, number) in chunks.iter().zip(1..) {
            ctx.progress(format!("Lendo lote {number} de {}", chunks.len()));
            match proposals::proposals(&api, *period).await {
                Ok(batch) => {
                    warn_about(*period, &batch);
                    store::save(ctx, &batch.proposals).await?;
                    tally.stored.extend(batch.proposals.iter().map(|proposal| proposal.id));
                }
                Err(error) => {
                    tracing::warn!(%period, "proposals: {error}");
                    // The next calls would be refused alike, and a person has to act.
                    if error.is_auth_expired() {
                        return Ok(refused(&error));
                    }
                    tally.failed += 1;
                    tally.last_error = Some(error);
                }
            }
            ctx.clock.sleep(config.workers.pause(PAUSE)).await;
        }
        Ok(tally.outcome())
    }
}

/// What became of the chunks of a run.
#[derive(Debug, Default)]
struct Tally {
    chunks: usize,
    failed: usize,
    last_error: Option<ConnectorError>,
    /// A proposal may be sent in two chunks, when its day changes meanwhile.
    stored: HashSet<i64>,
}

impl Tally {
    fn outcome(self) -> Outcome {
        match self.last_error {
            Some(error) if self.failed == self.chunks => refused(&error),
            Some(_) => Outcome::Partial(format!(
                "Total Processado: {} ({} de {} lotes com erro)",
                self.stored.len(),
                self.failed,
                self.chunks
            )),
            None => Outcome::Done(format!("Total Processado: {}", self.stored.len())),
        }
    }
}

fn refused(error: &ConnectorError) -> Outcome {
    Outcome::Failed(format!("Erro API: {}", error.brief()))
}

fn warn_about(period: Period, batch: &Batch) {
    if batch.skipped + batch.odd_amounts > 0 {
        tracing::warn!(
            %period,
            skipped = batch.skipped,
            odd_amounts = batch.odd_amounts,
            "proposals or amounts that cannot be read"
        );
    }
}

/// The periods asked for one by one, six days each.
fn chunks(today: NaiveDate) -> Vec<Period> {
    let last = today + REACH;
    std::iter::successors(Some(today - REACH), |first| Some(*first + CHUNK + Days::new(1)))
        .take_while(|first| *first <= last)
        .map(|first| Period::new(first, (first + CHUNK).min(last)))
        .collect()
}

impl Job for SyncProposals {
    fn service(&self) -> Service {
        Service::Comercial
    }

    fn rhythm(&self) -> Rhythm {
        Rhythm::Agenda
    }

    fn timeout(&self) -> Duration {
        TIMEOUT
    }

    fn tables(&self) -> &'static [&'static str] {
        TABLES
    }

    fn run<'a>(&'a self, ctx: &'a JobCtx) -> BoxFuture<'a, Outcome> {
        Box::pin(async {
            let outcome = tokio::select! {
                biased;
                () = ctx.cancel.cancelled() => return Outcome::Skipped(CANCELLED),
                outcome = self.cycle(ctx) => outcome,
            };
            outcome.unwrap_or_else(|error| {
                tracing::error!("proposals: {error:#}");
                Outcome::Failed("Falha no banco de dados".into())
            })
        })
    }
}

#[test]
fn eleven_chunks_cover_the_window() {
    let chunks: Vec<String> =
        chunks(NaiveDate::from_ymd_opt(2026, 2, 18).unwrap()).iter().map(Period::to_string).collect();
    assert_eq!(chunks.len(), 11);
    assert_eq!(chunks[0], "2026-01-19..2026-01-24");
    assert_eq!(chunks[9..], ["2026-03-14..2026-03-19", "2026-03-20"]);
}
