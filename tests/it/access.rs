//! Sign-in, sessions and rights.

use std::{
    io::Write,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    body::Body,
    http::{Method, StatusCode},
};
use hub_lib::{
    access::{
        bootstrap,
        model::{self, PageKey, Role},
        session,
    },
    db::Db,
    http::{Rule, router},
    on_writer,
};
use serde_json::{Value, json};
use sqlx::AssertSqlSafe;
use tracing_subscriber::fmt::MakeWriter;

use crate::support::{PASSWORD, Reply, TestApp, TestDatabase, databases, each_app};

const LOGIN: &str = "/api/auth/login";
const SESSION: &str = "/api/auth/session";
const BOOTSTRAP: &str = "/api/auth/bootstrap";
const DAY: Duration = Duration::from_secs(24 * 3_600);

async fn sql(db: &Db, text: impl Into<String>) {
    let text: String = text.into();
    on_writer!(db, pool => sqlx::query(AssertSqlSafe(text)).execute(pool).await.map(|_| ())).unwrap();
}

/// Changes the database and tells the application, as its own writes do.
async fn change(app: &TestApp, text: impl Into<String>) {
    sql(&app.app.db, text).await;
    app.app.access.changed();
}

async fn number(db: &Db, text: &'static str) -> i64 {
    hub_lib::on_engine!(db, pool => sqlx::query_scalar(text).fetch_one(pool).await).unwrap()
}

async fn login(app: &TestApp, email: &str, password: &str) -> Reply {
    app.post(LOGIN, json!({ "email": email, "password": password })).await
}

fn refusal(reply: &Reply) -> (u16, &str) {
    (reply.status.as_u16(), reply.json["code"].as_str().unwrap_or_default())
}

/// The token in the answer's session cookie.
fn token(reply: &Reply) -> String {
    let cookie = reply.header("set-cookie");
    cookie.split(';').next().unwrap().trim_start_matches("consultare_hub_session=").to_owned()
}

async fn session_with(app: &TestApp, token: &str) -> Reply {
    let cookie = format!("consultare_hub_session={token}");
    app.request(Method::GET, SESSION, &[("cookie", &cookie)], Body::empty()).await
}

#[tokio::test]
async fn signing_in_answers_the_user_their_rights_and_where_to_go() {
    for app in each_app().await {
        app.person("user-ana", "OPERADOR").await;
        let body = json!({ "email": " ANA@Example.com ", "password": PASSWORD, "next": "/checklist-crc" });
        let reply = app.post(LOGIN, body).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.text);
        assert_eq!(reply.json["status"], "success");
        assert_eq!(reply.json["redirectTo"], "/checklist-crc");
        assert_eq!(reply.json["expires"], "2026-03-21T18:30:00.000Z");
        let user = &reply.json["user"];
        assert_eq!(user["id"], "user-ana");
        assert_eq!(user["role"], "OPERADOR");
        assert_eq!(user["department"], "Atendimento");
        assert_eq!(user["permissions"].as_object().unwrap().len(), 15);
        assert_eq!(user["permissions"]["monitor"], json!({ "view": true, "edit": false, "refresh": true }));

        let cookie = reply.header("set-cookie");
        assert!(cookie.ends_with("; HttpOnly; SameSite=Lax; Path=/; Max-Age=2592000"), "{cookie}");
        let token = token(&reply);
        assert_eq!(token.len(), 43);
        assert_eq!(number(&app.app.db, "SELECT COUNT(*) FROM hub_auth_sessions").await, 1);
        let stored = hub_lib::access::store::session(&app.app.db, &session::hash_of(&token)).await.unwrap();
        assert_eq!(stored.unwrap().user_id, "user-ana");
        let noted = "SELECT COUNT(*) FROM users WHERE last_access = '2026-02-19T18:30:00.000Z'";
        assert_eq!(number(&app.app.db, noted).await, 1);

        let session = session_with(&app, &token).await;
        assert_eq!(session.json["user"], *user);
        assert_eq!(session.json["expires"], reply.json["expires"]);
        assert_eq!(session.json.as_object().unwrap().len(), 2);
    }
}

