//! The real program as its operator meets it: started, killed, started again, twice at once.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use hub_lib::kernel::Clock;
use serde_json::{Value, json};

use crate::support::MySqlDatabase;

mod adoption;
mod faults;
mod network;

/// What everything here may take at most: the product's own promise is a minute.
const MINUTE: Duration = Duration::from_secs(60);

/// A running demonstration.
struct Demo {
    process: Child,
    address: String,
    upstream: String,
    email: String,
    password: String,
}

impl Demo {
    /// `hub demo` on a data folder, in surroundings of its own.
    fn command(folder: &Path, mysql_url: Option<&str>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hub"));
        command
            .args(["demo", "--port", "0"])
            .current_dir(folder)
            .env("HUB_DATA_DIR", folder)
            .env("MYSQL_URL", mysql_url.unwrap_or_default())
            .env("MYSQL_PUBLIC_URL", "")
            .env("DB_PROVIDER", "")
            .env("NEXTAUTH_URL", "")
            // Servers on one database share the key of the stored credentials.
            .env("NEXTAUTH_SECRET", "only-for-tests-only-for-tests-only-for-tests")
            .env("LOG_LEVEL", "warn")
            .env_remove("RAILWAY_ENVIRONMENT");
        command
    }

    /// Starts the program on a data folder and waits until it has said where it listens.
    fn start(folder: &Path, mysql_url: Option<&str>) -> Self {
        Self::start_with(folder, mysql_url, &[])
    }

    /// The same with further arguments.
    fn start_with(folder: &Path, mysql_url: Option<&str>, arguments: &[&str]) -> Self {
        let mut command = Self::command(folder, mysql_url);
        command.args(arguments);
        Self::launch(command)
    }

    /// Starts a command and waits until it has said where it listens.
    fn launch(mut command: Command) -> Self {
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut fields = std::collections::HashMap::new();
        for line in BufReader::new(process.stdout.take().unwrap()).lines() {
            let line = line.unwrap();
            if let Some((name, value)) = line.trim().split_once(char::is_whitespace) {
                fields.insert(name.to_owned(), value.split_whitespace().next().unwrap_or_default().to_owned());
            }
            if line.contains("Ctrl-C") {
                break;
            }
        }
        let field = |name: &str| fields.get(name).unwrap_or_else(|| panic!("{name} missing in {fields:?}")).clone();
        Self {
            address: field("Dashboard"),
            upstream: field("Upstream"),
            email: field("E-mail"),
            password: field("Password"),
            process,
        }
    }

    /// A client that is signed in.
    async fn client(&self) -> reqwest::Client {
        rustls::crypto::ring::default_provider().install_default().ok();
        let client = reqwest::Client::builder().cookie_store(true).build().unwrap();
        let login = client
            .post(format!("{}/api/auth/login", self.address))
            .json(&json!({ "email": self.email, "password": self.password }))
            .send()
            .await
            .unwrap();
        assert_eq!(login.status(), 200);
        client
    }

