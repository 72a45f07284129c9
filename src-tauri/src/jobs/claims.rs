//! Which services this process is working on: at most one run per service.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
};

use crate::kernel::Service;

/// The services with a run that is going on or about to.
#[derive(Debug, Clone, Default)]
pub(super) struct Claims(Arc<Mutex<HashSet<Service>>>);

/// The exclusive right to run a service; ends when dropped.
#[derive(Debug)]
pub(super) struct Claim {
    service: Service,
    claims: Claims,
}

impl Claims {
    /// The right to run `service`; `None` while somebody else has it.
    pub(super) fn claim(&self, service: Service) -> Option<Claim> {
        self.with(|set| set.insert(service)).then(|| Claim { service, claims: self.clone() })
    }

    /// The services claimed right now.
    pub(super) fn current(&self) -> Vec<Service> {
        self.with(|set| set.iter().copied().collect())
    }

    fn with<T>(&self, change: impl FnOnce(&mut HashSet<Service>) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Claim {
    /// What was claimed.
    pub(super) fn service(&self) -> Service {
        self.service
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.claims.with(|set| set.remove(&self.service));
    }
}
