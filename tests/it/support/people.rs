//! People who are signed in: accounts and sessions written straight into the database.

#![allow(dead_code)] // each is used by some test file

use axum::{body::Body, http::Method};
use chrono::TimeDelta;
use hub_lib::access::{
    model::Role,
    session,
    store::{self, NewUser, StoredSession},
};
use serde_json::Value;

use super::app::{Reply, TestApp};

/// The password of everybody made here.
pub const PASSWORD: &str = "trocar-isto-1";

/// The cheapest hash of [`PASSWORD`].
pub fn password_hash() -> String {
    bcrypt::hash(PASSWORD, 4).unwrap()
}

impl TestApp {
    /// GET as somebody with a role (`ADMIN`, `GESTOR`, `OPERADOR`).
    pub async fn get_as(&self, role: &str, path: &str) -> Reply {
        self.request_as(role, Method::GET, path, Body::empty()).await
    }

    /// POST of JSON as somebody with a role.
    pub async fn post_as(&self, role: &str, path: &str, json: Value) -> Reply {
        self.request_as(role, Method::POST, path, Body::from(json.to_string())).await
    }

    /// Any request as somebody with a role.
    pub async fn request_as(&self, role: &str, method: Method, path: &str, body: impl Into<Body> + Send) -> Reply {
        let token = self.token_of(role).await;
        self.request_with(&token, method, path, body).await
    }

    /// Any JSON request with a session token.
    pub async fn request_with(&self, token: &str, method: Method, path: &str, body: impl Into<Body> + Send) -> Reply {
        let bearer = format!("Bearer {token}");
        let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
        self.request(method, path, &headers, body).await
    }

    /// The session token of the one person with this role, made on first use. Their id is
    /// `user-<role>`, their e-mail `<role>@example.com`, both in lower case.
    pub async fn token_of(&self, role: &str) -> String {
        let token = format!("{role:x<43}");
        if store::session(&self.app.db, &session::hash_of(&token)).await.unwrap().is_none() {
            let id = format!("user-{}", role.to_lowercase());
            self.person(&id, role).await;
            self.session(&id, &token).await;
        }
        token
    }

    /// An account with this id and role, [`PASSWORD`] and the e-mail `<id without "user-">@example.com`.
    pub async fn person(&self, id: &str, role: &str) {
        let email = format!("{}@example.com", id.trim_start_matches("user-"));
        let user = NewUser {
            id,
            name: "Ana Exemplo",
            email: &email,
            hash: &password_hash(),
            role: Role::from_name(role).unwrap(),
            department: "Atendimento",
        };
        store::insert_user(&self.app.db, &user, &self.app.clock.stamp()).await.unwrap();
        self.app.access.changed();
    }

    /// A session that began now.
    pub async fn session(&self, user_id: &str, token: &str) {
        let now = self.app.clock.now();
        let session = StoredSession {
            token_hash: session::hash_of(token),
            user_id: user_id.to_owned(),
            last_seen_at: now,
            expires_at: now + TimeDelta::days(30),
        };
        store::insert_session(&self.app.db, &session).await.unwrap();
        self.app.access.changed();
    }
}
