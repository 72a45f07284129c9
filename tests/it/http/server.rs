//! The port, through real sockets: what is held, for how long, and how it ends.

use std::{net::SocketAddr, time::Duration};

use axum::{Router, routing::get};
use hub_lib::{
    http::{
        events::{Event, Queue},
        server::{self, Limits},
    },
    kernel::Clock,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};
use tokio_util::sync::CancellationToken;

use super::sqlite_app;
use crate::support::TestApp;

/// Nothing in here takes that long unless it is broken.
const PATIENCE: Duration = Duration::from_secs(10);
const SHORT: Duration = Duration::from_millis(300);
const HEALTH: &str = "GET /api/health HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n";

/// A short limit for heads only.
const HEADS: Limits = Limits { head: SHORT, idle: PATIENCE, unread: PATIENCE, connections: 16 };

/// A served port.
struct Port {
    address: SocketAddr,
    stopping: CancellationToken,
    server: JoinHandle<()>,
}

impl Port {
    async fn of(app: &TestApp, limits: Limits) -> Self {
        Self::open(app.router.clone(), app.app.stopping.clone(), limits).await
    }

    async fn open(router: Router, stopping: CancellationToken, limits: Limits) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = tokio::spawn(server::serve(listener, router, Clock::system(), stopping.clone(), limits));
        Self { address, stopping, server }
    }

    async fn connect(&self) -> Client {
        Client(TcpStream::connect(self.address).await.unwrap())
    }

    /// Asks the server to stop; fails unless it does.
    async fn stop(self) {
        self.stopping.cancel();
        tokio::time::timeout(PATIENCE, self.server).await.expect("the server does not end").unwrap();
    }
}

struct Client(TcpStream);

impl Client {
    async fn send(&mut self, text: &str) {
        self.0.write_all(text.as_bytes()).await.unwrap();
    }

    /// What arrives until `end` was among it, or the connection is closed.
    async fn read_until(&mut self, end: &str) -> String {
        let mut text = String::new();
        let reading = async {
            let mut piece = [0; 16 * 1024];
            while !text.contains(end) {
                match self.0.read(&mut piece).await {
                    Ok(0) | Err(_) => break,
                    Ok(length) => text.push_str(&String::from_utf8_lossy(&piece[..length])),
                }
            }
        };
        tokio::time::timeout(PATIENCE, reading).await.unwrap_or_else(|_| panic!("no {end:?} and no end in {text:?}"));
        text
    }

    async fn is_well(&mut self) -> bool {
        self.send(HEALTH).await;
        self.read_until("\"orchestrator\":\"off\"}").await.starts_with("HTTP/1.1 200 OK")
    }

    /// Everything until the server closes the connection; fails when it does not.
    async fn rest(&mut self) -> String {
        self.read_until("\u{0}").await
    }
}

async fn pause(duration: Duration) {
    Clock::system().sleep(duration).await;
}

#[tokio::test]
async fn a_head_that_does_not_end_is_not_waited_for() {
    let app = sqlite_app().await;
    let port = Port::of(&app, HEADS).await;
    let mut silent = port.connect().await;
    let mut half = port.connect().await;
    half.send(&HEALTH[..20]).await;
    let mut later = port.connect().await;
    assert!(later.is_well().await);
    later.send(&HEALTH[..20]).await;
    let mut dripping = port.connect().await;
    dripping.send("GET /api/health HTTP/1.1\r\nhost: ").await;
    let drip = async {
        while dripping.0.write_all(b"x").await.is_ok() {
            pause(SHORT / 6).await;
        }
    };
    tokio::time::timeout(PATIENCE, drip).await.expect("a byte now and then holds the connection");
    for client in [&mut silent, &mut half, &mut later] {
        assert_eq!(client.rest().await, "", "closed without an answer");
    }
    port.stop().await;
}

#[tokio::test]
async fn a_connection_may_rest_between_requests_and_is_closed_cleanly_in_the_end() {
    let app = sqlite_app().await;
    let port = Port::of(&app, HEADS).await;
    let mut client = port.connect().await;
    for _ in 0..2 {
        assert!(client.is_well().await);
        pause(SHORT * 3).await;
    }
    assert!(client.is_well().await, "the limit for heads is not the one for resting");
    port.stop().await;

    let app = sqlite_app().await;
    let limits = Limits { head: PATIENCE, idle: SHORT, ..HEADS };
    let port = Port::of(&app, limits).await;
    let mut client = port.connect().await;
    assert!(client.is_well().await);
    let end = tokio::time::timeout(PATIENCE, client.0.read(&mut [0; 1])).await.expect("it is held");
    assert_eq!(end.unwrap(), 0, "an end, not a reset");
    port.stop().await;
}

#[tokio::test]
async fn a_request_in_several_pieces_and_several_in_one_piece_are_answered() {
    let app = sqlite_app().await;
    let port = Port::of(&app, HEADS).await;
    let mut client = port.connect().await;
    client.send(&HEALTH[..20]).await;
    pause(SHORT / 6).await;
    client.send(&HEALTH[20..]).await;
    assert!(client.read_until("\"off\"}").await.starts_with("HTTP/1.1 200 OK"));
    client.send(&HEALTH.repeat(3)).await;
    let mut answers = String::new();
    while answers.matches("HTTP/1.1 200 OK").count() < 3 {
        answers += &client.read_until("\"off\"}").await;
    }
    pause(SHORT * 2).await;
    assert!(client.is_well().await);
    port.stop().await;
}

