//! `/api/admin/status` and `/api/admin/refresh`.

use hub_lib::{
    kernel::Service,
    operations::{self, HeartbeatView, Status, store},
};
use serde_json::json;

use crate::support::each_app;

const STATUS: &str = "/api/admin/status";
const REFRESH: &str = "/api/admin/refresh";

#[tokio::test]
async fn the_newest_run_is_listed_first_and_a_service_that_never_ran_last() {
    for app in each_app().await {
        store::report(&app.app.db, Service::Financeiro, Status::Completed, "2026-02-19 08:00:00", "a").await.unwrap();
        store::report(&app.app.db, Service::Faturamento, Status::Error, "2026-02-19 14:03:11", "timeout")
            .await
            .unwrap();
        store::request(&app.app.db, Service::Auth, "").await.unwrap();

        let reply = app.get_as("ADMIN", STATUS).await;

        assert_eq!(
            reply.json,
            json!([
                { "service_name": "faturamento", "status": "ERROR", "last_run": "2026-02-19 14:03:11", "details": "timeout" },
                { "service_name": "financeiro", "status": "COMPLETED", "last_run": "2026-02-19 08:00:00", "details": "a" },
                { "service_name": "auth", "status": "PENDING", "last_run": null, "details": "Solicitado via Painel" },
            ])
        );
        assert_eq!(app.get(STATUS).await.status, 401);
    }
}

#[tokio::test]
async fn only_administrators_see_details_in_full() {
    for app in each_app().await {
        let details = format!("GET https://api.example.com/v1?key=hush falhou {}", "x".repeat(300));
        store::report(&app.app.db, Service::Clinia, Status::Error, "2026-02-19 08:00:00", &details).await.unwrap();

        assert_eq!(app.get_as("ADMIN", STATUS).await.json[0]["details"], details);
        let reply = app.get_as("OPERADOR", STATUS).await;
        let shown = reply.json[0]["details"].as_str().unwrap();
        assert_eq!(shown.chars().count(), 200);
        assert!(shown.starts_with("GET falhou xxx") && !shown.contains("hush"), "{shown}");
    }
}

#[tokio::test]
async fn a_refresh_is_written_once_and_leaves_the_time_of_the_last_run() {
    for app in each_app().await {
        store::report(&app.app.db, Service::Faturamento, Status::Error, "2026-02-19 14:03:11", "x").await.unwrap();

        let asked = json!({ "service": " Faturamento (Scraping) " });
        let reply = app.post_as("ADMIN", REFRESH, asked.clone()).await;
        assert_eq!(reply.status, 200);
        assert_eq!(
            reply.json,
            json!({ "success": true, "message": "Atualização solicitada. O worker processará em breve." })
        );
        let row = operations::heartbeat(&app.app.db, Service::Faturamento).await.unwrap();
        let expected = HeartbeatView {
            status: "PENDING".into(),
            last_run: Some("2026-02-19 14:03:11".into()),
            details: "Solicitado via Painel".into(),
        };
        assert_eq!(row, expected);

        let reply = app.post_as("ADMIN", REFRESH, asked).await;
        assert_eq!(reply.status, 200);
        assert_eq!(reply.json, json!({ "success": true, "message": "Atualização já está em execução" }));
    }
}

#[tokio::test]
async fn refusals_come_in_order() {
    for app in each_app().await {
        assert_eq!(app.post(REFRESH, json!({})).await.status, 401);
        for (body, code, message) in [
            (json!({}), "SERVICE_REQUIRED", "Serviço não informado"),
            (json!({ "service": "  " }), "SERVICE_REQUIRED", "Serviço não informado"),
            (json!({ "service": 7 }), "SERVICE_REQUIRED", "Serviço não informado"),
            (json!({ "service": "custo" }), "SERVICE_UNKNOWN", "Serviço desconhecido"),
        ] {
            let reply = app.post_as("OPERADOR", REFRESH, body).await;
            assert_eq!(reply.status, 400);
            assert_eq!(reply.json, json!({ "error": message, "code": code }));
        }
        let reply = app.post_as("OPERADOR", REFRESH, json!({ "service": "auth" })).await;
        assert_eq!(reply.status, 403);
        assert_eq!(reply.json, json!({ "error": "Sem permissao para atualizar este servico", "code": "FORBIDDEN" }));
        assert_eq!(store::list(&app.app.db).await.unwrap(), []);
    }
}

#[tokio::test]
async fn a_service_without_row_has_an_unknown_heartbeat() {
    for app in each_app().await {
        let heartbeat = operations::heartbeat(&app.app.db, Service::Comercial).await.unwrap();
        let json = serde_json::to_value(heartbeat).unwrap();
        assert_eq!(json, json!({ "status": "UNKNOWN", "last_run": null, "details": "" }));
    }
}

#[tokio::test]
async fn whoever_waits_in_line_never_hides_the_run_of_another_process() {
    for app in each_app().await {
        let (db, service) = (&app.app.db, Service::Clinia);
        store::begin(db, service, "2026-02-19 08:00:00").await.unwrap();
        assert!(!store::queue(db, service, Status::Pending).await.unwrap());
        assert_eq!(operations::heartbeat(db, service).await.unwrap().status, "RUNNING");
        assert!(store::queue(db, service, Status::Running).await.unwrap());
        let row = operations::heartbeat(db, service).await.unwrap();
        assert_eq!((row.status.as_str(), row.details.as_str()), ("QUEUED", "Aguardando vez"));
        assert_eq!(row.last_run.as_deref(), Some("2026-02-19 08:00:00"));
    }
}