    /// An address of the program.
    fn at(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// An order to the fake upstream.
    async fn upstream(&self, client: &reqwest::Client, order: &str, body: Value) {
        let answer = client.put(format!("{}/__control/{order}", self.upstream)).json(&body).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{order}");
    }

    fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

async fn read(client: &reqwest::Client, url: &str) -> Value {
    client.get(url).send().await.unwrap().json().await.unwrap()
}

/// Asks again and again until `found` says yes; fails after `limit` with the last answer.
async fn until(limit: Duration, client: &reqwest::Client, url: &str, found: impl Fn(&Value) -> bool) -> Value {
    let clock = Clock::system();
    let started = clock.now();
    loop {
        let answer = read(client, url).await;
        if found(&answer) {
            return answer;
        }
        let waited = (clock.now() - started).to_std().unwrap();
        assert!(waited < limit, "not within {limit:?}: {answer}");
        clock.sleep(Duration::from_millis(250)).await;
    }
}

fn everybody_waits(medic: &Value) -> bool {
    medic["data"].as_array().is_some_and(|units| {
        units.len() == 3 && units.iter().all(|unit| unit["patients"].as_array().is_some_and(|list| !list.is_empty()))
    })
}

fn last_run(status: &Value, service: &str) -> Option<String> {
    let row = status.as_array()?.iter().find(|row| row["service_name"] == service)?;
    row["last_run"].as_str().map(str::to_owned)
}

#[tokio::test]
async fn a_killed_server_leaves_neither_ghosts_nor_running_services_behind() {
    let folder = tempfile::tempdir().unwrap();
    let mut demo = Demo::start(folder.path(), None);
    let client = demo.client().await;
    let medic = format!("{}/api/queue/medic", demo.address);
    until(MINUTE, &client, &medic, everybody_waits).await;
    demo.kill();

    let demo = Demo::start(folder.path(), None);
    let client = demo.client().await;
    let status = format!("{}/api/admin/status", demo.address);
    until(MINUTE, &client, &status, |rows| {
        rows.as_array().is_some_and(|rows| rows.iter().all(|row| row["status"] != "RUNNING"))
            && last_run(rows, "monitor_medico").is_some()
    })
    .await;
    let medic = format!("{}/api/queue/medic", demo.address);
    let queue = until(MINUTE, &client, &medic, everybody_waits).await;
    // Whoever is shown is in the upstream's list right now, or left it a moment ago.
    for unit in queue["data"].as_array().unwrap() {
        assert!(unit["patients"].as_array().unwrap().len() < 60, "ghosts in {unit}");
    }
}

#[tokio::test]
async fn a_failing_source_is_reported_with_its_reason_and_recovers() {
    let folder = tempfile::tempdir().unwrap();
    let demo = Demo::start(folder.path(), None);
    let client = demo.client().await;
    let status = format!("{}/api/admin/status", demo.address);
    let says = |service: &'static str, word: &'static str| {
        move |rows: &Value| {
            rows.as_array()
                .is_some_and(|rows| rows.iter().any(|row| row["service_name"] == service && row["status"] == word))
        }
    };
    until(MINUTE, &client, &status, says("monitor_recepcao", "ONLINE")).await;

    let failure = json!({ "route": "Q1", "mode": "http:404" });
    client.put(format!("{}/__control/failure", demo.upstream)).json(&failure).send().await.unwrap();
    let rows = until(MINUTE, &client, &status, says("monitor_recepcao", "ERROR")).await;
    let row = rows.as_array().unwrap().iter().find(|row| row["service_name"] == "monitor_recepcao").unwrap();
    assert!(row["details"].as_str().unwrap().contains("404"), "{row}");

    client.post(format!("{}/__control/reset", demo.upstream)).send().await.unwrap();
    until(MINUTE, &client, &status, says("monitor_recepcao", "ONLINE")).await;
}

#[tokio::test]
async fn of_two_servers_on_one_database_the_second_takes_over_within_a_minute() {
    let Some(database) = MySqlDatabase::create().await else { return };
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let mut first = Demo::start(folders[0].path(), Some(database.url()));
    let second = Demo::start(folders[1].path(), Some(database.url()));
    let client = second.client().await;
    let status = format!("{}/api/admin/status", second.address);
    let before = until(MINUTE, &client, &status, |rows| last_run(rows, "monitor_recepcao").is_some()).await;
    let before = last_run(&before, "monitor_recepcao");

    first.kill();
    let health = format!("{}/api/health", second.address);
    until(MINUTE, &client, &health, |health| health["orchestrator"] == "active").await;
    until(MINUTE, &client, &status, |rows| last_run(rows, "monitor_recepcao") > before).await;
}

/// Sends a signal, as a machine that sleeps or is overloaded would.
#[cfg(unix)]
fn signal(process: &Child, name: &str) {
    assert!(Command::new("kill").args(["-s", name, &process.id().to_string()]).status().unwrap().success());
}

#[cfg(unix)]
#[tokio::test]
async fn a_server_that_was_stopped_for_longer_than_its_lease_gives_way_when_it_wakes_up() {
    let Some(database) = MySqlDatabase::create().await else { return };
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let first = Demo::start(folders[0].path(), Some(database.url()));
    let second = Demo::start(folders[1].path(), Some(database.url()));
    let client = second.client().await;
    let [ours, theirs] = [&first, &second].map(|demo| format!("{}/api/health", demo.address));
    let says = |word: &'static str| move |health: &Value| health["orchestrator"] == word;
    until(Duration::from_secs(60), &client, &ours, says("active")).await;

    signal(&first.process, "STOP");
    until(Duration::from_secs(90), &client, &theirs, says("active")).await;
    signal(&first.process, "CONT");

    until(Duration::from_secs(30), &client, &ours, says("passive")).await;
    let status = format!("{}/api/admin/status", second.address);
    let before = last_run(&read(&client, &status).await, "monitor_recepcao");
    until(Duration::from_secs(60), &client, &status, |rows| last_run(rows, "monitor_recepcao") > before).await;
    assert_eq!(read(&client, &theirs).await["orchestrator"], "active");
}
