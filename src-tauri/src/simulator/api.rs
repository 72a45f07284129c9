//! `/api`: Feegow's REST service in its envelope `{"success", "content"}`.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{
    DataSet,
    call::{Call, Reply},
    credentials::API_TOKEN,
    route::Route,
    samples,
    state::Sim,
};
use crate::kernel::stamp;

/// The endpoint of a REST address.
pub fn route(call: &Call) -> Option<Route> {
    Some(match call.path.as_str() {
        "/api/appoints/search" => Route::A1,
        "/api/professional/list" => Route::A2,
        "/api/specialties/list" => Route::A3,
        "/api/procedures/list" => Route::A4,
        "/api/procedures/groups" => Route::A5,
        "/api/proposal/list" => Route::A6,
        "/api/financial/list-invoice" => Route::A7,
        _ => return None,
    })
}

/// The answer to a wrong or missing token, here and at the contracts service.
pub fn refused() -> Reply {
    Reply::refused(401, json!({"success": false, "content": "Token inválido"}))
}

/// Answers an endpoint after checking token and dates.
pub fn answer(sim: &Sim, route: Route, call: &Call) -> Reply {
    if call.header("x-access-token") != API_TOKEN {
        return refused();
    }
    let period = match route {
        Route::A1 | Route::A7 => period(call, "data_start", "data_end"),
        Route::A6 => period(call, "data_inicio", "data_fim"),
        _ => Ok((NaiveDate::MIN, NaiveDate::MAX)),
    };
    let (from, to) = match period {
        Ok(period) => period,
        Err(name) => return Reply::refused(422, json!({"success": false, "content": format!("{name} inválida")})),
    };
    let content = match sim.replaced(route) {
        Some(Value::Array(rows)) => Value::Array(rows),
        Some(Value::Object(mut answer)) if answer.get("content").is_some_and(Value::is_array) => {
            answer["content"].take()
        }
        Some(answer) => return Reply::json(answer),
        None => match sim.options.data {
            DataSet::Samples => samples::api(route),
            DataSet::Day => sim.clinic.api(route, from, to, sim.now()),
        },
    };
    Reply::json(json!({"success": true, "content": within(route, content, from, to)}))
}

/// Keeps the rows of a period; rows without a readable date stay.
fn within(route: Route, content: Value, from: NaiveDate, to: NaiveDate) -> Value {
    let name = match route {
        Route::A1 => "data",
        Route::A6 => "proposal_date",
        _ => return content,
    };
    let Value::Array(mut rows) = content else { return content };
    rows.retain(|row| match row[name].as_str().and_then(stamp::parse_day) {
        Some(day) => (from..=to).contains(&day),
        None => true,
    });
    Value::Array(rows)
}

/// Both ends of a period, `DD-MM-YYYY`; the name of the parameter that is missing or malformed otherwise.
fn period<'a>(call: &Call, from: &'a str, to: &'a str) -> Result<(NaiveDate, NaiveDate), &'a str> {
    let day = |name| {
        let text = call.parameter(name).ok_or(name)?;
        NaiveDate::parse_from_str(&text, "%d-%m-%Y").ok().filter(|_| text.len() == 10).ok_or(name)
    };
    Ok((day(from)?, day(to)?))
}
