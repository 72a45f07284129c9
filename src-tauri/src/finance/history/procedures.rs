//! The procedures that were ever billed, and under which unit and group: to choose from, and to find spellings.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{
    TABLES, TTL,
    model::{BilledProcedureOption, Question},
    store::{self, Billed, Billings},
};
use crate::{
    app::App,
    http::{ApiError, cache::Key},
    kernel::text::fold,
};

/// Where the lists are kept: no addresses anybody can ask for.
const fn kept_as(billings: Billings) -> &'static str {
    match billings {
        Billings::Days => "financial/procedures/days",
        Billings::Months => "financial/procedures/months",
    }
}

/// Every combination of unit, group and procedure.
#[derive(Debug, Default)]
pub(super) struct Procedures(Vec<Billed>);

impl Procedures {
    /// Of all times; kept like an answer, since every history needs the same.
    pub(super) async fn read(app: &App, billings: Billings, anew: bool) -> Result<Self, ApiError> {
        let db = app.db.clone();
        let key = Key::new(kept_as(billings), &app.clock);
        let compute = async move { Ok(store::billed(&db, billings).await?) };
        let kept = app.cache.read(key, TABLES, TTL, anew, compute).await?;
        serde_json::from_slice(kept.json()).map(Self).map_err(|error| ApiError::Internal(error.into()))
    }

    /// What to choose from under the question's unit and group, in order.
    pub(super) fn options(&self, question: &Question) -> Vec<BilledProcedureOption> {
        let mut folds = Folds::default();
        let mut spellings: BTreeMap<String, &str> = BTreeMap::new();
        for (unit, group, procedure) in &self.0 {
            let is_unit = folds.is(unit, question.unit.as_deref());
            let is_group = question.group.is_none() || folds.is(group, question.group.as_deref());
            let procedure = procedure.trim();
            if !is_unit || !is_group || procedure.is_empty() {
                continue;
            }
            let kept = spellings.entry(fold(procedure)).or_insert(procedure);
            *kept = procedure.min(*kept);
        }
        let mut names: Vec<&str> = spellings.into_values().collect();
        names.sort_unstable();
        names.into_iter().map(|name| BilledProcedureOption { name: name.to_owned() }).collect()
    }

    /// The stored spellings of the procedure with the folded name `wanted`.
    pub(super) fn spellings(&self, wanted: &str) -> Vec<String> {
        spellings(self.0.iter().map(|(_, _, procedure)| procedure), wanted)
    }

    /// The stored spellings of the group with the folded name `wanted`.
    pub(super) fn spellings_of_group(&self, wanted: &str) -> Vec<String> {
        spellings(self.0.iter().map(|(_, group, _)| group), wanted)
    }
}

fn spellings<'a>(names: impl Iterator<Item = &'a String>, wanted: &str) -> Vec<String> {
    let distinct: BTreeSet<&String> = names.collect();
    distinct.into_iter().filter(|name| fold(name) == wanted).cloned().collect()
}

/// Folds every stored spelling once.
#[derive(Default)]
struct Folds<'a>(HashMap<&'a str, String>);

impl<'a> Folds<'a> {
    /// Whether `stored` is the folded name `wanted`; without one, whether it is any name.
    fn is(&mut self, stored: &'a str, wanted: Option<&str>) -> bool {
        let folded = self.0.entry(stored).or_insert_with(|| fold(stored));
        wanted.map_or(!folded.is_empty(), |wanted| folded == wanted)
    }
}
