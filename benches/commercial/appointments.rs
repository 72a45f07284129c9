//! Appointments: the page's figures, and a large answer of the service into the table.

use std::{sync::Arc, time::Instant};

use chrono::{Days, Months};
use hub_lib::{
    app::App,
    appointments::sync::SyncAppointments,
    config::Env,
    db::Fence,
    jobs::{Job, JobCtx, Outcome},
    kernel::{Clock, Period},
    simulator::{DataSet, Options, Simulator, fill::Plan},
};
use serde_json::{Value, json};
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

const APPOINTMENTS: u64 = 400_000;
/// In one answer.
const ANSWER: i64 = 50_000;
/// Above every number of the filled rows.
const FIRST_ID: i64 = 100_000_000;
const ROUNDS: usize = 5;
const TABLE: &str = "feegow_appointments";

/// See the module.
pub const AREA: Area = Area {
    name: "appointments",
    title: "Appointments",
    data: "400000 appointments over four years.",
    fill: |plan: &mut Plan| plan.appointments = plan.appointments.max(APPOINTMENTS),
    measure: |engine| Box::pin(measure(engine)),
};

async fn measure(engine: &Engine) -> Vec<Figure> {
    let mut figures = reading::measure(engine, questions(engine)).await;
    figures.extend(storing(engine).await);
    figures
}

fn questions(engine: &Engine) -> Vec<Question> {
    let today = engine.app.clock.today();
    let month = Period::month_of(Period::month_of(today).first - Days::new(1));
    let years = Period::new(today - Months::new(48), today);
    let question = |name, period: Period, more: &str, asked_ms, length| Question {
        name,
        path: format!("/api/admin/agendamentos?startDate={}&endDate={}{more}", period.first, period.last),
        asked_ms,
        reference: "one statement: counts by the beginning of the moment of booking",
        statement: format!(
            "SELECT SUBSTR(scheduled_at, 1, {length}), COUNT(*), SUM(CASE WHEN status_id IN (3, 7) THEN 1 ELSE 0 END) \
             FROM {TABLE} WHERE scheduled_at >= '{}' AND scheduled_at < '{}' GROUP BY 1",
            period.first,
            period.last + Days::new(1)
        ),
    };
    vec![
        question("Appointments, one month", month, "", 15.0, 10),
        question("Appointments, one month, with what can be chosen", month, "&distincts=true", 25.0, 10),
        question("Appointments, four years by year", years, "&aggregateBy=year", 120.0, 4),
    ]
}

/// Stores one answer several times, where nothing was and over itself.
async fn storing(engine: &Engine) -> Vec<Figure> {
    let (upstream, app) = upstream(engine).await;
    let job = SyncAppointments::new(&app);
    let ours = format!("appointment_id >= {FIRST_ID}");
    let (mut first, mut again) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        execute(&app.db, &format!("DELETE FROM {TABLE} WHERE {ours}")).await;
        for times in [&mut first, &mut again] {
            let began = Instant::now();
            let outcome = job.run(&ctx(&app)).await;
            times.push(ms(began));
            let Outcome::Done(text) = outcome else { panic!("{outcome:?}") };
            assert!(text.starts_with(&format!("Sucesso: {ANSWER} registros")), "{text}");
        }
    }
    drop(upstream);
    let plain = Plain::read(&app.db, TABLE, &ours).await;
    let mut references = Vec::new();
    for _ in 0..ROUNDS {
        references.push(plain.insert(&app.db).await);
    }
    execute(&app.db, &format!("DELETE FROM {TABLE} WHERE {ours}")).await;
    let reference_ms = median(references);
    let figure = |name: &str, times| Figure {
        name: format!("{ANSWER} appointments in one answer read, stored {name}"),
        took_ms: median(times),
        asked_ms: 3000.0,
        reference: "plain INSERT of the same rows",
        reference_ms,
    };
    vec![figure("for the first time", first), figure("over the same", again)]
}

/// A service on this machine, and the application of `engine` that reads it.
async fn upstream(engine: &Engine) -> (Simulator, App) {
    let options = Options { port: 0, seed: 1, data: DataSet::Samples };
    let simulator = Simulator::start(options, Clock::system()).await.unwrap();
    let data = format!("{}/__control/data/A1", simulator.base_url());
    let today = engine.app.clock.today();
    let item = |at: i64| -> Value {
        let day = today - Days::new(30) + Days::new(at.unsigned_abs() % 61);
        json!({"agendamento_id": FIRST_ID + at, "data": day.format("%d-%m-%Y").to_string(), "horario": "09:30:00",
            "status_id": ([1, 3, 6, 7][(at % 4).unsigned_abs() as usize]), "valor_total_agendamento": "R$ 150,00",
            "profissional_id": 101 + at % 2, "especialidade_id": 55 + at % 2, "procedimento_id": 900 + at % 2,
            "paciente_id": at, "nome_fantasia": "Ouro Verde", "agendado_por": format!("Atendente {}", at % 40),
            "agendado_em": format!("{} {:02}:31:22", today - Days::new(at.unsigned_abs() % 40), at % 24)})
    };
    let items: Vec<Value> = (0..ANSWER).map(item).collect();
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let answer = client.put(data).json(&items).send().await.unwrap();
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
