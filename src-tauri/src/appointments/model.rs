//! The answer of `/api/admin/agendamentos`, and what it was asked for.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{kernel::Period, operations::HeartbeatView};

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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema, sqlx::FromRow)]
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
    pub status_ids: Vec<i64>,
}

impl Appointments {
    /// The periods in order, and what they come to.
    pub(super) fn of(mut series: Vec<BookedPeriod>) -> Self {
        series.retain(|period| period.total > 0);
        series.sort_by(|a, b| a.period.cmp(&b.period));
        let total_period: i64 = series.iter().map(|period| period.total).sum();
        let confirmed: i64 = series.iter().map(|period| period.confirmados).sum();
        #[allow(clippy::cast_precision_loss, reason = "appointments")]
        let confirmed_rate = if total_period == 0 { 0.0 } else { confirmed as f64 / total_period as f64 };
        Self { series, stats: BookingStats { total_period, confirmed_rate } }
    }
}
