//! The one list of jobs.

use std::sync::Arc;

use super::Job;
use crate::{app::App, appointments, contracts, finance, integrations, professionals, proposals, queues};

/// Every job of this version.
pub fn all(app: &App) -> Vec<Arc<dyn Job>> {
    vec![
        Arc::new(queues::medic::sync::SyncMedic::new(app)),
        Arc::new(queues::reception::sync::SyncReception::new(app)),
        Arc::new(queues::whatsapp::sync::SyncWhatsapp::new(app)),
        Arc::new(finance::sync::SyncBilling::new(app)),
        Arc::new(proposals::sync::SyncProposals::new(app)),
        Arc::new(integrations::sync::SyncAuth::new(app)),
        Arc::new(contracts::sync::SyncContracts::new(app)),
        Arc::new(appointments::sync::SyncAppointments::new(app)),
        Arc::new(professionals::watch::sync::WatchCertificates::new(app)),
    ]
}
