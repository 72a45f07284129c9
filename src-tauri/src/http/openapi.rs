//! The API's description, generated from the handlers.

use axum::http::{Method, StatusCode};
use serde_json::{Map, Value, json};
use utoipa::{PartialSchema, ToSchema};

use super::{Rule, error::ErrorBody, protect, router};
use crate::access::{model::Action, session};

/// A refusal or failure that the way to a handler can answer, whatever the handler does.
struct Refusal {
    /// `default` stands for every status that is not listed.
    status: &'static str,
    name: &'static str,
    description: &'static str,
    /// Whether an operation can meet it: its method, its rule, whether it takes a body.
    meets: fn(&Method, Rule, bool) -> bool,
}

const REFUSALS: [Refusal; 7] = [
    Refusal {
        status: "400",
        name: "InvalidBody",
        description: "The body is no JSON object, did not arrive in time, or holds wrong values",
        meets: |_, _, has_body| has_body,
    },
    Refusal {
        status: "401",
        name: "Unauthenticated",
        description: "Nobody is signed in",
        meets: |_, rule, _| rule != Rule::Public,
    },
    Refusal {
        status: "403",
        name: "Forbidden",
        description: "The right is missing, or a browser sent a write for another site",
        meets: |method, rule, _| matches!(rule, Rule::AnyOf(_)) || protect::is_write(method),
    },
    Refusal {
        status: "413",
        name: "BodyTooLarge",
        description: "The body is larger than 1 MiB",
        meets: |_, _, has_body| has_body,
    },
    Refusal {
        status: "500",
        name: "Internal",
        description: "Something unexpected went wrong; the log says what",
        meets: |_, rule, _| rule != Rule::Public,
    },
    Refusal {
        status: "503",
        name: "Unavailable",
        description: "The database does not answer",
        meets: |_, rule, _| rule != Rule::Public,
    },
    Refusal { status: "default", name: "Refusal", description: "Any other refusal or failure", meets: |_, _, _| true },
];

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
    let components = &mut document["components"];
    components["schemas"][ErrorBody::name().as_ref()] =
        serde_json::to_value(ErrorBody::schema()).expect("a schema is JSON");
    components["responses"] = REFUSALS.iter().map(|refusal| (refusal.name.to_owned(), refusal.response())).collect();
    components["securitySchemes"] = json!({
        "cookie": { "type": "apiKey", "in": "cookie", "name": session::COOKIE },
        "bearer": { "type": "http", "scheme": "bearer", "description": "The token of the cookie, for programs" },
    });
    for (method, path, rule) in operations {
        describe(&mut document["paths"][path][method.as_str().to_lowercase()], &method, rule);
    }
    sorted(document)
}

/// The document as it is printed and committed.
pub fn text() -> String {
    format!("{:#}\n", document())
}

/// What holds for an operation because of its rule; what its handler declares itself stays.
fn describe(operation: &mut Value, method: &Method, rule: Rule) {
    operation["x-access"] = access(rule);
    operation["security"] = match rule {
        Rule::Public => json!([]),
        Rule::AnySession | Rule::AnyOf(_) => json!([{ "cookie": [] }, { "bearer": [] }]),
    };
    for (status, response) in operation["responses"].as_object_mut().into_iter().flatten() {
        // The standard wants one of every response.
        if response["description"].is_null() {
            response["description"] = json!(reason(status));
        }
    }
    let has_body = !operation["requestBody"].is_null();
    for refusal in REFUSALS.iter().filter(|refusal| (refusal.meets)(method, rule, has_body)) {
        let response = &mut operation["responses"][refusal.status];
        if response.is_null() {
            *response = json!({ "$ref": format!("#/components/responses/{}", refusal.name) });
        }
    }
}

fn reason(status: &str) -> &'static str {
    status.parse().ok().and_then(|status: StatusCode| status.canonical_reason()).unwrap_or_default()
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

impl Refusal {
    fn response(&self) -> Value {
        let schema = json!({ "$ref": format!("#/components/schemas/{}", ErrorBody::name()) });
        json!({ "description": self.description, "content": { "application/json": { "schema": schema } } })
    }
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
