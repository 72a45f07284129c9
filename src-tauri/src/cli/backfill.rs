//! `hub backfill`: reads years of a source again, month by month.

mod appointments;
mod teller;

use std::{path::PathBuf, process::ExitCode, sync::Arc, time::Duration};

use chrono::{Days, NaiveDate};
use tokio_util::sync::CancellationToken;

use self::teller::Teller;

use super::{BUSY, FAILED, MISUSED, OK, say, serve};
use crate::{
    app::App,
    connectors::feegow::report::{BillingReportSource, FileSource},
    db,
    finance::{
        backfill::{self, Backfill, Finish, Part},
        consistency,
    },
    integrations,
    kernel::{Period, Service, stamp},
};

/// Some months failed; the message names them.
const INCOMPLETE: u8 = 3;

pub(super) const LONG_ABOUT: &str = "\
Read the past again, month by month, and store it.

Each month is stored in one transaction, billing with its sums: interrupted at
any moment, it leaves every month as it was or as it is upstream. Complete months
are remembered and skipped the next time. A server on the same MySQL database
may keep running; an embedded database belongs to the server or window that
runs on it.";

const AFTER_HELP: &str = "\
Dates are YYYY-MM-DD or DD/MM/YYYY. Ctrl-C ends after what is being written;
the same command goes on where it stopped.

Exit status: 0 all months stored, 1 failed or interrupted, 2 wrong usage,
3 some months failed (they are named), or another process is doing it.

Examples:
  hub backfill faturamento --start-date 2022-01-01 --end-date 2025-12-31
  hub backfill faturamento --start-date 2024-03-01 --end-date 2024-03-31 --ignore-checkpoint
  hub backfill faturamento --start-date 2024-03-01 --end-date 2024-03-31 --file relatorio.csv
  hub backfill faturamento --dry-run";

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// The billing report, into faturamento_analitico and its sums
    #[command(after_help = AFTER_HELP)]
    Faturamento(Billing),
    /// The appointments, into feegow_appointments
    #[command(after_help = appointments::AFTER_HELP)]
    Agendamentos(appointments::Args),
}

#[derive(Debug, clap::Args)]
struct Billing {
    /// First day
    #[arg(long, value_name = "DAY", default_value = "2025-01-01")]
    start_date: String,
    /// Last day [default: yesterday]
    #[arg(long, value_name = "DAY", default_value = "")]
    end_date: String,
    /// Read complete months again, too
    #[arg(long)]
    ignore_checkpoint: bool,
    /// Pause between two months
    #[arg(long, value_name = "SECONDS", default_value_t = 120, allow_negative_numbers = true)]
    sleep_seconds: i64,
    /// Say what would be read, and read nothing
    #[arg(long)]
    dry_run: bool,
    /// Read a report that was saved to a file (the page, or its CSV export) instead of Feegow
    #[arg(long, value_name = "PATH")]
    file: Option<PathBuf>,
}

/// Runs the backfill and waits for it.
pub async fn run(app: &App, args: Args) -> anyhow::Result<ExitCode> {
    match args.what {
        What::Faturamento(args) => billing(app, args).await,
        What::Agendamentos(args) => appointments::run(app, args).await,
    }
}

fn misused(message: &str) -> ExitCode {
    eprintln!("hub backfill: {message}");
    ExitCode::from(MISUSED)
}

async fn billing(app: &App, args: Billing) -> anyhow::Result<ExitCode> {
    let today = app.clock.today();
    let period = match period(&args, today) {
        Ok(period) => period,
        Err(message) => return Ok(misused(&message)),
    };
    if args.dry_run {
        return preview(app, &args, period, today).await;
    }
    let Some(source) = source(app, &args).await? else {
        eprintln!(
            "hub backfill: Credenciais do Feegow não configuradas (FEEGOW_USER and FEEGOW_PASS, or the settings)"
        );
        return Ok(ExitCode::from(FAILED));
    };
    for change in &db::migrate(&app.db).await?.changes {
        say(format_args!("schema: {change}"));
    }
    let parts = parts(app, &args, period, today).await?;
    let teller = Arc::new(Teller::new(Service::Faturamento, &parts));
    let stop = CancellationToken::new();
    let told = teller.clone();
    let backfill = Backfill {
        app,
        source: source.as_ref(),
        pause: pause(args.sleep_seconds),
        stop: &stop,
        tell: Arc::new(move |event| told.tell(&event)),
    };
    let status = finish(backfill.run(&parts), &teller, &stop).await?;
    let overview = consistency::overview(&app.db).await?;
    if let Some(period) = overview.divergence.period() {
        say(format_args!(
            "note: the sums do not agree with the lines ({}): hub rebuild resumos --from {} --to {}",
            overview.divergence, period.first, period.last
        ));
    }
    Ok(ExitCode::from(status))
}

fn pause(seconds: i64) -> Duration {
    Duration::from_secs(seconds.max(0).unsigned_abs())
}

/// Waits for a backfill, and ends it when told to; the exit status.
async fn finish(
    work: impl Future<Output = Result<Finish, db::DbError>>,
    teller: &Teller,
    stop: &CancellationToken,
) -> anyhow::Result<u8> {
    tokio::pin!(work);
    let finish = tokio::select! {
        finish = &mut work => finish,
        () = serve::asked_to_stop() => {
            teller.line("stopping: what is being written is finished first");
            stop.cancel();
            work.await
        }
    };
    teller.end();
    Ok(conclude(&finish?))
}

