//! Reading years of billing again, month by month.

use std::{sync::Arc, time::Duration};

use chrono::NaiveDate;
use futures_util::future::BoxFuture;
use tokio_util::sync::CancellationToken;

use super::{
    collect::{self, BUSY, collect},
    model::slashed,
    store,
};
pub use crate::jobs::backfill::{Event, Finish, Part, with_failures};
use crate::{
    app::App,
    connectors::feegow::report::BillingReportSource,
    db::{Db, DbError},
    jobs::{
        JobCtx,
        backfill::{self, End, Months},
    },
    kernel::{Period, Service},
};

/// Which months of `period` are read. Only months that are over can be complete.
///
/// # Errors
/// The database cannot be read.
pub async fn plan(db: &Db, period: Period, today: NaiveDate, uses_checkpoints: bool) -> Result<Vec<Part>, DbError> {
    let completed = if uses_checkpoints { Some(store::completed_months(db).await?) } else { None };
    Ok(backfill::plan(period, today, completed.as_ref()))
}

/// The one part of a report that was saved to a file: all of `period` at once.
pub fn plan_of_file(period: Period, today: NaiveDate) -> Vec<Part> {
    let is_whole = |month: &Period| month.is_whole_month() && month.last < today;
    let completes = period.months().filter(is_whole).map(|month| month.first).collect();
    vec![Part { window: period, completes, is_done: false }]
}

/// How many lines are stored for a part.
///
/// # Errors
/// The database cannot be read.
pub async fn stored_lines(db: &Db, part: &Part) -> Result<i64, DbError> {
    store::stored_lines(db, part.window).await
}

/// A backfill at work.
pub struct Backfill<'a> {
    pub app: &'a App,
    pub source: &'a dyn BillingReportSource,
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
        let months = Reports(self.source);
        let (app, pause, stop) = (self.app, self.pause, self.stop);
        backfill::Backfill { app, months: &months, pause, stop, tell: self.tell.clone() }.run(parts).await
    }
}

/// The months of the billing report.
struct Reports<'a>(&'a dyn BillingReportSource);

impl Months for Reports<'_> {
    fn service(&self) -> Service {
        Service::Faturamento
    }

    fn read<'a>(&'a self, ctx: &'a JobCtx, part: &'a Part) -> BoxFuture<'a, End> {
        Box::pin(async {
            let Period { first, last } = part.window;
            let title = format!("Backfill {}: {}-{}", first.format("%Y"), slashed(first), slashed(last));
            match collect(ctx, self.0, part.window, &part.completes, &title).await {
                collect::End::Cancelled => End::Cancelled,
                collect::End::Busy => End::Failed(BUSY.to_owned()),
                collect::End::Failed(why) | collect::End::Kept(why) => End::Failed(why),
                collect::End::Stored(stored) if !stored.divergence.is_none() => {
                    End::Failed(format!("{} registros | divergência resumo: {}", stored.lines, stored.divergence))
                }
                collect::End::Stored(stored) => End::Stored(stored.lines),
            }
        })
    }
}
