//! `hub doctor`: looks at everything the product depends on and says what to do. Changes nothing.

mod billing;
mod database;
mod documents;
mod machine;
mod workers;

use std::{process::ExitCode, time::Duration};

use clap::ValueEnum;
use futures_util::future::{join_all, join3};

use super::{FAILED, MISUSED, OK, demo, say};
use crate::{
    config::{Config, Env, Problems, RunAs},
    connectors,
    kernel::Clock,
};

/// An upstream that takes longer than this counts as unreachable.
const REACH_TIMEOUT: Duration = Duration::from_secs(8);

pub(super) const LONG_ABOUT: &str = "\
Check settings, database, schema, accounts, workers, documents, folders,
upstreams, clock and browser, and say what to do about each finding.

It reads the settings as hub serve does. --for window or --for demo reads them
as these do: a window needs fewer of them, on the same database; a demonstration
keeps a database of its own and asks a fake upstream.

It looks only: it makes no file or folder, changes nothing in the database or
the bucket, and asks Feegow and Clinia for nothing but an answer, without
credentials.";

const AFTER_HELP: &str = "\
Each line begins with:
  ok      as it should be
  look    works, but somebody should look at it
  FIX     does not work; the line after the arrow says what to do

Exit status: 0 nothing to fix, 1 something to fix, 2 settings that cannot be
used (nothing else was checked).

Examples:
  hub doctor
  hub doctor --for window       what the window on this machine uses
  hub doctor --for demo         what hub demo uses, here in data/demo";

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub struct Args {
    /// Whose settings and database to look at
    #[arg(long = "for", value_enum, value_name = "COMMAND", default_value_t = Subject::Serve)]
    subject: Subject,
}

/// The command whose settings are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Subject {
    Serve,
    Window,
    Demo,
}

impl Subject {
    fn config(self, mut env: Env) -> Result<Config, Problems> {
        match self {
            Self::Serve => Config::read(&env, RunAs::Headless),
            Self::Window => Config::read(&env, RunAs::Local),
            Self::Demo => {
                env.set_default("HUB_DATA_DIR", demo::DATA_DIR);
                env.set("STORAGE_PROVIDER", "local");
                Config::read(&env, RunAs::Local)
            }
        }
    }

    fn shown(self) -> &'static str {
        match self {
            Self::Serve => "hub serve",
            Self::Window => "the window",
            Self::Demo => "hub demo",
        }
    }
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Good,
    /// Works, but somebody should look.
    Look,
    Bad,
}

/// What a check found, and what to do about it.
#[derive(Debug)]
struct Finding {
    level: Level,
    subject: String,
    what: String,
    /// Empty when there is nothing to do.
    remedy: String,
}

impl Finding {
    fn good(subject: &str, what: impl Into<String>) -> Self {
        Self { level: Level::Good, subject: subject.to_owned(), what: what.into(), remedy: String::new() }
    }

    fn look(subject: &str, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { level: Level::Look, subject: subject.to_owned(), what: what.into(), remedy: remedy.into() }
    }

    fn bad(subject: &str, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { level: Level::Bad, subject: subject.to_owned(), what: what.into(), remedy: remedy.into() }
    }

    fn print(&self) {
        let mark = match self.level {
            Level::Good => "ok",
            Level::Look => "look",
            Level::Bad => "FIX",
        };
        say(format_args!("{mark:<5} {:<17} {}", self.subject, self.what.replace('\n', "; ")));
        if !self.remedy.is_empty() {
            say(format_args!("      {:<17} -> {}", "", self.remedy));
        }
    }
}

/// Runs every check, prints a line for each.
pub async fn run(args: &Args, env: Env) -> anyhow::Result<ExitCode> {
    let config = match args.subject.config(env) {
        Ok(config) => config,
        Err(problems) => {
            eprintln!("{problems}");
            eprintln!(
                "\nNothing else was checked. Correct these settings (.env.sample describes each), then try again."
            );
            return Ok(ExitCode::from(MISUSED));
        }
    };
    let clock = Clock::system();
    let (version, subject) = (env!("CARGO_PKG_VERSION"), args.subject.shown());
    say(format_args!("hub {version}, {} in São Paulo; as {subject} would find it\n", clock.stamp()));
    let mut findings = settings(&config, args.subject);
    findings.extend(machine::check(&config));
    // While the slow ones are asked.
    findings.iter().for_each(Finding::print);
    let slow = join3(database::check(&config, &clock), documents::check(&config), upstreams(&config, args.subject));
    let (mut told, kept, reached) = slow.await;
    told.push(kept);
    told.extend(reached);
    told.iter().for_each(Finding::print);
    findings.extend(told);
    let count = |level| findings.iter().filter(|finding| finding.level == level).count();
    let (broken, odd) = (count(Level::Bad), count(Level::Look));
    match (broken, odd) {
        (0, 0) => say("\nEverything is as it should be."),
        (0, odd) => say(format_args!("\nNothing to fix, {odd} to look at.")),
        (broken, odd) => say(format_args!("\n{broken} to fix, {odd} to look at.")),
    }
    Ok(ExitCode::from(if broken == 0 { OK } else { FAILED }))
}

fn settings(config: &Config, subject: Subject) -> Vec<Finding> {
    let address = match subject {
        Subject::Serve | Subject::Demo => format!("people open {}", config.server.public_origin),
        Subject::Window => "nothing listens: the window asks the program itself".to_owned(),
    };
    let mut findings = vec![Finding::good("settings", address)];
    let remedy = "correct it where the setting is given: the environment or .env";
    findings.extend(config.warnings.iter().map(|warning| Finding::look("settings", warning, remedy)));
    findings
}

async fn upstreams(config: &Config, subject: Subject) -> Vec<Finding> {
    if subject == Subject::Demo {
        return vec![Finding::good("upstreams", "a demonstration brings its own")];
    }
    let named = [
        ("Feegow web", "FEEGOW_WEB_BASE_URL", &config.feegow.web_base_url),
        ("Feegow API", "FEEGOW_API_BASE_URL", &config.feegow.api_base_url),
        ("Feegow core", "FEEGOW_CORE_BASE_URL", &config.feegow.core_base_url),
        ("Feegow contracts", "FEEGOW_CONTRACTS_BASE_URL", &config.feegow.contracts_base_url),
        ("Clinia", "CLINIA_BASE_URL", &config.clinia.base_url),
    ];
    join_all(named.map(|(name, setting, url)| async move {
        match connectors::reach(url, REACH_TIMEOUT).await {
            Ok(millis) => Finding::good(name, format!("{url} answers ({millis} ms)")),
            Err(reason) => {
                let remedy = format!(
                    "check this machine's network and {setting}; until it answers the last good data stays on screen"
                );
                Finding::look(name, format!("{url} does not answer: {reason}"), remedy)
            }
        }
    }))
    .await
}