/// The day of a text, or what is wrong with it.
fn day(text: &str) -> Result<NaiveDate, String> {
    let is_known = !text.contains(' ') && (text.contains('/') || text.get(4..5) == Some("-"));
    stamp::parse_day(text)
        .filter(|_| is_known)
        .ok_or_else(|| format!("Data inválida: {text}. Use YYYY-MM-DD ou DD/MM/YYYY."))
}

/// The days asked for, or what is wrong with them.
fn period(args: &Billing, today: NaiveDate) -> Result<Period, String> {
    let last = match args.end_date.as_str() {
        "" => today - Days::new(1),
        text => day(text)?,
    };
    // Nothing is known about tomorrow.
    between(day(&args.start_date)?, last.min(today))
}

/// The days from `first` to `last`, which are some.
fn between(first: NaiveDate, last: NaiveDate) -> Result<Period, String> {
    if first > last {
        return Err(format!("nothing to do: the end ({last}) is before the start ({first})"));
    }
    Ok(Period::new(first, last))
}

async fn source(app: &App, args: &Billing) -> anyhow::Result<Option<Box<dyn BillingReportSource>>> {
    let Some(path) = &args.file else { return Ok(integrations::billing_report_source(app).await?) };
    let bytes =
        tokio::fs::read(path).await.map_err(|error| anyhow::anyhow!("{} cannot be read: {error}", path.display()))?;
    Ok(Some(Box::new(FileSource::new(bytes))))
}

async fn parts(app: &App, args: &Billing, period: Period, today: NaiveDate) -> Result<Vec<Part>, db::DbError> {
    match args.file {
        Some(_) => Ok(backfill::plan_of_file(period, today)),
        None => backfill::plan(&app.db, period, today, !args.ignore_checkpoint).await,
    }
}

async fn preview(app: &App, args: &Billing, period: Period, today: NaiveDate) -> anyhow::Result<ExitCode> {
    let parts = parts(app, args, period, today).await?;
    for part in &parts {
        let stored = backfill::stored_lines(&app.db, part).await?;
        let what = if part.is_done { "complete: would be skipped" } else { "would be read and replaced" };
        say(format_args!("{}: {stored} lines stored, {what}", part.window));
    }
    Ok(previewed(&parts))
}

fn previewed(parts: &[Part]) -> ExitCode {
    let due = parts.iter().filter(|part| !part.is_done).count();
    say(format_args!("{due} of {} months would be read. Nothing was changed.", parts.len()));
    ExitCode::from(OK)
}

fn conclude(finish: &Finish) -> u8 {
    match finish {
        Finish::Through(failed) if failed.is_empty() => {
            say("Backfill histórico finalizado");
            OK
        }
        Finish::Through(failed) => {
            say(backfill::with_failures(failed));
            INCOMPLETE
        }
        Finish::Stopped => {
            say("interrupted: every month is as it was or complete; the same command goes on here");
            FAILED
        }
        Finish::Busy => {
            say("busy: a server or the window runs on this embedded database; end it, then try again");
            BUSY
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        args: Args,
    }

    fn billing(flags: &[&str]) -> Billing {
        let words = ["hub", "faturamento"].iter().chain(flags);
        match Line::parse_from(words).args.what {
            What::Faturamento(billing) => billing,
            What::Agendamentos(_) => unreachable!("billing was asked for"),
        }
    }

    fn asked(flags: &[&str]) -> Result<String, String> {
        period(&billing(flags), "2026-02-18".parse().unwrap()).map(|period| period.to_string())
    }

    #[test]
    fn dates_are_read_in_both_spellings_and_end_yesterday_by_default() {
        assert_eq!(asked(&[]).unwrap(), "2025-01-01..2026-02-17");
        let flags = ["--start-date", "01/03/2024", "--end-date", "2024-03-31"];
        assert_eq!(asked(&flags).unwrap(), "2024-03-01..2024-03-31");
        assert_eq!(asked(&["--end-date", "2030-01-01"]).unwrap(), "2025-01-01..2026-02-18");
    }

    #[test]
    fn a_date_that_is_none_is_answered_with_the_two_spellings() {
        for text in ["2024-13-01", "31/02/2024", "ontem", "01-03-2024", "2024-03-01 10:00"] {
            let message = format!("Data inválida: {text}. Use YYYY-MM-DD ou DD/MM/YYYY.");
            assert_eq!(asked(&["--start-date", text]), Err(message));
        }
        assert!(asked(&["--start-date", "2024-03-02", "--end-date", "2024-03-01"]).is_err());
    }

    #[test]
    fn a_negative_pause_is_none() {
        assert_eq!(pause(billing(&["--sleep-seconds", "-5"]).sleep_seconds), Duration::ZERO);
    }

    #[test]
    fn the_exit_status_tells_how_it_ended() {
        assert_eq!(conclude(&Finish::Through(vec![])), 0);
        assert_eq!(conclude(&Finish::Through(vec!["03/2024".into()])), 3);
        assert_eq!(conclude(&Finish::Stopped), 1);
        assert_eq!(conclude(&Finish::Busy), 3);
    }
}
