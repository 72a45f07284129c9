//! All SQL of `users`, `user_page_permissions` and `hub_auth_sessions` that sign-in and rights need.
//!
//! The tables are never joined: in an adopted database their texts have different collations.

use chrono::{DateTime, Utc};

use super::model::{self, Flags, PageKey, Permissions, Role};
use crate::{
    access::CurrentUser,
    db::{Db, DbError, Dialect, during},
    in_transaction,
    kernel::{stamp, text::fold},
    on_engine, on_writer,
};

/// Accounts with the same e-mail looked at, at most (an adopted database may hold duplicates).
const SAME_EMAIL: usize = 5;

/// A session as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSession {
    pub token_hash: String,
    pub user_id: String,
    /// When its end was last put off.
    pub last_seen_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

/// An account as far as sign-in needs it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Account {
    pub id: String,
    /// bcrypt; blank when the account has none.
    pub hash: Option<String>,
    pub status: Option<String>,
}

/// A new account.
#[derive(Debug, Clone)]
pub struct NewUser<'a> {
    pub id: &'a str,
    pub name: &'a str,
    /// Trimmed and in lower case.
    pub email: &'a str,
    pub hash: &'a str,
    pub role: Role,
    pub department: &'a str,
}

#[derive(sqlx::FromRow)]
struct SessionRow {
    user_id: String,
    last_seen_at: String,
    expires_at: String,
}

#[derive(sqlx::FromRow)]
struct UserRow {
    id: String,
    name: Option<String>,
    email: Option<String>,
    role: Option<String>,
    department: Option<String>,
    status: Option<String>,
}

/// The session with this token hash, expired or not; `None` when there is none.
pub async fn session(db: &Db, token_hash: &str) -> Result<Option<StoredSession>, DbError> {
    const SQL: &str = "SELECT CAST(user_id AS CHAR) AS user_id, CAST(last_seen_at AS CHAR) AS last_seen_at,
                              CAST(expires_at AS CHAR) AS expires_at
                       FROM hub_auth_sessions WHERE token_hash = ?";
    let row: Option<SessionRow> =
        on_engine!(db, pool => sqlx::query_as(SQL).bind(token_hash).fetch_optional(pool).await)
            .map_err(during("hub_auth_sessions.find"))?;
    row.map(|row| {
        Ok(StoredSession {
            token_hash: token_hash.to_owned(),
            user_id: row.user_id,
            last_seen_at: instant("last_seen_at", &row.last_seen_at)?,
            expires_at: instant("expires_at", &row.expires_at)?,
        })
    })
    .transpose()
}

fn instant(column: &'static str, text: &str) -> Result<DateTime<Utc>, DbError> {
    match DateTime::parse_from_rfc3339(text) {
        Ok(at) => Ok(at.with_timezone(&Utc)),
        Err(_) => Err(DbError::Inconsistent { table: "hub_auth_sessions", column, found: text.to_owned() }),
    }
}

/// The user with their rights; `None` when there is no such user or they are not active.
pub async fn active_user(db: &Db, id: &str) -> Result<Option<CurrentUser>, DbError> {
    const SQL: &str = "SELECT CAST(id AS CHAR) AS id, CAST(name AS CHAR) AS name, CAST(email AS CHAR) AS email,
                              CAST(role AS CHAR) AS role, CAST(department AS CHAR) AS department,
                              CAST(status AS CHAR) AS status
                       FROM users WHERE id = ?";
    let row: Option<UserRow> = on_engine!(db, pool => sqlx::query_as(SQL).bind(id).fetch_optional(pool).await)
        .map_err(during("users.find"))?;
    let Some(row) = row.filter(|row| model::is_active(row.status.as_deref())) else { return Ok(None) };
    let permissions = permissions(db, &row.id, Role::stored(row.role.as_deref())).await?;
    let role = row.role.filter(|role| !role.trim().is_empty());
    Ok(Some(CurrentUser {
        id: row.id.into(),
        name: row.name.unwrap_or_default(),
        email: row.email.unwrap_or_default(),
        role: role.map_or_else(|| Role::Operador.key().to_owned(), |role| role.trim().to_owned()),
        department: row.department,
        permissions,
    }))
}

/// The role's rights with the stored rows laid over them. Rows of unknown pages are ignored.
pub async fn permissions(db: &Db, user_id: &str, role: Role) -> Result<Permissions, DbError> {
    const SQL: &str = "SELECT CAST(page_key AS CHAR), COALESCE(CAST(can_view AS SIGNED), 0),
                              COALESCE(CAST(can_edit AS SIGNED), 0), COALESCE(CAST(can_refresh AS SIGNED), 0)
                       FROM user_page_permissions WHERE user_id = ?";
    let rows: Vec<(String, i64, i64, i64)> =
        on_engine!(db, pool => sqlx::query_as(SQL).bind(user_id).fetch_all(pool).await)
            .map_err(during("user_page_permissions.of_user"))?;
    let mut permissions = Permissions::of_role(role);
    for (key, view, edit, refresh) in rows {
        if let Some(page) = PageKey::from_key(&key) {
            permissions.set(page, Flags { view: view == 1, edit: edit == 1, refresh: refresh == 1 });
        }
    }
    Ok(permissions)
}

