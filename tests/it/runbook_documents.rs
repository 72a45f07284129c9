//! The runbook's sections on documents and on contract templates, step by step as an operator
//! follows them, on both engines and in both stores.

use std::time::Duration;

use axum::http::Method;
use http_body_util::BodyExt;
use serde_json::{Value, json};

use crate::{
    professionals::writing::{code, form, with},
    support::{
        Reply, TestApp,
        archives::{docx, unpacked},
        bucket::{BUCKET, Bucket},
        databases,
    },
};

const PEOPLE: &str = "/api/admin/profissionais";
const TEMPLATES: &str = "/api/admin/contract-templates";
const BOUNDARY: &str = "fronteira-de-teste";
/// How a PDF begins.
const PDF_HEAD: &[u8] = b"%PDF-1.7\n";

/// A store with the product on it.
struct Desk {
    test: TestApp,
    /// `None`: the local folder.
    bucket: Option<Bucket>,
}

impl Desk {
    /// Both engines with both stores.
    async fn each() -> Vec<Self> {
        let mut all = Vec::new();
        for database in databases().await {
            all.push(Self { test: TestApp::on(database, &[]), bucket: None });
        }
        for database in databases().await {
            let bucket = Bucket::start().await;
            all.push(Self { test: TestApp::on(database, &bucket.settings()), bucket: Some(bucket) });
        }
        all
    }

