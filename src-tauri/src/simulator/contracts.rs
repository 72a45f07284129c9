//! `/contracts`: the benefit-card contracts, page by page.

use axum::http::Method;
use serde_json::{Value, json};

use super::{
    DataSet, api,
    call::{Call, Reply},
    credentials::API_TOKEN,
    failure::Mode,
    route::Route,
    samples,
    state::Sim,
};

const SHRUNK: usize = 10;

/// The endpoint of a contracts address.
pub fn route(call: &Call) -> Option<Route> {
    (call.method == Method::POST && call.path == "/contracts/external/contract/datagrid").then_some(Route::Contracts)
}

/// A page of contracts. Replaced data is a list, or an object whose `total` is believed whatever its `data` holds.
pub fn answer(sim: &Sim, call: &Call, mode: Option<&Mode>) -> Reply {
    if call.header("x-access-token") != API_TOKEN {
        return api::refused();
    }
    let asked = call.json();
    let whole = |name: &str, default: u64| asked[name].as_u64().filter(|number| *number > 0).unwrap_or(default);
    let (per_page, page) = (whole("perPage", 100), whole("page", 1));
    let (mut contracts, told) = match sim.replaced(Route::Contracts) {
        Some(Value::Array(contracts)) => (contracts, None),
        Some(mut answer) => match answer["data"].take() {
            Value::Array(contracts) => (contracts, answer["total"].as_u64()),
            _ => return Reply::json(answer),
        },
        None => match sim.options.data {
            DataSet::Samples => (samples::contracts(), None),
            DataSet::Day => (sim.clinic.contracts(sim.now()), None),
        },
    };
    if mode == Some(&Mode::Shrink) {
        contracts.truncate(SHRUNK);
    }
    let total = contracts.len() as u64;
    let first = usize::try_from((page - 1).saturating_mul(per_page)).unwrap_or(usize::MAX);
    let rows: Vec<Value> =
        contracts.into_iter().skip(first).take(usize::try_from(per_page).unwrap_or(usize::MAX)).collect();
    Reply::json(json!({"data": rows, "pages": total.div_ceil(per_page), "total": told.unwrap_or(total)}))
}
