//! The shell around every request: envelope, headers, limits, cache, assets, pages, description.

mod assets;
mod cache;
mod events;
mod pages;
mod server;

use axum::{body::Body, http::Method};
use hub_lib::{db::Db, http::openapi};
use serde_json::{Value, json};

use crate::support::{TestApp, TestDatabase, each_app};

async fn sqlite_app() -> TestApp {
    TestApp::on(TestDatabase::sqlite().await, &[])
}

/// From now on nobody gets a connection.
async fn disconnect(app: &TestApp) {
    match &app.app.db {
        Db::MySql(pool) => pool.close().await,
        Db::Sqlite { read, write } => {
            read.close().await;
            write.close().await;
        }
    }
}

#[tokio::test]
async fn health_is_public_and_says_little() {
    for app in each_app().await {
        let reply = app.get("/api/health").await;
        assert_eq!(reply.status, 200);
        assert_eq!(reply.json["status"], "ok");
        assert_eq!(reply.json["version"], env!("CARGO_PKG_VERSION"));
        assert_eq!(reply.json["orchestrator"], "off");
        let head = app.request(Method::HEAD, "/api/health", &[], Body::empty()).await;
        assert_eq!((head.status.as_u16(), head.text.as_str()), (200, ""));
    }
}

#[tokio::test]
async fn health_is_degraded_without_a_database() {
    for app in each_app().await {
        disconnect(&app).await;
        let reply = app.get("/api/health").await;
        assert_eq!(reply.status, 503);
        assert_eq!(reply.json["status"], "degraded");
    }
}

#[tokio::test]
async fn an_answer_carries_request_id_and_security_headers() {
    let app = sqlite_app().await;
    for path in ["/api/health", "/api/nowhere", "/login"] {
        let reply = app.get(path).await;
        assert_eq!(reply.header("x-request-id").len(), 36, "{path}");
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
        let policy = reply.header("content-security-policy");
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("script-src 'self';"), "{path}: {policy}");
        assert_eq!(reply.header("referrer-policy"), "same-origin");
        assert_eq!(reply.header("strict-transport-security"), "", "no https, no HSTS");
        assert_eq!(reply.header("cache-control") == "no-store", path.starts_with("/api"), "{path}");
        let now = if path.starts_with("/api") { "2026-02-19T18:30:00.000Z" } else { "" };
        assert_eq!(reply.header("x-hub-now"), now, "{path}");
    }
    let named = app.request(Method::GET, "/api/health", &[("x-request-id", "proxy-17")], Body::empty()).await;
    assert_eq!(named.header("x-request-id"), "proxy-17");
    let strange = app.request(Method::GET, "/api/health", &[("x-request-id", "a b\"c")], Body::empty()).await;
    assert_eq!(strange.header("x-request-id").len(), 36);
}

#[tokio::test]
async fn behind_https_browsers_are_told_to_stay_there() {
    let app = TestApp::on(TestDatabase::sqlite().await, &[("NEXTAUTH_URL", "https://painel.example.com")]);
    assert!(app.get("/login").await.header("strict-transport-security").starts_with("max-age="));
}

#[tokio::test]
async fn what_is_not_declared_is_denied() {
    for app in each_app().await {
        for path in ["/api", "/api/", "/api/nowhere", "/api/admin/token", "/api/health/", "/api/reports/daily"] {
            let reply = app.get(path).await;
            assert_eq!(reply.status, 401, "{path}");
            assert_eq!(reply.json, json!({ "error": "Unauthenticated", "code": "UNAUTHENTICATED" }), "{path}");
        }
        for path in ["/api", "/api/nowhere", "/api/health/"] {
            let reply = app.get_as("ADMIN", path).await;
            assert_eq!(reply.status, 404, "{path}");
            assert_eq!(reply.json["code"], "NOT_FOUND", "{path}");
        }
        assert_eq!(app.post_as("ADMIN", "/api/admin/token", json!({ "chave": "x" })).await.status, 404);
    }
}

#[tokio::test]
async fn another_method_is_refused_with_the_allowed_ones() {
    let app = sqlite_app().await;
    assert_eq!(app.post("/api/health", json!({})).await.status, 401);
    let reply = app.post_as("OPERADOR", "/api/health", json!({})).await;
    assert_eq!(reply.status, 405);
    assert_eq!(reply.json["code"], "METHOD_NOT_ALLOWED");
    assert_eq!(reply.header("allow"), "GET,HEAD");
    assert_eq!(reply.header("content-type"), "application/json");
    let page = app.post("/login", json!({})).await;
    assert_eq!((page.status.as_u16(), page.header("allow")), (405, "GET,HEAD"));
}

