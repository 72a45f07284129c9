//! Files to be kept by whoever asked for them.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};

/// Media type of a spreadsheet.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Media type of a PDF document.
pub const PDF: &str = "application/pdf";
/// Media type of a table as text.
pub const CSV: &str = "text/csv; charset=utf-8";

/// A file as an answer, never kept by anybody on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// ASCII without quotes: we make it ourselves.
    pub name: String,
    pub media_type: &'static str,
    pub content: Vec<u8>,
}

impl IntoResponse for Attachment {
    fn into_response(self) -> Response {
        let disposition = format!("attachment; filename=\"{}\"", self.name);
        let headers = [
            (header::CONTENT_TYPE, self.media_type.to_owned()),
            (header::CONTENT_DISPOSITION, disposition),
            (header::CACHE_CONTROL, "no-store".to_owned()),
        ];
        (headers, self.content).into_response()
    }
}
