//! The few words of the WebDriver protocol that a window test needs.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    time::Duration,
};

use hub_lib::kernel::Clock;
use serde_json::{Value, json};

/// Key under which the protocol hands out an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
const POLL: Duration = Duration::from_millis(100);
/// The driver, and the program's first lines, must be there within this.
const START: Duration = Duration::from_secs(30);

/// A running driver with one window of the program under test.
pub struct Driver {
    process: Child,
    client: reqwest::Client,
    session: String,
    clock: Clock,
    /// What the program printed so far.
    output: Arc<Mutex<Vec<String>>>,
}

impl Driver {
    /// Starts the driver and, through it, the program with `arguments` and `settings`.
    pub async fn open(arguments: &[&str], settings: &[(&'static str, String)]) -> Self {
        rustls::crypto::ring::default_provider().install_default().ok();
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut process = Command::new("WebKitWebDriver")
            .args(["--host=127.0.0.1", &format!("--port={port}")])
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .envs(settings.iter().map(|(name, value)| (name, value)))
            .env_remove("RAILWAY_ENVIRONMENT")
            .stdout(Stdio::piped())
            .spawn()
            .expect("WebKitWebDriver is installed (Debian package webkit2gtk-driver)");
        let output = Arc::new(Mutex::new(Vec::new()));
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        std::thread::spawn({
            let output = output.clone();
            move || lines.map_while(Result::ok).for_each(|line| output.lock().unwrap().push(line))
        });
        let mut driver = Self {
            process,
            client: reqwest::Client::builder().timeout(START).build().unwrap(),
            session: String::new(),
            clock: Clock::system(),
            output,
        };
        driver.session = driver.begin(port, arguments).await;
        driver
    }

    async fn begin(&self, port: u16, arguments: &[&str]) -> String {
        let base = format!("http://127.0.0.1:{port}/session");
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "wry",
            "webkitgtk:browserOptions": { "binary": env!("CARGO_BIN_EXE_hub"), "args": arguments },
        } } });
        let started = self.clock.now();
        loop {
            if let Ok(answer) = self.client.post(&base).json(&wanted).send().await {
                let answer: Value = answer.json().await.unwrap();
                if let Some(id) = answer["value"]["sessionId"].as_str() {
                    return format!("{base}/{id}");
                }
            }
            assert!((self.clock.now() - started).to_std().unwrap() < START, "no window within {START:?}");
            self.clock.sleep(POLL).await;
        }
    }

    async fn call(&self, method: reqwest::Method, path: &str, body: Option<Value>) -> Value {
        let mut request = self.client.request(method, format!("{}{path}", self.session));
        if let Some(body) = body {
            request = request.json(&body);
        }
        let answer: Value = request.send().await.expect("the window is alive").json().await.unwrap();
        answer["value"].clone()
    }

    async fn post(&self, path: &str, body: Value) -> Value {
        self.call(reqwest::Method::POST, path, Some(body)).await
    }

    /// The element's id, or `None` when there is none right now.
    async fn find(&self, css: &str) -> Option<String> {
        let found = self.post("/element", json!({ "using": "css selector", "value": css })).await;
        found[ELEMENT].as_str().map(str::to_owned)
    }

    /// Waits until `css` matches; fails after `limit` with what the page shows.
    pub async fn wait_for(&self, css: &str, limit: Duration) -> String {
        let started = self.clock.now();
        loop {
            if let Some(id) = self.find(css).await {
                return id;
            }
            if (self.clock.now() - started).to_std().unwrap() > limit {
                self.screenshot("window-failure").await;
                let page = self.run("return document.body.innerText").await;
                panic!("{css} not within {limit:?}; the page shows: {page}");
            }
            self.clock.sleep(POLL).await;
        }
    }

    /// Waits until the element's text contains `text`.
    pub async fn wait_for_text(&self, css: &str, text: &str, limit: Duration) {
        let started = self.clock.now();
        loop {
            let shown = self.run(&format!("return document.querySelector({css:?})?.innerText ?? ''")).await;
            if shown.as_str().unwrap_or_default().contains(text) {
                return;
            }
            assert!((self.clock.now() - started).to_std().unwrap() < limit, "{text} not within {limit:?} in: {shown}");
            self.clock.sleep(POLL).await;
        }
    }

    pub async fn click(&self, css: &str) {
        let id = self.wait_for(css, START).await;
        self.post(&format!("/element/{id}/click"), json!({})).await;
    }

    pub async fn type_into(&self, css: &str, text: &str) {
        let id = self.wait_for(css, START).await;
        self.post(&format!("/element/{id}/value"), json!({ "text": text })).await;
    }

    /// Goes to a path of the dashboard as a link inside it would, once the page is past signing in.
    pub async fn visit(&self, path: &str) {
        self.wait_for("[data-page]:not([data-page=login])", START).await;
        self.run(&format!("history.pushState(null, '', {path:?}); dispatchEvent(new PopStateEvent('popstate'))")).await;
    }

    /// Runs a script in the page and returns its value.
    pub async fn run(&self, script: &str) -> Value {
        self.post("/execute/sync", json!({ "script": script, "args": [] })).await
    }

    /// Saves what the window shows as `$HUB_SCREENSHOTS/<name>.png`; does nothing without that variable.
    pub async fn screenshot(&self, name: &str) {
        use base64::{Engine, prelude::BASE64_STANDARD};
        let Some(folder) = std::env::var_os("HUB_SCREENSHOTS") else { return };
        let shot = self.call(reqwest::Method::GET, "/screenshot", None).await;
        let bytes = BASE64_STANDARD.decode(shot.as_str().unwrap()).unwrap();
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(std::path::Path::new(&folder).join(format!("{name}.png")), bytes).unwrap();
    }

    /// The word behind `label` in what the program printed.
    pub async fn printed(&self, label: &str) -> String {
        let started = self.clock.now();
        loop {
            let found = self.output.lock().unwrap().iter().find_map(|line| {
                let (name, value) = line.trim().split_once(char::is_whitespace)?;
                (name == label).then(|| value.trim().to_owned())
            });
            if let Some(value) = found {
                return value;
            }
            assert!((self.clock.now() - started).to_std().unwrap() < START, "{label} was not printed");
            self.clock.sleep(POLL).await;
        }
    }

    /// Closes the window and ends the driver.
    pub async fn close(mut self) {
        self.call(reqwest::Method::DELETE, "", None).await;
        // A program that is still ending would send the next one away: there is one window at a time.
        let started = self.clock.now();
        while is_running() && (self.clock.now() - started).to_std().unwrap() < START {
            self.clock.sleep(POLL).await;
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Whether any process of the program under test is alive.
fn is_running() -> bool {
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_hub"));
    std::fs::read_dir("/proc").unwrap().flatten().any(|entry| {
        let status = std::fs::read_to_string(entry.path().join("stat")).unwrap_or_default();
        let ended = status.rsplit(')').next().is_some_and(|rest| rest.trim_start().starts_with('Z'));
        !ended && std::fs::read_link(entry.path().join("exe")).is_ok_and(|exe| exe == program)
    })
}
