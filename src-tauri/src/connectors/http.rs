//! The one way out: every call to an outside service passes here, with the same timeouts, retries,
//! limits and discretion.
//!
//! All calls are reads and may be repeated, except those marked [`Call::once`]. Nothing here logs a
//! header, a body or a query.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use bytes::Bytes;
use encoding_rs::Encoding;
use reqwest::{
    Method, Response, Url,
    cookie::{CookieStore, Jar},
    header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER},
    redirect::Policy,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{ConnectorError, decode};
use crate::{
    config::WorkersConfig,
    kernel::{Clock, text::cut},
};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const ATTEMPTS: u32 = 3;
/// Waits before the second and the third attempt, without jitter.
const WAITS: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(2)];
const RETRY_AFTER_MAX: Duration = Duration::from_secs(60);
const BODY_MAX: usize = 64 * 1024 * 1024;
const REDIRECTS_MAX: usize = 10;
/// Error texts of the network stack are cut to this many characters.
const REASON_MAX: usize = 300;

/// A client of one service. Cheap to clone; clones share connections and cookies.
#[derive(Clone)]
pub struct Http {
    service: &'static str,
    client: Result<reqwest::Client, String>,
    /// The cookies of a client of web pages.
    jar: Option<Arc<Jar>>,
    clock: Clock,
    /// Applied to every wait between attempts.
    pause_scale: f64,
    /// Upper bound of every call's own timeout.
    timeout_max: Option<Duration>,
}

impl Http {
    /// A client of JSON endpoints: no cookies, no redirects (one means the session is gone).
    pub fn json(service: &'static str, workers: &WorkersConfig, clock: Clock) -> Self {
        Self::build(service, workers, clock, None, |builder| builder.redirect(Policy::none()))
    }

    /// A client of web pages: keeps cookies, follows redirects.
    pub fn web(service: &'static str, workers: &WorkersConfig, clock: Clock, user_agent: &'static str) -> Self {
        let jar = Arc::new(Jar::default());
        Self::build(service, workers, clock, Some(jar.clone()), |builder| {
            builder.redirect(Policy::limited(REDIRECTS_MAX)).cookie_provider(jar).user_agent(user_agent)
        })
    }

    fn build(
        service: &'static str,
        workers: &WorkersConfig,
        clock: Clock,
        jar: Option<Arc<Jar>>,
        shape: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder,
    ) -> Self {
        // Already installed by the program; tests and embedders may come here first.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = reqwest::Client::builder().connect_timeout(CONNECT_TIMEOUT);
        let client = shape(builder).build().map_err(|e| reason(&e));
        Self { service, client, jar, clock, pause_scale: workers.pause_scale, timeout_max: workers.http_timeout_max }
    }

