//! Fresh databases of both engines.

use hub_lib::{
    config::{DatabaseConfig, MySqlConfig, TlsMode},
    db::{self, Db},
};
use secrecy::SecretString;
use sqlx::{AssertSqlSafe, Connection, Executor, MySqlConnection};
use tempfile::TempDir;
use url::Url;

/// Connections of a test's pool: many tests run at once on one server.
const POOL: u32 = 3;

/// A MySQL database of its own, dropped afterwards.
#[derive(Debug)]
pub struct MySqlDatabase {
    url: String,
    name: String,
    server: String,
}

impl MySqlDatabase {
    /// A fresh, empty database on the server of `TEST_MYSQL_URL`; `None` when no server is given.
    pub async fn create() -> Option<Self> {
        let server = std::env::var("TEST_MYSQL_URL").ok().filter(|url| !url.is_empty())?;
        let name = format!("hub_test_{}", uuid::Uuid::new_v4().simple());
        let mut connection = MySqlConnection::connect(&server).await.expect("the server of TEST_MYSQL_URL");
        connection.execute(AssertSqlSafe(format!("CREATE DATABASE {name}"))).await.unwrap();
        connection.close().await.unwrap();
        let mut url = Url::parse(&server).unwrap();
        url.set_path(&name);
        Some(Self { url: url.into(), name, server })
    }

    /// `mysql://user@host:port/database`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Settings for this database with a small pool.
    pub fn config(&self) -> DatabaseConfig {
        let url = Url::parse(&self.url).unwrap();
        DatabaseConfig::MySql(MySqlConfig {
            url: SecretString::from(self.url.clone()),
            host: url.host_str().unwrap().to_owned(),
            port: url.port().unwrap_or(3306),
            database: self.name.clone(),
            tls: TlsMode::Preferred,
            tls_ca: None,
            connect_timeout_secs: 30,
            pool_size: POOL,
        })
    }

    async fn remove(server: &str, name: &str) -> Result<(), sqlx::Error> {
        let mut connection = MySqlConnection::connect(server).await?;
        connection.execute("SET SESSION lock_wait_timeout = 5").await?;
        connection.execute(AssertSqlSafe(format!("DROP DATABASE IF EXISTS {name}"))).await?;
        connection.close().await
    }
}

impl Drop for MySqlDatabase {
    fn drop(&mut self) {
        let (server, name) = (self.server.clone(), self.name.clone());
        let removal = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(Self::remove(&server, &name))
        });
        match removal.join() {
            Ok(Ok(())) => {}
            Ok(Err(error)) => eprintln!("{} could not be dropped: {error}", self.name),
            Err(_) => eprintln!("{} could not be dropped", self.name),
        }
    }
}

/// A migrated database that lives as long as this value.
#[derive(Debug)]
pub struct TestDatabase {
    pub db: Db,
    #[allow(dead_code)] // not every test opens the database a second time
    pub config: DatabaseConfig,
    /// Deletes the folder or database when dropped, after the pools.
    _keep: Keep,
}

#[derive(Debug)]
#[allow(dead_code)] // held for their Drop
enum Keep {
    Folder(TempDir),
    MySql(MySqlDatabase),
}

impl TestDatabase {
    /// A migrated SQLite file.
    pub async fn sqlite() -> Self {
        Self::empty_sqlite().await.migrated().await
    }

    /// A migrated MySQL database; `None` when no server is given.
    pub async fn mysql() -> Option<Self> {
        Some(Self::empty_mysql().await?.migrated().await)
    }

    /// An empty SQLite file.
    pub async fn empty_sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = DatabaseConfig::Sqlite { path: folder.path().join("hub.db") };
        Self { db: db::connect(&config).await.unwrap(), config, _keep: Keep::Folder(folder) }
    }

    /// An empty MySQL database; `None` when no server is given.
    pub async fn empty_mysql() -> Option<Self> {
        let database = MySqlDatabase::create().await?;
        let config = database.config();
        Some(Self { db: db::connect(&config).await.unwrap(), config, _keep: Keep::MySql(database) })
    }

    async fn migrated(self) -> Self {
        db::migrate(&self.db).await.unwrap();
        self
    }
}

/// A fresh migrated SQLite file and, when `TEST_MYSQL_URL` is set, a fresh migrated MySQL database.
pub async fn databases() -> Vec<TestDatabase> {
    let mut all = vec![TestDatabase::sqlite().await];
    all.extend(TestDatabase::mysql().await);
    all
}

/// Like [`databases`], but without any table.
pub async fn empty_databases() -> Vec<TestDatabase> {
    let mut all = vec![TestDatabase::empty_sqlite().await];
    all.extend(TestDatabase::empty_mysql().await);
    all
}