    fn provider(&self) -> &'static str {
        if self.bucket.is_some() { "s3" } else { "local" }
    }

    /// What lies in the store under a key; `None` when nothing does.
    fn object(&self, key: &str) -> Option<Vec<u8>> {
        let root = match &self.bucket {
            Some(bucket) => bucket.folder(),
            None => self.test.app.config.storage.folder.clone(),
        };
        std::fs::read(root.join(key)).ok()
    }

    async fn get(&self, path: &str) -> Reply {
        self.test.get_as("ADMIN", path).await
    }

    async fn send(&self, method: Method, path: &str, body: &Value) -> Reply {
        self.test.request_as("ADMIN", method, path, body.to_string()).await
    }

    /// A file as it is downloaded, byte for byte.
    async fn bytes(&self, path: &str) -> Vec<u8> {
        let bearer = format!("Bearer {}", self.test.token_of("ADMIN").await);
        let response = self.test.open(Method::GET, path, &[("authorization", &bearer)], "").await;
        assert_eq!(response.status(), 200, "{path}");
        response.into_body().collect().await.unwrap().to_bytes().to_vec()
    }

    /// Sends a file with fields beside it.
    async fn upload(&self, path: &str, fields: &[(&str, &str)], name: &str, content: &[u8]) -> Value {
        let mut body = Vec::new();
        let mut add = |disposition: String, content: &[u8]| {
            body.extend(format!("--{BOUNDARY}\r\ncontent-disposition: form-data; {disposition}\r\n\r\n").into_bytes());
            body.extend([content, b"\r\n"].concat());
        };
        for (field, value) in fields {
            add(format!("name=\"{field}\""), value.as_bytes());
        }
        add(format!("name=\"file\"; filename=\"{name}\"\r\ncontent-type: application/octet-stream"), content);
        body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());

        let bearer = format!("Bearer {}", self.test.token_of("ADMIN").await);
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let headers = [("authorization", bearer.as_str()), ("content-type", kind.as_str())];
        let reply = self.test.request(Method::POST, path, &headers, body).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        reply.json["data"].clone()
    }

    /// Professional, type, provider, bucket, key and `is_active` of every row of `professional_documents`.
    async fn document_rows(&self) -> Vec<[String; 6]> {
        const SQL: &str = "SELECT CAST(professional_id AS CHAR), CAST(doc_type AS CHAR),
                CAST(storage_provider AS CHAR), CAST(COALESCE(storage_bucket, '') AS CHAR),
                CAST(storage_key AS CHAR), CAST(is_active AS CHAR)
            FROM professional_documents";
        let rows: Vec<(String, String, String, String, String, String)> =
            hub_lib::on_engine!(&self.test.app.db, pool => sqlx::query_as(SQL).fetch_all(pool).await).unwrap();
        rows.into_iter().map(|(a, b, c, d, e, f)| [a, b, c, d, e, f]).collect()
    }

    /// Step 7 of section 9: what is missing is named; then the contract is made, looked at beforehand, kept and downloaded.
    async fn makes_a_contract(&self, person: &str, template: &str) {
        let record = format!("{PEOPLE}/{person}");
        let contracts = format!("{record}/contratos");
        let early = self.send(Method::POST, &format!("{contracts}/generate"), &json!({})).await;
        assert_eq!(code(&early), (409, "CONTRACT_BLOCKED"));
        let reasons = self.get(&contracts).await.json["reasons"].clone();
        assert_eq!(reasons[0]["code"], "DOCS_MISSING", "{reasons}");
        assert!(reasons[0]["message"].as_str().unwrap().contains("Diploma"), "{reasons}");
        let marks: Vec<Value> = ["FOTO", "DIPLOMA", "DIPLOMA_ESPECIALIDADE"]
            .map(|kind| json!({ "docType": kind, "hasPhysicalCopy": true, "hasDigitalCopy": false }))
            .to_vec();
        let marked = json!({ "checklist": marks });
        let marked = self.send(Method::PUT, &format!("{record}/documentos/checklist"), &marked).await;
        assert_eq!(marked.status, 200, "{}", marked.text);

        let preview = self.get(&format!("{contracts}/preview")).await.json["data"].clone();
        assert_eq!((&preview["template"]["id"], &preview["reasons"]), (&json!(template), &json!([])));
        let made = self.send(Method::POST, &format!("{contracts}/generate"), &json!({})).await;
        assert_eq!((made.status.as_u16(), &made.json["data"]["status"]), (200, &json!("generated")), "{}", made.text);
        let listed = self.get(&contracts).await.json;
        assert_eq!(listed["data"], json!([made.json["data"]]));

        let contract = made.json["data"]["id"].as_str().unwrap();
        let file = self.bytes(&format!("{PEOPLE}/contratos/{contract}/download?format=docx")).await;
        let (_, body) = unpacked(&file).into_iter().find(|(name, _)| name == "word/document.xml").unwrap();
        let body = String::from_utf8(body).unwrap();
        assert!(body.contains("Profissional Exemplo, Rua Exemplo, 100") && !body.contains("{{"), "{body}");
        const PLACE: &str = "SELECT CAST(storage_provider AS CHAR), CAST(storage_key AS CHAR), CAST(status AS CHAR)
            FROM professional_contracts";
        let rows: Vec<(String, String, String)> =
            hub_lib::on_engine!(&self.test.app.db, pool => sqlx::query_as(PLACE).fetch_all(pool).await).unwrap();
        let [(provider, key, status)] = &rows[..] else { panic!("{rows:?}") };
        assert_eq!((provider.as_str(), status.as_str()), (self.provider(), "generated"));
        assert!(self.object(key).is_some_and(|object| object == file), "{key}");
        // A PDF only where LibreOffice is; otherwise the reason names the setting.
        let pdf = self.get(&format!("{PEOPLE}/contratos/{contract}/download?format=pdf")).await;
        assert_eq!(code(&pdf), (503, "PDF_UNAVAILABLE"));
        assert!(listed["pdfUnavailable"].as_str().unwrap().contains("SOFFICE_PATH"), "{listed}");
        let again = self.send(Method::POST, &format!("{PEOPLE}/contratos/{contract}/reprocess"), &json!({})).await;
        assert_eq!(code(&again), (409, "CONTRACT_HAS_FILE"));
    }

    /// A minute passes, so that lines of the audit have an order.
    fn later(&self) {
        self.test.app.clock.advance(Duration::from_secs(60));
    }
}

