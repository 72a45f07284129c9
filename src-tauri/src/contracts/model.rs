//! The answer of `/api/admin/contratos`, and how it is added up.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{kernel::Cents, operations::HeartbeatView};

/// The unit that the benefit card is billed under, spelled as in the billing report.
pub const CARD_UNIT: &str = "RESOLVECARD GESTÃO DE BENEFICOS E MEIOS DE PAGAMENTOS";

/// The benefit card now and in a period. Money is in reais with at most two decimals.
///
/// A registration is one person of a contract; the worker stores one row for each.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = BenefitCard)]
pub struct Figures {
    pub totals: Totals,
    pub period: PeriodFigures,
}

/// Every contract, whenever it was made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = BenefitCardTotals)]
pub struct Totals {
    /// Approved contracts; a registration without contract number is none.
    pub active_contracts_count: i64,
    /// Registrations of approved contracts.
    pub active_patients_count: i64,
    /// What they pay every month.
    #[serde(rename = "activeContractsMRR")]
    #[schema(value_type = f64, example = 200)]
    pub active_contracts_mrr: Cents,
    /// Registrations that are overdue.
    pub defaulters_count: i64,
    /// What they would pay every month.
    #[schema(value_type = f64)]
    pub defaulters_value: Cents,
}

/// The contracts made in the period, and what the card's unit billed in it.
///
/// Nothing says when a contract was cancelled or fell overdue: those counted here were made in the period and
/// are so by now.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = BenefitCardPeriod)]
pub struct PeriodFigures {
    /// Joining fees of approved contracts.
    #[schema(value_type = f64)]
    pub sales_membership: Cents,
    /// Monthly fees of approved contracts.
    #[serde(rename = "salesMRR")]
    #[schema(value_type = f64)]
    pub sales_mrr: Cents,
    /// Registrations that are overdue.
    pub defaulters_count: i64,
    /// What they would pay every month.
    #[schema(value_type = f64)]
    pub defaulters_value: Cents,
    /// Registrations that are cancelled.
    pub cancelled_count: i64,
    /// What the card's unit was paid, by the billing report.
    #[schema(value_type = f64)]
    pub billing_realized: Cents,
    /// The same by day, in order; days without billing are left out.
    pub daily_chart: Vec<CardDay>,
}

/// What the card's unit was paid on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = BenefitCardDay)]
pub struct CardDay {
    #[schema(example = "2026-02-18")]
    pub date: String,
    #[schema(value_type = f64, example = 59.9)]
    pub faturamento: Cents,
}

/// The benefit card, and the last run of the worker that reads its contracts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = BenefitCardAnswer)]
pub struct Answer {
    #[serde(flatten)]
    pub figures: Figures,
    /// The service `contratos`. Never older than the request.
    pub heartbeat: HeartbeatView,
}

/// Facts about a registration, as bits of [`Sum::facts`].
pub(super) const APPROVED: i64 = 1;
pub(super) const CANCELLED: i64 = 2;
pub(super) const OVERDUE: i64 = 4;
pub(super) const IN_PERIOD: i64 = 8;

/// The registrations of which the same is true, added up: those of the period once with [`IN_PERIOD`], and once among
/// all others without it.
#[derive(Debug, Clone, Copy, Default, PartialEq, sqlx::FromRow)]
pub(super) struct Sum {
    pub facts: i64,
    pub row_count: i64,
    pub recurrence: f64,
    pub membership: f64,
}

impl Sum {
    fn has(self, facts: i64) -> bool {
        self.facts & facts == facts
    }
}

/// Adds them up, all registrations for the totals. Contracts are counted elsewhere: they may have registrations of
/// several pairs.
pub(super) fn figures(sums: &[Sum], active_contracts: i64, daily_chart: Vec<CardDay>) -> Figures {
    let money = |reais: f64| Cents::from_reais(reais).unwrap_or_default();
    let mut totals = Totals { active_contracts_count: active_contracts, ..Totals::default() };
    let mut period = PeriodFigures::default();
    let (own, all): (Vec<Sum>, Vec<Sum>) = sums.iter().partition(|sum| sum.has(IN_PERIOD));
    for sum in all {
        let recurrence = money(sum.recurrence);
        if sum.has(APPROVED) {
            totals.active_patients_count += sum.row_count;
            totals.active_contracts_mrr += recurrence;
        }
        if sum.has(OVERDUE) {
            totals.defaulters_count += sum.row_count;
            totals.defaulters_value += recurrence;
        }
    }
    for sum in own {
        let recurrence = money(sum.recurrence);
        if sum.has(APPROVED) {
            period.sales_mrr += recurrence;
            period.sales_membership += money(sum.membership);
        }
        if sum.has(OVERDUE) {
            period.defaulters_count += sum.row_count;
            period.defaulters_value += recurrence;
        }
        if sum.has(CANCELLED) {
            period.cancelled_count += sum.row_count;
        }
    }
    period.billing_realized = daily_chart.iter().map(|day| day.faturamento).sum();
    period.daily_chart = daily_chart;
    Figures { totals, period }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_registration_counts_where_it_belongs() {
        let sum = |facts| Sum { facts, row_count: 2, recurrence: 99.8, membership: 10.0 };
        let facts = [
            APPROVED,
            APPROVED | OVERDUE,
            OVERDUE,
            CANCELLED,
            0,
            APPROVED | IN_PERIOD,
            APPROVED | OVERDUE | IN_PERIOD,
            CANCELLED | IN_PERIOD,
        ];
        let sums = facts.map(sum);
        let Figures { totals, period } = figures(&sums, 3, Vec::new());
        assert_eq!((totals.active_contracts_count, totals.active_patients_count), (3, 4));
        assert_eq!((totals.active_contracts_mrr, totals.defaulters_count), (Cents(19_960), 4));
        assert_eq!((period.sales_membership, period.sales_mrr), (Cents(2_000), Cents(19_960)));
        assert_eq!((period.cancelled_count, period.defaulters_count), (2, 2));
        assert_eq!(period.defaulters_value, Cents(9_980));
    }
}
