//! The outside world: Feegow and Clinia. Knows HTTP and HTML; neither database nor routes.

pub mod clinia;
pub mod contracts;
mod decode;
mod error;
pub mod feegow;
pub mod http;

pub use decode::{is_login_page, text};
pub use error::ConnectorError;
pub use http::reach;
