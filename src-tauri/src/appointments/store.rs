//! Reads of `feegow_appointments`: for the page of bookings from its computed columns, whose indexes answer alone.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sqlx::{AssertSqlSafe, Encode, QueryBuilder, Type};

use super::model::BookedDay;
use crate::{
    db::{Db, DbError, during},
    kernel::{Period, stamp},
    on_engine,
};

/// Stored spellings and a status to keep to; `None` keeps everything.
#[derive(Debug, Clone, Default)]
pub(super) struct Narrowed {
    pub scheduled_by: Option<Vec<String>>,
    pub specialty: Option<Vec<String>>,
    pub professional: Option<Vec<String>>,
    pub unit: Option<Vec<String>>,
    pub status: Option<i64>,
}

impl Narrowed {
    fn columns(&self) -> [(&'static str, Option<&[String]>); 4] {
        [
            ("hub_booker", self.scheduled_by.as_deref()),
            ("hub_specialty", self.specialty.as_deref()),
            ("hub_professional", self.professional.as_deref()),
            ("hub_unit", self.unit.as_deref()),
        ]
    }

    /// Whether a name was asked for that nobody has.
    fn is_nothing(&self) -> bool {
        self.columns().iter().any(|(_, spellings)| spellings.is_some_and(<[String]>::is_empty))
    }

    /// The index that holds all that is asked for, as a hint: MySQL would prefer that of a name, and read the rows. A
    /// comment to SQLite, and to a server without the index.
    fn index(&self) -> &'static str {
        if self.specialty.is_some() || self.professional.is_some() || self.unit.is_some() {
            ""
        } else if self.scheduled_by.is_some() {
            "/*+ INDEX(feegow_appointments idx_feegow_appointments_hub_bookers) */"
        } else {
            "/*+ INDEX(feegow_appointments idx_feegow_appointments_hub_statuses) */"
        }
    }
}

/// The columns people choose names from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    ScheduledBy,
    Specialty,
    Professional,
    Unit,
}

/// How much was booked on the days of `period`, by day and status, in no particular order.
pub(super) async fn booked(db: &Db, period: Period, narrowed: &Narrowed) -> Result<Vec<BookedDay>, DbError> {
    if narrowed.is_nothing() || period.first > period.last {
        return Ok(Vec::new());
    }
    on_engine!(db, pool => question(period, narrowed).build_query_as().fetch_all(pool).await)
        .map_err(during("feegow_appointments.booked"))
}

fn question<DB>(period: Period, narrowed: &Narrowed) -> QueryBuilder<DB>
where
    DB: sqlx::Database,
    String: Type<DB> + for<'q> Encode<'q, DB>,
    i64: Type<DB> + for<'q> Encode<'q, DB>,
{
    let mut query = QueryBuilder::new("SELECT ");
    query
        .push(narrowed.index())
        .push(
            " CAST(hub_booked_on AS CHAR) AS day, CAST(status_id AS SIGNED) AS status, COUNT(*) AS total
             FROM feegow_appointments WHERE hub_booked_on >= ",
        )
        .push_bind(period.first.to_string())
        .push(" AND hub_booked_on <= ")
        .push_bind(period.last.to_string());
    if let Some(status) = narrowed.status {
        query.push(" AND status_id = ").push_bind(status);
    }
    for (column, spellings) in narrowed.columns() {
        let Some(spellings) = spellings else { continue };
        query.push(" AND ").push(column).push(" IN (");
        let mut list = query.separated(", ");
        for spelling in spellings {
            list.push_bind(spelling.clone());
        }
        query.push(")");
    }
    query.push(" GROUP BY hub_booked_on, status_id");
    query
}

/// Comes before every name.
const BEFORE_ALL: &str = "\0";

/// So many names are looked up one by one; the rest, which no clinic has, all at once.
const JUMPS_MAX: usize = 500;

/// Every stored spelling of a booker, in the order of their bytes. Found like the others.
pub(crate) async fn bookers(db: &Db) -> Result<Vec<String>, DbError> {
    spellings(db, Named::ScheduledBy).await
}

