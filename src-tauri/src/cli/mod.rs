//! The command line: one file per subcommand.

mod backfill;
mod demo;
#[cfg(feature = "desktop")]
mod desktop;
mod doctor;
mod documents;
mod log;
mod migrate;
mod openapi;
mod rebuild;
mod serve;
mod simulate;
mod sync;
mod user;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::{
    app::App,
    config::{Config, Env, LogConfig, RunAs},
    kernel::Clock,
};

pub use demo::demo_clock;

/// Ended as asked.
pub const OK: u8 = 0;
/// Tried and failed; the message says why.
pub const FAILED: u8 = 1;
/// Wrong usage or settings; nothing was tried.
pub const MISUSED: u8 = 2;
/// Somebody else is doing it right now; nothing was changed.
pub const BUSY: u8 = 3;
/// Done in part; the message says what is missing.
pub const PARTIAL: u8 = 4;

const AFTER_HELP: &str = "\
Without a command the window opens.

Settings come from the environment, then from a file .env in the working
directory or beside the program; .env.sample describes every one. Without any
the data lives in an embedded SQLite file.

Exit status: 0 done, 1 failed, 2 wrong usage or settings, 3 busy (another
process is doing it), 4 done in part.

Examples:
  hub demo                     look at it: a clinic day that moves, nothing to configure
  hub serve                    the server: dashboard, API and workers
  hub migrate --dry-run        what would be changed in the database
  hub sync monitor_medico      run one worker now
  hub doctor                   what is wrong, and what to do about it";

/// Hub Consultare: the operations dashboard of a clinic group.
#[derive(Debug, Parser)]
#[command(name = "hub", version, after_help = AFTER_HELP, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the dashboard and the API, and run the workers
    #[command(long_about = serve::LONG_ABOUT)]
    Serve(serve::Args),
    /// Serve a demonstration on embedded data, fed by the fake upstream
    #[command(long_about = demo::LONG_ABOUT)]
    Demo(demo::Args),
    /// Open the dashboard in a window
    #[cfg(feature = "desktop")]
    Desktop,
    /// Build the database schema, or adopt an existing database
    #[command(long_about = MIGRATE_ABOUT, after_help = MIGRATE_HELP)]
    Migrate(migrate::Args),
    /// Run one sync worker now
    #[command(long_about = sync::LONG_ABOUT)]
    Sync(sync::Args),
    /// Read the past again, month by month
    #[command(long_about = backfill::LONG_ABOUT)]
    Backfill(backfill::Args),
    /// Sum stored lines again
    #[command(long_about = rebuild::LONG_ABOUT)]
    Rebuild(rebuild::Args),
    /// Check everything the program depends on and say what to do
    #[command(long_about = doctor::LONG_ABOUT)]
    Doctor(doctor::Args),
    /// Try the document store, compare it with the database
    #[command(long_about = documents::LONG_ABOUT)]
    Documents(documents::Args),
    /// Create people's accounts, reset passwords
    User(user::Args),
    /// Run the fake upstream (Feegow, Clinia, Google) on this machine
    #[command(long_about = simulate::LONG_ABOUT)]
    Simulate(simulate::Args),
    /// Print the API's OpenAPI document
    #[command(after_help = "Example:\n  hub openapi > openapi.json")]
    Openapi,
}

const MIGRATE_ABOUT: &str = "\
Build the schema in an empty database, or adopt an existing one.

Missing tables, columns and indexes are added; nothing is changed or deleted.
(A billing summary without its newer key column is built anew beside the old
one, which is kept.) Running it again changes nothing. hub serve and the window do the same when they
start.";

const MIGRATE_HELP: &str = "\
Exit status: 0 done, 1 failed, 2 wrong usage or settings.

Examples:
  hub migrate --dry-run      what would be done
  MYSQL_URL=mysql://user:password@host:3306/database hub migrate";

/// Parses the arguments and runs the subcommand.
pub fn main() -> ExitCode {
    // Every HTTPS client needs it before it is built; a second installation cannot happen here.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let cli = Cli::parse();
    let env = Env::of_process();
    log::init(&LogConfig::of(&env));
    let command = match cli.command {
        None => return without_command(env),
        // The window needs this very thread, and brings its own runtime.
        #[cfg(feature = "desktop")]
        Some(Command::Desktop) => return desktop::run(env).unwrap_or_else(|error| fail(&error)),
        #[cfg(feature = "desktop")]
        Some(Command::Demo(args)) if args.window => {
            return demo::run_in_window(args, env).unwrap_or_else(|error| fail(&error));
        }
        Some(command) => command,
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&error.into()),
    };
    match runtime.block_on(dispatch(command, env)) {
        Ok(code) => code,
        Err(error) => fail(&error),
    }
}

#[cfg(feature = "desktop")]
fn without_command(env: Env) -> ExitCode {
    desktop::run(env).unwrap_or_else(|error| fail(&error))
}

#[cfg(not(feature = "desktop"))]
fn without_command(_env: Env) -> ExitCode {
    use clap::CommandFactory;
    eprintln!("hub: this build has no window: name a command\n\n{}", Cli::command().render_help());
    ExitCode::from(MISUSED)
}

async fn dispatch(command: Command, env: Env) -> anyhow::Result<ExitCode> {
    match command {
        Command::Serve(args) => serve::run(args, env).await,
        Command::Demo(args) => demo::run(args, env).await,
        Command::Migrate(args) => migrate::run(&env, &args).await,
        Command::Sync(args) => sync::run(&connect(&env).await?, &args).await,
        Command::Backfill(args) => backfill::run(&connect(&env).await?, args).await,
        Command::Rebuild(args) => rebuild::run(&connect(&env).await?, args).await,
        Command::Doctor(args) => doctor::run(&args, env).await,
        Command::Documents(args) => documents::run(&connect(&env).await?, &args).await,
        Command::User(args) => user::run(&connect(&env).await?, args).await,
        Command::Simulate(args) => simulate::run(args, env).await,
        #[cfg(feature = "desktop")]
        Command::Desktop => desktop::run(env),
        Command::Openapi => Ok(openapi::run()),
    }
}

/// The application for a command that works on the configured database.
async fn connect(env: &Env) -> anyhow::Result<App> {
    let config = settings(env, RunAs::Command)?;
    Ok(App::connect(config, Clock::system()).await?)
}

/// Reads the settings, writing warnings to the log.
fn settings(env: &Env, run_as: RunAs) -> Result<Config, crate::config::Problems> {
    let config = Config::read(env, run_as)?;
    for warning in &config.warnings {
        tracing::warn!("{warning}");
    }
    Ok(config)
}

/// Prints a line. A reader that has seen enough (`hub doctor | head`) ends the program quietly.
fn say(line: impl std::fmt::Display) {
    use std::io::Write;
    if writeln!(std::io::stdout(), "{line}").is_err() {
        std::process::exit(OK.into());
    }
}

/// The command does not fit what it was started on; nothing was tried. The text says what to do.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Misuse(String);

/// Says what went wrong. Settings that cannot be used are a misuse, anything else a failure.
fn fail(error: &anyhow::Error) -> ExitCode {
    if let Some(problems) = error.downcast_ref::<crate::config::Problems>() {
        eprintln!("{problems}");
        return ExitCode::from(MISUSED);
    }
    eprintln!("hub: {error:#}");
    ExitCode::from(if error.is::<Misuse>() { MISUSED } else { FAILED })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        super::Cli::command().debug_assert();
    }
}
