//! Reading one professional.

use chrono::TimeDelta;

use super::{
    model::{Professional, Shown},
    record::Record,
    store::{
        audit::{self, Action, Entry},
        records,
    },
};
use crate::{
    access::{
        CurrentUser,
        model::{PageKey, edit},
    },
    app::App,
    db::{Tx, during},
    http::ApiError,
    in_snapshot, in_transaction,
    kernel::stamp,
};

/// Looking at the same record again within this time is one look.
const ONE_LOOK: TimeDelta = TimeDelta::hours(1);

/// 404: nobody has this id.
pub(super) fn unknown() -> ApiError {
    ApiError::refused(axum::http::StatusCode::NOT_FOUND, "NOT_FOUND", "Profissional não encontrado.")
}

/// The record with this id.
///
/// # Errors
/// 404 when there is none.
pub(super) async fn record(app: &App, id: &str) -> Result<Record, ApiError> {
    let record = in_snapshot!(&app.db, tx => { records::by_id(tx, id).await }).map_err(during("professionals.find"))?;
    record.ok_or_else(unknown)
}

/// The professional as `user` may see them. Showing numbers in full is written down before they are shown.
pub(super) async fn professional(app: &App, user: &CurrentUser, id: &str) -> Result<Professional, ApiError> {
    let record = record(app, id).await?;
    let shown = if user.may(edit(PageKey::Profissionais)) {
        note_look(app, user, &record.professional.id).await?;
        Shown::Full
    } else {
        Shown::Masked
    };
    Ok(Professional::of(&record, app.config.professionals.documents_mode, app.clock.today(), shown))
}

/// Notes that `user` saw the numbers of a person in full, once an hour.
pub(super) async fn note_look(app: &App, user: &CurrentUser, id: &str) -> Result<(), ApiError> {
    let now = app.clock.now();
    let (since, at) = (stamp::instant(now - ONE_LOOK), stamp::instant(now));
    let known = in_snapshot!(&app.db, tx => { audit::is_known(tx, id, &user.id, Action::Viewed, &since).await })
        .map_err(during("professional_audit_log.find"))?;
    if known {
        return Ok(());
    }
    in_transaction!(&app.db, tx => {
        let tx = &mut Tx::from(&mut **tx);
        let entry = Entry { professional_id: id, action: Action::Viewed, actor: &user.id, payload: None, at: &at };
        audit::record(tx, entry).await.map(|_| ())
    })
    .map_err(during("professional_audit_log.viewed"))?;
    Ok(())
}
