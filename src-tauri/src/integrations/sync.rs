//! `auth`: renews what the reception queues are asked with.

use std::{sync::atomic::Ordering, time::Duration};

use futures_util::future::BoxFuture;

use super::{UnitSession, WebCredentials, save_unit_session, web_credentials};
use crate::{
    app::App,
    connectors::{
        ConnectorError,
        feegow::{
            Lease, LoginError, ReceptionQueue, WebLogin,
            tokens::{BrowserTokens, PageTokens, TokenError, TokenSource, UnitToken},
        },
    },
    db::DbError,
    jobs::{Job, JobCtx, Outcome, Rhythm},
    kernel::{ClinicUnit, Service},
};

/// One unit: up to ten minutes for the session, then a dozen calls or a browser.
const UNIT_TIMEOUT: Duration = Duration::from_secs(15 * 60);
const WAITING: &str = "Aguardando a sessão do Feegow";

/// Finds each unit's token in the Feegow web, tries it at the reception queue, and only then stores it. A unit that
/// fails keeps the token it has.
pub struct SyncAuth {
    app: App,
    queue: ReceptionQueue,
    /// The ways to find a token, the first that yields one wins.
    sources: Vec<Box<dyn TokenSource>>,
}

/// Why a unit was not renewed.
#[derive(Debug, thiserror::Error)]
enum UnitError {
    #[error("the Feegow session is in use")]
    Busy,
    #[error(transparent)]
    Token(#[from] TokenError),
    /// The queue does not accept the token, or could not be asked.
    #[error("the token could not be tried: {0}")]
    NotAccepted(ConnectorError),
    #[error(transparent)]
    Database(#[from] DbError),
}

impl UnitError {
    /// Whether the other units would fail in the same way.
    fn concerns_all_units(&self) -> bool {
        matches!(self, Self::Token(TokenError::Login(LoginError::Refused | LoginError::Waiting)))
    }
}

impl SyncAuth {
    /// The job on the configured Feegow account.
    pub fn new(app: &App) -> Self {
        let queue = ReceptionQueue::new(&app.config.feegow, &app.config.workers, app.clock.clone());
        let mut sources: Vec<Box<dyn TokenSource>> = vec![Box::new(PageTokens::new(app.config.feegow.clone()))];
        if let Some(program) = app.config.browser.program.clone() {
            let (feegow, workers) = (app.config.feegow.clone(), app.config.workers.clone());
            sources.push(Box::new(BrowserTokens::new(program, feegow, workers)));
        }
        Self { app: app.clone(), queue, sources }
    }

    async fn renew_all(&self, ctx: &JobCtx) -> Result<Outcome, DbError> {
        let Some(credentials) = web_credentials(&self.app).await? else {
            return Ok(Outcome::Failed("Credenciais do Feegow não configuradas".into()));
        };
        let mut failed = Vec::new();
        let mut is_hopeless = false;
        for (index, unit) in ClinicUnit::ALL.into_iter().enumerate() {
            if is_hopeless {
                failed.push(unit);
                continue;
            }
            if index > 0 {
                let workers = &self.app.config.workers;
                ctx.clock.sleep(workers.pause(workers.auth_delay)).await;
            }
            ctx.progress(format!("Renovando o token de {}", unit.label()));
            match self.renew(ctx, &credentials, unit).await {
                Ok(()) => {}
                Err(UnitError::Database(error)) => return Err(error),
                Err(error) => {
                    tracing::warn!(unit = unit.stored_name(), %error, "token not renewed");
                    is_hopeless = error.concerns_all_units();
                    failed.push(unit);
                }
            }
        }
        Ok(outcome(&failed))
    }

    /// The lease ends with the unit, so that others use the session during the pause.
    async fn renew(&self, ctx: &JobCtx, credentials: &WebCredentials, unit: ClinicUnit) -> Result<(), UnitError> {
        let login = WebLogin { user: &credentials.username, password: &credentials.password };
        let lease = self.app.feegow_web.lease_patiently(|| ctx.progress(WAITING)).await;
        let mut lease = lease.ok_or(UnitError::Busy)?;
        let token = self.accepted_token(&mut lease, login, unit).await?;
        let session = UnitSession { unit_id: unit.id(), token: token.token, cookies: token.cookies };
        save_unit_session(&self.app, &session).await?;
        self.app.unit_sessions_renewed.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    /// The first token that the queue accepts. The error is that of the last way tried.
    async fn accepted_token(
        &self,
        lease: &mut Lease<'_>,
        login: WebLogin<'_>,
        unit: ClinicUnit,
    ) -> Result<UnitToken, UnitError> {
        let mut last = UnitError::Token(TokenError::NotFound);
        for source in &self.sources {
            match self.accepted_token_of(source.as_ref(), lease, login, unit).await {
                Ok(token) => return Ok(token),
                Err(error) if error.concerns_all_units() => return Err(error),
                Err(error) => {
                    tracing::info!(unit = unit.stored_name(), way = source.name(), %error, "no token this way");
                    last = error;
                }
            }
        }
        Err(last)
    }

    async fn accepted_token_of(
        &self,
        source: &dyn TokenSource,
        lease: &mut Lease<'_>,
        login: WebLogin<'_>,
        unit: ClinicUnit,
    ) -> Result<UnitToken, UnitError> {
        let found = source.obtain(lease, login, unit).await?;
        let tried = self.queue.tickets(unit, &found.token, found.cookies.as_ref()).await;
        tried.map(|_| found).map_err(UnitError::NotAccepted)
    }
}

/// What people are told.
fn outcome(failed: &[ClinicUnit]) -> Outcome {
    let all = ClinicUnit::ALL.len();
    let renewed = all - failed.len();
    if renewed == 0 {
        return Outcome::Failed("Nenhuma unidade renovada".into());
    }
    let text = format!("Tokens atualizados ({renewed}/{all} unidades)");
    if failed.is_empty() {
        return Outcome::Done(text);
    }
    let ids: Vec<String> = failed.iter().map(|unit| unit.id().to_string()).collect();
    Outcome::Partial(format!("{text} | falharam: {}", ids.join(", ")))
}

impl Job for SyncAuth {
    fn service(&self) -> Service {
        Service::Auth
    }

    fn rhythm(&self) -> Rhythm {
        Rhythm::Agenda
    }

    fn timeout(&self) -> Duration {
        (UNIT_TIMEOUT + self.app.config.workers.auth_delay) * 3
    }

    fn tables(&self) -> &'static [&'static str] {
        &[]
    }

    fn run<'a>(&'a self, ctx: &'a JobCtx) -> BoxFuture<'a, Outcome> {
        Box::pin(async {
            let outcome = tokio::select! {
                outcome = self.renew_all(ctx) => outcome,
                () = ctx.cancel.cancelled() => return Outcome::Skipped("told to stop"),
            };
            outcome.unwrap_or_else(|error| {
                tracing::error!("tokens: {error:#}");
                Outcome::Failed("Falha no banco de dados".into())
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_told_which_units_failed() {
        let [first, second, third] = ClinicUnit::ALL;
        for (failed, expected) in [
            (vec![], Outcome::Done("Tokens atualizados (3/3 unidades)".into())),
            (vec![second, third], Outcome::Partial("Tokens atualizados (1/3 unidades) | falharam: 3, 12".into())),
            (vec![first, second, third], Outcome::Failed("Nenhuma unidade renovada".into())),
        ] {
            assert_eq!(outcome(&failed), expected);
        }
    }
}
