//! The port: accepts connections, gives each its limits, and ends without cutting off what has begun.
//!
//! A connection is either waiting for its next request, reading the head of one, or answering. Only the first two
//! have a limit: an answer may take as long as it needs, which an event stream does. What a handler reads
//! (a request's body) has the handler's limits, see [`super::JsonBody`].
//!
//! What is no HTTP request at all is answered by the HTTP library, before any of our code: 400 without a body.

use std::{
    convert::Infallible,
    io::{self, ErrorKind},
    net::SocketAddr,
    pin::{Pin, pin},
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use axum::{Router, body::Body as AnyBody, extract::ConnectInfo};
use bytes::Bytes;
use hyper::{
    Request, Response,
    body::{Body, Frame, Incoming, SizeHint},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
};
use tokio_util::{io::InspectReader, sync::CancellationToken};
use tower::ServiceExt;

use crate::kernel::Clock;

/// Most of a request's head that is kept while it arrives. More is answered 431 by the HTTP library, without a body;
/// what fits but is too long for us gets our own answer in [`super::protect`].
const HEAD_BYTES: usize = 64 * 1024;
/// Files that stay free for the database, the upstream and documents when clients take all they may.
const RESERVED_FILES: u64 = 128;
/// Pause after the system refused to accept (no file or memory left): it will for a while.
const ACCEPT_PAUSE: Duration = Duration::from_secs(1);

/// How long and how many connections are held.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// From a connection's start, or from the first byte of a later request, to the end of the request's head.
    /// Then the connection is closed without an answer.
    pub head: Duration,
    /// Between two requests. Longer than hosting proxies keep theirs (60 s and more), so that the proxy closes first and
    /// never sends a request into a closing connection.
    pub idle: Duration,
    /// For a client that has gone, or reads nothing of what it asked for (Linux; elsewhere the system's own limits).
    pub unread: Duration,
    /// Connections at once. Whoever comes on top waits in the system's queue until one ends: a burst is served late
    /// rather than refused, and idle connections leave within [`Limits::idle`]. A balancer sees the health check late.
    pub connections: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(30),
            idle: Duration::from_secs(120),
            unread: Duration::from_secs(120),
            connections: 4_096,
        }
    }
}

impl Limits {
    /// The usual limits, with no more connections than this process may open files for. Raises that number first.
    pub fn of_this_machine() -> Self {
        let usual = Self::default();
        let Some(files) = raise_open_files() else { return usual };
        let for_clients = usize::try_from(files.saturating_sub(RESERVED_FILES)).unwrap_or(usize::MAX);
        let connections = usual.connections.min(for_clients).max(1);
        if connections < usual.connections {
            tracing::warn!("only {connections} connections at once: this process may open {files} files");
        }
        Self { connections, ..usual }
    }
}

/// Raises the number of files this process may open as far as it may do so itself; the number, `None` when unlimited.
#[cfg(unix)]
fn raise_open_files() -> Option<u64> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    /// Enough, where the machine allows a thousand million: child processes inherit it.
    const FILES_WANTED: u64 = 65_536;
    let now = getrlimit(Resource::Nofile);
    let current = now.current?;
    let wanted = now.maximum.map_or(FILES_WANTED, |maximum| maximum.min(FILES_WANTED));
    if wanted <= current {
        return Some(current);
    }
    match setrlimit(Resource::Nofile, Rlimit { current: Some(wanted), maximum: now.maximum }) {
        Ok(()) => Some(wanted),
        Err(error) => {
            tracing::debug!("the limit of open files stays at {current}: {error}");
            Some(current)
        }
    }
}

#[cfg(not(unix))]
fn raise_open_files() -> Option<u64> {
    None
}

/// Serves until `stopping`, then accepts nothing more and returns once every begun answer has ended.
pub async fn serve(listener: TcpListener, router: Router, clock: Clock, stopping: CancellationToken, limits: Limits) {
    let places = Arc::new(Semaphore::new(limits.connections));
    let mut told = false;
    loop {
        let next = async {
            let place = place(&places, limits.connections, &mut told).await;
            (place, accept(&listener, &clock, limits.unread).await)
        };
        let (place, (stream, peer)) = tokio::select! {
            biased;
            () = stopping.cancelled() => break,
            next = next => next,
        };
        let connection = Connection { clock: clock.clone(), stopping: stopping.clone(), limits };
        let router = router.clone();
        tokio::spawn(async move {
            connection.serve(stream, peer, router).await;
            drop(place);
        });
    }
    drop(listener);
    let all = u32::try_from(limits.connections).unwrap_or(u32::MAX);
    let _ = places.acquire_many(all).await;
}

/// A place for one more connection. The log hears once that all are taken, and again only after a tenth was free.
async fn place(places: &Arc<Semaphore>, all: usize, told: &mut bool) -> OwnedSemaphorePermit {
    match places.available_permits() {
        0 if !*told => {
            tracing::warn!("all connections are in use: new ones wait");
            *told = true;
        }
        free if free > all / 10 => *told = false,
        _ => {}
    }
    places.clone().acquire_owned().await.expect("the semaphore is never closed")
}

