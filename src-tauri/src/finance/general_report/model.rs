//! The general report as it is answered.

use serde::Serialize;
use utoipa::ToSchema;

use super::Section;
use crate::{http::json::Success, kernel::Cents};

/// The general report.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct GeneralReportAnswer {
    pub status: Success,
    pub data: GeneralReport,
}

/// Every year's billing by month, and how far the reference year is compared with the others up to yesterday.
/// Money is in reais with at most two decimals.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GeneralReport {
    /// When it was made (RFC 3339, UTC).
    pub generated_at: String,
    #[schema(example = "2026-02")]
    pub reference_month_ref: String,
    pub reference_year: i32,
    /// 1–12.
    pub reference_month: u32,
    /// The month in Portuguese, without cedilla.
    #[schema(example = "Fevereiro")]
    pub reference_month_label: String,
    /// Yesterday as `DD/MM`: every year is accumulated up to this day.
    #[schema(example = "18/02")]
    pub accumulation_cutoff_br: String,
    /// The same as a sentence.
    #[schema(example = "acumulado de 01/01 ate 18/02 de cada ano")]
    pub accumulation_rule_label: String,
    /// What was asked for.
    pub unit_filter: Section,
    /// Every section there is.
    pub available_units: Vec<SectionOption>,
    /// All five, or the one asked for.
    pub sections: Vec<ReportSectionYears>,
}

/// A section to choose.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SectionOption {
    pub key: Section,
    #[schema(example = "Todas unidades")]
    pub label: String,
}

/// One section's years.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReportSectionYears {
    pub key: Section,
    pub label: String,
    /// The reference year, or the section's last one when it has no lines in it; `null` without any lines.
    #[schema(required)]
    pub reference_year_applied: Option<i32>,
    /// From 1 January to the cut, in the year applied.
    #[schema(value_type = f64)]
    pub reference_accumulated: Cents,
    /// The same of the best earlier year; 0 when there is none.
    #[schema(value_type = f64)]
    pub best_historical_accumulated: Cents,
    /// The same of the year before; 0 when it has no lines.
    #[schema(value_type = f64)]
    pub previous_year_accumulated: Cents,
    /// Percent, not rounded; `null` when there is nothing above 0 to compare with.
    #[schema(required)]
    pub growth_vs_best: Option<f64>,
    /// Percent, not rounded; `null` when there is nothing above 0 to compare with.
    #[schema(required)]
    pub growth_vs_previous_year: Option<f64>,
    /// The years with lines, in order.
    pub rows: Vec<ReportYear>,
}

/// One year of a section.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReportYear {
    pub year: i32,
    /// January to December.
    #[schema(value_type = Vec<f64>)]
    pub months: [Cents; 12],
    #[schema(value_type = f64)]
    pub total: Cents,
    /// The months up to the reference month, whole.
    #[schema(value_type = f64)]
    pub accumulated_ref: Cents,
    /// Whether the month is the best of its name in all years.
    #[schema(value_type = Vec<bool>)]
    pub highlights: [bool; 12],
}
