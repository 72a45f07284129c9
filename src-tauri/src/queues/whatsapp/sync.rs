//! `clinia`: copies the open conversations and the day's figures from Clinia.

use std::time::Duration;

use futures_util::future::BoxFuture;

use super::store::{self, Answers};
use crate::{
    app::App,
    connectors::{ConnectorError, clinia::Clinia},
    db::DbError,
    integrations,
    jobs::{Job, JobCtx, Outcome, Rhythm},
    kernel::Service,
    queues::{CANCELLED, NO_DATABASE},
};

/// Between two cycles.
const PAUSE: Duration = Duration::from_secs(60);
/// Five calls of three attempts, 20 s each, and the waits between them.
const TIMEOUT: Duration = Duration::from_secs(6 * 60);

/// Reads five statistics, then writes what arrived in one transaction; what did not arrive stays.
pub struct SyncWhatsapp {
    app: App,
    clinia: Clinia,
}

impl SyncWhatsapp {
    /// The job on the configured Clinia account.
    pub fn new(app: &App) -> Self {
        let clinia = Clinia::new(&app.config.clinia, &app.config.workers, app.clock.clone());
        Self { app: app.clone(), clinia }
    }

    async fn cycle(&self, ctx: &JobCtx) -> Result<Outcome, DbError> {
        let Some(cookie) = integrations::clinia_cookie(&self.app).await? else {
            return Ok(Outcome::Partial("Sem Token/Cookie configurado".into()));
        };
        let day = ctx.clock.today();
        let names = self.clinia.group_names(&cookie).await;
        let waits = self.clinia.waits(&cookie, day).await;
        let count = self.clinia.chat_count(&cookie).await;
        let chats = self.clinia.chats_of(&cookie, day).await;
        let appointments = self.clinia.appointments_of(&cookie, day).await;

        let outcome = outcome([
            ("contagem", count.as_ref().err()),
            ("monitor", waits.as_ref().err()),
            ("relatório", chats.as_ref().err()),
            ("agendamentos", appointments.as_ref().err()),
            ("grupos", names.as_ref().err()),
        ]);
        let answers = Answers {
            count: count.ok(),
            waits: waits.ok(),
            names: names.ok(),
            chats: chats.ok(),
            appointments: appointments.ok(),
        };
        store::save(ctx, &answers, day).await?;
        Ok(outcome)
    }
}

impl Job for SyncWhatsapp {
    fn service(&self) -> Service {
        Service::Clinia
    }

    fn rhythm(&self) -> Rhythm {
        Rhythm::Continuous { pause: PAUSE }
    }

    fn timeout(&self) -> Duration {
        TIMEOUT
    }

    fn tables(&self) -> &'static [&'static str] {
        &["clinia_group_snapshots", "clinia_chat_stats", "clinia_appointment_stats"]
    }

    fn run<'a>(&'a self, ctx: &'a JobCtx) -> BoxFuture<'a, Outcome> {
        Box::pin(async {
            let outcome = tokio::select! {
                outcome = self.cycle(ctx) => outcome,
                () = ctx.cancel.cancelled() => return Outcome::Skipped(CANCELLED),
            };
            outcome.unwrap_or_else(|error| {
                tracing::error!("WhatsApp cycle: {error:#}");
                Outcome::Failed(NO_DATABASE.into())
            })
        })
    }
}

/// What people are told, given each part's failure. Without the count nothing is known about the
/// queue, so it is told alone; of the other parts the missing ones are named.
fn outcome(parts: [(&str, Option<&ConnectorError>); 5]) -> Outcome {
    for (part, error) in parts.iter().filter_map(|(part, error)| Some((part, (*error)?))) {
        tracing::warn!(part, "WhatsApp: {error}");
    }
    let [(_, count), others @ ..] = parts;
    match count {
        Some(error) if error.is_auth_expired() => {
            Outcome::Partial("Falha no endpoint de contagem (cookie inválido ou expirado)".into())
        }
        Some(error) => Outcome::Partial(format!("Falha no endpoint de contagem: {}", error.brief())),
        None => {
            let missing: Vec<&str> =
                others.iter().filter(|(_, error)| error.is_some()).map(|(part, _)| *part).collect();
            match missing.as_slice() {
                [] => Outcome::Done("Dados sincronizados".into()),
                missing => Outcome::Partial(format!("Sincronização parcial: {}", missing.join(", "))),
            }
        }
    }
}
