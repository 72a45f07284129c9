//! Files that arrive part by part.

use std::time::Duration;

use axum::http::Method;
use serde_json::{Value, json};

use super::{ANA, Clinic, LIMIT, PATH, PDF, pdf};
use crate::support::{Reply, bucket::Fault};

impl Clinic {
    async fn begin(&self, about: Value) -> Reply {
        self.send(Method::POST, &format!("{PATH}/{ANA}/documentos/uploads"), "application/json", about.to_string())
            .await
    }

    async fn begun(&self, name: &str, bytes: usize) -> String {
        let reply = self.begin(json!({ "fileName": name, "sizeBytes": bytes, "docType": "CURRICULO" })).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        assert_eq!(reply.json["data"]["partBytes"], 1_048_576);
        reply.json["data"]["uploadId"].as_str().unwrap().to_owned()
    }

    async fn part(&self, upload: &str, offset: usize, part: &[u8]) -> Reply {
        let path = format!("{PATH}/{ANA}/documentos/uploads/{upload}?offset={offset}");
        self.send(Method::PUT, &path, "application/octet-stream", part.to_vec()).await
    }

    async fn finish(&self, upload: &str) -> Reply {
        self.send(Method::POST, &format!("{PATH}/{ANA}/documentos/uploads/{upload}/finish"), "application/json", "")
            .await
    }
}

#[tokio::test]
async fn the_largest_file_arrives_in_parts() {
    for clinic in Clinic::each().await {
        let content = pdf(LIMIT);
        let upload = clinic.begun("Currículo.pdf", LIMIT).await;
        for (index, part) in content.chunks(1_048_576).enumerate() {
            let reply = clinic.part(&upload, index * 1_048_576, part).await;
            assert_eq!(reply.json["data"]["receivedBytes"], (index + 1) * 1_048_576, "{}", reply.text);
        }
        clinic.assert_empty("nothing before its end").await;
        let finished = clinic.finish(&upload).await;
        assert_eq!(finished.status, 200, "{}", finished.text);
        assert_eq!(finished.json["data"]["originalName"], "Currículo.pdf");
        let id = finished.json["data"]["id"].as_str().unwrap();
        let file = clinic.get(&format!("{PATH}/documentos/{id}/download")).await;
        assert!(file.text.as_bytes() == content.as_slice());
        let again = clinic.finish(&upload).await;
        assert_eq!((again.status.as_u16(), &again.json["code"]), (404, &json!("UPLOAD_UNKNOWN")));
        assert_eq!(clinic.rows().await.len(), 1);
    }
}

#[tokio::test]
async fn a_part_that_was_lost_is_sent_again_and_none_is_taken_twice() {
    for clinic in Clinic::each_local().await {
        let upload = clinic.begun("a.pdf", PDF.len()).await;
        let (first, second) = PDF.split_at(10);
        for _ in 0..2 {
            assert_eq!(clinic.part(&upload, 0, first).await.json["data"]["receivedBytes"], 10);
        }
        let gap = clinic.part(&upload, 12, &second[2..]).await;
        assert_eq!((gap.status.as_u16(), &gap.json["code"]), (409, &json!("UPLOAD_OFFSET")));
        assert!(gap.text.contains("byte 10"), "{}", gap.text);
        let early = clinic.finish(&upload).await;
        assert_eq!((early.status.as_u16(), &early.json["code"]), (409, &json!("UPLOAD_INCOMPLETE")));
        let more = clinic.part(&upload, 10, &pdf(100)).await;
        assert_eq!((more.status.as_u16(), &more.json["code"]), (400, &json!("UPLOAD_LENGTH")));
        let huge = clinic.part(&upload, 10, &vec![0; 1_048_577]).await;
        assert_eq!((huge.status.as_u16(), &huge.json["code"]), (413, &json!("BODY_TOO_LARGE")));
        assert_eq!(clinic.part(&upload, 10, second).await.status, 200);
        assert_eq!(clinic.finish(&upload).await.status, 200);
    }
}

#[tokio::test]
async fn what_is_wrong_is_told_before_the_first_part_or_at_the_end() {
    for clinic in Clinic::each_local().await {
        let good = json!({ "fileName": "a.pdf", "sizeBytes": 10, "docType": "DIPLOMA" });
        for (name, value, code) in [
            ("fileName", json!(null), "FILE_REQUIRED"),
            ("fileName", json!("a\nb.pdf"), "FILE_NAME_INVALID"),
            ("sizeBytes", json!(null), "FILE_REQUIRED"),
            ("sizeBytes", json!(-1), "FILE_REQUIRED"),
            ("sizeBytes", json!(0), "FILE_EMPTY"),
            ("sizeBytes", json!(LIMIT + 1), "FILE_TOO_LARGE"),
            ("docType", json!("X"), "DOC_TYPE_INVALID"),
            ("docType", json!("CERTIDAO_ETICA"), "CERTIDAO_EXPIRY_REQUIRED"),
            ("expiresAt", json!("amanhã"), "DATE_INVALID"),
        ] {
            let mut about = good.clone();
            about[name] = value;
            let refused = clinic.begin(about).await;
            assert_eq!((refused.status.as_u16(), &refused.json["code"]), (400, &json!(code)));
        }
        let html = b"<!doctype html>";
        let upload = clinic.begun("a.pdf", html.len()).await;
        assert_eq!(clinic.part(&upload, 0, html).await.status, 200);
        assert_eq!(clinic.finish(&upload).await.json["code"], "MIME_INVALID");
        assert_eq!(clinic.finish(&upload).await.json["code"], "UPLOAD_UNKNOWN");
        clinic.assert_empty("all refused").await;
    }
}

