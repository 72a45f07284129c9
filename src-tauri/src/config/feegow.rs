//! Feegow: addresses and credentials.

use secrecy::SecretString;

use super::env::Reader;

const REPORT_PATH: &str = "/main/?P=RelatoriosModoFranquia&Pers=1&TR=72";

/// Settings of the Feegow connectors.
#[derive(Debug, Clone)]
pub struct FeegowConfig {
    /// Login, unit switch, medical queue.
    pub web_base_url: String,
    /// REST API: appointments, proposals and the lists they refer to.
    pub api_base_url: String,
    /// Reception queue.
    pub core_base_url: String,
    /// Benefit-card contracts.
    pub contracts_base_url: String,
    /// The long-lived token of the REST API and of the contracts service.
    pub access_token: Option<SecretString>,
    /// Web login used when the database holds none.
    pub user: Option<String>,
    pub password: Option<SecretString>,
    /// The page of the billing report, below the web address.
    pub report_path: String,
    /// Where its form is sent to; `None`: where the form says.
    pub report_submit_path: Option<String>,
}

impl FeegowConfig {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        Self {
            web_base_url: reader.base_url("FEEGOW_WEB_BASE_URL", "https://franchising.feegow.com"),
            api_base_url: reader.base_url("FEEGOW_API_BASE_URL", "https://api.feegow.com/v1/api"),
            contracts_base_url: reader.base_url("FEEGOW_CONTRACTS_BASE_URL", "https://cartao-beneficios.feegow.com"),
            access_token: reader.secret("FEEGOW_ACCESS_TOKEN"),
            core_base_url: reader.base_url("FEEGOW_CORE_BASE_URL", "https://core.feegow.com"),
            user: reader.get("FEEGOW_USER").map(str::to_owned),
            password: reader.secret("FEEGOW_PASS"),
            report_path: path(reader, "FEEGOW_REPORT_PATH").unwrap_or_else(|| REPORT_PATH.to_owned()),
            report_submit_path: path(reader, "FEEGOW_REPORT_SUBMIT_PATH"),
        }
    }
}

/// A path below an address, with its slash; one that could lead to another host is a problem.
fn path(reader: &mut Reader<'_>, name: &'static str) -> Option<String> {
    let text = reader.get(name)?;
    if !text.starts_with('/') || text.starts_with("//") || text.contains('\\') {
        reader.problem(name, format!("{name}: give the path alone, for example {REPORT_PATH}"));
        return None;
    }
    Some(text.to_owned())
}
