//! The session token of the window, kept in the system's password store.

use std::sync::Arc;

use keyring::{Entry, Error};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use tokio::sync::Mutex;

/// The application's name in the password store.
const KEYRING_SERVICE: &str = "br.com.consultare.hub";

/// Where the token is kept, told to the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Storage {
    /// `keyring`, or `memory`: the sign-in ends with the program.
    pub kind: &'static str,
    /// Why it is only memory, for people; `None` for the keyring.
    pub message: Option<String>,
}

/// The token in memory, backed by the password store when the computer has a usable one.
#[derive(Default)]
pub(super) struct SessionStore(Mutex<Known>);

#[derive(Default)]
struct Known {
    /// Whose entry of the password store was read; one per database.
    account: Option<Arc<str>>,
    token: Option<SecretString>,
    problem: Option<String>,
}

impl SessionStore {
    /// The token of `account` (the database's location); reads the password store once.
    pub async fn token(&self, account: &str) -> Option<SecretString> {
        let mut known = self.0.lock().await;
        if known.account.as_deref() != Some(account) {
            known.account = Some(account.into());
            match on_store(account, |entry| entry.get_password()).await {
                Ok(token) => known.token = Some(token.into()),
                Err(Error::NoEntry) => known.token = None,
                Err(error) => known.problem = Some(explain(&error)),
            }
        }
        known.token.clone()
    }

    /// Keeps a new token, or forgets it. A store that refuses leaves it in memory only.
    pub async fn keep(&self, account: &str, token: Option<SecretString>) {
        let mut known = self.0.lock().await;
        known.account = Some(account.into());
        known.token = token.clone();
        let stored = match token {
            Some(token) => on_store(account, move |entry| entry.set_password(token.expose_secret())).await,
            None => match on_store(account, |entry| entry.delete_credential()).await {
                Err(Error::NoEntry) => Ok(()),
                other => other,
            },
        };
        known.problem = stored.err().map(|error| explain(&error));
        if let Some(problem) = &known.problem {
            tracing::warn!("{problem}");
        }
    }

    /// Where the token of `account` is kept.
    pub async fn storage(&self, account: &str) -> Storage {
        self.token(account).await;
        match self.0.lock().await.problem.clone() {
            None => Storage { kind: "keyring", message: None },
            Some(problem) => Storage { kind: "memory", message: Some(problem) },
        }
    }
}

/// The password store may ask its owner and wait for the answer, so it never runs on an async thread.
async fn on_store<T: Send + 'static>(
    account: &str,
    run: impl FnOnce(&Entry) -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let account = account.to_owned();
    tokio::task::spawn_blocking(move || run(&Entry::new(KEYRING_SERVICE, &account)?))
        .await
        .unwrap_or(Err(Error::NoDefaultStore))
}

fn explain(error: &Error) -> String {
    let reason = match error {
        Error::NoDefaultStore => "este computador não oferece um cofre de senhas".to_owned(),
        Error::NoStorageAccess(_) => "o cofre de senhas está bloqueado".to_owned(),
        other => format!("o cofre de senhas não respondeu ({other})"),
    };
    format!("O acesso não será lembrado depois de fechar o programa: {reason}.")
}
