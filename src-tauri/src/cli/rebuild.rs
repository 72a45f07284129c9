//! `hub rebuild`: computes stored sums again from what they are sums of.

use std::{process::ExitCode, time::Duration};

use super::{BUSY, FAILED, MISUSED, OK, say};
use crate::{
    app::App,
    db::Db,
    finance::{
        consistency::{self, Overview, Totals},
        model::Scope,
        summaries,
    },
    jobs::locks::{Lock, Locks},
    kernel::{Period, Service, stamp},
};

/// How long to wait for a run of a server on the same MySQL database.
const WAIT: Duration = Duration::from_secs(60);

pub(super) const LONG_ABOUT: &str = "\
Compute stored sums again from the lines they are sums of.

All of it happens in one transaction: interrupted, everything stays as it was.
Running it again changes nothing.";

const AFTER_HELP: &str = "\
Dates are YYYY-MM-DD or DD/MM/YYYY. Days are summed exactly, their months as a
whole. Without dates everything is summed. --dry-run shows the totals as they
are and where they disagree.

Exit status: 0 done (or nothing to do), 1 failed, 2 wrong usage, 3 busy
(another process stores billing right now).

Examples:
  hub rebuild resumos --dry-run
  hub rebuild resumos --from 2024-03-01 --to 2024-03-31";

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// The daily and monthly sums of billing
    #[command(after_help = AFTER_HELP)]
    Resumos(Sums),
}

#[derive(Debug, clap::Args)]
struct Sums {
    /// First day
    #[arg(long, value_name = "DAY", alias = "start", requires = "to")]
    from: Option<String>,
    /// Last day
    #[arg(long, value_name = "DAY", alias = "end", requires = "from")]
    to: Option<String>,
    /// Show the totals and change nothing
    #[arg(long)]
    dry_run: bool,
}

/// Rebuilds the sums and prints the totals before and after.
pub async fn run(app: &App, args: Args) -> anyhow::Result<ExitCode> {
    let What::Resumos(args) = args.what;
    let period = match period(&args) {
        Ok(period) => period,
        Err(message) => {
            eprintln!("hub rebuild: {message}");
            return Ok(ExitCode::from(MISUSED));
        }
    };
    let before = consistency::overview_of(&app.db, period).await?;
    print("before", &before);
    if args.dry_run {
        say("\nNothing was changed.");
        return Ok(ExitCode::from(OK));
    }
    if period.is_none() && before.lines.lines == 0 && before.days.lines > 0 {
        eprintln!("hub rebuild: there are sums but no lines: is this the right database? Name a period to go on.");
        return Ok(ExitCode::from(FAILED));
    }
    let lock = match app.db {
        Db::MySql(_) => Lock::Worker(Service::Faturamento),
        Db::Sqlite { .. } => Lock::Orchestrator,
    };
    let locks = Locks::new(&app.db);
    if !locks.take(lock, WAIT).await? {
        say("busy: another process stores billing right now (a server or the window on the same database)");
        return Ok(ExitCode::from(BUSY));
    }
    let scope = period.map_or(Scope::Everything, Scope::from);
    let rebuilt = summaries::rebuild_now(&app.db, &scope, &app.clock.stamp()).await;
    locks.give_back(lock).await;
    let rebuilt = rebuilt?;
    print("after", &consistency::overview_of(&app.db, period).await?);
    say(format_args!(
        "\n{} lines summed into {} daily and {} monthly rows, {} of which were not right.",
        rebuilt.lines, rebuilt.day_rows, rebuilt.month_rows, rebuilt.changed_rows
    ));
    Ok(ExitCode::from(OK))
}

fn period(args: &Sums) -> Result<Option<Period>, String> {
    let day = |text: &String| {
        stamp::parse_day(text).ok_or_else(|| format!("Data inválida: {text}. Use YYYY-MM-DD ou DD/MM/YYYY."))
    };
    let (Some(from), Some(to)) = (&args.from, &args.to) else { return Ok(None) };
    let period = Period::new(day(from)?, day(to)?);
    if period.first > period.last {
        return Err(format!("nothing to do: the end ({}) is before the start ({})", period.last, period.first));
    }
    Ok(Some(period))
}

fn print(when: &str, overview: &Overview) {
    let row = |table: &str, totals: Totals| {
        say(format_args!("{when:<7} {table:<8} {:>9} lines  R$ {:>16.2}", totals.lines, totals.total.reais()));
    };
    row("lines", overview.lines);
    row("days", overview.days);
    row("months", overview.months);
    if overview.undated > 0 {
        say(format_args!("{when:<7} {} lines have no date and are in no sum", overview.undated));
    }
    let differ = if overview.divergence.is_none() { "they agree".to_owned() } else { overview.divergence.to_string() };
    say(format_args!("{when:<7} differ   {differ}"));
}
