//! `hub simulate`: the fake upstream alone.

mod fill;

use std::process::ExitCode;

use anyhow::Context;
use chrono::NaiveDate;
use clap::ValueEnum;

use super::{OK, serve};
use crate::{
    config::Env,
    kernel::Clock,
    simulator::{DataSet, Options, Simulator},
};

pub(super) const LONG_ABOUT: &str = "\
Run the fake upstream (Feegow, Clinia, Google) on this machine.

It listens on 127.0.0.1, prints the settings that point `hub` at it, and serves
until Ctrl-C or a termination signal. All people and numbers are invented.
Nothing is stored.

With --fill it serves nothing: it writes years of invented rows into a database
of your choice, for measuring, and ends. A database without tables gets the
schema first; one that holds data is refused.";

const AFTER_HELP: &str = r#"The control interface lets calls fail, replaces data, moves the day:
  GET  /__control                 routes, modes, variants
  POST /__control/reset
  PUT  /__control/failure         {"route":"W6","mode":"http:500","times":1}; "page":2 for
                                  one page of W8 or contracts
  PUT  /__control/data/<route>    the route's data set, as JSON; or a shape of it, as
                                  {"variant":"survey"}, for contracts {"count":15000}
  PUT  /__control/today           {"date":"2026-02-18","time":"09:43"}
  GET  /__control/journal         the calls received, secrets left out

Examples:
  hub simulate                            a clinic day, now
  hub simulate --seed 7 --today 2026-02-18
  hub simulate --data samples --port 9100
  hub simulate >> .env                    settings for `hub serve`, as long as this runs
  hub simulate --fill --database mysql://user:password@host:3306/measured
  hub simulate --fill --database /tmp/measured.db --billing 50000 --seed 7"#;

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub struct Args {
    /// Port on 127.0.0.1; 0 takes any free one
    #[arg(long, value_name = "PORT", default_value_t = 9099)]
    port: u16,
    /// Seed of the generated days: the same seed and time give the same answers
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// What to serve
    #[arg(long, value_enum, default_value_t = Data::Day)]
    data: Data,
    /// Begin on this day, at the present time of day
    #[arg(long, value_name = "YYYY-MM-DD")]
    today: Option<NaiveDate>,
    #[command(flatten)]
    fill: fill::FillArgs,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Data {
    /// Generated clinic days that advance with the clock
    Day,
    /// The few fixed samples that the tests use
    Samples,
}

/// Serves until the process is asked to stop, or fills a database.
pub async fn run(args: Args, env: Env) -> anyhow::Result<ExitCode> {
    if args.fill.fill {
        return fill::run(args.fill, env, args.seed, args.today).await;
    }
    let data = match args.data {
        Data::Day => DataSet::Day,
        Data::Samples => DataSet::Samples,
    };
    let options = Options { port: args.port, seed: args.seed, data };
    // Before anything is printed: whoever reads it may end this process at once.
    let stopping = tokio::spawn(serve::asked_to_stop());
    let simulator = Simulator::start(options, clock(args.today))
        .await
        .with_context(|| format!("cannot listen on 127.0.0.1:{} (--port 0 takes a free port)", args.port))?;
    println!("# The fake upstream listens on {} until Ctrl-C.", simulator.base_url());
    for (name, value) in simulator.environment() {
        println!("{name}={value}");
    }
    println!("GOOGLE_PRIVATE_KEY=\"{}\"", simulator.google_private_key());
    stopping.await?;
    Ok(ExitCode::from(OK))
}

fn clock(today: Option<NaiveDate>) -> Clock {
    let system = Clock::system();
    match today {
        Some(date) => Clock::shifted(date - system.today()),
        None => system,
    }
}