#[tokio::test]
async fn section_8_a_document_goes_in_and_comes_out_and_leaves_its_trace() {
    for desk in Desk::each().await {
        // 1. Create and edit a professional.
        let id = desk.test.added(form()).await["id"].as_str().unwrap().to_owned();
        desk.later();
        let edited = desk.send(Method::PUT, &format!("{PEOPLE}/{id}"), &with(json!({ "ageRange": "0-99" }))).await;
        assert_eq!(edited.status, 200, "{}", edited.text);
        let stored = desk.get(&format!("{PEOPLE}/{id}")).await;
        assert_eq!(stored.json["data"]["ageRange"], "0-99");

        // 2. Send a file.
        desk.later();
        let file: Vec<u8> = PDF_HEAD.iter().copied().chain(0..=255).collect();
        let fields = [("docType", "CERTIDAO_ETICA"), ("expiresAt", "2026-12-31")];
        let document = desk.upload(&format!("{PEOPLE}/{id}/documentos"), &fields, "certidao.pdf", &file).await;
        let document_id = document["id"].as_str().unwrap();

        // 3. Its row, and the file where the row says.
        let key = document["storageKey"].as_str().unwrap();
        let place = if desk.bucket.is_some() { BUCKET } else { "" };
        assert_eq!(
            desk.document_rows().await,
            [[id.as_str(), "CERTIDAO_ETICA", desk.provider(), place, key, "1"].map(str::to_owned)]
        );
        assert!(desk.object(key).is_some_and(|object| object == file), "{key}");

        // 4. The same file again, alone and in the archive.
        desk.later();
        assert!(desk.bytes(&format!("{PEOPLE}/documentos/{document_id}/download")).await == file);
        desk.later();
        let archive = unpacked(&desk.bytes(&format!("{PEOPLE}/{id}/documentos/zip")).await);
        assert_eq!(archive.len(), 1);
        assert!(archive[0].0.ends_with("certidao.pdf") && archive[0].1 == file, "{}", archive[0].0);

        // 5. The audit.
        let mut audit = desk.test.audit().await;
        audit.retain(|(action, _)| action.starts_with("DOCUMENT_"));
        let actions: Vec<&str> = audit.iter().map(|(action, _)| action.as_str()).collect();
        assert_eq!(actions, ["DOCUMENT_UPLOADED", "DOCUMENT_DOWNLOADED", "DOCUMENT_DOWNLOADED"]);
        let uploaded =
            json!({ "documentId": document_id, "docType": "CERTIDAO_ETICA", "storageProvider": desk.provider() });
        assert_eq!(audit[0].1, uploaded);
        assert!(audit[1..].iter().all(|(_, payload)| payload["documentId"] == document_id), "{audit:?}");
    }
}

