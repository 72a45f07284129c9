//! Logging in as a person does, and ending the user's other session when Feegow asks.

use std::time::Duration;

use secrecy::ExposeSecret;

use super::{BrowserError, Tab, json};
use crate::connectors::{
    ConnectorError,
    feegow::{Lease, LoginError, SERVICE, WebLogin},
};

const OPEN_LIMIT: Duration = Duration::from_secs(60);
const ANSWER_LIMIT: Duration = Duration::from_secs(30);
/// The question about the other session may come a moment after the page.
const MODAL_DELAY: Duration = Duration::from_secs(1);

/// What the login page answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    In,
    /// Another session of the user is active.
    TakenOver,
    Refused,
}

/// Logs the tab in at `address`. The lease tells whether another session may be ended, and hears how it ended.
///
/// # Errors
/// [`BrowserError::Login`], with the same back-off as a login over HTTP.
pub(in crate::connectors::feegow) async fn log_in(
    tab: &Tab,
    address: &str,
    login: WebLogin<'_>,
    lease: &mut Lease<'_>,
) -> Result<(), BrowserError> {
    lease.hand_over(login)?;
    let outcome = attempt(tab, address, login, lease).await;
    match &outcome {
        Ok(()) => lease.handed_over(Ok(())),
        Err(BrowserError::Login(error)) => lease.handed_over(Err(error)),
        Err(BrowserError::Call(error)) => lease.handed_over(Err(&LoginError::Failed(error.clone()))),
        // The page was not what it used to be: not the password's fault.
        Err(BrowserError::Stuck(_)) => lease.handed_over(Err(&LoginError::Waiting)),
    }
    if let Err(error) = &outcome {
        tracing::warn!(%error, "no Feegow session in the browser");
    }
    outcome
}

async fn attempt(tab: &Tab, address: &str, login: WebLogin<'_>, lease: &mut Lease<'_>) -> Result<(), BrowserError> {
    match submit(tab, address, login).await? {
        Verdict::In => return Ok(()),
        Verdict::TakenOver if lease.take_over() => end_other_session(tab, login).await?,
        Verdict::TakenOver | Verdict::Refused => return Err(LoginError::Refused.into()),
    }
    tracing::info!("Sessão anterior encerrada");
    match submit(tab, address, login).await? {
        Verdict::In => Ok(()),
        Verdict::TakenOver | Verdict::Refused => Err(LoginError::Refused.into()),
    }
}

async fn submit(tab: &Tab, address: &str, login: WebLogin<'_>) -> Result<Verdict, BrowserError> {
    const STEP: &str = "preenchimento do login";
    tab.open(address, OPEN_LIMIT).await.map_err(as_login)?;
    if !tab.wait_for("isShown(userField()) || !isLogin()", ANSWER_LIMIT).await {
        return Err(BrowserError::stuck("o formulário de login não apareceu"));
    }
    if !tab.run::<bool>(STEP, "isShown(userField())").await? {
        return Ok(Verdict::In);
    }
    tab.expect_document();
    let (user, password) = (json(login.user), json(login.password.expose_secret()));
    let script = format!(
        "(() => {{ const button = document.getElementById('Entrar') || withText('button', 'Entrar'); \
         if (!button || !passwordField()) return false; \
         set(userField(), {user}); set(passwordField(), {password}); window.__hubWaits = true; \
         return press(button); }})()"
    );
    if !tab.run::<bool>(STEP, &script).await? {
        return Err(BrowserError::stuck(STEP));
    }
    let verdict = tab.within(ANSWER_LIMIT, judge(tab)).await;
    let verdict = verdict.ok_or(LoginError::Failed(ConnectorError::Timeout { service: SERVICE }))?;
    match tab.document_status() {
        Some(401 | 403) => Ok(Verdict::Refused),
        Some(status) if status >= 400 => {
            Err(LoginError::Failed(ConnectorError::Status { service: SERVICE, status }).into())
        }
        _ => Ok(verdict),
    }
}

/// Waits for the page that follows. The form again counts only when no question appears beside it.
async fn judge(tab: &Tab) -> Verdict {
    const STATE: &str = "isShown(modal()) ? 'taken' : window.__hubWaits || document.readyState !== 'complete' ? 'wait' \
                         : isLogin() ? 'login' : 'in'";
    loop {
        match tab.run::<String>("", STATE).await.as_deref() {
            Ok("taken") => return Verdict::TakenOver,
            Ok("in") => return Verdict::In,
            Ok("login") => {
                let is_asked = tab.within(MODAL_DELAY, asked(tab)).await.is_some();
                return if is_asked { Verdict::TakenOver } else { Verdict::Refused };
            }
            // The page is changing.
            _ => tab.look_again().await,
        }
    }
}

async fn asked(tab: &Tab) {
    while !matches!(tab.run::<bool>("", "isShown(modal())").await, Ok(true)) {
        tab.look_again().await;
    }
}

async fn end_other_session(tab: &Tab, login: WebLogin<'_>) -> Result<(), BrowserError> {
    const STEP: &str = "encerramento da outra sessão";
    tab.expect_document();
    let password = json(login.password.expose_secret());
    let script = format!(
        "(() => {{ const box = modal().querySelector('input[type=password]'); \
         const button = modal().querySelector('#Deslogar') || withText('button', 'Deslogar', modal()); \
         if (!box || !button) return false; set(box, {password}); window.__hubWaits = true; return press(button); }})()"
    );
    if !tab.run::<bool>(STEP, &script).await? {
        return Err(BrowserError::stuck(STEP));
    }
    let has_ended =
        tab.wait_for("(!window.__hubWaits && document.readyState === 'complete') || !isShown(modal())", ANSWER_LIMIT);
    if !has_ended.await {
        return Err(BrowserError::stuck(STEP));
    }
    match tab.document_status() {
        Some(status) if status >= 400 => {
            Err(LoginError::Failed(ConnectorError::Status { service: SERVICE, status }).into())
        }
        _ => Ok(()),
    }
}

/// A login page that cannot be opened is a failed login.
fn as_login(error: BrowserError) -> BrowserError {
    match error {
        BrowserError::Call(error) => LoginError::Failed(error).into(),
        other => other,
    }
}
