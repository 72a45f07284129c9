//! The shell around every request: envelope, headers, limits, cache, assets, pages, description.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::{body::Body, http::Method};
use hub_lib::{
    db::Db,
    http::{
        ApiError,
        cache::{Key, ResponseCache},
        openapi,
    },
    kernel::Clock,
};
use serde_json::json;

use crate::support::{START, TestApp, TestDatabase, each_app};

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
    let router: Router = Router::new().route("/", post(async |JsonBody(body): JsonBody<Named>| body.name));
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

mod pages {
    use super::*;

    async fn open(app: &TestApp, role: Option<&str>, path: &str) -> (u16, String) {
        let reply = match role {
            Some(role) => app.get_as(role, path).await,
            None => app.get(path).await,
        };
        (reply.status.as_u16(), reply.header("location").to_owned())
    }

    #[tokio::test]
    async fn whoever_is_signed_out_is_sent_to_sign_in_and_back() {
        for app in each_app().await {
            for (path, to) in [
                ("/", "/login"),
                ("/monitor", "/login?next=/monitor"),
                ("/checklist-crc?data=a&b=%20#x", "/login?next=/checklist-crc%3Fdata%3Da%26b%3D%2520"),
                ("/sem-acesso", "/login?next=/sem-acesso"),
                ("/qualquer/coisa", "/login?next=/qualquer/coisa"),
            ] {
                assert_eq!(open(&app, None, path).await, (307, to.to_owned()), "{path}");
            }
            assert_eq!(open(&app, None, "/login?next=/monitor").await.0, 200);
        }
    }

    #[tokio::test]
    async fn whoever_is_signed_in_sees_permitted_pages_and_else_the_first_of_them() {
        for app in each_app().await {
            for path in ["/", "/login", "/login?next=/monitor", "/sem-acesso"] {
                assert_eq!(open(&app, Some("ADMIN"), path).await, (307, "/dashboard".into()), "{path}");
            }
            for path in ["/financeiro", "/metas", "/metas/7", "/users", "/settings/x"] {
                assert_eq!(open(&app, Some("OPERADOR"), path).await, (307, "/dashboard".into()), "{path}");
                assert_eq!(open(&app, Some("ADMIN"), path).await, (200, String::new()), "{path}");
            }
            for path in ["/monitor", "/metas/dashboard", "/ajuda/readme", "/qualquer/coisa"] {
                assert_eq!(open(&app, Some("OPERADOR"), path).await, (200, String::new()), "{path}");
            }
        }
    }

    #[tokio::test]
    async fn whoever_may_view_nothing_is_told_so() {
        for app in each_app().await {
            let token = app.token_of("OPERADOR").await;
            forbid_everything(&app, "user-operador").await;
            for path in ["/", "/login", "/monitor"] {
                let reply = app.request_with(&token, Method::GET, path, Body::empty()).await;
                assert_eq!((reply.status.as_u16(), reply.header("location")), (307, "/sem-acesso"), "{path}");
            }
            let told = app.request_with(&token, Method::GET, "/sem-acesso", Body::empty()).await;
            assert_eq!(told.status, 403);
            assert!(told.header("content-type").starts_with("text/html"));
        }
    }

    async fn forbid_everything(app: &TestApp, user_id: &str) {
        use hub_lib::{access::model::PageKey, on_writer};
        const SQL: &str = "INSERT INTO user_page_permissions (user_id, page_key, can_view, can_edit, can_refresh)
                           VALUES (?, ?, 0, 0, 0)";
        for page in PageKey::ALL {
            on_writer!(&app.app.db, pool =>
                sqlx::query(SQL).bind(user_id).bind(page.key()).execute(pool).await.map(|_| ()))
            .unwrap();
        }
        app.app.access.changed();
    }

