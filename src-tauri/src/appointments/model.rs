//! The answer of `/api/admin/agendamentos`, and what it was asked for.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    kernel::{Period, text::cut},
    operations::HeartbeatView,
};

/// Attended or confirmed.
pub(super) const CONFIRMED: [i64; 2] = [3, 7];
/// Did not appear.
pub(super) const NO_SHOW: i64 = 6;

/// What bookings are added up by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Grain {
    #[default]
    Day,
    Month,
    Year,
}

impl Grain {
    /// The grain with this name in any case; days for any other.
    pub fn from_name(name: &str) -> Self {
        match name.trim().to_lowercase().as_str() {
            "month" => Self::Month,
            "year" => Self::Year,
            _ => Self::Day,
        }
    }

    /// Its name in a request.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// How many characters of `YYYY-MM-DD` tell its periods apart.
    pub const fn length(self) -> usize {
        match self {
            Self::Day => 10,
            Self::Month => 7,
            Self::Year => 4,
        }
    }
}

/// What was asked: the days of booking, and filters by folded names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub period: Period,
    pub grain: Grain,
    pub scheduled_by: Option<String>,
    pub specialty: Option<String>,
    pub professional: Option<String>,
    pub unit: Option<String>,
    pub status: Option<i64>,
}

/// What was booked in a period, whatever became of it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Appointments)]
pub struct Appointments {
    /// Periods with bookings, in order.
    pub series: Vec<BookedPeriod>,
    pub stats: BookingStats,
}

/// What was booked, and the last run of the worker that reads it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = AppointmentsAnswer)]
pub struct AppointmentsAnswer {
    #[serde(flatten)]
    pub appointments: Appointments,
    /// The service `financeiro`. Never older than the request.
    pub heartbeat: HeartbeatView,
    /// What can be chosen; only with `distincts=true`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distincts: Option<Distincts>,
}

/// A day, month or year with bookings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct BookedPeriod {
    /// `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
    #[schema(example = "2026-02-18")]
    pub period: String,
    pub total: i64,
    /// Attended (3) or confirmed (7).
    pub confirmados: i64,
    /// Did not appear (6).
    pub nao_compareceu: i64,
}

/// All periods together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BookingStats {
    pub total_period: i64,
    /// Attended or confirmed, as a fraction from 0 to 1, not rounded; 0 without bookings.
    pub confirmed_rate: f64,
}

/// What can be chosen to narrow the bookings: of all times, in order, at most a thousand names each.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Distincts {
    pub scheduled_by: Vec<String>,
    pub specialty: Vec<String>,
    pub professional: Vec<String>,
    pub unit: Vec<String>,
    pub status_ids: Vec<i64>,
}

/// How much was booked on a day, of one status.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(super) struct BookedDay {
    /// `YYYY-MM-DD`.
    pub day: String,
    pub status: Option<i64>,
    pub total: i64,
}

impl Appointments {
    /// Days in any order, joined to the periods of a grain.
    pub(super) fn of(days: &[BookedDay], grain: Grain) -> Self {
        let mut periods: BTreeMap<&str, BookedPeriod> = BTreeMap::new();
        for BookedDay { day, status, total } in days.iter().filter(|day| day.total > 0) {
            let name = cut(day, grain.length());
            let period = periods
                .entry(name)
                .or_insert_with(|| BookedPeriod { period: name.to_owned(), ..BookedPeriod::default() });
            period.total += total;
            period.confirmados += if status.is_some_and(|status| CONFIRMED.contains(&status)) { *total } else { 0 };
            period.nao_compareceu += if *status == Some(NO_SHOW) { *total } else { 0 };
        }
        let series: Vec<BookedPeriod> = periods.into_values().collect();
        let total_period: i64 = series.iter().map(|period| period.total).sum();
        let confirmed: i64 = series.iter().map(|period| period.confirmados).sum();
        #[allow(clippy::cast_precision_loss, reason = "appointments")]
        let confirmed_rate = if total_period == 0 { 0.0 } else { confirmed as f64 / total_period as f64 };
        Self { series, stats: BookingStats { total_period, confirmed_rate } }
    }
}

#[test]
fn days_are_joined_to_months_and_years() {
    let day = |day: &str, status, total| BookedDay { day: day.into(), status, total };
    let days = [
        day("2026-02-18", Some(7), 2),
        day("2025-12-31", Some(6), 1),
        day("2026-02-18", Some(3), 1),
        day("2026-02-01", None, 4),
    ];
    let told = |grain| -> Vec<String> {
        let series = Appointments::of(&days, grain).series;
        series.iter().map(|p| format!("{} {} {} {}", p.period, p.total, p.confirmados, p.nao_compareceu)).collect()
    };
    assert_eq!(told(Grain::Day), ["2025-12-31 1 0 1", "2026-02-01 4 0 0", "2026-02-18 3 3 0"]);
    assert_eq!(told(Grain::Month), ["2025-12 1 0 1", "2026-02 7 3 0"]);
    assert_eq!(told(Grain::Year), ["2025 1 0 1", "2026 7 3 0"]);
    assert_eq!(Appointments::of(&[], Grain::Day), Appointments::default());
}
