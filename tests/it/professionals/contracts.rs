//! Contracts made from a template and a record, on both engines.

use axum::http::Method;
use futures_util::{future::join_all, stream};
use http_body_util::BodyExt;
use hub_lib::{documents::About, in_transaction};
use serde_json::{Value, json};

use super::sample::{PATH, Row};
use crate::support::{
    Reply, TestApp,
    archives::{packed, unpacked},
    bucket::{Bucket, Fault},
    databases,
};

const BODY: &str = "<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
    <w:body><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{{no</w:t></w:r><w:r><w:t>me}}, CPF {{cpf}}, {{conselho}} {{obs}}</w:t>\
    </w:r></w:p></w:body></w:document>";
const MAPPING: &str = r#"[
    {"placeholder":"conselho","source":"registration.primary.council_type","required":true,"confirmed":true},
    {"placeholder":"cpf","source":"professional.cpf","required":true,"confirmed":true},
    {"placeholder":"nome","source":"professional.name","required":true,"confirmed":true},
    {"placeholder":"obs","source":null,"required":false,"confirmed":true}]"#;

fn docx() -> Vec<u8> {
    let parts = [
        (
            "[Content_Types].xml",
            "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
             <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
             <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.\
             wordprocessingml.document.main+xml\"/></Types>",
        ),
        (
            "_rels/.rels",
            "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
             <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/\
             officeDocument\" Target=\"word/document.xml\"/></Relationships>",
        ),
        ("word/document.xml", BODY),
    ];
    packed(&parts)
}

fn body_of(docx: &[u8]) -> String {
    let body = unpacked(docx).into_iter().find(|(name, _)| name == "word/document.xml").unwrap();
    String::from_utf8(body.1).unwrap()
}

fn code(reply: &Reply) -> (u16, String) {
    (reply.status.as_u16(), reply.json["code"].as_str().unwrap_or_default().to_owned())
}

impl TestApp {
    /// A template of the type everybody has, with its file.
    async fn contract_template(&self, id: &'static str, status: &'static str, version: i64) {
        const SQL: &str = "INSERT INTO contract_templates (id, name, contract_type, version, status, storage_provider,
                storage_bucket, storage_key, original_name, mime_type, size_bytes, placeholders_json, mapping_json,
                uploaded_by, uploaded_at)
            VALUES (?, 'Contrato', 'PADRAO_CLT', ?, ?, ?, ?, ?, 'a.docx', 'x', 10,
                '[\"conselho\",\"cpf\",\"nome\",\"obs\"]', ?, 'user-x', '2026-01-02T12:00:00.000Z')";
        let place = self.app.documents.place(format!("contratos/modelos/PADRAO_CLT/{id}.docx")).unwrap();
        let about = About { content_type: "x", metadata: &[] };
        self.app.documents.put(&place, about, stream::iter([Ok(docx().into())])).await.unwrap();
        in_transaction!(&self.app.db, tx => {
            sqlx::query(SQL).bind(id).bind(version).bind(status).bind(&place.provider).bind(&place.bucket)
                .bind(&place.key).bind(MAPPING).execute(&mut **tx).await.map(|_| ())
        })
        .unwrap();
    }

    /// Somebody of whom nothing is missing.
    async fn complete(&self, id: &'static str) {
        self.professional(Row { cpf: Some("52998224725"), ..Row::new(id, "Ana & Exemplo") }).await;
        self.registration(&format!("r-{id}"), id, ["CRM", "123456", "SP"], true).await;
        for kind in ["FOTO", "DIPLOMA", "DIPLOMA_ESPECIALIDADE"] {
            self.marked(&format!("{kind}-{id}"), id, kind, None).await;
        }
        self.marked(&format!("c-{id}"), id, "CERTIDAO_ETICA", Some("2027-01-01")).await;
    }

    async fn ask(&self, role: &str, method: Method, path: &str) -> Reply {
        let bearer = format!("Bearer {}", self.token_of(role).await);
        self.request(method, &format!("{PATH}{path}"), &[("authorization", bearer.as_str())], String::new()).await
    }

    async fn generate(&self, id: &str) -> Reply {
        self.ask("GESTOR", Method::POST, &format!("/{id}/contratos/generate")).await
    }

    async fn contract_file(&self, id: &str) -> Vec<u8> {
        let bearer = format!("Bearer {}", self.token_of("GESTOR").await);
        let path = format!("{PATH}/contratos/{id}/download");
        let reply = self.open(Method::GET, &path, &[("authorization", bearer.as_str())], String::new()).await;
        reply.into_body().collect().await.unwrap().to_bytes().to_vec()
    }

    async fn contracts(&self, id: &str) -> Value {
        self.get_as("GESTOR", &format!("{PATH}/{id}/contratos")).await.json
    }

    async fn contract_audit(&self) -> Vec<String> {
        self.texts("SELECT CAST(action AS CHAR) FROM professional_audit_log ORDER BY created_at, action").await
    }
}

