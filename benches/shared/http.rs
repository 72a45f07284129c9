//! Requests to the router in this process.

use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Instant,
};

use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{Request, StatusCode, header},
};
use http_body_util::BodyExt;
use hub_lib::{
    access::bootstrap,
    app::App,
    http::{cache::ResponseCache, router},
};
use tower::ServiceExt;

use super::{
    engine::{EMAIL, PASSWORD},
    ms,
};

/// Somebody signed in, who may read everything.
pub struct Reader {
    app: App,
    token: String,
}

impl Reader {
    pub async fn sign_in(app: &App) -> Self {
        bootstrap::from_settings(app).await.unwrap();
        let body = format!(r#"{{"email":"{EMAIL}","password":"{PASSWORD}"}}"#);
        let request = Request::post("/api/auth/login").header(header::CONTENT_TYPE, "application/json");
        let response = send(&router::router(app.clone()), request.body(Body::from(body)).unwrap()).await;
        let cookie = response.headers()[header::SET_COOKIE].to_str().unwrap();
        Self { app: app.clone(), token: cookie.split(['=', ';']).nth(1).unwrap().to_owned() }
    }

    /// A router with an empty cache.
    pub fn cold_router(&self) -> Router {
        router::router(App { cache: Arc::new(ResponseCache::new(self.app.clock.clone())), ..self.app.clone() })
    }

    /// Milliseconds until the whole answer is there.
    pub async fn time(&self, router: &Router, path: &str) -> f64 {
        let began = Instant::now();
        let request = Request::get(path).header(header::AUTHORIZATION, format!("Bearer {}", self.token));
        let response = send(router, request.body(Body::empty()).unwrap()).await;
        let status = response.status();
        response.into_body().collect().await.unwrap();
        let took = ms(began);
        assert_eq!(status, StatusCode::OK, "{path}");
        took
    }
}

async fn send(router: &Router, mut request: Request<Body>) -> axum::response::Response {
    request.extensions_mut().insert(ConnectInfo(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))));
    router.clone().oneshot(request).await.unwrap()
}
