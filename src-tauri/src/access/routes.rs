//! `/api/auth/*`: signing in and out, the session, the first administrator.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::{AppendHeaders, IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::routes;

use super::{
    CurrentUser,
    address::ClientAddress,
    model::{self, Permissions},
    session,
    sign_in::{self, FirstAdmin, Opened, Typed},
    store,
};
use crate::{
    app::App,
    config::DatabaseConfig,
    http::{ApiError, JsonBody, Routes, Rule, error::ErrorBody},
    kernel::stamp,
};

/// The routes of sign-in.
pub fn routes() -> Routes {
    Routes::new()
        .add(Rule::Public, routes!(login))
        .add(Rule::Public, routes!(get_session))
        .add(Rule::Public, routes!(logout))
        .add(Rule::Public, routes!(get_bootstrap, bootstrap))
}

/// Always `success`.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum SignInStatus {
    Success,
}

/// The signed-in person with their rights as they are now.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionUser {
    pub id: String,
    pub name: String,
    pub email: String,
    /// `ADMIN`, `GESTOR` or `OPERADOR` (as stored).
    pub role: String,
    #[schema(required)]
    pub department: Option<String>,
    pub permissions: Permissions,
}

impl From<&CurrentUser> for SessionUser {
    fn from(user: &CurrentUser) -> Self {
        Self {
            id: user.id.to_string(),
            name: user.name.clone(),
            email: user.email.clone(),
            role: user.role.clone(),
            department: user.department.clone(),
            permissions: user.permissions.clone(),
        }
    }
}

/// What was typed into the sign-in form.
#[derive(Deserialize, ToSchema)]
pub struct LoginRequest {
    #[serde(default)]
    #[schema(value_type = String)]
    email: Value,
    #[serde(default)]
    #[schema(value_type = String, format = Password)]
    password: Value,
    /// The page that was asked for before signing in.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    next: Value,
}

/// A session was opened; its token travels in the cookie.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LoginAnswer {
    pub status: SignInStatus,
    pub user: SessionUser,
    /// When the session ends unless it is used (RFC 3339, UTC).
    pub expires: String,
    /// The page to go to.
    pub redirect_to: String,
}

impl LoginAnswer {
    fn of(opened: Opened, next: Option<&str>) -> Response {
        let answer = Self {
            status: SignInStatus::Success,
            user: SessionUser::from(&opened.user),
            expires: stamp::instant(opened.expires_at),
            redirect_to: model::landing(&opened.user.permissions, next),
        };
        with_cookie(Some(opened.cookie), Json(answer))
    }
}

fn with_cookie(cookie: Option<HeaderValue>, body: impl IntoResponse) -> Response {
    (AppendHeaders(cookie.map(|cookie| (header::SET_COOKIE, cookie))), body).into_response()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Signs in by e-mail and password.
#[utoipa::path(post, path = "/api/auth/login", tag = "access", request_body = LoginRequest,
    responses((status = 200, body = LoginAnswer),
              (status = 400, description = "E-mail or password is missing, or the body is no JSON", body = ErrorBody),
              (status = 401, description = "Wrong e-mail or password", body = ErrorBody),
              (status = 403, description = "The account is not active, or another site sent it", body = ErrorBody),
              (status = 429, description = "Too many attempts", body = ErrorBody),
              (status = 500, description = "Something went wrong", body = ErrorBody),
              (status = 503, description = "The database does not answer", body = ErrorBody)))]
async fn login(
    State(app): State<App>,
    ClientAddress(address): ClientAddress,
    JsonBody(request): JsonBody<LoginRequest>,
) -> Result<Response, ApiError> {
    let typed = Typed { email: text(&request.email), password: text(&request.password), address: &address };
    let opened = sign_in::sign_in(&app, typed).await?;
    Ok(LoginAnswer::of(opened, request.next.as_str()))
}

/// Who is signed in; `{}` when nobody is.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct SessionAnswer {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<SessionUser>,
    /// When the session ends unless it is used (RFC 3339, UTC).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<String>,
}

