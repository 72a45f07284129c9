//! The live waiting rooms: who waits at the reception, for a doctor, on WhatsApp.

mod answer;
pub mod medic;
pub mod reception;
pub mod whatsapp;

use crate::{
    access::model::{PageKey, Right, view},
    http::{Routes, Rule},
};

/// Whoever may look at the monitor or at the dashboard.
const MAY_READ: &[Right] = &[view(PageKey::Monitor), view(PageKey::Dashboard)];

/// `/api/queue/*`.
pub fn routes() -> Routes {
    Routes::new()
        .add(Rule::AnyOf(MAY_READ), medic::routes::handlers())
        .add(Rule::AnyOf(MAY_READ), reception::routes::handlers())
        .add(Rule::AnyOf(MAY_READ), whatsapp::routes::handlers())
}
