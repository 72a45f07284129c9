//! The token over HTTP: in the totem page, or in a document or script that the page loads.

use std::{
    collections::{HashSet, VecDeque},
    time::Duration,
};

use futures_util::future::BoxFuture;
use reqwest::Url;
use scraper::Html;

use super::{TokenError, TokenSource, UnitToken, search};
use crate::{
    config::FeegowConfig,
    connectors::{
        feegow::{Lease, WebLogin},
        http::{Call, Http},
    },
    kernel::ClinicUnit,
};

const TIMEOUT: Duration = Duration::from_secs(20);
const TOTEM: &str = "/v8.1/?P=Totem";
/// The queue that the token is for: cookies of its path count as well.
const QUEUE: &str = "/totem-queue/admin/get-queue-by-filter";
/// So many documents of the page are read at most.
const DOCUMENTS_MAX: usize = 10;
/// Hosts that may hold a part of the page, besides the configured ones.
const VENDOR: &str = ".feegow.com";

/// Looks the token up in what the totem page and its parts hold.
pub struct PageTokens {
    settings: FeegowConfig,
}

impl PageTokens {
    /// The source on the configured addresses.
    pub fn new(settings: FeegowConfig) -> Self {
        Self { settings }
    }

    async fn read(
        &self,
        lease: &mut Lease<'_>,
        login: WebLogin<'_>,
        unit: ClinicUnit,
    ) -> Result<UnitToken, TokenError> {
        let http: Http = lease.standing_in::<TokenError>(login, unit.id()).await?;
        let address = format!("{}{TOTEM}", self.settings.web_base_url);
        let page = http.read_document(&Call::get(address, TIMEOUT)).await?;
        let mut parts: VecDeque<Url> = parts_of(&page.text, &page.url).into();
        let mut documents = vec![page.text];
        let mut seen = HashSet::new();
        // Where the header's name stands there is no need to look further.
        while search::beside_header(&documents[documents.len() - 1]).is_none()
            && let Some(part) = parts.pop_front()
        {
            if seen.len() == DOCUMENTS_MAX {
                break;
            }
            if !self.is_allowed(&part) || !seen.insert(part.clone()) {
                continue;
            }
            // A part that does not come is as good as one without a token.
            match http.send(&Call::get(part.clone(), TIMEOUT)).await {
                Ok(answer) if (200..300).contains(&answer.status) && self.is_allowed(&answer.url) => {
                    let text = answer.text();
                    parts.extend(parts_of(&text, &answer.url));
                    documents.push(text);
                }
                Ok(answer) => tracing::debug!(status = answer.status, "a part of the totem page is missing"),
                Err(error) => tracing::debug!(%error, "a part of the totem page is missing"),
            }
        }
        let token = search::find(&documents).ok_or(TokenError::NotFound)?;
        Ok(UnitToken { token: token.into(), cookies: self.cookies(&http).map(Into::into) })
    }

    /// Our own session may only be shown to Feegow.
    fn is_allowed(&self, url: &Url) -> bool {
        let configured = [&self.settings.web_base_url, &self.settings.core_base_url];
        let is_vendor = || url.scheme() == "https" && url.host_str().is_some_and(|host| host.ends_with(VENDOR));
        configured.into_iter().any(|base| Url::parse(base).is_ok_and(|base| base.origin() == url.origin()))
            || is_vendor()
    }

    /// What the core host is shown, then what only the web host is; each name once.
    fn cookies(&self, http: &Http) -> Option<String> {
        let settings = &self.settings;
        let addresses = [format!("{}{QUEUE}", settings.core_base_url), format!("{}{TOTEM}", settings.web_base_url)];
        let headers: Vec<String> = addresses.iter().filter_map(|address| http.cookies_for(address)).collect();
        super::joined(headers.iter().flat_map(|header| header.split("; ")).filter_map(|pair| pair.split_once('=')))
    }
}

impl TokenSource for PageTokens {
    fn name(&self) -> &'static str {
        "page"
    }

    fn obtain<'a>(
        &'a self,
        lease: &'a mut Lease<'_>,
        login: WebLogin<'a>,
        unit: ClinicUnit,
    ) -> BoxFuture<'a, Result<UnitToken, TokenError>> {
        Box::pin(async move {
            let first = self.read(lease, login, unit).await;
            if !super::is_refused(&first) || !lease.begin_again() {
                return first;
            }
            let second = self.read(lease, login, unit).await;
            lease.began_again(super::is_refused(&second));
            second
        })
    }
}

/// The documents and scripts that a page loads, in its order.
fn parts_of(page: &str, url: &Url) -> Vec<Url> {
    let document = Html::parse_document(page);
    let elements = document.root_element().descendent_elements();
    let parts = elements.filter(|element| matches!(element.value().name(), "iframe" | "script" | "frame"));
    parts.filter_map(|element| url.join(element.attr("src")?.trim()).ok()).collect()
}
