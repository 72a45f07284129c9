//! Who books appointments: the page's figures, and the members of the teams.

use chrono::Days;
use hub_lib::{kernel::Period, simulator::fill::Plan};

use super::{
    Area,
    reading::{self, Question},
    shared::engine::Engine,
};

const APPOINTMENTS: u64 = 400_000;

/// See the module.
pub const AREA: Area = Area {
    name: "productivity",
    title: "Productivity",
    data: "400000 appointments over four years.",
    fill: |plan: &mut Plan| plan.appointments = plan.appointments.max(APPOINTMENTS),
    measure: |engine| Box::pin(reading::measure(engine, questions(engine))),
};

fn questions(engine: &Engine) -> Vec<Question> {
    let today = engine.app.clock.today();
    let month = Period::month_of(Period::month_of(today).first - Days::new(1));
    vec![
        Question {
            name: "Productivity, one month",
            path: format!("/api/admin/produtividade?startDate={}&endDate={}", month.first, month.last),
            asked_ms: 20.0,
            reference: "one statement: counts by who booked",
            statement: format!(
                "SELECT scheduled_by, COUNT(*), SUM(CASE WHEN status_id IN (3, 7) THEN 1 ELSE 0 END) \
                 FROM feegow_appointments WHERE scheduled_at >= '{}' AND scheduled_at < '{}' GROUP BY scheduled_by",
                month.first,
                month.last + Days::new(1)
            ),
        },
        Question {
            name: "Who is in which team",
            path: "/api/admin/user-teams".to_owned(),
            asked_ms: 10.0,
            reference: "one statement: everybody who ever booked",
            statement: "SELECT DISTINCT scheduled_by FROM feegow_appointments".to_owned(),
        },
    ]
}