async fn each(settings: &[(&str, &str)]) -> Vec<TestApp> {
    databases().await.into_iter().map(|database| TestApp::on(database, settings)).collect()
}

#[tokio::test]
async fn a_contract_is_previewed_made_listed_and_downloaded() {
    for test in each(&[]).await {
        test.complete("p1").await;
        test.contract_template("t1", "active", 1).await;
        test.contract_template("t2", "active", 2).await;
        let preview = test.get_as("GESTOR", &format!("{PATH}/p1/contratos/preview")).await;
        assert_eq!(preview.json["data"]["template"], json!({ "id": "t2", "name": "Contrato", "version": 2 }));
        assert_eq!(preview.json["data"]["reasons"], json!([]));
        let values = preview.json["data"]["values"].as_array().unwrap();
        let told: Vec<&str> = values.iter().map(|item| item["value"].as_str().unwrap()).collect();
        assert_eq!(told, ["CRM", "529.982.247-25", "Ana & Exemplo", ""]);
        assert_eq!(test.contract_audit().await, ["PROFESSIONAL_VIEWED"]);

        let made = test.generate("p1").await;
        assert_eq!(made.status, 200, "{}", made.text);
        let contract = &made.json["data"];
        let id = contract["id"].as_str().unwrap();
        assert_eq!(
            *contract,
            json!({
                "id": id, "professionalId": "p1", "status": "generated", "templateKey": "contrato_padrao_clt",
                "templateVersion": "v2", "templateName": "Contrato", "registration": "CRM/SP 123456",
                "fileName": "Contrato - Ana & Exemplo.docx", "generatedBy": "user-gestor",
                "generatedAt": "2026-02-19T18:30:00.000Z", "errorMessage": null,
                "createdAt": "2026-02-19T18:30:00.000Z",
            })
        );
        let listed = test.contracts("p1").await;
        assert_eq!(listed["data"], json!([contract]));
        assert_eq!(listed["reasons"], json!([]));
        assert!(listed["pdfUnavailable"].as_str().unwrap().contains("SOFFICE_PATH"));

        let file = test.ask("GESTOR", Method::GET, &format!("/contratos/{id}/download")).await;
        assert_eq!(
            file.header("content-disposition"),
            "attachment; filename*=UTF-8''Contrato%20-%20Ana%20&%20Exemplo.docx"
        );
        let body = body_of(&test.contract_file(id).await);
        assert!(body.contains("<w:rPr><w:b/></w:rPr><w:t>Ana &amp; Exemplo</w:t>"), "{body}");
        assert!(body.contains("CPF 529.982.247-25, CRM ") && !body.contains("{{"), "{body}");
        let pdf = test.ask("GESTOR", Method::GET, &format!("/contratos/{id}/download?format=pdf")).await;
        assert_eq!(code(&pdf), (503, "PDF_UNAVAILABLE".into()));
        let odd = test.ask("GESTOR", Method::GET, &format!("/contratos/{id}/download?format=odt")).await;
        assert_eq!(code(&odd), (400, "FORMAT_INVALID".into()));
        assert_eq!(
            test.contract_audit().await,
            ["CONTRACT_GENERATED", "DOCUMENT_DOWNLOADED", "DOCUMENT_DOWNLOADED", "PROFESSIONAL_VIEWED"]
        );

        let again = test.ask("GESTOR", Method::POST, &format!("/contratos/{id}/reprocess")).await;
        assert_eq!(code(&again), (409, "CONTRACT_HAS_FILE".into()));
        let template = test.ask_template(Method::POST, "t2/archive").await;
        assert_eq!(template.status, 200);
        let kept = test.ask_template(Method::DELETE, "t2").await;
        assert_eq!(code(&kept), (409, "TEMPLATE_IN_USE".into()), "a contract was made from it");
    }
}

impl TestApp {
    async fn ask_template(&self, method: Method, path: &str) -> Reply {
        let bearer = format!("Bearer {}", self.token_of("ADMIN").await);
        let path = format!("/api/admin/contract-templates/{path}");
        self.request(method, &path, &[("authorization", bearer.as_str())], String::new()).await
    }
}

