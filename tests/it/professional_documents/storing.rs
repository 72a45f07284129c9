//! An object with its row, or neither.

use std::time::Duration;

use axum::http::Method;
use serde_json::json;

use super::{ANA, Clinic, FORM, Form, LIMIT, PATH, PDF, PNG, pdf};
use crate::support::bucket::Fault;

const DIPLOMA: Form<'_> = Form { name: "a.pdf", content: PDF, doc_type: Some("DIPLOMA"), expires_at: None };

#[tokio::test]
async fn a_new_paper_makes_the_one_before_history() {
    for clinic in Clinic::each().await {
        clinic.kept("DIPLOMA", "1.pdf", PDF).await;
        clinic.kept("FOTO", "foto.png", PNG).await;
        clinic.test.app.clock.advance(Duration::from_secs(60));
        clinic.kept("DIPLOMA", "2.pdf", PDF).await;
        clinic.kept("DIPLOMA", "3.pdf", PDF).await;
        let list = clinic.get(&format!("{PATH}/{ANA}/documentos")).await;
        let names: Vec<_> =
            list.json["data"].as_array().unwrap().iter().map(|row| row["originalName"].clone()).collect();
        assert_eq!(names, ["3.pdf", "foto.png", "2.pdf", "1.pdf"], "active first, then the newest");
        assert_eq!(clinic.rows().await, ["DIPLOMA 1.pdf 0", "DIPLOMA 2.pdf 0", "DIPLOMA 3.pdf 1", "FOTO foto.png 1"]);
        assert_eq!(clinic.objects().len(), 4);
        for document in list.json["data"].as_array().unwrap() {
            let id = document["id"].as_str().unwrap();
            assert_eq!(clinic.get(&format!("{PATH}/documentos/{id}/download")).await.status, 200);
        }
    }
}

#[tokio::test]
async fn the_register_counts_a_paper_at_once() {
    for clinic in Clinic::each_local().await {
        let before = clinic.get(&format!("{PATH}?search=ana")).await.json["data"][0].clone();
        assert_eq!(before["requiredDocsDone"], 0);
        clinic.kept("CERTIDAO_ETICA", "c.pdf", PDF).await;
        let after = clinic.get(&format!("{PATH}?certidaoStatus=OK")).await.json["data"][0].clone();
        assert_eq!(after["requiredDocsDone"], 1);
        assert_eq!(after["certidaoExpiresAt"], "2026-12-31");
        assert_eq!(after["updatedAt"], before["updatedAt"], "whoever edits the record goes on");
    }
}

#[tokio::test]
async fn a_file_at_the_limit_is_kept_and_one_byte_more_is_not() {
    for clinic in Clinic::each().await {
        let largest = pdf(LIMIT);
        let document = clinic.kept("CURRICULO", "grande.pdf", &largest).await;
        assert_eq!(document["sizeBytes"], LIMIT);
        let id = document["id"].as_str().unwrap();
        let file = clinic.get(&format!("{PATH}/documentos/{id}/download")).await;
        assert!(file.text.as_bytes() == largest.as_slice());
        let more = pdf(LIMIT + 1);
        let refused = clinic.upload(Form { content: &more, ..DIPLOMA }).await;
        assert_eq!((refused.status.as_u16(), &refused.json["code"]), (400, &json!("FILE_TOO_LARGE")));
        assert_eq!((clinic.objects().len(), clinic.rows().await.len()), (1, 1));
    }
}

#[tokio::test]
async fn a_store_that_fails_leaves_no_row_and_one_that_answers_late_no_object() {
    for mut clinic in Clinic::each_s3().await {
        for (status, code) in [(403, "AccessDenied"), (500, "InternalError"), (503, "SlowDown")] {
            clinic.bucket().fails(Method::PUT, "", Fault::Refuses(status, code));
            let failed = clinic.upload(DIPLOMA).await;
            assert_eq!((failed.status.as_u16(), &failed.json["code"]), (502, &json!("UPSTREAM")), "{code}");
            assert!(!failed.text.contains(code), "{}", failed.text);
            clinic.bucket().works();
            clinic.assert_empty(code).await;
        }
        clinic.hurry(Duration::from_millis(1_500));
        for fault in [Fault::IsSilent, Fault::DoesAndIsSilent] {
            clinic.bucket().fails(Method::PUT, "", fault);
            let failed = clinic.upload(DIPLOMA).await;
            assert_eq!((failed.status.as_u16(), &failed.json["code"]), (504, &json!("UPSTREAM_TIMEOUT")));
            clinic.bucket().works();
            clinic.assert_empty(&format!("{fault:?}")).await;
        }
        clinic.hurry(Duration::from_secs(30));
        assert_eq!(clinic.upload(DIPLOMA).await.status, 200);
    }
}

