//! Which stored row is the one that counts.

use std::{cmp::Reverse, collections::BTreeMap};

use chrono::NaiveDateTime;
use secrecy::{ExposeSecret, SecretString};

use super::{crypto::Vault, store::Row};
use crate::kernel::stamp;

/// An outside service with credentials of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Integration {
    Feegow,
    Clinia,
}

impl Integration {
    /// The value of `integrations_config.service`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Feegow => "feegow",
            Self::Clinia => "clinia",
        }
    }
}

/// A complete Feegow web login.
#[derive(Debug, Clone)]
pub struct WebCredentials {
    pub username: String,
    pub password: SecretString,
}

/// What the reception queue of one unit is asked with.
#[derive(Debug, Clone)]
pub struct UnitSession {
    /// Feegow's unit id.
    pub unit_id: i64,
    /// Value of the header `x-access-token`.
    pub token: SecretString,
    /// Complete `Cookie` header for the core host, when there is one.
    pub cookies: Option<SecretString>,
}

/// New values for the credentials of an integration: `None` keeps, an empty text clears.
#[derive(Debug, Clone, Default)]
pub struct Change {
    pub username: Option<String>,
    pub password: Option<SecretString>,
    /// Clinia: the complete `Cookie` header.
    pub token: Option<SecretString>,
}

impl Change {
    /// Without blanks around the name and the line end that a pasted cookie brings along.
    pub(super) fn cleaned(self) -> Self {
        let token = self.token.map(|text| text.expose_secret().trim_end_matches(['\r', '\n']).into());
        Self { username: self.username.map(|name| name.trim().to_owned()), password: self.password, token }
    }
}

/// The newest row with a complete login; of equally new ones the first of the table.
pub(super) fn newest_web_credentials(rows: &[Row], vault: &Vault) -> Option<WebCredentials> {
    newest_first(rows).into_iter().find_map(|row| web_credentials(row, vault))
}

/// The newest non-blank token.
pub(super) fn newest_token(rows: &[Row], vault: &Vault) -> Option<SecretString> {
    newest_first(rows).into_iter().find_map(|row| vault.open(row.token.as_deref())).map(trimmed)
}

/// One session per numeric unit id, ascending; of several rows of a unit the newest with a token.
pub(super) fn unit_sessions(rows: &[Row], vault: &Vault) -> Vec<UnitSession> {
    let mut sessions = BTreeMap::new();
    for row in newest_first(rows) {
        let Some(unit_id) = row.numeric_unit() else { continue };
        let Some(token) = vault.open(row.token.as_deref()).map(trimmed) else { continue };
        let cookies = vault.open(row.cookies.as_deref()).map(trimmed);
        sessions.entry(unit_id).or_insert(UnitSession { unit_id, token, cookies });
    }
    sessions.into_values().collect()
}

/// The stored values that a change which does not name them keeps.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Kept<'a> {
    pub username: Option<&'a str>,
    pub password: Option<&'a str>,
    pub token: Option<&'a str>,
}

/// What counts today among the rows without a unit: name and password of one row, the newest token.
pub(super) fn kept<'a>(rows: &'a [Row], vault: &Vault) -> Kept<'a> {
    let rows: Vec<&Row> = newest_first(rows).into_iter().filter(|row| row.has_no_unit()).collect();
    let login = rows.iter().find(|row| web_credentials(row, vault).is_some()).or(rows.first());
    let token = rows.iter().find(|row| vault.open(row.token.as_deref()).is_some()).or(rows.first());
    Kept {
        username: login.and_then(|row| row.username.as_deref()),
        password: login.and_then(|row| row.password.as_deref()),
        token: token.and_then(|row| row.token.as_deref()),
    }
}

fn web_credentials(row: &Row, vault: &Vault) -> Option<WebCredentials> {
    let username = row.username.as_deref().map(str::trim).filter(|name| !name.is_empty())?;
    Some(WebCredentials { username: username.to_owned(), password: vault.open(row.password.as_deref())? })
}

fn newest_first(rows: &[Row]) -> Vec<&Row> {
    let written = |row: &Row| -> Option<NaiveDateTime> { row.updated_at.as_deref().and_then(stamp::parse) };
    let mut sorted: Vec<&Row> = rows.iter().collect();
    sorted.sort_by_key(|row| Reverse(written(row)));
    sorted
}

/// A header value carries no line end.
fn trimmed(secret: SecretString) -> SecretString {
    secret.expose_secret().trim().into()
}
