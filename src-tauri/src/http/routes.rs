//! Routes that carry their right. A domain's `routes()` builds a [`Routes`]; nothing else can be served under `/api`.

use axum::http::Method;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

use crate::{access::model::Right, app::App};

/// Who may call a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Anybody, signed in or not.
    Public,
    /// Anybody who is signed in and active.
    AnySession,
    /// Whoever holds at least one of these rights.
    AnyOf(&'static [Right]),
}

/// The routes of a domain, each with its rule.
pub struct Routes {
    pub(super) router: OpenApiRouter<App>,
    pub(super) rules: Vec<(Method, String, Rule)>,
}

impl Routes {
    /// No routes yet.
    pub fn new() -> Self {
        Self { router: OpenApiRouter::new(), rules: Vec::new() }
    }

    /// Adds the handlers of `utoipa_axum::routes!` under one rule.
    pub fn add(mut self, rule: Rule, handlers: UtoipaMethodRouter<App>) -> Self {
        let (_, paths, _) = &handlers;
        for (path, item) in &paths.paths {
            let methods = [
                (Method::GET, &item.get),
                (Method::POST, &item.post),
                (Method::PUT, &item.put),
                (Method::DELETE, &item.delete),
                (Method::PATCH, &item.patch),
            ];
            for (method, _) in methods.into_iter().filter(|(_, operation)| operation.is_some()) {
                self.rules.push((method, path.clone(), rule));
            }
        }
        self.router = self.router.routes(handlers);
        self
    }

    /// Every method and path pattern (`/api/x/{id}`) with its rule.
    pub fn list(&self) -> &[(Method, String, Rule)] {
        &self.rules
    }

    /// Joins the routes of another domain.
    pub fn merge(mut self, other: Routes) -> Self {
        self.router = self.router.merge(other.router);
        self.rules.extend(other.rules);
        self
    }
}

impl Default for Routes {
    fn default() -> Self {
        Self::new()
    }
}
