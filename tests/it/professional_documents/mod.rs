//! Documents of professionals over the API, on both engines and in both stores.

mod archive;
mod downloading;
mod orphans;
mod parts;
mod refusals;
mod storing;

use std::{path::PathBuf, time::Duration};

use axum::{body::Body, http::Method};
use hub_lib::{documents::Documents, http::router};
use serde_json::{Value, json};

use crate::support::{
    Reply, TestApp,
    bucket::{BUCKET, Bucket},
    databases,
};

const PATH: &str = "/api/admin/profissionais";
/// The professional of these tests.
const ANA: &str = "c0ffee00-0000-4000-8000-00000000b001";
const PDF: &[u8] = b"%PDF-1.7\nconteudo\n%%EOF\n";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
/// The largest file.
const LIMIT: usize = 20 * 1024 * 1024;

/// The product with one professional and an empty store.
struct Clinic {
    test: TestApp,
    /// `None`: the local folder.
    bucket: Option<Bucket>,
}

impl Clinic {
    /// Both engines with both stores.
    async fn each() -> Vec<Self> {
        let mut all = Self::each_local().await;
        all.extend(Self::each_s3().await);
        all
    }

    async fn each_local() -> Vec<Self> {
        let mut all = Vec::new();
        for database in databases().await {
            all.push(Self::with(TestApp::on(database, &[]), None).await);
        }
        all
    }

    async fn each_s3() -> Vec<Self> {
        let mut all = Vec::new();
        for database in databases().await {
            let bucket = Bucket::start().await;
            let test = TestApp::on(database, &bucket.settings());
            all.push(Self::with(test, Some(bucket)).await);
        }
        all
    }

    async fn with(test: TestApp, bucket: Option<Bucket>) -> Self {
        let clinic = Self { test, bucket };
        clinic.professional(ANA, "Ana Exemplo").await;
        clinic
    }

    async fn professional(&self, id: &str, name: &str) {
        const SQL: &str = "INSERT INTO professionals (id, name, contract_party_type, contract_type, specialty,
                personal_doc_type, personal_doc_number, address_text, created_at, updated_at)
            VALUES (?, ?, 'PF', 'PADRAO_CLT', 'Cardiologia', 'RG', '1', 'Rua Exemplo, 100',
                '2026-01-02T12:00:00.000Z', '2026-01-02T12:00:00.000Z')";
        hub_lib::on_writer!(&self.test.app.db, pool =>
            sqlx::query(SQL).bind(id).bind(name).execute(pool).await.map(|_| ()))
        .unwrap();
    }

    fn bucket(&self) -> &Bucket {
        self.bucket.as_ref().unwrap()
    }

    /// From now on the S3 server is given up after so long.
    fn hurry(&mut self, timeout: Duration) {
        let mut storage = self.test.app.config.storage.clone();
        if let Ok(s3) = &mut storage.s3 {
            s3.timeout = timeout;
        }
        self.test.app.documents = Documents::new(&storage);
        self.test.router = router::router(self.test.app.clone());
    }

    async fn send(&self, method: Method, path: &str, content_type: &str, body: impl Into<Body> + Send) -> Reply {
        let bearer = format!("Bearer {}", self.test.token_of("GESTOR").await);
        let headers = [("authorization", bearer.as_str()), ("content-type", content_type)];
        self.test.request(method, path, &headers, body).await
    }

    async fn get(&self, path: &str) -> Reply {
        self.test.get_as("GESTOR", path).await
    }

    /// Uploads a file for Ana.
    async fn upload(&self, form: Form<'_>) -> Reply {
        self.send(Method::POST, &format!("{PATH}/{ANA}/documentos"), FORM, form.body()).await
    }

    /// Uploads a file that is taken.
    async fn kept(&self, doc_type: &str, name: &str, content: &[u8]) -> Value {
        let expires_at = (doc_type == "CERTIDAO_ETICA").then_some("2026-12-31");
        let reply = self.upload(Form { name, content, doc_type: Some(doc_type), expires_at }).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        reply.json["data"].clone()
    }

    /// Where the objects lie.
    fn root(&self) -> PathBuf {
        match &self.bucket {
            Some(bucket) => bucket.folder(),
            None => self.test.app.config.storage.folder.clone(),
        }
    }

    /// The keys of all stored objects, sorted.
    fn objects(&self) -> Vec<String> {
        let root = self.root();
        let (mut found, mut folders) = (Vec::new(), vec![root.clone()]);
        while let Some(folder) = folders.pop() {
            let Ok(entries) = std::fs::read_dir(folder) else { continue };
            for path in entries.map(|entry: std::io::Result<std::fs::DirEntry>| entry.unwrap().path()) {
                if path.is_dir() {
                    folders.push(path);
                } else {
                    found.push(key(&root, path));
                }
            }
        }
        found.sort();
        found
    }

    /// `doc_type original_name is_active` of every row, in the order of their names.
    async fn rows(&self) -> Vec<String> {
        const SQL: &str = "SELECT CAST(doc_type AS CHAR), CAST(original_name AS CHAR), CAST(is_active AS SIGNED)
            FROM professional_documents ORDER BY original_name, created_at";
        let rows: Vec<(String, String, i64)> =
            hub_lib::on_engine!(&self.test.app.db, pool => sqlx::query_as(SQL).fetch_all(pool).await).unwrap();
        rows.into_iter().map(|(kind, name, active)| format!("{kind} {name} {active}")).collect()
    }

    /// `action payload` of every line of the audit, in their order.
    async fn audit(&self) -> Vec<(String, Value)> {
        const SQL: &str = "SELECT CAST(action AS CHAR), CAST(payload_json AS CHAR) FROM professional_audit_log
            ORDER BY created_at, action DESC";
        let lines: Vec<(String, Option<String>)> =
            hub_lib::on_engine!(&self.test.app.db, pool => sqlx::query_as(SQL).fetch_all(pool).await).unwrap();
        lines
            .into_iter()
            .map(|(action, text)| (action, text.map_or(json!(null), |text| text.parse().unwrap())))
            .collect()
    }

    /// A statement.
    async fn run(&self, sql: &'static str) {
        hub_lib::on_writer!(&self.test.app.db, pool => sqlx::query(sql).execute(pool).await.map(|_| ())).unwrap();
    }

    /// Fails unless nothing at all is stored.
    async fn assert_empty(&self, why: &str) {
        assert_eq!((self.objects(), self.rows().await), (vec![], vec![]), "{why}");
    }
}

