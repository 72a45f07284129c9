//! Running the sync workers: what a job is, and (in the other files) who runs it when.

mod abandoned;
pub mod agenda;
pub mod backfill;
pub mod catalogue;
mod claims;
mod continuous;
mod heartbeat;
mod listener;
pub mod locks;
pub mod once;
mod run;
pub mod runner;
mod scheduler;
mod session;
pub mod state;
pub mod window;

use std::{sync::Arc, time::Duration};

use futures_util::future::BoxFuture;
use tokio_util::sync::CancellationToken;

use crate::{
    db::{Db, Fence},
    kernel::{Clock, Service},
};

/// How a run ended. The runner turns it into the one final heartbeat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// All good; the text is the summary shown to people.
    Done(String),
    /// Something is missing or was left as it was; the text says what.
    Partial(String),
    /// Nothing could be synced and stored data was left as it was; the text says why.
    Failed(String),
    /// The run gave way to another user of the same resource: no heartbeat is written.
    Skipped(&'static str),
}

/// When the runner calls a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rhythm {
    /// At the slots of the agenda and on request.
    Agenda,
    /// Again and again inside the operating window, this long after each cycle; on request at any hour.
    Continuous { pause: Duration },
}

/// A sync worker: an idempotent function from "now" and stored state to an [`Outcome`].
///
/// It reads its upstream completely, then changes its tables in one transaction, which ends with the
/// confirmation of [`JobCtx::fence`]. It writes no
/// heartbeat of its own but [`JobCtx::progress`]; schedule, exclusion, timeout, cancellation, final
/// heartbeat and cache invalidation are the runner's business.
pub trait Job: Send + Sync + 'static {
    /// The service this job is.
    fn service(&self) -> Service;
    /// When it runs by itself.
    fn rhythm(&self) -> Rhythm;
    /// A run that takes longer is ended as failed.
    fn timeout(&self) -> Duration;
    /// The tables it writes: cached answers that read them are dropped after a run.
    fn tables(&self) -> &'static [&'static str];
    /// One run (one cycle, for a continuous job).
    fn run<'a>(&'a self, ctx: &'a JobCtx) -> BoxFuture<'a, Outcome>;
    /// Whether the last run saw something that only another answer of the source can confirm. A run
    /// outside the orchestrator, which nothing follows, looks once more.
    fn wants_another_look(&self) -> bool {
        false
    }
    /// Housekeeping that needs no network; called about once a minute outside the operating window.
    fn outside_window<'a>(&'a self, _ctx: &'a JobCtx) -> BoxFuture<'a, ()> {
        Box::pin(async {})
    }
}

/// What a run is given.
#[derive(Clone)]
pub struct JobCtx {
    pub db: Db,
    pub clock: Clock,
    /// Ends when the process stops or the run took too long.
    pub cancel: CancellationToken,
    /// To be confirmed by every transaction that writes, as its last statement.
    pub fence: Fence,
    /// Receives progress texts, shown as `RUNNING` (ignored for continuous jobs).
    pub progress: Arc<dyn Fn(String) + Send + Sync>,
}

impl JobCtx {
    /// Tells people how far the run is.
    pub fn progress(&self, text: impl Into<String>) {
        (self.progress)(text.into());
    }
}
