//! The addresses of the dashboard: who sees what, who goes where.

use axum::{body::Body, http::Method};
use hub_lib::{access::model::PageKey, on_writer};

use super::{disconnect, sqlite_app};
use crate::support::{TestApp, each_app};

async fn open(app: &TestApp, role: Option<&str>, path: &str) -> (u16, String) {
    let reply = match role {
        Some(role) => app.get_as(role, path).await,
        None => app.get(path).await,
    };
    (reply.status.as_u16(), reply.header("location").to_owned())
}

#[tokio::test]
async fn whoever_is_signed_out_is_sent_to_sign_in_and_back() {
    for app in each_app().await {
        for (path, to) in [
            ("/", "/login"),
            ("/monitor", "/login?next=/monitor"),
            ("/checklist-crc?data=a&b=%20#x", "/login?next=/checklist-crc%3Fdata%3Da%26b%3D%2520"),
            ("/sem-acesso", "/login?next=/sem-acesso"),
            ("/qualquer/coisa", "/login?next=/qualquer/coisa"),
        ] {
            assert_eq!(open(&app, None, path).await, (307, to.to_owned()), "{path}");
        }
        assert_eq!(open(&app, None, "/login?next=/monitor").await.0, 200);
    }
}

#[tokio::test]
async fn whoever_is_signed_in_sees_permitted_pages_and_else_the_first_of_them() {
    for app in each_app().await {
        for path in ["/", "/login", "/login?next=/monitor", "/sem-acesso"] {
            assert_eq!(open(&app, Some("ADMIN"), path).await, (307, "/dashboard".into()), "{path}");
        }
        for path in ["/financeiro", "/metas", "/metas/7", "/users", "/settings/x"] {
            assert_eq!(open(&app, Some("OPERADOR"), path).await, (307, "/dashboard".into()), "{path}");
            assert_eq!(open(&app, Some("ADMIN"), path).await, (200, String::new()), "{path}");
        }
        for path in ["/monitor", "/metas/dashboard", "/ajuda/readme", "/qualquer/coisa"] {
            assert_eq!(open(&app, Some("OPERADOR"), path).await, (200, String::new()), "{path}");
        }
    }
}

#[tokio::test]
async fn whoever_may_view_nothing_is_told_so() {
    for app in each_app().await {
        let token = app.token_of("OPERADOR").await;
        forbid_everything(&app, "user-operador").await;
        for path in ["/", "/login", "/monitor"] {
            let reply = app.request_with(&token, Method::GET, path, Body::empty()).await;
            assert_eq!((reply.status.as_u16(), reply.header("location")), (307, "/sem-acesso"), "{path}");
        }
        let told = app.request_with(&token, Method::GET, "/sem-acesso", Body::empty()).await;
        assert_eq!(told.status, 403);
        assert!(told.header("content-type").starts_with("text/html"));
    }
}

async fn forbid_everything(app: &TestApp, user_id: &str) {
    const SQL: &str = "INSERT INTO user_page_permissions (user_id, page_key, can_view, can_edit, can_refresh)
                       VALUES (?, ?, 0, 0, 0)";
    for page in PageKey::ALL {
        on_writer!(&app.app.db, pool =>
            sqlx::query(SQL).bind(user_id).bind(page.key()).execute(pool).await.map(|_| ()))
        .unwrap();
    }
    app.app.access.changed();
}

#[tokio::test]
async fn a_page_without_a_database_says_so_to_people() {
    for app in each_app().await {
        let token = app.token_of("OPERADOR").await;
        app.app.access.changed();
        disconnect(&app).await;
        let reply = app.request_with(&token, Method::GET, "/monitor", Body::empty()).await;
        assert_eq!(reply.status, 503);
        assert!(reply.text.contains("O banco de dados não respondeu"), "{}", reply.text);
        let api = app.request_with(&token, Method::GET, "/api/reports/daily", Body::empty()).await;
        assert_eq!((api.status.as_u16(), api.json["code"].as_str()), (503, Some("DATABASE_UNAVAILABLE")));
    }
}

#[tokio::test]
async fn the_start_page_is_asked_for_again_and_a_missing_file_is_no_page() {
    let app = sqlite_app().await;
    let page = app.get("/login").await;
    assert_eq!(page.header("cache-control"), "no-cache");
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    let again = app.request(Method::GET, "/login", &[("if-none-match", page.header("etag"))], Body::empty()).await;
    assert_eq!(again.status, 304);
    for path in ["/assets/gone.js", "/gone.png", "/index.html.br", "/../Cargo.toml"] {
        assert_eq!(app.get(path).await.status, 404, "{path}");
    }
}
