//! All SQL of `integrations_config`.
//!
//! An adopted table has no primary key and may hold several rows without a unit (NULL never
//! conflicts), so a save looks first, inside its transaction, and then updates or inserts.

use secrecy::ExposeSecret;

use super::{
    crypto::Vault,
    model::{self, Change, Integration, UnitSession},
};
use crate::{
    db::{Db, DbError, Dialect, during},
    in_transaction, on_engine,
};

/// One stored row. Secrets are as stored: encrypted, or clear text of an older program.
#[derive(sqlx::FromRow)]
pub(super) struct Row {
    pub unit_id: Option<String>,
    pub username: Option<String>,
    pub password: Option<String>,
    pub token: Option<String>,
    pub cookies: Option<String>,
    pub updated_at: Option<String>,
}

impl Row {
    /// Whether it belongs to no unit: NULL and blank mean the same.
    pub(super) fn has_no_unit(&self) -> bool {
        self.unit_id.as_deref().is_none_or(|unit| unit.trim().is_empty())
    }

    /// The unit id when the text is purely numeric.
    pub(super) fn numeric_unit(&self) -> Option<i64> {
        let unit = self.unit_id.as_deref()?.trim();
        unit.bytes().all(|byte| byte.is_ascii_digit()).then(|| unit.parse().ok()).flatten()
    }
}

const ROWS: &str = "SELECT CAST(unit_id AS CHAR) AS unit_id, CAST(username AS CHAR) AS username,
                           CAST(password AS CHAR) AS password, CAST(token AS CHAR) AS token,
                           CAST(cookies AS CHAR) AS cookies, CAST(updated_at AS CHAR) AS updated_at
                    FROM integrations_config WHERE service = ? ORDER BY unit_id";

const UPDATE_CREDENTIALS: &str = "UPDATE integrations_config SET username = ?, password = ?, token = ?, updated_at = ?
                                  WHERE service = ? AND (unit_id IS NULL OR TRIM(unit_id) = '')";

const INSERT_CREDENTIALS: Dialect = Dialect {
    mysql: "INSERT INTO integrations_config (username, password, token, updated_at, service, unit_id)
            VALUES (?, ?, ?, ?, ?, '') ON DUPLICATE KEY UPDATE username = VALUES(username),
            password = VALUES(password), token = VALUES(token), updated_at = VALUES(updated_at)",
    // The transaction holds the only write lock: nobody can have inserted the row meanwhile.
    sqlite: "INSERT INTO integrations_config (username, password, token, updated_at, service, unit_id)
             VALUES (?, ?, ?, ?, ?, '')",
};

const UPDATE_SESSION: &str = "UPDATE integrations_config SET token = ?, cookies = ?, updated_at = ?
                              WHERE service = ? AND TRIM(unit_id) = ?";

const INSERT_SESSION: Dialect = Dialect {
    mysql: "INSERT INTO integrations_config (token, cookies, updated_at, service, unit_id) VALUES (?, ?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE token = VALUES(token), cookies = VALUES(cookies), updated_at = VALUES(updated_at)",
    sqlite: "INSERT INTO integrations_config (token, cookies, updated_at, service, unit_id) VALUES (?, ?, ?, ?, ?)",
};

/// Every row of an integration, by unit.
pub(super) async fn rows(db: &Db, integration: Integration) -> Result<Vec<Row>, DbError> {
    on_engine!(db, pool => sqlx::query_as(ROWS).bind(integration.key()).fetch_all(pool).await)
        .map_err(during("integrations_config.rows"))
}

/// Writes the credentials into every row without a unit, or inserts the one with unit `''`.
///
/// What `change` does not name keeps the value that counts today.
pub(super) async fn save_credentials(
    db: &Db,
    vault: &Vault,
    integration: Integration,
    change: &Change,
    now: &str,
) -> Result<(), DbError> {
    let service = integration.key();
    in_transaction!(db, tx => {
        let rows: Vec<Row> = sqlx::query_as(ROWS).bind(service).fetch_all(&mut **tx).await?;
        let kept = model::kept(&rows, vault);
        let username = change.username.as_deref().or(kept.username).unwrap_or_default();
        let password = match &change.password {
            Some(new) => vault.seal(new.expose_secret()),
            None => vault.reseal(kept.password),
        };
        let token = match &change.token {
            Some(new) => vault.seal(new.expose_secret()),
            None => vault.reseal(kept.token),
        };
        let sql = match rows.iter().any(Row::has_no_unit) {
            true => UPDATE_CREDENTIALS,
            false => db.pick(&INSERT_CREDENTIALS),
        };
        sqlx::query(sql)
            .bind(username)
            .bind(password.map_err(unsealable)?)
            .bind(token.map_err(unsealable)?)
            .bind(now)
            .bind(service)
            .execute(&mut **tx)
            .await?;
        Ok(())
    })
    .map_err(during("integrations_config.save_credentials"))
}

/// Updates the row of the session's unit, or inserts it.
pub(super) async fn save_unit_session(db: &Db, vault: &Vault, session: &UnitSession, now: &str) -> Result<(), DbError> {
    let service = Integration::Feegow.key();
    let unit = session.unit_id.to_string();
    let cookies = session.cookies.as_ref().map(|text| text.expose_secret()).unwrap_or_default();
    in_transaction!(db, tx => {
        let rows: Vec<Row> = sqlx::query_as(ROWS).bind(service).fetch_all(&mut **tx).await?;
        let is_stored = |row: &Row| row.unit_id.as_deref().is_some_and(|text| text.trim_matches(' ') == unit);
        let sql = match rows.iter().any(is_stored) {
            true => UPDATE_SESSION,
            false => db.pick(&INSERT_SESSION),
        };
        sqlx::query(sql)
            .bind(vault.seal(session.token.expose_secret()).map_err(unsealable)?)
            .bind(vault.seal(cookies).map_err(unsealable)?)
            .bind(now)
            .bind(service)
            .bind(&unit)
            .execute(&mut **tx)
            .await?;
        Ok(())
    })
    .map_err(during("integrations_config.save_unit_session"))
}

/// Ends the transaction without writing.
fn unsealable(error: super::crypto::NoKey) -> sqlx::Error {
    sqlx::Error::Encode(Box::new(error))
}
