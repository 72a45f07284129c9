//! The first account: from the settings, from the sign-in page, or for the demonstration.

use secrecy::ExposeSecret;

use super::{
    account,
    model::Role,
    password,
    store::{self, NewUser},
};
use crate::{app::App, db::DbError, http::ApiError};

/// The name of an administrator made without one.
const ADMIN_NAME: &str = "Administrador";

/// Makes the administrator named in the settings when nobody has an account yet.
///
/// Settings that break the rules are only reported: the dashboard can still make the first account.
pub async fn from_settings(app: &App) -> Result<(), DbError> {
    let Some((email, secret)) = &app.config.server.first_admin else { return Ok(()) };
    if store::any_user(&app.db, None).await? {
        return Ok(());
    }
    let Ok(email) = account::email(email) else {
        tracing::error!("HUB_ADMIN_EMAIL is not an e-mail address: no first administrator is made");
        return Ok(());
    };
    if password::check_new(secret.expose_secret()).is_err() {
        tracing::error!("HUB_ADMIN_PASSWORD needs 8 characters to 72 bytes: no first administrator is made");
        return Ok(());
    }
    if insert_first(app, ADMIN_NAME, &email, secret.expose_secret()).await.map_err(as_db_error)?.is_some() {
        tracing::info!("the first administrator was made from HUB_ADMIN_EMAIL; both variables can be removed now");
    }
    Ok(())
}

/// Says in the log how to make the first account when nobody has one.
pub async fn say_if_nobody(app: &App) -> Result<(), DbError> {
    if !store::any_user(&app.db, None).await? {
        tracing::warn!(
            "nobody has an account yet: open the dashboard to make the first administrator, or run \
             hub user create --email ADDRESS --name NAME --role ADMIN"
        );
    }
    Ok(())
}

/// Makes (or resets) the demonstration's administrator; returns its new one-time password.
pub async fn demo_admin(app: &App, email: &str) -> Result<String, DbError> {
    let password = password::generate();
    let hash = app.access.hasher.hash(&password).await.map_err(as_db_error)?;
    let now = app.clock.stamp();
    match store::accounts(&app.db, email).await?.into_iter().next() {
        Some(account) => {
            store::make_admin(&app.db, &account.id).await?;
            store::set_password(&app.db, &account.id, &hash, &now).await?;
        }
        None => {
            let id = uuid::Uuid::new_v4().to_string();
            store::insert_user(&app.db, &admin(&id, ADMIN_NAME, email, &hash), &now).await?;
        }
    }
    app.access.changed();
    Ok(password)
}

/// Whether somebody else than `email` has an account.
pub async fn has_other_users(app: &App, email: &str) -> Result<bool, DbError> {
    store::any_user(&app.db, Some(email)).await
}

/// Stores the first administrator; the id, or `None` when somebody has an account already.
pub(super) async fn insert_first(
    app: &App,
    name: &str,
    email: &str,
    password: &str,
) -> Result<Option<String>, ApiError> {
    let hash = app.access.hasher.hash(password).await?;
    let id = uuid::Uuid::new_v4().to_string();
    let inserted = store::insert_first_user(&app.db, &admin(&id, name, email, &hash), &app.clock.stamp()).await?;
    app.access.changed();
    Ok(inserted.then_some(id))
}

fn admin<'a>(id: &'a str, name: &'a str, email: &'a str, hash: &'a str) -> NewUser<'a> {
    NewUser { id, name, email, hash, role: Role::Admin, department: account::ADMIN_DEPARTMENT }
}

fn as_db_error(error: ApiError) -> DbError {
    DbError::Setup(format!("the administrator's account: {error:?}"))
}
