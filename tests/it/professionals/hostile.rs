//! What nobody should send, and two who send at once.

use axum::http::Method;
use hub_lib::db::Db;
use serde_json::{Value, json};

use super::{
    sample::PATH,
    writing::{code, form, with},
};
use crate::support::each_app;

#[tokio::test]
async fn what_is_no_json_object_changes_nothing() {
    for app in each_app().await {
        let added = app.added(form()).await;
        let id = added["id"].as_str().unwrap();
        for body in ["", "{", "[]", "null", "\"x\"", "{\"name\":\"\u{0}\"", "7"] {
            for (method, path) in [(Method::POST, PATH.to_owned()), (Method::PUT, format!("{PATH}/{id}"))] {
                let reply = app.request_as("GESTOR", method, &path, body).await;
                assert_eq!(code(&reply), (400, "INVALID_JSON"), "{body:?}");
            }
            let path = format!("{PATH}/{id}/documentos/checklist");
            assert_eq!(code(&app.request_as("GESTOR", Method::PUT, &path, body).await), (400, "INVALID_JSON"));
        }
        let huge = with(json!({ "addressText": "x".repeat(1_100_000) })).to_string();
        assert_eq!(code(&app.request_as("GESTOR", Method::POST, PATH, huge).await), (413, "BODY_TOO_LARGE"));
        assert_eq!(app.get_as("GESTOR", &format!("{PATH}/{id}")).await.json["data"], added);
    }
}

#[tokio::test]
async fn texts_that_are_sql_or_markup_are_texts() {
    for app in each_app().await {
        for (at, name) in [
            "Robert'); DROP TABLE professionals;--",
            "<script>alert(1)</script>",
            "=1+1",
            "a\\'b\"c",
            "日本 🩺 ﷽",
            "a\u{202e}b",
        ]
        .into_iter()
        .enumerate()
        {
            let number = at.to_string();
            let registration =
                json!([{ "councilType": "CRM", "councilNumber": number, "councilUf": "SP", "isPrimary": true }]);
            let company = json!({
                "name": name, "contractPartyType": "PF", "cpf": cpf(at), "registrations": registration,
                "specialties": [name], "specialty": "", "primarySpecialty": "", "physicalFolderNote": name,
            });
            let added = app.added(with(company)).await;
            assert_eq!(added["name"], name);
            assert_eq!(added["specialties"], json!([name]));
            let found = app.listed(&format!("search={}", urlencoded(name))).await.json;
            assert!(found["data"].as_array().unwrap().iter().any(|item| item["name"] == name), "{name}");
        }
        assert_eq!(app.names("").await.len(), 6);
        for query in
            ["sort=name%27--&dir=desc%3B", "page=1%20OR%201", "status=%27%20OR%20%271", "search=%00", "search=%27"]
        {
            app.listed(query).await;
        }
    }
}

/// A valid CPF for each small number.
fn cpf(at: usize) -> String {
    let mut digits: Vec<u32> = format!("{:09}", 123_456_700 + at).chars().filter_map(|c| c.to_digit(10)).collect();
    for length in [9, 10] {
        let sum: u32 = digits.iter().zip((2..=length + 1).rev()).map(|(digit, weight)| digit * weight).sum();
        digits.push(match sum % 11 {
            0 | 1 => 0,
            rest => 11 - rest,
        });
    }
    digits.into_iter().map(|digit| digit.to_string()).collect()
}

fn urlencoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[tokio::test]
async fn a_list_with_too_much_in_it_is_refused() {
    for app in each_app().await {
        let many = |count: usize| {
            let registration = |at: usize| json!({ "councilType": "CRM", "councilNumber": at.to_string(), "councilUf": "SP", "isPrimary": at == 0 });
            (0..count).map(registration).collect::<Vec<Value>>()
        };
        let post = |body| app.post_as("GESTOR", PATH, body);
        assert_eq!(code(&post(with(json!({ "registrations": many(101) }))).await), (400, "TOO_LONG"));
        let specialties: Vec<String> = (0..100).map(|at| format!("{at}{}", "é".repeat(117))).collect();
        let added =
            app.added(with(json!({ "registrations": many(100), "specialties": specialties, "specialty": "" }))).await;
        assert_eq!(added["registrations"].as_array().unwrap().len(), 100);
        assert_eq!(added["specialties"].as_array().unwrap().len(), 100);
        assert_eq!(app.names("search=exemplo").await.len(), 1);
    }
}

