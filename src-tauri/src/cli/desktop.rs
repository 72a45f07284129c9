//! `hub` and `hub desktop`: the window.

use std::process::ExitCode;

use super::OK;

/// Opens the window; returns when it is closed.
pub fn run() -> ExitCode {
    ExitCode::from(OK)
}
