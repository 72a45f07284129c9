//! The live waiting rooms: who waits at the reception, for a doctor, on WhatsApp.

mod answer;
pub mod medic;
pub mod reception;
mod throttle;
pub mod whatsapp;

use crate::{
    access::model::{PageKey, Right, view},
    http::{Routes, Rule},
};

/// Status of a row whose person left the list.
const LEFT: &str = "Finalizado (Saiu)";
/// What a monitor says when its tables cannot be read or written; the cause goes to the log.
const NO_DATABASE: &str = "Falha no banco de dados";
/// Why a run that was told to stop gave way: what was not committed is rolled back.
const CANCELLED: &str = "told to stop";

/// Whoever may look at the monitor or at the dashboard.
pub const MAY_READ: &[Right] = &[view(PageKey::Monitor), view(PageKey::Dashboard)];

/// `/api/queue/*`.
pub fn routes() -> Routes {
    Routes::new()
        .add(Rule::AnyOf(MAY_READ), medic::routes::handlers())
        .add(Rule::AnyOf(MAY_READ), reception::routes::handlers())
        .add(Rule::AnyOf(MAY_READ), whatsapp::routes::handlers())
}
