//! The history as files: the same tables as a spreadsheet and as text.

mod csv;
mod tables;
mod xlsx;

use chrono::NaiveDateTime;

use super::model::{History, Question};
use crate::http::{
    ApiError,
    attachment::{self, Attachment},
};

/// What the history can be kept as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileFormat {
    Xlsx,
    Csv,
}

impl FileFormat {
    /// The format with this name, in any case; `None` for any other.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        match name.to_lowercase().as_str() {
            "xlsx" => Some(Self::Xlsx),
            "csv" => Some(Self::Csv),
            _ => None,
        }
    }

    /// Writes the file: a matter of computing, not of waiting. `asked` are the filters as they were typed.
    pub(super) fn file(
        self,
        history: &History,
        question: &Question,
        asked: &Asked,
        made_at: NaiveDateTime,
    ) -> Result<Attachment, ApiError> {
        let tables = tables::tables(history, question, asked, made_at);
        let name = format!("financeiro-{}-{}", question.period.first, question.period.last);
        Ok(match self {
            Self::Xlsx => Attachment {
                name: format!("{name}.xlsx"),
                media_type: attachment::XLSX,
                content: xlsx::workbook(&tables, made_at).map_err(|error| ApiError::Internal(error.into()))?,
            },
            Self::Csv => Attachment {
                name: format!("{name}.csv"),
                media_type: attachment::CSV,
                content: csv::text(&tables).map_err(|error| ApiError::Internal(error.into()))?,
            },
        })
    }
}

/// The filters as they were typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) unit: Option<String>,
    pub(super) group: Option<String>,
    pub(super) procedure: Option<String>,
}
