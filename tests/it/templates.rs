//! Contract templates over the API, on both engines.

use axum::http::Method;
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::{Reply, TestApp, archives::docx, bucket::Bucket, databases};

const PATH: &str = "/api/admin/contract-templates";
const FORM: &str = "multipart/form-data; boundary=fronteira-de-teste";
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// A form; what a test does not name is right.
#[derive(Clone, Copy)]
struct Form<'a> {
    file: Option<(&'a str, &'a str, &'a [u8])>,
    name: &'a str,
    contract_type: &'a str,
}

impl<'a> Form<'a> {
    fn with(content: &'a [u8]) -> Self {
        Self {
            file: Some(("Contrato Odontologia.docx", DOCX, content)),
            name: "Contrato PJ",
            contract_type: "pj_padrao",
        }
    }

    fn body(self) -> Vec<u8> {
        let mut body = Vec::new();
        let mut add = |head: &str, content: &[u8]| {
            body.extend(format!("--fronteira-de-teste\r\ncontent-disposition: form-data; {head}\r\n\r\n").into_bytes());
            body.extend([content, b"\r\n"].concat());
        };
        add("name=\"name\"", self.name.as_bytes());
        add("name=\"contractType\"", self.contract_type.as_bytes());
        add("name=\"notes\"", b"  ");
        if let Some((name, kind, content)) = self.file {
            add(&format!("name=\"file\"; filename=\"{name}\"\r\ncontent-type: {kind}"), content);
        }
        body.extend_from_slice(b"--fronteira-de-teste--\r\n");
        body
    }
}

impl TestApp {
    async fn send(&self, method: Method, path: &str, body: Option<Value>) -> Reply {
        let bearer = format!("Bearer {}", self.token_of("ADMIN").await);
        let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
        let body = body.map(|body| body.to_string()).unwrap_or_default();
        self.request(method, &format!("{PATH}{path}"), &headers, body).await
    }

    async fn send_template(&self, form: Form<'_>) -> Reply {
        let bearer = format!("Bearer {}", self.token_of("ADMIN").await);
        let headers = [("authorization", bearer.as_str()), ("content-type", FORM)];
        self.request(Method::POST, PATH, &headers, form.body()).await
    }

    async fn kept(&self, form: Form<'_>) -> Value {
        let reply = self.send_template(form).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        reply.json["data"].clone()
    }

    /// Files in the folder of the store.
    fn stored_files(&self) -> usize {
        let (mut count, mut folders) = (0, vec![self.app.config.storage.folder.clone()]);
        while let Some(folder) = folders.pop() {
            let Ok(entries) = std::fs::read_dir(folder) else { continue };
            for path in entries.map(|entry: std::io::Result<std::fs::DirEntry>| entry.unwrap().path()) {
                if path.is_dir() {
                    folders.push(path);
                } else {
                    count += 1;
                }
            }
        }
        count
    }

    async fn template_audit(&self) -> Vec<(String, Value)> {
        const SQL: &str = "SELECT CAST(action AS CHAR), CAST(payload_json AS CHAR) FROM contract_template_audit_log
            ORDER BY created_at, action";
        let lines: Vec<(String, String)> =
            hub_lib::on_engine!(&self.app.db, pool => sqlx::query_as(SQL).fetch_all(pool).await).unwrap();
        lines.into_iter().map(|(action, text)| (action, text.parse().unwrap())).collect()
    }
}

async fn each() -> Vec<TestApp> {
    databases().await.into_iter().map(|database| TestApp::on(database, &[])).collect()
}