/// The session with the rights as they are now.
#[utoipa::path(get, path = "/api/auth/session", tag = "access",
    responses((status = 200, body = SessionAnswer),
              (status = 500, description = "Something went wrong", body = ErrorBody),
              (status = 503, description = "The database does not answer", body = ErrorBody)))]
async fn get_session(State(app): State<App>, headers: HeaderMap) -> Result<Response, ApiError> {
    let Some(signed) = session::resolve(&app, &headers).await? else {
        return Ok(Json(SessionAnswer::default()).into_response());
    };
    let answer = SessionAnswer {
        user: Some(SessionUser::from(signed.user.as_ref())),
        expires: Some(stamp::instant(signed.expires_at)),
    };
    Ok(with_cookie(signed.cookie, Json(answer)))
}

/// The session was ended.
#[derive(Debug, Serialize, ToSchema)]
pub struct LogoutAnswer {
    pub status: SignInStatus,
}

/// Signs out: ends the session, also for whoever copied its token. Always succeeds.
#[utoipa::path(post, path = "/api/auth/logout", tag = "access", responses((status = 200, body = LogoutAnswer)))]
async fn logout(State(app): State<App>, headers: HeaderMap) -> Response {
    if let Err(error) = session::close(&app, &headers).await {
        tracing::error!("a session could not be ended: {error:#}");
    }
    with_cookie(Some(session::no_cookie(&app)), Json(LogoutAnswer { status: SignInStatus::Success }))
}

/// Whether the first administrator is still to be made, and where the data of a new installation goes.
#[derive(Debug, Serialize, ToSchema)]
pub struct BootstrapState {
    /// Nobody has an account yet.
    pub needed: bool,
    /// `SQLite <file>` or `MySQL <database>`, for people, while `needed`: it tells whoever installs whether the right
    /// database is in use. Later it is nobody's business.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "SQLite /home/ana/.local/share/consultare-hub/hub.db")]
    pub database: Option<String>,
}

/// What the sign-in page has to know before anybody signs in.
#[utoipa::path(get, path = "/api/auth/bootstrap", tag = "access",
    responses((status = 200, body = BootstrapState),
              (status = 500, description = "Something went wrong", body = ErrorBody),
              (status = 503, description = "The database does not answer", body = ErrorBody)))]
async fn get_bootstrap(State(app): State<App>) -> Result<Json<BootstrapState>, ApiError> {
    let needed = !store::any_user(&app.db, None).await?;
    // Anybody can ask, so a MySQL server is not named even then.
    let database = needed.then(|| match &app.config.database {
        DatabaseConfig::Sqlite { path } => format!("SQLite {}", path.display()),
        DatabaseConfig::MySql(mysql) => format!("MySQL {}", mysql.database),
    });
    Ok(Json(BootstrapState { needed, database }))
}

/// The first administrator.
#[derive(Deserialize, ToSchema)]
pub struct BootstrapRequest {
    #[serde(default)]
    #[schema(value_type = String)]
    name: Value,
    #[serde(default)]
    #[schema(value_type = String)]
    email: Value,
    #[serde(default)]
    #[schema(value_type = String, format = Password)]
    password: Value,
}

/// Makes the first administrator and signs them in.
#[utoipa::path(post, path = "/api/auth/bootstrap", tag = "access", request_body = BootstrapRequest,
    responses((status = 200, body = LoginAnswer),
              (status = 400, description = "What was typed breaks a rule, or the body is no JSON", body = ErrorBody),
              (status = 409, description = "Somebody has an account already", body = ErrorBody),
              (status = 429, description = "Too many attempts", body = ErrorBody),
              (status = 500, description = "Something went wrong", body = ErrorBody),
              (status = 503, description = "The database does not answer", body = ErrorBody)))]
async fn bootstrap(
    State(app): State<App>,
    JsonBody(request): JsonBody<BootstrapRequest>,
) -> Result<Response, ApiError> {
    let typed =
        FirstAdmin { name: text(&request.name), email: text(&request.email), password: text(&request.password) };
    let opened = sign_in::first_admin(&app, typed).await?;
    Ok(LoginAnswer::of(opened, None))
}
