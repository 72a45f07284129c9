//! What `./dev bench` measures of billing: reading, summing and storing among 600 000 lines, on both engines.
//!
//! The MySQL database has the shape that the former system left behind (texts where days are meant, no key on the
//! lines), adopted by the migrations; the SQLite one is new. Every figure stands beside a reference measured in turn
//! with it: the one SQL statement that reads the same, or the plain INSERT of the same rows. Everything is written to
//! `docs/benchmarks.md`. MySQL is measured when `TEST_MYSQL_URL` names a server.
#![allow(clippy::unwrap_used)]

mod fill;
#[path = "../../tests/it/support/legacy.rs"]
#[allow(dead_code)] // the tests use more of it
mod legacy;
mod plain;
mod reading;
mod report;
#[path = "../shared/mod.rs"]
#[allow(dead_code)] // the other benchmark uses more of it
mod shared;
mod storing;
mod summing;

use chrono::{Days, NaiveDate};
use hub_lib::kernel::Period;
use shared::engine::Engine;

/// A figure, what is asked of it and its reference, medians in milliseconds.
struct Figure {
    name: String,
    took_ms: f64,
    asked_ms: f64,
    /// What the reference is, and how long it took.
    reference: &'static str,
    reference_ms: f64,
}

/// All figures of one engine.
struct Measured {
    engine: &'static str,
    figures: Vec<Figure>,
    /// Highest resident memory of the process that stored the large report, in MB.
    stored_mb: f64,
}

/// The last whole month, and the last four years.
fn periods(today: NaiveDate) -> [Period; 2] {
    let month = Period::month_of(today);
    let last_month = Period::month_of(month.first - Days::new(1));
    [last_month, Period::new(today - Days::new(4 * 365), today)]
}

fn main() {
    rustls::crypto::ring::default_provider().install_default().ok();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    if let Some(order) = storing::Order::of_arguments() {
        runtime.block_on(order.execute());
        return;
    }
    let mut measured = Vec::new();
    for engine in runtime.block_on(Engine::all("hub_bench_billing")) {
        eprintln!("filling {}", engine.name);
        runtime.block_on(fill::fill(&engine));
        eprintln!("measuring on {}", engine.name);
        let mut figures = runtime.block_on(reading::measure(&engine));
        figures.extend(runtime.block_on(summing::measure(&engine)));
        let (stored, stored_mb) = runtime.block_on(storing::measure(&engine));
        figures.extend(stored);
        for Figure { name, took_ms, reference_ms, .. } in &figures {
            eprintln!("  {name}: {took_ms:.1} ms, reference {reference_ms:.1} ms");
        }
        eprintln!("  {stored_mb:.0} MB");
        measured.push(Measured { engine: engine.name, figures, stored_mb });
    }
    report::write(&measured);
}
