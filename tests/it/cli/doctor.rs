//! `hub doctor`: finds what is wrong, changes nothing.

use std::{
    io::{Read, Write},
    net::TcpListener,
};

use hub_lib::{
    db::{self, Db},
    kernel::{Clock, stamp},
    on_writer,
};

use super::{SECRET, Terminal, end_of, usage::tables};
use crate::support::{MySqlDatabase, TestDatabase, bucket::Bucket, databases};

#[tokio::test]
async fn a_machine_without_anything_is_fine_and_stays_as_it_is() {
    let terminal = Terminal::new(&[]);
    let ended = terminal.hub(&["doctor"]).await;
    assert_eq!(ended.status, 0, "{}", ended.out);
    assert!(ended.out.contains("hub.db: not there yet"), "{}", ended.out);
    assert!(ended.out.contains("does not answer") && ended.out.contains("FEEGOW_CORE_BASE_URL"), "{}", ended.out);
    assert!(ended.out.contains("Nothing to fix, 5 to look at."), "{}", ended.out);
    assert!(terminal.contents().is_empty(), "{:?}", terminal.contents());
}

#[tokio::test]
async fn an_existing_file_is_read_without_a_trace() {
    let terminal = Terminal::new(&[]);
    assert_eq!(terminal.hub(&["migrate"]).await.status, 0);
    let before = terminal.contents();
    let ended = terminal.hub(&["doctor"]).await;
    assert_eq!(ended.status, 0, "{}", ended.out);
    for told in
        ["schema            complete", "nobody has an account yet", "hub user create", "nobody runs them right now"]
    {
        assert!(ended.out.contains(told), "{told:?} in:\n{}", ended.out);
    }
    assert_eq!(terminal.contents(), before);
}

#[tokio::test]
async fn an_empty_server_is_looked_at_and_not_migrated() {
    let Some(database) = MySqlDatabase::create().await else { return };
    let terminal = Terminal::new(&[("MYSQL_URL", database.url()), ("NEXTAUTH_SECRET", SECRET)]);
    let ended = terminal.hub(&["doctor"]).await;
    assert_eq!(ended.status, 0, "{}", ended.out);
    assert!(ended.out.contains("changes are due") && ended.out.contains("hub migrate --dry-run"), "{}", ended.out);
    assert_eq!(tables(&database).await, 0);
    assert!(terminal.contents().is_empty());
}

/// Settings that mean this database.
fn settings_of(database: &TestDatabase) -> Vec<(&'static str, String)> {
    use hub_lib::config::DatabaseConfig;
    use secrecy::ExposeSecret;
    match &database.config {
        DatabaseConfig::Sqlite { path } => vec![("SQLITE_PATH", path.display().to_string())],
        DatabaseConfig::MySql(mysql) => {
            vec![("MYSQL_URL", mysql.url.expose_secret().to_owned()), ("NEXTAUTH_SECRET", SECRET.to_owned())]
        }
    }
}

async fn heartbeat(db: &Db, service: &str, status: &str, last_run: &str, details: &str) {
    const SQL: &str = "INSERT INTO system_status (service_name, status, last_run, details) VALUES (?, ?, ?, ?)";
    on_writer!(db, pool => sqlx::query(SQL)
        .bind(service).bind(status).bind(last_run).bind(details).execute(pool).await.map(|_| ()))
    .unwrap();
}

#[tokio::test]
async fn heartbeats_are_told_with_their_age_and_a_cure() {
    for database in databases().await {
        let now = Clock::system().local();
        let ago = |minutes| stamp::wall(now - chrono::TimeDelta::minutes(minutes));
        let db = &database.db;
        heartbeat(db, "monitor_medico", "ERROR", &ago(2), "Falha no login do Feegow").await;
        heartbeat(db, "monitor_recepcao", "ONLINE", &ago(0), "Fila: 3").await;
        heartbeat(db, "custo", "COMPLETED", &ago(300), "x").await;
        let mut terminal = Terminal::new(&[("WORKERS_ENABLED", "0")]);
        for (name, value) in settings_of(&database) {
            terminal.set(name, &value);
        }
        let ended = terminal.hub(&["doctor"]).await;
        assert_eq!(ended.status, 1, "a source fails: {}", ended.out);
        for told in [
            "FIX   monitor_medico    ERROR 2 min ago: Falha no login do Feegow",
            "-> correct the Feegow user or password: FEEGOW_USER",
            "ok    monitor_recepcao  ONLINE",
            "custo COMPLETED 5 h ago",
            "nobody runs them right now; switched off in these settings",
            "1 to fix",
        ] {
            assert!(ended.out.contains(told), "{told:?} in:\n{}", ended.out);
        }
    }
}

