//! The integrations' credentials, kept in `integrations_config`.

use crate::{app::App, db::DbError};

/// Stores the credentials of the fake upstream, replacing those of every integration.
pub async fn save_simulated(_app: &App) -> Result<(), DbError> {
    Ok(())
}
