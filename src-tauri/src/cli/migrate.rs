//! `hub migrate`: builds the schema or adopts an existing database.

use std::process::ExitCode;

use super::{OK, settings};
use crate::{
    config::{DatabaseConfig, Env, RunAs},
    db,
};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only print what would be done; changes nothing
    #[arg(long, visible_alias = "check")]
    dry_run: bool,
}

/// Prints the database, every change and warning, then the summary.
pub async fn run(env: &Env, args: &Args) -> anyhow::Result<ExitCode> {
    let config = settings(env, RunAs::Command)?.database;
    println!("database: {}", config.location());
    let report = match &config {
        // Opening it would make the file.
        DatabaseConfig::Sqlite { path } if args.dry_run && !path.exists() => db::plan_new_sqlite()?,
        _ => {
            let db = db::connect(&config).await?;
            if args.dry_run { db::plan(&db).await? } else { db::migrate(&db).await? }
        }
    };
    let mark = if args.dry_run { "would" } else { "done:" };
    for change in &report.changes {
        println!("  {mark} {change}");
    }
    for warning in &report.warnings {
        println!("  look: {warning}");
    }
    if args.dry_run {
        println!("nothing was changed; hub migrate (or the next start of the server) would make:");
    }
    println!("{report}");
    Ok(ExitCode::from(OK))
}