    /// The service's name, as used in errors.
    pub fn service(&self) -> &'static str {
        self.service
    }

    /// Reads a JSON answer.
    ///
    /// # Errors
    /// [`ConnectorError::AuthExpired`] for 401, 403, a redirect or a login page; `Unexpected` for
    /// anything that is not JSON; `Decode` for JSON of another shape or cut short.
    pub async fn read_json<T: DeserializeOwned>(&self, call: &Call) -> Result<T, ConnectorError> {
        let answer = self.send(call).await?;
        let status = answer.status;
        if status == 401 || status == 403 || (300..400).contains(&status) {
            return Err(ConnectorError::AuthExpired { service: self.service, status });
        }
        if !(200..300).contains(&status) {
            return Err(ConnectorError::Status { service: self.service, status });
        }
        if !answer.looks_like_json() {
            return Err(if decode::is_login_page(&answer.text()) {
                ConnectorError::AuthExpired { service: self.service, status }
            } else {
                ConnectorError::Unexpected { service: self.service, what: "something that is not JSON" }
            });
        }
        let body = answer.body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&answer.body);
        serde_json::from_slice(body).map_err(|e| ConnectorError::Decode {
            service: self.service,
            // Not the message: it quotes values.
            place: format!("line {}, column {}", e.line(), e.column()),
        })
    }

    /// Reads a page behind the login.
    ///
    /// # Errors
    /// [`ConnectorError::AuthExpired`] for 401, 403 and the login page, wherever it appears.
    pub async fn read_page(&self, call: &Call) -> Result<String, ConnectorError> {
        self.read_document(call).await.map(|document| document.text)
    }

    /// Like [`Http::read_page`], with where the page came from and how it is written.
    ///
    /// # Errors
    /// Those of [`Http::read_page`].
    pub async fn read_document(&self, call: &Call) -> Result<Document, ConnectorError> {
        let answer = self.send(call).await?;
        let status = answer.status;
        if status == 401 || status == 403 || answer.ended_on_login() {
            return Err(ConnectorError::AuthExpired { service: self.service, status });
        }
        if !(200..300).contains(&status) {
            return Err(ConnectorError::Status { service: self.service, status });
        }
        let (charset, text) = (decode::charset(answer.content_type.as_deref(), &answer.body), answer.text());
        let url = answer.url;
        // A report may be large: one copy of it is enough from here on.
        drop(answer.body);
        if decode::is_login_page(&text) {
            return Err(ConnectorError::AuthExpired { service: self.service, status });
        }
        Ok(Document { url, charset, text })
    }

    /// The `Cookie` header this client would send to `url` (`name=value; name=value`); `None` when it has no cookie
    /// for it.
    pub fn cookies_for(&self, url: &str) -> Option<String> {
        let header = self.jar.as_ref()?.cookies(&Url::parse(url).ok()?)?;
        header.to_str().ok().map(str::to_owned)
    }

    /// Makes the call and reads the whole answer, whatever its status.
    ///
    /// Connection errors, timeouts, 429 and 5xx are tried again (not after [`Call::once`]); the last
    /// answer is returned, the last error is reported.
    ///
    /// # Errors
    /// `Timeout`, `Unreachable`, `Unexpected` (too long, endless redirect) or `Setup`.
    pub async fn send(&self, call: &Call) -> Result<Answer, ConnectorError> {
        let attempts = if call.repeatable { ATTEMPTS } else { 1 };
        let mut attempt = 1;
        loop {
            let outcome = self.attempt(call).await;
            let wanted = match &outcome {
                Ok(answer) if answer.status == 429 || answer.status >= 500 => answer.retry_after,
                Err(ConnectorError::Timeout { .. } | ConnectorError::Unreachable { .. }) => None,
                _ => return outcome,
            };
            if attempt >= attempts {
                return outcome;
            }
            let wait = wanted.unwrap_or_else(|| jittered(WAITS[(attempt as usize - 1).min(WAITS.len() - 1)]));
            tracing::debug!(
                service = self.service,
                path = call.path(),
                attempt,
                outcome = %match &outcome { Ok(answer) => format!("HTTP {}", answer.status), Err(e) => e.brief() },
                "call will be repeated"
            );
            self.clock.sleep(wait.mul_f64(self.pause_scale)).await;
            attempt += 1;
        }
    }

    async fn attempt(&self, call: &Call) -> Result<Answer, ConnectorError> {
        let client = self.client.as_ref().map_err(|reason| self.setup(reason.clone()))?;
        let mut url = Url::parse(&call.url).map_err(|e| self.setup(format!("{}: {e}", call.path())))?;
        if !call.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&call.query);
        }
        let timeout = self.timeout_max.map_or(call.timeout, |max| call.timeout.min(max));
        let mut headers = HeaderMap::with_capacity(call.headers.len());
        for (name, value) in &call.headers {
            let mut value = HeaderValue::from_str(value)
                .map_err(|_| self.setup(format!("the value of header {name} has characters that cannot be sent")))?;
            value.set_sensitive(true);
            headers.insert(name.clone(), value);
        }
        let mut request = client.request(call.method.clone(), url).headers(headers).timeout(timeout);
        if let Some(form) = &call.form {
            request = request.form(form);
        }
        if let Some(body) = &call.encoded_form {
            request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(body.clone());
        }
        if let Some(body) = &call.json {
            request = request.header(CONTENT_TYPE, "application/json").body(body.clone());
        }
        let response = request.send().await.map_err(|e| self.failure(e))?;
        self.read(response).await
    }

    async fn read(&self, mut response: Response) -> Result<Answer, ConnectorError> {
        let header = |name: HeaderName| response.headers().get(name).and_then(|v| v.to_str().ok()).map(str::to_owned);
        let content_type = header(CONTENT_TYPE);
        let retry_after = header(RETRY_AFTER).and_then(|text| self.wait_wanted(&text));
        let (status, url) = (response.status(), response.url().clone());
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|e| self.failure(e))? {
            if body.len() + chunk.len() > BODY_MAX {
                return Err(ConnectorError::Unexpected { service: self.service, what: "more than 64 MiB" });
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Answer { status: status.as_u16(), url, content_type, retry_after, body: body.into() })
    }

    /// `Retry-After` in seconds or as a date, at most a minute.
    fn wait_wanted(&self, text: &str) -> Option<Duration> {
        let wanted = match text.trim().parse::<u64>() {
            Ok(seconds) => Duration::from_secs(seconds),
            Err(_) => {
                let at = chrono::DateTime::parse_from_rfc2822(text.trim()).ok()?;
                (at.to_utc() - self.clock.now()).to_std().unwrap_or_default()
            }
        };
        Some(wanted.min(RETRY_AFTER_MAX))
    }

    fn failure(&self, error: reqwest::Error) -> ConnectorError {
        let service = self.service;
        if error.is_timeout() {
            ConnectorError::Timeout { service }
        } else if error.is_redirect() {
            ConnectorError::Unexpected { service, what: "an endless redirect" }
        } else if error.is_builder() {
            self.setup(reason(&error.without_url()))
        } else {
            ConnectorError::Unreachable { service, reason: reason(&error.without_url()) }
        }
    }

    fn setup(&self, reason: String) -> ConnectorError {
        ConnectorError::Setup { service: self.service, reason }
    }
}

