//! The answer of `/api/admin/contratos`, and how it is added up.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    kernel::{Cents, text::fold},
    operations::HeartbeatView,
};

/// The unit that the benefit card is billed under, spelled as in the billing report.
pub const CARD_UNIT: &str = "RESOLVECARD GESTÃO DE BENEFICOS E MEIOS DE PAGAMENTOS";

/// Folded statuses.
const APPROVED: &str = "aprovado";
const CANCELLED: &str = "cancelado";
const DEFAULTING: &str = "inadimplente";

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

/// The registrations of one pair of statuses, made in the period or not, added up.
#[derive(Debug, Clone, Default, PartialEq, sqlx::FromRow)]
pub(super) struct StatusSum {
    pub contract_status: String,
    pub financial_status: String,
    pub in_period: bool,
    pub row_count: i64,
    pub recurrence: f64,
    pub membership: f64,
}

/// Adds them up. Contracts are counted elsewhere: they may have registrations of several pairs.
pub(super) fn figures(sums: &[StatusSum], active_contracts: i64, daily_chart: Vec<CardDay>) -> Figures {
    let money = |reais: f64| Cents::from_reais(reais).unwrap_or_default();
    let mut totals = Totals { active_contracts_count: active_contracts, ..Totals::default() };
    let mut period = PeriodFigures::default();
    for sum in sums {
        let contract_status = fold(&sum.contract_status);
        let recurrence = money(sum.recurrence);
        if contract_status == APPROVED {
            totals.active_patients_count += sum.row_count;
            totals.active_contracts_mrr += recurrence;
            if sum.in_period {
                period.sales_mrr += recurrence;
                period.sales_membership += money(sum.membership);
            }
        }
        if contract_status == CANCELLED && sum.in_period {
            period.cancelled_count += sum.row_count;
        }
        if fold(&sum.financial_status) == DEFAULTING {
            totals.defaulters_count += sum.row_count;
            totals.defaulters_value += recurrence;
            if sum.in_period {
                period.defaulters_count += sum.row_count;
                period.defaulters_value += recurrence;
            }
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
    fn statuses_are_told_apart_whatever_their_case() {
        let sum = |contract: &str, financial: &str, in_period| StatusSum {
            contract_status: contract.into(),
            financial_status: financial.into(),
            in_period,
            row_count: 2,
            recurrence: 99.8,
            membership: 10.0,
        };
        let sums = [
            sum("APROVADO ", "Adimplente", true),
            sum("Aprovado", "inadimplente", false),
            sum("Aprovado", "Inadimplente", true),
            sum("Cancelado", "", true),
            sum("cancelado", "", false),
            sum("", "", true),
        ];
        let Figures { totals, period } = figures(&sums, 3, Vec::new());
        assert_eq!((totals.active_contracts_count, totals.active_patients_count), (3, 6));
        assert_eq!((totals.active_contracts_mrr, totals.defaulters_count), (Cents(29_940), 4));
        assert_eq!((period.sales_membership, period.sales_mrr), (Cents(2_000), Cents(19_960)));
        assert_eq!((period.cancelled_count, period.defaulters_count), (2, 2));
        assert_eq!(period.defaulters_value, Cents(9_980));
    }
}