/// Accounts with this e-mail, compared without case, accents and stray blanks; the oldest first.
pub async fn accounts(db: &Db, email: &str) -> Result<Vec<Account>, DbError> {
    const EMAILS: &str = "SELECT CAST(id AS CHAR), CAST(email AS CHAR) FROM users
                          WHERE email IS NOT NULL ORDER BY created_at, id";
    let wanted = fold(email);
    let emails: Vec<(String, String)> =
        on_engine!(db, pool => sqlx::query_as(EMAILS).fetch_all(pool).await).map_err(during("users.emails"))?;
    let same = emails.into_iter().filter(|(_, stored)| fold(stored) == wanted).map(|(id, _)| id).take(SAME_EMAIL);
    let statement = account_statement(db).await?;
    let mut accounts = Vec::new();
    for id in same {
        let account: Option<Account> =
            on_engine!(db, pool => sqlx::query_as(statement).bind(&id).fetch_optional(pool).await)
                .map_err(during("users.account"))?;
        accounts.extend(account);
    }
    Ok(accounts)
}

/// Some old databases keep the hash in a second column, used when the first is blank.
async fn account_statement(db: &Db) -> Result<&'static str, DbError> {
    const HAS_OLD_COLUMN: Dialect = Dialect {
        mysql: "SELECT COUNT(*) FROM information_schema.columns
                WHERE table_schema = DATABASE() AND table_name = 'users' AND column_name = 'password_hash'",
        sqlite: "SELECT COUNT(*) FROM pragma_table_info('users') WHERE name = 'password_hash'",
    };
    const PLAIN: &str = "SELECT CAST(id AS CHAR) AS id, CAST(password AS CHAR) AS hash, CAST(status AS CHAR) AS status
                         FROM users WHERE id = ?";
    const WITH_OLD_COLUMN: &str = "SELECT CAST(id AS CHAR) AS id,
            CAST(COALESCE(NULLIF(TRIM(password), ''), password_hash) AS CHAR) AS hash, CAST(status AS CHAR) AS status
            FROM users WHERE id = ?";
    let statement = db.pick(&HAS_OLD_COLUMN);
    let found: i64 =
        on_engine!(db, pool => sqlx::query_scalar(statement).fetch_one(pool).await).map_err(during("users.columns"))?;
    Ok(if found > 0 { WITH_OLD_COLUMN } else { PLAIN })
}

/// Whether an account exists; with `except`, one whose e-mail is another.
pub async fn any_user(db: &Db, except: Option<&str>) -> Result<bool, DbError> {
    const SQL: &str = "SELECT COUNT(*) FROM users WHERE email IS NULL OR LOWER(TRIM(email)) <> ?";
    let except = except.unwrap_or_default().trim().to_lowercase();
    let found: i64 = on_engine!(db, pool => sqlx::query_scalar(SQL).bind(&except).fetch_one(pool).await)
        .map_err(during("users.count"))?;
    Ok(found > 0)
}

/// How many accounts there are, and how many of them are administrators who may sign in.
pub async fn count_users(db: &Db) -> Result<(usize, usize), DbError> {
    const SQL: &str = "SELECT CAST(role AS CHAR), CAST(status AS CHAR) FROM users";
    let rows: Vec<(Option<String>, Option<String>)> =
        on_engine!(db, pool => sqlx::query_as(SQL).fetch_all(pool).await).map_err(during("users.count"))?;
    let is_admin = |(role, status): &&(Option<String>, Option<String>)| {
        Role::stored(role.as_deref()) == Role::Admin && model::is_active(status.as_deref())
    };
    Ok((rows.len(), rows.iter().filter(is_admin).count()))
}

/// Stores a new session.
pub async fn insert_session(db: &Db, session: &StoredSession) -> Result<(), DbError> {
    const SQL: &str = "INSERT INTO hub_auth_sessions (token_hash, user_id, created_at, last_seen_at, expires_at)
                       VALUES (?, ?, ?, ?, ?)";
    let seen = stamp::instant(session.last_seen_at);
    let expires = stamp::instant(session.expires_at);
    on_writer!(db, pool => sqlx::query(SQL).bind(&session.token_hash).bind(&session.user_id)
        .bind(&seen).bind(&seen).bind(&expires).execute(pool).await.map(|_| ()))
    .map_err(during("hub_auth_sessions.insert"))
}

