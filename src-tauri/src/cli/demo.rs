//! `hub demo`: the whole product on embedded data, fed by the fake upstream with a day that moves.

use std::process::ExitCode;

use chrono::{TimeDelta, Timelike};

use super::{Misuse, serve, settings};
use crate::{
    access::bootstrap,
    app::App,
    config::{DatabaseConfig, Env, RunAs},
    finance, integrations,
    jobs::locks::{Holder, holder},
    kernel::{Clock, Service},
    operations, professionals,
    simulator::{DataSet, Options, Simulator},
};

/// Where the demonstration keeps its data unless `HUB_DATA_DIR` says otherwise.
pub(super) const DATA_DIR: &str = "data/demo";
/// The demonstration's administrator.
const ADMIN_EMAIL: &str = "admin@demonstracao.local";
/// Hours (São Paulo) in which the clinics are busy enough to look at; outside them the clock is shifted.
const BUSY_HOURS: std::ops::Range<u32> = 8..18;
/// The hour a shifted clock starts at.
const SHIFTED_HOUR: i64 = 10;
/// Days of billing collected before today: this month and the one it is compared with.
const BILLED_DAYS: &str = "31";

pub(super) const LONG_ABOUT: &str = "\
Serve a demonstration: real workers on an embedded database, fed by the fake
upstream with a clinic day that moves with the clock.

It prints the address, an e-mail and a password made for this run. The data
lives in data/demo of the working directory (another folder: HUB_DATA_DIR) and
is kept. With MYSQL_URL it uses that database, unless people have accounts there.
Between 18:00 and 08:00 (São Paulo) the clock is shifted into the clinic day.
An empty database first collects a month of billing, which takes a moment.";

const AFTER_HELP: &str = "\
Exit status: 0 stopped as asked, 1 failed, 2 wrong usage or settings.

Examples:
  hub demo
  hub demo --port 8080 --seed 7
  hub demo --simulator-port 9099      the fake upstream at a known address";

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub struct Args {
    /// Port of the dashboard; 0 takes any free one [default: PORT, else 3000]
    #[arg(long, value_name = "PORT")]
    port: Option<u16>,
    /// Port of the fake upstream; 0 takes any free one
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    simulator_port: u16,
    /// Seed of the simulated clinic day: the same seed and time show the same patients
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Go on although other people's accounts are in the configured database (only on a copy!)
    #[arg(long)]
    on_this_database: bool,
    /// Open the window instead of serving a port
    #[cfg(feature = "desktop")]
    #[arg(long)]
    pub window: bool,
}

/// Runs until the process is asked to stop.
pub async fn run(args: Args, env: Env) -> anyhow::Result<ExitCode> {
    let (app, simulator) = prepare(&args, env, Beside::Refused).await?;
    // Before the account: without a port this run ends, and must not have replaced another's password.
    let listening = serve::listen(&app).await?;
    let password = bootstrap::demo_admin(&app, ADMIN_EMAIL).await?;
    announce(&app, Some(&listening.address.to_string()), &simulator.base_url(), &password);
    listening.serve(app).await
}

/// The same in a window; returns when it is closed.
#[cfg(feature = "desktop")]
pub fn run_in_window(args: Args, env: Env) -> anyhow::Result<ExitCode> {
    crate::desktop::open(async move {
        let (app, simulator) = prepare(&args, env, Beside::Allowed).await?;
        let password = bootstrap::demo_admin(&app, ADMIN_EMAIL).await?;
        announce(&app, None, &simulator.base_url(), &password);
        Ok((app, simulator))
    })
}

