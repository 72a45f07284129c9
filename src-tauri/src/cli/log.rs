//! The log: one line per event on standard error.

use std::io::IsTerminal;

use tracing_subscriber::{EnvFilter, fmt, prelude::*};

use crate::config::LogConfig;

/// Noise of libraries that tells an operator nothing; some of it shows cookies and what a browser is told.
const QUIET: &str = "hyper=warn,h2=warn,reqwest=warn,html5ever=warn,selectors=warn,sqlx=warn,cookie_store=warn,\
                     tungstenite=warn,chromiumoxide=error";

/// Starts logging.
pub fn init(config: &LogConfig) {
    let sqlx = if config.database { ",sqlx=debug" } else { "" };
    let filter = EnvFilter::try_new(format!("{QUIET},{}{sqlx}", config.level))
        .unwrap_or_else(|_| EnvFilter::new(format!("{QUIET},info")));
    let lines = fmt::layer().with_writer(std::io::stderr).with_ansi(std::io::stderr().is_terminal()).with_target(false);
    // A second subscriber can only be that of a test in the same process.
    let _ = tracing_subscriber::registry().with(filter).with(lines).try_init();
}
