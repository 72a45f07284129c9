//! Signing in: the rules between what was typed and a session.

use axum::http::{HeaderValue, StatusCode};
use chrono::{DateTime, Utc};

use super::{CurrentUser, model, password, session, store, throttle::Attempt};
use crate::{
    app::App,
    http::ApiError,
    kernel::text::{cut, fold},
};

/// Longest e-mail looked at, in characters.
const MAX_EMAIL: usize = 190;

/// What somebody typed.
#[derive(Debug)]
pub struct Typed<'a> {
    pub email: &'a str,
    pub password: &'a str,
    /// Where the request comes from.
    pub address: &'a str,
}

/// A session that was just opened.
#[derive(Debug)]
pub struct Opened {
    pub user: CurrentUser,
    pub expires_at: DateTime<Utc>,
    /// The `Set-Cookie` value.
    pub cookie: HeaderValue,
}

/// Checks the password and opens a session. Every attempt counts as failed until it is known to be right.
pub async fn sign_in(app: &App, typed: Typed<'_>) -> Result<Opened, ApiError> {
    let email = typed.email.trim().to_lowercase();
    if email.is_empty() || typed.password.trim().is_empty() {
        return Err(ApiError::bad_request("LOGIN_INCOMPLETE", "Informe e-mail e senha."));
    }
    let email = cut(&email, MAX_EMAIL);
    let attempt = app
        .access
        .throttle
        // As accounts are looked up: every spelling that finds one account counts towards it.
        .admit(&fold(email), typed.address, app.clock.now())
        .map_err(|retry_after_secs| ApiError::TooManyAttempts { retry_after_secs })?;
    match check(app, email, typed.password).await {
        Ok(user_id) => {
            app.access.throttle.forgive(&attempt);
            open(app, &user_id).await
        }
        Err(refusal) => {
            note_failure(app, &attempt, &refusal);
            Err(refusal)
        }
    }
}

/// The id of the active account the password fits: the oldest one, should several have the e-mail.
async fn check(app: &App, email: &str, password: &str) -> Result<String, ApiError> {
    let accounts = store::accounts(&app.db, email).await?;
    let (active, inactive): (Vec<_>, Vec<_>) =
        accounts.into_iter().partition(|account| model::is_active(account.status.as_deref()));
    let ordered: Vec<_> = active.iter().chain(&inactive).collect();
    let hashes = ordered.iter().map(|account| account.hash.clone().unwrap_or_default()).collect();
    match app.access.hasher.find(password, hashes).await? {
        None => Err(ApiError::refused(StatusCode::UNAUTHORIZED, "INVALID_CREDENTIALS", "E-mail ou senha incorretos.")),
        Some(index) if index >= active.len() => {
            Err(ApiError::refused(StatusCode::FORBIDDEN, "USER_INACTIVE", "Usuário inativo. Procure o administrador."))
        }
        Some(index) => Ok(ordered[index].id.clone()),
    }
}

/// Only a wrong password keeps counting. The log never says which e-mail was typed.
fn note_failure(app: &App, attempt: &Attempt, refusal: &ApiError) {
    tracing::info!(code = refusal.code(), "a sign-in was refused");
    if refusal.code() != "INVALID_CREDENTIALS" {
        app.access.throttle.take_back(attempt);
    }
}

/// Opens a session for an account whose owner proved who they are.
async fn open(app: &App, user_id: &str) -> Result<Opened, ApiError> {
    let (cookie, expires_at) = session::open(app, user_id).await?;
    if let Err(error) = store::note_access(&app.db, user_id, &app.clock.instant()).await {
        tracing::warn!("the time of a sign-in could not be noted: {error:#}");
    }
    let user = store::active_user(&app.db, user_id).await?.ok_or(ApiError::Unauthenticated)?;
    Ok(Opened { user, expires_at, cookie })
}

/// The first account's data, as typed.
#[derive(Debug)]
pub struct FirstAdmin<'a> {
    pub name: &'a str,
    pub email: &'a str,
    pub password: &'a str,
}

/// Makes the first administrator and signs them in; 409 as soon as anybody has an account.
pub async fn first_admin(app: &App, typed: FirstAdmin<'_>) -> Result<Opened, ApiError> {
    let initialised = || {
        ApiError::refused(
            StatusCode::CONFLICT,
            "ALREADY_INITIALISED",
            "O primeiro acesso já foi feito: entre com a sua conta.",
        )
    };
    if store::any_user(&app.db, None).await? {
        return Err(initialised());
    }
    let name = super::account::name(typed.name)?;
    let email = super::account::email(typed.email)?;
    password::check_new(typed.password)?;
    let user_id = super::bootstrap::insert_first(app, &name, &email, typed.password).await?.ok_or_else(initialised)?;
    open(app, &user_id).await
}
