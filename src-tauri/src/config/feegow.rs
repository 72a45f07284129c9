//! Feegow: addresses and credentials.

use secrecy::SecretString;

use super::env::Reader;

/// Settings of the Feegow connectors.
#[derive(Debug, Clone)]
pub struct FeegowConfig {
    /// Login, unit switch, medical queue.
    pub web_base_url: String,
    /// Reception queue.
    pub core_base_url: String,
    /// Web login used when the database holds none.
    pub user: Option<String>,
    pub password: Option<SecretString>,
}

impl FeegowConfig {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        Self {
            web_base_url: reader.base_url("FEEGOW_WEB_BASE_URL", "https://franchising.feegow.com"),
            core_base_url: reader.base_url("FEEGOW_CORE_BASE_URL", "https://core.feegow.com"),
            user: reader.get("FEEGOW_USER").map(str::to_owned),
            password: reader.secret("FEEGOW_PASS"),
        }
    }
}