    #[tokio::test]
    async fn a_page_without_a_database_says_so_to_people() {
        for app in each_app().await {
            let token = app.token_of("OPERADOR").await;
            app.app.access.changed();
            disconnect(&app).await;
            let reply = app.request_with(&token, Method::GET, "/monitor", Body::empty()).await;
            assert_eq!(reply.status, 503);
            assert!(reply.text.contains("O banco de dados não respondeu"), "{}", reply.text);
            let api = app.request_with(&token, Method::GET, "/api/reports/daily", Body::empty()).await;
            assert_eq!((api.status.as_u16(), api.json["code"].as_str()), (503, Some("INTERNAL")));
        }
    }

    #[tokio::test]
    async fn the_start_page_is_asked_for_again_and_a_missing_file_is_no_page() {
        let app = sqlite_app().await;
        let page = app.get("/login").await;
        assert_eq!(page.header("cache-control"), "no-cache");
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        let again = app.request(Method::GET, "/login", &[("if-none-match", page.header("etag"))], Body::empty()).await;
        assert_eq!(again.status, 304);
        for path in ["/assets/gone.js", "/favicon.png", "/index.html.br", "/../Cargo.toml"] {
            assert_eq!(app.get(path).await.status, 404, "{path}");
        }
    }
}

mod events {
    use axum::response::Response;
    use http_body_util::BodyExt;
    use hub_lib::http::events::{Event, Queue};

    use super::*;

    async fn listen(app: &TestApp, token: &str) -> Response {
        let bearer = format!("Bearer {token}");
        app.open(Method::GET, "/api/events", &[("authorization", &bearer)], Body::empty()).await
    }

    /// The next piece of the stream; `None` when it ended.
    async fn next(stream: &mut Response) -> Option<String> {
        let frame = tokio::time::timeout(Duration::from_secs(5), stream.body_mut().frame()).await.unwrap()?;
        Some(String::from_utf8(frame.unwrap().into_data().unwrap().to_vec()).unwrap())
    }

    #[tokio::test]
    async fn announcements_are_streamed_until_the_server_stops() {
        for app in each_app().await {
            let token = app.token_of("OPERADOR").await;
            let mut stream = listen(&app, &token).await;
            assert_eq!(stream.status(), 200);
            assert_eq!(stream.headers()["content-type"], "text/event-stream");
            assert_eq!(next(&mut stream).await.unwrap(), ": open\n\n");
            app.app.events.announce(Event::Queue { queue: Queue::Medic });
            app.app.events.announce(Event::Refresh { service_name: "clinia".into(), outcome: "done" });
            let queue = next(&mut stream).await.unwrap();
            assert_eq!(queue, "event: queue\ndata: {\"queue\":\"medic\"}\n\n");
            let run = next(&mut stream).await.unwrap();
            assert_eq!(run, "event: refresh\ndata: {\"outcome\":\"done\",\"service_name\":\"clinia\"}\n\n");
            app.app.stopping.cancel();
            assert_eq!(next(&mut stream).await, None);
        }
    }

    #[tokio::test]
    async fn a_slow_listener_is_told_to_read_everything_again() {
        let app = sqlite_app().await;
        let token = app.token_of("OPERADOR").await;
        let mut stream = listen(&app, &token).await;
        next(&mut stream).await;
        for _ in 0..300 {
            app.app.events.announce(Event::Queue { queue: Queue::Medic });
        }
        assert_eq!(next(&mut stream).await.unwrap(), "event: lagged\ndata: {}\n\n");
        assert!(next(&mut stream).await.unwrap().starts_with("event: queue"));
    }

    #[tokio::test]
    async fn a_stream_ends_with_its_session() {
        for app in each_app().await {
            let token = app.token_of("OPERADOR").await;
            let mut stream = listen(&app, &token).await;
            next(&mut stream).await;
            hub_lib::access::store::delete_session(&app.app.db, &hub_lib::access::session::hash_of(&token))
                .await
                .unwrap();
            let waiting = async {
                tokio::task::yield_now().await;
                app.app.clock.advance(Duration::from_secs(61));
            };
            let (ended, ()) = tokio::join!(next(&mut stream), waiting);
            assert_eq!(ended, None);
        }
    }

