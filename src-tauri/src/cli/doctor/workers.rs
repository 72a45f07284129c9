//! The workers: who runs them, and what they last said.

use chrono::{NaiveDateTime, TimeDelta};

use super::Finding;
use crate::{
    app::App,
    db::DbError,
    jobs::{
        Job, Rhythm, catalogue,
        locks::{Holder, holder},
        window,
    },
    kernel::{Service, stamp, text},
    operations::{
        model::RUNNING_IS_STALE_AFTER,
        store::{self, Heartbeat},
    },
};

/// A live source that has said nothing for this long is stale; the Monitor marks it then, too.
const LIVE_IS_STALE_AFTER: TimeDelta = TimeDelta::seconds(300);
/// Scheduled services run at least once in this time.
const AGENDA_IS_STALE_AFTER: TimeDelta = TimeDelta::hours(26);
/// `details` are cut to this many characters.
const DETAILS_MAX: usize = 160;

pub(super) async fn check(app: &App) -> Vec<Result<Finding, DbError>> {
    let held = holder(&app.db).await;
    let runs = !matches!(held, Ok(Holder::Nobody));
    let mut findings = vec![Ok(orchestrator(app.config.workers.enabled, held))];
    match store::list(&app.db).await {
        Err(error) => findings.push(Err(error)),
        Ok(rows) => {
            let jobs: Vec<(Service, Rhythm)> =
                catalogue::all(app).iter().map(|job: &std::sync::Arc<dyn Job>| (job.service(), job.rhythm())).collect();
            findings.extend(heartbeats(&rows, &jobs, app.clock.local(), runs).into_iter().map(Ok));
        }
    }
    findings
}

fn orchestrator(enabled: bool, held: Result<Holder, DbError>) -> Finding {
    const SUBJECT: &str = "workers";
    let here = if enabled { "switched on in these settings" } else { "switched off in these settings" };
    match held {
        Ok(Holder::Somebody(who)) => Finding::good(SUBJECT, format!("run by {who}; {here}")),
        Ok(Holder::Nobody) if enabled => {
            Finding::look(SUBJECT, "nobody runs them right now", "start hub serve (or the window) and keep it running")
        }
        Ok(Holder::Nobody) => Finding::look(
            SUBJECT,
            format!("nobody runs them right now; {here}"),
            "start a process on this database with WORKERS_ENABLED=1",
        ),
        Err(error) => Finding::look(SUBJECT, format!("{here}; who runs them is unknown: {error}"), "see its log"),
    }
}

/// A finding for each service with a worker, and one for whatever else left a heartbeat.
fn heartbeats(rows: &[Heartbeat], jobs: &[(Service, Rhythm)], now: NaiveDateTime, runs: bool) -> Vec<Finding> {
    let of = |service| rows.iter().find(|row| Service::from_name(&row.service_name) == Some(service));
    let mut findings: Vec<Finding> =
        jobs.iter().map(|(service, rhythm)| judge(*service, *rhythm, of(*service), now, runs)).collect();
    let has_worker = |row: &&Heartbeat| {
        Service::from_name(&row.service_name).is_some_and(|found| jobs.iter().any(|(service, _)| *service == found))
    };
    let others: Vec<String> = rows.iter().filter(|row| !has_worker(row)).map(|row| said(row, now)).collect();
    if !others.is_empty() {
        let what = format!("{} (left by another system; no worker here)", others.join(", "));
        findings.push(Finding::good("other services", what));
    }
    findings
}

fn judge(service: Service, rhythm: Rhythm, row: Option<&Heartbeat>, now: NaiveDateTime, runs: bool) -> Finding {
    let subject = service.key();
    let once = format!("hub sync {subject} runs it once and says why");
    let start = if runs { once.as_str() } else { "see workers: nobody runs them" };
    let Some((row, last)) = row.and_then(|row| Some((row, stamp::parse(row.last_run.as_deref()?)?))) else {
        return match row {
            Some(row) if row.is_request() => Finding::look(subject, "asked for, never ran", start),
            _ if runs && is_open_for_a_while(now) => Finding::look(subject, "never ran", once),
            _ => Finding::good(subject, "never ran"),
        };
    };
    let age = now - last;
    let told = format!("{} {}", row.status.as_deref().unwrap_or("UNKNOWN"), told(row, age));
    let is_stale = match rhythm {
        Rhythm::Continuous { .. } => is_open_for_a_while(now) && age > LIVE_IS_STALE_AFTER,
        Rhythm::Agenda => age > AGENDA_IS_STALE_AFTER,
    };
    match row.status.as_deref().unwrap_or_default() {
        _ if age < -LIVE_IS_STALE_AFTER => {
            Finding::look(subject, told, "a clock or a time zone is wrong where this was written")
        }
        "ERROR" => Finding::bad(subject, told, cure(row.details.as_deref().unwrap_or_default(), &once)),
        "PENDING" | "QUEUED" if !runs => Finding::look(subject, told, start),
        "RUNNING" if age > RUNNING_IS_STALE_AFTER => {
            Finding::look(subject, format!("{told}: hangs, or was killed"), start)
        }
        "WARNING" => Finding::look(subject, told, cure(row.details.as_deref().unwrap_or_default(), &once)),
        _ if is_stale => Finding::look(subject, format!("{told}: stale"), start),
        _ => Finding::good(subject, told),
    }
}

/// Whether the operating window has been open long enough for every live source to have reported.
fn is_open_for_a_while(now: NaiveDateTime) -> bool {
    window::is_open(now) && window::is_open(now - LIVE_IS_STALE_AFTER)
}

