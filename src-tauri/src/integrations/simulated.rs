//! The credentials of the fake upstream.

use super::{Change, Integration, UnitSession, save_credentials, save_unit_session};
use crate::{app::App, db::DbError, kernel::ClinicUnit, simulator::credentials};

/// Stores the credentials of the fake upstream, replacing those of every integration.
pub async fn save_simulated(app: &App) -> Result<(), DbError> {
    let login = Change {
        username: Some(credentials::WEB_USER.into()),
        password: Some(credentials::WEB_PASSWORD.into()),
        token: Some(String::new().into()),
    };
    save_credentials(app, Integration::Feegow, login).await?;
    let cookie = Change { token: Some(credentials::CLINIA_COOKIE.into()), ..Change::default() };
    save_credentials(app, Integration::Clinia, cookie).await?;
    for unit in ClinicUnit::ALL {
        let id = unit.id();
        let session = UnitSession {
            unit_id: id,
            token: credentials::unit_token(id).into(),
            cookies: Some(credentials::unit_cookie(id).into()),
        };
        save_unit_session(app, &session).await?;
    }
    Ok(())
}
