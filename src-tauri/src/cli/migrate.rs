//! `hub migrate`: builds the schema or adopts an existing database.

use std::process::ExitCode;

use super::OK;
use crate::db::{self, Db};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only print what would be done
    #[arg(long, visible_alias = "check")]
    dry_run: bool,
}

/// Prints every change and warning, then the summary.
pub async fn run(db: &Db, args: &Args) -> anyhow::Result<ExitCode> {
    let report = if args.dry_run { db::plan(db).await? } else { db::migrate(db).await? };
    for line in report.changes.iter().chain(&report.warnings) {
        println!("{line}");
    }
    println!("{report}");
    Ok(ExitCode::from(OK))
}
