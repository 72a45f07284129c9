//! `hub user`: accounts.

use std::process::ExitCode;

use super::OK;
use crate::app::App;

#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs the account command.
pub async fn run(_app: &App, _args: Args) -> anyhow::Result<ExitCode> {
    Ok(ExitCode::from(OK))
}
