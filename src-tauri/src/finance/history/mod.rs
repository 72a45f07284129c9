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
    store::{Billings, Narrowed},
};
use crate::{app::App, http::ApiError};

/// What the answers are computed from.
const TABLES: &[&str] = &["faturamento_resumo_diario", "faturamento_resumo_mensal"];
/// How long an answer is good when no worker wrote in between.
const TTL: Duration = Duration::from_secs(30 * 60);

/// The history asked for; `anew` does not rely on anything kept.
async fn compute(app: &App, question: &Question, anew: bool) -> Result<History, ApiError> {
    let offered = Procedures::read(app, Billings::Months, anew);
    let sums = async {
        // Which spellings to look for is known only from the days.
        let billed = match (&question.group, &question.procedure) {
            (None, None) => None,
            _ => Some(Procedures::read(app, Billings::Days, anew).await?),
        };
        let spellings = |wanted: &Option<String>, of: fn(&Procedures, &str) -> Vec<String>| {
            billed.as_ref().zip(wanted.as_deref()).map(|(billed, wanted)| of(billed, wanted))
        };
        let groups = spellings(&question.group, Procedures::spellings_of_group);
        let procedures = spellings(&question.procedure, Procedures::spellings);
        let narrowed = Narrowed { groups: groups.as_deref(), procedures: procedures.as_deref() };
        Ok(store::sums(&app.db, question.period, narrowed).await?)
    };
    let (procedures, sums) = try_join(offered, sums).await?;
    let mut history = fold::history(question, &sums);
    history.procedures = procedures.options(question);
    Ok(history)
}
