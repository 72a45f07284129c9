//! `hub sync`: runs one worker now.

use std::process::ExitCode;

use super::OK;
use crate::app::App;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The service, in any of its names
    service: String,
}

/// Runs the worker once and waits for it.
pub async fn run(_app: &App, args: &Args) -> anyhow::Result<ExitCode> {
    println!("{}", args.service);
    Ok(ExitCode::from(OK))
}