fn key(root: &std::path::Path, path: PathBuf) -> String {
    path.strip_prefix(root).unwrap().to_str().unwrap().to_owned()
}

const BOUNDARY: &str = "fronteira-de-teste";
const FORM: &str = "multipart/form-data; boundary=fronteira-de-teste";

/// The form of an upload.
#[derive(Clone, Copy)]
struct Form<'a> {
    name: &'a str,
    content: &'a [u8],
    doc_type: Option<&'a str>,
    expires_at: Option<&'a str>,
}

impl Form<'_> {
    fn body(self) -> Vec<u8> {
        let mut body = Vec::new();
        let disposition = format!("form-data; name=\"file\"; filename=\"{}\"", self.name.replace('"', "%22"));
        body.extend(part(&disposition, "text/html", self.content));
        for (name, value) in [("docType", self.doc_type), ("expiresAt", self.expires_at)] {
            if let Some(value) = value {
                body.extend(part(&format!("form-data; name=\"{name}\""), "text/plain", value.as_bytes()));
            }
        }
        body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
        body
    }
}

fn part(disposition: &str, content_type: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("--{BOUNDARY}\r\ncontent-disposition: {disposition}\r\ncontent-type: {content_type}\r\n\r\n");
    [head.as_bytes(), content, b"\r\n"].concat()
}

/// A PDF of so many bytes.
fn pdf(bytes: usize) -> Vec<u8> {
    let mut content = PDF.to_vec();
    content.resize(bytes, b'x');
    content
}

#[tokio::test]
async fn a_paper_is_sent_found_opened_and_its_way_is_written_down() {
    for clinic in Clinic::each().await {
        let document = clinic.kept("CERTIDAO_ETICA", "Certidão.pdf", PDF).await;
        let key = format!("profissionais/{ANA}/CERTIDAO_ETICA/2026-02-19T18-30-00-000Z-certidao.pdf");
        let (provider, place) = match &clinic.bucket {
            Some(_) => ("s3", json!(BUCKET)),
            None => ("local", json!(null)),
        };
        assert_eq!(
            document,
            json!({
                "id": document["id"], "professionalId": ANA, "docType": "CERTIDAO_ETICA", "storageProvider": provider,
                "storageBucket": place, "storageKey": key, "originalName": "Certidão.pdf",
                "mimeType": "application/pdf", "sizeBytes": PDF.len(), "expiresAt": "2026-12-31", "isActive": true,
                "notes": null, "uploadedBy": "user-gestor", "createdAt": "2026-02-19T18:30:00.000Z",
            })
        );
        assert_eq!(clinic.objects(), [key]);

        let list = clinic.get(&format!("{PATH}/{ANA}/documentos")).await;
        assert_eq!(list.json, json!({ "status": "success", "data": [document] }));

        let id = document["id"].as_str().unwrap();
        let file = clinic.get(&format!("{PATH}/documentos/{id}/download")).await;
        assert_eq!((file.status.as_u16(), file.text.as_bytes()), (200, PDF));
        assert_eq!(file.header("content-type"), "application/pdf");
        assert_eq!(file.header("content-length"), PDF.len().to_string());
        assert_eq!(file.header("content-disposition"), "attachment; filename*=UTF-8''Certid%C3%A3o.pdf");
        assert_eq!(file.header("cache-control"), "no-store");
        assert_eq!(file.header("x-content-type-options"), "nosniff");
        assert_eq!(file.header("content-security-policy"), "sandbox; default-src 'none'");

        let audit = clinic.audit().await;
        assert_eq!(
            audit,
            [
                (
                    "DOCUMENT_UPLOADED".to_owned(),
                    json!({ "documentId": id, "docType": "CERTIDAO_ETICA", "storageProvider": provider })
                ),
                ("DOCUMENT_DOWNLOADED".to_owned(), json!({ "documentId": id, "inline": false })),
            ]
        );
        let person = clinic.get(&format!("{PATH}/{ANA}")).await;
        assert_eq!(person.json["data"]["certidaoStatus"], "OK");
        assert_eq!(person.json["data"]["certidaoExpiresAt"], "2026-12-31");
    }
}
