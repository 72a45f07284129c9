//! The daily billing report of the Feegow web ("modo franquia" 72): one table, three ways to obtain it.

mod browser;
mod fields;
mod file;
mod form;
mod headers;
mod markup;
mod scan;
mod table;

pub use browser::BrowserSource;
pub use file::{FileSource, read_file};
pub use form::HttpFormSource;
pub use headers::{clean_name, column_key};
pub use table::{COLUMNS, ReportPage, read_page};

use futures_util::future::BoxFuture;

use super::LoginError;
use crate::{connectors::ConnectorError, kernel::Period};

/// The report as its page shows it: headers decide what a column is, cells are text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportTable {
    pub headers: Vec<String>,
    /// Each as long as `headers`. Hidden rows are left out; the footer may be among them.
    pub rows: Vec<Vec<String>>,
}

/// Why the report was not obtained.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReportError {
    #[error(transparent)]
    Login(#[from] LoginError),
    #[error(transparent)]
    Call(#[from] ConnectorError),
    /// Somebody else kept the web session for longer than one waits.
    #[error("the Feegow session is in use")]
    Busy,
    /// A page came, but no table on it is the report.
    #[error("no table on the page is the billing report")]
    NoTable,
    /// The form did not lead to the report without a browser.
    #[error("the billing report cannot be obtained over HTTP")]
    NeedsBrowser,
    /// The browser did not start or did not get through the page; the text says where, in Portuguese.
    #[error("the browser failed: {0}")]
    Browser(String),
}

/// Where the report comes from. Takes the lease of the web session itself.
pub trait BillingReportSource: Send + Sync {
    /// The report of `period`, complete. `progress` receives short texts in Portuguese.
    fn fetch<'a>(
        &'a self,
        period: Period,
        progress: &'a (dyn Fn(String) + Send + Sync),
    ) -> BoxFuture<'a, Result<ReportTable, ReportError>>;
}
