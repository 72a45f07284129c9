//! One page of the browser: opening, looking, pressing, waiting.

use std::{future::Future, sync::Arc, time::Duration};

use chromiumoxide::{
    Page,
    cdp::{
        IntoEventKind,
        browser_protocol::{
            network::GetCookiesParams,
            page::{EventJavascriptDialogOpening, HandleJavaScriptDialogParams},
        },
    },
    error::CdpError,
};
use futures_util::StreamExt;
use secrecy::SecretString;
use serde::de::DeserializeOwned;
use tokio::task::JoinHandle;

use super::{BrowserError, network::Network, unlogged};
use crate::{
    config::WorkersConfig,
    connectors::{ConnectorError, feegow::SERVICE},
    kernel::{Clock, text::cut},
};

const HELPERS: &str = include_str!("helpers.js");
/// How often a condition is looked at.
const LOOK: Duration = Duration::from_millis(50);
/// How long the page may take for one step of ours.
const STEP_LIMIT: Duration = Duration::from_secs(30);
const ATTEMPTS: u32 = 3;
/// The page's text is fetched in parts of so many characters.
const PART: usize = 4 * 1024 * 1024;
const REASON_MAX: usize = 100;

/// What a tab may take: limits are real time, pauses are scaled.
#[derive(Clone)]
pub(in crate::connectors::feegow) struct Limits {
    pub workers: WorkersConfig,
    pub web_base_url: String,
}

impl Limits {
    /// `normal`, or what every call is limited to.
    pub fn at_most(&self, normal: Duration) -> Duration {
        self.workers.http_timeout_max.map_or(normal, |max| normal.min(max))
    }
}

/// A page that can be worked with.
pub(in crate::connectors::feegow) struct Tab {
    page: Page,
    pub limits: Limits,
    /// The browser lives in real time, whatever our own clock says.
    wall: Clock,
    network: Arc<Network>,
    watchers: Vec<JoinHandle<()>>,
}

impl Tab {
    pub(super) async fn new(page: Page, limits: Limits) -> Result<Self, BrowserError> {
        // The frame of a tab has the tab's own id.
        let network = Arc::new(Network::new(page.target_id().inner(), &limits.web_base_url));
        let mut tab = Self { page, limits, wall: Clock::system(), network, watchers: Vec::new() };
        tab.watch(Network::sent).await?;
        tab.watch(Network::answered).await?;
        tab.watch(Network::finished).await?;
        tab.watch(Network::failed).await?;
        tab.dismiss_dialogs().await?;
        Ok(tab)
    }

    async fn watch<E: IntoEventKind + Unpin + Send + Sync>(
        &mut self,
        see: fn(&Network, &E),
    ) -> Result<(), BrowserError> {
        let events = unlogged(self.page.event_listener::<E>()).await;
        let mut events = events.map_err(|_| BrowserError::stuck("o navegador não informa o que faz"))?;
        let network = self.network.clone();
        self.watchers.push(tokio::spawn(async move {
            while let Some(event) = events.next().await {
                see(&network, &event);
            }
        }));
        Ok(())
    }

    /// A message box would hold up everything.
    async fn dismiss_dialogs(&mut self) -> Result<(), BrowserError> {
        let events = unlogged(self.page.event_listener::<EventJavascriptDialogOpening>()).await;
        let mut events = events.map_err(|_| BrowserError::stuck("o navegador não informa o que faz"))?;
        let page = self.page.clone();
        self.watchers.push(tokio::spawn(unlogged(async move {
            while events.next().await.is_some() {
                let _ = page.execute(HandleJavaScriptDialogParams::new(true)).await;
            }
        })));
        Ok(())
    }

    /// Opens an address and waits until it is loaded; busy and broken answers are tried again.
    ///
    /// # Errors
    /// [`BrowserError::Call`], as a call over HTTP would end.
    pub async fn open(&self, address: &str, limit: Duration) -> Result<(), BrowserError> {
        let mut attempt = 1;
        loop {
            let error = match self.open_once(address, self.limits.at_most(limit)).await {
                Ok(()) => return Ok(()),
                Err(error) => error,
            };
            let is_passing = match &error {
                ConnectorError::Timeout { .. } | ConnectorError::Unreachable { .. } => true,
                ConnectorError::Status { status, .. } => *status == 429 || *status >= 500,
                _ => false,
            };
            if !is_passing || attempt >= ATTEMPTS {
                return Err(error.into());
            }
            self.pause(Duration::from_secs(attempt.into())).await;
            attempt += 1;
        }
    }

    async fn open_once(&self, address: &str, limit: Duration) -> Result<(), ConnectorError> {
        let service = SERVICE;
        self.network.expect_document();
        let opened = self.wall.timeout(limit, unlogged(self.page.goto(address))).await;
        let opened = opened.unwrap_or(Err(CdpError::Timeout));
        // The status is told beside the end of loading, sometimes a moment later.
        for _ in 0..20 {
            if self.network.document().is_some() || opened.is_err() {
                break;
            }
            self.wall.sleep(LOOK).await;
        }
        match self.network.document() {
            Some(status @ (401 | 403)) => return Err(ConnectorError::AuthExpired { service, status }),
            Some(status) if status >= 400 => return Err(ConnectorError::Status { service, status }),
            _ => {}
        }
        match opened {
            Ok(_) => self.network.document_lost().map_or(Ok(()), Err),
            Err(CdpError::Timeout) => Err(ConnectorError::Timeout { service }),
            Err(CdpError::ChromeMessage(reason)) => {
                Err(ConnectorError::Unreachable { service, reason: cut(&reason, REASON_MAX).to_owned() })
            }
            Err(_) => Err(ConnectorError::Unreachable { service, reason: "the browser does not answer".to_owned() }),
        }
    }

