//! Reading years of appointments again, month by month.

use std::{collections::BTreeSet, sync::Arc};

use chrono::NaiveDate;
use futures_util::future::BoxFuture;
use tokio::sync::Mutex;

use super::{
    EMPTY, NO_DATABASE,
    names::Names,
    row::Rows,
    save::{self, Checkpoint},
    store,
    sync::Notes,
};
use crate::{
    connectors::feegow::{FeegowApi, api::BACKFILL_TIMEOUT},
    db::{Db, DbError},
    jobs::{
        JobCtx,
        backfill::{self, End, Months, Part},
    },
    kernel::{Period, Service},
};

/// Which months of `period` are read. Only months that are over can be complete.
///
/// # Errors
/// The database cannot be read.
pub async fn plan(db: &Db, period: Period, today: NaiveDate, uses_checkpoints: bool) -> Result<Vec<Part>, DbError> {
    let completed: Option<BTreeSet<NaiveDate>> =
        if uses_checkpoints { Some(store::completed_months(db).await?) } else { None };
    Ok(backfill::plan(period, today, completed.as_ref()))
}

/// How many appointments are stored for the days of a part.
///
/// # Errors
/// The database cannot be read.
pub async fn stored_appointments(db: &Db, part: &Part) -> Result<i64, DbError> {
    store::appointments_on(db, part.window).await
}

/// The months of the appointments, with the names of one moment.
pub struct AppointmentMonths {
    api: FeegowApi,
    /// Once all lists came they are not asked for again.
    names: Mutex<Option<Arc<Names>>>,
}

impl AppointmentMonths {
    /// The months that this service tells.
    pub fn new(api: FeegowApi) -> Self {
        Self { api, names: Mutex::new(None) }
    }

    async fn names(&self) -> Arc<Names> {
        let mut kept = self.names.lock().await;
        match &*kept {
            Some(names) if names.missing().is_empty() => names.clone(),
            _ => kept.insert(Arc::new(Names::of(self.api.lists(BACKFILL_TIMEOUT).await))).clone(),
        }
    }

    async fn month(&self, ctx: &JobCtx, part: &Part) -> Result<End, DbError> {
        ctx.progress(format!("Backfill {}", part.name()));
        let appointments = match self.api.appointments(part.window, BACKFILL_TIMEOUT).await {
            Ok(appointments) => appointments,
            Err(error) => {
                tracing::error!(window = %part.window, "appointments: {error}");
                return Ok(End::Failed(format!("Erro API: {}", error.brief())));
            }
        };
        if appointments.is_empty() {
            let stored = store::appointments_on(&ctx.db, part.window).await?;
            if stored > 0 {
                return Ok(End::Failed(format!("{EMPTY}; {stored} registros mantidos")));
            }
        }
        let names = self.names().await;
        let missing = names.missing();
        let rows = Rows::of(appointments, &names);
        ctx.progress(format!("Backfill {}: gravando {} agendamentos", part.name(), rows.rows.len()));
        // With a list missing, the month is read again another day.
        let completes = part.completes.first().filter(|_| missing.is_empty());
        let checkpoint = completes.map(|_| Checkpoint { month: part.window });
        let stored = save::save(ctx, &rows, checkpoint).await?;
        let notes = Notes(&rows, &names).to_string();
        if !notes.is_empty() {
            tracing::warn!(window = %part.window, stored, "appointments{notes}");
        }
        Ok(if missing.is_empty() { End::Stored(stored) } else { End::Failed(format!("{stored} registros{notes}")) })
    }
}

impl Months for AppointmentMonths {
    fn service(&self) -> Service {
        Service::Financeiro
    }

    fn read<'a>(&'a self, ctx: &'a JobCtx, part: &'a Part) -> BoxFuture<'a, End> {
        Box::pin(async {
            let read = tokio::select! {
                read = self.month(ctx, part) => read,
                () = ctx.cancel.cancelled() => return End::Cancelled,
            };
            read.unwrap_or_else(|error| {
                tracing::error!(window = %part.window, "appointments: {error:#}");
                End::Failed(NO_DATABASE.into())
            })
        })
    }
}