#[tokio::test]
async fn an_upload_is_its_senders_and_ends_when_it_is_left_alone_or_cancelled() {
    for clinic in Clinic::each_local().await {
        let upload = clinic.begun("a.pdf", PDF.len()).await;
        let path = format!("{PATH}/{ANA}/documentos/uploads/{upload}");
        let other = clinic.test.token_of("ADMIN").await;
        let taken = clinic.test.request_with(&other, Method::DELETE, &path, "").await;
        assert_eq!(taken.json["code"], "UPLOAD_UNKNOWN", "somebody else's");
        clinic.test.app.clock.advance(Duration::from_secs(14 * 60));
        assert_eq!(clinic.part(&upload, 0, &PDF[..5]).await.status, 200);
        clinic.test.app.clock.advance(Duration::from_secs(15 * 60));
        assert_eq!(clinic.part(&upload, 5, &PDF[5..]).await.json["code"], "UPLOAD_UNKNOWN");

        let upload = clinic.begun("a.pdf", PDF.len()).await;
        let path = format!("{PATH}/{ANA}/documentos/uploads/{upload}");
        assert_eq!(clinic.send(Method::DELETE, &path, "application/json", "").await.status, 200);
        assert_eq!(clinic.part(&upload, 0, PDF).await.json["code"], "UPLOAD_UNKNOWN");

        for _ in 0..8 {
            clinic.begun("a.pdf", PDF.len()).await;
        }
        let about = json!({ "fileName": "a.pdf", "sizeBytes": 10, "docType": "DIPLOMA" });
        let refused = clinic.begin(about).await;
        assert_eq!((refused.status.as_u16(), &refused.json["code"]), (429, &json!("TOO_MANY_UPLOADS")));
        clinic.assert_empty("nothing finished").await;
    }
}

#[tokio::test]
async fn a_part_that_reaches_another_server_is_told_so_and_the_file_goes_as_one_request() {
    for clinic in Clinic::each_local().await {
        let upload = clinic.begun("a.pdf", PDF.len()).await;
        assert_eq!(clinic.part(&upload, 0, &PDF[..5]).await.status, 200);
        // As another process would have called it.
        let (_, file) = upload.split_once('.').unwrap();
        let elsewhere = format!("00000000-0000-4000-8000-000000000000.{file}");
        let path = format!("{PATH}/{ANA}/documentos/uploads/{elsewhere}");
        let cancelled = clinic.send(Method::DELETE, &path, "application/json", "").await;
        for refused in [clinic.part(&elsewhere, 5, &PDF[5..]).await, clinic.finish(&elsewhere).await, cancelled] {
            assert_eq!((refused.status.as_u16(), &refused.json["code"]), (409, &json!("UPLOAD_ELSEWHERE")));
        }
        for nonsense in ["x", "x.y", file] {
            let refused = clinic.part(nonsense, 5, &PDF[5..]).await;
            assert_eq!((refused.status.as_u16(), &refused.json["code"]), (404, &json!("UPLOAD_UNKNOWN")), "{nonsense}");
        }
        clinic.assert_empty("nothing finished").await;
        assert_eq!(clinic.part(&upload, 5, &PDF[5..]).await.status, 200);
        assert_eq!(clinic.finish(&upload).await.status, 200);
    }
}

#[tokio::test]
async fn a_store_that_fails_at_the_end_is_asked_again_without_sending_again() {
    for clinic in Clinic::each_s3().await {
        let upload = clinic.begun("a.pdf", PDF.len()).await;
        assert_eq!(clinic.part(&upload, 0, PDF).await.status, 200);
        clinic.bucket().fails(Method::PUT, "", Fault::Refuses(403, "AccessDenied"));
        let failed = clinic.finish(&upload).await;
        assert_eq!((failed.status.as_u16(), &failed.json["code"]), (502, &json!("UPSTREAM")));
        clinic.assert_empty("the store failed").await;
        clinic.bucket().works();
        let finished = clinic.finish(&upload).await;
        assert_eq!(finished.status, 200, "{}", finished.text);
        assert_eq!((clinic.objects().len(), clinic.rows().await.len()), (1, 1));
    }
}
