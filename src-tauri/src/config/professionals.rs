//! Professionals: what counts as evidence of a document, and what turns contracts into PDFs.

use std::path::PathBuf;

use super::{browser::found, env::Reader};

/// What makes a document of the checklist done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentsMode {
    /// A stored file or a mark on the checklist.
    Hybrid,
    /// A stored file only.
    UploadRequired,
}

/// Settings of the register.
#[derive(Debug, Clone)]
pub struct ProfessionalsConfig {
    pub documents_mode: DocumentsMode,
    /// LibreOffice. `None`: contracts are there as `.docx` only.
    pub office: Option<PathBuf>,
}

impl ProfessionalsConfig {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        const NAME: &str = "PROFESSIONAL_DOCS_MODE";
        let documents_mode = match reader.get(NAME) {
            None | Some("hybrid") => DocumentsMode::Hybrid,
            Some("upload_required") => DocumentsMode::UploadRequired,
            Some(other) => {
                reader.warn(format!("{NAME}={other} is neither hybrid nor upload_required; hybrid is used"));
                DocumentsMode::Hybrid
            }
        };
        let office = reader.get("SOFFICE_PATH").map(|text| found(PathBuf::from(text)));
        Self { documents_mode, office }
    }
}
