//! The one door: every request becomes a [`Call`], is noted, fails if asked to, and is answered.

use std::sync::Arc;

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{Response, header},
};

use super::{
    api,
    call::{Call, Reply},
    clinia, contracts, control, core,
    credentials::SESSION_COOKIE,
    failure::{self, Mode},
    google, journal,
    route::Route,
    state::Sim,
    web,
};

/// Larger request bodies are refused; control data may be a large set.
const BODY_LIMIT: usize = 64 * 1024 * 1024;

/// Everything under one fallback: addresses are told apart by [`route_of`].
pub fn router(sim: Arc<Sim>) -> Router {
    Router::new().fallback(receive).with_state(sim)
}

async fn receive(State(sim): State<Arc<Sim>>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, BODY_LIMIT).await else {
        return failure::send(Reply::refused(413, serde_json::json!({"error": "body too large"})), None).await;
    };
    let query = parts.uri.query().unwrap_or_default();
    let call = Call {
        method: parts.method,
        path: percent_encoding::percent_decode_str(parts.uri.path()).decode_utf8_lossy().into_owned(),
        query: url::form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
        headers: parts.headers,
        body,
    };
    if call.path.starts_with(control::PREFIX) {
        return failure::send(control::answer(&sim, &call), None).await;
    }
    let (reply, mode) = answer(&sim, &call);
    failure::send(reply, mode.as_ref()).await
}

/// The endpoint of a call.
fn route_of(call: &Call) -> Option<Route> {
    match call.path.split('/').nth(1)? {
        "web" => web::route(call),
        "core" => core::route(call),
        "api" => api::route(call),
        "contracts" => contracts::route(call),
        "clinia" => clinia::route(call),
        "google" => google::route(call),
        _ => None,
    }
}

fn answer(sim: &Sim, call: &Call) -> (Reply, Option<Mode>) {
    let route = route_of(call);
    let visit = call.path.starts_with("/web/").then(|| web::visit(sim, call));
    let unit = visit.as_ref().and_then(|visit| web::context(sim, visit)).or_else(|| journal::unit_asked(call));
    let mode = {
        let mut memory = sim.memory();
        let mode = route.and_then(|route| memory.failures.take(route, call));
        let name = mode.as_ref().map(Mode::name);
        memory.journal.note(route, call, unit, name.as_deref(), sim.clock.instant());
        mode
    };
    if let (Some(visit), Some(Mode::Expired)) = (&visit, &mode) {
        sim.memory().sessions.end(&visit.session);
    }
    let instead = route.zip(mode.as_ref()).and_then(|(route, mode)| mode.instead(route));
    let mut reply = instead.unwrap_or_else(|| true_answer(sim, route, call, visit.as_ref(), mode.as_ref()));
    if let (Some(route), Some(mode)) = (route, &mode) {
        mode.thin(route, &mut reply);
    }
    if let Some(visit) = visit.filter(|visit| visit.is_first) {
        reply = reply.with(header::SET_COOKIE.as_str(), format!("{SESSION_COOKIE}={}; Path=/", visit.session));
    }
    (reply, mode)
}

fn true_answer(sim: &Sim, route: Option<Route>, call: &Call, visit: Option<&web::Visit>, mode: Option<&Mode>) -> Reply {
    if let Some(visit) = visit {
        return web::answer(sim, route, call, visit, mode);
    }
    match route {
        Some(Route::Q1) => core::answer(sim, call),
        Some(Route::Contracts) => contracts::answer(sim, call, mode),
        Some(route) if route.service() == "api" => api::answer(sim, route, call),
        Some(route) if route.service() == "clinia" => clinia::answer(sim, route, call),
        Some(route) if route.service() == "google" => google::answer(sim, route, call, mode),
        None if call.path == "/core/login" => web::login_page(""),
        _ => Reply::not_found(),
    }
}
