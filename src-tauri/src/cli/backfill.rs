//! `hub backfill`: reads years of a source again, month by month.

use std::{
    io::IsTerminal,
    path::PathBuf,
    process::ExitCode,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use chrono::{Days, NaiveDate};
use indicatif::{HumanDuration, ProgressBar, ProgressStyle};
use tokio_util::sync::CancellationToken;

use super::{BUSY, FAILED, MISUSED, OK, say, serve};
use crate::{
    app::App,
    connectors::feegow::report::{BillingReportSource, FileSource},
    db,
    finance::{
        backfill::{self, Backfill, Event, Finish, Part},
        consistency,
    },
    integrations,
    kernel::{Period, stamp},
};

/// Some months failed; the message names them.
const INCOMPLETE: u8 = 3;

pub(super) const LONG_ABOUT: &str = "\
Read the past again, month by month, and store it.

Each month is replaced in one transaction, sums included: interrupted at any
moment, it leaves every month as it was or as it is upstream. Complete months
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
    let What::Faturamento(args) = args.what;
    let today = app.clock.today();
    let period = match period(&args, today) {
        Ok(period) => period,
        Err(message) => {
            eprintln!("hub backfill: {message}");
            return Ok(ExitCode::from(MISUSED));
        }
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
    let teller = Arc::new(Teller::new(&parts));
    let stop = CancellationToken::new();
    let told = teller.clone();
    let backfill = Backfill {
        app,
        source: source.as_ref(),
        pause: Duration::from_secs(args.sleep_seconds.max(0).unsigned_abs()),
        stop: &stop,
        tell: Arc::new(move |event| told.tell(&event)),
    };
    let work = backfill.run(&parts);
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
    let status = conclude(&finish?);
    let overview = consistency::overview(&app.db).await?;
    if let Some(period) = overview.divergence.period() {
        say(format_args!(
            "note: the sums do not agree with the lines ({}): hub rebuild resumos --from {} --to {}",
            overview.divergence, period.first, period.last
        ));
    }
    Ok(ExitCode::from(status))
}

/// The days asked for, or what is wrong with them.
fn period(args: &Billing, today: NaiveDate) -> Result<Period, String> {
    let day = |text: &str| {
        let is_known = !text.contains(' ') && (text.contains('/') || text.get(4..5) == Some("-"));
        stamp::parse_day(text)
            .filter(|_| is_known)
            .ok_or_else(|| format!("Data inválida: {text}. Use YYYY-MM-DD ou DD/MM/YYYY."))
    };
    let first = day(&args.start_date)?;
    let last = match args.end_date.as_str() {
        "" => today - Days::new(1),
        text => day(text)?,
    };
    // Nothing is known about tomorrow.
    let period = Period::new(first, last.min(today));
    if period.first > period.last {
        return Err(format!("nothing to do: the end ({}) is before the start ({first})", period.last));
    }
    Ok(period)
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
    let due = parts.iter().filter(|part| !part.is_done).count();
    say(format_args!("{due} of {} months would be read. Nothing was changed.", parts.len()));
    Ok(ExitCode::from(OK))
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

/// Tells how far it is: a bar with the time left on a terminal, plain lines elsewhere.
struct Teller {
    bar: Option<ProgressBar>,
    /// The last progress text on plain lines: the same is not printed twice.
    last: Mutex<String>,
}

impl Teller {
    fn new(parts: &[Part]) -> Self {
        let due = parts.iter().filter(|part| !part.is_done).count();
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::new(due as u64);
            let style = ProgressStyle::with_template("{bar:24} {pos}/{len} {elapsed} ETA {eta}  {wide_msg}");
            if let Ok(style) = style {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(500));
            bar
        });
        Self { bar, last: Mutex::default() }
    }

    fn tell(&self, event: &Event) {
        match event {
            Event::Waiting => self.line("another process is running faturamento: waiting"),
            Event::Skipped(name) => self.line(&format!("{name}: complete, skipped")),
            Event::Progress(text) => match &self.bar {
                Some(bar) => bar.set_message(text.clone()),
                None => self.plain(text),
            },
            Event::Ended(name, outcome) => {
                match outcome {
                    Ok(lines) => self.line(&format!("{name}: {lines} registros")),
                    Err(why) => self.line(&format!("{name}: FAILED: {why}")),
                }
                if let Some(bar) = &self.bar {
                    bar.inc(1);
                }
            }
            Event::Pause(pause) => match &self.bar {
                Some(bar) => bar.set_message(format!("pausing for {}", HumanDuration(*pause))),
                None => self.plain(&format!("pausing for {} s", pause.as_secs())),
            },
        }
    }

    fn line(&self, text: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| say(text)),
            None => say(text),
        }
    }

    fn plain(&self, text: &str) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if *last != text {
            say(text);
            text.clone_into(&mut last);
        }
    }

    fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
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
        let What::Faturamento(billing) = Line::parse_from(words).args.what;
        billing
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
        assert_eq!(billing(&["--sleep-seconds", "-5"]).sleep_seconds.max(0), 0);
    }

    #[test]
    fn the_exit_status_tells_how_it_ended() {
        assert_eq!(conclude(&Finish::Through(vec![])), 0);
        assert_eq!(conclude(&Finish::Through(vec!["03/2024".into()])), 3);
        assert_eq!(conclude(&Finish::Stopped), 1);
        assert_eq!(conclude(&Finish::Busy), 3);
    }
}