/// A request to make.
#[derive(Clone)]
pub struct Call {
    method: Method,
    url: String,
    query: Vec<(&'static str, String)>,
    headers: Vec<(HeaderName, String)>,
    form: Option<Vec<(String, String)>>,
    encoded_form: Option<String>,
    json: Option<String>,
    timeout: Duration,
    repeatable: bool,
}

impl Call {
    /// Reads `url`; `timeout` covers one attempt from connecting to the last byte.
    pub fn get(url: impl Into<String>, timeout: Duration) -> Self {
        Self::new(Method::GET, url.into(), timeout)
    }

    /// Sends a form to `url`.
    pub fn post(url: impl Into<String>, form: Vec<(String, String)>, timeout: Duration) -> Self {
        Self { form: Some(form), ..Self::new(Method::POST, url.into(), timeout) }
    }

    /// Sends a form that is written out already, in the page's own charset.
    pub fn post_encoded(url: impl Into<String>, body: String, timeout: Duration) -> Self {
        Self { encoded_form: Some(body), ..Self::new(Method::POST, url.into(), timeout) }
    }

    /// Asks with JSON at `url`: a query, not a change, so it may be repeated.
    pub fn post_json(url: impl Into<String>, body: &Value, timeout: Duration) -> Self {
        Self { json: Some(body.to_string()), ..Self::new(Method::POST, url.into(), timeout) }
    }

    fn new(method: Method, url: String, timeout: Duration) -> Self {
        Self {
            method,
            url,
            query: Vec::new(),
            headers: Vec::new(),
            form: None,
            encoded_form: None,
            json: None,
            timeout,
            repeatable: true,
        }
    }

    /// Adds a query value; those already in the URL stay.
    pub fn query(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.query.push((name, value.into()));
        self
    }

    /// Adds a header. Its value is treated as a secret.
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((HeaderName::from_static(name), value.into()));
        self
    }

