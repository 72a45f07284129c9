//! Reads of `feegow_appointments` for the page of bookings.

use chrono::NaiveDate;
use sqlx::{AssertSqlSafe, Database, Encode, QueryBuilder, Type};

use super::model::{BookedPeriod, CONFIRMED, Grain, NO_SHOW};
use crate::{
    db::{Db, DbError, during},
    kernel::Period,
    on_engine,
};

/// Up to so many months or years each is counted by itself: rows of an index, gathered nowhere.
const PIECES_MAX: usize = 60;

/// Stored spellings and a status to keep to; `None` keeps everything.
#[derive(Debug, Clone, Default)]
pub(super) struct Narrowed {
    pub scheduled_by: Option<Vec<String>>,
    pub specialty: Option<Vec<String>>,
    pub professional: Option<Vec<String>>,
    pub status: Option<i64>,
}

impl Narrowed {
    fn columns(&self) -> [(&'static str, Option<&[String]>); 3] {
        [
            ("scheduled_by", self.scheduled_by.as_deref()),
            ("specialty", self.specialty.as_deref()),
            ("professional_name", self.professional.as_deref()),
        ]
    }

    /// Whether a name was asked for that nobody has.
    fn is_nothing(&self) -> bool {
        self.columns().iter().any(|(_, spellings)| spellings.is_some_and(<[String]>::is_empty))
    }
}

/// The columns people choose names from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    ScheduledBy,
    Specialty,
    Professional,
}

/// How much was booked on the days of `period`, in no particular order; periods without bookings may be there.
pub(super) async fn booked(
    db: &Db,
    period: Period,
    grain: Grain,
    narrowed: &Narrowed,
) -> Result<Vec<BookedPeriod>, DbError> {
    if narrowed.is_nothing() || period.first > period.last {
        return Ok(Vec::new());
    }
    let pieces = pieces(period, grain);
    on_engine!(db, pool => {
        let mut query = QueryBuilder::new("");
        for (at, (name, piece)) in pieces.iter().enumerate() {
            query.push(if at > 0 { " UNION ALL SELECT " } else { "SELECT " });
            match name {
                Some(name) => query.push("CAST(").push_bind(name.clone()).push(" AS CHAR)"),
                None => query.push("CAST(SUBSTR(scheduled_at, 1, 10) AS CHAR)"),
            };
            push_counts(&mut query, *piece, narrowed);
            if name.is_none() {
                query.push(" GROUP BY 1");
            }
        }
        query.build_query_as().fetch_all(pool).await
    })
    .map_err(during("feegow_appointments.booked"))
}

/// The months or years of a period with their names; days are told apart by the engine, as are too many months.
fn pieces(period: Period, grain: Grain) -> Vec<(Option<String>, Period)> {
    let named = |part: Period| (Some(part.first.to_string()[..grain.length()].to_owned()), part);
    let parts: Vec<Period> = match grain {
        Grain::Day => return vec![(None, period)],
        Grain::Month => period.months().take(PIECES_MAX + 1).collect(),
        Grain::Year => years(period).take(PIECES_MAX + 1).collect(),
    };
    if parts.len() > PIECES_MAX { vec![(None, period)] } else { parts.into_iter().map(named).collect() }
}

fn years(period: Period) -> impl Iterator<Item = Period> {
    use chrono::Datelike;
    (period.first.year()..=period.last.year()).filter_map(move |year| {
        let first = NaiveDate::from_ymd_opt(year, 1, 1)?.max(period.first);
        Some(Period::new(first, NaiveDate::from_ymd_opt(year, 12, 31)?.min(period.last)))
    })
}

fn push_counts<DB>(query: &mut QueryBuilder<DB>, period: Period, narrowed: &Narrowed)
where
    DB: Database,
    String: Type<DB> + for<'q> Encode<'q, DB>,
    i64: Type<DB> + for<'q> Encode<'q, DB>,
{
    let [attended, confirmed] = CONFIRMED;
    query
        .push(" AS period, COUNT(*) AS total, CAST(COALESCE(SUM(CASE WHEN status_id IN (")
        .push(attended)
        .push(", ")
        .push(confirmed)
        .push(") THEN 1 ELSE 0 END), 0) AS SIGNED) AS confirmados, CAST(COALESCE(SUM(CASE WHEN status_id = ")
        .push(NO_SHOW)
        .push(" THEN 1 ELSE 0 END), 0) AS SIGNED) AS nao_compareceu FROM feegow_appointments WHERE scheduled_at >= ")
        .push_bind(period.first.to_string())
        .push(" AND scheduled_at < ")
        .push_bind(period.last.succ_opt().unwrap_or(period.last).to_string());
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
}

/// Every stored spelling of a column, in no particular order; on MySQL one of those that its collation takes for equal.
pub(super) async fn spellings(db: &Db, column: Named) -> Result<Vec<String>, DbError> {
    const SCHEDULED_BY: &str = "SELECT CAST(name AS CHAR) FROM (SELECT DISTINCT scheduled_by AS name
                                FROM feegow_appointments WHERE scheduled_by > '') names";
    const SPECIALTY: &str = "SELECT CAST(name AS CHAR) FROM (SELECT DISTINCT specialty AS name
                             FROM feegow_appointments WHERE specialty > '') names";
    const PROFESSIONAL: &str = "SELECT CAST(name AS CHAR) FROM (SELECT DISTINCT professional_name AS name
                                FROM feegow_appointments WHERE professional_name > '') names";
    let sql = match column {
        Named::ScheduledBy => SCHEDULED_BY,
        Named::Specialty => SPECIALTY,
        Named::Professional => PROFESSIONAL,
    };
    on_engine!(db, pool => sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(pool).await)
        .map_err(during("feegow_appointments.spellings"))
}

/// Every stored status, ascending.
pub(super) async fn statuses(db: &Db) -> Result<Vec<i64>, DbError> {
    const SQL: &str = "SELECT CAST(status_id AS SIGNED) FROM (SELECT DISTINCT status_id FROM feegow_appointments
                       WHERE status_id IS NOT NULL) statuses ORDER BY 1";
    on_engine!(db, pool => sqlx::query_scalar(SQL).fetch_all(pool).await)
        .map_err(during("feegow_appointments.statuses"))
}

#[test]
fn a_period_is_cut_into_its_years_and_months() {
    let day = |text: &str| text.parse().unwrap();
    let period = Period::new(day("2024-12-30"), day("2026-01-02"));
    let names = |grain| -> Vec<String> {
        pieces(period, grain).into_iter().map(|(name, part)| format!("{} {part}", name.unwrap_or_default())).collect()
    };
    assert_eq!(
        names(Grain::Year),
        ["2024 2024-12-30..2024-12-31", "2025 2025-01-01..2025-12-31", "2026 2026-01-01..2026-01-02"]
    );
    assert_eq!(names(Grain::Month).len(), 14);
    assert_eq!(names(Grain::Day), [" 2024-12-30..2026-01-02"]);
}
