//! `hub simulate --fill`: a database as years of use leave it, for measuring.
//!
//! Every row depends on the seed, its table and its number alone, so that the same plan gives the same rows. They
//! carry what the former system left behind: missing and blank texts, blanks around names, two date spellings, lines
//! of nothing, refunds. Only columns that every age of the schema has are written.

mod appointments;
mod billing;
mod contracts;
mod proposals;
mod store;
mod words;

use std::borrow::Cow;

use chrono::{Days, NaiveDate};

use crate::{
    db::{self, Db, DbError},
    kernel::Clock,
};
use words::Words;

/// How far back the rows reach, in days.
const HISTORY: u64 = 4 * 365;

/// What to write.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    pub seed: u64,
    /// The newest payment's day; appointments go on for a month.
    pub today: NaiveDate,
    /// Lines of `faturamento_analitico`.
    pub billing: u64,
    /// Rows of `feegow_appointments`.
    pub appointments: u64,
    /// Rows of `feegow_proposals`.
    pub proposals: u64,
    /// Rows of `feegow_contracts`.
    pub contracts: u64,
}

impl Plan {
    /// The day of a row: rows are spread evenly from four years ago to some days after today.
    fn day(&self, index: u64, count: u64, days_ahead: u64) -> NaiveDate {
        let first = self.today.checked_sub_days(Days::new(HISTORY)).unwrap_or(self.today);
        let day = first + Days::new(index * (HISTORY + days_ahead + 1) / count.max(1));
        // Sundays are closed: what falls on one was done the day before.
        match chrono::Datelike::weekday(&day) {
            chrono::Weekday::Sun => day.pred_opt().unwrap_or(day),
            _ => day,
        }
    }
}

/// Why a database was not filled.
#[derive(Debug, thiserror::Error)]
pub enum FillError {
    /// These tables hold rows.
    #[error("the database holds data already, in {}", .0.join(", "))]
    Occupied(Vec<&'static str>),
    #[error(transparent)]
    Database(#[from] DbError),
}

/// A value of a row.
#[derive(Debug, Clone, PartialEq)]
enum Cell<'w> {
    Null,
    Text(Cow<'w, str>),
    Real(f64),
    Whole(i64),
}

impl<'w> From<&'w str> for Cell<'w> {
    fn from(text: &'w str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

/// A table and how its rows are made.
struct Table {
    name: &'static str,
    /// `INSERT INTO … (…)`, up to the values.
    insert: &'static str,
    count: fn(&Plan) -> u64,
    row: for<'w> fn(&'w Words, &Plan, u64) -> Vec<Cell<'w>>,
}

const TABLES: [Table; 4] = [billing::TABLE, appointments::TABLE, proposals::TABLE, contracts::TABLE];

/// Writes the rows of a plan and says after each table how many they were and how long it took. A database without
/// tables gets the schema first; an existing schema is left as it is.
///
/// # Errors
/// The database holds data and `replace` is not set: nothing is changed. With it the filled tables, the summaries and
/// the checkpoints made from them are emptied first; other tables are never touched.
pub async fn fill(
    db: &Db,
    plan: &Plan,
    replace: bool,
    clock: &Clock,
    told: impl Fn(&str, u64, std::time::Duration),
) -> Result<(), FillError> {
    let occupied = store::occupied(db).await?;
    if !occupied.is_empty() && !replace {
        return Err(FillError::Occupied(occupied));
    }
    if store::is_missing_a_table(db).await? {
        db::migrate(db).await?;
    }
    store::empty(db).await?;
    let words = Words::new(plan.seed);
    let write = async |tables: &[Table]| {
        for table in tables {
            let started = clock.now();
            let count = (table.count)(plan);
            store::insert(db, table, count, |index| (table.row)(&words, plan, index)).await?;
            told(table.name, count, (clock.now() - started).to_std().unwrap_or_default());
        }
        Ok::<_, DbError>(())
    };
    // The first table is larger than the others together: a server has the time for both.
    let (first, others) = TABLES.split_at(1);
    futures_util::try_join!(write(first), write(others))?;
    store::count_anew(db).await?;
    Ok(())
}
