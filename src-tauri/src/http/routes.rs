//! Routes that carry their right. A domain's `routes()` builds a [`Routes`]; nothing else can be served under `/api`.

use axum::{extract::DefaultBodyLimit, http::Method};
use utoipa::openapi::PathItem;
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
    /// Path patterns that take more than JSON, and how many bytes.
    pub(super) uploads: Vec<(String, usize)>,
}

impl Routes {
    /// No routes yet.
    pub fn new() -> Self {
        Self { router: OpenApiRouter::new(), rules: Vec::new(), uploads: Vec::new() }
    }

    /// Adds the handlers of `utoipa_axum::routes!` under one rule.
    pub fn add(mut self, rule: Rule, handlers: UtoipaMethodRouter<App>) -> Self {
        let (_, paths, _) = &handlers;
        for (path, item) in &paths.paths {
            self.rules.extend(methods(item).map(|method| (method, path.clone(), rule)));
        }
        self.router = self.router.routes(handlers);
        self
    }

    /// Adds handlers whose requests may carry up to `limit` bytes.
    pub fn add_upload(mut self, rule: Rule, limit: usize, handlers: UtoipaMethodRouter<App>) -> Self {
        let (schemas, paths, router) = handlers;
        self.uploads.extend(paths.paths.keys().map(|path| (path.clone(), limit)));
        self.add(rule, (schemas, paths, router.layer(DefaultBodyLimit::max(limit))))
    }

    /// Every method and path pattern (`/api/x/{id}`) with its rule.
    pub fn list(&self) -> &[(Method, String, Rule)] {
        &self.rules
    }

    /// Joins the routes of another domain.
    pub fn merge(mut self, other: Routes) -> Self {
        self.router = self.router.merge(other.router);
        self.rules.extend(other.rules);
        self.uploads.extend(other.uploads);
        self
    }

    /// Every operation of the description with its rule.
    ///
    /// # Panics
    /// When an operation has no rule: such a product must not start.
    pub(super) fn operations(&self) -> Vec<(Method, String, Rule)> {
        let paths = &self.router.get_openapi().paths.paths;
        let operations = paths.iter().flat_map(|(path, item)| methods(item).map(move |method| (method, path)));
        operations
            .map(|(method, path)| {
                let rule = self.rules.iter().find(|(known, of, _)| *known == method && of == path);
                let (_, _, rule) = rule.unwrap_or_else(|| panic!("{method} {path} has no rule: it must not be served"));
                (method, path.clone(), *rule)
            })
            .collect()
    }
}

fn methods(item: &PathItem) -> impl Iterator<Item = Method> {
    [
        (Method::GET, &item.get),
        (Method::POST, &item.post),
        (Method::PUT, &item.put),
        (Method::DELETE, &item.delete),
        (Method::PATCH, &item.patch),
        (Method::HEAD, &item.head),
        (Method::OPTIONS, &item.options),
        (Method::TRACE, &item.trace),
    ]
    .into_iter()
    .filter(|(_, operation)| operation.is_some())
    .map(|(method, _)| method)
}

impl Default for Routes {
    fn default() -> Self {
        Self::new()
    }
}