    #[tokio::test]
    async fn a_user_has_a_bounded_number_of_streams() {
        let app = sqlite_app().await;
        let token = app.token_of("OPERADOR").await;
        let mut open = Vec::new();
        for _ in 0..20 {
            open.push(listen(&app, &token).await);
        }
        assert_eq!(listen(&app, &token).await.status(), 429);
        drop(open.pop());
        assert_eq!(listen(&app, &token).await.status(), 200, "a closed stream makes room");
        let other = app.token_of("ADMIN").await;
        assert_eq!(listen(&app, &other).await.status(), 200, "each user has an own bound");
    }

    #[tokio::test]
    async fn nobody_listens_signed_out() {
        let app = sqlite_app().await;
        assert_eq!(app.get("/api/events").await.status, 401);
    }
}

#[test]
fn the_committed_description_is_the_generated_one() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/openapi.json");
    let committed = std::fs::read_to_string(file).unwrap_or_default();
    assert!(committed == openapi::text(), "docs/openapi.json is stale: run `./dev schema`");
}

#[test]
fn every_operation_says_who_may_call_it() {
    let document = openapi::document();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            assert!(!operation["x-access"].is_null(), "{method} {path}");
        }
    }
    assert_eq!(document["paths"]["/api/health"]["get"]["x-access"], "public");
}

mod cache {
    use super::*;

    const TABLES: &[&str] = &["espera_medica", "system_status"];
    const TTL: Duration = Duration::from_secs(15);

    /// A question whose answer counts how often it was computed.
    struct Counter {
        clock: Clock,
        cache: ResponseCache,
        computed: Arc<AtomicUsize>,
    }

    impl Counter {
        fn new() -> Self {
            let clock = Clock::manual_at(START);
            Self { cache: ResponseCache::new(clock.clone()), clock, computed: Arc::default() }
        }

        fn key(&self) -> Key {
            Key::new("/api/queue/medic", &self.clock)
        }

        fn compute(&self) -> impl Future<Output = Result<usize, ApiError>> + Send + 'static {
            let computed = self.computed.clone();
            async move {
                let count = computed.fetch_add(1, Ordering::SeqCst) + 1;
                tokio::task::yield_now().await;
                Ok(count)
            }
        }

