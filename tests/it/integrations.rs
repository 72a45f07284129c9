//! Credentials of the integrations: which row counts, what a save leaves alone, what is encrypted.

use hub_lib::{
    app::App,
    config::{Config, Env, RunAs},
    db::Db,
    integrations::{self, Change, Integration, UnitSession},
    kernel::Clock,
    on_engine, on_writer,
};
use secrecy::{ExposeSecret, SecretString};

use crate::support::databases;

const KEY: &str = "only-for-tests-only-for-tests-only-for-tests";
const NOW: &str = "2026-02-18 09:43:00";

/// An application on a test's database with these settings.
pub fn app_on(db: &Db, clock: Clock, settings: &[(&str, &str)]) -> App {
    let mut env = Env::of([("NEXTAUTH_SECRET", KEY), ("HUB_DATA_DIR", "/nonexistent")]);
    for (name, value) in settings {
        env.set(name, *value);
    }
    App::with_db(Config::read(&env, RunAs::Local).unwrap(), clock, db.clone())
}

fn app(db: &Db, settings: &[(&str, &str)]) -> App {
    app_on(db, Clock::manual_at(NOW), settings)
}

/// `unit_id|username|password|token|cookies|updated_at`, NULL as `-`.
async fn insert(db: &Db, service: &str, row: &str) {
    let values: Vec<Option<&str>> = row.split('|').map(|value| (value != "-").then_some(value)).collect();
    const SQL: &str = "INSERT INTO integrations_config
        (service, unit_id, username, password, token, cookies, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)";
    on_writer!(db, pool => {
        let query = values.iter().fold(sqlx::query(SQL).bind(service), |query, value| query.bind(*value));
        query.execute(pool).await.map(|_| ())
    })
    .unwrap();
}

/// Gives the table the shape of an adopted one: no primary key, units may be NULL.
async fn adopt(db: &Db) {
    for sql in [
        "DROP TABLE integrations_config",
        "CREATE TABLE integrations_config (service VARCHAR(191), username TEXT, password TEXT, token TEXT,
            unit_id VARCHAR(191), updated_at TEXT, cookies TEXT)",
        "CREATE UNIQUE INDEX idx_service_unit ON integrations_config (service, unit_id)",
    ] {
        on_writer!(db, pool => sqlx::query(sql).execute(pool).await.map(|_| ())).unwrap();
    }
}

type Stored = (String, Option<String>, Option<String>, Option<String>, Option<String>, Option<String>);

/// `service`, `unit_id`, `username`, `password`, `token`, `cookies` of every row.
async fn stored(db: &Db) -> Vec<Stored> {
    const SQL: &str = "SELECT service, unit_id, username, password, token, cookies FROM integrations_config
                       ORDER BY service, unit_id, username";
    on_engine!(db, pool => sqlx::query_as(SQL).fetch_all(pool).await).unwrap()
}

fn clear(secret: &SecretString) -> &str {
    secret.expose_secret()
}

#[tokio::test]
async fn the_newest_complete_login_counts_whatever_else_is_stored() {
    for database in databases().await {
        let db = &database.db;
        adopt(db).await;
        insert(db, "feegow", "2|-|-|token-2|c=2|2026-02-18 05:00:00").await;
        insert(db, "feegow", "-|antigo|velha|-|-|2026-01-01 00:00:00").await;
        insert(db, "feegow", "-|atual|nova|-|-|2026-02-01 00:00:00").await;
        insert(db, "feegow", "-|sem.senha||-|-|2026-02-17 00:00:00").await;
        insert(db, "clinia", "-|outro|outra|-|-|2026-02-18 00:00:00").await;

        let login = integrations::web_credentials(&app(db, &[])).await.unwrap().unwrap();

        assert_eq!((login.username.as_str(), clear(&login.password)), ("atual", "nova"));
    }
}

