//! What was received, for tests to look at. Secrets are noted as present, never kept.

use std::collections::VecDeque;

use axum::http::{Method, header};
use serde_json::{Map, Value, json};

use super::{
    call::{Call, first},
    route::Route,
};

/// How many calls are remembered; older ones are forgotten.
pub const LIMIT: usize = 1000;
/// Longer bodies are noted by their size only.
const BODY_LIMIT: usize = 16 * 1024;
const SECRET_FIELDS: [&str; 3] = ["password", "assertion", "token"];
const SECRET_HEADERS: [&str; 3] = ["x-access-token", "cookie", "authorization"];
const SHOWN_HEADERS: [&str; 7] =
    ["accept", "accept-language", "content-type", "priority", "referer", "user-agent", "x-requested-with"];

/// The latest calls, oldest first.
#[derive(Debug, Default)]
pub struct Journal(VecDeque<Value>);

impl Journal {
    /// Notes a call.
    pub fn note(&mut self, route: Option<Route>, call: &Call, unit: Option<i64>, mode: Option<&str>, time: String) {
        if self.0.len() == LIMIT {
            self.0.pop_front();
        }
        self.0.push_back(json!({
            "route": route.map(Route::id),
            "method": call.method.as_str(),
            "path": call.path,
            "query": pairs(&call.query),
            "headers": headers(call),
            "body": body(call),
            "unit": unit,
            "failure": mode,
            "time": time,
        }));
    }

    /// All calls remembered.
    pub fn entries(&self) -> Value {
        Value::Array(self.0.iter().cloned().collect())
    }
}

/// Pairs as an object; a repeated name gives a list.
fn pairs(pairs: &[(String, String)]) -> Value {
    let mut object = Map::new();
    for (name, value) in pairs {
        let shown = match SECRET_FIELDS.contains(&name.to_lowercase().as_str()) {
            true => Value::Bool(true),
            false => Value::String(value.clone()),
        };
        match object.get_mut(name) {
            Some(Value::Array(values)) => values.push(shown),
            Some(one) => *one = Value::Array(vec![one.take(), shown]),
            None => drop(object.insert(name.clone(), shown)),
        }
    }
    Value::Object(object)
}

fn headers(call: &Call) -> Value {
    let mut object = Map::new();
    for name in SHOWN_HEADERS {
        if call.headers.contains_key(name) {
            object.insert(name.to_owned(), call.header(name).into());
        }
    }
    for name in SECRET_HEADERS {
        object.insert(name.to_owned(), call.headers.contains_key(name).into());
    }
    Value::Object(object)
}

fn body(call: &Call) -> Value {
    if call.body.is_empty() {
        return Value::Null;
    }
    if call.body.len() > BODY_LIMIT {
        return json!({"bytes": call.body.len()});
    }
    if call.header(header::CONTENT_TYPE.as_str()).starts_with("application/x-www-form-urlencoded") {
        return pairs(&call.form());
    }
    match call.json() {
        Value::Null => json!({"bytes": call.body.len()}),
        json => json,
    }
}

/// The unit a call asks for, when it names one.
pub fn unit_asked(call: &Call) -> Option<i64> {
    let query = (call.method == Method::GET).then(|| first(&call.query, "unit_id")).flatten();
    query.and_then(|unit| unit.parse().ok())
}
