//! What the routes answer with, read from the database.

use std::time::Duration;

use futures_util::future::try_join;

use super::{
    model::{Productivity, Question},
    names::Spellings,
    store,
    teams::{self, model::Roster},
};
use crate::{
    app::App,
    appointments,
    http::{ApiError, cache::Key},
};

/// How long an answer is good when nobody wrote in between.
pub(super) const TTL: Duration = Duration::from_secs(30 * 60);
/// What names of bookers are read from.
pub(super) const APPOINTMENTS: &[&str] = &["feegow_appointments"];
/// Where the spellings are kept: no address anybody can ask for.
const KEPT_AS: &str = "productivity/spellings";

/// The bookings asked for.
pub(super) async fn productivity(app: &App, question: &Question) -> Result<Productivity, ApiError> {
    let bookings = async { Ok(store::bookings(&app.db, question.period).await?) };
    let (bookings, roster) = try_join(bookings, roster(app)).await?;
    Ok(Productivity::of(&bookings, &roster, &question.team))
}

/// The teams and who is in them.
pub(super) async fn roster(app: &App) -> Result<Roster, ApiError> {
    let (teams, members) = try_join(teams::store::list(&app.db), teams::store::members(&app.db)).await?;
    Ok(Roster::new(teams, members))
}

/// Everybody who ever booked, each in the smallest of their spellings.
///
/// The list is kept until the worker writes: what else changes, teams above all, is answered at once.
pub(super) async fn bookers(app: &App, anew: bool) -> Result<Spellings, ApiError> {
    let db = app.db.clone();
    let key = Key::new(KEPT_AS, &app.clock);
    let compute = async move { Ok::<_, ApiError>(appointments::bookers(&db).await?) };
    let kept = app.cache.read(key, APPOINTMENTS, TTL, anew, compute).await?;
    let names: Vec<String> = serde_json::from_slice(kept.json()).map_err(|error| ApiError::Internal(error.into()))?;
    Ok(names.iter().collect())
}
