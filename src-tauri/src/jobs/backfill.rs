//! Reading the past again, month by month, under the lock of the daily worker: what was done is remembered, what failed
//! is told.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use chrono::{DateTime, NaiveDate, Utc};
use futures_util::future::{BoxFuture, join};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::{
    JobCtx,
    locks::{Lock, Locks},
};
use crate::{
    app::App,
    db::{Db, DbError},
    kernel::{Period, Service},
    operations::{self, Status, model::STOPPED},
};

/// How days are shown.
const SLASHED: &str = "%d/%m/%Y";
/// How long one look at a lock that another process holds takes: in between, the program can be stopped.
const LOOK: Duration = Duration::from_secs(5);
/// A daily run of a server never takes longer.
const PATIENCE: Duration = Duration::from_secs(45 * 60);
/// The lock connection is used, and an unchanged progress text written again, this often.
const CHECK: Duration = Duration::from_secs(10);

/// A month of a backfill, or the part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub window: Period,
    /// First days of the months that are complete once this is stored.
    pub completes: Vec<NaiveDate>,
    /// Already complete: it is not read again.
    pub is_done: bool,
}

impl Part {
    /// `03/2024`, or its days when it is not one month.
    pub fn name(&self) -> String {
        if Period::month_of(self.window.first).contains(self.window.last) {
            return self.window.first.format("%m/%Y").to_string();
        }
        format!("{}-{}", self.window.first.format(SLASHED), self.window.last.format(SLASHED))
    }
}

/// Which months of `period` are read. Only months that are over can be complete; those in `completed` are, `None` asks
/// for all again and completes none.
pub fn plan(period: Period, today: NaiveDate, completed: Option<&BTreeSet<NaiveDate>>) -> Vec<Part> {
    let part = |window: Period| {
        let is_whole = window.is_whole_month() && window.last < today;
        let completes = if is_whole && completed.is_some() { vec![window.first] } else { Vec::new() };
        Part { window, completes, is_done: is_whole && completed.is_some_and(|done| done.contains(&window.first)) }
    };
    period.months().map(part).collect()
}

/// What became of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// So many rows.
    Stored(usize),
    /// Why it is not complete, in Portuguese.
    Failed(String),
    /// It was told to stop; nothing changed.
    Cancelled,
}

/// What is read again.
pub trait Months: Send + Sync {
    /// The worker that reads it day by day: a part runs under its lock and tells its progress under its name.
    fn service(&self) -> Service;
    /// Reads and stores one part, and remembers what it completes.
    fn read<'a>(&'a self, ctx: &'a JobCtx, part: &'a Part) -> BoxFuture<'a, End>;
}

/// What happens while it runs, for whoever looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Another process runs the service: it is waited for.
    Waiting,
    Skipped(String),
    Progress(String),
    /// A part and how many rows it stored, or why it did not.
    Ended(String, Result<usize, String>),
    Pause(Duration),
}

/// How it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finish {
    /// Names of the parts that failed: none when all is well.
    Through(Vec<String>),
    /// It was stopped; what was stored stays.
    Stopped,
    /// Another process owns the embedded database.
    Busy,
}

/// A backfill at work.
pub struct Backfill<'a> {
    pub app: &'a App,
    pub months: &'a dyn Months,
    /// Between two months.
    pub pause: Duration,
    pub stop: &'a CancellationToken,
    pub tell: Arc<dyn Fn(Event) + Send + Sync>,
}

