//! The report over HTTP: the page's form, sent as a browser would, and the pages of its answer.

use std::{collections::HashSet, time::Duration};

use futures_util::future::BoxFuture;
use reqwest::Url;

use super::{
    BillingReportSource, ReportError, ReportTable,
    fields::{self, FilledForm},
    table::{ReportPage, read_page_aside},
};
use crate::{
    config::FeegowConfig,
    connectors::{
        ConnectorError,
        feegow::{SERVICE, WebAccount, WebSession, web::Lease},
        http::{Call, Document, Http},
    },
    kernel::Period,
};

const FORM_TIMEOUT: Duration = Duration::from_secs(60);
/// A month of all units takes Feegow a while.
const RESULT_TIMEOUT: Duration = Duration::from_secs(3 * 60);
/// All units at once.
const ALL_UNITS: i64 = 0;
/// More pages than this are no report but a page that names itself as its continuation.
const PAGES_MAX: usize = 1000;
pub(super) const WAITING: &str = "Aguardando a sessão do Feegow";

/// Reads the report by sending the form of its page.
pub struct HttpFormSource {
    session: WebSession,
    account: WebAccount,
    settings: FeegowConfig,
}

impl HttpFormSource {
    /// The source on the one session of this process.
    pub fn new(session: WebSession, account: WebAccount, settings: FeegowConfig) -> Self {
        Self { session, account, settings }
    }

    async fn read(
        &self,
        lease: &mut Lease<'_>,
        period: Period,
        progress: &(dyn Fn(String) + Send + Sync),
    ) -> Result<ReportTable, ReportError> {
        let http: Http = lease.standing_in::<ReportError>(self.account.login(), ALL_UNITS).await?;
        let address = format!("{}{}", self.settings.web_base_url, self.settings.report_path);
        let page = http.read_document(&Call::get(address, FORM_TIMEOUT)).await?;
        let form = self.fill(&page, period)?;
        progress(format!("Lendo o relatório de {}", in_words(period)));
        let answer = http.read_document(&self.call(&form)).await?;
        let mut address = self.on_same_host(answer.url)?;
        let ReportPage { mut table, mut next } = read_page_aside(answer.text).await.map_err(|error| match error {
            ReportError::NoTable => ReportError::NeedsBrowser,
            other => other,
        })?;
        let mut seen = HashSet::new();
        while let Some(link) = next {
            let url = self.on_same_host(address.join(&link).map_err(|_| unexpected())?)?;
            if !seen.insert(url.clone()) || seen.len() > PAGES_MAX {
                return Err(unexpected());
            }
            let answer = http.read_document(&Call::get(url, RESULT_TIMEOUT)).await?;
            address = self.on_same_host(answer.url)?;
            let more = read_page_aside(answer.text).await?;
            table.append(more.table)?;
            next = more.next;
            progress(format!("Lendo o relatório de {}: {} linhas", in_words(period), table.rows.len()));
        }
        Ok(table)
    }

    /// The form of the page, going where the settings or the page say.
    fn fill(&self, page: &Document, period: Period) -> Result<FilledForm, ReportError> {
        let mut form = fields::fill(page, period).ok_or(ReportError::NeedsBrowser)?;
        if let Some(path) = &self.settings.report_submit_path {
            let address = format!("{}{path}", self.settings.web_base_url);
            form.action = Url::parse(&address).map_err(|error| ConnectorError::Setup {
                service: SERVICE,
                reason: format!("FEEGOW_REPORT_SUBMIT_PATH: {error}"),
            })?;
        }
        form.action = self.on_same_host(form.action)?;
        Ok(form)
    }

    fn call(&self, form: &FilledForm) -> Call {
        if form.is_post {
            return Call::post_encoded(form.action.clone(), form.body.clone(), RESULT_TIMEOUT);
        }
        let mut address = form.action.clone();
        address.set_query(Some(&form.body));
        Call::get(address, RESULT_TIMEOUT)
    }

    /// The session and what it may see stay with Feegow.
    fn on_same_host(&self, url: Url) -> Result<Url, ReportError> {
        let base = Url::parse(&self.settings.web_base_url).ok();
        if base.is_some_and(|base| base.origin() == url.origin()) {
            return Ok(url);
        }
        let what = "a report that leads to another host";
        Err(ConnectorError::Unexpected { service: SERVICE, what }.into())
    }
}

impl BillingReportSource for HttpFormSource {
    fn fetch<'a>(
        &'a self,
        period: Period,
        progress: &'a (dyn Fn(String) + Send + Sync),
    ) -> BoxFuture<'a, Result<ReportTable, ReportError>> {
        Box::pin(async move {
            let lease = self.session.lease_patiently(|| progress(WAITING.to_owned())).await;
            let mut lease = lease.ok_or(ReportError::Busy)?;
            let first = self.read(&mut lease, period, progress).await;
            if !is_refused(&first) || !lease.begin_again() {
                return first;
            }
            let second = self.read(&mut lease, period, progress).await;
            lease.began_again(is_refused(&second));
            second
        })
    }
}

/// Whether the session, not the report, is at fault.
pub(super) fn is_refused<T>(outcome: &Result<T, ReportError>) -> bool {
    matches!(outcome, Err(ReportError::Call(error)) if error.is_auth_expired())
}

fn unexpected() -> ReportError {
    ConnectorError::Unexpected { service: SERVICE, what: "a report whose pages have no end" }.into()
}

/// `18/02/2026`, or `01/02/2026 a 28/02/2026`.
pub(super) fn in_words(period: Period) -> String {
    let day = |day: chrono::NaiveDate| day.format("%d/%m/%Y").to_string();
    if period.first == period.last {
        return day(period.first);
    }
    format!("{} a {}", day(period.first), day(period.last))
}
