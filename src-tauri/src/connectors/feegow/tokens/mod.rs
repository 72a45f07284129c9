//! What the reception queue of a clinic is asked with: a token and cookies, found in Feegow's totem page.

mod browser;
mod page;
mod search;

use futures_util::future::BoxFuture;
use secrecy::SecretString;

use super::{Lease, LoginError, WebLogin};
use crate::{connectors::ConnectorError, kernel::ClinicUnit};

pub use browser::BrowserTokens;
pub use page::PageTokens;

/// The token and the cookies of one unit.
#[derive(Debug, Clone)]
pub struct UnitToken {
    /// The value of the header `x-access-token`.
    pub token: SecretString,
    /// `name=value; name=value`: those of the web and the core host alone.
    pub cookies: Option<SecretString>,
}

/// Why no token was found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    #[error(transparent)]
    Login(#[from] LoginError),
    #[error(transparent)]
    Call(#[from] ConnectorError),
    /// The page came, but no token is in it.
    #[error("the totem page shows no token")]
    NotFound,
    /// The browser did not start or did not get to the page; the text says where, in Portuguese.
    #[error("the browser failed: {0}")]
    Browser(String),
}

/// A way to find the token of a unit.
pub trait TokenSource: Send + Sync {
    /// What the way is called in the log.
    fn name(&self) -> &'static str;

    /// The token of `unit`. Not yet known to be accepted.
    fn obtain<'a>(
        &'a self,
        lease: &'a mut Lease<'_>,
        login: WebLogin<'a>,
        unit: ClinicUnit,
    ) -> BoxFuture<'a, Result<UnitToken, TokenError>>;
}

/// A `Cookie` header of these; the first of each name counts. `None` when there are none.
fn joined<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Option<String> {
    let mut kept: Vec<(&str, &str)> = Vec::new();
    for (name, value) in pairs {
        if !kept.iter().any(|(known, _)| *known == name) {
            kept.push((name, value));
        }
    }
    let header: Vec<String> = kept.iter().map(|(name, value)| format!("{name}={value}")).collect();
    (!header.is_empty()).then(|| header.join("; "))
}

/// Whether the session, not the page, is at fault.
fn is_refused<T>(outcome: &Result<T, TokenError>) -> bool {
    matches!(outcome, Err(TokenError::Call(error)) if error.is_auth_expired())
}
