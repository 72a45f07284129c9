//! `/api/admin/financial/*` and who may call what.

use super::{general_report, history};
use crate::{
    access::model::{PageKey, Right, refresh, view},
    http::{Routes, Rule},
};

/// Whoever may look at the financial pages.
const MAY_READ: &[Right] = &[view(PageKey::Financeiro)];
/// Whoever may ask for a new read of the billing report.
const MAY_REFRESH: &[Right] = &[refresh(PageKey::Financeiro)];

/// The routes of the financial pages.
pub fn routes() -> Routes {
    Routes::new()
        .add(Rule::AnyOf(MAY_READ), history::routes::reading())
        .add(Rule::AnyOf(MAY_READ), general_report::routes::reading())
        .add(Rule::AnyOf(MAY_REFRESH), history::routes::refreshing())
}
