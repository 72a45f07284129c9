//! The watch: whose certificate expires, what is missing from whose record.

use std::{sync::Arc, time::Duration};

use axum::{body::Body, http::Method};
use http_body_util::BodyExt;
use hub_lib::{
    db::Fence,
    jobs::{Job, JobCtx, Outcome},
    kernel::Service,
    professionals::{self, watch::sync::WatchCertificates},
};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use super::sample::{PATH, Row, names};
use crate::support::{TestApp, each_app};

impl TestApp {
    /// What came of a run of the watch.
    async fn watch(&self) -> String {
        let ctx = JobCtx {
            db: self.app.db.clone(),
            clock: self.app.clock.clone(),
            cancel: CancellationToken::new(),
            fence: Fence::open(),
            progress: Arc::new(|_| {}),
        };
        match WatchCertificates::new(&self.app).run(&ctx).await {
            Outcome::Done(text) => text,
            other => panic!("{other:?}"),
        }
    }

    /// The bytes of a file that is no text.
    async fn open_export(&self, format: &str) -> Vec<u8> {
        let bearer = format!("Bearer {}", self.token_of("OPERADOR").await);
        let path = format!("{PATH}/pendencias/export?format={format}");
        let headers = [("authorization", bearer.as_str())];
        let response = self.open(Method::GET, &path, &headers, Body::empty()).await;
        assert_eq!(response.status(), 200, "{format}");
        response.into_body().collect().await.unwrap().to_bytes().to_vec()
    }

    async fn pending(&self, query: &str) -> Value {
        let reply = self.get_as("OPERADOR", &format!("{PATH}/pendencias?{query}")).await;
        assert_eq!(reply.status, 200, "{query}: {}", reply.text);
        reply.json
    }
}

/// On 19 February 2026: one certificate expired, two expiring, one good and complete, one unknown, one inactive.
async fn clinic(app: &TestApp) {
    for (id, name, due) in [
        ("a", "Zeca", Some("2026-02-18")),
        ("b", "Beto", Some("2026-03-21")),
        ("c", "Ana", Some("2026-02-19")),
        ("d", "Davi", Some("2027-01-01")),
        ("e", "Eva", None),
        ("f", "Fora", Some("2026-01-01")),
    ] {
        app.professional(Row { is_active: id != "f", cpf: Some(id), ..Row::new(id, name) }).await;
        app.registration(id, id, ["CRM", id, "SP"], true).await;
        app.file(id, id, "CERTIDAO_ETICA", due).await;
    }
    for id in ["b", "d"] {
        for kind in ["FOTO", "DIPLOMA", "DIPLOMA_ESPECIALIDADE"] {
            app.marked(&format!("{id}-{kind}"), id, kind, None).await;
        }
    }
}

#[tokio::test]
async fn what_is_most_urgent_comes_first() {
    for app in each_app().await {
        clinic(&app).await;
        let all = app.pending("").await;
        assert_eq!(names(&all), ["Zeca", "Ana", "Beto", "Eva"]);
        assert_eq!(
            all["summary"],
            json!({ "vencidas": 1, "vencendo": 2, "pendentes": 1, "incompletos": 3, "novas": 0 })
        );
        assert_eq!(all["pagination"], json!({ "page": 1, "pageSize": 20, "total": 4, "totalPages": 1 }));
        assert_eq!(all["newest"], Value::Null);
        assert_eq!(all["heartbeat"]["status"], "UNKNOWN");
        assert_eq!(
            all["data"][0],
            json!({
                "id": "a", "name": "Zeca", "specialty": "Cardiologia", "phone": "11999990000",
                "primaryRegistration": {
                    "id": "a", "professionalId": "a", "councilType": "CRM", "councilNumber": "a", "councilUf": "SP",
                    "isPrimary": true,
                },
                "certidaoStatus": "VENCIDA", "certidaoExpiresAt": "2026-02-18", "daysLeft": -1, "since": null,
                "missingFields": [], "missingDocs": ["FOTO", "DIPLOMA", "DIPLOMA_ESPECIALIDADE"],
            })
        );
        assert_eq!(all["data"][1]["daysLeft"], 0);
        assert_eq!(
            (&all["data"][3]["certidaoStatus"], &all["data"][3]["daysLeft"]),
            (&json!("PENDENTE"), &Value::Null)
        );
        assert_eq!(names(&app.pending("kind=expiring").await), ["Zeca", "Ana", "Beto"]);
        assert_eq!(names(&app.pending("kind=PENDING").await), ["Zeca", "Ana", "Eva"]);
        let second = app.pending("page=2&pageSize=3").await;
        assert_eq!(names(&second), ["Eva"]);
        assert_eq!(second["pagination"]["totalPages"], 2);
    }
}

