//! Files on their way out, and dates that are corrected.

use axum::http::Method;
use serde_json::{Value, json};

use super::{ANA, Clinic, PATH, PDF, PNG};
use crate::support::{Reply, bucket::Fault};

async fn open(clinic: &Clinic, document: &Value, query: &str) -> Reply {
    let id = document["id"].as_str().unwrap();
    clinic.get(&format!("{PATH}/documentos/{id}/download{query}")).await
}

#[tokio::test]
async fn only_images_and_pdfs_are_shown() {
    for clinic in Clinic::each_local().await {
        let photo = clinic.kept("FOTO", "foto.png", PNG).await;
        let paper = clinic.kept("DIPLOMA", "d.pdf", PDF).await;
        for document in [&photo, &paper] {
            let shown = open(&clinic, document, "?inline=1").await;
            assert!(shown.header("content-disposition").starts_with("inline; "), "{document}");
            assert_eq!(shown.header("content-security-policy"), "sandbox; default-src 'none'");
            assert!(open(&clinic, document, "").await.header("content-disposition").starts_with("attachment; "));
        }
        // What an older system stored.
        for media_type in ["text/html", "image/svg+xml", "application/pdf, text/html", "a\r\nb: c"] {
            let sql = "UPDATE professional_documents SET mime_type = ? WHERE original_name = 'foto.png'";
            hub_lib::on_writer!(&clinic.test.app.db, pool =>
                sqlx::query(sql).bind(media_type).execute(pool).await.map(|_| ()))
            .unwrap();
            let kept = open(&clinic, &photo, "?inline=1").await;
            assert_eq!(kept.status, 200);
            assert!(kept.header("content-disposition").starts_with("attachment; "), "{media_type}");
            assert_eq!(kept.header("x-content-type-options"), "nosniff");
            assert_eq!(kept.header("b"), "", "no header of its own");
        }
        let lines = clinic.audit().await;
        let inline =
            lines.iter().filter(|(action, payload)| action == "DOCUMENT_DOWNLOADED" && payload["inline"] == true);
        assert_eq!(inline.count(), 6, "looking at a photo can be told from keeping it");
    }
}

#[tokio::test]
async fn a_file_is_sent_as_it_is_with_its_length() {
    for clinic in Clinic::each().await {
        let document = clinic.kept("DIPLOMA", "d.pdf", &super::pdf(50_000)).await;
        let bearer = format!("Bearer {}", clinic.test.token_of("GESTOR").await);
        let headers = [("authorization", bearer.as_str()), ("accept-encoding", "gzip, br")];
        let path = format!("{PATH}/documentos/{}/download", document["id"].as_str().unwrap());
        let file = clinic.test.request(Method::GET, &path, &headers, "").await;
        assert_eq!((file.header("content-encoding"), file.header("content-length")), ("", "50000"));
    }
}

#[tokio::test]
async fn what_is_gone_or_cannot_be_had_is_told_and_not_written_down() {
    for clinic in Clinic::each_local().await {
        assert_eq!(clinic.get(&format!("{PATH}/documentos/nothing/download")).await.json["code"], "NOT_FOUND");
    }
    for clinic in Clinic::each().await {
        let document = clinic.kept("DIPLOMA", "d.pdf", PDF).await;
        if let Some(bucket) = &clinic.bucket {
            bucket.fails(Method::GET, "", Fault::Refuses(500, "InternalError"));
            let failed = open(&clinic, &document, "").await;
            assert_eq!((failed.status.as_u16(), &failed.json["code"]), (502, &json!("UPSTREAM")));
            bucket.works();
        }
        std::fs::remove_file(clinic.root().join(document["storageKey"].as_str().unwrap())).unwrap();
        let gone = open(&clinic, &document, "").await;
        assert_eq!((gone.status.as_u16(), &gone.json["code"]), (404, &json!("FILE_MISSING")), "{}", gone.text);
        assert_eq!(clinic.audit().await.len(), 1, "only the upload");
    }
}

#[tokio::test]
async fn a_download_that_cannot_be_written_down_is_none() {
    for clinic in Clinic::each_local().await {
        let document = clinic.kept("DIPLOMA", "d.pdf", PDF).await;
        clinic.run("ALTER TABLE professional_audit_log RENAME TO elsewhere").await;
        let failed = open(&clinic, &document, "").await;
        assert_eq!((failed.status.as_u16(), &failed.json["code"]), (500, &json!("INTERNAL")));
    }
}

#[tokio::test]
async fn a_date_is_corrected_without_sending_the_file_again() {
    for clinic in Clinic::each_local().await {
        let document = clinic.kept("CERTIDAO_ETICA", "c.pdf", PDF).await;
        let id = document["id"].as_str().unwrap();
        let correct = async |path: String, body: Value| {
            let reply = clinic.send(Method::PUT, &path, "application/json", body.to_string()).await;
            (reply.status.as_u16(), reply.json)
        };
        let path = format!("{PATH}/{ANA}/documentos/{id}");
        let (status, corrected) = correct(path.clone(), json!({ "expiresAt": "2027-01-31" })).await;
        assert_eq!((status, &corrected["data"]["expiresAt"]), (200, &json!("2027-01-31")), "{corrected}");
        let person = clinic.get(&format!("{PATH}/{ANA}")).await;
        assert_eq!(person.json["data"]["certidaoExpiresAt"], "2027-01-31");
        let line = ("DOCUMENT_UPDATED".to_owned(), json!({ "documentId": id, "expiresAt": "2027-01-31" }));
        assert!(clinic.audit().await.contains(&line), "{:?}", clinic.audit().await);

        for (body, code) in [
            (json!({ "expiresAt": null }), "CERTIDAO_EXPIRY_REQUIRED"),
            (json!({ "expiresAt": "31/01/2027" }), "DATE_INVALID"),
            (json!({ "expiresAt": 5 }), "DATE_INVALID"),
            (json!({}), "DATE_INVALID"),
        ] {
            let (status, refused) = correct(path.clone(), body).await;
            assert_eq!((status, &refused["code"]), (400, &json!(code)));
        }
        clinic.professional("p-2", "Outra Exemplo").await;
        let (status, _) = correct(format!("{PATH}/p-2/documentos/{id}"), json!({ "expiresAt": "2027-01-31" })).await;
        assert_eq!(status, 404, "not hers");
        let diploma = clinic.kept("DIPLOMA", "d.pdf", PDF).await;
        let path = format!("{PATH}/{ANA}/documentos/{}", diploma["id"].as_str().unwrap());
        assert_eq!(correct(path.clone(), json!({ "expiresAt": "2030-01-01" })).await.0, 200);
        assert_eq!(correct(path, json!({ "expiresAt": null })).await.1["data"]["expiresAt"], json!(null));
    }
}