#[tokio::test]
async fn section_9_a_template_is_mapped_activated_linked_and_archived() {
    for desk in Desk::each().await {
        // 1. Send a template; 2. see what it asks for.
        let file = docx("{{professional.name}}, {{cidade}}");
        let fields = [("name", "Contrato CLT"), ("contractType", "PADRAO_CLT"), ("notes", "")];
        let template = desk.upload(TEMPLATES, &fields, "contrato.docx", &file).await;
        let id = template["id"].as_str().unwrap();
        assert_eq!(template["placeholders"], json!(["cidade", "professional.name"]));
        assert_eq!((&template["status"], &template["storageProvider"]), (&json!("draft"), &json!(desk.provider())));
        let key = template["storageKey"].as_str().unwrap();
        assert!(key.starts_with("contratos/modelos/PADRAO_CLT/"), "{key}");
        assert!(desk.object(key).is_some_and(|object| object == file), "{key}");

        // 3. Map what is not known by its name; before that, it is no active template.
        let activate = format!("{TEMPLATES}/{id}/activate");
        let early = desk.send(Method::POST, &activate, &json!({})).await;
        assert_eq!(code(&early), (400, "MAPPING_INCOMPLETE"));
        let linked = with(json!({ "contractTemplateId": id }));
        assert_eq!(code(&desk.send(Method::POST, PEOPLE, &linked).await), (400, "TEMPLATE_NOT_ACTIVE"));
        let sources = desk.get(TEMPLATES).await.json["placeholderSourceOptions"].clone();
        let source = "professional.address_text";
        assert!(sources.as_array().unwrap().iter().any(|option| option["value"] == source), "{sources}");
        let mapping = json!({ "mapping": [{ "placeholder": "cidade", "source": source }] });
        let mapped = desk.send(Method::PUT, &format!("{TEMPLATES}/{id}/mapping"), &mapping).await;
        assert_eq!((mapped.status.as_u16(), &mapped.json["data"]["mappingComplete"]), (200, &json!(true)));

        // 4. Activate it; the original is the file that was sent.
        let active = desk.send(Method::POST, &activate, &json!({})).await;
        assert_eq!((active.status.as_u16(), &active.json["data"]["status"]), (200, &json!("active")));
        assert!(desk.bytes(&format!("{TEMPLATES}/{id}/download")).await == file);

        // 5. The list has it, and the form for its type and no other.
        let all = desk.get(&format!("{TEMPLATES}?mode=all")).await;
        assert_eq!(all.json["status"], "success");
        assert_eq!(ids(&all.json["data"]), [id]);
        for (contract_type, offered) in [("", vec![id]), ("PADRAO_CLT", vec![id]), ("PJ_PADRAO", vec![])] {
            let options = desk.get(&format!("{PEOPLE}/options?contractType={contract_type}")).await;
            assert_eq!(ids(&options.json["data"]["activeContractTemplates"]), offered, "{contract_type}");
        }

        // Checklist: a right link is taken, a wrong one is not and changes nothing.
        let person = desk.test.added(linked.clone()).await;
        assert_eq!(person["contractTemplateId"], id);
        let record = format!("{PEOPLE}/{}", person["id"].as_str().unwrap());
        let other_type = with(json!({ "contractTemplateId": id, "contractType": "PJ_PADRAO" }));
        assert_eq!(code(&desk.send(Method::POST, PEOPLE, &other_type).await), (400, "TEMPLATE_TYPE_MISMATCH"));
        assert_eq!(code(&desk.send(Method::PUT, &record, &other_type).await), (400, "TEMPLATE_TYPE_MISMATCH"));
        desk.makes_a_contract(person["id"].as_str().unwrap(), id).await;
        let archived = desk.send(Method::POST, &format!("{TEMPLATES}/{id}/archive"), &json!({})).await;
        assert_eq!((archived.status.as_u16(), &archived.json["data"]["status"]), (200, &json!("archived")));
        assert_eq!(code(&desk.send(Method::POST, PEOPLE, &linked).await), (400, "TEMPLATE_NOT_ACTIVE"));
        assert_eq!(code(&desk.send(Method::PUT, &record, &linked).await), (400, "TEMPLATE_NOT_ACTIVE"));
        let kept = desk.get(&record).await;
        assert_eq!(kept.json["data"]["contractType"], "PADRAO_CLT");
        assert_eq!(kept.json["data"]["contractTemplateId"], id);
        assert_eq!(ids(&desk.get(PEOPLE).await.json["data"]).len(), 1, "refused people are not stored");

        // A used template stays, an unused one can be deleted together with its file.
        let in_use = desk.send(Method::DELETE, &format!("{TEMPLATES}/{id}"), &json!({})).await;
        assert_eq!(code(&in_use), (409, "TEMPLATE_IN_USE"));
        let second = desk.upload(TEMPLATES, &fields, "contrato.docx", &file).await;
        assert_eq!(second["version"], 2);
        let path = format!("{TEMPLATES}/{}", second["id"].as_str().unwrap());
        assert_eq!(desk.send(Method::DELETE, &path, &json!({})).await.status, 200);
        assert!(desk.object(second["storageKey"].as_str().unwrap()).is_none() && desk.object(key).is_some());
        assert_eq!(ids(&desk.get(&format!("{TEMPLATES}?mode=all")).await.json["data"]), [id]);
    }
}

/// The ids of a list's entries.
fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|entry| entry["id"].as_str().unwrap()).collect()
}
