//! What was billed in a period: per day, month, group and unit, and what can be chosen to narrow it.

mod fold;
pub mod model;
mod procedures;
pub mod routes;
mod store;

use std::time::Duration;

use self::{
    model::{History, Question},
    procedures::Procedures,
};
use crate::{app::App, http::ApiError};

/// What the answers are computed from.
const TABLES: &[&str] = &["faturamento_resumo_diario"];
/// How long an answer is good when no worker wrote in between.
const TTL: Duration = Duration::from_secs(30 * 60);

/// The history asked for; `anew` does not rely on anything kept.
async fn compute(app: &App, question: &Question, anew: bool) -> Result<History, ApiError> {
    let procedures = Procedures::read(app, anew).await?;
    let spellings = question.procedure.as_deref().map(|wanted| procedures.spellings(wanted));
    let lines = store::lines(&app.db, question.period, spellings.as_deref()).await?;
    let mut history = fold::history(question, &lines);
    history.procedures = procedures.options(question);
    Ok(history)
}
