//! `/clinia`: WhatsApp groups, chats and statistics.

use chrono::NaiveDate;
use serde_json::json;

use super::{
    DataSet,
    call::{Call, Reply},
    credentials::CLINIA_COOKIE,
    route::Route,
    samples,
    state::Sim,
};

/// The endpoint of a Clinia address.
pub fn route(call: &Call) -> Option<Route> {
    Some(match call.path.as_str() {
        "/clinia/api/users-group" => Route::C1,
        "/clinia/api/statistics/group/card" => Route::C2,
        "/clinia/api/whatsapp/chat/count" => Route::C3,
        "/clinia/api/statistics/group/chart" => Route::C4,
        "/clinia/api/statistics/appointments" => Route::C5,
        _ => return None,
    })
}

/// Answers an endpoint after checking cookie and query.
pub fn answer(sim: &Sim, route: Route, call: &Call) -> Reply {
    if !call.header("cookie").contains(CLINIA_COOKIE) {
        return Reply::refused(401, json!({"message": "Unauthorized"}));
    }
    if let Err(problem) = check(route, call) {
        return Reply::refused(422, json!({"message": problem}));
    }
    if let Some(answer) = sim.replaced(route) {
        return Reply::json(answer);
    }
    Reply::json(match sim.options.data {
        DataSet::Samples => samples::clinia(route),
        DataSet::Day => sim.clinic.clinia(route, sim.now()),
    })
}

fn check(route: Route, call: &Call) -> Result<(), String> {
    let expected: &[(&str, &str)] = match route {
        Route::C2 => &[("type", "this-week"), ("search", "current")],
        Route::C3 => &[("filter", "mine"), ("state", "OPEN")],
        Route::C4 => &[("type", "this-week")],
        Route::C5 => &[("type", "specific")],
        _ => &[],
    };
    if let Some((name, value)) = expected.iter().find(|(name, value)| !call.asks(name, value)) {
        return Err(format!("{name} must be {value}"));
    }
    if !matches!(route, Route::C2 | Route::C4 | Route::C5) {
        return Ok(());
    }
    let day = |name, time| {
        let text = call.query(name).and_then(|text| text.strip_suffix(time)).filter(|day| day.len() == 10);
        text.and_then(|day| day.parse::<NaiveDate>().ok()).ok_or_else(|| format!("{name} must be YYYY-MM-DD{time}"))
    };
    match day("startDate", "T00:00:00.000Z")? <= day("endDate", "T23:59:59.999Z")? {
        true => Ok(()),
        false => Err("endDate must not be before startDate".to_owned()),
    }
}
