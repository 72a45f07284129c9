//! The network between the program and its MySQL server: cut off, or silent, and well again.

use std::{net::SocketAddr, sync::Arc};

use hub_lib::cli::demo_clock;
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::watch,
};
use url::Url;

use super::{Demo, MINUTE, everybody_waits, last_run, until};
use crate::support::MySqlDatabase;

/// What the line does with what is sent over it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    Open,
    /// Nothing listens, whoever was connected is hung up on.
    Cut,
    /// Connections are accepted and nothing passes. One that saw this stays silent for ever.
    Silent,
}

/// A line to a server that can be disturbed.
struct Proxy {
    url: String,
    line: Arc<watch::Sender<Line>>,
}

impl Proxy {
    async fn before(database: &MySqlDatabase) -> Self {
        let mut url = Url::parse(database.url()).unwrap();
        let server = format!("{}:{}", url.host_str().unwrap(), url.port().unwrap_or(3306));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        url.set_port(Some(address.port())).unwrap();
        url.set_host(Some("127.0.0.1")).unwrap();
        let line = Arc::new(watch::Sender::new(Line::Open));
        tokio::spawn(listen(listener, address, server, line.clone()));
        Self { url: url.into(), line }
    }

    fn set(&self, line: Line) {
        self.line.send_replace(line);
    }
}

async fn listen(first: TcpListener, address: SocketAddr, server: String, line: Arc<watch::Sender<Line>>) {
    let mut listener = Some(first);
    let mut changes = line.subscribe();
    loop {
        let Some(open) = listener.take() else {
            until_is(&mut changes, |line| line != Line::Cut).await;
            listener = Some(TcpListener::bind(address).await.unwrap());
            continue;
        };
        tokio::select! {
            accepted = open.accept() => {
                tokio::spawn(connect(accepted.unwrap().0, server.clone(), line.subscribe()));
                listener = Some(open);
            }
            () = until_is(&mut changes, |line| line == Line::Cut) => {}
        }
    }
}

async fn connect(client: TcpStream, server: String, mut line: watch::Receiver<Line>) {
    let Ok(server) = TcpStream::connect(server).await else { return };
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = server.into_split();
    let (there, back) = (line.clone(), line.clone());
    tokio::select! {
        () = pump(from_client, to_server, there) => {}
        () = pump(from_server, to_client, back) => {}
        () = until_is(&mut line, |line| line == Line::Cut) => {}
    }
}

async fn until_is(line: &mut watch::Receiver<Line>, wanted: impl Fn(Line) -> bool) {
    let _ = line.wait_for(|line| wanted(*line)).await;
}

async fn pump(
    mut from: impl AsyncReadExt + Unpin,
    mut to: impl AsyncWriteExt + Unpin,
    mut line: watch::Receiver<Line>,
) {
    let mut buffer = vec![0; 64 * 1024];
    loop {
        tokio::select! {
            biased;
            () = until_is(&mut line, |line| line == Line::Silent) => std::future::pending().await,
            read = from.read(&mut buffer) => match read {
                Ok(size @ 1..) if to.write_all(&buffer[..size]).await.is_ok() => {}
                _ => return,
            },
        }
    }
}

// Starting the program blocks a thread, and the line must pass on what it sends.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_says_that_its_database_is_away_and_goes_on_when_it_is_back() {
    let Some(database) = MySqlDatabase::create().await else { return };
    let proxy = Proxy::before(&database).await;
    let folder = tempfile::tempdir().unwrap();
    let mut command = Demo::command(folder.path(), Some(&proxy.url));
    command.env("MYSQL_CONNECT_TIMEOUT_SEC", "3");
    let demo = Demo::launch(command);
    let client = demo.client().await;
    until(MINUTE, &client, &demo.at("/api/queue/medic"), everybody_waits).await;

    for trouble in [Line::Cut, Line::Silent] {
        proxy.set(trouble);
        let is_degraded = |health: &Value| health["status"] == "degraded";
        until(MINUTE, &client, &demo.at("/api/health"), is_degraded).await;
        let is_told = |answer: &Value| answer["code"] == "DATABASE_UNAVAILABLE";
        until(MINUTE, &client, &demo.at("/api/queue/medic"), is_told).await;

        proxy.set(Line::Open);
        let since = demo_clock().stamp();
        until(MINUTE, &client, &demo.at("/api/health"), |health| health["status"] == "ok").await;
        until(MINUTE, &client, &demo.at("/api/admin/status"), |rows| {
            last_run(rows, "monitor_recepcao").is_some_and(|at| at > since)
        })
        .await;
        until(MINUTE, &client, &demo.at("/api/queue/medic"), everybody_waits).await;
        demo.client().await;
    }
}