#[tokio::test]
async fn who_runs_the_workers_of_a_server_is_told() {
    let Some(database) = MySqlDatabase::create().await else { return };
    let pool = db::connect(&database.config()).await.unwrap();
    db::migrate(&pool).await.unwrap();
    let locks = hub_lib::jobs::locks::Locks::new(&pool);
    let orchestrator = hub_lib::jobs::locks::Lock::Orchestrator;
    assert!(locks.take(orchestrator, std::time::Duration::ZERO).await.unwrap());
    let terminal = Terminal::new(&[("MYSQL_URL", database.url()), ("NEXTAUTH_SECRET", SECRET)]);
    let ended = terminal.hub(&["doctor"]).await;
    assert!(ended.out.contains("workers           run by a process"), "{}", ended.out);
    assert!(locks.check().await.unwrap(), "the lock is where it was");
}

#[tokio::test]
async fn a_password_that_is_not_accepted_is_told_and_never_printed() {
    let Some(database) = MySqlDatabase::create().await else { return };
    let mut url = url::Url::parse(database.url()).unwrap();
    url.set_password(Some("wrong-hush")).unwrap();
    let terminal = Terminal::new(&[("MYSQL_URL", url.as_str()), ("NEXTAUTH_SECRET", SECRET)]);
    let ended = terminal.hub(&["doctor"]).await;
    assert_eq!(ended.status, 1, "{}", ended.out);
    assert!(ended.out.contains("FIX   database"), "{}", ended.out);
    assert!(ended.out.contains("the user or password in MYSQL_URL is not accepted"), "{}", ended.out);
    assert!(!format!("{ended:?}").contains("wrong-hush"));
}

#[cfg(unix)]
#[tokio::test]
async fn a_folder_that_cannot_be_written_is_to_be_fixed() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let terminal = Terminal::new(&[]);
    let data = terminal.path("data");
    std::fs::create_dir(&data).unwrap();
    std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o555)).unwrap();
    std::fs::set_permissions(terminal.folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = terminal.command(&["doctor"]);
    if data.metadata().unwrap().uid() == 0 {
        // Nothing is closed to the administrator of the machine: look as somebody else.
        command.uid(65_534);
    }
    let ended = end_of(command).await;
    assert_eq!(ended.status, 1, "{ended:?}");
    assert!(ended.out.contains("FIX   database folder") && ended.out.contains("cannot be written"), "{}", ended.out);
    assert!(ended.out.contains("HUB_DATA_DIR"), "{}", ended.out);
}

#[tokio::test]
async fn a_corrected_address_is_something_to_look_at() {
    let terminal = Terminal::new(&[("NEXTAUTH_URL", "https:// https://painel.example.com")]);
    let ended = terminal.hub(&["doctor"]).await;
    assert_eq!(ended.status, 0, "{}", ended.out);
    let told = "look  settings          NEXTAUTH_URL was corrected to https://painel.example.com";
    assert!(ended.out.contains(told), "{}", ended.out);
}

#[tokio::test]
async fn upstreams_are_asked_without_credentials() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let upstream = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut head = [0; 4096];
        let length = stream.read(&mut head).unwrap();
        stream.write_all(b"HTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\n").unwrap();
        String::from_utf8_lossy(&head[..length]).into_owned()
    });
    let terminal = Terminal::new(&[
        ("CLINIA_BASE_URL", &address),
        ("CLINIA_COOKIE", "session=hush"),
        ("FEEGOW_USER", "ana@example.com"),
        ("FEEGOW_PASS", "hush"),
    ]);
    let ended = terminal.hub(&["doctor"]).await;
    assert!(ended.out.contains(&format!("ok    Clinia            {address} answers")), "{}", ended.out);
    assert!(!format!("{ended:?}").contains("hush"));
    let head = upstream.join().unwrap().to_lowercase();
    assert!(head.starts_with("get / ") && !head.contains("hush") && !head.contains("cookie"), "{head}");
}

