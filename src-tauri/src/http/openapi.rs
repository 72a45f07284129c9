//! The API's description, generated from the handlers.

use serde_json::{Map, Value, json};
use utoipa::{PartialSchema, ToSchema};

use super::{Rule, error::ErrorBody, router};
use crate::access::model::Action;

/// The OpenAPI document of every route, keys in alphabetical order.
pub fn document() -> Value {
    let routes = router::routes();
    let operations = routes.operations();
    let (_, openapi) = routes.router.split_for_parts();
    let mut document = serde_json::to_value(openapi).expect("an OpenAPI document is JSON");
    document["info"] = json!({
        "title": "Hub Consultare",
        "description": "The API behind the dashboard. `x-access` says who may call an operation.",
        "version": env!("CARGO_PKG_VERSION"),
    });
    document["components"]["schemas"][ErrorBody::name().as_ref()] =
        serde_json::to_value(ErrorBody::schema()).expect("a schema is JSON");
    for (method, path, rule) in operations {
        let operation = &mut document["paths"][path][method.as_str().to_lowercase()];
        operation["x-access"] = access(rule);
        operation["responses"]["default"] = refusal();
    }
    sorted(document)
}

/// The document as it is printed and committed.
pub fn text() -> String {
    format!("{:#}\n", document())
}

fn access(rule: Rule) -> Value {
    match rule {
        Rule::Public => json!("public"),
        Rule::AnySession => json!("session"),
        Rule::AnyOf(rights) => {
            rights.iter().map(|right| format!("{}.{}", right.page.key(), action(right.action))).collect()
        }
    }
}

fn action(action: Action) -> &'static str {
    match action {
        Action::View => "view",
        Action::Edit => "edit",
        Action::Refresh => "refresh",
    }
}

fn refusal() -> Value {
    let schema = json!({ "$ref": format!("#/components/schemas/{}", ErrorBody::name()) });
    json!({ "description": "A refusal or a failure", "content": { "application/json": { "schema": schema } } })
}

/// The same value with its keys in order, whatever order the JSON library keeps.
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(object) => {
            let mut entries: Vec<_> = object.into_iter().map(|(key, value)| (key, sorted(value))).collect();
            entries.sort_by(|a, b| a.0.cmp(&b.0));
            Value::Object(Map::from_iter(entries))
        }
        Value::Array(items) => items.into_iter().map(sorted).collect(),
        plain @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) => plain,
    }
}
