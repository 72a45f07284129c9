//! The release server as its users load it: start, memory, cached answers per second.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use super::{
    QUEUES,
    fill::server,
    shared::engine::{EMAIL, Engine, PASSWORD},
};

/// Seconds of load per figure.
const SECONDS: u32 = 5;
const CONNECTIONS: [u32; 3] = [1, 8, 32];
const STARTS: usize = 7;

/// Figures of one engine.
pub struct Load {
    /// Median milliseconds from process start to the first answer.
    pub start_ms: f64,
    /// Resident memory in MB: after the start, and right after the heaviest load.
    pub idle_mb: f64,
    pub loaded_mb: f64,
    pub answers: Vec<Answers>,
}

/// Cached answers of one endpoint at one number of connections.
pub struct Answers {
    pub path: &'static str,
    pub connections: u32,
    pub per_second: f64,
    /// As `wrk` prints it, e.g. `1.23ms`.
    pub p99: String,
}

pub fn measure(engine: &Engine) -> Load {
    let mut starts: Vec<f64> = (0..STARTS).map(|_| Server::start(engine).1.as_secs_f64() * 1000.0).collect();
    starts.sort_by(f64::total_cmp);
    let (server, _) = Server::start(engine);
    let cookie = server.sign_in();
    let idle_mb = server.resident_mb();
    let mut loaded_mb: f64 = 0.0;
    let mut answers = Vec::new();
    for connections in CONNECTIONS {
        for path in QUEUES {
            answers.push(server.load(path, connections, &cookie));
            loaded_mb = loaded_mb.max(server.resident_mb());
        }
    }
    Load { start_ms: starts[STARTS / 2], idle_mb, loaded_mb, answers }
}

struct Server {
    process: Child,
    address: String,
}

impl Server {
    /// A started server and the time until its first answer.
    fn start(engine: &Engine) -> (Self, Duration) {
        let began = Instant::now();
        let mut process = Command::new(server())
            .args(["serve", "--port", "0"])
            .envs(engine.env.iter().map(|(name, value)| (name, value)))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().rsplit(' ').next().unwrap().to_owned();
        let server = Self { process, address };
        assert!(server.curl(&["/api/health"]).contains("200"), "no answer from {}", server.address);
        (server, began.elapsed())
    }

    /// Status line and headers of a request.
    fn curl(&self, arguments: &[&str]) -> String {
        let (path, rest) = arguments.split_first().unwrap();
        let output = Command::new("curl")
            .args(["-sS", "-i"])
            .args(rest)
            .arg(format!("{}{path}", self.address))
            .output()
            .unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// The session cookie of a fresh sign-in.
    fn sign_in(&self) -> String {
        let body = format!(r#"{{"email":"{EMAIL}","password":"{PASSWORD}"}}"#);
        let answer = self.curl(&["/api/auth/login", "-H", "Content-Type: application/json", "-d", &body]);
        let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: ")).expect("signed in");
        cookie.split(';').next().unwrap().to_owned()
    }

    fn resident_mb(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.split_whitespace().next().unwrap().parse::<f64>().unwrap() / 1024.0
    }

    fn load(&self, path: &'static str, connections: u32, cookie: &str) -> Answers {
        let output = Command::new("wrk")
            .args(["--latency", "-t", "1", "-c", &connections.to_string(), "-d", &format!("{SECONDS}s")])
            .args(["-H", &format!("Cookie: {cookie}"), "-H", "Accept-Encoding: br, gzip"])
            .arg(format!("{}{path}", self.address))
            .output()
            .expect("wrk is installed");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(!text.contains("Non-2xx"), "refused under load: {text}");
        let field = |label: &str| {
            text.lines()
                .find_map(|line| line.trim().strip_prefix(label))
                .unwrap_or_else(|| panic!("{label}: {text}"))
                .trim()
                .to_owned()
        };
        Answers { path, connections, per_second: field("Requests/sec:").parse().unwrap(), p99: field("99%") }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
