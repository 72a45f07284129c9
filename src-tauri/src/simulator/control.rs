//! `/__control`: failures, data, the simulator's clock, the journal.

use axum::http::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    call::{Call, Reply},
    failure::{MODES, Mode},
    queue, report,
    route::Route,
    state::{Memory, Sim},
    web,
};
use crate::kernel::stamp;

/// The first word of every control address.
pub const PREFIX: &str = "/__control";

#[derive(Deserialize)]
struct FailureOrder {
    route: String,
    mode: String,
    times: Option<u64>,
    /// Of the routes that have pages, only this one.
    page: Option<u64>,
    #[serde(default)]
    param: Value,
}

/// Answers a control address.
pub fn answer(sim: &Sim, call: &Call) -> Reply {
    let action = call.path.trim_start_matches(PREFIX).trim_matches('/');
    let done = match (call.method.clone(), action) {
        (Method::GET, "") => return Reply::json(index()),
        (Method::GET, "journal") => return Reply::json(sim.memory().journal.entries()),
        (Method::POST, "reset") => {
            *sim.memory() = Memory::default();
            Ok(())
        }
        (Method::PUT, "failure") => fail(sim, call),
        (Method::PUT, "today") => move_clock(sim, call),
        (Method::PUT, data) if data.starts_with("data/") => replace(sim, data.trim_start_matches("data/"), call),
        _ => return Reply::refused(404, json!({"error": "unknown control call", "known": index()["calls"]})),
    };
    match done {
        Ok(()) => Reply::json(json!({"ok": true})),
        Err(problem) => Reply::refused(400, json!({"error": problem})),
    }
}

fn index() -> Value {
    json!({
        "calls": ["POST reset", "PUT failure", "PUT data/<route>", "PUT today", "GET journal"],
        "routes": Route::ALL.map(Route::id),
        "route_groups": ["web", "core", "api", "clinia", "google", "*"],
        "modes": MODES,
        "routes_with_pages": [Route::W8.id(), Route::Contracts.id()],
        "variants": {"W5": web::TOTEM_VARIANTS, "W6": queue::VARIANTS, "W7": report::FORM_VARIANTS, "W8": report::VARIANTS},
    })
}

fn fail(sim: &Sim, call: &Call) -> Result<(), String> {
    let order: FailureOrder = body(call, r#"{"route":"W6","mode":"http:500","times":1,"param":null}"#)?;
    let routes = Route::named(&order.route);
    if routes.is_empty() {
        return Err(unknown_route(&order.route));
    }
    let mode = Mode::parse(&order.mode, &order.param)?;
    if mode == Mode::Shrink && routes != [Route::Contracts] {
        return Err("mode `shrink` is for the route contracts alone".to_owned());
    }
    if mode == Mode::Expired && routes.iter().any(|route| route.service() != "web") {
        return Err("mode `expired` ends a web session: it is for the routes W1 to W8".to_owned());
    }
    if order.page.is_some() && routes.iter().any(|route| !matches!(route, Route::W8 | Route::Contracts)) {
        return Err("only W8 and contracts have pages".to_owned());
    }
    let mut memory = sim.memory();
    for route in routes {
        memory.failures.set(route, mode.clone(), order.times, order.page);
    }
    Ok(())
}

fn replace(sim: &Sim, id: &str, call: &Call) -> Result<(), String> {
    let route = Route::from_id(id).ok_or_else(|| unknown_route(id))?;
    let data: Value = body(call, "the data set of the route")?;
    let variants: &[&str] = match route {
        Route::W5 => &web::TOTEM_VARIANTS,
        Route::W7 => &report::FORM_VARIANTS,
        Route::W6 => &queue::VARIANTS,
        Route::W8 => &report::VARIANTS,
        _ => &[],
    };
    if let Some(name) = data.get("variant").and_then(Value::as_str)
        && !variants.is_empty()
        && !variants.contains(&name)
    {
        return Err(format!("unknown variant `{name}` of {id}; known are {}", variants.join(", ")));
    }
    sim.memory().data.insert(route, data);
    Ok(())
}

fn move_clock(sim: &Sim, call: &Call) -> Result<(), String> {
    #[derive(Deserialize)]
    struct Today {
        date: String,
        time: Option<String>,
    }
    let form = r#"{"date":"YYYY-MM-DD","time":"HH:MM"}"#;
    let today: Today = body(call, form)?;
    let local = sim.clock.local();
    let date = today.date.parse().map_err(|_| format!("date `{}` is not YYYY-MM-DD", today.date))?;
    let time = match &today.time {
        Some(text) => stamp::parse_time(text).ok_or_else(|| format!("time `{text}` is not HH:MM"))?,
        None => local.time(),
    };
    let target = chrono::NaiveDate::and_time(&date, time);
    sim.memory().shift = Some(target - local);
    Ok(())
}

fn body<T: serde::de::DeserializeOwned>(call: &Call, form: &str) -> Result<T, String> {
    serde_json::from_slice(&call.body).map_err(|error| format!("the body must be JSON, {form}: {error}"))
}

fn unknown_route(id: &str) -> String {
    format!("unknown route `{id}`; the routes are {}", Route::ALL.map(Route::id).join(", "))
}
