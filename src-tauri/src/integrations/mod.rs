//! The integrations' credentials, kept in `integrations_config`: the Feegow web login, the session
//! of each clinic at the reception queue, the cookie of Clinia.
//!
//! Readers take the newest usable row. A value that cannot be decrypted counts as not configured.

mod billing;
mod crypto;
mod model;
mod simulated;
mod store;
pub mod sync;

use secrecy::SecretString;

pub use billing::billing_report_source;
pub use model::{Change, Integration, UnitSession, WebCredentials};
pub use simulated::save_simulated;

use crate::{app::App, db::DbError};
use crypto::Vault;

/// The Feegow web login: the newest stored one, else that of the settings; `None` when neither is complete.
pub async fn web_credentials(app: &App) -> Result<Option<WebCredentials>, DbError> {
    let rows = store::rows(&app.db, Integration::Feegow).await?;
    let stored = model::newest_web_credentials(&rows, &Vault::of(app));
    let configured = || {
        let feegow = &app.config.feegow;
        Some(WebCredentials { username: feegow.user.clone()?, password: feegow.password.clone()? })
    };
    Ok(stored.or_else(configured))
}

/// The stored sessions of the reception queue, by unit id; units without a token are left out.
pub async fn unit_sessions(app: &App) -> Result<Vec<UnitSession>, DbError> {
    let rows = store::rows(&app.db, Integration::Feegow).await?;
    Ok(model::unit_sessions(&rows, &Vault::of(app)))
}

/// The complete `Cookie` header for Clinia: the newest stored one, else that of the settings.
pub async fn clinia_cookie(app: &App) -> Result<Option<SecretString>, DbError> {
    let rows = store::rows(&app.db, Integration::Clinia).await?;
    let stored = model::newest_token(&rows, &Vault::of(app));
    Ok(stored.or_else(|| app.config.clinia.cookie.clone()))
}

/// Changes the credentials of an integration (the rows without a unit); what is not given stays.
pub async fn save_credentials(app: &App, integration: Integration, change: Change) -> Result<(), DbError> {
    store::save_credentials(&app.db, &Vault::of(app), integration, &change.cleaned(), &app.clock.stamp()).await
}

/// Stores a clinic's session at the reception queue; other values of its row stay.
pub async fn save_unit_session(app: &App, session: &UnitSession) -> Result<(), DbError> {
    store::save_unit_session(&app.db, &Vault::of(app), session, &app.clock.stamp()).await
}
