//! `monitor_medico`: follows who waits for a doctor in each clinic.

use std::time::Duration;

use chrono::{DateTime, Utc};
use futures_util::future::BoxFuture;
use tokio::sync::Mutex;

use super::{
    model::{self, Memory},
    store,
};
use crate::{
    app::App,
    connectors::feegow::{Lease, LoginError, QueueError, WebLogin},
    db::DbError,
    integrations,
    jobs::{Job, JobCtx, Outcome, Rhythm},
    kernel::{ClinicUnit, Service},
    queues::{CANCELLED, NO_DATABASE, throttle::is_due},
};

/// Between two cycles.
const PAUSE: Duration = Duration::from_secs(15);
/// Login, then two calls of up to three attempts for each of three clinics, and their waits.
const TIMEOUT: Duration = Duration::from_secs(5 * 60);
/// A cycle is left out when somebody else uses the web session for longer.
const LEASE_PATIENCE: Duration = Duration::from_secs(10);

/// Reads each clinic's queue page, then stores it in a transaction of its own. Only a page that proves
/// to be the queue changes anything, so a failed clinic keeps its rows.
pub struct SyncMedic {
    app: App,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    memory: Memory,
    finished_at: Option<DateTime<Utc>>,
    purged_at: Option<DateTime<Utc>>,
}

/// What became of the clinics in one cycle.
#[derive(Default)]
struct Tally {
    detected: usize,
    trusted: usize,
    untrusted: Vec<&'static str>,
    login_failed: bool,
}

impl SyncMedic {
    /// The job on the configured Feegow account.
    pub fn new(app: &App) -> Self {
        Self { app: app.clone(), state: Mutex::default() }
    }

    async fn cycle(&self, ctx: &JobCtx, state: &mut State) -> Result<Outcome, DbError> {
        let Some(credentials) = integrations::web_credentials(&self.app).await? else {
            return Ok(Outcome::Failed("Credenciais do Feegow não configuradas".into()));
        };
        let Some(mut lease) = self.app.feegow_web.lease(LEASE_PATIENCE).await else {
            return Ok(Outcome::Skipped("the Feegow session is in use"));
        };
        let login = WebLogin { user: &credentials.username, password: &credentials.password };
        let mut tally = Tally::default();
        for unit in ClinicUnit::ALL {
            self.read_unit(ctx, state, &mut lease, login, unit, &mut tally).await?;
        }
        Ok(tally.outcome())
    }

    async fn read_unit(
        &self,
        ctx: &JobCtx,
        state: &mut State,
        lease: &mut Lease<'_>,
        login: WebLogin<'_>,
        unit: ClinicUnit,
        tally: &mut Tally,
    ) -> Result<(), DbError> {
        match lease.medical_queue(login, unit).await {
            Ok(lines) => {
                let patients = model::patients(unit, &lines, ctx.clock.local());
                let interval = self.app.config.workers.medic_upsert_interval;
                store::save(ctx, unit, &patients, &mut state.memory, interval).await?;
                tally.detected += patients.len();
                tally.trusted += 1;
            }
            Err(error) => {
                // The failure that makes it wait was logged when it happened.
                if !matches!(error, QueueError::Login(LoginError::Waiting)) {
                    tracing::warn!(unit = unit.stored_name(), "medical queue: {error}");
                }
                tally.login_failed |= matches!(error, QueueError::Login(_));
                tally.untrusted.push(unit.stored_name());
            }
        }
        Ok(())
    }

    /// Ends stays that no answer will end any more, and purges. Needs no network.
    async fn housekeeping(&self, ctx: &JobCtx, state: &mut State) -> Result<(), DbError> {
        let workers = &self.app.config.workers;
        let now = ctx.clock.now();
        if is_due(state.finished_at, now, workers.medic_finalize_interval) {
            store::finish_left_behind(ctx).await?;
            state.finished_at = Some(now);
        }
        if is_due(state.purged_at, now, workers.medic_cleanup_interval) {
            store::purge(ctx).await?;
            state.purged_at = Some(now);
        }
        Ok(())
    }
}

impl Tally {
    fn outcome(&self) -> Outcome {
        let total = self.detected;
        match (self.trusted, self.untrusted.as_slice()) {
            (_, []) => Outcome::Done(format!("Ciclo concluído. Total detectado: {total}")),
            (0, _) if self.login_failed => Outcome::Failed("Falha no login do Feegow".into()),
            (0, _) => Outcome::Failed("Sessão expirada ou página inesperada".into()),
            (_, untrusted) => Outcome::Partial(format!(
                "Ciclo parcial. Total detectado: {total} | sem resposta confiável: {}",
                untrusted.join(", ")
            )),
        }
    }
}

impl Job for SyncMedic {
    fn service(&self) -> Service {
        Service::MonitorMedico
    }

    fn rhythm(&self) -> Rhythm {
        Rhythm::Continuous { pause: PAUSE }
    }

    fn timeout(&self) -> Duration {
        TIMEOUT
    }

    fn tables(&self) -> &'static [&'static str] {
        &["espera_medica"]
    }

    fn wants_another_look(&self) -> bool {
        self.state.try_lock().is_ok_and(|state| state.memory.has_missing())
    }

    fn run<'a>(&'a self, ctx: &'a JobCtx) -> BoxFuture<'a, Outcome> {
        Box::pin(async {
            let mut state = self.state.lock().await;
            let work = async {
                let outcome = self.cycle(ctx, &mut state).await;
                // After the clinics: whoever is still in an answer was refreshed by now.
                let kept = self.housekeeping(ctx, &mut state).await;
                outcome.and_then(|outcome| kept.map(|()| outcome))
            };
            let outcome = tokio::select! {
                outcome = work => outcome,
                () = ctx.cancel.cancelled() => return Outcome::Skipped(CANCELLED),
            };
            outcome.unwrap_or_else(|error| {
                tracing::error!("medical queue: {error:#}");
                Outcome::Failed(NO_DATABASE.into())
            })
        })
    }

    fn outside_window<'a>(&'a self, ctx: &'a JobCtx) -> BoxFuture<'a, ()> {
        Box::pin(async {
            let mut state = self.state.lock().await;
            if let Err(error) = self.housekeeping(ctx, &mut state).await {
                tracing::error!("medical queue: {error:#}");
            }
        })
    }
}