/// What usually helps against a failure, by what the worker said about it.
fn cure(details: &str, otherwise: &str) -> String {
    let lower = details.to_lowercase();
    let known = [
        ("token expirou", "store fresh reception tokens of the units in integrations_config"),
        ("token/cookie", "give the Clinia cookie: CLINIA_COOKIE, or integrations_config"),
        ("cookie", "give a fresh Clinia cookie: CLINIA_COOKIE, or integrations_config"),
        ("login", "correct the Feegow user or password: FEEGOW_USER and FEEGOW_PASS, or integrations_config"),
        ("credenci", "correct the credentials in the settings or in integrations_config"),
        ("interrompido", "the process ended during a run; the next run repeats it"),
    ];
    let found = known.iter().find(|(sign, _)| lower.contains(sign));
    found.map_or_else(|| otherwise.to_owned(), |(_, cure)| (*cure).to_owned())
}

/// `3 min ago: details`.
fn told(row: &Heartbeat, age: TimeDelta) -> String {
    let details = text::cut(row.details.as_deref().unwrap_or_default().trim(), DETAILS_MAX);
    let separator = if details.is_empty() { "" } else { ": " };
    format!("{}{separator}{details}", ago(age))
}

/// `financeiro COMPLETED 3 h ago`.
fn said(row: &Heartbeat, now: NaiveDateTime) -> String {
    let status = row.status.as_deref().unwrap_or("UNKNOWN");
    match row.last_run.as_deref().and_then(stamp::parse) {
        Some(last) => format!("{} {status} {}", row.service_name, ago(now - last)),
        None => format!("{} {status}", row.service_name),
    }
}

fn ago(age: TimeDelta) -> String {
    let amount = |age: TimeDelta| match age.num_seconds() {
        seconds @ ..=119 => format!("{seconds} s"),
        seconds @ ..=7_199 => format!("{} min", seconds / 60),
        seconds @ ..=172_799 => format!("{} h", seconds / 3_600),
        seconds => format!("{} days", seconds / 86_400),
    };
    if age < TimeDelta::zero() { format!("{} in the future", amount(-age)) } else { format!("{} ago", amount(age)) }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::cli::doctor::Level::{self, Bad, Good, Look};

    const LIVE: Rhythm = Rhythm::Continuous { pause: Duration::from_secs(15) };

    fn row(status: &str, last_run: &str, details: &str) -> Heartbeat {
        Heartbeat {
            service_name: "monitor_medico".into(),
            status: Some(status.into()),
            last_run: Some(last_run.into()).filter(|text: &String| !text.is_empty()),
            details: Some(details.into()),
        }
    }

    fn found(row: Option<&Heartbeat>, now: &str, runs: bool) -> (Level, String) {
        let finding = judge(Service::MonitorMedico, LIVE, row, stamp::parse(now).unwrap(), runs);
        assert_eq!(
            finding.level == Good,
            finding.remedy.is_empty(),
            "whoever has to look is told what to do: {finding:?}"
        );
        (finding.level, format!("{} -> {}", finding.what, finding.remedy))
    }

    #[test]
    fn a_live_source_is_judged_by_the_age_of_its_heartbeat_inside_the_window() {
        let online = row("ONLINE", "2026-02-18 10:00:00", "Ciclo concluído. Total detectado: 3");
        assert_eq!(found(Some(&online), "2026-02-18 10:00:20", true).0, Good);
        let (level, text) = found(Some(&online), "2026-02-18 10:20:00", true);
        assert_eq!(level, Look);
        assert!(text.starts_with("ONLINE 20 min ago: Ciclo concluído") && text.contains("hub sync monitor_medico"));
        assert!(found(Some(&online), "2026-02-18 10:20:00", false).1.contains("nobody runs them"));
        assert_eq!(found(Some(&online), "2026-02-18 23:00:00", false).0, Good, "the night is quiet");
        assert_eq!(found(Some(&online), "2026-02-19 06:32:00", true).0, Good, "the window opened a moment ago");
        assert_eq!(found(Some(&online), "2026-02-18 07:00:00", true).0, Look, "three hours in the future");
    }

    #[test]
    fn a_failure_is_to_be_fixed_and_its_usual_cure_is_named() {
        let now = "2026-02-18 10:00:20";
        let error = |details: &str| found(Some(&row("ERROR", "2026-02-18 10:00:00", details)), now, true);
        assert_eq!(error("Falha no login do Feegow").0, Bad);
        assert!(error("Falha no login do Feegow").1.contains("FEEGOW_USER"));
        assert!(error("🚨 TOKEN EXPIROU.").1.contains("reception tokens"));
        assert!(error("http 500").1.contains("hub sync monitor_medico"));
        assert_eq!(
            found(Some(&row("WARNING", "2026-02-18 10:00:00", "Sem Token/Cookie configurado")), now, true).0,
            Look
        );
    }

    #[test]
    fn waiting_and_hanging_runs_are_told() {
        let now = "2026-02-18 10:00:00";
        assert_eq!(found(None, now, true).0, Look);
        assert_eq!(found(None, now, false).0, Good, "who runs them has been said already");
        assert_eq!(found(Some(&row("PENDING", "", "")), now, false).0, Look);
        assert_eq!(found(Some(&row("RUNNING", "2026-02-18 09:20:00", "")), now, true).0, Look);
    }

    #[test]
    fn rows_of_another_system_are_one_line() {
        let mut legacy = row("COMPLETED", "2026-02-18 07:00:00", "x");
        legacy.service_name = "custo".into();
        let now = stamp::parse("2026-02-18 10:00:00").unwrap();
        let findings = heartbeats(&[legacy], &[(Service::MonitorMedico, LIVE)], now, false);
        assert_eq!(findings.len(), 2);
        assert!(findings[1].what.starts_with("custo COMPLETED 3 h ago"), "{findings:?}");
    }
}
