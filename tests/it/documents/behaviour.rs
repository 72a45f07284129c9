//! What every store does, whichever it is.

use std::io;

use bytes::Bytes;
use futures_util::stream;
use hub_lib::documents::{Place, StoreError};

use super::{ABOUT, Store, at, breaking, content, documents, sample};

const PART: usize = 8 * 1024 * 1024;

#[tokio::test]
async fn what_is_put_is_read_back_byte_for_byte() {
    for store in Store::each().await {
        for (name, bytes) in
            [("small.pdf", 5), ("chunks.pdf", 200_000), ("part.pdf", PART), ("parts.pdf", 2 * PART + 7)]
        {
            let place = store.put(name, content(bytes)).await.unwrap();
            assert!(store.read(&place).await == sample(bytes), "{name}");
            let head = store.documents.head(&place).await.unwrap().unwrap();
            assert_eq!(head.length, Some(bytes as u64), "{name}");
            let opened = store.documents.open(&place).await.unwrap();
            assert_eq!(opened.length, Some(bytes as u64), "{name}");
            if store.bucket.is_some() {
                assert_eq!(opened.content_type.as_deref(), Some("application/pdf"), "{name}");
            }
        }
    }
}

#[tokio::test]
async fn a_place_says_whose_and_what_and_when() {
    for store in Store::each().await {
        let place = store.place("Certidão (v2).pdf").await;
        assert_eq!(place.key, "profissionais/p-1/DIPLOMA/2026-02-18T13-45-10-123Z-certidao-v2-.pdf");
        let expected = if store.bucket.is_some() { ("s3", Some("bucket-exemplo")) } else { ("local", None) };
        assert_eq!((place.provider.as_str(), place.bucket.as_deref()), expected);
        let template = store.documents.place_for_template("PJ_PADRAO", at(), "Contrato.docx").await.unwrap();
        assert_eq!(template.key, "contratos/modelos/PJ_PADRAO/2026-02-18T13-45-10-124Z-contrato.docx");
    }
}

#[tokio::test]
async fn a_taken_place_is_never_given_again() {
    for store in Store::each().await {
        let first = store.put("a.pdf", content(10)).await.unwrap();
        // Another process with the same clock and name.
        let others = match &store.bucket {
            Some(bucket) => documents(&bucket.settings(), None),
            None => documents(&[("STORAGE_LOCAL_DIR", store.folder.path().to_str().unwrap())], None),
        };
        let second = others.place_for_document("p-1", "DIPLOMA", at(), "a.pdf").await.unwrap();
        assert_ne!(first, second);
        let [third, fourth] = [store.place("b.pdf").await, store.place("b.pdf").await];
        assert_ne!(third, fourth, "two at once");
    }
}

#[tokio::test]
async fn what_is_not_there_is_missing_and_removing_it_is_fine() {
    for store in Store::each().await {
        let place = store.place("a.pdf").await;
        assert_eq!(store.documents.head(&place).await.unwrap(), None);
        let missing = store.documents.open(&place).await.err().unwrap();
        assert!(matches!(missing, StoreError::Missing { .. }), "{missing}");
        assert!(!missing.to_string().contains("a.pdf"), "{missing}");
        store.documents.delete(&place).await.unwrap();

        let place = store.put("a.pdf", content(10)).await.unwrap();
        store.documents.delete(&place).await.unwrap();
        assert_eq!(store.documents.head(&place).await.unwrap(), None);
    }
}

#[tokio::test]
async fn the_objects_below_a_prefix_are_listed_and_no_others() {
    for store in Store::each().await {
        assert!(store.keys("profissionais").await.is_empty(), "an empty store");
        let mut expected = Vec::new();
        for n in 0..5 {
            expected.push(store.put(&format!("{n}.pdf"), content(n)).await.unwrap().key);
        }
        let template = store.documents.place_for_template("PJ_PADRAO", at(), "c.docx").await.unwrap();
        store.documents.put(&template, ABOUT, content(3)).await.unwrap();
        expected.sort();
        assert_eq!(store.keys("profissionais").await, expected);
        assert_eq!(store.keys("contratos/modelos").await, [template.key]);
        assert!(store.keys("prof").await.is_empty(), "a folder, not any beginning");
        store.documents.look().await.unwrap();
    }
}