/// The application on a migrated database, its connectors pointed at a running fake upstream.
async fn prepare(args: &Args, mut env: Env, beside: Beside) -> anyhow::Result<(App, Simulator)> {
    let clock = demo_clock();
    let options = Options { port: args.simulator_port, seed: args.seed, data: DataSet::Day };
    let simulator = Simulator::start(options, clock.clone()).await?;
    for (name, value) in simulator.environment() {
        env.set(name, value);
    }
    if let Some(port) = args.port {
        env.set("PORT", port.to_string());
    }
    env.set_default("HUB_DATA_DIR", DATA_DIR);
    // Never into a bucket that people use.
    env.set("STORAGE_PROVIDER", "local");
    env.set_default("FATURAMENTO_LOOKBACK_DAYS", BILLED_DAYS);
    // The fake upstream needs no rest between two clinics.
    env.set_default("FEEGOW_AUTH_DELAY_SECONDS", "0");
    let app = App::connect(settings(&env, RunAs::Local)?, clock).await?;
    if let Holder::Somebody(who) = holder(&app.db).await? {
        beside_another(&app, &who, beside)?;
    }
    if !args.on_this_database && is_in_use(&app).await? {
        return Err(Misuse(format!(
            "{} holds accounts that were not made by a demonstration.\n\
             The demonstration would write simulated patients and replace the integration credentials there.\n\
             Unset MYSQL_URL to use the embedded database, or repeat with --on-this-database if this is a copy.",
            app.config.database.location()
        ))
        .into());
    }
    serve::open_database(&app).await?;
    integrations::save_simulated(&app).await?;
    professionals::demo::fill(&app).await?;
    if !finance::has_lines(&app.db).await? {
        operations::request(&app, Service::Faturamento).await?;
    }
    Ok((app, simulator))
}

/// Whether this demonstration may run beside another one on the same embedded database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beside {
    Refused,
    /// The window may look at what a server shows.
    #[cfg(feature = "desktop")]
    Allowed,
}

/// Another process runs on the database: this one stands by, unless it would only be a second server on a file.
fn beside_another(app: &App, who: &str, beside: Beside) -> Result<(), Misuse> {
    let location = app.config.database.location();
    match app.config.database {
        DatabaseConfig::Sqlite { .. } if beside == Beside::Refused => Err(Misuse(format!(
            "{location} is in use by {who}: probably another demonstration.\n\
             Open its address, or stop it first, or give this one a folder of its own: \
             HUB_DATA_DIR=data/demo-2 hub demo --port 3001"
        ))),
        DatabaseConfig::Sqlite { .. } | DatabaseConfig::MySql(_) => {
            tracing::warn!(
                "{who} runs the workers on {location}: this one stands by, and the administrator's password printed \
                 here replaces the one printed there"
            );
            Ok(())
        }
    }
}

/// Whether somebody else than an earlier demonstration has accounts in this database, which may be empty.
async fn is_in_use(app: &App) -> anyhow::Result<bool> {
    match app.config.database {
        DatabaseConfig::Sqlite { .. } => Ok(false),
        DatabaseConfig::MySql(_) => match bootstrap::has_other_users(app, ADMIN_EMAIL).await {
            Err(error) if error.is_missing_table() => Ok(false),
            found => Ok(found?),
        },
    }
}

/// The machine's clock, shifted by whole hours into the clinic day when that is over.
pub fn demo_clock() -> Clock {
    let clock = Clock::system();
    let hour = clock.local().hour();
    if BUSY_HOURS.contains(&hour) {
        return clock;
    }
    Clock::shifted(TimeDelta::hours(SHIFTED_HOUR - i64::from(hour)))
}

fn announce(app: &App, address: Option<&str>, upstream: &str, password: &str) {
    let dashboard = address.map(|address| format!("\n  Dashboard   http://{address}")).unwrap_or_default();
    let end = if address.is_some() { "Ctrl-C stops it." } else { "Closing the window stops it." };
    println!(
        "\n  Hub Consultare (demonstration)\n\
         {dashboard}\
         \n  E-mail      {ADMIN_EMAIL}\
         \n  Password    {password}\
         \n  Database    {} {}\
         \n  Upstream    {upstream} (fake; PUT /__control/failure makes a source fail)\
         \n  Clinic time {}\n\
         \n  {end}\n",
        app.db.provider(),
        app.config.database.location(),
        app.clock.local().format("%d/%m/%Y %H:%M"),
    );
}
