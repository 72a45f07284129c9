//! Whether this process runs the workers.

use std::sync::{
    Arc,
    atomic::{AtomicU8, Ordering},
};

/// What this process is to the workers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Runs no workers (`WORKERS_ENABLED=0`, or not started yet, or stopped).
    Off,
    /// Stands by: another process runs them.
    Passive,
    /// Runs them.
    Active,
}

/// The standing of this process, shared by everybody who shows it. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Orchestrator(Arc<AtomicU8>);

impl Orchestrator {
    /// The current standing.
    pub fn standing(&self) -> Standing {
        match self.0.load(Ordering::Relaxed) {
            2 => Standing::Active,
            1 => Standing::Passive,
            _ => Standing::Off,
        }
    }

    /// `active`, `passive` or `off`.
    pub fn word(&self) -> &'static str {
        match self.standing() {
            Standing::Off => "off",
            Standing::Passive => "passive",
            Standing::Active => "active",
        }
    }

    pub(super) fn set(&self, standing: Standing) {
        let code = match standing {
            Standing::Off => 0,
            Standing::Passive => 1,
            Standing::Active => 2,
        };
        self.0.store(code, Ordering::Relaxed);
    }
}