#[tokio::test]
async fn a_content_that_breaks_off_leaves_nothing() {
    for store in Store::each().await {
        for bytes in [0, 100, PART, 2 * PART + 9] {
            let failed = store.put("a.pdf", breaking(bytes)).await.unwrap_err();
            assert!(matches!(failed, StoreError::Content(_)), "{failed}");
        }
        assert!(store.keys("profissionais").await.is_empty());
        if let Some(bucket) = &store.bucket {
            assert_eq!(bucket.loose_parts(), 0, "parts are given up: {:?}", bucket.asked());
            assert!(bucket.asked().iter().any(|asked| asked.starts_with("DELETE ") && asked.contains("uploadId")));
        } else {
            let incoming = std::fs::read_dir(store.folder.path().join(".incoming")).unwrap();
            assert_eq!(incoming.count(), 0);
        }
    }
}

#[tokio::test]
async fn a_cancelled_put_leaves_nothing() {
    for store in Store::each().await {
        let place = store.place("a.pdf").await;
        let endless = futures_util::StreamExt::chain(content(2 * PART), stream::pending::<io::Result<Bytes>>());
        let putting = store.documents.put(&place, ABOUT, endless);
        let clock = hub_lib::kernel::Clock::system();
        assert!(clock.timeout(std::time::Duration::from_secs(2), putting).await.is_none(), "it waits for the rest");
        // Giving up happens beside.
        for _ in 0..50 {
            if store.bucket.as_ref().is_none_or(|bucket| bucket.loose_parts() == 0) {
                break;
            }
            clock.sleep(std::time::Duration::from_millis(50)).await;
        }
        assert_eq!(store.bucket.as_ref().map_or(0, super::Bucket::loose_parts), 0);
        assert!(store.keys("profissionais").await.is_empty());
    }
}

#[tokio::test]
async fn an_object_is_read_where_its_row_says() {
    let (local, s3) = (Store::local(), Store::s3().await);
    let in_folder = local.put("a.pdf", content(10)).await.unwrap();
    let in_bucket = s3.put("b.pdf", content(20)).await.unwrap();
    for provider in ["local", "s3"] {
        let mut settings = s3.bucket().settings();
        settings.extend([("STORAGE_PROVIDER", provider), ("STORAGE_LOCAL_DIR", local.folder.path().to_str().unwrap())]);
        let both = documents(&settings, None);
        assert_eq!(both.head(&in_folder).await.unwrap().unwrap().length, Some(10), "{provider}");
        assert_eq!(both.head(&in_bucket).await.unwrap().unwrap().length, Some(20), "{provider}");
    }
    let refused = local.documents.head(&in_bucket).await.unwrap_err();
    assert!(refused.to_string().starts_with("AWS_REGION is not set"), "{refused}");
    let unknown = Place { provider: "ftp".into(), ..in_bucket };
    assert!(matches!(s3.documents.open(&unknown).await.err().unwrap(), StoreError::NotConfigured(_)));
}

#[tokio::test]
async fn no_key_leads_out_of_the_folder() {
    let store = Store::local();
    let secret = store.folder.path().parent().unwrap().join(format!("{}.txt", uuid::Uuid::new_v4()));
    std::fs::write(&secret, "secret").unwrap();
    let name = secret.file_name().unwrap().to_str().unwrap();
    let root = store.folder.path().to_str().unwrap();
    for key in
        [format!("../{name}"), format!("a/../../{name}"), secret.to_str().unwrap().to_owned(), format!("{root}/x")]
    {
        let place = Place { provider: "local".into(), bucket: None, key: key.clone() };
        assert!(store.documents.open(&place).await.is_err(), "{key}");
        assert!(store.documents.put(&place, ABOUT, content(3)).await.is_err(), "{key}");
        assert!(store.documents.delete(&place).await.is_err(), "{key}");
    }
    assert_eq!(std::fs::read_to_string(&secret).unwrap(), "secret");
    std::fs::remove_file(secret).unwrap();
}

#[cfg(unix)]
#[tokio::test]
async fn files_and_folders_are_closed_to_others() {
    use std::os::unix::fs::PermissionsExt;
    let store = Store::local();
    let place = store.put("a.pdf", content(3)).await.unwrap();
    let mut path = store.folder.path().join(place.key);
    assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    while path.pop() && path != store.folder.path() {
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o700, "{}", path.display());
    }
}
