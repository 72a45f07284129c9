//! What is on screen as a file: one model of tables, written as a spreadsheet, as text for Excel or as a PDF.

pub mod brl;
mod csv;
pub mod palette;
pub mod pdf;
mod table;
mod xlsx;

use serde::Deserialize;
use utoipa::IntoParams;

pub use table::{Book, Cell, Summary, Table, chosen, month_cell, per_piece, percent_of};

use crate::http::{
    ApiError,
    attachment::{self, Attachment},
};

/// What a book can be kept as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileFormat {
    Xlsx,
    Csv,
    Pdf,
}

impl FileFormat {
    /// The format with this name, in any case; `None` for any other.
    pub fn from_name(name: &str) -> Option<Self> {
        match name.trim().to_lowercase().as_str() {
            "xlsx" => Some(Self::Xlsx),
            "csv" => Some(Self::Csv),
            "pdf" => Some(Self::Pdf),
            _ => None,
        }
    }

    const fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Pdf => "pdf",
        }
    }

    const fn media_type(self) -> &'static str {
        match self {
            Self::Xlsx => attachment::XLSX,
            Self::Csv => attachment::CSV,
            Self::Pdf => attachment::PDF,
        }
    }
}

/// As what the tables of a page are wanted.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FileParams {
    /// `xlsx`, `csv` or `pdf`.
    #[param(required, example = "xlsx")]
    format: Option<String>,
}

impl FileParams {
    /// The format asked for.
    ///
    /// # Errors
    /// 400 `FORMAT_INVALID` when there is none, or another one.
    pub fn format(&self) -> Result<FileFormat, ApiError> {
        let format = self.format.as_deref().and_then(FileFormat::from_name);
        format.ok_or_else(|| ApiError::bad_request("FORMAT_INVALID", "format invalido (use xlsx, csv ou pdf)"))
    }
}

impl Book {
    /// Writes the file, beside whatever else is going on: a matter of computing, not of waiting.
    ///
    /// # Errors
    /// A writer refused; nothing depends on the data.
    pub async fn file(self, format: FileFormat) -> Result<Attachment, ApiError> {
        let written = tokio::task::spawn_blocking(move || self.written(format)).await;
        written.map_err(|error| ApiError::Internal(error.into()))?
    }

    fn written(&self, format: FileFormat) -> Result<Attachment, ApiError> {
        let content = match format {
            FileFormat::Xlsx => xlsx::workbook(self).map_err(|error| ApiError::Internal(error.into()))?,
            FileFormat::Csv => csv::text(&self.tables).map_err(|error| ApiError::Internal(error.into()))?,
            FileFormat::Pdf => pdf::book(self)?,
        };
        let name = format!("{}-{}-{}.{}", self.name, self.period.first, self.period.last, format.ending());
        Ok(Attachment { name, media_type: format.media_type(), content })
    }
}
