//! What the answers of the queues have in common.

use serde::Serialize;
use utoipa::ToSchema;

/// The constant `"success"` of a good answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Success {
    Success,
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
