//! All documents as one archive.

use std::io::Cursor;

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
use crate::support::{archives::unpacked, bucket::Fault};

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
        unpacked(&bytes)
    }
}

#[tokio::test]
async fn every_document_is_in_it_under_a_name_of_its_own() {
    for clinic in Clinic::each().await {
        let old = pdf(300_000);
        clinic.kept("DIPLOMA", "antigo.pdf", &old).await;
        clinic.kept("DIPLOMA", "Diploma João.pdf", PDF).await;
        clinic.kept("FOTO", "foto: eu?.png", PNG).await;
        let active = [("Diploma - Diploma João.pdf", PDF.to_vec()), ("Foto - foto_ eu_.png", PNG.to_vec())];
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
        std::fs::remove_file(clinic.root().join(document["storageKey"].as_str().unwrap())).unwrap();
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

/// Memory of this process in bytes.
#[cfg(target_os = "linux")]
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 1_024
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_megabytes_need_little_memory() {
    const FILES: u64 = 10;
    const BYTES: u64 = 20_000_000;
    const EXTRA: u64 = 32 * 1_024 * 1_024;
    let mut clinics = Clinic::each_local().await;
    clinics.truncate(1);
    clinics.push(Clinic::each_s3().await.swap_remove(0));
    for clinic in clinics {
        let (provider, place) = match &clinic.bucket {
            Some(_) => ("s3", Some(super::BUCKET)),
            None => ("local", None),
        };
        // Put there by hand: what an upload needs must not count.
        for n in 0..FILES {
            let key = format!("profissionais/{ANA}/CURRICULO/{n}.pdf");
            let file = clinic.root().join(&key);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::File::create(file).unwrap().set_len(BYTES).unwrap();
            let sql = "INSERT INTO professional_documents (id, professional_id, doc_type, storage_provider,
                    storage_bucket, storage_key, original_name, mime_type, size_bytes, is_active, uploaded_by, created_at)
                VALUES (?, ?, 'CURRICULO', ?, ?, ?, 'a.pdf', 'application/pdf', 20000000, 1, 'user-x',
                    '2026-01-02T12:00:00.000Z')";
            hub_lib::on_writer!(&clinic.test.app.db, pool => sqlx::query(sql).bind(format!("d-{n}")).bind(ANA)
                .bind(provider).bind(place).bind(&key).execute(pool).await.map(|_| ()))
            .unwrap();
        }
        clinic.get(&format!("{PATH}/{ANA}/documentos")).await;
        let before = resident();
        let mut body = clinic.archive("").await.into_body().into_data_stream();
        let (mut length, mut most) = (0, before);
        while let Some(chunk) = body.next().await {
            length += chunk.unwrap().len() as u64;
            most = most.max(resident());
        }
        assert!(length > FILES * BYTES, "{length}");
        let extra = most - before;
        println!("{provider}: {length} bytes with {:.1} MB more", extra as f64 / 1e6);
        assert!(extra <= EXTRA, "{provider}: {extra} bytes more, the store's own server included");
    }
}