#[tokio::test]
async fn a_row_that_cannot_be_written_takes_its_object_with_it() {
    for clinic in Clinic::each().await {
        clinic.run("ALTER TABLE professional_audit_log RENAME TO elsewhere").await;
        let failed = clinic.upload(DIPLOMA).await;
        assert_eq!((failed.status.as_u16(), &failed.json["code"]), (500, &json!("INTERNAL")));
        clinic.assert_empty("no audit, no document").await;
        clinic.run("ALTER TABLE elsewhere RENAME TO professional_audit_log").await;
        assert_eq!(clinic.upload(DIPLOMA).await.status, 200);
    }
}

#[tokio::test]
async fn a_store_that_is_not_configured_is_named_and_the_rest_goes_on() {
    for database in crate::support::databases().await {
        let settings = [("STORAGE_PROVIDER", "s3"), ("AWS_REGION", "us-east-1")];
        let clinic = Clinic::with(crate::support::TestApp::on(database, &settings), None).await;
        let refused = clinic.upload(DIPLOMA).await;
        assert_eq!((refused.status.as_u16(), &refused.json["code"]), (503, &json!("STORAGE_NOT_CONFIGURED")));
        assert!(refused.text.contains("AWS_S3_BUCKET"), "{}", refused.text);
        clinic.assert_empty("never elsewhere").await;
        assert_eq!(clinic.get(&format!("{PATH}/{ANA}/documentos")).await.json["data"], json!([]));
        assert_eq!(clinic.get(&format!("{PATH}/{ANA}")).await.status, 200);
    }
}

#[tokio::test]
async fn a_sender_who_leaves_leaves_nothing() {
    for clinic in Clinic::each_local().await {
        let mut body = Form { content: &pdf(100_000), ..DIPLOMA }.body();
        body.truncate(50_000);
        let cut = clinic.send(Method::POST, &format!("{PATH}/{ANA}/documentos"), FORM, body).await;
        assert_eq!((cut.status.as_u16(), &cut.json["code"]), (400, &json!("VALIDATION")));
        clinic.assert_empty("half a file").await;
    }
}

impl Clinic {
    async fn delete(&self, id: &str) {
        let deleted = self.send(Method::DELETE, &format!("{PATH}/{id}"), "application/json", "").await;
        assert_eq!(deleted.status, 200, "{}", deleted.text);
    }

    /// Files of deleted records that are still noted.
    async fn noted(&self) -> i64 {
        const SQL: &str = "SELECT COUNT(*) FROM hub_files_to_delete";
        hub_lib::on_engine!(&self.test.app.db, pool => sqlx::query_scalar(SQL).fetch_one(pool).await).unwrap()
    }

    /// Waits for what happens after the answer.
    async fn until_none_is_noted(&self) {
        let clock = hub_lib::kernel::Clock::system();
        for _ in 0..200 {
            if self.noted().await == 0 {
                break;
            }
            clock.sleep(Duration::from_millis(50)).await;
        }
        assert_eq!(self.noted().await, 0);
    }
}

#[tokio::test]
async fn a_deleted_record_takes_its_files_with_it() {
    for clinic in Clinic::each().await {
        clinic.kept("DIPLOMA", "1.pdf", PDF).await;
        clinic.kept("DIPLOMA", "2.pdf", PDF).await;
        clinic.delete(ANA).await;
        clinic.until_none_is_noted().await;
        clinic.assert_empty("deleted after the record").await;
    }
}

#[tokio::test]
async fn a_file_that_cannot_be_deleted_is_deleted_with_the_next_record() {
    for clinic in Clinic::each_s3().await {
        clinic.kept("DIPLOMA", "1.pdf", PDF).await;
        clinic.professional("p-2", "Outra Exemplo").await;
        clinic.bucket().fails(Method::DELETE, "", Fault::Refuses(403, "AccessDenied"));
        clinic.delete(ANA).await;
        let clock = hub_lib::kernel::Clock::system();
        for _ in 0..100 {
            if clinic.bucket().asked().iter().any(|asked| asked.starts_with("DELETE ")) {
                break;
            }
            clock.sleep(Duration::from_millis(50)).await;
        }
        assert_eq!((clinic.noted().await, clinic.objects().len()), (1, 1));
        clinic.bucket().works();
        clinic.delete("p-2").await;
        clinic.until_none_is_noted().await;
        clinic.assert_empty("nothing is forgotten").await;
    }
}
