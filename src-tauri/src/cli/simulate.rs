//! `hub simulate`: the fake upstream alone.

use std::process::ExitCode;

use super::OK;

#[derive(Debug, clap::Args)]
pub struct Args {}

/// Serves until the process is asked to stop.
pub async fn run(_args: Args) -> anyhow::Result<ExitCode> {
    Ok(ExitCode::from(OK))
}
