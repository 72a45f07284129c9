//! Feegow's pages in a browser of our own, for what they show only to a person.
//!
//! Nothing the browser is told or answers is logged: it is told the password and answers with patients.

mod login;
mod network;
mod process;
mod tab;

use std::future::Future;

use tracing::{instrument::WithSubscriber, subscriber::NoSubscriber};

use super::LoginError;
use crate::{connectors::ConnectorError, kernel::text::cut};

pub(super) use login::log_in;
pub(super) use process::Chromium;
pub(super) use tab::{Limits, Tab, json};

/// Reasons are cut to this many characters.
const REASON_MAX: usize = 200;

/// Why the browser did not get through.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum BrowserError {
    #[error(transparent)]
    Login(#[from] LoginError),
    #[error(transparent)]
    Call(#[from] ConnectorError),
    /// It did not start, or the page was not as expected; the text says where, in Portuguese: people are shown it.
    #[error("{0}")]
    Stuck(String),
}

impl BrowserError {
    fn stuck(place: impl Into<String>) -> Self {
        Self::Stuck(cut(&place.into(), REASON_MAX).to_owned())
    }
}

/// Runs what talks to the browser without any of it in the log.
async fn unlogged<F: Future>(future: F) -> F::Output {
    future.with_subscriber(NoSubscriber::default()).await
}
