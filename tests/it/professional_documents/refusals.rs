//! What is not taken, each with its code, and nothing of it stored.

use axum::http::Method;
use serde_json::json;

use super::{ANA, BOUNDARY, Clinic, FORM, Form, PATH, PDF, PNG, part, pdf};

const GOOD: Form<'_> = Form { name: "a.pdf", content: PDF, doc_type: Some("DIPLOMA"), expires_at: None };

#[tokio::test]
async fn every_rule_has_its_code_and_stores_nothing() {
    let long = "a".repeat(4_000);
    let cases = [
        ("FILE_EMPTY", Form { content: b"", ..GOOD }),
        ("DOC_TYPE_INVALID", Form { doc_type: Some("PASSAPORTE"), ..GOOD }),
        ("DOC_TYPE_INVALID", Form { doc_type: None, ..GOOD }),
        ("MIME_INVALID", Form { content: b"<!doctype html><script>alert(1)</script>", ..GOOD }),
        ("MIME_INVALID", Form { content: b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", ..GOOD }),
        ("MIME_INVALID", Form { name: "foto.png", content: PDF, doc_type: Some("FOTO"), expires_at: None }),
        ("MIME_INVALID", Form { name: "a.docx", content: b"PK\x03\x04 no archive at all", ..GOOD }),
        ("MIME_INVALID", Form { name: "a.exe", content: b"MZ\x90\0\x03", ..GOOD }),
        ("DATE_INVALID", Form { expires_at: Some("31/12/2026"), ..GOOD }),
        ("DATE_INVALID", Form { expires_at: Some("2026-02-30"), ..GOOD }),
        ("CERTIDAO_EXPIRY_REQUIRED", Form { doc_type: Some("CERTIDAO_ETICA"), ..GOOD }),
        ("TOO_LONG", Form { name: &long, ..GOOD }),
        ("FILE_NAME_INVALID", Form { name: "a\tb.pdf", ..GOOD }),
        ("FILE_NAME_INVALID", Form { name: "a\u{202e}fdp.exe", ..GOOD }),
    ];
    for clinic in Clinic::each_local().await {
        for (code, form) in cases {
            let refused = clinic.upload(form).await;
            assert_eq!((refused.status.as_u16(), &refused.json["code"]), (400, &json!(code)), "{}", refused.text);
            clinic.assert_empty(code).await;
        }
        assert!(clinic.audit().await.is_empty());
    }
}

#[tokio::test]
async fn the_first_rule_that_fails_answers() {
    for clinic in Clinic::each_local().await {
        let all_wrong = Form { name: "x", content: b"", doc_type: Some("X"), expires_at: Some("x") };
        let nobody = format!("{PATH}/nobody/documentos");
        let refused = clinic.send(Method::POST, &nobody, FORM, all_wrong.body()).await;
        assert_eq!((refused.status.as_u16(), &refused.json["code"]), (404, &json!("NOT_FOUND")));
        let code = async |form: Form<'_>| clinic.upload(form).await.json["code"].clone();
        assert_eq!(code(all_wrong).await, "FILE_EMPTY");
        assert_eq!(code(Form { content: b"<html>", ..all_wrong }).await, "DOC_TYPE_INVALID");
        let html = Form { content: b"<html>", doc_type: Some("certidao_etica"), ..all_wrong };
        assert_eq!(code(html).await, "MIME_INVALID");
        assert_eq!(code(Form { content: PDF, ..html }).await, "DATE_INVALID");
        assert_eq!(code(Form { content: PDF, expires_at: Some(" "), ..html }).await, "CERTIDAO_EXPIRY_REQUIRED");
        clinic.assert_empty("all refused").await;
    }
}

#[tokio::test]
async fn what_is_no_form_with_a_file_is_told() {
    for clinic in Clinic::each_local().await {
        let path = format!("{PATH}/{ANA}/documentos");
        let end = format!("--{BOUNDARY}--\r\n").into_bytes();
        let text = [part("form-data; name=\"file\"", "text/plain", b"no file"), end.clone()].concat();
        let other = [part("form-data; name=\"other\"; filename=\"a.pdf\"", "text/plain", PDF), end.clone()].concat();
        for (content_type, body, code) in [
            ("application/json", b"{}".to_vec(), "FILE_REQUIRED"),
            (FORM, text, "FILE_REQUIRED"),
            (FORM, end, "FILE_REQUIRED"),
            (FORM, other, "VALIDATION"),
            (FORM, b"nothing of the kind".to_vec(), "VALIDATION"),
        ] {
            let refused = clinic.send(Method::POST, &path, content_type, body).await;
            assert_eq!((refused.status.as_u16(), &refused.json["code"]), (400, &json!(code)), "{}", refused.text);
        }
        let huge = pdf(21 * 1024 * 1024);
        let refused = clinic.upload(Form { content: &huge, ..GOOD }).await;
        assert_eq!((refused.status.as_u16(), &refused.json["code"]), (413, &json!("BODY_TOO_LARGE")));
        clinic.assert_empty("no form").await;
    }
}

#[tokio::test]
async fn names_are_kept_as_they_were_and_their_folders_are_not() {
    for clinic in Clinic::each_local().await {
        for (sent, kept, key) in [
            ("..\\..\\Diploma João (1).pdf", "Diploma João (1).pdf", "diploma-joao-1-.pdf"),
            ("../../etc/passwd", "passwd", "passwd"),
            ("it's; a=*.pdf", "it's; a=*.pdf", "it-s-a-.pdf"),
        ] {
            let document = clinic.kept("CURRICULO", sent, PDF).await;
            assert_eq!(document["originalName"], kept);
            assert!(document["storageKey"].as_str().unwrap().ends_with(key), "{document}");
        }
    }
}

#[tokio::test]
async fn whoever_may_only_look_cannot_send() {
    for clinic in Clinic::each_local().await {
        let token = clinic.test.token_of("OPERADOR").await;
        let bearer = format!("Bearer {token}");
        let headers = [("authorization", bearer.as_str()), ("content-type", FORM)];
        let path = format!("{PATH}/{ANA}/documentos");
        let refused = clinic.test.request(Method::POST, &path, &headers, GOOD.body()).await;
        assert_eq!(refused.status, 403);
        let signed_out = clinic.test.request(Method::POST, &path, &headers[1..], GOOD.body()).await;
        assert_eq!(signed_out.status, 401);
        clinic.assert_empty("no right").await;
        let document = clinic.kept("FOTO", "a.png", PNG).await;
        let id = document["id"].as_str().unwrap();
        assert_eq!(clinic.test.get_as("OPERADOR", &format!("{PATH}/documentos/{id}/download")).await.status, 200);
    }
}
