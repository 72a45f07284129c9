//! The stream of announcements.

use std::time::Duration;

use axum::{body::Body, http::Method, response::Response};
use http_body_util::BodyExt;
use hub_lib::{
    access::{session, store},
    http::events::{Event, Queue},
};

use super::sqlite_app;
use crate::support::{TestApp, each_app};

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
        store::delete_session(&app.app.db, &session::hash_of(&token)).await.unwrap();
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
