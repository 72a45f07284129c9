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

/// The samples: three of the specification, then plain ones.
const SAMPLES: u64 = 250;
const SHRUNK: u64 = 10;

/// The endpoint of a contracts address.
pub fn route(call: &Call) -> Option<Route> {
    (call.method == Method::POST && call.path == "/contracts/external/contract/datagrid").then_some(Route::Contracts)
}

/// The contracts to page through.
enum Contracts {
    Given(Vec<Value>),
    /// So many of the samples.
    Samples(u64),
    /// So many as were sold until now.
    Sold(u64),
}

impl Contracts {
    /// Replaced data is a list; an object with `data` (its `total` is believed whatever the list holds); or
    /// `{"count": n}`, that many of the samples. Anything else is the whole answer.
    fn of(sim: &Sim) -> Result<(Self, Option<u64>), Value> {
        let Some(mut replaced) = sim.replaced(Route::Contracts) else {
            return Ok((
                match sim.options.data {
                    DataSet::Samples => Self::Samples(SAMPLES),
                    DataSet::Day => Self::Sold(sim.clinic.contract_count(sim.now())),
                },
                None,
            ));
        };
        if let (Some(count), None) = (replaced["count"].as_u64(), replaced.get("data")) {
            return Ok((Self::Samples(count), None));
        }
        match replaced {
            Value::Array(contracts) => Ok((Self::Given(contracts), None)),
            _ => match replaced.get_mut("data").map(Value::take) {
                Some(Value::Array(contracts)) => Ok((Self::Given(contracts), replaced["total"].as_u64())),
                _ => Err(replaced),
            },
        }
    }

    fn count(&self) -> u64 {
        match self {
            Self::Given(contracts) => contracts.len() as u64,
            Self::Samples(count) | Self::Sold(count) => *count,
        }
    }

    fn row(&self, sim: &Sim, index: u64) -> Value {
        match self {
            Self::Given(contracts) => {
                usize::try_from(index).ok().and_then(|index| contracts.get(index).cloned()).unwrap_or_default()
            }
            Self::Samples(_) => samples::contract(index),
            Self::Sold(_) => sim.clinic.contract(index, sim.now()),
        }
    }
}

/// A page of contracts.
pub fn answer(sim: &Sim, call: &Call, mode: Option<&Mode>) -> Reply {
    if call.header("x-access-token") != API_TOKEN {
        return api::refused();
    }
    let asked = call.json();
    let whole = |name: &str, default: u64| asked[name].as_u64().filter(|number| *number > 0).unwrap_or(default);
    let (per_page, page) = (whole("perPage", 100), whole("page", 1));
    let (contracts, told) = match Contracts::of(sim) {
        Ok(found) => found,
        Err(answer) => return Reply::json(answer),
    };
    let count = if mode == Some(&Mode::Shrink) { SHRUNK.min(contracts.count()) } else { contracts.count() };
    let first = (page - 1).saturating_mul(per_page).min(count);
    let last = first.saturating_add(per_page).min(count);
    let rows: Vec<Value> = (first..last).map(|index| contracts.row(sim, index)).collect();
    Reply::json(json!({"data": rows, "pages": count.div_ceil(per_page), "total": told.unwrap_or(count)}))
}