#[tokio::test]
async fn without_a_stored_login_that_of_the_settings_counts_when_it_is_complete() {
    for database in databases().await {
        insert(&database.db, "feegow", "2|-|-|token-2|-|2026-02-18 05:00:00").await;
        let complete = app(&database.db, &[("FEEGOW_USER", "env"), ("FEEGOW_PASS", "segredo")]);
        let login = integrations::web_credentials(&complete).await.unwrap().unwrap();
        assert_eq!((login.username.as_str(), clear(&login.password)), ("env", "segredo"));

        let half = app(&database.db, &[("FEEGOW_USER", "env")]);
        assert!(integrations::web_credentials(&half).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn sessions_belong_to_numeric_units_with_a_token() {
    for database in databases().await {
        let db = &database.db;
        adopt(db).await;
        for row in [
            "12|-|-|token-12|-|2026-02-18 05:00:00",
            " 2 |-|-|antigo|c=antigo|2026-02-17 05:00:00",
            "2|-|-|token-2|c=2|2026-02-18 05:00:00",
            "3|-|-||c=3|2026-02-18 05:00:00",
            "matriz|-|-|x|x|2026-02-18 05:00:00",
            "|-|-|cookie-da-tela|-|2026-02-18 06:00:00",
            "-|-|-|cookie-da-tela|-|2026-02-18 06:00:00",
        ] {
            insert(db, "feegow", row).await;
        }

        let sessions = integrations::unit_sessions(&app(db, &[])).await.unwrap();

        let seen: Vec<_> = sessions
            .iter()
            .map(|session| (session.unit_id, clear(&session.token), session.cookies.as_ref().map(clear)))
            .collect();
        assert_eq!(seen, [(2, "token-2", Some("c=2")), (12, "token-12", None)]);
    }
}

#[tokio::test]
async fn the_newest_cookie_of_clinia_wins_over_the_settings() {
    for database in databases().await {
        let db = &database.db;
        let app = app(db, &[("CLINIA_COOKIE", "do=ambiente")]);
        assert_eq!(clear(&integrations::clinia_cookie(&app).await.unwrap().unwrap()), "do=ambiente");
        adopt(db).await;
        insert(db, "clinia", "-|clinia_cookie_only||  |-|2026-02-18 06:00:00").await;
        insert(db, "clinia", "|-|-|sessao=1\n|-|2026-02-17 06:00:00").await;
        insert(db, "clinia", "-|-|-|sessao=0|-|-").await;
        assert_eq!(clear(&integrations::clinia_cookie(&app).await.unwrap().unwrap()), "sessao=1");
    }
}

#[tokio::test]
async fn a_save_encrypts_and_keeps_what_it_does_not_name() {
    for database in databases().await {
        let app = app(&database.db, &[]);
        let login = Change {
            username: Some(" integracao ".into()),
            password: Some("s3nh@ ".into()),
            token: Some("sessao=1; outro=2\r\n".into()),
        };
        integrations::save_credentials(&app, Integration::Feegow, login).await.unwrap();
        let renamed = Change { username: Some("integracao.nova".into()), ..Change::default() };
        integrations::save_credentials(&app, Integration::Feegow, renamed).await.unwrap();

        let rows = stored(&database.db).await;
        assert_eq!(rows.len(), 1);
        let (_, unit, username, password, token, _) = &rows[0];
        assert_eq!((unit.as_deref(), username.as_deref()), (Some(""), Some("integracao.nova")));
        for secret in [password, token] {
            assert!(secret.as_deref().unwrap().starts_with("enc:v1:"), "{secret:?}");
        }
        let login = integrations::web_credentials(&app).await.unwrap().unwrap();
        assert_eq!((login.username.as_str(), clear(&login.password)), ("integracao.nova", "s3nh@ "));

        let cleared = Change { password: Some(String::new().into()), ..Change::default() };
        integrations::save_credentials(&app, Integration::Feegow, cleared).await.unwrap();
        assert!(integrations::web_credentials(&app).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn a_save_updates_every_row_without_a_unit_of_an_adopted_table_and_no_other() {
    for database in databases().await {
        let db = &database.db;
        adopt(db).await;
        insert(db, "feegow", "-|antigo|velha|-|-|2026-01-01 00:00:00").await;
        insert(db, "feegow", "-|atual|nova|cookie|-|2026-02-01 00:00:00").await;
        insert(db, "feegow", "2|-|-|token-2|c=2|2026-02-18 05:00:00").await;
        insert(db, "clinia", "-|-|-|sessao=1|-|2026-02-18 05:00:00").await;
        let app = app(db, &[("CREDENTIALS_AT_REST", "plain")]);

        let change = Change { token: Some("cookie-novo".into()), ..Change::default() };
        integrations::save_credentials(&app, Integration::Feegow, change).await.unwrap();

        let text = |value: &str| Some(value.to_owned());
        let screen = |unit: Option<String>| {
            ("feegow".to_owned(), unit, text("atual"), text("nova"), text("cookie-novo"), None::<String>)
        };
        let unit_row = ("feegow".to_owned(), text("2"), None, None, text("token-2"), text("c=2"));
        let clinia = ("clinia".to_owned(), None, None, None, text("sessao=1"), None);
        assert_eq!(stored(db).await, [clinia, screen(None), screen(None), unit_row]);
    }
}

#[tokio::test]
async fn a_units_session_is_replaced_without_touching_the_login() {
    for database in databases().await {
        let db = &database.db;
        let app = app(db, &[]);
        insert(db, "feegow", "|usuario|senha|-|-|2026-02-01 00:00:00").await;
        insert(db, "feegow", "2|da.linha|dela|velho|velho|2026-02-01 00:00:00").await;
        for unit_id in [2, 2, 3, 3] {
            let session = UnitSession { unit_id, token: "novo".into(), cookies: Some("c=1".into()) };
            integrations::save_unit_session(&app, &session).await.unwrap();
        }

        let rows = stored(db).await;
        assert_eq!(rows.len(), 3);
        assert_eq!(rows[1].2.as_deref(), Some("da.linha"));
        let sessions = integrations::unit_sessions(&app).await.unwrap();
        assert_eq!(
            sessions.iter().map(|s| (s.unit_id, clear(&s.token))).collect::<Vec<_>>(),
            [(2, "novo"), (3, "novo")]
        );
    }
}

#[tokio::test]
async fn another_root_key_makes_stored_credentials_count_as_not_configured() {
    for database in databases().await {
        let db = &database.db;
        integrations::save_simulated(&app(db, &[])).await.unwrap();
        let other = app(db, &[("NEXTAUTH_SECRET", "another-key-another-key-another-key-another-key")]);
        assert!(integrations::web_credentials(&other).await.unwrap().is_none());
        assert!(integrations::clinia_cookie(&other).await.unwrap().is_none());
        assert!(integrations::unit_sessions(&other).await.unwrap().is_empty());

        // Saving one value over an unreadable row does not destroy the others.
        let change = Change { token: Some("c=2".into()), ..Change::default() };
        integrations::save_credentials(&other, Integration::Feegow, change).await.unwrap();
        let login = integrations::web_credentials(&app(db, &[])).await.unwrap().unwrap();
        assert_eq!(clear(&login.password), "sim-pass");
    }
}

#[tokio::test]
async fn the_credentials_of_the_fake_upstream_can_be_saved_again_and_again() {
    for database in databases().await {
        let app = app(&database.db, &[]);
        insert(&database.db, "clinia", "|-|-|sessao=real|-|2026-02-19 00:00:00").await;
        for _ in 0..2 {
            integrations::save_simulated(&app).await.unwrap();
        }
        assert_eq!(stored(&database.db).await.len(), 5);
        let login = integrations::web_credentials(&app).await.unwrap().unwrap();
        assert_eq!((login.username.as_str(), clear(&login.password)), ("sim-user", "sim-pass"));
        assert_eq!(clear(&integrations::clinia_cookie(&app).await.unwrap().unwrap()), "clinia_session=sim");
        let sessions = integrations::unit_sessions(&app).await.unwrap();
        let units: Vec<_> = sessions.iter().map(|s| (s.unit_id, clear(&s.token).to_owned())).collect();
        assert_eq!(units, [2, 3, 12].map(|unit| (unit, format!("sim-unit-token-{unit}-aaaaaaaaaaaa"))));
    }
}

#[tokio::test]
async fn nothing_of_the_credentials_shows_when_they_are_printed() {
    for database in databases().await {
        let app = app(&database.db, &[]);
        integrations::save_simulated(&app).await.unwrap();
        let printed = format!(
            "{:?} {:?} {:?}",
            integrations::web_credentials(&app).await.unwrap(),
            integrations::unit_sessions(&app).await.unwrap(),
            integrations::clinia_cookie(&app).await.unwrap()
        );
        for secret in ["sim-pass", "sim-unit-token", "core_session", "clinia_session"] {
            assert!(!printed.contains(secret), "{printed}");
        }
    }
}
