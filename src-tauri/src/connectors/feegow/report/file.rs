//! The report from a file that a person saved: the page, or its export as CSV.

use bytes::Bytes;
use encoding_rs::WINDOWS_1252;
use futures_util::future::BoxFuture;

use super::{
    BillingReportSource, ReportError, ReportTable,
    scan::{RawRow, names_the_report},
    table::read_page,
};
use crate::{
    connectors::{self, ConnectorError, feegow::SERVICE},
    kernel::Period,
};

/// Among so many first lines of an export the names of the columns are looked for.
const HEADING_REACH: usize = 20;

/// Reads the report from the bytes of a saved page or of a CSV export.
pub struct FileSource {
    bytes: Bytes,
}

impl FileSource {
    /// The source on a file's content. Which days it holds is for the caller to say.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self { bytes: bytes.into() }
    }
}

impl BillingReportSource for FileSource {
    fn fetch<'a>(
        &'a self,
        _period: Period,
        _progress: &'a (dyn Fn(String) + Send + Sync),
    ) -> BoxFuture<'a, Result<ReportTable, ReportError>> {
        let bytes = self.bytes.clone();
        Box::pin(async move {
            let read = tokio::task::spawn_blocking(move || read_file(&bytes)).await;
            read.unwrap_or_else(|_| {
                Err(ConnectorError::Decode { service: SERVICE, place: "the report's file".to_owned() }.into())
            })
        })
    }
}

/// Reads a saved page (it has a `<table`) or a CSV export (`;` between cells), in UTF-8 or windows-1252.
///
/// # Errors
/// See [`read_page`]; an export is `Decode` when a line of it has lost its end.
pub fn read_file(bytes: &[u8]) -> Result<ReportTable, ReportError> {
    let is_page = bytes.windows(6).any(|part| part.eq_ignore_ascii_case(b"<table"));
    if is_page {
        return Ok(read_page(&connectors::text(None, bytes))?.table);
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.trim_start_matches('\u{feff}').into(),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    };
    read_export(&text)
}

fn read_export(text: &str) -> Result<ReportTable, ReportError> {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b';').has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut headers: Option<Vec<String>> = None;
    let mut rows = Vec::new();
    for (index, record) in reader.records().enumerate() {
        let record = record.map_err(|_| unreadable(index))?;
        let cells: Vec<String> =
            record.iter().map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        match &headers {
            Some(_) => rows.push(RawRow { cells, ..RawRow::default() }),
            None if names_the_report(&cells) => headers = Some(cells),
            None if index >= HEADING_REACH => break,
            None => {}
        }
    }
    let mut headers = headers.ok_or(ReportError::NoTable)?;
    // A `;` at the end of each line is no column.
    while headers.last().is_some_and(String::is_empty) {
        headers.pop();
    }
    ReportTable::of(headers, rows)
}

fn unreadable(index: usize) -> ReportError {
    ConnectorError::Decode { service: SERVICE, place: format!("line {} of the file", index + 1) }.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXPORT: &str = "Relatório;\r\nData do Pagamento;Total Pago;Usuário da conta;\r\n\
                          18/02/2026;1.234,56;\"Caixa; Modelo\";\r\n18/02/2026;-20,00;  José\u{a0} Exemplo ;\r\n";

    fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
        read_file(bytes).unwrap().rows
    }

    #[test]
    fn an_export_reads_the_same_in_both_charsets() {
        let expected = [["18/02/2026", "1.234,56", "Caixa; Modelo"], ["18/02/2026", "-20,00", "José Exemplo"]];
        let marked = format!("\u{feff}{EXPORT}");
        for bytes in [EXPORT.as_bytes(), marked.as_bytes(), &WINDOWS_1252.encode(EXPORT).0] {
            assert_eq!(rows(bytes), expected);
            assert_eq!(read_file(bytes).unwrap().headers[2], "Usuário da conta");
        }
    }

    #[test]
    fn a_saved_page_is_read_as_a_page() {
        let page = "<html><head><meta charset=\"iso-8859-1\"></head><body><TABLE id=\"table-resultado\"><tr><th>Data do Pagamento</th>\
                    <th>Total Pago</th></tr><tr><td>18/02/2026</td><td>José</td></tr></TABLE></body></html>";
        assert_eq!(rows(&WINDOWS_1252.encode(page).0), [["18/02/2026", "José"]]);
        assert_eq!(rows(page.as_bytes()), [["18/02/2026", "José"]], "saved in UTF-8 under the old declaration");
    }

    #[test]
    fn another_file_is_not_the_report() {
        for bytes in [&b""[..], b"a;b\n1;2\n", b"%PDF-1.7\n\xff\xfe", b"<table><tr><td>x</td></tr></table>"] {
            assert_eq!(read_file(bytes), Err(ReportError::NoTable));
        }
    }

    #[test]
    fn an_export_that_ends_in_a_line_is_an_error() {
        let cut = &EXPORT[..EXPORT.rfind("-20").unwrap()];
        assert!(matches!(read_file(cut.as_bytes()), Err(ReportError::Call(ConnectorError::Decode { .. }))), "{cut}");
    }
}
