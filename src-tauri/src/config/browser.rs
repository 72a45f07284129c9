//! The browser that sources without an interface of their own are read with.

use std::path::PathBuf;

use super::env::Reader;

/// Settings of the browser.
#[derive(Debug, Clone)]
pub struct BrowserConfig {
    /// The program. `None`: looked for in `PATH`.
    pub program: Option<PathBuf>,
}

impl BrowserConfig {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        Self { program: reader.get("CHROMIUM_PATH").map(PathBuf::from) }
    }
}
