//! An S3 server on this machine with one bucket in a temporary folder, and a hand on its faults.

#![allow(dead_code)] // each is used by some test file

use std::{
    convert::Infallible,
    path::PathBuf,
    sync::{Arc, Mutex},
};

use axum::http::{Method, Request, Response, StatusCode};
use futures_util::StreamExt;
use http_body_util::{BodyExt, StreamBody};
use hyper::{body::Frame, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use s3s::{
    Body,
    auth::SimpleAuth,
    service::{S3Service, S3ServiceBuilder},
};
use tempfile::TempDir;
use tokio::{net::TcpListener, task::JoinHandle};

/// The bucket's name.
pub const BUCKET: &str = "bucket-exemplo";
const KEY_ID: &str = "AKIAEXAMPLE";
const SECRET: &str = "only-for-tests";

/// What the server does instead of what it is asked.
#[derive(Debug, Clone, Copy)]
pub enum Fault {
    /// Answers this status and code.
    Refuses(u16, &'static str),
    /// Never answers.
    IsSilent,
    /// Does it, and never answers.
    DoesAndIsSilent,
    /// Answers so many bytes of the body, then closes the connection.
    Breaks(usize),
    /// Answers so many bytes of the body, then stays silent.
    Stalls(usize),
}

/// Which requests a fault is for: their method and what the address contains.
type Faults = Arc<Mutex<Vec<(Method, &'static str, Fault)>>>;

/// A running server. Dropping it ends it and removes its bucket.
pub struct Bucket {
    endpoint: String,
    root: TempDir,
    faults: Faults,
    asked: Arc<Mutex<Vec<String>>>,
    task: JoinHandle<()>,
}

impl Drop for Bucket {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Bucket {
    /// A server with an empty bucket.
    pub async fn start() -> Self {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir(root.path().join(BUCKET)).unwrap();
        let mut builder = S3ServiceBuilder::new(s3s_fs::FileSystem::new(root.path()).unwrap());
        builder.set_auth(SimpleAuth::from_single(KEY_ID, SECRET));
        let service = builder.build();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let (faults, asked) = (Faults::default(), Arc::<Mutex<Vec<String>>>::default());
        let (known, heard) = (faults.clone(), asked.clone());
        let task = tokio::spawn(async move {
            loop {
                let Ok((socket, _)) = listener.accept().await else { continue };
                let (service, faults, asked) = (service.clone(), known.clone(), heard.clone());
                let answer = service_fn(move |request| answer(service.clone(), faults.clone(), asked.clone(), request));
                tokio::spawn(async move {
                    let _ = http1::Builder::new().serve_connection(TokioIo::new(socket), answer).await;
                });
            }
        });
        Self { endpoint, root, faults, asked, task }
    }

    /// Settings that mean this bucket.
    pub fn settings(&self) -> Vec<(&str, &str)> {
        vec![
            ("STORAGE_PROVIDER", "s3"),
            ("AWS_REGION", "us-east-1"),
            ("AWS_S3_BUCKET", BUCKET),
            ("AWS_ACCESS_KEY_ID", KEY_ID),
            ("AWS_SECRET_ACCESS_KEY", SECRET),
            ("AWS_S3_ENDPOINT", &self.endpoint),
            ("AWS_S3_FORCE_PATH_STYLE", "1"),
        ]
    }

    /// From now on requests with this method whose address contains `part` meet a fault.
    pub fn fails(&self, method: Method, part: &'static str, fault: Fault) {
        self.faults.lock().unwrap().push((method, part, fault));
    }

    /// From now on everything works again.
    pub fn works(&self) {
        self.faults.lock().unwrap().clear();
    }

    /// `METHOD /path?query` of every request so far.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }

    /// Where the objects lie.
    pub fn folder(&self) -> PathBuf {
        self.root.path().join(BUCKET)
    }

    /// Parts that were sent and became no object.
    pub fn loose_parts(&self) -> usize {
        let entries = std::fs::read_dir(self.root.path()).unwrap();
        entries.filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().contains(".part-")).count()
    }
}

async fn answer(
    service: S3Service,
    faults: Faults,
    asked: Arc<Mutex<Vec<String>>>,
    request: Request<hyper::body::Incoming>,
) -> Result<Response<Body>, Infallible> {
    let (method, address) = (request.method().clone(), request.uri().to_string());
    asked.lock().unwrap().push(format!("{method} {address}"));
    let fault =
        faults.lock().unwrap().iter().find(|(of, part, _)| *of == method && address.contains(part)).map(|f| f.2);
    match fault {
        None => Ok(ask(service, request).await),
        Some(Fault::Refuses(status, code)) => {
            // As a real server, it has taken the request before it refuses.
            let _ = request.into_body().collect().await;
            let xml = format!("<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>No.</Message></Error>");
            let mut refusal = Response::new(Body::from(xml));
            *refusal.status_mut() = StatusCode::from_u16(status).unwrap();
            Ok(refusal)
        }
        Some(Fault::IsSilent) => std::future::pending().await,
        Some(Fault::DoesAndIsSilent) => {
            let _ = ask(service, request).await;
            std::future::pending().await
        }
        Some(Fault::Breaks(bytes)) => Ok(ask(service, request).await.map(|body| cut(body, bytes, true))),
        Some(Fault::Stalls(bytes)) => Ok(ask(service, request).await.map(|body| cut(body, bytes, false))),
    }
}

async fn ask(service: S3Service, request: Request<hyper::body::Incoming>) -> Response<Body> {
    service.call(request.map(Body::from)).await.unwrap()
}

/// The first bytes of a body, then an error or nothing for ever.
fn cut(body: Body, bytes: usize, breaks: bool) -> Body {
    let head = async move {
        let mut whole = BodyExt::collect(body).await.unwrap().to_bytes();
        whole.truncate(bytes);
        Ok(Frame::data(whole))
    };
    let end = async move {
        // What was given so far is sent before the end comes.
        tokio::task::yield_now().await;
        if !breaks {
            std::future::pending::<()>().await;
        }
        Err(std::io::Error::other("broken off"))
    };
    Body::http_body_unsync(StreamBody::new(futures_util::stream::once(head).chain(futures_util::stream::once(end))))
}