#[tokio::test]
async fn each_reason_to_refuse_a_sign_in_has_its_code() {
    for app in each_app().await {
        app.person("user-ana", "OPERADOR").await;
        for body in [
            json!({}),
            json!({ "email": "ana@example.com" }),
            json!({ "email": "ana@example.com", "password": "" }),
            json!({ "email": "  ", "password": PASSWORD }),
            json!({ "email": 7, "password": PASSWORD }),
        ] {
            assert_eq!(refusal(&app.post(LOGIN, body).await), (400, "LOGIN_INCOMPLETE"));
        }
        let broken = app.request(Method::POST, LOGIN, &[("content-type", "application/json")], "{").await;
        assert_eq!(refusal(&broken), (400, "INVALID_JSON"));
        assert_eq!(refusal(&login(&app, "ana@example.com", "errada-errada").await), (401, "INVALID_CREDENTIALS"));
        assert_eq!(refusal(&login(&app, "ninguem@example.com", PASSWORD).await), (401, "INVALID_CREDENTIALS"));
        let long = format!("{PASSWORD}{}", "x".repeat(72));
        assert_eq!(refusal(&login(&app, "ana@example.com", &long).await), (401, "INVALID_CREDENTIALS"));
        change(&app, "UPDATE users SET status = 'inativo'").await;
        assert_eq!(refusal(&login(&app, "ana@example.com", PASSWORD).await), (403, "USER_INACTIVE"));
        for status in ["NULL", "''", "' ativo '"] {
            change(&app, format!("UPDATE users SET status = {status}")).await;
            assert_eq!(login(&app, "ana@example.com", PASSWORD).await.status, StatusCode::OK, "{status}");
        }
        change(&app, "UPDATE users SET password = ''").await;
        assert_eq!(refusal(&login(&app, "ana@example.com", PASSWORD).await), (401, "INVALID_CREDENTIALS"));
        sql(&app.app.db, "DROP TABLE users").await;
        assert_eq!(refusal(&login(&app, "ana@example.com", PASSWORD).await), (500, "INTERNAL"));
    }
}

