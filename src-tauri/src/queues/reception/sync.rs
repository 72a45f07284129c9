//! `monitor_recepcao`: follows who waits at the reception of each clinic.

use std::{sync::atomic::Ordering, time::Duration};

use chrono::{DateTime, Utc};
use futures_util::future::{BoxFuture, join_all};
use tokio::sync::Mutex;

use super::{
    model::{self, Memory},
    store,
};
use crate::{
    app::App,
    connectors::{
        ConnectorError,
        feegow::{ReceptionQueue, Ticket},
    },
    db::DbError,
    integrations::{self, UnitSession},
    jobs::{Job, JobCtx, Outcome, Rhythm},
    kernel::{ClinicUnit, Service, stamp},
    operations,
    queues::{CANCELLED, NO_DATABASE, throttle::is_due},
};

/// Between two cycles.
const PAUSE: Duration = Duration::from_secs(15);
/// Three attempts of 10 s, the clinics side by side, and the waits a busy service may ask for.
const TIMEOUT: Duration = Duration::from_secs(3 * 60);

/// Tokens that are refused are renewed at most this often.
const RENEWAL_INTERVAL: Duration = Duration::from_secs(30 * 60);

/// Asks for each clinic's tickets, then stores each clinic in a transaction of its own. Only a complete
/// answer changes anything, so a failed clinic keeps its rows.
pub struct SyncReception {
    app: App,
    queue: ReceptionQueue,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    memory: Memory,
    /// The clinics' tokens, when they were read, and how many had been renewed by then.
    sessions: Option<(DateTime<Utc>, u64, Vec<UnitSession>)>,
    renewal_requested_at: Option<DateTime<Utc>>,
}

/// Why a clinic's tickets are not known.
enum Failure {
    NoToken,
    Call(ConnectorError),
}

impl Failure {
    fn brief(&self) -> String {
        match self {
            Self::NoToken => "sem token".into(),
            Self::Call(error) => error.brief(),
        }
    }

    fn is_auth_expired(&self) -> bool {
        matches!(self, Self::Call(error) if error.is_auth_expired())
    }
}

type Answers = Vec<(ClinicUnit, Result<Vec<Ticket>, Failure>)>;

impl SyncReception {
    /// The job on the configured Feegow account.
    pub fn new(app: &App) -> Self {
        let queue = ReceptionQueue::new(&app.config.feegow, &app.config.workers, app.clock.clone());
        Self { app: app.clone(), queue, state: Mutex::default() }
    }

    async fn cycle(&self, ctx: &JobCtx) -> Result<Outcome, DbError> {
        let mut state = self.state.lock().await;
        let sessions = self.sessions(ctx, &mut state).await?;
        let answers: Answers = join_all(ClinicUnit::ALL.map(|unit| self.ask(unit, &sessions))).await;
        for (unit, answer) in &answers {
            match answer {
                Ok(tickets) => self.store(ctx, &mut state, *unit, tickets).await?,
                Err(failure) => {
                    // Whatever is wrong with the tokens, a renewal shows at the next cycle.
                    if failure.is_auth_expired() || matches!(failure, Failure::NoToken) {
                        state.sessions = None;
                    }
                    tracing::warn!(unit = unit.stored_name(), "reception queue: {}", failure.brief());
                }
            }
        }
        if answers.iter().any(|(_, answer)| matches!(answer, Err(failure) if failure.is_auth_expired())) {
            self.request_renewal(ctx, &mut state).await?;
        }
        Ok(outcome(&answers))
    }

    /// Asks for new tokens, unless they were asked for or renewed a moment ago.
    async fn request_renewal(&self, ctx: &JobCtx, state: &mut State) -> Result<(), DbError> {
        let now = ctx.clock.now();
        if !is_due(state.renewal_requested_at, now, RENEWAL_INTERVAL) {
            return Ok(());
        }
        let last_run = operations::store::find(&ctx.db, Service::Auth).await?.and_then(|row| row.last_run);
        let last_run = last_run.as_deref().and_then(stamp::parse).map(stamp::to_utc);
        if !is_due(last_run, now, RENEWAL_INTERVAL) {
            return Ok(());
        }
        state.renewal_requested_at = Some(now);
        if operations::request(&self.app, Service::Auth).await? {
            tracing::info!("tokens are refused: their renewal is asked for");
        }
        Ok(())
    }

    /// The tokens, read again when they are old.
    async fn sessions(&self, ctx: &JobCtx, state: &mut State) -> Result<Vec<UnitSession>, DbError> {
        let now = ctx.clock.now();
        let renewed = self.app.unit_sessions_renewed.load(Ordering::Relaxed);
        if let Some((read_at, renewed_before, sessions)) = &state.sessions
            && *renewed_before == renewed
            && !is_due(Some(*read_at), now, self.app.config.workers.feegow_token_cache)
        {
            return Ok(sessions.clone());
        }
        let sessions = integrations::unit_sessions(&self.app).await?;
        state.sessions = Some((now, renewed, sessions.clone()));
        Ok(sessions)
    }

