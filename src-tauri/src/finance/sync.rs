//! `faturamento`: copies the billing report of today and the days before into `faturamento_analitico`.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use chrono::{Days, NaiveDate};
use futures_util::future::BoxFuture;

use super::{
    CANCELLED, NO_CREDENTIALS, NO_DATABASE, TABLES,
    collect::{BUSY, End, Stored, collect},
    consistency::{self, Divergence},
    model::{Scope, slashed},
    store, summaries,
};
use crate::{
    app::App,
    connectors::feegow::report::BillingReportSource,
    db::{DbError, Tx, during},
    in_transaction, integrations,
    jobs::{Job, JobCtx, Outcome, Rhythm},
    kernel::{Period, Service},
};

/// Waiting for the web session, and today: a driven browser needs minutes for a day.
const TIMEOUT: Duration = Duration::from_secs(30 * 60);
/// For each day before today.
const TIMEOUT_MORE: Duration = Duration::from_secs(5 * 60);

/// Reads every day of its window by itself, oldest first: each replaces its day in one transaction.
pub struct SyncBilling {
    source: Source,
    lookback_days: u32,
}

/// Where the reports come from.
enum Source {
    /// As the settings and stored credentials say at each run.
    Configured(App),
    Given(Arc<dyn BillingReportSource>),
}

impl SyncBilling {
    /// The job on the configured Feegow account.
    pub fn new(app: &App) -> Self {
        let lookback_days = app.config.workers.billing_lookback_days;
        Self { source: Source::Configured(app.clone()), lookback_days }
    }

    /// The job on a source of reports; today and `lookback_days` before it are read.
    pub fn on(source: Arc<dyn BillingReportSource>, lookback_days: u32) -> Self {
        Self { source: Source::Given(source), lookback_days }
    }

    async fn cycle(&self, ctx: &JobCtx) -> Result<Outcome, DbError> {
        match &self.source {
            Source::Given(source) => self.collect_all(ctx, source.as_ref()).await,
            Source::Configured(app) => match integrations::billing_report_source(app).await? {
                Some(source) => self.collect_all(ctx, source.as_ref()).await,
                None => Ok(Outcome::Failed(NO_CREDENTIALS.into())),
            },
        }
    }

    async fn collect_all(&self, ctx: &JobCtx, source: &dyn BillingReportSource) -> Result<Outcome, DbError> {
        if store::lacks_summaries(&ctx.db).await? {
            ctx.progress("Resumos vazios: calculando todo o histórico");
            let rebuilt = rebuild_everything(ctx).await?;
            tracing::info!(lines = rebuilt.lines, "the summaries were empty: all lines were summed");
        }
        let today = ctx.clock.today();
        let first = today.checked_sub_days(Days::new(self.lookback_days.into())).unwrap_or(today);
        let mut tally = Tally::default();
        for day in Period::new(first, today).days() {
            if ctx.cancel.is_cancelled() {
                return Ok(Outcome::Skipped(CANCELLED));
            }
            let title = format!("Extraindo {}-{}", slashed(day), slashed(day));
            match collect(ctx, source, Period::day(day), &[], &title).await {
                End::Cancelled => return Ok(Outcome::Skipped(CANCELLED)),
                end => tally.add(day, end),
            }
        }
        let everything = consistency::overview(&ctx.db).await?;
        Ok(tally.outcome(&everything.divergence))
    }
}

async fn rebuild_everything(ctx: &JobCtx) -> Result<summaries::Rebuilt, DbError> {
    let now = ctx.clock.stamp();
    in_transaction!(&ctx.db, tx => {
        let rebuilt = summaries::rebuild(&mut Tx::from(&mut **tx), &Scope::Everything, &now).await?;
        ctx.fence.confirm(&mut **tx).await?;
        Ok(rebuilt)
    })
    .map_err(during("faturamento_resumo.rebuild"))
}

impl Job for SyncBilling {
    fn service(&self) -> Service {
        Service::Faturamento
    }

    fn rhythm(&self) -> Rhythm {
        Rhythm::Agenda
    }

    fn timeout(&self) -> Duration {
        TIMEOUT + TIMEOUT_MORE * self.lookback_days
    }

    fn tables(&self) -> &'static [&'static str] {
        TABLES
    }

    fn run<'a>(&'a self, ctx: &'a JobCtx) -> BoxFuture<'a, Outcome> {
        Box::pin(async {
            self.cycle(ctx).await.unwrap_or_else(|error| {
                tracing::error!("billing: {error:#}");
                Outcome::Failed(NO_DATABASE.into())
            })
        })
    }
}

