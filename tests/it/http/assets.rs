//! What is sent compressed, what is kept by whom, and what its entity tag stands for.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use axum::{
    body::Body,
    http::{HeaderMap, Method},
};
use bytes::Bytes;
use http_body_util::BodyExt;
use hub_lib::{http::openapi, kernel::Clock};
use sha2::{Digest, Sha256};
use tokio::net::TcpListener;

use super::sqlite_app;
use crate::support::TestApp;

/// Another encoding than ours would be one of these.
const ENCODINGS: [(&str, &str); 3] = [("br", "br"), ("gzip", "gz"), ("identity", "")];

async fn get(app: &TestApp, path: &str, headers: &[(&str, &str)]) -> (u16, HeaderMap, Bytes) {
    let (head, body) = app.open(Method::GET, path, headers, Body::empty()).await.into_parts();
    (head.status.as_u16(), head.headers, body.collect().await.unwrap().to_bytes())
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    assert!(headers.get_all(name).iter().count() <= 1, "{name} twice in {headers:?}");
    headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
}

fn etag_of(content: &[u8]) -> String {
    format!("W/\"{}\"", hex::encode(&Sha256::digest(content)[..16]))
}

fn dist() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/dist")
}

/// The built files under `assets/` without their compressed forms, as paths in it.
fn assets() -> BTreeSet<String> {
    let root = dist().join("assets");
    let (mut folders, mut found) = (vec![root.clone()], BTreeSet::new());
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_none_or(|ending| ending != "br" && ending != "gz") {
                found.insert(path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    found
}

#[tokio::test]
async fn an_answer_with_an_entity_tag_is_compressed_once_and_the_tag_is_that_of_its_content() {
    let app = sqlite_app().await;
    let bearer = format!("Bearer {}", app.token_of("OPERADOR").await);
    let json = serde_json::to_vec(&openapi::document()).unwrap();
    for (encoding, _) in ENCODINGS {
        let headers = [("authorization", bearer.as_str()), ("accept-encoding", encoding)];
        let (status, headers, body) = get(&app, "/api/openapi.json", &headers).await;
        assert_eq!((status, text(&headers, "etag")), (200, etag_of(&json).as_str()), "{encoding}");
        assert_eq!(text(&headers, "content-encoding") == encoding, encoding != "identity", "{headers:?}");
        assert_eq!(body == json, encoding == "identity");
    }

    // A client that undoes one compression has the content.
    rustls::crypto::ring::default_provider().install_default().ok();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/api/openapi.json", listener.local_addr().unwrap());
    let limits = hub_lib::http::server::Limits::default();
    let stopping = app.app.stopping.clone();
    tokio::spawn(hub_lib::http::server::serve(listener, app.router.clone(), Clock::system(), stopping, limits));
    let client = reqwest::Client::builder().gzip(true).build().unwrap();
    let answer = client.get(url).header("authorization", &bearer).send().await.unwrap();
    assert_eq!(answer.headers().get("etag").unwrap(), etag_of(&json).as_str());
    assert_eq!(answer.bytes().await.unwrap(), json);
}

#[tokio::test]
async fn a_built_file_is_sent_as_the_build_compressed_it_and_kept_for_a_year() {
    let app = sqlite_app().await;
    let assets = assets();
    assert!(assets.len() > 1, "the dashboard is built");
    let mut compressed = 0;
    for name in &assets {
        let plain = std::fs::read(dist().join("assets").join(name)).unwrap();
        for (encoding, ending) in ENCODINGS {
            let path = format!("/assets/{name}");
            let (status, headers, body) = get(&app, &path, &[("accept-encoding", encoding)]).await;
            assert_eq!(status, 200, "{path}");
            assert_eq!(text(&headers, "cache-control"), "public, max-age=31536000, immutable", "{path}");
            assert_eq!(text(&headers, "vary"), "accept-encoding", "{path}");
            assert_eq!(text(&headers, "etag"), etag_of(&plain), "{path} {encoding}");
            let variant = std::fs::read(dist().join("assets").join(format!("{name}.{ending}")));
            let (expected, sent) = match variant {
                Ok(variant) if encoding != "identity" => (encoding, variant),
                _ => ("", plain.clone()),
            };
            compressed += usize::from(!expected.is_empty());
            assert_eq!(text(&headers, "content-encoding"), expected, "{path} {encoding}");
            assert!(body == sent, "{path} {encoding}: not the file");

            let known = [("accept-encoding", encoding), ("if-none-match", text(&headers, "etag"))];
            let (status, headers, body) = get(&app, &path, &known).await;
            assert_eq!((status, body.len()), (304, 0), "{path}");
            assert!(text(&headers, "cache-control").contains("immutable"), "{path}");
        }
    }
    assert!(compressed >= 2, "the build compresses its scripts");
}

#[tokio::test]
async fn what_has_no_hash_in_its_name_is_asked_for_again() {
    let app = sqlite_app().await;
    let (_, headers, _) = get(&app, "/favicon.svg", &[]).await;
    assert_eq!(text(&headers, "cache-control"), "no-cache");
    assert_eq!(text(&headers, "content-type"), "image/svg+xml");
    for ending in ["br", "gz"] {
        let name = assets().into_iter().find(|name| name.ends_with(".js")).unwrap();
        assert_eq!(get(&app, &format!("/assets/{name}.{ending}"), &[]).await.0, 404, "a form, not a file");
    }
}
