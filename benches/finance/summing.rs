//! Rebuilds of the summaries, beside the plain INSERT of the rows they write.

use std::time::Instant;

use hub_lib::{
    finance::{model::Scope, summaries},
    kernel::Period,
};

use super::{
    Figure, periods,
    plain::Plain,
    shared::{engine::Engine, median, ms},
};

const REFERENCE: &str = "plain INSERT of the daily rows it writes";
const DAILY: &str = "faturamento_resumo_diario";

pub async fn measure(engine: &Engine) -> Vec<Figure> {
    let [month, years] = periods(engine.app.clock.today());
    let day = Period::day(month.last);
    vec![
        rebuild(engine, "Rebuild of one day", day, 11, 150.0).await,
        rebuild(engine, "Rebuild of four years", years, 5, 6000.0).await,
    ]
}

async fn rebuild(engine: &Engine, name: &str, period: Period, rounds: usize, asked_ms: f64) -> Figure {
    let app = &engine.app;
    let scope = Scope::from(period);
    let bounds = format!("data_ref >= '{}' AND data_ref <= '{}'", period.first, period.last);
    let plain = Plain::read(&app.db, DAILY, &bounds).await;
    let (mut rebuilds, mut references) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        let began = Instant::now();
        let rebuilt = summaries::rebuild_now(&app.db, &scope, &app.clock.stamp()).await.unwrap();
        rebuilds.push(ms(began));
        assert!(rebuilt.divergence.is_none() && rebuilt.lines > 0, "{rebuilt:?}");
        references.push(plain.insert(&app.db).await);
    }
    let (took_ms, reference_ms) = (median(rebuilds), median(references));
    Figure { name: name.to_owned(), took_ms, asked_ms, reference: REFERENCE, reference_ms }
}