    /// Evaluates an expression in the page, with the helpers at hand.
    ///
    /// # Errors
    /// [`BrowserError::Stuck`] naming `step`: the page went away or the expression failed.
    pub async fn run<T: DeserializeOwned>(&self, step: &str, expression: &str) -> Result<T, BrowserError> {
        let script = format!("(() => {{ {HELPERS}\nreturn ({expression}); }})()");
        let limit = self.limits.at_most(STEP_LIMIT);
        let answer = self.wall.timeout(limit, unlogged(self.page.evaluate_expression(script))).await;
        // Not the error itself: it may quote the page.
        let failed = || BrowserError::stuck(step);
        answer.ok_or_else(failed)?.map_err(|_| failed())?.into_value().map_err(|_| failed())
    }

    /// Waits until an expression is true; `false` when it does not become so within `limit`.
    pub async fn wait_for(&self, expression: &str, limit: Duration) -> bool {
        let waiting = async {
            // While the page changes nothing can be evaluated: that is just "not yet".
            while !matches!(self.run::<bool>("", &format!("!!({expression})")).await, Ok(true)) {
                self.wall.sleep(LOOK).await;
            }
        };
        self.wall.timeout(self.limits.at_most(limit), waiting).await.is_some()
    }

    /// A deliberate pause.
    pub async fn pause(&self, normal: Duration) {
        self.wall.sleep(self.limits.workers.pause(normal)).await;
    }

    /// A look's pause, in real time.
    pub(super) async fn look_again(&self) {
        self.wall.sleep(LOOK).await;
    }

    /// Runs `future` for at most `limit` of real time.
    pub(super) async fn within<F: Future>(&self, limit: Duration, future: F) -> Option<F::Output> {
        self.wall.timeout(self.limits.at_most(limit), future).await
    }

    /// Waits until `is_done`, for at most `limit` of real time.
    pub async fn watched(&self, limit: Duration, is_done: impl Fn() -> bool) {
        let waiting = async {
            while !is_done() {
                self.look_again().await;
            }
        };
        let _ = self.within(limit, waiting).await;
    }

    /// The status of the document shown; `None` before it is known.
    pub(super) fn document_status(&self) -> Option<u16> {
        self.network.document()
    }

    /// Forgets the status of the document shown: another one is about to come.
    pub(super) fn expect_document(&self) {
        self.network.expect_document();
    }

    /// Whether the login page is shown, at whatever address.
    pub async fn shows_login(&self) -> Result<bool, BrowserError> {
        self.run("procura da página de login", "isLogin()").await
    }

    /// Whether data is still on its way.
    pub fn is_loading(&self) -> bool {
        self.network.is_busy()
    }

    /// Forgets what was lost before: an answer is about to come, as a page or as data.
    pub fn expect_answer(&self) {
        self.network.expect_document();
        self.network.expect_data();
    }

    /// Why the answer since [`Tab::expect_answer`] is not complete.
    ///
    /// # Errors
    /// The first of its parts that did not come.
    pub fn is_answer_complete(&self) -> Result<(), ConnectorError> {
        match self.network.document() {
            Some(status @ (401 | 403)) => return Err(ConnectorError::AuthExpired { service: SERVICE, status }),
            Some(status) if status >= 400 => return Err(ConnectorError::Status { service: SERVICE, status }),
            _ => {}
        }
        self.network.document_lost().or_else(|| self.network.lost()).map_or(Ok(()), Err)
    }

    /// Forgets the tokens seen so far.
    pub fn expect_token(&self) {
        self.network.expect_token();
    }

    /// The first token since [`Tab::expect_token`] that the page sent to anybody.
    pub fn token(&self) -> Option<SecretString> {
        self.network.token()
    }

    /// The cookies the browser would send to these addresses, as names and values.
    pub async fn cookies_for(&self, addresses: &[String]) -> Result<Vec<(String, String)>, BrowserError> {
        let asked = GetCookiesParams { urls: Some(addresses.to_vec()) };
        let answer = unlogged(self.page.execute(asked)).await;
        let cookies = answer.map_err(|_| BrowserError::stuck("os cookies não foram lidos"))?.result.cookies;
        Ok(cookies.into_iter().map(|cookie| (cookie.name, cookie.value)).collect())
    }

    /// The page's HTML as it stands now, in parts: a report is too large for one message.
    pub async fn html(&self) -> Result<String, BrowserError> {
        const STEP: &str = "leitura da página";
        let length: usize = self.run(STEP, "(window.__hubPage = document.documentElement.outerHTML).length").await?;
        let mut html = String::with_capacity(length);
        let mut from = 0;
        while from < length {
            // A part never ends between the two halves of a character.
            let part: String = self
                .run(
                    STEP,
                    &format!(
                        "(() => {{ const page = window.__hubPage; let end = Math.min({from} + {PART}, page.length); \
                         const last = page.charCodeAt(end - 1); if (last >= 0xD800 && last < 0xDC00 && end < page.length) end += 1; \
                         return page.slice({from}, end); }})()"
                    ),
                )
                .await?;
            let units = part.encode_utf16().count();
            if units == 0 {
                return Err(BrowserError::stuck(STEP));
            }
            from += units;
            html.push_str(&part);
        }
        self.run::<bool>(STEP, "(() => { window.__hubPage = null; return true; })()").await?;
        Ok(html)
    }
}

impl Drop for Tab {
    fn drop(&mut self) {
        for watcher in &self.watchers {
            watcher.abort();
        }
    }
}

/// A text as a literal of the page's language.
pub(in crate::connectors::feegow) fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