impl Backfill<'_> {
    /// Reads and stores the parts in order. Every month runs under the lock of the daily worker, which is
    /// free during the pauses.
    ///
    /// # Errors
    /// The database cannot be reached.
    pub async fn run(&self, parts: &[Part]) -> Result<Finish, DbError> {
        let locks = Locks::new(&self.app.db);
        let is_embedded = matches!(self.app.db, Db::Sqlite { .. });
        if is_embedded && !locks.take(Lock::Orchestrator, Duration::ZERO).await? {
            return Ok(Finish::Busy);
        }
        let started = self.app.clock.now();
        let finish = self.run_parts(parts, &locks).await;
        if is_embedded {
            locks.give_back(Lock::Orchestrator).await;
        }
        self.conclude(finish.as_ref().ok(), started).await;
        finish
    }

    async fn run_parts(&self, parts: &[Part], locks: &Locks) -> Result<Finish, DbError> {
        let mut failed = Vec::new();
        let mut rest = parts.iter().peekable();
        while let Some(part) = rest.next() {
            if part.is_done {
                (self.tell)(Event::Skipped(part.name()));
                continue;
            }
            let end = match self.acquire(locks).await? {
                Some(true) => {
                    let end = self.run_part(part, locks).await;
                    locks.give_back(self.lock()).await;
                    end
                }
                Some(false) => End::Failed(format!("Outro processo está executando o {}", self.months.service())),
                None => End::Cancelled,
            };
            let outcome = match end {
                End::Cancelled => return Ok(Finish::Stopped),
                End::Failed(why) => Err(why),
                End::Stored(rows) => Ok(rows),
            };
            if let Err(why) = &outcome {
                failed.push(part.name());
                self.say(Status::Error, why).await;
            }
            (self.tell)(Event::Ended(part.name(), outcome));
            if rest.peek().is_some() && !self.rest().await {
                return Ok(Finish::Stopped);
            }
        }
        Ok(Finish::Through(failed))
    }

    /// What a part runs under. (The file of an embedded database is locked once for all parts.)
    fn lock(&self) -> Lock {
        Lock::Worker(self.months.service())
    }

    /// Takes the lock of the daily worker; `Some(false)` when it stays taken, `None` when told to stop.
    async fn acquire(&self, locks: &Locks) -> Result<Option<bool>, DbError> {
        let started = self.app.clock.now();
        let mut has_told = false;
        loop {
            if self.stop.is_cancelled() {
                return Ok(None);
            }
            let wait = if has_told { LOOK } else { Duration::ZERO };
            if locks.take(self.lock(), wait).await? {
                return Ok(Some(true));
            }
            if !has_told {
                has_told = true;
                (self.tell)(Event::Waiting);
            }
            if (self.app.clock.now() - started).to_std().is_ok_and(|waited| waited > PATIENCE) {
                return Ok(Some(false));
            }
        }
    }

    /// One month, with its heartbeats beside it.
    async fn run_part(&self, part: &Part, locks: &Locks) -> End {
        let (progress, texts) = watch::channel(String::new());
        let tell = self.tell.clone();
        let ctx = JobCtx {
            db: self.app.db.clone(),
            clock: self.app.clock.clone(),
            cancel: self.stop.child_token(),
            fence: locks.fence(self.lock()).await,
            progress: Arc::new(move |text: String| {
                tell(Event::Progress(text.clone()));
                progress.send_replace(text);
            }),
        };
        let over = CancellationToken::new();
        let work = async {
            let end = self.months.read(&ctx, part).await;
            over.cancel();
            end
        };
        join(work, self.watch(texts, locks, &ctx.cancel, &over)).await.0
    }

    /// Writes progress texts and keeps the lock, until the work is over; ends the work when the lock is lost.
    async fn watch(
        &self,
        mut texts: watch::Receiver<String>,
        locks: &Locks,
        cancel: &CancellationToken,
        over: &CancellationToken,
    ) {
        loop {
            tokio::select! {
                biased;
                () = over.cancelled() => return,
                changed = texts.changed() => if changed.is_err() { return },
                () = self.app.clock.sleep(CHECK) => {}
            }
            if matches!(locks.check().await, Ok(false)) {
                tracing::error!("another process may run the service now: this month ends");
                cancel.cancel();
                return;
            }
            let text = texts.borrow_and_update().clone();
            if !text.is_empty() {
                self.say(Status::Running, &text).await;
            }
        }
    }

    /// The pause between two months; `false` when told to stop.
    async fn rest(&self) -> bool {
        if !self.pause.is_zero() {
            (self.tell)(Event::Pause(self.pause));
        }
        tokio::select! {
            biased;
            () = self.stop.cancelled() => false,
            () = self.app.clock.sleep(self.pause) => true,
        }
    }

    async fn conclude(&self, finish: Option<&Finish>, started: DateTime<Utc>) {
        let seconds = (self.app.clock.now() - started).num_milliseconds().max(0) as f64 / 1000.0;
        match finish {
            Some(Finish::Through(failed)) if failed.is_empty() => {
                self.say(Status::Completed, &format!("Backfill histórico finalizado — Concluído em {seconds:.2}s"))
                    .await;
            }
            Some(Finish::Through(failed)) => self.say(Status::Warning, &with_failures(failed)).await,
            Some(Finish::Stopped) | None => self.say(Status::Error, STOPPED).await,
            Some(Finish::Busy) => {}
        }
    }

    /// A heartbeat of the service. Somebody's request stays.
    async fn say(&self, status: Status, text: &str) {
        let now = self.app.clock.stamp();
        let written = operations::store::report(&self.app.db, self.months.service(), status, &now, text).await;
        if let Err(error) = written {
            tracing::warn!("heartbeat not written: {error}");
        }
    }
}

/// What is said when months failed.
pub fn with_failures(failed: &[String]) -> String {
    format!("Backfill finalizado com falhas: {}", failed.join(", "))
}
