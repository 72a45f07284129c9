//! Benefit-card contracts: the page's figures, and a whole scan from the service into the table.

use std::{sync::Arc, time::Instant};

use chrono::{Datelike, Days};
use hub_lib::{
    app::App,
    config::Env,
    contracts::sync::SyncContracts,
    db::Fence,
    jobs::{Job, JobCtx, Outcome},
    kernel::{Clock, Period},
    simulator::{DataSet, Options, Simulator, fill::Plan},
};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use super::{
    Area, Figure,
    legacy::execute,
    plain::Plain,
    reading::{self, Question},
    shared::{
        engine::{self, Engine},
        median, ms,
    },
};

/// 150 pages.
const CONTRACTS: u64 = 15_000;
/// Of which the card's unit has its share.
const BILLING: u64 = 100_000;
const ROUNDS: usize = 5;
const TABLE: &str = "feegow_contracts";

/// See the module.
pub const AREA: Area = Area {
    name: "contracts",
    title: "Benefit cards",
    data: "15000 contracts, 100000 lines of billing over four years.",
    fill: |plan: &mut Plan| {
        plan.contracts = CONTRACTS;
        plan.billing = plan.billing.max(BILLING);
    },
    measure: |engine| Box::pin(measure(engine)),
};

async fn measure(engine: &Engine) -> Vec<Figure> {
    let mut figures = reading::measure(engine, questions(engine)).await;
    figures.extend(storing(engine).await);
    figures
}

fn questions(engine: &Engine) -> Vec<Question> {
    let today = engine.app.clock.today();
    let new_year = today.with_day(1).unwrap().with_month(1).unwrap();
    let last_month = Period::month_of(Period::month_of(today).first - Days::new(1));
    let question = |name, first, last| Question {
        name,
        path: format!("/api/admin/contratos?startDate={first}&endDate={last}"),
        asked_ms: 10.0,
        reference: "one statement: count and sum by pair of statuses",
        statement: format!(
            "SELECT status_contract, status_financial, COUNT(*), SUM(recurrence_value) FROM {TABLE} \
             GROUP BY status_contract, status_financial"
        ),
    };
    vec![
        question("Benefit card, the year so far", new_year, today),
        question("Benefit card, one month", last_month.first, last_month.last),
    ]
}

/// Scans everything several times, where nothing was and over itself.
async fn storing(engine: &Engine) -> Vec<Figure> {
    let (upstream, app) = upstream(engine).await;
    let job = SyncContracts::new(&app);
    let (mut first, mut again) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        execute(&app.db, &format!("DELETE FROM {TABLE}")).await;
        for times in [&mut first, &mut again] {
            let began = Instant::now();
            let outcome = job.run(&ctx(&app)).await;
            times.push(ms(began));
            // One of them has no key.
            assert_eq!(outcome, Outcome::Done(format!("Finalizado. Total Salvo: {}", CONTRACTS - 1)));
        }
    }
    drop(upstream);
    let plain = Plain::read(&app.db, TABLE, "1 = 1").await;
    let mut references = Vec::new();
    for _ in 0..ROUNDS {
        references.push(plain.insert(&app.db).await);
    }
    let reference_ms = median(references);
    let figure = |name: &str, times| Figure {
        name: format!("{CONTRACTS} contracts in {} pages read, stored {name}", CONTRACTS / 100),
        took_ms: median(times),
        asked_ms: 2000.0,
        reference: "plain INSERT of the same rows",
        reference_ms,
    };
    vec![figure("for the first time", first), figure("over the same", again)]
}

/// A service on this machine, and the application of `engine` that reads it.
async fn upstream(engine: &Engine) -> (Simulator, App) {
    let options = Options { port: 0, seed: 1, data: DataSet::Samples };
    let simulator = Simulator::start(options, Clock::system()).await.unwrap();
    let data = format!("{}/__control/data/contracts", simulator.base_url());
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let answer = client.put(data).json(&json!({ "count": CONTRACTS })).send().await.unwrap();
    assert!(answer.status().is_success());
    let settings = engine.env.iter().cloned().chain(simulator.environment());
    let app = engine::connect(&Env::of(settings)).await;
    (simulator, app)
}

fn ctx(app: &App) -> JobCtx {
    JobCtx {
        db: app.db.clone(),
        clock: app.clock.clone(),
        cancel: CancellationToken::new(),
        fence: Fence::open(),
        progress: Arc::new(|_| {}),
    }
}