#[tokio::test]
async fn the_daily_look_notes_since_when_a_certificate_stands_as_it_does() {
    for app in each_app().await {
        clinic(&app).await;
        assert_eq!(app.watch().await, "Certidões: 2 vencendo, 1 vencidas; novas hoje: 3");
        assert_eq!(app.watch().await, "Certidões: 2 vencendo, 1 vencidas; novas hoje: 3", "the same day again");
        let today = app.pending("kind=expiring").await;
        assert_eq!(today["summary"]["novas"], 3);
        assert_eq!(today["newest"], json!({ "day": "2026-02-19", "count": 3 }));
        assert_eq!(today["data"][2]["since"], "2026-02-19");

        app.app.clock.advance(Duration::from_secs(86_400));
        app.run("UPDATE professional_documents SET expires_at = '2027-01-01' WHERE id = 'b'").await;
        app.run("DELETE FROM professionals WHERE id = 'a'").await;
        assert_eq!(app.watch().await, "Certidões: 0 vencendo, 1 vencidas; novas hoje: 1");
        let tomorrow = app.pending("kind=expiring").await;
        assert_eq!(names(&tomorrow), ["Ana"]);
        assert_eq!(
            (&tomorrow["data"][0]["certidaoStatus"], &tomorrow["data"][0]["since"]),
            (&json!("VENCIDA"), &json!("2026-02-20"))
        );
        app.app.clock.advance(Duration::from_secs(86_400));
        assert_eq!(app.watch().await, "Certidões: 0 vencendo, 1 vencidas; novas hoje: 0");
        let later = app.pending("kind=expiring").await;
        assert_eq!(later["data"][0]["since"], "2026-02-20");
        assert_eq!(
            (&later["summary"]["novas"], &later["newest"]),
            (&json!(0), &json!({ "day": "2026-02-20", "count": 1 }))
        );
    }
}

#[tokio::test]
async fn the_watch_is_asked_for_by_whoever_may_refresh_the_page() {
    for app in each_app().await {
        let refused = app.post_as("OPERADOR", "/api/admin/refresh", json!({ "service": "certidoes" })).await;
        assert_eq!(refused.status, 403);
        let asked = app.post_as("GESTOR", "/api/admin/refresh", json!({ "service": "certidoes" })).await;
        assert_eq!(asked.status, 200, "{}", asked.text);
        assert_eq!(app.get(&format!("{PATH}/pendencias")).await.status, 401);
        let job = WatchCertificates::new(&app.app);
        assert_eq!(job.service(), Service::Certidoes);
    }
}

#[tokio::test]
async fn what_is_to_be_done_is_kept_as_a_file() {
    for app in each_app().await {
        clinic(&app).await;
        app.run("UPDATE professionals SET name = '=1+1' WHERE id = 'e'").await;
        app.watch().await;
        let file = |query: &str| {
            let path = format!("{PATH}/pendencias/export?{query}");
            let app = &app;
            async move { app.get_as("OPERADOR", &path).await }
        };
        let csv = file("format=csv&pageSize=1").await;
        assert_eq!(csv.status, 200, "{}", csv.text);
        assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
        assert!(csv.header("content-disposition").contains("profissionais-pendencias-2026-02-19-2026-02-19.csv"));
        let lines: Vec<&str> = csv.text.lines().collect();
        assert!(lines.contains(&"Certidões vencidas;1"), "{}", csv.text);
        let zeca = "Zeca;Cardiologia;CRM/SP a;11999990000;Vencida;18/02/2026;-1;19/02/2026;Foto, Diploma, Diploma de Especialidade;";
        assert!(lines.contains(&zeca), "{}", csv.text);
        assert!(csv.text.contains("\r\n'=1+1;"), "{}", csv.text);
        let narrow = file("format=CSV&kind=expiring").await;
        assert!(!narrow.text.contains("1+1") && narrow.text.contains("Beto"));
        let filtered = file("format=csv&search=BETO&status=active&certidaoStatus=VENCENDO").await.text;
        let lines: Vec<&str> = filtered.lines().collect();
        for line in ["Busca;BETO", "Status;Ativos", "Certidão;Vencendo", "Certidões vencendo em 30 dias;1"] {
            assert!(lines.contains(&line), "{line}: {filtered}");
        }
        assert!(lines.iter().any(|line| line.starts_with("Beto;")) && !filtered.contains("Ana;"), "{filtered}");
        assert!(!file("format=csv&status=inactive").await.text.contains("Fora;"), "nobody asks them for anything");
        let narrow = "contractType=PADRAO_CLT&specialty=Cardiologia&hasFeegowPermissions=false&pending=true";
        let filtered = file(&format!("format=csv&{narrow}")).await.text;
        for line in
            ["Cadastro;Pendentes", "Tipo contrato;ESPECIALIDADES", "Especialidade;Cardiologia", "Feegow;Sem permissão"]
        {
            assert!(filtered.lines().any(|there| there == line), "{line}: {filtered}");
        }
        assert!(filtered.contains("\r\nZeca;"), "{filtered}");
        assert!(!file("format=csv&specialty=Pediatria").await.text.contains("Zeca;"));
        assert_eq!(file("format=csv&pending=talvez").await.json["code"], "PENDING_INVALID");
        let xlsx = app.open_export("xlsx").await;
        assert_eq!(&xlsx[..2], b"PK");
        assert_eq!(&app.open_export("pdf").await[..5], b"%PDF-");
        assert_eq!(file("").await.json["code"], "FORMAT_INVALID");
        assert_eq!(app.get(&format!("{PATH}/pendencias/export?format=csv")).await.status, 401);
    }
}

#[tokio::test]
async fn a_demonstration_begins_with_certificates_of_every_kind() {
    for app in each_app().await {
        for _ in 0..2 {
            professionals::demo::fill(&app.app).await.unwrap();
        }
        assert_eq!(app.listed("").await.json["pagination"]["total"], 12);
        let summary = app.pending("").await["summary"].clone();
        assert_eq!(summary, json!({ "vencidas": 2, "vencendo": 3, "pendentes": 2, "incompletos": 4, "novas": 0 }));
    }
}