/// What became of the days of a run.
#[derive(Debug, Default)]
struct Tally {
    lines: usize,
    days: usize,
    /// Days that were stored.
    stored: usize,
    failed: Vec<(NaiveDate, String)>,
    kept: Vec<(NaiveDate, String)>,
    lacks_account_user: bool,
    new_columns: BTreeSet<String>,
}

impl Tally {
    fn add(&mut self, day: NaiveDate, end: End) {
        self.days += 1;
        match end {
            End::Stored(Stored { lines, has_account_user, new_columns, .. }) => {
                self.lines += lines;
                self.stored += 1;
                self.lacks_account_user |= !has_account_user;
                self.new_columns.extend(new_columns);
            }
            End::Kept(why) => self.kept.push((day, why)),
            End::Failed(why) => self.failed.push((day, why)),
            End::Busy => self.failed.push((day, BUSY.into())),
            End::Cancelled => {}
        }
    }

    /// How the run ended; `divergence` is what the three tables disagree about after it.
    fn outcome(&self, divergence: &Divergence) -> Outcome {
        let differs =
            if divergence.is_none() { String::new() } else { format!(" | divergência resumo: {divergence}") };
        if let (Some((_, why)), true) = (self.failed.first(), self.failed.len() == self.days) {
            if self.failed.iter().all(|(_, why)| why == BUSY) {
                return Outcome::Skipped("the Feegow session is in use");
            }
            return Outcome::Failed(format!("{why}{differs}"));
        }
        let mut text = match self.kept.as_slice() {
            // Nothing else to tell.
            [(_, why)] if self.days == 1 => why.clone(),
            _ => format!("{} registros", self.lines),
        };
        if self.days > 1 {
            for (day, why) in &self.kept {
                text.push_str(&format!(" | {}: {why}", slashed(*day)));
            }
        }
        if !self.failed.is_empty() {
            let days: Vec<String> = self.failed.iter().map(|(day, _)| slashed(*day)).collect();
            text.push_str(&format!(" | falhou: {}", days.join(", ")));
        }
        if self.lacks_account_user {
            text.push_str(" | sem 'Usuário da conta'");
        }
        if !self.new_columns.is_empty() {
            let names: Vec<&str> = self.new_columns.iter().map(String::as_str).collect();
            text.push_str(&format!(" | colunas novas: {}", names.join(", ")));
        }
        text.push_str(&differs);
        let is_whole = self.stored == self.days && !self.lacks_account_user && differs.is_empty();
        if is_whole { Outcome::Done(text) } else { Outcome::Partial(text) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(lines: usize) -> End {
        End::Stored(Stored { lines, has_account_user: true, ..Stored::default() })
    }

    fn outcome(ends: Vec<End>) -> Outcome {
        let mut tally = Tally::default();
        for (n, end) in ends.into_iter().enumerate() {
            tally.add(NaiveDate::from_ymd_opt(2026, 2, 17 + n as u32).unwrap(), end);
        }
        tally.outcome(&Divergence::default())
    }

    #[test]
    fn the_outcome_says_how_many_lines_and_what_is_missing() {
        let kept = || End::Kept("Relatório vazio; 3 registros mantidos".into());
        let failed = || End::Failed("Falha no login do Feegow".into());
        for (ends, expected) in [
            (vec![stored(1), stored(2)], Outcome::Done("3 registros".into())),
            (vec![failed(), stored(2)], Outcome::Partial("2 registros | falhou: 17/02/2026".into())),
            (vec![failed(), failed()], Outcome::Failed("Falha no login do Feegow".into())),
            (vec![kept()], Outcome::Partial("Relatório vazio; 3 registros mantidos".into())),
            (
                vec![stored(2), kept()],
                Outcome::Partial("2 registros | 18/02/2026: Relatório vazio; 3 registros mantidos".into()),
            ),
        ] {
            assert_eq!(outcome(ends), expected);
        }
    }

    #[test]
    fn missing_and_new_columns_and_divergences_are_told() {
        let mut tally = Tally::default();
        let end = Stored { lines: 3, new_columns: vec!["CPF".into(), "Quantidade".into()], ..Stored::default() };
        let day = NaiveDate::from_ymd_opt(2026, 2, 18).unwrap();
        tally.add(day, End::Stored(end));
        let text = "3 registros | sem 'Usuário da conta' | colunas novas: CPF, Quantidade";
        assert_eq!(tally.outcome(&Divergence::default()), Outcome::Partial(text.into()));
        let divergence = Divergence { days: vec![day], months: vec![] };
        let text = format!("{text} | divergência resumo: 18/02/2026");
        assert_eq!(tally.outcome(&divergence), Outcome::Partial(text));
    }
}
