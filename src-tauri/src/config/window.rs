//! The desktop window.

use std::path::PathBuf;

use super::env::Reader;

/// Settings of the window.
#[derive(Debug, Clone)]
pub struct WindowConfig {
    /// Where downloads go without asking. `None`: the person chooses each time.
    pub download_dir: Option<PathBuf>,
}

impl WindowConfig {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        Self { download_dir: reader.get("HUB_DOWNLOAD_DIR").map(PathBuf::from) }
    }
}
