//! From a question to the answer of the page of bookings.

use std::{collections::BTreeMap, time::Duration};

use futures_util::future::{try_join, try_join4};
use serde::{Deserialize, Serialize};

use super::{
    TABLES,
    model::{Appointments, Distincts, Question},
    store::{self, Named, Narrowed},
};
use crate::{
    app::App,
    http::{ApiError, cache::Key},
    kernel::text::fold,
};

/// How long an answer is good when no worker wrote in between.
pub(super) const TTL: Duration = Duration::from_secs(30 * 60);
/// Where the spellings are kept: no address anybody can ask for.
const KEPT_AS: &str = "agendamentos/spellings";
/// So many names are offered of each kind.
const NAMES_MAX: usize = 1000;

/// Every stored spelling of the names people choose from.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Spellings {
    scheduled_by: Vec<String>,
    specialty: Vec<String>,
    professional: Vec<String>,
    unit: Vec<String>,
    status_ids: Vec<i64>,
}

impl Spellings {
    /// Of all times; kept like an answer, since every filter needs the same.
    pub(super) async fn read(app: &App, anew: bool) -> Result<Self, ApiError> {
        let db = app.db.clone();
        let key = Key::new(KEPT_AS, &app.clock);
        let compute = async move {
            let spellings = |column| Box::pin(store::spellings(&db, column));
            let names = try_join4(
                spellings(Named::ScheduledBy),
                spellings(Named::Specialty),
                spellings(Named::Professional),
                spellings(Named::Unit),
            );
            let ((scheduled_by, specialty, professional, unit), status_ids) =
                try_join(names, Box::pin(store::statuses(&db))).await?;
            Ok(Self { scheduled_by, specialty, professional, unit, status_ids })
        };
        let kept = app.cache.read(key, TABLES, TTL, anew, compute).await?;
        serde_json::from_slice(kept.json()).map_err(|error| ApiError::Internal(error.into()))
    }

    /// What can be chosen.
    pub(super) fn distincts(&self) -> Distincts {
        Distincts {
            scheduled_by: names(&self.scheduled_by),
            specialty: names(&self.specialty),
            professional: names(&self.professional),
            unit: names(&self.unit),
            status_ids: self.status_ids.clone(),
        }
    }
}

/// The bookings asked for; `anew` does not rely on anything kept.
pub(super) async fn compute(app: &App, question: &Question, anew: bool) -> Result<Appointments, ApiError> {
    let mut narrowed = Narrowed { status: question.status, ..Narrowed::default() };
    let asked = [&question.scheduled_by, &question.specialty, &question.professional, &question.unit];
    if asked.iter().any(|name| name.is_some()) {
        let stored = Spellings::read(app, anew).await?;
        let meant = |spellings: &[String], wanted: &Option<String>| {
            let wanted = wanted.as_deref()?;
            Some(spellings.iter().filter(|spelling| fold(spelling) == wanted).cloned().collect())
        };
        narrowed.scheduled_by = meant(&stored.scheduled_by, &question.scheduled_by);
        narrowed.specialty = meant(&stored.specialty, &question.specialty);
        narrowed.professional = meant(&stored.professional, &question.professional);
        narrowed.unit = meant(&stored.unit, &question.unit);
    }
    let days = store::booked(&app.db, question.period, &narrowed).await?;
    Ok(Appointments::of(&days, question.grain))
}

/// The smallest spelling of every name, in order.
fn names(spellings: &[String]) -> Vec<String> {
    let mut smallest: BTreeMap<String, &str> = BTreeMap::new();
    for spelling in spellings.iter().map(|spelling| spelling.trim()).filter(|spelling| !spelling.is_empty()) {
        let kept = smallest.entry(fold(spelling)).or_insert(spelling);
        *kept = spelling.min(*kept);
    }
    let mut names: Vec<String> = smallest.into_values().map(str::to_owned).collect();
    names.sort_unstable();
    names.truncate(NAMES_MAX);
    names
}