#[tokio::test]
async fn the_liveness_stub_of_older_monitors_answers() {
    let app = sqlite_app().await;
    let reply = app.get_as("OPERADOR", "/api/reports/daily").await;
    let timestamp = "2026-02-19T18:30:00.000Z";
    assert_eq!(reply.json, json!({ "status": "ok", "message": "daily report route alive", "timestamp": timestamp }));
}

#[tokio::test]
async fn a_write_from_another_site_is_refused() {
    let app = TestApp::on(TestDatabase::sqlite().await, &[("NEXTAUTH_URL", "https://painel.example.com")]);
    let write = async |headers: &[(&str, &str)]| {
        let headers = [headers, &[("content-type", "application/json")]].concat();
        app.request(Method::POST, "/api/health", &headers, "{}").await.json["code"].clone()
    };
    let refused: [&[(&str, &str)]; 9] = [
        &[("origin", "https://other.example.com")],
        &[("origin", "https://painel.example.com.evil.example")],
        &[("origin", "http://painel.example.com")],
        &[("origin", "null")],
        &[("origin", "null"), ("sec-fetch-site", "same-origin")],
        &[("origin", "http://127.0.0.1:3001")],
        &[("origin", "https://127.0.0.1:3000")],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
    ];
    for headers in refused {
        assert_eq!(write(headers).await, "CSRF", "{headers:?}");
    }
    let passed: [&[(&str, &str)]; 8] = [
        &[],
        &[("origin", "https://painel.example.com")],
        &[("origin", "https://painel.example.com"), ("sec-fetch-site", "cross-site")],
        &[("origin", "http://127.0.0.1:3000")],
        &[("origin", "http://localhost:3000")],
        &[("origin", "http://[::1]:3000")],
        &[("sec-fetch-site", "same-origin")],
        &[("sec-fetch-site", "none")],
    ];
    for headers in passed {
        assert_eq!(write(headers).await, "UNAUTHENTICATED", "{headers:?}");
    }
    let read = app.request(Method::GET, "/api/health", &[("origin", "https://other.example.com")], Body::empty()).await;
    assert_eq!(read.status, 200, "reading is not writing");
}

