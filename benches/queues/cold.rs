//! Cold answers: the router in this process, an empty cache before every request, beside one SQL statement alone.

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
    db::Db,
    http::{cache::ResponseCache, router},
};
use tower::ServiceExt;

use super::{
    QUEUES,
    engine::{EMAIL, Engine, PASSWORD},
};

/// Answers and statements timed, one after the other in turn.
pub const ROUNDS: usize = 200;

/// One endpoint's cold answer and the statement it is compared with, medians.
pub struct Cold {
    pub path: &'static str,
    pub answer_ms: f64,
    pub reference_ms: f64,
}

pub async fn measure(engine: &Engine) -> Vec<Cold> {
    bootstrap::from_settings(&engine.app).await.unwrap();
    let router = router::router(engine.app.clone());
    let token = sign_in(&router).await;
    let today = engine.app.clock.today();
    let statements = [
        "SELECT hash_id, unidade, paciente, chegada, espera_minutos, status, profissional, updated_at \
         FROM espera_medica WHERE status IS NULL OR status NOT LIKE 'finalizado%'"
            .to_owned(),
        format!(
            "SELECT unidade_id, dt_chegada, dt_atendimento, status, updated_at FROM recepcao_historico \
             WHERE dia_referencia = '{today}'"
        ),
        "SELECT group_id, group_name, queue_size, avg_wait_seconds, updated_at FROM clinia_group_snapshots".to_owned(),
    ];
    let mut measured = Vec::new();
    for (path, statement) in QUEUES.into_iter().zip(statements) {
        let (mut answers, mut references) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let router = router::router(App {
                cache: Arc::new(ResponseCache::new(engine.app.clock.clone())),
                ..engine.app.clone()
            });
            let began = Instant::now();
            let status = get(&router, path, &token).await;
            answers.push(began.elapsed().as_secs_f64() * 1000.0);
            assert_eq!(status, StatusCode::OK, "{path}");
            let began = Instant::now();
            fetch(&engine.app.db, &statement).await;
            references.push(began.elapsed().as_secs_f64() * 1000.0);
        }
        measured.push(Cold { path, answer_ms: median(answers), reference_ms: median(references) });
    }
    measured
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

async fn fetch(db: &Db, statement: &str) {
    match db {
        Db::MySql(pool) => drop(sqlx::query(sqlx::AssertSqlSafe(statement)).fetch_all(pool).await.unwrap()),
        Db::Sqlite { read, .. } => drop(sqlx::query(sqlx::AssertSqlSafe(statement)).fetch_all(read).await.unwrap()),
    }
}

async fn get(router: &Router, path: &str, token: &str) -> StatusCode {
    let request = Request::get(path).header(header::AUTHORIZATION, format!("Bearer {token}")).body(Body::empty());
    let response = send(router, request.unwrap()).await;
    let status = response.status();
    response.into_body().collect().await.unwrap();
    status
}

async fn sign_in(router: &Router) -> String {
    let body = format!(r#"{{"email":"{EMAIL}","password":"{PASSWORD}"}}"#);
    let request =
        Request::post("/api/auth/login").header(header::CONTENT_TYPE, "application/json").body(Body::from(body));
    let response = send(router, request.unwrap()).await;
    let cookie = response.headers()[header::SET_COOKIE].to_str().unwrap();
    cookie.split(['=', ';']).nth(1).unwrap().to_owned()
}

async fn send(router: &Router, mut request: Request<Body>) -> axum::response::Response {
    request.extensions_mut().insert(ConnectInfo(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))));
    router.clone().oneshot(request).await.unwrap()
}
