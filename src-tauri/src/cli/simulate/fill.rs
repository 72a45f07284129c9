//! `hub simulate --fill`: writes years of invented rows into a database, for measuring.

use std::{process::ExitCode, time::Duration};

use chrono::NaiveDate;

use super::super::{Misuse, OK, say};
use crate::{
    config::{Config, Env, RunAs},
    db,
    kernel::Clock,
    simulator::fill::{FillError, Plan, fill},
};

#[derive(Debug, clap::Args)]
pub struct FillArgs {
    /// Write years of invented rows into a database instead of serving, then end
    #[arg(long, requires = "database", conflicts_with_all = ["port", "data"], help_heading = "Filling a database")]
    pub fill: bool,
    /// The database to fill: mysql://user:password@host:3306/database, or the path of an embedded file
    #[arg(long, value_name = "URL", requires = "fill", help_heading = "Filling a database")]
    database: Option<String>,
    /// Lines of the billing report
    #[arg(long, value_name = "N", default_value_t = 600_000, requires = "fill", help_heading = "Filling a database")]
    billing: u64,
    /// Appointments
    #[arg(long, value_name = "N", default_value_t = 400_000, requires = "fill", help_heading = "Filling a database")]
    appointments: u64,
    /// Proposals
    #[arg(long, value_name = "N", default_value_t = 60_000, requires = "fill", help_heading = "Filling a database")]
    proposals: u64,
    /// Benefit-card contracts
    #[arg(long, value_name = "N", default_value_t = 15_000, requires = "fill", help_heading = "Filling a database")]
    contracts: u64,
    /// Go on although the database holds data: what is in the filled tables is lost
    #[arg(long, requires = "fill", help_heading = "Filling a database")]
    replace: bool,
}

/// Fills the database and ends.
pub async fn run(args: FillArgs, mut env: Env, seed: u64, today: Option<NaiveDate>) -> anyhow::Result<ExitCode> {
    let clock = Clock::system();
    let config = Config::read(at(&args.database.unwrap_or_default(), &mut env), RunAs::Command)?;
    let location = config.database.location();
    let db = db::connect(&config.database).await?;
    let plan = Plan {
        seed,
        today: today.unwrap_or_else(|| clock.today()),
        billing: args.billing,
        appointments: args.appointments,
        proposals: args.proposals,
        contracts: args.contracts,
    };
    say(format_args!("filling {location} with rows of seed {seed} up to {}", plan.today));
    let told = |table: &str, rows: u64, took: Duration| {
        say(format_args!("{table:<22} {rows:>8} rows  {:>6.1} s", took.as_secs_f64()));
    };
    match fill(&db, &plan, args.replace, &clock, told).await {
        Err(error @ FillError::Occupied(_)) => Err(Misuse(format!(
            "{location}: {error}. Nothing was changed.\n\
             Name an empty database, or repeat with --replace if what is in the filled tables may be lost."
        ))
        .into()),
        Err(error @ FillError::Database(_)) => Err(error.into()),
        Ok(()) => Ok(ExitCode::from(OK)),
    }
}

/// The settings with this database and no other.
fn at<'e>(database: &str, env: &'e mut Env) -> &'e Env {
    env.set("MYSQL_PUBLIC_URL", "");
    let is_server = database.split_once("://").is_some_and(|(scheme, _)| scheme != "sqlite");
    if is_server {
        env.set("DB_PROVIDER", "mysql");
        env.set("MYSQL_URL", database);
    } else {
        env.set("DB_PROVIDER", "sqlite");
        env.set("SQLITE_PATH", database.trim_start_matches("sqlite://"));
    }
    env
}
