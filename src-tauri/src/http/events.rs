//! What happened just now, for everybody who is looking: heartbeats, queue changes, finished runs.

use serde::Serialize;
use tokio::sync::broadcast;

/// Events kept for a slow listener before it has to start over.
const BACKLOG: usize = 256;

/// Which live queue changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Queue {
    Medic,
    Reception,
    Whatsapp,
}

/// One announcement. Serialised as `{"event": …, "data": …}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "event", content = "data", rename_all = "lowercase")]
pub enum Event {
    /// A queue's stored rows changed.
    Queue { queue: Queue },
    /// A heartbeat was written.
    Status { service_name: String },
    /// A run ended: `done`, `partial` or `failed`.
    Refresh { service_name: String, outcome: &'static str },
}

impl Event {
    /// The event's name in the stream.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Queue { .. } => "queue",
            Self::Status { .. } => "status",
            Self::Refresh { .. } => "refresh",
        }
    }
}

/// The process-wide announcer. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Events(broadcast::Sender<Event>);

impl Events {
    /// An announcer nobody listens to yet.
    pub fn new() -> Self {
        Self(broadcast::Sender::new(BACKLOG))
    }

    /// Tells everybody who listens; nobody listening is fine.
    pub fn announce(&self, event: Event) {
        let _ = self.0.send(event);
    }

    /// Listens from now on.
    pub fn listen(&self) -> broadcast::Receiver<Event> {
        self.0.subscribe()
    }
}

impl Default for Events {
    fn default() -> Self {
        Self::new()
    }
}
