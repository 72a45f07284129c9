//! `hub` and `hub desktop`: the dashboard in a window, on the configured database.

use std::process::ExitCode;

use super::{serve, settings};
use crate::{
    app::App,
    config::{Env, RunAs},
    desktop,
    kernel::Clock,
};

/// Opens the window; returns when it is closed.
pub fn run(env: Env) -> anyhow::Result<ExitCode> {
    desktop::open(async move {
        let app = App::connect(settings(&env, RunAs::Local)?, Clock::system()).await?;
        serve::open_database(&app).await?;
        Ok((app, ()))
    })
}
