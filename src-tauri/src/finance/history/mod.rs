//! What was billed in a period: per day, month, group and unit, and what can be chosen to narrow it.

mod export;
mod fold;
pub mod model;
mod procedures;
pub mod routes;
mod store;

use std::time::Duration;

use futures_util::future::try_join;

use self::{
    model::{History, Question},
    procedures::Procedures,
    store::Narrowed,
};
use crate::{app::App, http::ApiError};

/// What the answers are computed from.
const TABLES: &[&str] = &["faturamento_resumo_diario", "faturamento_resumo_mensal"];
/// How long an answer is good when no worker wrote in between.
const TTL: Duration = Duration::from_secs(30 * 60);

/// The history asked for; `anew` does not rely on anything kept.
async fn compute(app: &App, question: &Question, anew: bool) -> Result<History, ApiError> {
    let (procedures, sums) = if question.group.is_none() && question.procedure.is_none() {
        let sums = async { Ok(store::sums(&app.db, question.period, Narrowed::default()).await?) };
        try_join(Procedures::read(app, anew), sums).await?
    } else {
        // Which spellings to look for is known only from the list.
        let procedures = Procedures::read(app, anew).await?;
        let groups = question.group.as_deref().map(|wanted| procedures.spellings_of_group(wanted));
        let spellings = question.procedure.as_deref().map(|wanted| procedures.spellings(wanted));
        let narrowed = Narrowed { groups: groups.as_deref(), procedures: spellings.as_deref() };
        let sums = store::sums(&app.db, question.period, narrowed).await?;
        (procedures, sums)
    };
    let mut history = fold::history(question, &sums);
    history.procedures = procedures.options(question);
    Ok(history)
}
