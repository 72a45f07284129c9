//! An application on a new database of its own.

use hub_lib::{
    app::App,
    config::{Config, Env, RunAs},
    db::Db,
    kernel::Clock,
};
use sqlx::AssertSqlSafe;
use tempfile::TempDir;

/// The account the measurements sign in with.
pub const EMAIL: &str = "bench@example.com";
pub const PASSWORD: &str = "bench-password-1";

/// An application on an empty database, and the settings that lead to it.
pub struct Engine {
    pub name: &'static str,
    pub app: App,
    /// Variables for another process on the same database.
    pub env: Vec<(&'static str, String)>,
    _folder: TempDir,
}

impl Engine {
    /// SQLite, and MySQL when `TEST_MYSQL_URL` names a server: there the database `name`, replacing an earlier run's.
    pub async fn all(name: &str) -> Vec<Self> {
        let mut engines = vec![Self::create("SQLite", None).await];
        if let Ok(server) = std::env::var("TEST_MYSQL_URL") {
            engines.push(Self::create("MySQL", Some(fresh_database(&server, name).await)).await);
        }
        engines
    }

    async fn create(name: &'static str, mysql: Option<String>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let env = vec![
            ("HUB_DATA_DIR", folder.path().display().to_string()),
            ("MYSQL_URL", mysql.unwrap_or_default()),
            ("MYSQL_PUBLIC_URL", String::new()),
            ("DB_PROVIDER", String::new()),
            ("NEXTAUTH_URL", String::new()),
            ("NEXTAUTH_SECRET", "only-for-measurements-only-for-measurements".into()),
            ("HUB_ADMIN_EMAIL", EMAIL.into()),
            ("HUB_ADMIN_PASSWORD", PASSWORD.into()),
            ("WORKERS_ENABLED", "0".into()),
            ("LOG_LEVEL", "warn".into()),
        ];
        Self { name, app: connect(&Env::of(env.clone())).await, env, _folder: folder }
    }
}

/// The application that the settings describe.
pub async fn connect(env: &Env) -> App {
    let config = Config::read(env, RunAs::Headless).unwrap();
    App::connect(config, Clock::system()).await.unwrap()
}

async fn fresh_database(url: &str, name: &str) -> String {
    let mut url = url::Url::parse(url).unwrap();
    let server = sqlx::MySqlPool::connect(url.as_str()).await.unwrap();
    for sql in [format!("DROP DATABASE IF EXISTS {name}"), format!("CREATE DATABASE {name}")] {
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(&server).await.unwrap();
    }
    url.set_path(name);
    url.to_string()
}

/// Reads all rows of a question, and drops them.
pub async fn fetch(db: &Db, statement: &str) {
    match db {
        Db::MySql(pool) => drop(sqlx::query(AssertSqlSafe(statement)).fetch_all(pool).await.unwrap()),
        Db::Sqlite { read, .. } => drop(sqlx::query(AssertSqlSafe(statement)).fetch_all(read).await.unwrap()),
    }
}