    async fn ask(&self, unit: ClinicUnit, sessions: &[UnitSession]) -> (ClinicUnit, Result<Vec<Ticket>, Failure>) {
        let answer = match sessions.iter().find(|session| session.unit_id == unit.id()) {
            Some(session) => {
                self.queue.tickets(unit, &session.token, session.cookies.as_ref()).await.map_err(Failure::Call)
            }
            None => Err(Failure::NoToken),
        };
        (unit, answer)
    }

    async fn store(
        &self,
        ctx: &JobCtx,
        state: &mut State,
        unit: ClinicUnit,
        tickets: &[Ticket],
    ) -> Result<(), DbError> {
        let rows = model::rows(unit, tickets, ctx.clock.local());
        let interval = self.app.config.workers.reception_upsert_interval;
        store::save(ctx, unit, &rows, &mut state.memory, interval).await
    }
}

/// What people are told.
fn outcome(answers: &[(ClinicUnit, Result<Vec<Ticket>, Failure>)]) -> Outcome {
    let good: Vec<(&ClinicUnit, usize)> =
        answers.iter().filter_map(|(unit, answer)| Some((unit, answer.as_ref().ok()?.len()))).collect();
    let failed: Vec<(&ClinicUnit, &Failure)> =
        answers.iter().filter_map(|(unit, answer)| Some((unit, answer.as_ref().err()?))).collect();
    let total: usize = good.iter().map(|(_, count)| count).sum();
    let named = || {
        let words = failed.iter().map(|(unit, failure)| format!("{} ({})", unit.short_label(), failure.brief()));
        words.collect::<Vec<_>>().join(", ")
    };
    if failed.is_empty() {
        let units: Vec<String> = good.iter().map(|(unit, count)| format!("{}: {count}", unit.short_label())).collect();
        return Outcome::Done(format!("Fila: {total} ({})", units.join(" | ")));
    }
    if !good.is_empty() {
        return Outcome::Partial(format!("Fila parcial: {total} | sem resposta: {}", named()));
    }
    if failed.iter().any(|(_, failure)| failure.is_auth_expired()) {
        return Outcome::Failed("🚨 TOKEN EXPIROU.".into());
    }
    let first = failed[0].1.brief();
    let same = failed.iter().all(|(_, failure)| failure.brief() == first);
    Outcome::Failed(format!("Falha API: {}", if same { first } else { named() }))
}

impl Job for SyncReception {
    fn service(&self) -> Service {
        Service::MonitorRecepcao
    }

    fn rhythm(&self) -> Rhythm {
        Rhythm::Continuous { pause: PAUSE }
    }

    fn timeout(&self) -> Duration {
        TIMEOUT
    }

    fn tables(&self) -> &'static [&'static str] {
        &["recepcao_historico"]
    }

    fn wants_another_look(&self) -> bool {
        self.state.try_lock().is_ok_and(|state| state.memory.has_missing())
    }

    fn run<'a>(&'a self, ctx: &'a JobCtx) -> BoxFuture<'a, Outcome> {
        Box::pin(async {
            let outcome = tokio::select! {
                outcome = self.cycle(ctx) => outcome,
                () = ctx.cancel.cancelled() => return Outcome::Skipped(CANCELLED),
            };
            outcome.unwrap_or_else(|error| {
                tracing::error!("reception queue: {error:#}");
                Outcome::Failed(NO_DATABASE.into())
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(each: [Result<usize, Failure>; 3]) -> Answers {
        let ticket = Ticket { id: 1, patient: String::new(), arrival: None, served: None, status: String::new() };
        let lists = each.map(|answer| answer.map(|count| vec![ticket.clone(); count]));
        ClinicUnit::ALL.into_iter().zip(lists).collect()
    }

    fn http(status: u16) -> Failure {
        Failure::Call(match status {
            401 | 403 => ConnectorError::AuthExpired { service: "Feegow", status },
            _ => ConnectorError::Status { service: "Feegow", status },
        })
    }

    #[test]
    fn people_are_told_what_is_known_and_what_is_not() {
        let timeout = || Failure::Call(ConnectorError::Timeout { service: "Feegow" });
        for (each, expected) in [
            ([Ok(2), Ok(0), Ok(1)], Outcome::Done("Fila: 3 (Ouro Verde: 2 | Cambuí: 0 | Shop. Campinas: 1)".into())),
            (
                [Ok(2), Err(http(401)), Ok(1)],
                Outcome::Partial("Fila parcial: 3 | sem resposta: Cambuí (HTTP 401)".into()),
            ),
            (
                [Err(timeout()), Err(Failure::NoToken), Ok(1)],
                Outcome::Partial(
                    "Fila parcial: 1 | sem resposta: Ouro Verde (tempo esgotado), Cambuí (sem token)".into(),
                ),
            ),
            ([Err(http(401)), Err(http(403)), Err(http(401))], Outcome::Failed("🚨 TOKEN EXPIROU.".into())),
            ([Err(http(500)), Err(http(500)), Err(http(500))], Outcome::Failed("Falha API: HTTP 500".into())),
        ] {
            assert_eq!(outcome(&answers(each)), expected);
        }
    }
}
