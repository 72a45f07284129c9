//! The log: one line per event on standard error.

use std::io::IsTerminal;

use tracing_subscriber::{EnvFilter, fmt, prelude::*};

use crate::config::Env;

/// Noise of libraries that tells an operator nothing.
const QUIET: &str = "hyper=warn,h2=warn,reqwest=warn,html5ever=warn,selectors=warn,sqlx=warn";

/// Starts logging at `LOG_LEVEL` (`info` when unset); `DB_DEBUG=1` also shows what the database does.
pub fn init(env: &Env) {
    let level = env.get("LOG_LEVEL").unwrap_or("info");
    let database = env.get("DB_DEBUG").is_some_and(|v| matches!(v, "1" | "true" | "yes" | "debug"));
    let sqlx = if database { ",sqlx=debug" } else { "" };
    let filter = EnvFilter::try_new(format!("{QUIET},{level}{sqlx}"))
        .unwrap_or_else(|_| EnvFilter::new(format!("{QUIET},info")));
    let lines = fmt::layer().with_writer(std::io::stderr).with_ansi(std::io::stderr().is_terminal()).with_target(false);
    // A second subscriber can only be that of a test in the same process.
    let _ = tracing_subscriber::registry().with(filter).with(lines).try_init();
}
