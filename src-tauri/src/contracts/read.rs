//! Reading the benefit card: its contracts here, what it was paid from billing.

use std::{sync::Arc, time::Duration};

use super::{
    model::{self, CARD_UNIT, CardDay, Figures},
    store,
};
use crate::{
    app::App,
    finance,
    http::{ApiError, body::JsonBytes, cache::Key},
    kernel::Period,
};

/// Where the answers are kept.
const PATH: &str = "/api/admin/contratos";
/// What they are computed from.
const TABLES: &[&str] = &["feegow_contracts", "faturamento_resumo_diario"];
/// How long an answer is good when no worker wrote in between.
const TTL: Duration = Duration::from_secs(30 * 60);

/// The figures of `period`, from the cache unless they are wanted `anew`.
pub(super) async fn kept(app: &App, period: Period, anew: bool) -> Result<Arc<JsonBytes>, ApiError> {
    let key = Key::new(PATH, &app.clock).with("startDate", period.first).with("endDate", period.last);
    let asked = app.clone();
    let answer = async move { figures(&asked, period).await };
    app.cache.read(key, TABLES, TTL, anew, answer).await
}

/// The figures of `period`.
pub(super) async fn figures(app: &App, period: Period) -> Result<Figures, ApiError> {
    let contracts = store::overview(&app.db, period);
    let billed = finance::billed_days_of_unit(&app.db, CARD_UNIT, period);
    let ((active_contracts, sums), billed) = tokio::try_join!(contracts, billed)?;
    let days = billed.into_iter().map(|(date, faturamento)| CardDay { date, faturamento }).collect();
    Ok(model::figures(&sums, active_contracts, days))
}
