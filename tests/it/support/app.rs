//! The application under test: the real router on a fresh database, with a clock that stands still.

use std::net::SocketAddr;

use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{HeaderMap, Method, Request, StatusCode, header},
    response::Response,
};
use http_body_util::BodyExt;
use hub_lib::{
    app::App,
    config::{Config, Env, RunAs},
    http::router,
    kernel::Clock,
};
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt;

use super::database::{TestDatabase, databases};

/// Where the clock of a test stands at first, São Paulo wall time: a Thursday afternoon.
pub const START: &str = "2026-02-19 15:30:00";
/// Where the requests of a test come from.
const CLIENT: ([u8; 4], u16) = ([198, 51, 100, 7], 40_000);

/// The whole product without its port. Dropping it removes its database.
pub struct TestApp {
    pub app: App,
    pub router: Router,
    _database: TestDatabase,
    _folder: TempDir,
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    /// The body as JSON, `null` when it is none.
    pub json: Value,
    /// The body as text, empty when it is none.
    pub text: String,
}

impl Reply {
    /// A header's text, empty when it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

impl TestApp {
    /// The application on `database` with further settings.
    pub fn on(database: TestDatabase, settings: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut env = Env::of([
            ("HUB_DATA_DIR", folder.path().to_str().unwrap()),
            ("NEXTAUTH_SECRET", "only-for-tests-only-for-tests-only-for-tests"),
            ("WORKERS_ENABLED", "0"),
        ]);
        for (name, value) in settings {
            env.set(name, *value);
        }
        let mut config = Config::read(&env, RunAs::Local).unwrap();
        config.database = database.config.clone();
        let app = App::with_db(config, Clock::manual_at(START), database.db.clone());
        let router = router::router(app.clone());
        Self { app, router, _database: database, _folder: folder }
    }

    /// Signed-out GET.
    pub async fn get(&self, path: &str) -> Reply {
        self.request(Method::GET, path, &[], Body::empty()).await
    }

    /// Signed-out POST of JSON.
    pub async fn post(&self, path: &str, json: Value) -> Reply {
        self.request(Method::POST, path, &[("content-type", "application/json")], Body::from(json.to_string())).await
    }

    /// Any request; the body is read to its end.
    pub async fn request(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body> + Send,
    ) -> Reply {
        let (head, body) = self.open(method, path, headers, body).await.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let json = serde_json::from_slice(&bytes).unwrap_or_default();
        let text = String::from_utf8(bytes.to_vec()).unwrap_or_default();
        Reply { status: head.status, headers: head.headers, json, text }
    }

    /// Any request; the body is left to be read, for streams.
    pub async fn open(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body> + Send,
    ) -> Response {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "127.0.0.1:3000");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut request = request.body(body.into()).unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(CLIENT)));
        self.router.clone().oneshot(request).await.unwrap()
    }
}

/// The application on SQLite and, when `TEST_MYSQL_URL` is set, on MySQL.
pub async fn each_app() -> Vec<TestApp> {
    databases().await.into_iter().map(|database| TestApp::on(database, &[])).collect()
}
