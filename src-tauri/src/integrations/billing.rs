//! Where the billing report comes from.

use super::web_credentials;
use crate::{
    app::App,
    connectors::feegow::{
        WebAccount,
        report::{BillingReportSource, HttpFormSource},
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
    let session = app.feegow_web.clone();
    Ok(Some(Box::new(HttpFormSource::new(session, account, app.config.feegow.clone()))))
}
