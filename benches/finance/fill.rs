//! Four years of billing, as the former system left them, with their sums.

use hub_lib::{
    db::{self, Db},
    finance::{model::Scope, summaries},
    simulator::fill::{self, Plan},
};

use super::{legacy::Legacy, shared::engine::Engine};

pub const LINES: u64 = 600_000;

pub async fn fill(engine: &Engine) {
    let app = &engine.app;
    if matches!(app.db, Db::MySql(_)) {
        Legacy::production().build_tables(&app.db).await;
    }
    db::migrate(&app.db).await.unwrap();
    let plan = Plan { seed: 1, today: app.clock.today(), billing: LINES, appointments: 0, proposals: 0, contracts: 0 };
    fill::fill(&app.db, &plan, true, &app.clock, |_, _, _| ()).await.unwrap();
    summaries::rebuild_now(&app.db, &Scope::Everything, &app.clock.stamp()).await.unwrap();
}