/// Every stored spelling of a column in order, on MySQL (but for bookers) one of those that its collation takes for
/// equal. Jumps from one to the next in the column's index: a few dozen of its entries are read, whatever the size of
/// the table.
pub(super) async fn spellings(db: &Db, column: Named) -> Result<Vec<String>, DbError> {
    macro_rules! questions {
        ($column:literal) => {
            (
                concat!("SELECT CAST(MIN(", $column, ") AS CHAR) FROM feegow_appointments WHERE ", $column, " > ?"),
                concat!("SELECT DISTINCT CAST(", $column, " AS CHAR) FROM feegow_appointments WHERE ", $column, " > ?"),
            )
        };
    }
    let (next, rest) = match column {
        Named::ScheduledBy => questions!("hub_booker_exact"),
        Named::Specialty => questions!("hub_specialty"),
        Named::Professional => questions!("hub_professional"),
        Named::Unit => questions!("hub_unit"),
    };
    // Boxed: several of these wait side by side inside one handler.
    on_engine!(db, pool => Box::pin(async {
        // One connection for all jumps: each is shorter than its way to the server. One moment, too: no worker can
        // move a name to where the jumps have been.
        let mut connection = pool.begin().await?;
        let mut found: Vec<String> = Vec::new();
        while found.len() < JUMPS_MAX {
            let last = found.last().map_or(BEFORE_ALL, String::as_str).to_owned();
            let query = sqlx::query_scalar(AssertSqlSafe(next)).bind(last);
            let Some(name): Option<String> = query.fetch_one(&mut *connection).await? else { return Ok(found) };
            found.push(name);
        }
        let query = sqlx::query_scalar(AssertSqlSafe(rest)).bind(found.last().cloned());
        let others: Vec<String> = query.fetch_all(&mut *connection).await?;
        found.extend(others);
        Ok(found)
    }).await)
    .map_err(during("feegow_appointments.spellings"))
}

/// Every stored status, ascending; found like the spellings.
pub(super) async fn statuses(db: &Db) -> Result<Vec<i64>, DbError> {
    const NEXT: &str = "SELECT CAST(MIN(status_id) AS SIGNED) FROM feegow_appointments WHERE status_id > ?";
    on_engine!(db, pool => Box::pin(async {
        let mut connection = pool.acquire().await?;
        let mut found: Vec<i64> = Vec::new();
        loop {
            let last = found.last().copied().unwrap_or(i64::MIN);
            let next: Option<i64> = sqlx::query_scalar(NEXT).bind(last).fetch_one(&mut *connection).await?;
            let Some(status) = next else { return Ok(found) };
            found.push(status);
        }
    }).await)
    .map_err(during("feegow_appointments.statuses"))
}

/// The first days of the months that a backfill has completed. (The former system also marked months that were not over.)
pub(super) async fn completed_months(db: &Db) -> Result<BTreeSet<NaiveDate>, DbError> {
    const SQL: &str = "SELECT CAST(year AS SIGNED), CAST(month AS SIGNED), CAST(to_date AS CHAR)
                       FROM feegow_appointments_backfill_checkpoint";
    let rows: Vec<(i64, i64, Option<String>)> = on_engine!(db, pool => sqlx::query_as(SQL).fetch_all(pool).await)
        .map_err(during("feegow_appointments_backfill_checkpoint.list"))?;
    let first = |(year, month, to): (i64, i64, Option<String>)| {
        let first = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, u32::try_from(month).ok()?, 1)?;
        (stamp::parse_day(&to?)? >= Period::month_of(first).last).then_some(first)
    };
    Ok(rows.into_iter().filter_map(first).collect())
}

/// How many appointments have their visit in a period.
pub(super) async fn appointments_on(db: &Db, period: Period) -> Result<i64, DbError> {
    const SQL: &str = "SELECT COUNT(*) FROM feegow_appointments WHERE date >= ? AND date <= ?";
    let (first, last) = (period.first.to_string(), period.last.to_string());
    on_engine!(db, pool => sqlx::query_scalar(SQL).bind(&first).bind(&last).fetch_one(pool).await)
        .map_err(during("feegow_appointments.count"))
}