        async fn get(&self) -> String {
            text(self.cache.get(self.key(), TABLES, TTL, self.compute()).await)
        }
    }

    fn text(answer: Result<Arc<hub_lib::http::body::JsonBytes>, ApiError>) -> String {
        String::from_utf8(answer.unwrap().json().to_vec()).unwrap()
    }

    #[tokio::test]
    async fn an_answer_is_kept_until_its_time_to_live_is_over() {
        let counter = Counter::new();
        assert_eq!(counter.get().await, "1");
        counter.clock.advance(TTL - Duration::from_secs(1));
        assert_eq!(counter.get().await, "1");
        counter.clock.advance(Duration::from_secs(1));
        assert_eq!(counter.get().await, "2");
    }

    #[tokio::test]
    async fn parameters_and_the_day_tell_questions_apart_and_their_order_does_not() {
        let counter = Counter::new();
        let ask = async |key: Key| text(counter.cache.get(key, TABLES, Duration::MAX, counter.compute()).await);
        assert_eq!(ask(counter.key().with("unit", 2).with("status", "all")).await, "1");
        assert_eq!(ask(counter.key().with("status", "all").with("unit", 2)).await, "1");
        assert_eq!(ask(counter.key().with("unit", 3)).await, "2");
        counter.clock.set("2026-02-20 00:00:00");
        assert_eq!(ask(counter.key().with("unit", 3)).await, "3");
    }

    #[tokio::test]
    async fn a_refresh_replaces_the_answer() {
        let counter = Counter::new();
        assert_eq!(counter.get().await, "1");
        let fresh = counter.cache.refresh(counter.key(), TABLES, TTL, counter.compute()).await;
        assert_eq!(text(fresh), "2");
        assert_eq!(counter.get().await, "2");
    }

    #[tokio::test]
    async fn a_changed_table_drops_what_reads_it_and_nothing_else() {
        let counter = Counter::new();
        assert_eq!(counter.get().await, "1");
        counter.cache.invalidate(&["recepcao_historico"]);
        assert_eq!(counter.get().await, "1");
        counter.cache.invalidate(&["espera_medica"]);
        assert_eq!(counter.get().await, "2");
    }

    #[tokio::test]
    async fn identical_questions_share_one_computation() {
        let counter = Counter::new();
        let answers = futures_util::future::join_all((0..32).map(|_| counter.get())).await;
        assert!(answers.iter().all(|answer| answer == "1"), "{answers:?}");
        assert_eq!(counter.computed.load(Ordering::SeqCst), 1);
    }

    #[tokio::test]
    async fn an_answer_computed_during_a_change_is_returned_but_not_kept() {
        let counter = Counter::new();
        let compute = {
            let (cache, inner) = (counter.cache.clone(), counter.compute());
            async move {
                let count = inner.await;
                cache.invalidate(&["espera_medica"]);
                count
            }
        };
        assert_eq!(text(counter.cache.get(counter.key(), TABLES, TTL, compute).await), "1");
        assert_eq!(counter.get().await, "2");
        assert_eq!(counter.get().await, "2");
    }

    #[tokio::test]
    async fn whoever_asks_after_a_change_does_not_get_the_answer_from_before() {
        let counter = Counter::new();
        let (go, wait) = tokio::sync::oneshot::channel::<()>();
        let slow = async move {
            wait.await.ok();
            Ok(0)
        };
        let first = {
            let (cache, key) = (counter.cache.clone(), counter.key());
            tokio::spawn(async move { text(cache.get(key, TABLES, TTL, slow).await) })
        };
        tokio::task::yield_now().await;
        counter.cache.invalidate(&["espera_medica"]);
        assert_eq!(counter.get().await, "1");
        go.send(()).unwrap();
        assert_eq!(first.await.unwrap(), "0");
        assert_eq!(counter.get().await, "1", "the old answer does not replace the new one");
    }

    #[tokio::test]
    async fn a_failure_reaches_everybody_who_waited_and_is_not_kept() {
        let counter = Counter::new();
        let failed = Arc::new(AtomicUsize::new(0));
        let everybody_waits = Arc::new(tokio::sync::Semaphore::new(0));
        let fail = || {
            let (failed, everybody_waits) = (failed.clone(), everybody_waits.clone());
            async move {
                failed.fetch_add(1, Ordering::SeqCst);
                let _permit = everybody_waits.acquire().await;
                Err::<usize, _>(ApiError::bad_request("VALIDATION", "Não."))
            }
        };
        let asked = (0..8).map(|_| counter.cache.get(counter.key(), TABLES, TTL, fail()));
        let release = async {
            for _ in 0..100 {
                tokio::task::yield_now().await;
            }
            everybody_waits.add_permits(1);
        };
        let (answers, ()) = tokio::join!(futures_util::future::join_all(asked), release);
        for answer in answers {
            assert_eq!(answer.unwrap_err().code(), "VALIDATION");
        }
        assert_eq!(failed.load(Ordering::SeqCst), 1);
        assert_eq!(counter.get().await, "1");
    }

    #[tokio::test]
    async fn a_computation_nobody_waits_for_any_more_does_not_block_the_next() {
        let counter = Counter::new();
        let never = counter.cache.get(counter.key(), TABLES, TTL, std::future::pending::<Result<usize, ApiError>>());
        assert!(counter.clock.timeout(Duration::ZERO, never).await.is_none());
        assert_eq!(counter.get().await, "1");
    }

    #[tokio::test]
    async fn the_cache_is_bounded() {
        let counter = Counter::new();
        for page in 0..2_000 {
            let key = counter.key().with("page", page);
            counter.cache.get(key, TABLES, TTL, counter.compute()).await.unwrap();
        }
        assert!(counter.cache.len().await <= 512);
    }
}
