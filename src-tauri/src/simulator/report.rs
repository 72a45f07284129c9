//! W7 and W8: the billing report.

use super::{
    call::{Call, Reply},
    failure::Mode,
    state::Sim,
};

/// Other shapes of the result, by the names the control interface knows.
pub const VARIANTS: [&str; 0] = [];

/// The page with the filter form, and something below it.
pub fn form(_sim: &Sim, _more: &str) -> Reply {
    Reply::not_found()
}

/// The result of the form.
pub fn answer(_sim: &Sim, _call: &Call, _unit: i64, _mode: Option<&Mode>) -> Reply {
    Reply::not_found()
}
