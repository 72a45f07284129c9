//! Files to be kept, or looked at, by whoever asked for them.

use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures_util::Stream;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Media type of a spreadsheet.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Media type of a PDF document.
pub const PDF: &str = "application/pdf";
/// Media type of a table as text.
pub const CSV: &str = "text/csv; charset=utf-8";

/// What stays as it is in a file name of a header (RFC 5987), beside letters and digits.
const BARE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'&')
    .remove(b'+')
    .remove(b'-')
    .remove(b'.')
    .remove(b'^')
    .remove(b'_')
    .remove(b'|')
    .remove(b'~')
    .remove(b'`');
/// A stored file runs nothing and asks for nothing, whatever it is.
const SANDBOX: &str = "sandbox; default-src 'none'";

/// Marks an answer that is sent as it is: compressing it would cost time, and its length.
#[derive(Debug, Clone, Copy)]
pub struct AsItIs;

/// Whether the browser may show a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disposition {
    Attachment,
    Inline,
}

impl Disposition {
    /// The header's value for a file called `name`, in any letters.
    pub fn named(self, name: &str) -> String {
        let kind = match self {
            Self::Attachment => "attachment",
            Self::Inline => "inline",
        };
        format!("{kind}; filename*=UTF-8''{}", utf8_percent_encode(name, BARE))
    }
}

/// A file that somebody stored, as an answer: its bytes as they come, and headers that keep it from doing anything.
pub fn stored<E: Into<axum::BoxError> + 'static>(
    disposition: Disposition,
    name: &str,
    media_type: &str,
    length: Option<u64>,
    bytes: impl Stream<Item = Result<Bytes, E>> + Send + 'static,
) -> Response {
    let mut response = Response::new(Body::from_stream(bytes));
    let headers = response.headers_mut();
    let media_type = HeaderValue::try_from(media_type);
    let plain = HeaderValue::from_static("application/octet-stream");
    headers.insert(header::CONTENT_TYPE, media_type.unwrap_or(plain));
    let named = HeaderValue::try_from(disposition.named(name));
    headers.insert(header::CONTENT_DISPOSITION, named.unwrap_or(HeaderValue::from_static("attachment")));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(SANDBOX));
    if let Some(length) = length {
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    }
    response.extensions_mut().insert(AsItIs);
    response
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_name_fits_into_a_header() {
        for (name, expected) in [
            ("Diploma João (1).pdf", "Diploma%20Jo%C3%A3o%20%281%29.pdf"),
            ("Certidão.pdf", "Certid%C3%A3o.pdf"),
            ("a\"b\r\nc'*;=.pdf", "a%22b%0D%0Ac%27%2A%3B%3D.pdf"),
            ("!#$&+-.^_|~`", "!#$&+-.^_|~`"),
        ] {
            let header = Disposition::Attachment.named(name);
            assert_eq!(header, format!("attachment; filename*=UTF-8''{expected}"));
            assert!(HeaderValue::try_from(header).is_ok());
        }
        assert!(Disposition::Inline.named("a").starts_with("inline; "));
    }
}