    /// Never repeats the call by itself (a login, for example).
    pub fn once(mut self) -> Self {
        self.repeatable = false;
        self
    }

    /// The address without query, fit for a log.
    fn path(&self) -> &str {
        self.url.split('?').next().unwrap_or_default()
    }
}

/// A complete answer.
#[derive(Clone)]
pub struct Answer {
    pub status: u16,
    /// Where the answer came from, after redirects.
    pub url: Url,
    pub content_type: Option<String>,
    pub body: Bytes,
    retry_after: Option<Duration>,
}

impl Answer {
    /// The body as text, in whatever charset it came.
    pub fn text(&self) -> String {
        decode::text(self.content_type.as_deref(), &self.body)
    }

    /// Whether the redirects ended on the login page.
    pub fn ended_on_login(&self) -> bool {
        self.url.as_str().to_lowercase().contains("login")
    }

    fn looks_like_json(&self) -> bool {
        let named = self.content_type.as_ref().is_some_and(|kind| kind.to_ascii_lowercase().contains("json"));
        named || self.body.iter().find(|byte| !byte.is_ascii_whitespace()).is_some_and(|byte| b"{[".contains(byte))
    }
}

/// A page as text.
pub struct Document {
    /// Where it came from, after redirects.
    pub url: Url,
    /// What it was written in: a form of it is sent back in the same.
    pub charset: &'static Encoding,
    pub text: String,
}

/// Whether anything answers at `url`: the milliseconds it took, or the reason in words.
///
/// # Errors
/// The reason nothing answered. Any HTTP status counts as an answer.
pub async fn reach(url: &str, timeout: Duration) -> Result<u128, String> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client =
        reqwest::Client::builder().redirect(Policy::none()).timeout(timeout).build().map_err(|e| reason(&e))?;
    let started = Instant::now();
    match client.get(url).send().await {
        Ok(_) => Ok(started.elapsed().as_millis()),
        Err(error) if error.is_timeout() => Err(format!("no answer within {} s", timeout.as_secs())),
        Err(error) => Err(reason(&error.without_url())),
    }
}

/// `wait` × 0.8–1.2, so that several callers do not come back together.
fn jittered(wait: Duration) -> Duration {
    wait.mul_f64(rand::random_range(0.8..=1.2))
}

/// The innermost cause of a network error: the outer ones only say that sending failed.
fn reason(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cut(&cause.to_string(), REASON_MAX).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, Env, RunAs};

    fn http() -> Http {
        let env = Env::of([("HUB_DATA_DIR", "unused")]);
        let workers = Config::read(&env, RunAs::Local).unwrap().workers;
        Http::json("test", &workers, Clock::manual_at("2026-02-18 09:00:00"))
    }

    #[test]
    fn a_service_may_ask_for_a_wait_of_up_to_a_minute() {
        for (text, seconds) in [
            ("1", Some(1)),
            ("3600", Some(60)),
            ("Wed, 18 Feb 2026 12:00:30 GMT", Some(30)),
            ("Wed, 18 Feb 2026 11:00:00 GMT", Some(0)),
            ("soon", None),
        ] {
            assert_eq!(http().wait_wanted(text), seconds.map(Duration::from_secs), "{text}");
        }
    }

    #[test]
    fn waits_differ_by_a_fifth_at_most() {
        for _ in 0..100 {
            let wait = jittered(Duration::from_secs(10));
            assert!((8.0..=12.0).contains(&wait.as_secs_f64()), "{wait:?}");
        }
    }

    #[tokio::test]
    async fn a_call_that_cannot_be_made_says_why_without_its_secrets() {
        let timeout = Duration::from_secs(1);
        let header = Call::get("http://127.0.0.1:9/x?token=segredo", timeout).header("cookie", "segredo\n");
        for call in [header, Call::get("no address?token=segredo", timeout)] {
            let error = http().send(&call).await.err().unwrap();
            assert!(matches!(error, ConnectorError::Setup { .. }), "{error}");
            assert!(!error.to_string().contains("segredo"), "{error}");
        }
    }
}