/// Puts off the end of a session; `false` when another request just did.
pub async fn extend_session(
    db: &Db,
    session: &StoredSession,
    now: DateTime<Utc>,
    expires: DateTime<Utc>,
) -> Result<bool, DbError> {
    const SQL: &str = "UPDATE hub_auth_sessions SET last_seen_at = ?, expires_at = ?
                       WHERE token_hash = ? AND last_seen_at = ?";
    let (now, expires, before) = (stamp::instant(now), stamp::instant(expires), stamp::instant(session.last_seen_at));
    let changed = on_writer!(db, pool => sqlx::query(SQL).bind(&now).bind(&expires).bind(&session.token_hash)
        .bind(&before).execute(pool).await.map(|done| done.rows_affected()))
    .map_err(during("hub_auth_sessions.extend"))?;
    Ok(changed > 0)
}

/// Ends one session.
pub async fn delete_session(db: &Db, token_hash: &str) -> Result<(), DbError> {
    const SQL: &str = "DELETE FROM hub_auth_sessions WHERE token_hash = ?";
    on_writer!(db, pool => sqlx::query(SQL).bind(token_hash).execute(pool).await.map(|_| ()))
        .map_err(during("hub_auth_sessions.delete"))
}

/// Deletes some hundred expired sessions.
pub async fn purge_sessions(db: &Db, now: DateTime<Utc>) -> Result<(), DbError> {
    const PURGE: Dialect = Dialect {
        mysql: "DELETE FROM hub_auth_sessions WHERE expires_at <= ? LIMIT 500",
        sqlite: "DELETE FROM hub_auth_sessions WHERE token_hash IN
                 (SELECT token_hash FROM hub_auth_sessions WHERE expires_at <= ? LIMIT 500)",
    };
    let (statement, now) = (db.pick(&PURGE), stamp::instant(now));
    on_writer!(db, pool => sqlx::query(statement).bind(&now).execute(pool).await.map(|_| ()))
        .map_err(during("hub_auth_sessions.purge"))
}

/// Notes when a user last signed in (RFC 3339, UTC).
pub async fn note_access(db: &Db, user_id: &str, now: &str) -> Result<(), DbError> {
    const SQL: &str = "UPDATE users SET last_access = ? WHERE id = ?";
    on_writer!(db, pool => sqlx::query(SQL).bind(now).bind(user_id).execute(pool).await.map(|_| ()))
        .map_err(during("users.note_access"))
}

const INSERT_USER: &str = "INSERT INTO users
    (id, name, email, password, role, department, status, created_at, updated_at)
    VALUES (?, ?, ?, ?, ?, ?, 'ATIVO', ?, ?)";

/// Stores a new account. `now`: `YYYY-MM-DD HH:MM:SS`.
pub async fn insert_user(db: &Db, user: &NewUser<'_>, now: &str) -> Result<(), DbError> {
    on_writer!(db, pool => sqlx::query(INSERT_USER).bind(user.id).bind(user.name).bind(user.email).bind(user.hash)
        .bind(user.role.key()).bind(user.department).bind(now).bind(now).execute(pool).await.map(|_| ()))
    .map_err(during("users.insert"))
}

/// Stores the first account; `false` when there is one already. Two at once: one wins.
pub async fn insert_first_user(db: &Db, user: &NewUser<'_>, now: &str) -> Result<bool, DbError> {
    const SQL: &str = "INSERT INTO users
        (id, name, email, password, role, department, status, created_at, updated_at)
        SELECT ?, ?, ?, ?, ?, ?, 'ATIVO', ?, ? FROM (SELECT 1 AS one) AS seed
        WHERE NOT EXISTS (SELECT 1 FROM users)";
    let inserted = in_transaction!(db, tx => {
        let done = sqlx::query(SQL).bind(user.id).bind(user.name).bind(user.email).bind(user.hash)
            .bind(user.role.key()).bind(user.department).bind(now).bind(now).execute(&mut **tx).await?;
        Ok(done.rows_affected())
    })
    .map_err(during("users.insert_first"))?;
    Ok(inserted > 0)
}

/// Replaces a user's password and ends their sessions.
pub async fn set_password(db: &Db, user_id: &str, hash: &str, now: &str) -> Result<(), DbError> {
    in_transaction!(db, tx => {
        sqlx::query("UPDATE users SET password = ?, updated_at = ? WHERE id = ?")
            .bind(hash).bind(now).bind(user_id).execute(&mut **tx).await?;
        sqlx::query("DELETE FROM hub_auth_sessions WHERE user_id = ?").bind(user_id).execute(&mut **tx).await?;
        Ok(())
    })
    .map_err(during("users.set_password"))
}

/// Makes an account an active administrator again.
pub async fn make_admin(db: &Db, user_id: &str) -> Result<(), DbError> {
    const SQL: &str = "UPDATE users SET role = 'ADMIN', status = 'ATIVO' WHERE id = ?";
    on_writer!(db, pool => sqlx::query(SQL).bind(user_id).execute(pool).await.map(|_| ()))
        .map_err(during("users.make_admin"))
}