#[tokio::test]
async fn of_two_who_add_the_same_number_at_once_one_is_told() {
    for app in each_app().await {
        app.token_of("GESTOR").await;
        let posts = (0..6).map(|_| app.post_as("GESTOR", PATH, form()));
        let replies = futures_util::future::join_all(posts).await;
        let added = replies.iter().filter(|reply| reply.status == 200).count();
        assert_eq!(added, 1);
        for reply in replies.iter().filter(|reply| reply.status != 200) {
            assert!(matches!(code(reply), (409, "CPF_TAKEN" | "REGISTRATION_TAKEN")), "{}", reply.text);
        }
        assert_eq!(app.number("SELECT COUNT(*) FROM professionals").await, 1);
        assert_eq!(app.number("SELECT COUNT(*) FROM professional_registrations").await, 1);
    }
}

#[tokio::test]
async fn of_two_who_save_the_same_record_at_once_one_is_told() {
    for app in each_app().await {
        let added = app.added(form()).await;
        let id = added["id"].as_str().unwrap();
        let puts = (0..6).map(|at| {
            let body = with(json!({ "name": format!("Nome {at}"), "expectedUpdatedAt": added["updatedAt"] }));
            let app = &app;
            async move { app.put(id, &body).await }
        });
        let replies = futures_util::future::join_all(puts).await;
        assert_eq!(replies.iter().filter(|reply| reply.status == 200).count(), 1);
        assert!(replies.iter().all(|reply| matches!(code(reply), (200, _) | (409, "STALE"))));
        let updates = "SELECT COUNT(*) FROM professional_audit_log WHERE action = 'PROFESSIONAL_UPDATED'";
        assert_eq!(app.number(updates).await, 1);
    }
}

#[tokio::test]
async fn without_an_audit_nothing_is_written() {
    for app in each_app().await {
        let added = app.added(form()).await;
        let id = added["id"].as_str().unwrap();
        app.run("DROP TABLE professional_audit_log").await;
        let other = with(json!({ "cpf": "11144477735", "name": "Outro" }));
        assert_eq!(app.put(id, &other).await.status, 500);
        let registration =
            json!([{ "councilType": "CRM", "councilNumber": "9", "councilUf": "SP", "isPrimary": true }]);
        let new = with(json!({ "cpf": "11144477735", "registrations": registration }));
        assert_eq!(code(&app.post_as("GESTOR", PATH, new).await), (500, "INTERNAL"));
        assert_eq!(app.request_as("GESTOR", Method::DELETE, &format!("{PATH}/{id}"), "").await.status, 500);
        let checklist = json!({ "checklist": [{ "docType": "FOTO", "hasDigitalCopy": true }] });
        assert_eq!(app.put(&format!("{id}/documentos/checklist"), &checklist).await.status, 500);
        assert_eq!(app.names("").await, ["Profissional Exemplo"]);
        assert_eq!(app.number("SELECT COUNT(*) FROM professional_registrations").await, 1);
        assert_eq!(app.number("SELECT COUNT(*) FROM professional_document_checklist").await, 1);
        assert_eq!(app.get_as("OPERADOR", &format!("{PATH}/{id}")).await.json["data"]["updatedAt"], added["updatedAt"]);
    }
}

#[tokio::test]
async fn an_old_database_serves_as_it_is() {
    for app in each_app().await {
        let Db::MySql(_) = &app.app.db else { continue };
        // The collation of the tables that the older program made.
        for statement in [
            "ALTER TABLE professionals CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci",
            "ALTER TABLE professional_registrations CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci",
            "ALTER TABLE professional_documents CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci",
            "ALTER TABLE professional_document_checklist CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci",
            "ALTER TABLE professional_audit_log CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci",
            "ALTER TABLE professionals MODIFY created_at TEXT NOT NULL, MODIFY updated_at TEXT NOT NULL",
        ] {
            app.run(statement).await;
        }
        let added = app.added(form()).await;
        let id = added["id"].as_str().unwrap();
        let saved = app.put(id, &with(json!({ "expectedUpdatedAt": added["updatedAt"] }))).await;
        assert_eq!(saved.status, 200, "{}", saved.text);
        assert_eq!(app.names("search=exemplo&certidaoStatus=OK&status=pending").await.len(), 1);
        assert_eq!(app.get_as("ADMIN", &format!("{PATH}/{id}")).await.status, 200);
        assert_eq!(app.request_as("ADMIN", Method::DELETE, &format!("{PATH}/{id}"), "").await.status, 200);
    }
}
