//! `hub openapi`: the API's description.

use std::process::ExitCode;

use super::{OK, say};
use crate::http::openapi;

/// Prints the document.
pub fn run() -> ExitCode {
    say(openapi::text().trim_end());
    ExitCode::from(OK)
}
