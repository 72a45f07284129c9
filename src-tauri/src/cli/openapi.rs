//! `hub openapi`: the API's description.

use std::process::ExitCode;

use super::OK;
use crate::http::openapi;

/// Prints the document.
pub fn run() -> ExitCode {
    print!("{}", openapi::text());
    ExitCode::from(OK)
}
