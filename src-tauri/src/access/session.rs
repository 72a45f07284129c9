//! Sessions: an opaque random token for the client, its SHA-256 in the database, 30 days that slide.

use std::sync::Arc;

use axum::http::{HeaderMap, HeaderValue, header};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};

use super::{
    CurrentUser,
    store::{self, StoredSession},
};
use crate::{app::App, db::DbError};

/// The session cookie.
pub const COOKIE: &str = "consultare_hub_session";
/// How long a session lives after it was last put off.
pub const LIFETIME: TimeDelta = TimeDelta::days(30);
/// A session in use is put off at most this often.
const SLIDE_AFTER: TimeDelta = TimeDelta::hours(24);
/// Characters of a token: 256 bits in base64url.
const TOKEN_CHARS: usize = 43;

/// A valid session and whose it is.
#[derive(Debug, Clone)]
pub struct Signed {
    pub user: Arc<CurrentUser>,
    pub expires_at: DateTime<Utc>,
    /// To be sent when the session was put off just now.
    pub cookie: Option<HeaderValue>,
}

/// The token a request carries: the cookie, else `Authorization: Bearer`. Anything that cannot be one is `None`.
pub fn token_of(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let in_cookie = cookies.flat_map(|line| line.split(';')).find_map(|pair| {
        let (name, value) = pair.trim().split_once('=')?;
        (name == COOKIE).then_some(value)
    });
    let bearer = || {
        let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
    };
    in_cookie.filter(|token| is_token(token)).or_else(|| bearer().filter(|token| is_token(token)))
}

fn is_token(text: &str) -> bool {
    text.len() == TOKEN_CHARS && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// What the database knows a token by: its SHA-256 in hexadecimal.
pub fn hash_of(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}

/// The valid session of a request; `None` when there is none, it expired, or its user is gone or inactive.
///
/// Answers from memory for up to 30 s. Puts the session off when it is due.
pub async fn resolve(app: &App, headers: &HeaderMap) -> Result<Option<Signed>, DbError> {
    let Some(token) = token_of(headers) else { return Ok(None) };
    let token_hash = hash_of(token);
    let now = app.clock.now();
    let known = match app.access.known(&token_hash, now).await {
        Some(known) => known,
        None => {
            let writes = app.access.writes();
            let Some(session) = store::session(&app.db, &token_hash).await? else { return Ok(None) };
            let Some(user) = store::active_user(&app.db, &session.user_id).await? else { return Ok(None) };
            app.access.remember(user, session, now, writes).await
        }
    };
    if known.session.expires_at <= now {
        return Ok(None);
    }
    let mut signed = Signed { user: Arc::clone(&known.user), expires_at: known.session.expires_at, cookie: None };
    if now - known.session.last_seen_at >= SLIDE_AFTER {
        put_off(app, &known.session, token, now, &mut signed).await;
    }
    Ok(Some(signed))
}

/// A failure is only logged: the session is still valid, the next request tries again.
async fn put_off(app: &App, session: &StoredSession, token: &str, now: DateTime<Utc>, signed: &mut Signed) {
    let expires_at = now + LIFETIME;
    match store::extend_session(&app.db, session, now, expires_at).await {
        Ok(true) => {
            app.access.changed();
            signed.expires_at = expires_at;
            signed.cookie = Some(cookie(app, token, LIFETIME));
        }
        Ok(false) => app.access.changed(),
        Err(error) => tracing::warn!("a session could not be extended: {error:#}"),
    }
}

/// Opens a session; the result is its cookie and its end. Expired sessions are cleared away on the way.
pub async fn open(app: &App, user_id: &str) -> Result<(HeaderValue, DateTime<Utc>), DbError> {
    let token = BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>());
    let now = app.clock.now();
    let session = StoredSession {
        token_hash: hash_of(&token),
        user_id: user_id.to_owned(),
        last_seen_at: now,
        expires_at: now + LIFETIME,
    };
    store::insert_session(&app.db, &session).await?;
    app.access.changed();
    if let Err(error) = store::purge_sessions(&app.db, now).await {
        tracing::warn!("expired sessions could not be deleted: {error:#}");
    }
    Ok((cookie(app, &token, LIFETIME), session.expires_at))
}

/// Ends the session of a request, if it has one.
pub async fn close(app: &App, headers: &HeaderMap) -> Result<(), DbError> {
    let Some(token) = token_of(headers) else { return Ok(()) };
    store::delete_session(&app.db, &hash_of(token)).await?;
    app.access.changed();
    Ok(())
}

/// The `Set-Cookie` value that makes the client forget its session.
pub fn no_cookie(app: &App) -> HeaderValue {
    cookie(app, "", TimeDelta::zero())
}

fn cookie(app: &App, token: &str, lifetime: TimeDelta) -> HeaderValue {
    let secure = if app.config.server.is_https() { "; Secure" } else { "" };
    let text = format!("{COOKIE}={token}; HttpOnly; SameSite=Lax; Path=/; Max-Age={}{secure}", lifetime.num_seconds());
    let mut value = HeaderValue::from_str(&text).expect("base64url and ASCII");
    value.set_sensitive(true);
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(header::HeaderName, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.clone(), value.parse().unwrap())).collect()
    }

    #[test]
    fn the_token_comes_from_the_cookie_or_the_bearer_header() {
        let (one, other) = ("a".repeat(43), "b".repeat(43));
        let cookie = format!("theme=dark; {COOKIE}={one}; x=y");
        let bearer = format!("Bearer {other}");
        assert_eq!(token_of(&headers(&[(header::COOKIE, &cookie)])), Some(one.as_str()));
        assert_eq!(token_of(&headers(&[(header::AUTHORIZATION, &bearer)])), Some(other.as_str()));
        let both = headers(&[(header::AUTHORIZATION, &bearer), (header::COOKIE, &cookie)]);
        assert_eq!(token_of(&both), Some(one.as_str()));
        assert_eq!(token_of(&headers(&[(header::COOKIE, "consultare_hub_session=short")])), None);
        assert_eq!(token_of(&headers(&[(header::AUTHORIZATION, "Basic abc")])), None);
    }
}
