//! `/core`: the reception queue of a unit, as JSON.

use serde_json::{Value, json};

use super::{
    DataSet,
    call::{Call, Reply},
    credentials::{unit_cookie, unit_token},
    route::Route,
    samples,
    state::Sim,
};

/// The endpoint of a core address.
pub fn route(call: &Call) -> Option<Route> {
    (call.path == "/core/totem-queue/admin/get-queue-by-filter").then_some(Route::Q1)
}

/// The queue, after checking token and cookie of the unit. The control interface may give the answer, or one by unit.
pub fn answer(sim: &Sim, call: &Call) -> Reply {
    let Some(unit) = call.query("unit_id").and_then(|unit| unit.parse::<i64>().ok()) else {
        return Reply::refused(422, json!({"message": "The unit id field is required."}));
    };
    if !crate::kernel::ClinicUnit::ALL.iter().any(|known| known.id() == unit)
        || call.header("x-access-token") != unit_token(unit)
    {
        return Reply::refused(401, json!({"message": "Unauthenticated."}));
    }
    if !call.cookies().any(|(name, value)| format!("{name}={value}") == unit_cookie(unit)) {
        return Reply::redirect("/core/login");
    }
    Reply::json(match sim.replaced(Route::Q1) {
        Some(Value::Object(by_unit)) if by_unit.keys().all(|key| key.parse::<i64>().is_ok()) => {
            by_unit.get(&unit.to_string()).cloned().unwrap_or_else(|| json!([]))
        }
        Some(answer) => answer,
        None => match sim.options.data {
            DataSet::Samples => samples::tickets(),
            DataSet::Day => sim.clinic.tickets(unit, sim.now()),
        },
    })
}