/// The next connection, ready to be read.
async fn accept(listener: &TcpListener, clock: &Clock, unread: Duration) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                prepare(&stream, unread);
                return (stream, peer);
            }
            Err(error) if is_of_one_connection(&error) => tracing::debug!("a connection ended early: {error}"),
            Err(error) => {
                tracing::error!("cannot accept connections: {error}");
                clock.sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

fn is_of_one_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::ConnectionAborted
            | ErrorKind::ConnectionRefused
            | ErrorKind::ConnectionReset
            | ErrorKind::Interrupted
    )
}

/// An event must not wait for the one before it to be acknowledged; a client that is gone is not waited for.
fn prepare(stream: &TcpStream, unread: Duration) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!("TCP_NODELAY: {error}");
    }
    #[cfg(target_os = "linux")]
    if let Err(error) =
        rustix::net::sockopt::set_tcp_user_timeout(stream, u32::try_from(unread.as_millis()).unwrap_or(u32::MAX))
    {
        tracing::debug!("TCP_USER_TIMEOUT: {error}");
    }
    #[cfg(not(target_os = "linux"))]
    let _ = unread;
}

/// What a connection is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Nothing came since the last answer.
    Idle,
    /// A request's head is arriving, or a new connection is still to send its first byte.
    Head,
    /// A request is being answered.
    Answering,
}

/// One accepted connection.
struct Connection {
    clock: Clock,
    stopping: CancellationToken,
    limits: Limits,
}

impl Connection {
    /// Answers requests until the client, a limit or the end of the process closes the connection.
    async fn serve(self, stream: TcpStream, peer: SocketAddr, router: Router) {
        let (phase, mut changes) = watch::channel(Phase::Head);
        let heard = phase.clone();
        let stream = InspectReader::new(stream, move |bytes: &[u8]| {
            heard.send_if_modified(|phase| {
                let begins = *phase == Phase::Idle && !bytes.is_empty();
                if begins {
                    *phase = Phase::Head;
                }
                begins
            });
        });
        let service = service_fn(move |request| answer(router.clone(), peer, request, Answering::begin(&phase)));
        let http = http1::Builder::new().max_buf_size(HEAD_BYTES).serve_connection(TokioIo::new(stream), service);
        let mut http = pin!(http);
        let mut stopped = pin!(self.stopping.cancelled());
        // From now on the connection ends after the answer it is giving.
        let mut ending = false;
        loop {
            let limit = match *changes.borrow_and_update() {
                Phase::Idle if ending => Some(self.limits.head),
                Phase::Idle => Some(self.limits.idle),
                Phase::Head => Some(self.limits.head),
                Phase::Answering => None,
            };
            let limit = async {
                match limit {
                    Some(limit) => self.clock.sleep(limit).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                biased;
                ended = &mut http => {
                    if let Err(error) = ended {
                        tracing::debug!("a connection broke off: {error}");
                    }
                    return;
                }
                changed = changes.changed() => if changed.is_err() { return },
                () = &mut stopped, if !ending => {
                    ending = true;
                    http.as_mut().graceful_shutdown();
                }
                () = limit => {
                    if ending || *changes.borrow() == Phase::Head {
                        tracing::debug!("a request did not arrive in time");
                        return;
                    }
                    ending = true;
                    http.as_mut().graceful_shutdown();
                }
            }
        }
    }
}

async fn answer(
    router: Router,
    peer: SocketAddr,
    request: Request<Incoming>,
    answering: Answering,
) -> Result<Response<Answer>, Infallible> {
    let mut request = request.map(AnyBody::new);
    request.extensions_mut().insert(ConnectInfo(peer));
    let response = router.oneshot(request).await?;
    Ok(response.map(|body| Answer { body, _answering: answering }))
}

/// A request is being answered as long as this exists.
struct Answering(watch::Sender<Phase>);

impl Answering {
    fn begin(phase: &watch::Sender<Phase>) -> Self {
        phase.send_replace(Phase::Answering);
        Self(phase.clone())
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        self.0.send_replace(Phase::Idle);
    }
}

/// The body of an answer, which is being given until this is dropped.
struct Answer {
    body: AnyBody,
    _answering: Answering,
}

impl Body for Answer {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_accepted_connection_does_not_hold_back_small_answers_and_gives_up_on_the_gone() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let _client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let unread = Duration::from_millis(1_500);
        let (stream, _) = accept(&listener, &Clock::system(), unread).await;
        assert!(stream.nodelay().unwrap());
        #[cfg(target_os = "linux")]
        assert_eq!(rustix::net::sockopt::tcp_user_timeout(&stream).unwrap(), 1_500);
    }

    #[cfg(unix)]
    #[test]
    fn files_are_kept_free_beside_the_connections() {
        use rustix::process::{Resource, getrlimit};
        let limits = Limits::of_this_machine();
        assert!((1..=4_096).contains(&limits.connections));
        if let Some(files) = getrlimit(Resource::Nofile).current {
            assert!(limits.connections as u64 + RESERVED_FILES <= files, "{limits:?} of {files}");
        }
    }
}
