//! Proposals: the page's figures.

use chrono::Months;
use hub_lib::{kernel::Period, simulator::fill::Plan};

use super::{
    Area,
    reading::{self, Question},
    shared::engine::Engine,
};

const PROPOSALS: u64 = 60_000;

/// See the module.
pub const AREA: Area = Area {
    name: "proposals",
    title: "Proposals",
    data: "60000 proposals over four years.",
    fill: |plan: &mut Plan| plan.proposals = plan.proposals.max(PROPOSALS),
    measure: |engine| Box::pin(reading::measure(engine, questions(engine))),
};

fn questions(engine: &Engine) -> Vec<Question> {
    let today = engine.app.clock.today();
    let year = Period::new(today - Months::new(12), today);
    vec![Question {
        name: "Proposals, one year",
        path: format!("/api/admin/propostas?startDate={}&endDate={}", year.first, year.last),
        asked_ms: 15.0,
        reference: "one statement: sums per unit, status and professional",
        statement: format!(
            "SELECT unit_name, status, professional_name, COUNT(*), SUM(total_value) FROM feegow_proposals \
             WHERE date BETWEEN '{}' AND '{}' GROUP BY unit_name, status, professional_name",
            year.first, year.last
        ),
    }]
}
