//! The answer of `/api/admin/financial/history`, and what it was asked for.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    kernel::{Cents, Period},
    operations::HeartbeatView,
};

/// What was asked: a period and up to three folded names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub period: Period,
    pub unit: Option<String>,
    pub group: Option<String>,
    pub procedure: Option<String>,
}

/// What was billed in a period. Money is in reais with at most two decimals; `qtd` counts report lines.
///
/// Lines without a unit are left out everywhere; those of the benefit card are counted.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = FinancialHistory)]
pub struct History {
    /// Days with lines, in order, under all filters.
    pub daily: Vec<BilledDay>,
    /// The same lines per month: an incomplete month counts only its days of the period.
    pub monthly: Vec<BilledMonth>,
    /// The same lines altogether.
    pub totals: Billed,
    /// Groups to choose from, highest total first: of the chosen unit, whatever group or procedure is chosen.
    pub groups: Vec<BilledGroupOption>,
    /// Groups under all filters, highest total first.
    pub group_stats: Vec<BilledGroup>,
    /// Procedures to choose from, in order: of the chosen unit and group, of any time.
    pub procedures: Vec<BilledProcedureOption>,
    /// Units to choose from, in order: of the period, whatever is chosen.
    pub units: Vec<BilledUnitOption>,
    /// Units under the filters by group and procedure (not by unit), highest total first.
    pub units_billing: Vec<BilledUnit>,
}

/// What was billed in a period, and the last run of the worker that reads it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = FinancialHistoryAnswer)]
pub struct HistoryAnswer {
    #[serde(flatten)]
    pub history: History,
    /// The service `faturamento`. Never older than the request.
    pub heartbeat: HeartbeatView,
}

/// Money and lines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Billed {
    #[schema(value_type = f64, example = 1220.4)]
    pub total: Cents,
    pub qtd: i64,
}

/// A day with lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BilledDay {
    #[serde(rename = "d")]
    #[schema(example = "2026-02-18")]
    pub day: String,
    #[schema(value_type = f64)]
    pub total: Cents,
    pub qtd: i64,
}

/// A month with lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BilledMonth {
    #[serde(rename = "m")]
    #[schema(example = "2026-02")]
    pub month: String,
    #[schema(value_type = f64)]
    pub total: Cents,
    pub qtd: i64,
}

/// A group to choose; its name three times, as three lists want it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BilledGroupOption {
    pub name: String,
    #[schema(value_type = f64)]
    pub total: Cents,
    pub qtd: i64,
    pub label: String,
    pub procedure_group: String,
}

/// A group with lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BilledGroup {
    pub procedure_group: String,
    #[schema(value_type = f64)]
    pub total: Cents,
    pub qtd: i64,
}

/// A procedure to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BilledProcedureOption {
    pub name: String,
}

/// A unit to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BilledUnitOption {
    pub name: String,
    /// The name again.
    pub label: String,
}

/// A unit with lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BilledUnit {
    pub name: String,
    #[schema(value_type = f64)]
    pub total: Cents,
    pub qtd: i64,
}
