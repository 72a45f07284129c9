//! What the answers of the queues have in common.

use std::{future::Future, time::Duration};

use axum::{http::HeaderMap, response::Response};
use serde::Serialize;

use crate::{
    app::App,
    http::{ApiError, cache::Key},
};

pub use crate::http::json::Success;

/// The monitors' own cycle: an answer need not be younger.
const TTL: Duration = Duration::from_secs(15);

/// The answer to `path`, computed at most every 15 s for everybody. A written table does not drop it,
/// and parameters are ignored.
pub(super) async fn cached<T, F>(
    app: &App,
    path: &'static str,
    request: &HeaderMap,
    compute: F,
) -> Result<Response, ApiError>
where
    T: Serialize,
    F: Future<Output = Result<T, ApiError>> + Send + 'static,
{
    let body = app.cache.get(Key::new(path, &app.clock), &[], TTL, compute).await?;
    Ok(body.answer(request).await)
}

/// `sum / count` rounded half up; 0 when nothing was counted. Both are at least 0.
pub(super) fn rounded_mean(sum: i64, count: i64) -> i64 {
    if count <= 0 { 0 } else { sum.saturating_mul(2).saturating_add(count) / (2 * count) }
}

#[test]
fn a_mean_is_rounded_half_up() {
    assert_eq!(rounded_mean(5, 2), 3);
    assert_eq!(rounded_mean(560, 50), 11);
    assert_eq!(rounded_mean(7, 0), 0);
}