#[tokio::test]
async fn a_template_goes_from_draft_to_active_to_archive() {
    for test in each().await {
        let file = docx("{{cidade}} {{professional.name}}");
        let template = test.kept(Form::with(&file)).await;
        let id = template["id"].as_str().unwrap();
        assert_eq!(
            template,
            json!({
                "id": id, "name": "Contrato PJ", "contractType": "PJ_PADRAO", "version": 1, "status": "draft",
                "storageProvider": "local", "storageBucket": null,
                "storageKey": "contratos/modelos/PJ_PADRAO/2026-02-19T18-30-00-000Z-contrato-odontologia.docx",
                "originalName": "Contrato Odontologia.docx", "mimeType": DOCX, "sizeBytes": file.len(),
                "placeholders": ["cidade", "professional.name"],
                "mapping": [
                    { "placeholder": "cidade", "source": null, "required": true, "confirmed": false },
                    { "placeholder": "professional.name", "source": "professional.name", "required": true,
                        "confirmed": true },
                ],
                "mappingDone": 1, "mappingTotal": 2, "mappingComplete": false, "notes": null,
                "uploadedBy": "user-admin", "uploadedAt": "2026-02-19T18:30:00.000Z",
                "activatedBy": null, "activatedAt": null, "archivedAt": null,
            })
        );
        let early = test.send(Method::POST, &format!("/{id}/activate"), None).await;
        assert_eq!((early.status.as_u16(), early.json["code"].as_str().unwrap()), (400, "MAPPING_INCOMPLETE"));
        let mapping = json!({ "mapping": [{ "placeholder": "cidade", "source": "professional.address_text" }] });
        let mapped = test.send(Method::PUT, &format!("/{id}/mapping"), Some(mapping)).await;
        assert_eq!(mapped.json["data"]["mappingComplete"], true);
        let active = test.send(Method::POST, &format!("/{id}/activate"), None).await;
        assert_eq!(active.json["data"]["status"], "active");
        assert_eq!(active.json["data"]["activatedBy"], "user-admin");

        let hole = json!({ "mapping": [{ "placeholder": "cidade", "source": null }] });
        let refused = test.send(Method::PUT, &format!("/{id}/mapping"), Some(hole)).await;
        assert_eq!(
            (refused.status.as_u16(), refused.json["code"].as_str().unwrap()),
            (409, "TEMPLATE_ACTIVE_INCOMPLETE")
        );
        let no_list = test.send(Method::PUT, &format!("/{id}/mapping"), Some(json!({ "mapping": "x" }))).await;
        assert_eq!((no_list.status.as_u16(), no_list.json["code"].as_str().unwrap()), (400, "MAPPING_INVALID"));

        let options = test.get_as("ADMIN", "/api/admin/profissionais/options").await;
        assert_eq!(options.json["data"]["activeContractTemplates"][0]["id"], id);
        let list = test.get_as("ADMIN", &format!("{PATH}?mode=ACTIVE&contractType=pj_padrao")).await;
        assert_eq!(list.json["data"].as_array().unwrap().len(), 1);
        assert_eq!(list.json["contractTypes"][1], json!({ "code": "PJ_PADRAO", "label": "ODONTOLOGIA" }));
        assert_eq!(list.json["placeholderSourceOptions"].as_array().unwrap().len(), 21);
        let none = test.get_as("ADMIN", &format!("{PATH}?mode=draft")).await;
        assert_eq!(none.json["data"], json!([]));

        let download = test.get_as("ADMIN", &format!("{PATH}/{id}/download")).await;
        assert_eq!(download.header("content-disposition"), "attachment; filename*=UTF-8''Contrato%20Odontologia.docx");
        assert_eq!(download.header("content-length"), file.len().to_string());
        let archived = test.send(Method::POST, &format!("/{id}/archive"), None).await;
        assert_eq!(archived.json["data"]["status"], "archived");
        assert_eq!(archived.json["data"]["activatedBy"], "user-admin", "kept");
        let audit = test.template_audit().await;
        let mut actions: Vec<&str> = audit.iter().map(|(action, _)| action.as_str()).collect();
        actions.sort_unstable();
        assert_eq!(
            actions,
            [
                "TEMPLATE_ACTIVATED",
                "TEMPLATE_ARCHIVED",
                "TEMPLATE_DOWNLOADED",
                "TEMPLATE_MAPPING_UPDATED",
                "TEMPLATE_UPLOADED"
            ]
        );
        let uploaded = audit.iter().find(|(action, _)| action == "TEMPLATE_UPLOADED").unwrap();
        assert_eq!(uploaded.1, json!({ "contractType": "PJ_PADRAO", "version": 1, "placeholders": 2 }));
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_file_is_told_and_nothing_is_stored() {
    for test in each().await {
        let good = docx("{{a}}");
        let large = vec![b'x'; 10 * 1024 * 1024 + 1];
        let long = "n".repeat(181);
        let file = |name, kind, content| Form { file: Some((name, kind, content)), ..Form::with(&good) };
        for (form, code) in [
            (Form { file: None, ..Form::with(&good) }, "FILE_REQUIRED"),
            (file("a.docx", DOCX, &[]), "FILE_EMPTY"),
            (file("a.docx", DOCX, &large), "FILE_TOO_LARGE"),
            (file("a.doc", DOCX, &good), "EXTENSION_INVALID"),
            (file("a.docx", "text/html", &good), "MIME_INVALID"),
            (Form { contract_type: "OUTRO", ..Form::with(&good) }, "CONTRACT_TYPE_INVALID"),
            (Form { name: " ", ..Form::with(&good) }, "NAME_REQUIRED"),
            (Form { name: &long, ..Form::with(&good) }, "TOO_LONG"),
            (file("a.docx", DOCX, b"no archive"), "DOCX_INVALID"),
        ] {
            let reply = test.send_template(form).await;
            assert_eq!((reply.status.as_u16(), reply.json["code"].as_str().unwrap()), (400, code), "{}", reply.text);
        }
        assert_eq!(test.stored_files(), 0);
        assert_eq!(test.get_as("ADMIN", PATH).await.json["data"], json!([]));
        for (method, path) in [(Method::PUT, "/x/mapping"), (Method::POST, "/x/activate"), (Method::POST, "/x/archive")]
        {
            let unknown = test.send(method, path, Some(json!({ "mapping": [] }))).await;
            assert_eq!((unknown.status.as_u16(), unknown.json["code"].as_str().unwrap()), (404, "NOT_FOUND"), "{path}");
        }
        assert_eq!(test.get_as("OPERADOR", PATH).await.status, 403);
    }
}

#[tokio::test]
async fn ten_megabytes_and_an_unknown_type_are_taken() {
    for test in each().await {
        let file = docx("{{a}}");
        let template =
            test.kept(Form { file: Some(("A.DOCX", "application/octet-stream", &file)), ..Form::with(&file) }).await;
        assert_eq!(template["mimeType"], DOCX);
    }
}

#[tokio::test]
async fn versions_stay_apart_when_several_people_send() {
    for test in each().await {
        let file = docx("{{a}}");
        test.token_of("ADMIN").await;
        let sent = join_all((0..3).map(|_| test.send_template(Form::with(&file)))).await;
        let mut versions: Vec<i64> = sent.iter().map(|reply| reply.json["data"]["version"].as_i64().unwrap()).collect();
        versions.sort_unstable();
        assert_eq!(versions, [1, 2, 3]);
        assert_eq!(test.stored_files(), 3, "an object for each row and no other");
    }
}

#[tokio::test]
async fn only_what_nobody_used_is_deleted() {
    for test in each().await {
        let file = docx("{{system.current_date}}");
        let template = test.kept(Form::with(&file)).await;
        let id = template["id"].as_str().unwrap();
        test.send(Method::POST, &format!("/{id}/activate"), None).await;
        let active = test.send(Method::DELETE, &format!("/{id}"), None).await;
        assert_eq!((active.status.as_u16(), active.json["code"].as_str().unwrap()), (409, "TEMPLATE_IN_USE"));
        test.send(Method::POST, &format!("/{id}/archive"), None).await;
        let deleted = test.send(Method::DELETE, &format!("/{id}"), None).await;
        assert_eq!(deleted.status, 200, "{}", deleted.text);
        assert_eq!(test.stored_files(), 0);
        assert_eq!(test.get_as("ADMIN", PATH).await.json["data"], json!([]));
        assert_eq!(test.send(Method::DELETE, &format!("/{id}"), None).await.status, 404);
    }
}

#[tokio::test]
async fn templates_go_to_a_bucket_as_well() {
    for database in databases().await {
        let bucket = Bucket::start().await;
        let test = TestApp::on(database, &bucket.settings());
        let file = docx("{{a}}");
        let template = test.kept(Form::with(&file)).await;
        assert_eq!(template["storageProvider"], "s3");
        let id = template["id"].as_str().unwrap();
        let download = test.get_as("ADMIN", &format!("{PATH}/{id}/download")).await;
        assert_eq!(download.header("content-length"), file.len().to_string());
    }
}
