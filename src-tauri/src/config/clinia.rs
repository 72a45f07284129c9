//! Clinia (WhatsApp): address and cookie.

use secrecy::SecretString;

use super::env::Reader;

/// Settings of the Clinia connector.
#[derive(Debug, Clone)]
pub struct CliniaConfig {
    pub base_url: String,
    /// Complete `Cookie` header used when the database holds none.
    pub cookie: Option<SecretString>,
}

impl CliniaConfig {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        Self {
            base_url: reader.base_url("CLINIA_BASE_URL", "https://dashboard.clinia.io"),
            cookie: reader.secret("CLINIA_COOKIE"),
        }
    }
}
