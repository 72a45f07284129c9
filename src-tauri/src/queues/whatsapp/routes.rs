//! `/api/queue/whatsapp`: open conversations, in total and per group.

use axum::{
    Json,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::UtoipaMethodRouter, routes};

use super::{
    model::{self, FIXED_GROUPS, GLOBAL_ID, Group},
    store::{self, Snapshot},
};
use crate::{
    app::App,
    http::ApiError,
    queues::answer::{Success, cached, rounded_mean},
};

/// The handlers, for the one place that gives them their right.
pub fn handlers() -> UtoipaMethodRouter<App> {
    routes!(get_whatsapp_queue)
}

/// The WhatsApp queue.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WhatsappQueue {
    pub status: Success,
    pub data: WhatsappData,
    /// When the worker last wrote anything (São Paulo wall time); `null` when it never did.
    #[schema(required)]
    pub data_updated_at: Option<String>,
}

/// All conversations and each group.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
pub struct WhatsappData {
    pub global: WhatsappTotals,
    /// The central group first, then by name.
    pub groups: Vec<WhatsappGroup>,
}

/// All groups together.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WhatsappTotals {
    /// Open conversations.
    pub queue: i64,
    /// Mean wait of the groups in which anybody waited; 0 when there is none.
    pub avg_wait_seconds: i64,
}

/// One group.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct WhatsappGroup {
    pub group_id: String,
    #[schema(example = "Central de relacionamento")]
    pub group_name: String,
    /// Open conversations.
    pub queue_size: i64,
    pub avg_wait_seconds: i64,
}

/// The answer when the queue cannot be read: the shape of a good one with nothing in it, and what happened.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct WhatsappUnreadable {
    #[schema(example = "error")]
    pub status: &'static str,
    /// What happened, for people.
    pub error: String,
    /// Stable upper-case identifier.
    #[schema(example = "INTERNAL")]
    pub code: &'static str,
    pub data: WhatsappData,
}

/// Open conversations now. Up to 15 s old.
#[utoipa::path(get, path = "/api/queue/whatsapp", tag = "queues", responses(
    (status = 200, body = WhatsappQueue),
    (status = 500, body = WhatsappUnreadable),
    (status = 503, body = WhatsappUnreadable)))]
async fn get_whatsapp_queue(State(app): State<App>, request: HeaderMap) -> Response {
    let db = app.db.clone();
    let read = async move { Ok(fold_snapshots(store::snapshots(&db).await?)) };
    cached(&app, "/api/queue/whatsapp", &request, read).await.unwrap_or_else(|error| unreadable(&error))
}

/// The cause is in the log already.
fn unreadable(error: &ApiError) -> Response {
    let data = WhatsappData::default();
    let body = WhatsappUnreadable { status: "error", error: error.to_string(), code: error.code(), data };
    (error.status(), Json(body)).into_response()
}

fn fold_snapshots(snapshots: Vec<Snapshot>) -> WhatsappQueue {
    let data_updated_at = snapshots.iter().filter_map(|row| row.updated_at.clone()).max();
    let mut total = None;
    let mut groups = Vec::new();
    for row in snapshots {
        let queue_size = row.queue_size.unwrap_or(0).max(0);
        if row.group_id == GLOBAL_ID {
            total = Some(queue_size);
            continue;
        }
        groups.push(Group {
            id: row.group_id,
            name: row.group_name.unwrap_or_default(),
            queue_size,
            avg_wait_seconds: row.avg_wait_seconds.unwrap_or(0).max(0),
        });
    }
    for fixed in FIXED_GROUPS.iter().filter(|fixed| fixed.always_shown) {
        if !groups.iter().any(|group| group.id == fixed.id) {
            groups.push(Group { id: fixed.id.into(), name: fixed.name.into(), queue_size: 0, avg_wait_seconds: 0 });
        }
    }
    model::sort(&mut groups);
    let waits: Vec<i64> = groups.iter().map(|group| group.avg_wait_seconds).filter(|wait| *wait > 0).collect();
    let count = i64::try_from(waits.len()).unwrap_or(i64::MAX);
    let global = WhatsappTotals {
        queue: total.unwrap_or_else(|| groups.iter().map(|group| group.queue_size).sum()),
        avg_wait_seconds: rounded_mean(waits.iter().sum(), count),
    };
    let groups = groups.into_iter().map(shown).collect();
    WhatsappQueue { status: Success::Success, data: WhatsappData { global, groups }, data_updated_at }
}

fn shown(group: Group) -> WhatsappGroup {
    WhatsappGroup {
        group_id: group.id,
        group_name: group.name,
        queue_size: group.queue_size,
        avg_wait_seconds: group.avg_wait_seconds,
    }
}
