//! The token as the totem page itself uses it: in the first request that carries it.

use std::time::Duration;

use futures_util::future::BoxFuture;

use super::{TokenError, TokenSource, UnitToken, joined};
use crate::{
    config::{BrowserProgram, FeegowConfig, WorkersConfig},
    connectors::{
        ConnectorError,
        feegow::{
            Lease, SERVICE, WebLogin,
            browser::{BrowserError, Chromium, Limits, Tab, log_in},
            web::switch_address,
        },
    },
    kernel::ClinicUnit,
};

const OPEN_LIMIT: Duration = Duration::from_secs(60);
/// So long after it is opened the totem page is watched.
const WATCH: Duration = Duration::from_secs(7);
/// The queue that the token is for: cookies of its path count as well.
const QUEUE: &str = "/totem-queue/admin/get-queue-by-filter";

/// Watches the totem page in a Chromium of our own.
pub struct BrowserTokens {
    program: BrowserProgram,
    settings: FeegowConfig,
    workers: WorkersConfig,
}

impl BrowserTokens {
    /// The source with the browser at `program`.
    pub fn new(program: BrowserProgram, settings: FeegowConfig, workers: WorkersConfig) -> Self {
        Self { program, settings, workers }
    }

    async fn read(
        &self,
        tab: &Tab,
        lease: &mut Lease<'_>,
        login: WebLogin<'_>,
        unit: ClinicUnit,
    ) -> Result<UnitToken, TokenError> {
        let base = &self.settings.web_base_url;
        let totem = format!("{base}/v8.1/?P=Totem");
        log_in(tab, &format!("{base}/v8.1/"), login, lease).await?;
        open(tab, &switch_address(base, unit.id())).await?;
        tab.expect_token();
        open(tab, &totem).await?;
        tab.watched(WATCH, || tab.token().is_some()).await;
        let token = tab.token().ok_or(TokenError::NotFound)?;
        let cookies = tab.cookies_for(&[format!("{}{QUEUE}", self.settings.core_base_url), totem]).await?;
        let cookies = joined(cookies.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        Ok(UnitToken { token, cookies: cookies.map(Into::into) })
    }
}

impl TokenSource for BrowserTokens {
    fn name(&self) -> &'static str {
        "browser"
    }

    fn obtain<'a>(
        &'a self,
        lease: &'a mut Lease<'_>,
        login: WebLogin<'a>,
        unit: ClinicUnit,
    ) -> BoxFuture<'a, Result<UnitToken, TokenError>> {
        Box::pin(async move {
            let limits = Limits { workers: self.workers.clone(), web_base_url: self.settings.web_base_url.clone() };
            let chromium = Chromium::launch(&self.program).await?;
            let outcome = async {
                let tab = chromium.tab(limits).await?;
                let first = self.read(&tab, lease, login, unit).await;
                if !super::is_refused(&first) || !lease.begin_again() {
                    return first;
                }
                let second = self.read(&tab, lease, login, unit).await;
                lease.began_again(super::is_refused(&second));
                second
            }
            .await;
            chromium.close().await;
            outcome
        })
    }
}

impl From<BrowserError> for TokenError {
    fn from(error: BrowserError) -> Self {
        match error {
            BrowserError::Login(error) => Self::Login(error),
            BrowserError::Call(error) => Self::Call(error),
            BrowserError::Stuck(place) => Self::Browser(place),
        }
    }
}

/// Opens a page behind the login.
async fn open(tab: &Tab, address: &str) -> Result<(), TokenError> {
    tab.open(address, OPEN_LIMIT).await?;
    if tab.shows_login().await? {
        return Err(ConnectorError::AuthExpired { service: SERVICE, status: 200 }.into());
    }
    Ok(())
}
