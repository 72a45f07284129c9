//! The few words of the WebDriver protocol that a window test needs.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    time::Duration,
};

use hub_lib::kernel::Clock;
use serde_json::{Value, json};

/// Key under which the protocol hands out an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
pub const POLL: Duration = Duration::from_millis(100);
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
    /// Starts the driver and, through it, the program with `arguments` and `settings`. A program that ends before
    /// it has shown a window is started once more, by a new driver.
    pub async fn open(arguments: &[&str], settings: &[(&'static str, String)]) -> Self {
        rustls::crypto::ring::default_provider().install_default().ok();
        for _ in 0..2 {
            let mut driver = Self::start(settings);
            if let Some(session) = driver.begin(arguments).await {
                driver.session = session;
                return driver;
            }
            driver.end().await;
        }
        panic!("no window after two starts");
    }

    fn start(settings: &[(&'static str, String)]) -> Self {
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
        Self {
            process,
            client: reqwest::Client::builder().timeout(START).build().unwrap(),
            session: format!("http://127.0.0.1:{port}/session"),
            clock: Clock::system(),
            output,
        }
    }

    /// Opens the window; `None` when the program ended, or did not answer in time.
    async fn begin(&self, arguments: &[&str]) -> Option<String> {
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "wry",
            "webkitgtk:browserOptions": { "binary": env!("CARGO_BIN_EXE_hub"), "args": arguments },
        } } });
        let status = self.session.replace("/session", "/status");
        let started = self.clock.now();
        while self.client.get(&status).send().await.is_err() {
            assert!((self.clock.now() - started).to_std().unwrap() < START, "no driver within {START:?}");
            self.clock.sleep(POLL).await;
        }
        let answer = tokio::select! {
            answer = self.client.post(&self.session).json(&wanted).send() => answer.ok()?,
            () = self.program_ends() => return None,
        };
        let answer: Value = answer.json().await.ok()?;
        answer["value"]["sessionId"].as_str().map(|id| format!("{}/{id}", self.session))
    }

    /// Waits until the program has started and is gone again.
    async fn program_ends(&self) {
        while self.programs().is_empty() {
            self.clock.sleep(POLL).await;
        }
        while !self.programs().is_empty() {
            self.clock.sleep(POLL).await;
        }
    }

    /// The driver's children that have not ended yet, down to their last thread.
    fn programs(&self) -> Vec<u32> {
        let driver = self.process.id().to_string();
        let stat = |folder: &Path| {
            let text = std::fs::read_to_string(folder.join("stat")).unwrap_or_default();
            let rest = text.rsplit(')').next().unwrap_or_default().split_whitespace();
            rest.take(2).map(str::to_owned).collect::<Vec<_>>()
        };
        let folders =
            |folder: &Path| std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
        folders(Path::new("/proc"))
            .filter(|process| stat(process).get(1) == Some(&driver))
            .filter(|process| folders(&process.join("task")).any(|task| stat(&task).first().is_some_and(|s| s != "Z")))
            .filter_map(|process| process.file_name()?.to_str()?.parse().ok())
            .collect()
    }

    /// The process of the program under test.
    pub fn program(&self) -> u32 {
        self.programs()[0]
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

    /// Waits until the script has a value, and returns it.
    pub async fn wait_for_value(&self, script: &str, limit: Duration) -> Value {
        let started = self.clock.now();
        loop {
            let value = self.run(script).await;
            if !value.is_null() {
                return value;
            }
            assert!((self.clock.now() - started).to_std().unwrap() < limit, "no value within {limit:?} of: {script}");
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
    pub async fn close(self) {
        self.call(reqwest::Method::DELETE, "", None).await;
        self.end().await;
    }

    /// Ends the driver after its program: one that is still ending would send the next one away, for there is
    /// one window at a time.
    async fn end(self) {
        let started = self.clock.now();
        while !self.programs().is_empty() {
            if (self.clock.now() - started).to_std().unwrap() > START {
                for program in self.programs() {
                    let _ = Command::new("kill").args(["-KILL", &program.to_string()]).status();
                }
            }
            self.clock.sleep(POLL).await;
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
