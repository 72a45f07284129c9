//! `hub backfill agendamentos`.

use std::{process::ExitCode, sync::Arc};

use tokio_util::sync::CancellationToken;

use super::{
    super::{FAILED, say},
    Teller, between, day, finish, misused, pause, previewed,
};
use crate::{
    app::App,
    appointments::backfill::{AppointmentMonths, plan, stored_appointments},
    connectors::feegow::{FeegowApi, api::NO_TOKEN},
    db,
    jobs::backfill::{Backfill, Part},
    kernel::{Period, Service},
};

pub(super) const AFTER_HELP: &str = "\
Appointments are added or brought up to date, never deleted. A month without
one of the lists of names is stored as far as it is known, and read again the
next time. Dates are YYYY-MM-DD or DD/MM/YYYY. Ctrl-C ends after what is being
written; the same command goes on where it stopped.

Exit status: 0 all months stored, 1 failed or interrupted, 2 wrong usage,
3 some months failed (they are named), or another process is doing it.

Examples:
  hub backfill agendamentos --start-date 2022-01-01 --end-date 2025-12-31
  hub backfill agendamentos --start-date 2024-03-01 --end-date 2024-03-31 --ignore-checkpoint
  hub backfill agendamentos --dry-run";

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// First day of the visits
    #[arg(long, visible_alias = "start", value_name = "DAY", default_value = "2022-01-01")]
    start_date: String,
    /// Last day of the visits
    #[arg(long, visible_alias = "end", value_name = "DAY", default_value = "2025-12-31")]
    end_date: String,
    /// Read complete months again, too
    #[arg(long)]
    ignore_checkpoint: bool,
    /// Pause between two months
    #[arg(long, value_name = "SECONDS", default_value_t = 0, allow_negative_numbers = true)]
    sleep_seconds: i64,
    /// Say what would be read, and read nothing
    #[arg(long)]
    dry_run: bool,
}

impl Args {
    fn period(&self) -> Result<Period, String> {
        between(day(&self.start_date)?, day(&self.end_date)?)
    }
}

/// Runs the backfill and waits for it.
pub(super) async fn run(app: &App, args: Args) -> anyhow::Result<ExitCode> {
    let period = match args.period() {
        Ok(period) => period,
        Err(message) => return Ok(misused(&message)),
    };
    let today = app.clock.today();
    if args.dry_run {
        return preview(app, &plan(&app.db, period, today, !args.ignore_checkpoint).await?).await;
    }
    let Some(api) = FeegowApi::new(&app.config.feegow, &app.config.workers, app.clock.clone()) else {
        eprintln!("hub backfill: {NO_TOKEN}");
        return Ok(ExitCode::from(FAILED));
    };
    for change in &db::migrate(&app.db).await?.changes {
        say(format_args!("schema: {change}"));
    }
    let parts = plan(&app.db, period, today, !args.ignore_checkpoint).await?;
    let teller = Arc::new(Teller::new(Service::Financeiro, &parts));
    let (stop, told, months) = (CancellationToken::new(), teller.clone(), AppointmentMonths::new(api));
    let backfill = Backfill {
        app,
        months: &months,
        pause: pause(args.sleep_seconds),
        stop: &stop,
        tell: Arc::new(move |event| told.tell(&event)),
    };
    Ok(ExitCode::from(finish(backfill.run(&parts), &teller, &stop).await?))
}

async fn preview(app: &App, parts: &[Part]) -> anyhow::Result<ExitCode> {
    for part in parts {
        let stored = stored_appointments(&app.db, part).await?;
        let what = if part.is_done { "complete: would be skipped" } else { "would be read and brought up to date" };
        say(format_args!("{}: {stored} appointments stored, {what}", part.window));
    }
    Ok(previewed(parts))
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

    fn asked(flags: &[&str]) -> Result<String, String> {
        let words = ["hub"].iter().chain(flags);
        Line::parse_from(words).args.period().map(|period| period.to_string())
    }

    #[test]
    fn the_days_have_defaults_and_two_names() {
        assert_eq!(asked(&[]).unwrap(), "2022-01-01..2025-12-31");
        assert_eq!(asked(&["--start", "05/01/2024", "--end", "2024-02-10"]).unwrap(), "2024-01-05..2024-02-10");
        assert!(asked(&["--start-date", "2024-02-30"]).unwrap_err().starts_with("Data inválida: 2024-02-30."));
        assert!(asked(&["--start-date", "2026-01-01"]).is_err(), "the end is before the start");
    }
}
