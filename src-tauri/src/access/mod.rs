//! Who people are and what they may do: users, sessions, page rights.

pub mod account;
pub mod address;
pub mod bootstrap;
pub mod cache;
pub mod model;
pub mod password;
pub mod routes;
pub mod session;
pub mod sign_in;
pub mod store;
pub mod throttle;

use std::sync::Arc;

pub use cache::Access;
pub use routes::routes;

use model::{Permissions, Right, Role};

/// Somebody who is signed in, with the rights they have right now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurrentUser {
    pub id: Arc<str>,
    pub name: String,
    pub email: String,
    /// The word as stored; `OPERADOR` when there is none.
    pub role: String,
    pub department: Option<String>,
    pub permissions: Permissions,
}

impl CurrentUser {
    /// Whether they hold a right.
    pub fn may(&self, right: Right) -> bool {
        self.permissions.allow(right)
    }

    /// Whether they are an administrator (shown full details; page rights are separate).
    pub fn is_admin(&self) -> bool {
        Role::stored(Some(&self.role)) == Role::Admin
    }
}
