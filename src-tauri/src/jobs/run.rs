//! One run of one job, from its first heartbeat to its last.

use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};

use futures_util::{FutureExt, future::join};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::{
    Job, JobCtx, Outcome, Rhythm, heartbeat,
    heartbeat::Heartbeats,
    locks::{Lock, Locks},
};
use crate::{
    app::App,
    db::DbError,
    http::events::{Event, Queue},
    kernel::Service,
    operations::{Status, model},
};

/// How long a run may still tidy up after it was cancelled.
const GRACE: Duration = Duration::from_secs(5);

/// Why a run happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cause {
    /// Somebody asked for it.
    Request,
    /// The agenda says so.
    Agenda,
    /// A continuous job's next cycle: writes nothing but its result.
    Cycle,
}

/// How a run came to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Ended {
    /// By itself, or by its timeout.
    With(Outcome),
    /// Because this process stops (or may no longer run workers).
    Interrupted,
}

/// Receives progress texts besides the heartbeat (the terminal of `hub sync`).
pub(crate) type Listener = Arc<dyn Fn(&str) + Send + Sync>;

/// What a run needs.
pub(crate) struct Run<'a> {
    pub(crate) app: &'a App,
    pub(crate) beats: &'a Heartbeats,
    pub(crate) job: &'a dyn Job,
    pub(crate) cause: Cause,
    pub(crate) locks: &'a Locks,
    /// The lock of `locks` the run works under.
    pub(crate) lock: Lock,
    /// Ends the run early.
    pub(crate) stop: &'a CancellationToken,
    pub(crate) listener: Option<Listener>,
}

