//! A large report from its page into the tables, in a process of its own: time and memory.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use chrono::{Days, NaiveDate};
use futures_util::future::BoxFuture;
use hub_lib::{
    config::Env,
    connectors::feegow::report::{BillingReportSource, COLUMNS, ReportError, ReportTable, read_page},
    finance::backfill::{Backfill, Finish, plan_of_file},
    kernel::Period,
};
use tokio_util::sync::CancellationToken;

use super::{
    Figure,
    legacy::execute,
    plain::{self, Plain},
    shared::{
        engine::{self, Engine},
        http::Reader,
        median, ms,
    },
};

pub const ROWS: usize = 50_000;
const ROUNDS: usize = 3;
const REFERENCE: &str = "plain INSERT of the same lines";
const LINES: &str = "faturamento_analitico";
/// The word before the arguments of the process that stores.
const STORE: &str = "--store";

/// What the storing process is told.
pub struct Order {
    page: PathBuf,
    period: Period,
}

/// Stores the page several times, where nothing was and over itself: medians, and the highest memory in MB.
pub async fn measure(engine: &Engine) -> (Vec<Figure>, f64) {
    let app = &engine.app;
    let period = period(app.clock.today());
    // Days in both spellings sort together only as texts of one kind: the period is young enough for the first.
    let bounds = format!("data_do_pagamento >= '{}' AND data_do_pagamento <= '{}'", period.first, period.last);
    let mut rows = plain::values(&app.db, LINES, &bounds).await;
    let stored = rows.len();
    assert!(stored * 4 / 5 < ROWS, "the page would look incomplete: {stored} lines are stored");
    rows = rows.into_iter().cycle().take(ROWS).collect();
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("report.html");
    std::fs::write(&page, html(&rows)).unwrap();
    drop(rows);
    let (mut first, mut again, mut memory): (Vec<f64>, Vec<f64>, f64) = (Vec::new(), Vec::new(), 0.0);
    for _ in 0..ROUNDS {
        execute(&app.db, &format!("DELETE FROM {LINES} WHERE {bounds}")).await;
        for times in [&mut first, &mut again] {
            let (took, mb) = store(engine, &page, period);
            times.push(took);
            memory = memory.max(mb);
        }
    }
    let plain = Plain::read(&app.db, LINES, &bounds).await;
    let mut references = Vec::new();
    for _ in 0..ROUNDS {
        references.push(plain.insert(&app.db).await);
    }
    let reference_ms = median(references);
    let figure = |name: &str, times| Figure {
        name: format!("Report of {ROWS} rows parsed, checked, stored {name}"),
        took_ms: median(times),
        asked_ms: 5000.0,
        reference: REFERENCE,
        reference_ms,
    };
    (vec![figure("for the first time", first), figure("over the same days", again)], memory)
}

/// Four months, two years ago: about as many lines as the page has.
fn period(today: NaiveDate) -> Period {
    let first = Period::month_of(today - Days::new(2 * 365)).first;
    let last = Period::month_of(first + Days::new(100)).last;
    Period::new(first, last)
}

/// Milliseconds and MB of a process that stores.
fn store(engine: &Engine, page: &Path, period: Period) -> (f64, f64) {
    let output = Command::new(std::env::current_exe().unwrap())
        .arg(STORE)
        .arg(page)
        .args([period.first.to_string(), period.last.to_string()])
        .envs(engine.env.iter().map(|(name, value)| (name, value)))
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{text}");
    let mut words = text.split_whitespace().map(|word| word.parse().unwrap());
    (words.next().unwrap(), words.next().unwrap())
}

impl Order {
    /// The order of the process that started this one.
    pub fn of_arguments() -> Option<Self> {
        let mut arguments = std::env::args().skip_while(|argument| argument != STORE).skip(1);
        let page = arguments.next()?.into();
        let mut day = || arguments.next().unwrap().parse().unwrap();
        Some(Self { page, period: Period::new(day(), day()) })
    }

    /// Stores the page as a server would, and prints milliseconds and MB.
    pub async fn execute(self) {
        let app = engine::connect(&Env::of_process()).await;
        // What a server holds: routes, a session, an answered question.
        let reader = Reader::sign_in(&app).await;
        let router = reader.cold_router();
        reader.time(&router, "/api/admin/financial/history").await;
        let page = std::fs::read_to_string(&self.page).unwrap();
        let source = Page(Mutex::new(Some(page)));
        let backfill = Backfill {
            app: &app,
            source: &source,
            pause: Duration::ZERO,
            stop: &CancellationToken::new(),
            tell: Arc::new(|_| ()),
        };
        let began = Instant::now();
        let finish = backfill.run(&plan_of_file(self.period, app.clock.today())).await.unwrap();
        let took = ms(began);
        assert_eq!(finish, Finish::Through(Vec::new()));
        println!("{took} {}", peak_mb());
    }
}

/// The highest resident memory of this process so far.
fn peak_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.split_whitespace().next().unwrap().parse::<f64>().unwrap() / 1024.0
}

/// A page that has just been received.
struct Page(Mutex<Option<String>>);

impl BillingReportSource for Page {
    fn fetch<'a>(
        &'a self,
        _period: Period,
        _progress: &'a (dyn Fn(String) + Send + Sync),
    ) -> BoxFuture<'a, Result<ReportTable, ReportError>> {
        let page = self.0.lock().unwrap().take().expect("the page is good: it is read once");
        Box::pin(
            async move { tokio::task::spawn_blocking(move || read_page(&page).map(|page| page.table)).await.unwrap() },
        )
    }
}

/// The page as the upstream writes it, from stored rows in the order of the table's columns.
fn html(rows: &[Vec<Option<String>>]) -> String {
    // `updated_at` stands between the last two.
    const STORED: [usize; 18] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18];
    let mut page = String::from("<html><body><table id=\"table-resultado\"><thead><tr>");
    COLUMNS.iter().for_each(|label| page.push_str(&format!("<th>{label}</th>")));
    page.push_str("</tr></thead><tbody>\n");
    for row in rows {
        page.push_str("<tr>");
        for (column, at) in STORED.into_iter().enumerate() {
            let value = row[at].as_deref().unwrap_or_default();
            page.push_str("<td>");
            match column {
                1 => page.push_str(&value.parse::<NaiveDate>().unwrap().format("%d/%m/%Y").to_string()),
                5..=9 => page.push_str(&format!("{:.2}", value.parse().unwrap_or(0.0)).replace('.', ",")),
                16 => page.push_str(value.trim_end_matches(".0")),
                _ => page.push_str(value),
            }
            page.push_str("</td>");
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody></table></body></html>");
    page
}