#[tokio::test]
async fn a_body_above_a_mebibyte_is_not_read() {
    let app = sqlite_app().await;
    let large = "x".repeat(1024 * 1024 + 1);
    let headers = [("content-type", "application/json"), ("content-length", "1048577")];
    let reply = app.request(Method::POST, "/api/health", &headers, large).await;
    assert_eq!(reply.status, 413);
    assert_eq!(reply.json["code"], "BODY_TOO_LARGE");

    let json = [("content-type", "application/json")];
    let endless = format!(r#"{{"email":"{}"}}"#, "x".repeat(1024 * 1024));
    let reply = app.request(Method::POST, "/api/auth/login", &json, endless).await;
    assert_eq!(reply.status, 413, "a body of unannounced length is read up to the limit only");
    assert_eq!(reply.json["code"], "BODY_TOO_LARGE");
}

#[tokio::test]
async fn an_address_or_header_nobody_needs_so_long_is_refused() {
    let app = sqlite_app().await;
    let long = |bytes: usize| format!("/{}", "x".repeat(bytes - 1));
    for path in [long(8_193), format!("/api{}", long(8_189))] {
        let reply = app.get(&path).await;
        assert_eq!((reply.status.as_u16(), reply.json["code"].as_str()), (414, Some("ADDRESS_TOO_LONG")));
        assert_eq!(reply.header("location"), "");
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
    }
    assert_eq!(app.get(&long(8_192)).await.header("location"), "/login", "no page has such an address");
    assert_eq!(app.get(&long(1_025)).await.header("location"), "/login");
    assert_eq!(app.get(&long(1_024)).await.header("location").len(), 1_024 + "/login?next=".len());

    let cookie = "x".repeat(33 * 1024);
    let reply = app.request(Method::GET, "/api/health", &[("cookie", &cookie)], Body::empty()).await;
    assert_eq!((reply.status.as_u16(), reply.json["code"].as_str()), (431, Some("HEADERS_TOO_LARGE")));
    let usual = app.request(Method::GET, "/api/health", &[("cookie", &cookie[..30 * 1024])], Body::empty()).await;
    assert_eq!(usual.status, 200);
}

#[tokio::test]
async fn long_json_is_compressed_and_known_json_is_not_sent_again() {
    let app = sqlite_app().await;
    let token = app.token_of("OPERADOR").await;
    let bearer = format!("Bearer {token}");
    let ask = async |name: &str, value: &str| {
        let headers = [("authorization", bearer.as_str()), (name, value)];
        app.request(Method::GET, "/api/openapi.json", &headers, Body::empty()).await
    };
    for encoding in ["br", "gzip"] {
        let reply = ask("accept-encoding", encoding).await;
        assert_eq!(reply.header("content-encoding"), encoding);
        assert_eq!(reply.header("vary"), "accept-encoding");
    }
    let short = app.get_as("OPERADOR", "/api/queue/medic").await;
    assert!(short.text.len() < 512, "an empty queue");
    let headers = [("authorization", bearer.as_str()), ("accept-encoding", "br")];
    let short = app.request(Method::GET, "/api/queue/medic", &headers, Body::empty()).await;
    assert_eq!(short.header("content-encoding"), "", "compressing a short answer again and again costs more");
    let plain = ask("accept-encoding", "identity").await;
    assert_eq!(plain.json, openapi::document());
    let again = ask("if-none-match", plain.header("etag")).await;
    assert_eq!((again.status.as_u16(), again.text.as_str()), (304, ""));
    assert_eq!(again.header("etag"), plain.header("etag"));
}

#[tokio::test]
async fn a_broken_or_foreign_body_is_invalid_json() {
    use axum::{Router, routing::post};
    use hub_lib::http::JsonBody;
    use tower::ServiceExt;

    #[derive(serde::Deserialize)]
    struct Named {
        name: String,
    }
    let app = sqlite_app().await;
    let router: Router =
        Router::new().route("/", post(async |JsonBody(body): JsonBody<Named>| body.name)).with_state(app.app.clone());
    let send = async |content_type: &str, body: &'static str| {
        let request =
            axum::http::Request::post("/").header("content-type", content_type).body(Body::from(body)).unwrap();
        let response = router.clone().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        (status, String::from_utf8(axum::body::to_bytes(response.into_body(), 4096).await.unwrap().to_vec()).unwrap())
    };
    assert_eq!(send("application/json; charset=utf-8", r#"{"name":"Ana"}"#).await, (200, "Ana".into()));
    for (content_type, body) in [
        ("application/json", r#"{"name":"#),
        ("application/json", r#"["name"]"#),
        ("application/json", "null"),
        ("application/json", ""),
        ("text/plain", r#"{"name":"Ana"}"#),
        ("application/x-www-form-urlencoded", "name=Ana"),
    ] {
        let (status, text) = send(content_type, body).await;
        assert_eq!(status, 400, "{content_type} {body}");
        assert!(text.contains(r#""code":"INVALID_JSON""#), "{content_type} {body}: {text}");
    }
    let (status, text) = send("application/json", r#"{"name":["secret"]}"#).await;
    assert!(status == 400 && text.contains("VALIDATION") && !text.contains("secret"), "{text}");
}

#[test]
fn the_committed_description_is_the_generated_one() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/openapi.json");
    let committed = std::fs::read_to_string(file).unwrap_or_default();
    assert!(committed == openapi::text(), "docs/openapi.json is stale: run `./dev schema`");
}

#[test]
fn every_operation_says_who_may_call_it_and_how_it_refuses() {
    let document = openapi::document();
    let session = json!([{ "cookie": [] }, { "bearer": [] }]);
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let access = &operation["x-access"];
            assert!(!access.is_null(), "{method} {path}");
            let signed_in = *access != "public";
            let answers = |status: &str| !operation["responses"][status].is_null();
            let described = |answer: &Value| answer["description"].is_string() || answer["$ref"].is_string();
            assert!(operation["responses"].as_object().unwrap().values().all(described), "{method} {path}");
            assert_eq!(operation["security"] == session, signed_in, "{method} {path}");
            let body = !operation["requestBody"].is_null();
            for (status, expected) in [
                // Without a body only its parameters can be wrong.
                ("400", body || (answers("400") && !operation["parameters"].is_null())),
                ("401", signed_in || path == "/api/auth/login"),
                ("403", access.is_array() || method == "post"),
                ("413", body),
                ("500", signed_in || (path.starts_with("/api/auth/") && path != "/api/auth/logout")),
                ("default", true),
            ] {
                assert_eq!(answers(status), expected, "{method} {path} {status}");
            }
        }
    }
    let answers = &document["components"]["responses"];
    let envelope = "#/components/schemas/ErrorBody";
    assert_eq!(answers["Forbidden"]["content"]["application/json"]["schema"]["$ref"], envelope);
    assert_eq!(document["components"]["securitySchemes"]["cookie"]["name"], "consultare_hub_session");
    assert_eq!(document["paths"]["/api/health"]["get"]["security"], json!([]));
    assert_eq!(document["paths"]["/api/events"]["get"]["responses"]["429"]["content"], answers["Refusal"]["content"]);
}
