//! The report as a person reads it: in a browser, step by step, scrolling until no more lines come.

use std::time::Duration;

use futures_util::future::BoxFuture;

use super::{
    BillingReportSource, ReportError, ReportTable,
    fields::{ACCOUNT_USER_BOX, HEAD_OFFICE},
    form::{WAITING, in_words, is_refused},
    table::read_page_aside,
};
use crate::{
    config::{BrowserProgram, FeegowConfig, WorkersConfig},
    connectors::{
        ConnectorError,
        feegow::{
            Lease, SERVICE, WebAccount, WebSession,
            browser::{BrowserError, Chromium, Limits, Tab, json, log_in},
            web::switch_address,
        },
    },
    kernel::Period,
};

const ALL_UNITS: i64 = 0;
const AFTER_LOGIN: Duration = Duration::from_secs(2);
const AFTER_SWITCH: Duration = Duration::from_secs(3);
const AFTER_SCROLL: Duration = Duration::from_millis(2500);
const BETWEEN_ATTEMPTS: Duration = Duration::from_secs(1);
const OPEN_LIMIT: Duration = Duration::from_secs(60);
const PICKER_LIMIT: Duration = Duration::from_secs(20);
const MENU_LIMIT: Duration = Duration::from_secs(5);
const FIELD_LIMIT: Duration = Duration::from_secs(10);
const RESULT_LIMIT: Duration = Duration::from_secs(30);
const ATTEMPTS: u32 = 3;
/// The last line has come when so many looks in a row find no more …
const QUIET_LOOKS: u32 = 5;
/// … not counting looks while data is on its way, up to so many (two minutes): some data never ends.
const BUSY_LOOKS: u32 = 48;

/// The lines shown, headings left out.
const LINES: &str = "document.querySelectorAll('#table-resultado tbody tr').length";

/// Reads the report with a Chromium of our own.
pub struct BrowserSource {
    program: BrowserProgram,
    session: WebSession,
    account: WebAccount,
    settings: FeegowConfig,
    workers: WorkersConfig,
}

type Progress<'a> = &'a (dyn Fn(String) + Send + Sync);

impl BrowserSource {
    /// The source with the browser at `program`, on the one session of this process.
    pub fn new(
        program: BrowserProgram,
        session: WebSession,
        account: WebAccount,
        settings: FeegowConfig,
        workers: WorkersConfig,
    ) -> Self {
        Self { program, session, account, settings, workers }
    }

    async fn read(
        &self,
        tab: &Tab,
        lease: &mut Lease<'_>,
        period: Period,
        progress: Progress<'_>,
    ) -> Result<ReportTable, ReportError> {
        let base = &self.settings.web_base_url;
        log_in(tab, &format!("{base}/main/?P=Login"), self.account.login(), lease).await?;
        tab.pause(AFTER_LOGIN).await;
        open(tab, &switch_address(base, ALL_UNITS)).await?;
        tab.pause(AFTER_SWITCH).await;
        open(tab, &format!("{base}{}", self.settings.report_path)).await?;
        progress(format!("Lendo o relatório de {}", in_words(period)));
        close_survey(tab).await?;
        choose_units(tab).await?;
        choose_days(tab, period).await?;
        ask(tab).await?;
        let say = |lines| progress(format!("Lendo o relatório de {}: {lines} linhas", in_words(period)));
        scroll_to_the_end(tab, say).await?;
        if tab.shows_login().await? {
            return Err(expired());
        }
        tab.is_answer_complete()?;
        Ok(read_page_aside(tab.html().await?).await?.table)
    }
}

impl BillingReportSource for BrowserSource {
    fn fetch<'a>(
        &'a self,
        period: Period,
        progress: &'a (dyn Fn(String) + Send + Sync),
    ) -> BoxFuture<'a, Result<ReportTable, ReportError>> {
        Box::pin(async move {
            let lease = self.session.lease_patiently(|| progress(WAITING.to_owned())).await;
            let mut lease = lease.ok_or(ReportError::Busy)?;
            let limits = Limits { workers: self.workers.clone(), web_base_url: self.settings.web_base_url.clone() };
            let chromium = Chromium::launch(&self.program).await?;
            let outcome = async {
                let tab = chromium.tab(limits).await?;
                let first = self.read(&tab, &mut lease, period, progress).await;
                if !is_refused(&first) || !lease.begin_again() {
                    return first;
                }
                let second = self.read(&tab, &mut lease, period, progress).await;
                lease.began_again(is_refused(&second));
                second
            }
            .await;
            chromium.close().await;
            outcome
        })
    }
}

