//! A store that fails, is slow, or does not let us.

use std::time::Duration;

use axum::http::Method;
use futures_util::TryStreamExt;
use hub_lib::{
    documents::{Documents, StoreError},
    http::ApiError,
};

use super::{ABOUT, Store, at, content, documents, sample};
use crate::support::bucket::Fault;

const PART: usize = 8 * 1024 * 1024;
/// A server that is silent for so long is given up in these tests.
const SOON: Duration = Duration::from_millis(1_500);

fn code(error: StoreError) -> (u16, &'static str) {
    let error = ApiError::from(error);
    (error.status().as_u16(), error.code())
}

#[tokio::test]
async fn a_refusal_is_told_as_such_and_not_repeated() {
    let store = Store::s3().await;
    let kept = store.put("kept.pdf", content(10)).await.unwrap();
    let place = store.place("a.pdf").await;
    for method in [Method::PUT, Method::GET, Method::HEAD, Method::DELETE] {
        store.bucket().fails(method, "", Fault::Refuses(403, "AccessDenied"));
    }
    let before = store.bucket().asked().len();
    let refused = store.documents.put(&place, ABOUT, content(10)).await.unwrap_err();
    assert!(refused.to_string().contains("403 AccessDenied"), "{refused}");
    assert_eq!(code(refused), (502, "UPSTREAM"));
    assert_eq!(store.bucket().asked().len(), before + 1, "asked once");
    assert_eq!(code(store.documents.open(&kept).await.err().unwrap()), (502, "UPSTREAM"));
    assert_eq!(code(store.documents.head(&kept).await.unwrap_err()), (502, "UPSTREAM"));
    assert_eq!(code(store.documents.delete(&kept).await.unwrap_err()), (502, "UPSTREAM"));
    assert_eq!(code(store.documents.look().await.unwrap_err()), (502, "UPSTREAM"));
    store.bucket().works();
    assert_eq!(store.read(&kept).await, sample(10));
}

#[tokio::test]
async fn a_failure_that_passes_is_survived() {
    let store = Store::s3().await;
    let place = store.place("a.pdf").await;
    store.bucket().fails(Method::PUT, "", Fault::Refuses(503, "SlowDown"));
    let bucket = store.bucket();
    let recovery = async {
        while !bucket.asked().iter().any(|asked| asked.starts_with("PUT ")) {
            tokio::task::yield_now().await;
        }
        bucket.works();
    };
    let (stored, ()) = tokio::join!(store.documents.put(&place, ABOUT, content(10)), recovery);
    stored.unwrap();
    assert_eq!(store.read(&place).await, sample(10));
}

#[tokio::test]
async fn a_failure_that_stays_leaves_no_half_object() {
    let store = Store::s3().await;
    for (bytes, part) in [(10, ""), (2 * PART, "partNumber=2"), (2 * PART, "uploads")] {
        let place = store.place("a.pdf").await;
        let method = if part == "uploads" { Method::POST } else { Method::PUT };
        store.bucket().fails(method, part, Fault::Refuses(500, "InternalError"));
        let failed = store.documents.put(&place, ABOUT, content(bytes)).await.unwrap_err();
        assert!(failed.to_string().contains("500 InternalError"), "{failed}");
        assert_eq!(code(failed), (502, "UPSTREAM"));
        store.bucket().works();
        assert_eq!((store.keys("profissionais").await.len(), store.bucket().loose_parts()), (0, 0));
    }
}

#[tokio::test]
async fn silence_ends_in_time_and_leaves_no_object() {
    let store = Store::s3().await;
    let hasty = store.within(SOON);
    let kept = store.put("kept.pdf", content(10)).await.unwrap();
    for fault in [Fault::IsSilent, Fault::DoesAndIsSilent] {
        let place = store.place("a.pdf").await;
        store.bucket().fails(Method::PUT, "", fault);
        let failed = hasty.put(&place, ABOUT, content(10)).await.unwrap_err();
        assert_eq!(code(failed), (504, "UPSTREAM_TIMEOUT"), "{fault:?}");
        store.bucket().works();
        assert_eq!(store.keys("profissionais").await, std::slice::from_ref(&kept.key), "{fault:?}");
    }
    for method in [Method::GET, Method::HEAD, Method::DELETE] {
        store.bucket().fails(method, "", Fault::IsSilent);
    }
    assert_eq!(code(hasty.open(&kept).await.err().unwrap()), (504, "UPSTREAM_TIMEOUT"));
    assert_eq!(code(hasty.head(&kept).await.unwrap_err()), (504, "UPSTREAM_TIMEOUT"));
    assert_eq!(code(hasty.delete(&kept).await.unwrap_err()), (504, "UPSTREAM_TIMEOUT"));
}

