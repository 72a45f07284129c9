//! All documents as one archive.

use std::io::{Cursor, Read};

use axum::http::Method;
use futures_util::StreamExt;
use http_body_util::BodyExt;
use hub_lib::{
    http::server::{self, Limits},
    kernel::Clock,
};
use serde_json::{Value, json};
use zip::ZipArchive;

use super::{ANA, Clinic, PATH, PDF, PNG, pdf};
use crate::support::bucket::Fault;

impl Clinic {
    async fn archive(&self, query: &str) -> axum::response::Response {
        let bearer = format!("Bearer {}", self.test.token_of("GESTOR").await);
        let headers = [("authorization", bearer.as_str())];
        self.test.open(Method::GET, &format!("{PATH}/{ANA}/documentos/zip{query}"), &headers, "").await
    }

    async fn unpacked(&self, query: &str) -> Vec<(String, Vec<u8>)> {
        let response = self.archive(query).await;
        assert_eq!(response.status(), 200);
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        let mut archive = ZipArchive::new(Cursor::new(bytes.to_vec())).unwrap();
        let mut files = Vec::new();
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).unwrap();
            let mut content = Vec::new();
            file.read_to_end(&mut content).unwrap();
            files.push((file.name().unwrap().to_string(), content));
        }
        files.sort();
        files
    }
}

#[tokio::test]
async fn every_document_is_in_it_under_a_name_of_its_own() {
    for clinic in Clinic::each().await {
        let old = pdf(300_000);
        clinic.kept("DIPLOMA", "antigo.pdf", &old).await;
        clinic.kept("DIPLOMA", "Diploma João.pdf", PDF).await;
        clinic.kept("FOTO", "foto: eu?.png", PNG).await;
        let active = [("Diploma - Diploma João.pdf", PDF.to_vec()), ("Foto - foto- eu-.png", PNG.to_vec())];
        let active = active.map(|(name, content)| (name.to_owned(), content));
        assert!(clinic.unpacked("").await == active);
        let mut all = active.to_vec();
        all.push(("Histórico/Diploma - antigo.pdf".to_owned(), old));
        assert!(clinic.unpacked("?history=1").await == all);

        let response = clinic.archive("").await;
        assert_eq!(response.headers()["content-type"], "application/zip");
        let name = "attachment; filename*=UTF-8''Documentos%20-%20Ana%20Exemplo.zip";
        assert_eq!(response.headers()["content-disposition"], name);
        let downloads = clinic.audit().await.iter().filter(|line| line.0 == "DOCUMENT_DOWNLOADED").count();
        assert_eq!(downloads, 2 + 3 + 2, "one line for each file that went out");
    }
}

#[tokio::test]
async fn nothing_to_put_into_it_is_told() {
    for clinic in Clinic::each_local().await {
        let none = clinic.get(&format!("{PATH}/{ANA}/documentos/zip")).await;
        assert_eq!((none.status.as_u16(), &none.json["code"]), (404, &json!("NO_DOCUMENTS")));
        assert_eq!(clinic.get(&format!("{PATH}/nobody/documentos/zip")).await.json["code"], "NOT_FOUND");
    }
}

#[tokio::test]
async fn a_file_that_is_gone_is_named_before_anything_is_sent() {
    for clinic in Clinic::each().await {
        let document = clinic.kept("DIPLOMA", "d.pdf", PDF).await;
        clinic.kept("FOTO", "f.png", PNG).await;
        let root =
            clinic.bucket.as_ref().map_or(clinic.test.app.config.storage.folder.clone(), |bucket| bucket.folder());
        std::fs::remove_file(root.join(document["storageKey"].as_str().unwrap())).unwrap();
        let refused = clinic.get(&format!("{PATH}/{ANA}/documentos/zip")).await;
        assert_eq!((refused.status.as_u16(), &refused.json["code"]), (404, &json!("FILE_MISSING")));
        assert!(refused.text.contains("Diploma"), "{}", refused.text);
        if let Some(bucket) = &clinic.bucket {
            bucket.fails(Method::HEAD, "", Fault::Refuses(403, "AccessDenied"));
            assert_eq!(clinic.get(&format!("{PATH}/{ANA}/documentos/zip")).await.json["code"], "UPSTREAM");
        }
    }
}

#[tokio::test]
async fn a_file_that_breaks_off_breaks_the_download_off() {
    for clinic in Clinic::each_s3().await {
        clinic.kept("DIPLOMA", "d.pdf", &pdf(3_000_000)).await;
        clinic.kept("FOTO", "f.png", PNG).await;
        clinic.bucket().fails(Method::GET, "DIPLOMA", Fault::Breaks(2_000_000));
        // Over a real connection, as a browser sees it.
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (router, stopping) = (clinic.test.router.clone(), clinic.test.app.stopping.clone());
        let server =
            tokio::spawn(server::serve(listener, router, Clock::system(), stopping.clone(), Limits::default()));
        rustls::crypto::ring::default_provider().install_default().ok();
        let url = format!("http://{address}{PATH}/{ANA}/documentos/zip");
        let request = reqwest::Client::new().get(url).bearer_auth(clinic.test.token_of("GESTOR").await);
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 200, "it had begun");
        let mut bytes = Vec::new();
        let mut stream = response.bytes_stream();
        let mut broken = false;
        while let Some(chunk) = stream.next().await {
            match chunk {
                Ok(chunk) => bytes.extend_from_slice(&chunk),
                Err(_) => broken = true,
            }
        }
        assert!(broken, "the reader is told");
        assert!(ZipArchive::new(Cursor::new(bytes)).is_err(), "and has no archive in hand");
        stopping.cancel();
        server.await.unwrap();
    }
}

#[tokio::test]
async fn a_reader_who_waits_is_waited_for_and_one_who_leaves_ends_it() {
    for clinic in Clinic::each_s3().await {
        let content = pdf(2_000_000);
        for kind in ["DIPLOMA", "CURRICULO", "COMPROVANTE_ENDERECO", "RG_CPF_CNH", "CONTRATO_ASSINADO"] {
            clinic.kept(kind, "a.pdf", &content).await;
        }
        let asked = |clinic: &Clinic| clinic.bucket().asked().iter().filter(|asked| asked.starts_with("GET ")).count();
        let before = asked(&clinic);
        let mut body = clinic.archive("").await.into_body().into_data_stream();
        body.next().await.unwrap().unwrap();
        Clock::system().sleep(std::time::Duration::from_millis(1_500)).await;
        assert!(asked(&clinic) - before <= 2, "no more is read than fits between store and reader");
        drop(body);
        Clock::system().sleep(std::time::Duration::from_millis(500)).await;
        assert!(asked(&clinic) - before <= 3, "nobody reads on");
        let lines: Vec<Value> = clinic.audit().await.into_iter().map(|line| line.1).collect();
        assert_eq!(lines.len(), 10, "begun is written down");
    }
}