#[tokio::test]
async fn the_sixth_wrong_password_within_15_minutes_has_to_wait() {
    for app in each_app().await {
        app.person("user-ana", "OPERADOR").await;
        for _ in 0..5 {
            assert_eq!(refusal(&login(&app, "ana@example.com", "errada-errada").await), (401, "INVALID_CREDENTIALS"));
        }
        let reply = login(&app, "Ana@example.com", PASSWORD).await;
        assert_eq!(refusal(&reply), (429, "TOO_MANY_ATTEMPTS"));
        assert_eq!(reply.header("retry-after"), "900");
        app.app.clock.advance(Duration::from_secs(15 * 60));
        assert_eq!(login(&app, "ana@example.com", PASSWORD).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn another_spelling_of_the_same_account_is_not_another_one() {
    for app in each_app().await {
        app.person("user-ana", "OPERADOR").await;
        for spelling in
            ["ana@example.com", "ána@example.com", "anã@Example.com", "ana@exámple.com", "a\u{301}na@example.com"]
        {
            assert_eq!(refusal(&login(&app, spelling, "errada-errada").await), (401, "INVALID_CREDENTIALS"));
        }
        assert_eq!(refusal(&login(&app, "anâ@example.com", PASSWORD).await), (429, "TOO_MANY_ATTEMPTS"));
    }
}

#[tokio::test]
async fn what_is_not_there_below_sign_in_is_not_a_matter_of_being_signed_in() {
    for app in each_app().await {
        assert_eq!(refusal(&app.get("/api/auth/providers").await), (404, "NOT_FOUND"));
        let reply = app.get(LOGIN).await;
        assert_eq!((refusal(&reply), reply.header("allow")), ((405, "METHOD_NOT_ALLOWED"), "POST"));
        assert_eq!(refusal(&app.get("/api/authx").await), (401, "UNAUTHENTICATED"));
    }
}

#[tokio::test]
async fn accounts_of_an_old_database_can_sign_in() {
    for app in each_app().await {
        // Two accounts with one e-mail, the hash of the second in an old column.
        sql(
            &app.app.db,
            match app.app.db {
                Db::MySql(_) => "DROP INDEX uq_users_email ON users",
                Db::Sqlite { .. } => "DROP INDEX uq_users_email",
            },
        )
        .await;
        sql(&app.app.db, "ALTER TABLE users ADD COLUMN password_hash TEXT").await;
        app.person("user-ana", "GESTOR").await;
        let hash = bcrypt::hash_with_result("outra-senha-1", 4).unwrap().format_for_version(bcrypt::Version::TwoA);
        sql(
            &app.app.db,
            format!(
                "INSERT INTO users (id, name, email, password, password_hash, role, status, created_at)
                 VALUES ('older', NULL, 'ANA@EXAMPLE.COM ', '', '{hash}', 'USER', NULL, '2020-01-01 00:00:00')"
            ),
        )
        .await;
        let newer = login(&app, "ana@example.com", PASSWORD).await;
        assert_eq!(newer.json["user"]["id"], "user-ana");
        let older = login(&app, "ana@example.com", "outra-senha-1").await;
        assert_eq!(older.json["user"]["id"], "older", "{}", older.text);
        assert_eq!(older.json["user"]["name"], "");
        assert_eq!(older.json["user"]["permissions"]["users"]["view"], false);
    }
}

#[tokio::test]
async fn a_session_slides_once_a_day_and_ends_after_30_unused_days() {
    for app in each_app().await {
        let token = app.token_of("OPERADOR").await;
        let first = session_with(&app, &token).await;
        assert_eq!(first.json["expires"], "2026-03-21T18:30:00.000Z");
        assert_eq!(first.header("set-cookie"), "");
        app.app.clock.advance(DAY);
        let second = session_with(&app, &token).await;
        assert_eq!(second.json["expires"], "2026-03-22T18:30:00.000Z");
        assert!(second.header("set-cookie").starts_with(&format!("consultare_hub_session={token}; HttpOnly")));
        assert_eq!(session_with(&app, &token).await.header("set-cookie"), "");
        app.app.clock.advance(DAY);
        let reply = app.request_with(&token, Method::GET, "/api/queue/medic", Body::empty()).await;
        assert!(reply.header("set-cookie").contains(&token));
        app.app.clock.advance(DAY * 30);
        assert_eq!(session_with(&app, &token).await.json, json!({}));
        let reply = app.request_with(&token, Method::GET, "/api/queue/medic", Body::empty()).await;
        assert_eq!(reply.status, StatusCode::UNAUTHORIZED);
        assert_eq!(reply.json, json!({ "error": "Unauthenticated", "code": "UNAUTHENTICATED" }));

        app.person("user-ana", "OPERADOR").await;
        assert_eq!(login(&app, "ana@example.com", PASSWORD).await.status, StatusCode::OK);
        assert_eq!(number(&app.app.db, "SELECT COUNT(*) FROM hub_auth_sessions").await, 1, "the expired one is gone");
    }
}

#[tokio::test]
async fn signing_out_ends_the_session_also_for_a_copied_token() {
    for app in each_app().await {
        let token = app.token_of("OPERADOR").await;
        assert_ne!(session_with(&app, &token).await.json, json!({}));
        let reply = app.request_with(&token, Method::POST, "/api/auth/logout", Body::empty()).await;
        assert_eq!((reply.status, &reply.json), (StatusCode::OK, &json!({ "status": "success" })));
        assert!(reply.header("set-cookie").starts_with("consultare_hub_session=; "));
        assert!(reply.header("set-cookie").contains("Max-Age=0"));
        assert_eq!(session_with(&app, &token).await.json, json!({}));
        assert_eq!(app.post("/api/auth/logout", json!({})).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn changed_rights_inactive_and_deleted_people_are_seen_at_once() {
    for app in each_app().await {
        let token = app.token_of("OPERADOR").await;
        let read = || app.request_with(&token, Method::GET, "/api/queue/medic", Body::empty());
        assert_eq!(read().await.status, StatusCode::OK);
        for page in ["monitor", "dashboard", "no_such_page"] {
            change(
                &app,
                format!("INSERT INTO user_page_permissions (user_id, page_key) VALUES ('user-operador', '{page}')"),
            )
            .await;
        }
        let reply = read().await;
        assert_eq!(reply.status, StatusCode::FORBIDDEN);
        assert_eq!(reply.json, json!({ "error": "Forbidden", "code": "FORBIDDEN" }));
        change(&app, "UPDATE user_page_permissions SET can_view = 1 WHERE page_key = 'dashboard'").await;
        assert_eq!(read().await.status, StatusCode::OK);
        change(&app, "UPDATE users SET role = 'ADMIN'").await;
        assert_eq!(session_with(&app, &token).await.json["user"]["permissions"]["monitor"]["view"], false);
        change(&app, "UPDATE users SET status = 'INATIVO'").await;
        assert_eq!(read().await.status, StatusCode::UNAUTHORIZED);
        change(&app, "UPDATE users SET status = 'ATIVO'").await;
        assert_eq!(read().await.status, StatusCode::OK);
        // Another process's write is seen after half a minute at most.
        sql(&app.app.db, "DELETE FROM users").await;
        assert_eq!(read().await.status, StatusCode::OK);
        app.app.clock.advance(Duration::from_secs(30));
        assert_eq!(read().await.status, StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test]
async fn a_stored_row_replaces_all_three_flags_of_its_page_for_every_role() {
    for app in each_app().await {
        for role in Role::ALL {
            let token = app.token_of(role.key()).await;
            let id = format!("user-{}", role.key().to_lowercase());
            for page in PageKey::ALL {
                for flags in 0..8 {
                    let (view, edit, refresh) = (flags & 1, flags >> 1 & 1, flags >> 2 & 1);
                    change(&app, format!("DELETE FROM user_page_permissions WHERE user_id = '{id}'")).await;
                    change(
                        &app,
                        format!(
                            "INSERT INTO user_page_permissions (user_id, page_key, can_view, can_edit, can_refresh)
                             VALUES ('{id}', '{}', {view}, {edit}, {refresh})",
                            page.key()
                        ),
                    )
                    .await;
                    let mut expected = model::Permissions::of_role(role);
                    expected.set(page, model::Flags { view: view == 1, edit: edit == 1, refresh: refresh == 1 });
                    let live = hub_lib::access::store::permissions(&app.app.db, &id, role).await.unwrap();
                    assert_eq!(live, expected, "{} {}", role.key(), page.key());
                }
            }
            let session = session_with(&app, &token).await;
            assert_eq!(
                session.json["user"]["permissions"]["settings"],
                json!({ "view": true, "edit": true, "refresh": true })
            );
        }
    }
}

#[tokio::test]
async fn every_route_lets_in_exactly_whom_its_rule_names() {
    for app in each_app().await {
        let routes = router::routes();
        let mut walked = 0;
        for (method, pattern, rule) in routes.list() {
            let path = pattern.replace(['{', '}'], "");
            // Streams answer for ever and signing out would end the walk.
            if matches!(rule, Rule::Public) || path == "/api/events" {
                continue;
            }
            walked += 1;
            let out = app.request(method.clone(), &path, &[], Body::empty()).await;
            assert_eq!(refusal(&out), (401, "UNAUTHENTICATED"), "{method} {path} signed out");
            for role in Role::ALL {
                let permissions = model::Permissions::of_role(role);
                let allowed = match rule {
                    Rule::Public | Rule::AnySession => true,
                    Rule::AnyOf(rights) => rights.iter().any(|right| permissions.allow(*right)),
                };
                let reply = app.request_as(role.key(), method.clone(), &path, Body::from("{}")).await;
                assert_ne!(reply.status, StatusCode::UNAUTHORIZED, "{method} {path} as {}", role.key());
                // A handler may refuse with 403 as well (a refresh by its service): then the rule let them in.
                if !allowed {
                    assert_eq!(refusal(&reply), (403, "FORBIDDEN"), "{method} {path} as {}", role.key());
                } else {
                    assert_ne!(refusal(&reply), (403, "FORBIDDEN"), "{method} {path} as {}", role.key());
                }
            }
        }
        assert!(walked >= 3, "the queues at least");
        for path in ["/api", "/api/", "/api/no-such-thing", "/api/queue/medic/x"] {
            assert_eq!(refusal(&app.get(path).await), (401, "UNAUTHENTICATED"), "{path}");
            assert_eq!(app.get_as("ADMIN", path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(refusal(&app.post("/api/queue/medic", Value::Null).await), (401, "UNAUTHENTICATED"));
    }
}

#[tokio::test]
async fn the_first_administrator_is_made_once() {
    for app in each_app().await {
        let state = app.get(BOOTSTRAP).await;
        assert_eq!(state.json["needed"], true);
        let provider = if matches!(app.app.db, Db::MySql(_)) { "MySQL " } else { "SQLite " };
        assert!(state.json["database"].as_str().unwrap().starts_with(provider), "{}", state.text);
        let typed =
            |name: &str, email: &str, password: &str| json!({ "name": name, "email": email, "password": password });
        for (body, code) in [
            (typed("", "ana@example.com", PASSWORD), "NAME_REQUIRED"),
            (typed("Ana Exemplo", "ana", PASSWORD), "EMAIL_INVALID"),
            (typed("Ana Exemplo", "ana@example.com", ""), "PASSWORD_REQUIRED"),
            (typed("Ana Exemplo", "ana@example.com", "curta"), "PASSWORD_INVALID"),
        ] {
            assert_eq!(refusal(&app.post(BOOTSTRAP, body).await), (400, code));
        }
        let body = typed("Ana Exemplo", "Ana@Example.com", PASSWORD);
        let (one, other) = tokio::join!(app.post(BOOTSTRAP, body.clone()), app.post(BOOTSTRAP, body.clone()));
        let (won, lost) = if one.status == StatusCode::OK { (one, other) } else { (other, one) };
        assert_eq!(won.status, StatusCode::OK, "{}", won.text);
        assert_eq!(refusal(&lost), (409, "ALREADY_INITIALISED"));
        assert_eq!(won.json["user"]["role"], "ADMIN");
        assert_eq!(won.json["user"]["department"], "TI / Sistemas");
        assert_eq!(won.json["redirectTo"], "/dashboard");
        assert_ne!(session_with(&app, &token(&won)).await.json, json!({}));
        assert_eq!(refusal(&app.post(BOOTSTRAP, body).await), (409, "ALREADY_INITIALISED"));
        assert_eq!(
            app.get(BOOTSTRAP).await.json,
            json!({ "needed": false }),
            "where the data is, is not told any more"
        );
        assert_eq!(number(&app.app.db, "SELECT COUNT(*) FROM users WHERE password LIKE '$2b$12$%'").await, 1);
    }
}

async fn apps_with(settings: &[(&str, &str)]) -> Vec<TestApp> {
    let databases: Vec<TestDatabase> = databases().await;
    databases.into_iter().map(|database| TestApp::on(database, settings)).collect()
}

#[tokio::test]
async fn the_settings_make_an_administrator_only_on_an_empty_table() {
    let settings = [("HUB_ADMIN_EMAIL", "Chefe@example.com"), ("HUB_ADMIN_PASSWORD", PASSWORD)];
    for app in apps_with(&settings).await {
        bootstrap::from_settings(&app.app).await.unwrap();
        assert_eq!(login(&app, "chefe@example.com", PASSWORD).await.json["user"]["role"], "ADMIN");
        change(&app, "UPDATE users SET email = 'outra@example.com'").await;
        bootstrap::from_settings(&app.app).await.unwrap();
        assert_eq!(number(&app.app.db, "SELECT COUNT(*) FROM users").await, 1);
    }
}

#[tokio::test]
async fn each_demonstration_has_a_new_password_and_ends_the_old_sessions() {
    const EMAIL: &str = "admin@demonstracao.local";
    for app in each_app().await {
        let first = bootstrap::demo_admin(&app.app, EMAIL).await.unwrap();
        assert!(!bootstrap::has_other_users(&app.app, EMAIL).await.unwrap());
        let session = token(&login(&app, EMAIL, &first).await);
        let second = bootstrap::demo_admin(&app.app, EMAIL).await.unwrap();
        assert_eq!(session_with(&app, &session).await.json, json!({}));
        assert_eq!(refusal(&login(&app, EMAIL, &first).await), (401, "INVALID_CREDENTIALS"));
        assert_eq!(login(&app, EMAIL, &second).await.status, StatusCode::OK);
        app.person("user-ana", "OPERADOR").await;
        assert!(bootstrap::has_other_users(&app.app, EMAIL).await.unwrap());
    }
}

#[tokio::test]
async fn behind_https_the_cookie_is_secure_and_attempts_count_per_forwarded_address() {
    let settings = [("NEXTAUTH_URL", "https://painel.example.com"), ("HUB_TRUSTED_PROXIES", "1")];
    let app = TestApp::on(TestDatabase::sqlite().await, &settings);
    app.person("user-ana", "OPERADOR").await;
    let attempt = async |password: &str, forwarded: &str| {
        let body = json!({ "email": "ana@example.com", "password": password }).to_string();
        let headers = [("content-type", "application/json"), ("x-forwarded-for", forwarded)];
        app.request(Method::POST, LOGIN, &headers, body).await
    };
    for invented in 0..5 {
        attempt("errada-errada", &format!("10.0.0.{invented}, 203.0.113.9")).await;
    }
    assert_eq!(refusal(&attempt(PASSWORD, "203.0.113.9").await), (429, "TOO_MANY_ATTEMPTS"));
    let reply = attempt(PASSWORD, "203.0.113.10").await;
    assert_eq!(reply.status, StatusCode::OK);
    assert!(reply.header("set-cookie").ends_with("; Secure"), "{}", reply.header("set-cookie"));
}

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn the_log_never_names_who_tried_nor_their_secrets() {
    let lines = Lines::default();
    let subscriber =
        tracing_subscriber::fmt().with_max_level(tracing::Level::DEBUG).with_writer(lines.clone()).finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let app = TestApp::on(TestDatabase::sqlite().await, &[]);
    app.person("user-ana", "OPERADOR").await;
    lines.0.lock().unwrap().clear();
    login(&app, "ana@example.com", "errada-errada").await;
    login(&app, "ninguem@example.com", "errada-errada").await;
    let token = token(&login(&app, "ana@example.com", PASSWORD).await);
    app.request_with(&token, Method::POST, "/api/auth/logout", Body::empty()).await;
    sql(&app.app.db, "DROP TABLE hub_auth_sessions").await;
    login(&app, "ana@example.com", PASSWORD).await;
    let text = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    assert!(text.contains("a sign-in was refused"), "{text}");
    for secret in ["ana@", "ninguem@", "errada-errada", PASSWORD, &token, &session::hash_of(&token)] {
        assert!(!text.contains(secret), "{secret} is in the log:\n{text}");
    }
}

/// Runs `hub user …` on a SQLite file: exit status, standard output.
fn hub_user(folder: &std::path::Path, arguments: &[&str], input: &str) -> (i32, String) {
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_hub"))
        .arg("user")
        .args(arguments)
        .env_clear()
        .env("HUB_DATA_DIR", folder)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // A command that refuses before it reads has closed its end.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn the_command_line_makes_accounts_and_resets_passwords() {
    let folder = tempfile::tempdir().unwrap();
    let user = |arguments: &[&str], input: &str| hub_user(folder.path(), arguments, input);
    let create = ["create", "--email", "Ana@example.com", "--name", "Ana Exemplo", "--role", "admin"];
    let (status, shown) = user(&create, "");
    assert_eq!(status, 0);
    assert!(shown.contains("ana@example.com (ADMIN)") && shown.contains("Password: "), "{shown}");
    assert_eq!(user(&create, "").0, 1, "the e-mail is taken");
    let reset = ["reset-password", "--email", "ana@example.com", "--password-stdin"];
    assert_eq!(user(&reset, "curta\n").0, 2);
    let (status, shown) = user(&reset, "bem-longa-1\n");
    assert_eq!(status, 0);
    assert!(!shown.contains("bem-longa-1") && !shown.contains("Password:"), "{shown}");
    assert_eq!(user(&["reset-password", "--email", "ninguem@example.com"], "").0, 1);
    assert_eq!(user(&["create", "--email", "ana", "--name", "Ana", "--role", "ADMIN"], "").0, 2);
    assert_eq!(user(&["create", "--email", "b@example.com", "--name", "B", "--role", "CHEFE"], "").0, 2);
    assert_eq!(user(&[], "").0, 2);
}
