//! One window of the report, from its source into the tables.

use chrono::NaiveDate;

use super::{
    NO_DATABASE,
    consistency::Divergence,
    lines::Lines,
    store::{self, Replaced},
};
use crate::{
    connectors::{
        ConnectorError,
        feegow::{
            LoginError,
            report::{BillingReportSource, ReportError},
        },
    },
    jobs::JobCtx,
    kernel::Period,
};

/// Why a window was not read: the account allows one session, and somebody else is using it.
pub(super) const BUSY: &str = "Sessão do Feegow em uso";

/// What became of a window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum End {
    Stored(Stored),
    /// The report looks incomplete: what was stored before stays. The text says why, in Portuguese.
    Kept(String),
    /// Nothing changed; the text says why, in Portuguese.
    Failed(String),
    /// Somebody else uses the web session; nothing changed.
    Busy,
    /// The run was told to stop; nothing changed.
    Cancelled,
}

/// What a stored window was like.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Stored {
    pub lines: usize,
    pub has_account_user: bool,
    pub new_columns: Vec<String>,
    pub divergence: Divergence,
}

/// Fetches the report of `window` and stores it, marking `complete` months as collected. `title` leads
/// every progress text.
pub(super) async fn collect(
    ctx: &JobCtx,
    source: &dyn BillingReportSource,
    window: Period,
    complete: &[NaiveDate],
    title: &str,
) -> End {
    ctx.progress(title);
    let first = attempt(ctx, source, window, complete, title).await;
    let Ok((lines, Replaced::Short { found, stored })) = first else { return end(first) };
    tracing::warn!(%window, found, stored, "the report looks incomplete, reading it again");
    drop(lines);
    ctx.progress(format!("{title}: coleta parcial suspeita, lendo de novo"));
    end(attempt(ctx, source, window, complete, title).await)
}

async fn attempt(
    ctx: &JobCtx,
    source: &dyn BillingReportSource,
    window: Period,
    complete: &[NaiveDate],
    title: &str,
) -> Result<(Lines, Replaced), End> {
    let progress = |text: String| ctx.progress(format!("{title}: {text}"));
    let fetched = tokio::select! {
        fetched = source.fetch(window, &progress) => fetched,
        () = ctx.cancel.cancelled() => return Err(End::Cancelled),
    };
    let table = fetched.map_err(|error| {
        tracing::error!(%window, "billing report: {error}");
        if error == ReportError::Busy { End::Busy } else { End::Failed(reason(&error)) }
    })?;
    let lines =
        Lines::read(table, window).map_err(|missing| End::Failed(format!("Relatório sem a coluna: {missing}")))?;
    if lines.sentinels > 0 {
        tracing::warn!(%window, rows = lines.sentinels, "rows with impossible amounts were left out");
    }
    if !lines.unknown.is_empty() {
        tracing::warn!(%window, "columns of the report without one in the table: {}", lines.unknown.join(", "));
    }
    ctx.progress(format!("{title}: gravando {} linhas", lines.in_window() + lines.outside.len()));
    match store::replace(ctx, window, &lines, complete).await {
        Ok(replaced) => Ok((lines, replaced)),
        Err(error) => {
            tracing::error!(%window, "billing lines: {error:#}");
            Err(End::Failed(NO_DATABASE.into()))
        }
    }
}

fn end(attempt: Result<(Lines, Replaced), End>) -> End {
    match attempt {
        Err(end) => end,
        Ok((report, Replaced::Written { lines, divergence })) => {
            // A report without rows may come without headers, too.
            let has_account_user = report.is_empty() || report.has_account_user();
            End::Stored(Stored { lines, has_account_user, new_columns: report.unknown, divergence })
        }
        Ok((_, Replaced::Short { found, stored })) => {
            End::Kept(format!("Coleta parcial suspeita: {found} de {stored} linhas; dados mantidos"))
        }
        Ok((_, Replaced::Emptied { stored })) => End::Kept(format!("Relatório vazio; {stored} registros mantidos")),
    }
}

/// Why the report did not come, for people.
fn reason(error: &ReportError) -> String {
    match error {
        ReportError::Login(LoginError::Refused | LoginError::Waiting) => "Falha no login do Feegow".into(),
        ReportError::Login(LoginError::Failed(error)) => format!("Falha no login do Feegow: {}", error.brief()),
        ReportError::Call(error @ ConnectorError::AuthExpired { .. }) => {
            format!("Sessão do Feegow expirada: {}", error.brief())
        }
        ReportError::Call(error) => format!("Falha ao ler o relatório: {}", error.brief()),
        ReportError::Busy => BUSY.into(),
        ReportError::NoTable => "Tabela do relatório não encontrada".into(),
        ReportError::NeedsBrowser => "Relatório indisponível por HTTP; configure CHROMIUM_PATH".into(),
        ReportError::Browser(place) => format!("Falha no navegador: {place}"),
    }
}