impl Run<'_> {
    /// Runs the job with all its heartbeats; the last one only while the lock is still held.
    ///
    /// # Errors
    /// The first heartbeat could not be written; the job was not started.
    pub(crate) async fn perform(self) -> Result<Ended, DbError> {
        let service = self.job.service();
        if self.cause != Cause::Cycle {
            self.beats.begin(service).await?;
        }
        let started = self.app.clock.now();
        let ended = self.execute().await;
        let elapsed = self.app.clock.now() - started;
        log(service, &ended, elapsed.num_milliseconds());
        // Before the final heartbeat: whoever reads again because of it must find fresh answers.
        self.app.cache.invalidate(self.job.tables());
        if self.is_entitled().await {
            self.conclude(&ended, elapsed).await;
        }
        self.announce(&ended);
        Ok(ended)
    }

    /// Whether no other process can have taken the service over. A database that is away for a moment
    /// is asked again.
    async fn is_entitled(&self) -> bool {
        for pause in heartbeat::RETRIES {
            match self.locks.check().await {
                Ok(is_held) => return is_held,
                Err(error) => tracing::warn!(service = self.job.service().key(), "lock not confirmed: {error}"),
            }
            self.app.clock.sleep(pause).await;
        }
        false
    }

    /// The job itself, beside the writing of its progress.
    async fn execute(&self) -> Ended {
        let (progress, texts) = watch::channel(String::new());
        let listener = self.listener.clone();
        let ctx = JobCtx {
            db: self.app.db.clone(),
            clock: self.app.clock.clone(),
            cancel: self.stop.child_token(),
            fence: self.locks.fence(self.lock).await,
            progress: Arc::new(move |text: String| {
                if let Some(listener) = &listener {
                    listener(&text);
                }
                progress.send_replace(text);
            }),
        };
        let over = CancellationToken::new();
        let job = async {
            let ended = self.within_limits(&ctx).await;
            over.cancel();
            ended
        };
        join(job, self.report_progress(texts, &over)).await.0
    }

    async fn report_progress(&self, mut texts: watch::Receiver<String>, over: &CancellationToken) {
        if matches!(self.job.rhythm(), Rhythm::Continuous { .. }) {
            return;
        }
        loop {
            tokio::select! {
                biased;
                () = over.cancelled() => return,
                changed = texts.changed() => if changed.is_err() { return },
            }
            let text = texts.borrow_and_update().clone();
            if let Err(error) = self.beats.say(self.job.service(), Status::Running, &text).await {
                tracing::warn!(service = self.job.service().key(), "progress not written: {error}");
            }
        }
    }

    /// Ends the job at its timeout or when this process stops, giving it a moment to tidy up.
    async fn within_limits(&self, ctx: &JobCtx) -> Ended {
        let limit = self.job.timeout();
        let running = AssertUnwindSafe(self.job.run(ctx)).catch_unwind();
        tokio::pin!(running);
        let is_late = tokio::select! {
            result = &mut running => return self.judged(result.ok()),
            () = self.stop.cancelled() => false,
            () = self.app.clock.sleep(limit) => true,
        };
        ctx.cancel.cancel();
        let last_word = self.app.clock.timeout(GRACE, running).await.map(Result::ok);
        match (last_word, is_late) {
            (Some(Some(outcome @ (Outcome::Done(_) | Outcome::Partial(_)))), _) => Ended::With(outcome),
            (_, true) => Ended::With(Outcome::Failed(timed_out(limit))),
            (_, false) => Ended::Interrupted,
        }
    }

    /// `None` is a panic; what fails while everything stops, fails because of it.
    fn judged(&self, outcome: Option<Outcome>) -> Ended {
        match outcome {
            Some(outcome @ (Outcome::Done(_) | Outcome::Partial(_))) => Ended::With(outcome),
            _ if self.stop.is_cancelled() => Ended::Interrupted,
            Some(outcome) => Ended::With(outcome),
            None => Ended::With(Outcome::Failed("Erro interno do worker (veja o log do servidor)".into())),
        }
    }

    async fn conclude(&self, ended: &Ended, elapsed: chrono::TimeDelta) {
        let service = self.job.service();
        match ended {
            Ended::With(outcome) => match heartbeat::of_outcome(outcome, self.job.rhythm(), elapsed) {
                Some((status, details)) => self.beats.conclude(service, status, &details).await,
                None if self.cause == Cause::Cycle => {}
                // It wrote RUNNING and then gave way: it goes back into the line.
                None => {
                    if let Err(error) = self.beats.wait_in_line(service, Status::Running).await {
                        tracing::warn!(service = service.key(), "not put back into the line: {error}");
                    }
                }
            },
            Ended::Interrupted if self.cause == Cause::Cycle => {}
            Ended::Interrupted => self.beats.conclude(service, Status::Error, model::STOPPED).await,
        }
    }

    /// Tells whoever is looking.
    fn announce(&self, ended: &Ended) {
        let service = self.job.service();
        let (outcome, has_changed) = match ended {
            Ended::With(Outcome::Done(_)) => ("done", true),
            Ended::With(Outcome::Partial(_)) => ("partial", true),
            Ended::With(Outcome::Failed(_)) | Ended::Interrupted => ("failed", false),
            Ended::With(Outcome::Skipped(_)) => return,
        };
        if let Some(queue) = queue_of(service).filter(|_| has_changed) {
            self.app.events.announce(Event::Queue { queue });
        }
        if self.cause != Cause::Cycle {
            self.app.events.announce(Event::Refresh { service_name: service.key().to_owned(), outcome });
        }
    }
}

fn queue_of(service: Service) -> Option<Queue> {
    match service {
        Service::MonitorMedico => Some(Queue::Medic),
        Service::MonitorRecepcao => Some(Queue::Reception),
        Service::Clinia => Some(Queue::Whatsapp),
        Service::Financeiro
        | Service::Faturamento
        | Service::Comercial
        | Service::Contratos
        | Service::Auth
        | Service::Certidoes => None,
    }
}

/// `Tempo esgotado: interrompido após 10 min`.
fn timed_out(limit: Duration) -> String {
    let seconds = limit.as_secs();
    if seconds >= 60 && seconds.is_multiple_of(60) {
        format!("Tempo esgotado: interrompido após {} min", seconds / 60)
    } else {
        format!("Tempo esgotado: interrompido após {seconds} s")
    }
}

fn log(service: Service, ended: &Ended, duration_ms: i64) {
    let service = service.key();
    match ended {
        Ended::With(Outcome::Done(summary)) => tracing::info!(service, duration_ms, "done: {summary}"),
        Ended::With(Outcome::Partial(summary)) => tracing::warn!(service, duration_ms, "done in part: {summary}"),
        Ended::With(Outcome::Failed(reason)) => tracing::error!(service, duration_ms, "failed: {reason}"),
        Ended::With(Outcome::Skipped(reason)) => tracing::info!(service, duration_ms, "gave way: {reason}"),
        Ended::Interrupted => tracing::warn!(service, duration_ms, "interrupted"),
    }
}
