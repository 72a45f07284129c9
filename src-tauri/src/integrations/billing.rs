//! Where the billing report comes from.

use super::web_credentials;
use crate::{
    app::App,
    connectors::feegow::{
        WebAccount,
        report::{BillingReportSource, BrowserSource, HttpFormSource},
    },
    db::DbError,
};

/// The source of the billing report by the settings of today: the browser when `CHROMIUM_PATH` names one, else the
/// form over HTTP. `None` without credentials: `Credenciais do Feegow não configuradas`.
///
/// Made anew for each run, so that changed credentials count.
pub async fn billing_report_source(app: &App) -> Result<Option<Box<dyn BillingReportSource>>, DbError> {
    let Some(credentials) = web_credentials(app).await? else { return Ok(None) };
    let account = WebAccount { user: credentials.username, password: credentials.password };
    let (session, feegow) = (app.feegow_web.clone(), app.config.feegow.clone());
    Ok(Some(match &app.config.browser.program {
        Some(program) => {
            let workers = app.config.workers.clone();
            Box::new(BrowserSource::new(program.clone(), session, account, feegow, workers))
        }
        None => Box::new(HttpFormSource::new(session, account, feegow)),
    }))
}
