//! `hub sync`: runs one worker now.

use std::{process::ExitCode, sync::Arc, time::Duration};

use tokio_util::sync::CancellationToken;

use super::{BUSY, FAILED, MISUSED, OK, PARTIAL, serve};
use crate::{
    app::App,
    db,
    jobs::{
        Job, Outcome, catalogue,
        once::{Once, run_once},
    },
    kernel::Service,
};

/// How long to wait for a run of a server on the same MySQL database (a monitor's cycle takes seconds).
const WAIT: Duration = Duration::from_secs(60);

pub(super) const LONG_ABOUT: &str = "\
Run one sync worker now and wait for it, at any hour.

It does exactly what a server's worker does and leaves the same heartbeat.
People leave a queue after two answers without them, so a monitor that misses
somebody asks once more, 15 seconds later. A command that is killed leaves its
service RUNNING; an active server, or the next command, marks it within
seconds. A worker that another process is running is waited for (MySQL, up to a minute);
an embedded database belongs to the server or window that runs on it.";

const AFTER_HELP: &str = "\
Services: monitor_medico, monitor_recepcao, clinia, faturamento, comercial,
auth, contratos, financeiro, certidoes. The names shown on screen and those of
older systems are understood, too.

Exit status: 0 done, 1 failed, 2 unknown service, 3 busy (another process runs
it), 4 done in part.

Examples:
  hub sync monitor_recepcao
  hub sync 'Worker Clinia'";

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub struct Args {
    /// Service to run
    service: String,
}

/// Runs the worker once and waits for it.
pub async fn run(app: &App, args: &Args) -> anyhow::Result<ExitCode> {
    let jobs = catalogue::all(app);
    let job = match find(&jobs, &args.service) {
        Ok(job) => job,
        Err(message) => {
            eprintln!("hub sync: {message}");
            return Ok(ExitCode::from(MISUSED));
        }
    };
    let report = db::migrate(&app.db).await?;
    for change in &report.changes {
        println!("schema: {change}");
    }
    let service = job.service();
    println!("{}: started", service.label());
    let stop = CancellationToken::new();
    let progress = Arc::new(move |text: &str| println!("{}: {text}", service.label()));
    let services: Vec<Service> = jobs.iter().map(|job| job.service()).collect();
    let run = run_once(app, job.as_ref(), &services, WAIT, progress, &stop);
    tokio::pin!(run);
    let once = tokio::select! {
        once = &mut run => once?,
        () = serve::asked_to_stop() => {
            stop.cancel();
            run.await?
        }
    };
    Ok(ExitCode::from(tell(service, &once)))
}

/// The job that `name` means, or what to say instead.
fn find(jobs: &[Arc<dyn Job>], name: &str) -> Result<Arc<dyn Job>, String> {
    let known: Vec<&str> = jobs.iter().map(|job| job.service().key()).collect();
    let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
    match Service::from_name(name) {
        None => Err(format!("unknown service {name:?}; this version runs: {known}")),
        Some(service) => jobs
            .iter()
            .find(|job| job.service() == service)
            .cloned()
            .ok_or_else(|| format!("this version has no worker for {service} yet; it runs: {known}")),
    }
}

/// Prints the outcome; returns the exit status.
fn tell(service: Service, once: &Once) -> u8 {
    let (status, word, text) = match once {
        Once::Ended(Outcome::Done(summary)) => (OK, "done", summary.as_str()),
        Once::Ended(Outcome::Partial(summary)) => (PARTIAL, "done in part", summary.as_str()),
        Once::Ended(Outcome::Failed(reason)) => (FAILED, "failed", reason.as_str()),
        Once::Ended(Outcome::Skipped(reason)) => (BUSY, "busy", *reason),
        Once::Interrupted => (FAILED, "interrupted", "stored data is as it was"),
        Once::Busy => (BUSY, "busy", "another process runs it (a server or the window on the same database)"),
    };
    let separator = if text.is_empty() { "" } else { ": " };
    println!("{}: {word}{separator}{text}", service.label());
    status
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        config::{Config, Env, RunAs},
        kernel::Clock,
    };

    #[test]
    fn an_unknown_service_is_answered_with_the_known_ones() {
        let message = find(&[], "custo").err().unwrap();
        assert!(message.contains("unknown service \"custo\""), "{message}");
        let message = find(&[], "Propostas (API)").err().unwrap();
        assert!(message.contains("no worker for comercial yet"), "{message}");
    }

    #[tokio::test]
    async fn the_help_lists_the_services_that_have_a_worker() {
        let config = Config::read(&Env::default(), RunAs::Local).unwrap();
        let pool = sqlx::SqlitePool::connect_lazy("sqlite::memory:").unwrap();
        let db = db::Db::Sqlite { read: pool.clone(), write: pool };
        let app = App::with_db(config, Clock::system(), db);
        let keys: Vec<&str> = catalogue::all(&app).iter().map(|job| job.service().key()).collect();
        let help = AFTER_HELP.replace('\n', " ");
        assert!(help.starts_with(&format!("Services: {}.", keys.join(", "))), "{keys:?}");
    }

    #[test]
    fn the_exit_status_tells_how_it_ended() {
        let status = |once| tell(Service::Clinia, &once);
        assert_eq!(status(Once::Ended(Outcome::Done("ok".into()))), 0);
        assert_eq!(status(Once::Ended(Outcome::Failed("x".into()))), 1);
        assert_eq!(status(Once::Busy), 3);
        assert_eq!(status(Once::Ended(Outcome::Partial("x".into()))), 4);
    }
}
