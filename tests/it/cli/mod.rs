//! The real program on a terminal: what it says, what it ends with, what it leaves behind.

mod doctor;
mod serve;
mod usage;

use std::{
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

/// No command may take longer than this.
const LIMIT: Duration = Duration::from_secs(30);
/// An address where nothing listens.
const NOWHERE: &str = "http://127.0.0.1:9";
/// Long enough for `NEXTAUTH_SECRET`.
const SECRET: &str = "only-for-tests-only-for-tests-only-for-tests";

/// A machine with nothing but an empty working directory.
struct Terminal {
    folder: TempDir,
    settings: Vec<(String, String)>,
}

/// How a command ended.
#[derive(Debug)]
struct Ended {
    status: i32,
    out: String,
    err: String,
}

impl Terminal {
    fn new(settings: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut terminal = Self { folder, settings: Vec::new() };
        // Not the internet.
        for name in [
            "FEEGOW_API_BASE_URL",
            "FEEGOW_WEB_BASE_URL",
            "FEEGOW_CORE_BASE_URL",
            "FEEGOW_CONTRACTS_BASE_URL",
            "CLINIA_BASE_URL",
        ] {
            terminal.set(name, NOWHERE);
        }
        terminal.set("HUB_DATA_DIR", terminal.path("data").to_str().unwrap());
        terminal.set("SYNC_PAUSE_SCALE", "0");
        for (name, value) in settings {
            terminal.set(name, value);
        }
        terminal
    }

    fn set(&mut self, name: &str, value: &str) {
        self.settings.push((name.to_owned(), value.to_owned()));
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// `hub` in the working directory, in an environment of these settings alone.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hub"));
        command.args(arguments).env_clear().envs(self.settings.clone()).current_dir(self.folder.path());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        command
    }

    /// Runs `hub` to its end.
    async fn hub(&self, arguments: &[&str]) -> Ended {
        end_of(self.command(arguments)).await
    }

    /// Starts `hub serve` and waits for its line.
    async fn serve(&self, arguments: &[&str]) -> Server {
        let mut command = self.command(&["serve", "--port", "0"]);
        let mut process = command.args(arguments).stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let line = tokio::time::timeout(LIMIT, lines.next_line()).await.expect("a line in time").unwrap().unwrap();
        let address = line.strip_prefix("Hub Consultare: ").unwrap_or_else(|| panic!("address in {line:?}")).to_owned();
        Server { process, address, lines }
    }

    /// Every file and folder below the working directory, with size and time of change (not the times
    /// of the memory that readers of an embedded database share).
    fn contents(&self) -> Vec<String> {
        let mut found = Vec::new();
        list(self.folder.path(), &mut found);
        found.sort();
        found
    }
}

fn list(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let about = entry.metadata().unwrap();
        let name = entry.path().display().to_string();
        let changed = (!name.ends_with("-shm")).then(|| about.modified().unwrap());
        found.push(format!("{name} {} {changed:?}", about.len()));
        if about.is_dir() {
            list(&entry.path(), found);
        }
    }
}

async fn end_of(mut command: Command) -> Ended {
    let output = tokio::time::timeout(LIMIT, command.output()).await.expect("an end in time").unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    Ended { status: output.status.code().unwrap_or(-1), out: text(&output.stdout), err: text(&output.stderr) }
}

/// A running `hub serve`.
struct Server {
    process: Child,
    /// `http://host:port`
    address: String,
    lines: tokio::io::Lines<BufReader<tokio::process::ChildStdout>>,
}

impl Server {
    /// Asks it to stop as the hosting platform does; its exit status and what else it printed.
    async fn terminate(mut self) -> (i32, String) {
        let id = self.process.id().unwrap().to_string();
        let asked = std::process::Command::new("sh").args(["-c", &format!("kill -TERM {id}")]).status().unwrap();
        assert!(asked.success());
        let ended = tokio::time::timeout(Duration::from_secs(10), self.process.wait()).await;
        let status = ended.expect("stops within seconds").unwrap().code().unwrap_or(-1);
        let mut rest = String::new();
        while let Some(line) = self.lines.next_line().await.unwrap() {
            rest.push_str(&line);
        }
        (status, rest)
    }

    /// The answer of `/api/health`.
    async fn health(&self) -> serde_json::Value {
        rustls::crypto::ring::default_provider().install_default().ok();
        reqwest::get(format!("{}/api/health", self.address)).await.unwrap().json().await.unwrap()
    }
}
