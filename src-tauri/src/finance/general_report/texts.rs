//! The sentences both files of the report share.

use chrono::NaiveDateTime;

use super::model::GeneralReport;

/// The name of the report.
pub(super) const NAME: &str = "Faturamento Geral";
/// Its name outside the house.
pub(super) const TITLE: &str = "Faturamento Geral - Consultare";

/// The report as a file: what it says, and when (São Paulo) it was made.
#[derive(Debug, Clone)]
pub(super) struct Export {
    pub(super) report: GeneralReport,
    pub(super) made_at: NaiveDateTime,
}

impl Export {
    /// `Fevereiro/2026`.
    pub(super) fn reference(&self) -> String {
        format!("{}/{}", self.report.reference_month_label, self.report.reference_year)
    }

    /// When it was made, and its reference month.
    pub(super) fn made(&self) -> String {
        format!("Gerado em: {} | Referencia: {}", self.made_at.format("%d/%m/%Y, %H:%M:%S"), self.reference())
    }

    /// What growth is compared with the best year.
    pub(super) fn versus_best(&self) -> String {
        format!("Crescimento vs melhor ano ({})", self.report.accumulation_rule_label)
    }

    /// What growth is compared with the year before.
    pub(super) fn versus_previous(&self) -> String {
        format!("Crescimento vs ano anterior ({})", self.report.accumulation_rule_label)
    }

    /// The name of the file with this ending.
    pub(super) fn file_name(&self, ending: &str) -> String {
        let (month, unit) = (&self.report.reference_month_ref, self.report.unit_filter.key());
        format!("faturamento-geral-{month}-{unit}.{ending}")
    }
}