impl From<BrowserError> for ReportError {
    fn from(error: BrowserError) -> Self {
        match error {
            BrowserError::Login(error) => Self::Login(error),
            BrowserError::Call(error) => Self::Call(error),
            BrowserError::Stuck(place) => Self::Browser(place),
        }
    }
}

/// Opens a page behind the login.
async fn open(tab: &Tab, address: &str) -> Result<(), ReportError> {
    tab.open(address, OPEN_LIMIT).await?;
    if tab.shows_login().await? {
        return Err(expired());
    }
    Ok(())
}

fn expired() -> ReportError {
    ConnectorError::AuthExpired { service: SERVICE, status: 200 }.into()
}

fn stuck(place: &str) -> ReportError {
    ReportError::Browser(place.to_owned())
}

async fn close_survey(tab: &Tab) -> Result<(), ReportError> {
    tab.run::<bool>("fechamento da pesquisa", "press(withText('button', 'Não, obrigada.'))").await?;
    Ok(())
}

/// Every unit but the head office. An entry with a box is left alone when it stands as wanted.
async fn choose_units(tab: &Tab) -> Result<(), ReportError> {
    const STEP: &str = "escolha das unidades";
    if !tab.wait_for("document.querySelector('.multiselect.dropdown-toggle')", PICKER_LIMIT).await {
        return Err(stuck("a lista de unidades não apareceu"));
    }
    tab.run::<bool>(STEP, "press(document.querySelector('.multiselect.dropdown-toggle'))").await?;
    let menu = "document.querySelector('ul.multiselect-container.dropdown-menu')";
    if !tab.wait_for(&format!("isShown({menu})"), MENU_LIMIT).await {
        return Err(stuck("a lista de unidades não abriu"));
    }
    for (label, is_wanted) in [("Selecionar tudo", true), (HEAD_OFFICE, false)] {
        let label = json(label);
        let script = format!(
            "(() => {{ const entry = withText('*', {label}, {menu}); if (!entry) return false; \
             const box = (entry.closest('li') || entry).querySelector('input[type=checkbox]'); \
             if (box && box.checked === {is_wanted}) return true; return press(entry); }})()"
        );
        if !tab.run::<bool>(STEP, &script).await? {
            tracing::warn!("the report's unit picker has no entry {label}");
        }
    }
    escape(tab).await?;
    // Not every page needs it.
    tab.run::<bool>(STEP, "press(document.querySelector('button[onclick*=\"alteraUnidade\"]'))").await?;
    tab.pause(BETWEEN_ATTEMPTS).await;
    Ok(())
}

async fn escape(tab: &Tab) -> Result<(), ReportError> {
    let key = "{ key: 'Escape', code: 'Escape', keyCode: 27, which: 27, bubbles: true, cancelable: true }";
    let script = format!(
        "['keydown', 'keyup'].every((kind) => {{ \
         (document.activeElement || document.body).dispatchEvent(new KeyboardEvent(kind, {key})); return true; }})"
    );
    tab.run::<bool>("fechamento de uma lista", &script).await?;
    Ok(())
}

async fn choose_days(tab: &Tab, period: Period) -> Result<(), ReportError> {
    if !tab.wait_for("document.querySelector('#De') && document.querySelector('#Ate')", FIELD_LIMIT).await {
        return Err(stuck("os campos do período não apareceram"));
    }
    for (field, day) in [("#De", period.first), ("#Ate", period.last)] {
        let (field, day) = (json(field), json(&day.format("%d/%m/%Y").to_string()));
        let script = format!("(() => {{ set(document.querySelector({field}), {day}); return true; }})()");
        tab.run::<bool>("preenchimento do período", &script).await?;
    }
    Ok(())
}

