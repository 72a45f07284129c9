//! Four years of rows for the chosen areas, in tables as the former system left them.

use hub_lib::{
    db::{self, Db},
    finance::{model::Scope, summaries},
    simulator::fill::{self, Plan},
};

use super::{Area, legacy::Legacy, shared::engine::Engine};

pub async fn fill(engine: &Engine, areas: &[Area]) {
    let app = &engine.app;
    if matches!(app.db, Db::MySql(_)) {
        Legacy::production().build_tables(&app.db).await;
    }
    db::migrate(&app.db).await.unwrap();
    let mut plan = Plan { seed: 1, today: app.clock.today(), billing: 0, appointments: 0, proposals: 0, contracts: 0 };
    for area in areas {
        (area.fill)(&mut plan);
    }
    fill::fill(&app.db, &plan, true, &app.clock, |_, _, _| ()).await.unwrap();
    if plan.billing > 0 {
        summaries::rebuild_now(&app.db, &Scope::Everything, &app.clock.stamp()).await.unwrap();
    }
}