#[tokio::test]
async fn too_long_a_head_is_refused_with_the_envelope_while_it_can_be_read() {
    let app = sqlite_app().await;
    let port = Port::of(&app, HEADS).await;
    let answer = async |head: String| {
        let mut client = port.connect().await;
        // The server may answer and close before everything was sent.
        let _ = client.0.write_all(head.as_bytes()).await;
        client.read_until("}").await
    };
    let long = "x".repeat(60_000);
    let address = answer(format!("GET /{long} HTTP/1.1\r\nhost: x\r\n\r\n")).await;
    assert!(address.starts_with("HTTP/1.1 414 ") && address.contains("\"ADDRESS_TOO_LONG\""), "{address}");
    let header = answer(format!("GET / HTTP/1.1\r\nhost: x\r\ncookie: {long}\r\n\r\n")).await;
    assert!(header.starts_with("HTTP/1.1 431 ") && header.contains("\"HEADERS_TOO_LARGE\""), "{header}");
    // Beyond that, and without any sense, the HTTP library answers alone.
    let nonsense = answer("what?\r\n\r\n".to_owned()).await;
    assert!(nonsense.starts_with("HTTP/1.1 400 ") && nonsense.ends_with("\r\n\r\n"), "{nonsense}");
    port.stop().await;
}

#[tokio::test]
async fn a_body_that_does_not_arrive_is_invalid_json() {
    let app = sqlite_app().await;
    let port = Port::of(&app, HEADS).await;
    let mut client = port.connect().await;
    client
        .send(
            "POST /api/auth/login HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n\
               content-length: 100\r\n\r\n{\"email\":",
        )
        .await;
    pause(SHORT * 2).await;
    // The handler's limit runs by the application's clock; it may not have begun to wait yet.
    let clock = app.app.clock.clone();
    let time = tokio::spawn(async move {
        loop {
            clock.advance(Duration::from_secs(16));
            pause(SHORT / 6).await;
        }
    });
    let answer = client.rest().await;
    time.abort();
    assert!(answer.starts_with("HTTP/1.1 400 Bad Request"), "{answer}");
    assert!(answer.contains("\"code\":\"INVALID_JSON\""), "{answer}");
    port.stop().await;
}

#[tokio::test]
async fn an_event_stream_outlives_every_limit_and_ends_with_the_server() {
    let app = sqlite_app().await;
    let token = app.token_of("OPERADOR").await;
    let limits = Limits { idle: SHORT, ..HEADS };
    let port = Port::of(&app, limits).await;
    let mut client = port.connect().await;
    client.send(&format!("GET /api/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\n\r\n")).await;
    assert!(client.read_until(": open\n\n").await.starts_with("HTTP/1.1 200 OK"));
    for _ in 0..2 {
        pause(SHORT * 3).await;
        app.app.events.announce(Event::Queue { queue: Queue::Medic });
        assert!(client.read_until("\"medic\"}\n\n").await.contains("event: queue"));
    }
    port.stop().await;
    assert!(client.rest().await.ends_with("0\r\n\r\n"), "a complete answer");
}

#[tokio::test]
async fn a_running_answer_is_finished_before_the_server_ends() {
    let (begun, mut beginning) = tokio::sync::mpsc::channel(1);
    let work = async move || {
        begun.send(()).await.unwrap();
        pause(SHORT * 2).await;
        "finished"
    };
    let port = Port::open(Router::new().route("/work", get(work)), CancellationToken::new(), HEADS).await;
    let mut resting = port.connect().await;
    resting.send("GET / HTTP/1.1\r\nhost: x\r\n\r\n").await;
    resting.read_until("\r\n\r\n").await;
    let mut client = port.connect().await;
    client.send("GET /work HTTP/1.1\r\nhost: x\r\n\r\n").await;
    beginning.recv().await.unwrap();
    let address = port.address;
    port.stop().await;
    assert!(client.rest().await.ends_with("finished"));
    assert_eq!(resting.rest().await, "");
    assert!(TcpStream::connect(address).await.is_err(), "nobody listens any more");
}

#[tokio::test]
async fn more_connections_than_allowed_wait_for_a_free_place() {
    let app = sqlite_app().await;
    let port = Port::of(&app, Limits { connections: 2, ..HEADS }).await;
    let mut first = port.connect().await;
    let mut second = port.connect().await;
    assert!(first.is_well().await && second.is_well().await);
    let mut third = port.connect().await;
    third.send(HEALTH).await;
    let early = tokio::time::timeout(SHORT, third.0.readable()).await;
    assert!(early.is_err(), "a third is not served beside two");
    assert!(second.is_well().await, "who was first goes on");
    drop(first);
    assert!(third.read_until("\"off\"}").await.starts_with("HTTP/1.1 200 OK"));
    port.stop().await;
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_client_that_reads_nothing_is_given_up() {
    /// Says so when it is dropped.
    struct Ending(tokio::sync::mpsc::UnboundedSender<()>);
    impl Drop for Ending {
        fn drop(&mut self) {
            let _ = self.0.send(());
        }
    }
    let (sender, mut ended) = tokio::sync::mpsc::unbounded_channel();
    let large = async move || {
        let ending = Ending(sender.clone());
        axum::body::Body::from_stream(async_stream::stream! {
            let _ending = ending;
            loop {
                yield Ok::<_, std::convert::Infallible>(vec![0_u8; 64 * 1024]);
            }
        })
    };
    let router = Router::new().route("/large", get(large));
    let limits = Limits { unread: Duration::from_millis(500), ..HEADS };
    let port = Port::open(router, CancellationToken::new(), limits).await;
    let mut client = port.connect().await;
    client.send("GET /large HTTP/1.1\r\nhost: x\r\n\r\n").await;
    let given_up = tokio::time::timeout(PATIENCE, ended.recv()).await;
    assert!(given_up.is_ok(), "the answer is still being sent to somebody who does not read");
    port.stop().await;
}