/// Sends the form through the column chooser, else by its filter button, until lines show.
async fn ask(tab: &Tab) -> Result<(), ReportError> {
    tab.expect_answer();
    for attempt in 1..=ATTEMPTS {
        if attempt > 1 {
            escape(tab).await?;
            tab.pause(BETWEEN_ATTEMPTS).await;
            close_survey(tab).await?;
        }
        if choose_columns(tab).await? {
            if lines_show(tab).await? {
                return Ok(());
            }
            // An answer without lines is an answer: asking again would bring the same.
            if is_answered(tab).await? {
                break;
            }
        }
        tracing::info!(attempt, "the report does not show");
    }
    if !is_answered(tab).await? {
        tab.expect_answer();
        forget_lines(tab).await?;
        tab.run::<bool>("botão de filtro", "press(document.querySelector('#btn-filtrar'))").await?;
        if !lines_show(tab).await? && !is_answered(tab).await? {
            return Err(stuck("o relatório não apareceu"));
        }
    }
    Ok(())
}

/// Ticks the column of the account's user and presses "Selecionar"; `false` when the chooser does not show.
async fn choose_columns(tab: &Tab) -> Result<bool, ReportError> {
    const STEP: &str = "escolha das colunas";
    if !tab.wait_for("document.querySelector('[title=\"Definir colunas\"]')", FIELD_LIMIT).await {
        return Ok(false);
    }
    tab.run::<bool>(STEP, "press(document.querySelector('[title=\"Definir colunas\"]'))").await?;
    let chooser = "withText('.btn.btn-primary.btn-block', 'Selecionar')";
    if !tab.wait_for(chooser, FIELD_LIMIT).await {
        return Ok(false);
    }
    let number = json(ACCOUNT_USER_BOX);
    let tick = format!(
        "(() => {{ const boxes = all('input[type=checkbox][name=Colunas]'); \
         const label = (box) => box.closest('label') || (box.id && all('label').find((one) => one.htmlFor === box.id)); \
         const box = boxes.find((one) => one.value === {number}) \
           || boxes.find((one) => label(one) && fold(label(one).textContent).includes('usuario da conta')); \
         if (!box) return false; \
         if (box.checked) box.dispatchEvent(new Event('change', {{ bubbles: true }})); else box.click(); \
         return box.checked; }})()"
    );
    if !tab.run::<bool>(STEP, &tick).await? {
        tracing::warn!("the report's page does not offer the column of the account's user");
    }
    forget_lines(tab).await?;
    Ok(tab.run::<bool>(STEP, &format!("press({chooser})")).await?)
}

/// Removes lines of an earlier question, so that they do not pass for the answer of this one.
async fn forget_lines(tab: &Tab) -> Result<(), ReportError> {
    let script = "all('#table-resultado').every((table) => { table.dataset.hubBefore = '1'; \
                  all('tbody tr', table).forEach((line) => line.remove()); return true; })";
    tab.run::<bool>("limpeza do resultado", script).await?;
    Ok(())
}

/// Waits for the first line. A refused or broken answer is an error at once.
async fn lines_show(tab: &Tab) -> Result<bool, ReportError> {
    let is_shown = tab.wait_for(&format!("{LINES} > 0 || isLogin()"), RESULT_LIMIT).await;
    if is_shown && tab.shows_login().await? {
        return Err(expired());
    }
    tab.is_answer_complete()?;
    Ok(is_shown)
}

/// Whether the answer came, though without a line.
async fn is_answered(tab: &Tab) -> Result<bool, ReportError> {
    let script = "!!document.querySelector('#table-resultado:not([data-hub-before])') \
                  || /nenhum (registro|resultado)|nao foram encontrados registros|nao ha registros/.test(fold(document.body.innerText))";
    Ok(tab.run::<bool>("procura do relatório", script).await? && !tab.is_loading())
}

async fn scroll_to_the_end(tab: &Tab, say: impl Fn(usize)) -> Result<(), ReportError> {
    const STEP: &str = "rolagem do relatório";
    // Two frames later the page has heard of it: only then does it mean anything that no line came.
    let scroll = "new Promise((heard) => { window.scrollTo(0, document.documentElement.scrollHeight); \
                  requestAnimationFrame(() => requestAnimationFrame(() => heard(true))); })";
    let mut lines: usize = tab.run(STEP, LINES).await?;
    let (mut quiet, mut busy) = (0, 0);
    while quiet < QUIET_LOOKS {
        tab.run::<bool>(STEP, scroll).await?;
        tab.pause(AFTER_SCROLL).await;
        let now: usize = tab.run(STEP, LINES).await?;
        if now > lines {
            (lines, quiet, busy) = (now, 0, 0);
            say(lines);
        } else if tab.is_loading() && busy < BUSY_LOOKS {
            busy += 1;
        } else {
            quiet += 1;
        }
    }
    Ok(())
}