#[tokio::test]
async fn a_demonstration_and_a_window_are_looked_at_where_they_keep_their_data() {
    let mut terminal = Terminal::new(&[]);
    terminal.set("HUB_DATA_DIR", "");
    let demo = terminal.hub(&["doctor", "--for", "demo"]).await;
    assert_eq!(demo.status, 0, "{demo:?}");
    assert!(demo.out.contains("data/demo/hub.db: not there yet"), "{}", demo.out);
    assert!(demo.out.contains("a demonstration brings its own"), "{}", demo.out);
    let (serve, window) = (terminal.hub(&["doctor"]).await, terminal.hub(&["doctor", "--for", "window"]).await);
    let database = |out: &str| out.lines().find(|line| line.starts_with("ok    database  ")).unwrap().to_owned();
    assert_eq!(database(&serve.out), database(&window.out), "one database");
    assert!(!serve.out.contains("data/demo"), "{}", serve.out);
    assert!(terminal.contents().is_empty());

    let Some(database) = MySqlDatabase::create().await else { return };
    let terminal = Terminal::new(&[("MYSQL_URL", database.url())]);
    assert_eq!(terminal.hub(&["doctor"]).await.status, 2, "a server needs NEXTAUTH_SECRET");
    let window = terminal.hub(&["doctor", "--for", "window"]).await;
    assert_eq!(window.status, 0, "a window keeps a key of its own: {window:?}");
}

#[tokio::test]
async fn the_document_store_is_looked_at_without_a_trace() {
    let terminal = Terminal::new(&[("STORAGE_PROVIDER", "s3"), ("AWS_REGION", "us-east-1")]);
    let ended = terminal.hub(&["doctor"]).await;
    assert_eq!(ended.status, 1, "{}", ended.out);
    assert!(ended.out.contains("FIX   documents         AWS_S3_BUCKET is not set"), "{}", ended.out);

    let bucket = Bucket::start().await;
    let mut terminal = Terminal::new(&bucket.settings());
    let ended = terminal.hub(&["doctor"]).await;
    assert_eq!(ended.status, 0, "{}", ended.out);
    assert!(ended.out.contains("ok    documents         bucket bucket-exemplo at http://127"), "{}", ended.out);
    assert!(bucket.asked().iter().all(|asked| asked.starts_with("GET ")), "{:?}", bucket.asked());
    terminal.set("AWS_SECRET_ACCESS_KEY", "hush");
    let ended = terminal.hub(&["doctor"]).await;
    assert_eq!(ended.status, 1, "{}", ended.out);
    assert!(ended.out.contains("s3:ListBucket") && !format!("{ended:?}").contains("hush"), "{}", ended.out);

    let demo = terminal.hub(&["doctor", "--for", "demo"]).await;
    assert!(!demo.out.contains("bucket-exemplo"), "a demonstration has its own folder: {}", demo.out);
}

#[tokio::test]
async fn the_store_is_tried_and_compared_only_when_asked() {
    let bucket = Bucket::start().await;
    let terminal = Terminal::new(&bucket.settings());
    assert_eq!(terminal.hub(&["migrate"]).await.status, 0);
    let ended = terminal.hub(&["doctor"]).await;
    assert!(ended.out.contains("ok    stored files      0 files and 0 rows fit together"), "{}", ended.out);
    let probe = terminal.hub(&["documents", "probe"]).await;
    assert_eq!(
        (probe.status, probe.out.as_str()),
        (0, "ok: a file was stored, read and deleted in s3 (bucket bucket-exemplo)\n")
    );
    assert!(bucket.asked().iter().any(|asked| asked.starts_with("DELETE ")));
    let left = bucket.folder().join("profissionais/p-1/FOTO");
    std::fs::create_dir_all(&left).unwrap();
    std::fs::write(left.join("a.png"), "x").unwrap();
    let old = std::fs::File::options().write(true).open(left.join("a.png")).unwrap();
    old.set_modified(std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_700_000_000)).unwrap();
    let shown = terminal.hub(&["documents", "orphans"]).await;
    assert!(shown.out.contains("1 of 1 files have no row") && shown.out.contains("Nothing was changed."), "{shown:?}");
    assert!(left.join("a.png").exists());
    let deleted = terminal.hub(&["documents", "orphans", "--delete"]).await;
    assert!(deleted.status == 0 && deleted.out.contains("1 files deleted, 0 could not be."), "{deleted:?}");
    assert!(!left.join("a.png").exists());
    let nowhere = Terminal::new(&[("STORAGE_PROVIDER", "s3")]);
    let failed = nowhere.hub(&["documents", "probe"]).await;
    assert!(failed.status == 1 && failed.err.contains("AWS_REGION is not set"), "{failed:?}");
}