#[tokio::test]
async fn what_is_in_the_way_is_named_and_nothing_is_made() {
    for test in each(&[]).await {
        test.professional(Row::new("p1", "Sem Nada")).await;
        test.marked("c-p1", "p1", "CERTIDAO_ETICA", Some("2026-02-18")).await;
        let listed = test.contracts("p1").await;
        let reasons = listed["reasons"].as_array().unwrap();
        let codes: Vec<&str> = reasons.iter().map(|reason| reason["code"].as_str().unwrap()).collect();
        assert_eq!(codes, ["FIELDS_MISSING", "DOCS_MISSING", "CERTIDAO_VENCIDA", "TEMPLATE_MISSING"]);
        let refused = test.generate("p1").await;
        assert_eq!(code(&refused), (409, "CONTRACT_BLOCKED".into()));
        for part in ["CPF, Registros regionais", "Foto, Diploma", "venceu em 18/02/2026", "ESPECIALIDADES"] {
            assert!(refused.text.contains(part), "{part}: {}", refused.text);
        }
        assert_eq!(test.number("SELECT COUNT(*) FROM professional_contracts").await, 0);

        test.complete("p2").await;
        test.contract_template("t1", "active", 1).await;
        test.run("UPDATE contract_templates SET mapping_json = '[{\"placeholder\":\"obs\",\"source\":\"professional.legal_name\",\"required\":true,\"confirmed\":true}]'")
            .await;
        let listed = test.contracts("p2").await;
        let codes: Vec<&str> =
            listed["reasons"].as_array().unwrap().iter().map(|reason| reason["code"].as_str().unwrap()).collect();
        assert_eq!(codes, ["TEMPLATE_INCOMPLETE", "VALUES_MISSING"]);

        assert_eq!(code(&test.generate("nobody").await), (404, "NOT_FOUND".into()));
        assert_eq!(test.ask("GESTOR", Method::POST, "/contratos/x/reprocess").await.status, 404);
        assert_eq!(test.ask("GESTOR", Method::GET, "/contratos/x/download").await.status, 404);
        assert_eq!(test.ask("OPERADOR", Method::POST, "/p2/contratos/generate").await.status, 403);
    }
}

#[tokio::test]
async fn a_store_that_fails_leaves_a_failed_contract_that_can_be_made_again() {
    for database in databases().await {
        let bucket = Bucket::start().await;
        let test = TestApp::on(database, &bucket.settings());
        test.complete("p1").await;
        test.contract_template("t1", "active", 1).await;
        bucket.fails(Method::PUT, "CONTRATO_GERADO", Fault::Refuses(403, "AccessDenied"));
        let refused = test.generate("p1").await;
        assert_eq!(code(&refused), (502, "UPSTREAM".into()));
        let listed = test.contracts("p1").await;
        let contract = &listed["data"][0];
        assert_eq!(contract["status"], "failed");
        assert_eq!(contract["errorMessage"], refused.json["error"]);
        assert_eq!(test.contract_audit().await, ["CONTRACT_FAILED"]);
        let id = contract["id"].as_str().unwrap();
        assert_eq!(test.ask("GESTOR", Method::GET, &format!("/contratos/{id}/download")).await.status, 404);

        bucket.works();
        let path = format!("/contratos/{id}/reprocess");
        let both = join_all((0..2).map(|_| test.ask("GESTOR", Method::POST, &path))).await;
        let made = both.iter().filter(|reply| reply.status == 200).count();
        assert!(made >= 1 && both.iter().all(|reply| matches!(reply.status.as_u16(), 200 | 409)), "{}", both[0].text);
        let listed = test.contracts("p1").await;
        assert_eq!(listed["data"][0]["status"], "generated");
        assert_eq!(listed["data"].as_array().unwrap().len(), 1);
        assert!(body_of(&test.contract_file(id).await).contains("Ana &amp; Exemplo"));
        assert_eq!(made, 1, "the second of two finds the file of the first");
        assert_eq!(test.contract_audit().await, ["CONTRACT_FAILED", "CONTRACT_GENERATED", "DOCUMENT_DOWNLOADED"]);
    }
}

#[cfg(unix)]
#[tokio::test]
async fn libreoffice_makes_a_pdf_and_its_failure_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let office = folder.path().join("office");
    let program = "#!/bin/sh\nwhile [ $# -gt 0 ]; do [ \"$1\" = --outdir ] && out=$2; shift; done\nprintf '%%PDF-1.7' > \"$out/contrato.pdf\"\n";
    std::fs::write(&office, program).unwrap();
    std::fs::set_permissions(&office, std::fs::Permissions::from_mode(0o755)).unwrap();
    for test in each(&[("SOFFICE_PATH", office.to_str().unwrap())]).await {
        test.complete("p1").await;
        test.contract_template("t1", "active", 1).await;
        let made = test.generate("p1").await;
        let id = made.json["data"]["id"].as_str().unwrap();
        assert_eq!(test.contracts("p1").await["pdfUnavailable"], Value::Null);
        let pdf = test.ask("GESTOR", Method::GET, &format!("/contratos/{id}/download?format=pdf&inline=1")).await;
        assert_eq!((pdf.status.as_u16(), pdf.text.as_str()), (200, "%PDF-1.7"));
        assert!(pdf.header("content-disposition").starts_with("inline;"));
    }
    std::fs::write(&office, "#!/bin/sh\nexit 1\n").unwrap();
    for test in each(&[("SOFFICE_PATH", office.to_str().unwrap())]).await {
        test.complete("p1").await;
        test.contract_template("t1", "active", 1).await;
        let made = test.generate("p1").await;
        let id = made.json["data"]["id"].as_str().unwrap();
        let pdf = test.ask("GESTOR", Method::GET, &format!("/contratos/{id}/download?format=pdf")).await;
        assert_eq!(code(&pdf), (502, "PDF_FAILED".into()));
    }
}