#[tokio::test]
async fn a_lost_answer_to_the_last_step_leaves_no_object() {
    let store = Store::s3().await;
    let place = store.place("a.pdf").await;
    store.bucket().fails(Method::POST, "uploadId=", Fault::DoesAndIsSilent);
    let failed = store.within(SOON).put(&place, ABOUT, content(PART + 1)).await.unwrap_err();
    assert!(matches!(failed, StoreError::TimedOut { .. } | StoreError::Denied { .. }), "{failed}");
    store.bucket().works();
    assert!(store.keys("profissionais").await.is_empty());
    assert_eq!(store.bucket().loose_parts(), 0);
}

#[tokio::test]
async fn an_object_that_breaks_off_or_stalls_is_an_error_for_its_reader() {
    let store = Store::s3().await;
    let hasty = store.within(SOON * 2);
    let place = store.put("a.pdf", content(300_000)).await.unwrap();
    for (fault, expected) in [(Fault::Breaks(100_000), "fails"), (Fault::Stalls(100_000), "in time")] {
        store.bucket().fails(Method::GET, "", fault);
        let opened = hasty.open(&place).await.unwrap();
        assert_eq!(opened.length, Some(300_000));
        let broken = opened.bytes.try_collect::<Vec<_>>().await.unwrap_err();
        assert!(broken.to_string().contains(expected), "{fault:?}: {broken}");
        store.bucket().works();
    }
}

#[tokio::test]
async fn a_bucket_that_is_not_there_is_no_missing_object() {
    let store = Store::s3().await;
    let mut settings = store.bucket().settings();
    settings.push(("AWS_S3_BUCKET", "nowhere"));
    let documents = documents(&settings, None);
    let error = documents.look().await.unwrap_err();
    assert!(error.to_string().contains("no such bucket"), "{error}");
    assert_eq!(code(error), (502, "UPSTREAM"));
}

#[tokio::test]
async fn wrong_credentials_and_no_server_are_told() {
    let store = Store::s3().await;
    let with = |name: &'static str, value: &'static str| {
        let mut settings = store.bucket().settings();
        settings.push((name, value));
        documents(&settings, Some(Duration::from_secs(3)))
    };
    let denied = with("AWS_SECRET_ACCESS_KEY", "hush-and-wrong").look().await.unwrap_err();
    assert!(matches!(denied, StoreError::Denied { .. }), "{denied}");
    assert!(!denied.to_string().contains("hush"));
    let gone = with("AWS_S3_ENDPOINT", "http://127.0.0.1:9").look().await.unwrap_err();
    assert!(matches!(gone, StoreError::Unavailable { .. }), "{gone}");
}

#[tokio::test]
async fn settings_that_are_missing_are_named_and_nothing_goes_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let local = folder.path().to_str().unwrap();
    let documents: Documents =
        documents(&[("STORAGE_PROVIDER", "s3"), ("AWS_REGION", "us-east-1"), ("STORAGE_LOCAL_DIR", local)], None);
    let error = documents.place_for_document("p-1", "FOTO", at(), "a.png").await.unwrap_err();
    assert!(error.to_string().starts_with("AWS_S3_BUCKET is not set"), "{error}");
    let error = ApiError::from(error);
    assert_eq!((error.status().as_u16(), error.code()), (503, "STORAGE_NOT_CONFIGURED"));
    assert!(error.to_string().contains("AWS_S3_BUCKET"), "{error}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn a_folder_that_cannot_be_used_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "x").unwrap();
    let documents = documents(&[("STORAGE_LOCAL_DIR", file.join("below").to_str().unwrap())], None);
    let place = documents.place("profissionais/p-1/FOTO/x-a.png".into()).unwrap();
    let failed = documents.put(&place, ABOUT, content(3)).await.unwrap_err();
    assert_eq!(code(failed), (502, "UPSTREAM"));
}
