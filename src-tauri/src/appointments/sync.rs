//! `financeiro`: copies the appointments of the weeks around today into `feegow_appointments`.

use std::{fmt, time::Duration};

use chrono::{Days, NaiveDate};
use futures_util::future::BoxFuture;

use super::{EMPTY, NO_DATABASE, TABLES, names::Names, row::Rows, save};
use crate::{
    app::App,
    connectors::feegow::{
        FeegowApi,
        api::{NO_TOKEN, TIMEOUT as CALL_TIMEOUT},
    },
    db::DbError,
    jobs::{Job, JobCtx, Outcome, Rhythm},
    kernel::{Period, Service},
};

/// So many days before and after today.
const AROUND: Days = Days::new(30);
/// Five slow lists, each asked for three times.
const TIMEOUT: Duration = Duration::from_secs(10 * 60);

/// Why a run that was told to stop gave way: what was not committed is rolled back.
const CANCELLED: &str = "told to stop";

/// Reads the whole window in one answer and stores it in one transaction.
pub struct SyncAppointments {
    /// `None` without a token.
    api: Option<FeegowApi>,
}

impl SyncAppointments {
    /// The job on the configured Feegow account.
    pub fn new(app: &App) -> Self {
        let config = &app.config;
        Self { api: FeegowApi::new(&config.feegow, &config.workers, app.clock.clone()) }
    }

    async fn cycle(&self, ctx: &JobCtx) -> Result<Outcome, DbError> {
        let Some(api) = &self.api else { return Ok(Outcome::Failed(NO_TOKEN.into())) };
        ctx.progress("Baixando dados (Full)...");
        let began = ctx.clock.now();
        let appointments = match api.appointments(window(ctx.clock.today()), CALL_TIMEOUT).await {
            Ok(appointments) => appointments,
            Err(error) => {
                tracing::error!("appointments: {error}");
                return Ok(Outcome::Failed(format!("Erro API: {}", error.brief())));
            }
        };
        if appointments.is_empty() {
            return Ok(Outcome::Partial(EMPTY.into()));
        }
        let names = Names::of(api.lists(CALL_TIMEOUT).await);
        let rows = Rows::of(appointments, &names);
        ctx.progress(format!("Gravando {} agendamentos", rows.rows.len()));
        let stored = save::save(ctx, &rows, None).await?;
        let seconds = (ctx.clock.now() - began).as_seconds_f64();
        let text = format!("Sucesso: {stored} registros em {seconds:.2}s{}", Notes(&rows, &names));
        Ok(if names.missing().is_empty() { Outcome::Done(text) } else { Outcome::Partial(text) })
    }
}

/// The days whose appointments a run reads.
fn window(today: NaiveDate) -> Period {
    Period::new(today - AROUND, today + AROUND)
}

/// What people should know about an answer that was stored.
pub(super) struct Notes<'a>(pub &'a Rows<'a>, pub &'a Names);

impl fmt::Display for Notes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(rows, names) = self;
        if rows.skipped > 0 {
            write!(f, " | sem número ou data: {}", rows.skipped)?;
        }
        if rows.unknown > 0 {
            write!(f, " | status desconhecido: {}", rows.unknown)?;
        }
        if rows.unreadable > 0 {
            write!(f, " | valor ilegível: {}", rows.unreadable)?;
        }
        let missing = names.missing();
        if missing.is_empty() { Ok(()) } else { write!(f, " | listas indisponíveis: {}", missing.join(", ")) }
    }
}

impl Job for SyncAppointments {
    fn service(&self) -> Service {
        Service::Financeiro
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
                outcome = self.cycle(ctx) => outcome,
                () = ctx.cancel.cancelled() => return Outcome::Skipped(CANCELLED),
            };
            outcome.unwrap_or_else(|error| {
                tracing::error!("appointments: {error:#}");
                Outcome::Failed(NO_DATABASE.into())
            })
        })
    }
}

#[test]
fn the_window_is_thirty_days_either_way() {
    let day = NaiveDate::from_ymd_opt(2026, 2, 18).unwrap();
    assert_eq!(window(day).to_string(), "2026-01-19..2026-03-20");
}
