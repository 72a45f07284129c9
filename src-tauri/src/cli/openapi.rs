//! `hub openapi`: the API's description.

use std::process::ExitCode;

use super::OK;

/// Prints the document.
pub fn run() -> ExitCode {
    ExitCode::from(OK)
}
