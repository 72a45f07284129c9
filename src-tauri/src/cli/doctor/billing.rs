//! Billing: whether lines, daily and monthly sums say the same.

use super::Finding;
use crate::{app::App, db::DbError, finance::consistency};

pub(super) async fn check(app: &App) -> Result<Finding, DbError> {
    const SUBJECT: &str = "billing";
    let overview = consistency::overview(&app.db).await?;
    let lines = overview.lines.lines;
    let undated = match overview.undated {
        0 => String::new(),
        count => format!(", {count} more without a date"),
    };
    Ok(match overview.divergence.period() {
        None if lines == 0 => Finding::good(SUBJECT, format!("no lines yet{undated}")),
        None => Finding::good(SUBJECT, format!("{lines} lines{undated}; the sums per day and month agree with them")),
        Some(period) => Finding::look(
            SUBJECT,
            format!("{lines} lines{undated}; the sums differ: {}", overview.divergence),
            format!("hub rebuild resumos --from {} --to {}", period.first, period.last),
        ),
    })
}
