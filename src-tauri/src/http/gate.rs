//! The gate every `/api` request passes: who is it, and does the route's rule let them in. Denies by default.

use std::{collections::HashMap, convert::Infallible, sync::Arc};

use axum::{
    Router,
    extract::{FromRequestParts, MatchedPath, OptionalFromRequestParts, Request, State},
    http::{Method, header, request::Parts},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};

use super::{ApiError, Rule};
use crate::{
    access::{
        CurrentUser,
        session::{self, Signed},
    },
    app::App,
};

/// The signed-in user. Refuses the request with 401 when nobody is.
#[derive(Debug, Clone)]
pub struct SignedIn(pub Arc<CurrentUser>);

/// The signed-in user, if any.
#[derive(Debug, Clone)]
pub struct OptionalUser(pub Option<Arc<CurrentUser>>);

impl FromRequestParts<App> for SignedIn {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let OptionalUser(user) = <OptionalUser as FromRequestParts<App>>::from_request_parts(parts, app).await?;
        user.map(Self).ok_or(ApiError::Unauthenticated)
    }
}

impl OptionalFromRequestParts<App> for SignedIn {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Option<Self>, ApiError> {
        let OptionalUser(user) = <OptionalUser as FromRequestParts<App>>::from_request_parts(parts, app).await?;
        Ok(user.map(Self))
    }
}

impl FromRequestParts<App> for OptionalUser {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        if let Some(signed) = parts.extensions.get::<Signed>() {
            return Ok(Self(Some(Arc::clone(&signed.user))));
        }
        let signed = session::resolve(app, &parts.headers).await?;
        Ok(Self(signed.map(|signed| signed.user)))
    }
}

/// The rules of all routes, by path pattern and method.
#[derive(Debug, Default)]
pub struct Rules(HashMap<String, Vec<(Method, Rule)>>);

/// What the rules say about a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// The route's rule decides.
    Ask(Rule),
    /// No such route, or not with this method: a session, then 404 or 405.
    NothingThere,
    /// A route without a rule: nobody.
    Nobody,
}

impl Rules {
    /// Collects the rules of a [`super::Routes`].
    pub fn new(rules: &[(Method, String, Rule)]) -> Self {
        let mut by_path: HashMap<String, Vec<(Method, Rule)>> = HashMap::new();
        for (method, path, rule) in rules {
            by_path.entry(path.clone()).or_default().push((method.clone(), *rule));
        }
        Self(by_path)
    }

    fn verdict(&self, method: &Method, matched: Option<&str>) -> Verdict {
        let Some(path) = matched else { return Verdict::NothingThere };
        let Some(methods) = self.0.get(path) else { return Verdict::Nobody };
        let method = if method == Method::HEAD { &Method::GET } else { method };
        methods.iter().find(|(known, _)| known == method).map_or(Verdict::NothingThere, |(_, rule)| Verdict::Ask(*rule))
    }
}

/// Puts the gate before every route and fallback of `router`; paths outside `/api` pass.
pub fn guard(router: Router<App>, rules: &[(Method, String, Rule)], app: &App) -> Router<App> {
    let gate = Gate { app: app.clone(), rules: Arc::new(Rules::new(rules)) };
    router.layer(middleware::from_fn_with_state(gate, pass))
}

#[derive(Clone)]
struct Gate {
    app: App,
    rules: Arc<Rules>,
}

async fn pass(State(gate): State<Gate>, request: Request, next: Next) -> Result<Response, Infallible> {
    let path = request.uri().path();
    if path != "/api" && !path.starts_with("/api/") {
        return Ok(next.run(request).await);
    }
    Ok(match admit(&gate, request).await {
        Ok((request, signed)) => {
            let mut response = next.run(request).await;
            if let Some(cookie) = signed.and_then(|signed| signed.cookie) {
                // A handler that sets the cookie itself (signing out) has the last word.
                if !response.headers().contains_key(header::SET_COOKIE) {
                    response.headers_mut().append(header::SET_COOKIE, cookie);
                }
            }
            response
        }
        Err(refusal) => refusal.into_response(),
    })
}

async fn admit(gate: &Gate, mut request: Request) -> Result<(Request, Option<Signed>), ApiError> {
    let matched = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    let verdict = gate.rules.verdict(request.method(), matched);
    // Below sign-in everything is public, also that something is not there.
    let not_there = verdict == Verdict::NothingThere && request.uri().path().starts_with("/api/auth/");
    if not_there || verdict == Verdict::Ask(Rule::Public) {
        return Ok((request, None));
    }
    let signed = session::resolve(&gate.app, request.headers()).await?.ok_or(ApiError::Unauthenticated)?;
    let allowed = match verdict {
        Verdict::Ask(Rule::Public | Rule::AnySession) | Verdict::NothingThere => true,
        Verdict::Ask(Rule::AnyOf(rights)) => rights.iter().any(|right| signed.user.may(*right)),
        Verdict::Nobody => false,
    };
    if !allowed {
        return Err(ApiError::Forbidden);
    }
    request.extensions_mut().insert(signed.clone());
    Ok((request, Some(signed)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_without_a_rule_is_for_nobody() {
        let rules = Rules::new(&[(Method::GET, "/api/health".into(), Rule::Public)]);
        assert_eq!(rules.verdict(&Method::GET, Some("/api/health")), Verdict::Ask(Rule::Public));
        assert_eq!(rules.verdict(&Method::HEAD, Some("/api/health")), Verdict::Ask(Rule::Public));
        assert_eq!(rules.verdict(&Method::POST, Some("/api/health")), Verdict::NothingThere);
        assert_eq!(rules.verdict(&Method::GET, Some("/api/secret")), Verdict::Nobody);
        assert_eq!(rules.verdict(&Method::GET, None), Verdict::NothingThere);
    }
}
