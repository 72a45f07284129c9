//! `hub doctor`: looks at everything the product depends on and says what to do.

use std::{path::Path, process::ExitCode, time::Duration};

use super::{FAILED, MISUSED, OK};
use crate::{
    app::App,
    config::{Config, Env, RunAs},
    connectors, db,
    kernel::Clock,
};

/// An upstream that takes longer than this counts as unreachable.
const REACH_TIMEOUT: Duration = Duration::from_secs(8);
/// More than this between the database's clock and ours is worth a word.
const CLOCK_TOLERANCE_SECS: i64 = 60;
/// Programs that can drive browser-based sources, most wanted first.
const BROWSERS: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];

/// What a check found.
enum Finding {
    Good(String),
    /// Works, but somebody should look.
    Warning {
        what: String,
        remedy: String,
    },
    Bad {
        what: String,
        remedy: String,
    },
}

use Finding::{Bad, Good, Warning};

/// Runs every check, prints a line for each; 0 when nothing is broken.
pub async fn run(env: &Env) -> anyhow::Result<ExitCode> {
    let config = match Config::read(env, RunAs::Headless) {
        Ok(config) => config,
        Err(problems) => {
            for problem in &problems.0 {
                report(
                    problem.variable,
                    &Bad { what: problem.message.clone(), remedy: ".env.sample describes it".into() },
                );
            }
            return Ok(ExitCode::from(MISUSED));
        }
    };
    let mut findings = vec![("settings", settings(&config))];
    findings.push(("data folder", folder(&config.server.data_dir)));
    findings.extend(database(&config).await);
    for (name, url) in [
        ("Feegow web", &config.feegow.web_base_url),
        ("Feegow core", &config.feegow.core_base_url),
        ("Clinia", &config.clinia.base_url),
    ] {
        findings.push((name, upstream(url).await));
    }
    findings.push(("browser", browser(env)));
    for (name, finding) in &findings {
        report(name, finding);
    }
    let broken = findings.iter().filter(|(_, finding)| matches!(finding, Bad { .. })).count();
    println!("\n{}", if broken == 0 { "nothing is broken".to_owned() } else { format!("{broken} to fix") });
    Ok(ExitCode::from(if broken == 0 { OK } else { FAILED }))
}

fn report(name: &str, finding: &Finding) {
    match finding {
        Good(what) => println!("ok    {name:<12} {what}"),
        Warning { what, remedy } => println!("look  {name:<12} {what}\n      {:<12} -> {remedy}", ""),
        Bad { what, remedy } => println!("FIX   {name:<12} {what}\n      {:<12} -> {remedy}", ""),
    }
}

fn settings(config: &Config) -> Finding {
    match config.warnings.as_slice() {
        [] => Good(format!("public address {}", config.server.public_origin)),
        warnings => Warning { what: warnings.join("; "), remedy: "correct the variables named".into() },
    }
}

fn folder(path: &Path) -> Finding {
    let probe = path.join(format!(".probe-{}", std::process::id()));
    let written = std::fs::create_dir_all(path).and_then(|()| std::fs::write(&probe, b"ok"));
    let removed = std::fs::remove_file(&probe);
    match written.and(removed) {
        Ok(()) => Good(path.display().to_string()),
        Err(error) => Bad {
            what: format!("{}: {error}", path.display()),
            remedy: "make the folder writable, free disk space, or set HUB_DATA_DIR".into(),
        },
    }
}

async fn database(config: &Config) -> Vec<(&'static str, Finding)> {
    let location = config.database.location();
    let app = match App::connect(config.clone(), Clock::system()).await {
        Ok(app) => app,
        Err(error) => {
            let remedy = "check MYSQL_URL / MYSQL_PUBLIC_URL, that the server runs, and the network to it".to_owned();
            return vec![("database", Bad { what: error.to_string(), remedy })];
        }
    };
    let mut findings = vec![("database", Good(format!("{} {location}", app.db.provider())))];
    findings.push(("schema", schema(&app).await));
    findings.push(("clock", clock(&app).await));
    findings
}

async fn schema(app: &App) -> Finding {
    match db::plan(&app.db).await {
        Err(error) => Bad { what: error.to_string(), remedy: "hub migrate --dry-run shows the details".into() },
        Ok(plan) if !plan.changes.is_empty() => Warning {
            what: format!("{} changes pending", plan.changes.len()),
            remedy: "hub migrate --dry-run lists them; hub migrate (or the next start) makes them".into(),
        },
        Ok(plan) if !plan.warnings.is_empty() => {
            Warning { what: plan.warnings.join("; "), remedy: "nothing stops working; look when convenient".into() }
        }
        Ok(plan) => Good(plan.to_string()),
    }
}

async fn clock(app: &App) -> Finding {
    match db::clock_offset_secs(&app.db, &app.clock).await {
        Err(error) => Bad { what: error.to_string(), remedy: "see database".into() },
        Ok(offset) if offset.abs() > CLOCK_TOLERANCE_SECS => Warning {
            what: format!("the database's clock differs by {offset} s"),
            remedy: "synchronise the clocks (NTP) of this machine and the database server".into(),
        },
        Ok(_) => Good(format!("{} São Paulo", app.clock.stamp())),
    }
}

async fn upstream(url: &str) -> Finding {
    match connectors::reach(url, REACH_TIMEOUT).await {
        Ok(millis) => Good(format!("{url} answers ({millis} ms)")),
        Err(reason) => Warning {
            what: format!("{url}: {reason}"),
            remedy: "check the network and the *_BASE_URL setting; the workers keep the last good data meanwhile"
                .into(),
        },
    }
}

fn browser(env: &Env) -> Finding {
    let named = env.get("CHROMIUM_PATH").map(std::path::PathBuf::from);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = named
        .into_iter()
        .chain(std::env::split_paths(&path).flat_map(|folder| BROWSERS.iter().map(move |name| folder.join(name))));
    match found.into_iter().find(|candidate| candidate.is_file()) {
        Some(program) => Good(program.display().to_string()),
        None => Warning {
            what: "no Chromium, Chrome or Edge found".into(),
            remedy: "install one or set CHROMIUM_PATH; only browser-driven sources need it".into(),
        },
    }
}
