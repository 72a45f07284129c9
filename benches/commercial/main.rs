//! What `./dev bench` measures beside queues and billing: what the clinics sell and how busy they are.
//!
//! Each area is a file with an [`Area`]: its name, what it wants to find in the database, and its figures. To add one,
//! write the file (`contracts.rs` is the model) and name it in [`AREAS`]; `cargo bench --bench commercial -- contracts`
//! measures it alone. Every area becomes a part of `docs/benchmarks.md` of its own.
//!
//! All areas share a database per engine. The MySQL one has the shape that the former system left behind, adopted by
//! the migrations; the SQLite one is new. An area that writes leaves the rows of the others alone. Every figure stands
//! beside a reference measured in turn with it. MySQL is measured when `TEST_MYSQL_URL` names a server.
#![allow(clippy::unwrap_used)]

mod appointments;
mod contracts;
mod fill;
#[path = "../../tests/it/support/legacy.rs"]
#[allow(dead_code)] // the tests use more of it
mod legacy;
#[path = "../finance/plain.rs"]
mod plain;
mod productivity;
mod proposals;
mod reading;
mod report;
#[path = "../shared/mod.rs"]
#[allow(dead_code)] // the other benchmarks use more of it
mod shared;

use futures_util::future::BoxFuture;
use hub_lib::simulator::fill::Plan;
use shared::engine::Engine;

/// Everything that is measured.
const AREAS: [Area; 4] = [appointments::AREA, productivity::AREA, proposals::AREA, contracts::AREA];

/// Something that is measured on its own.
#[derive(Clone, Copy)]
struct Area {
    /// The word that chooses it.
    name: &'static str,
    /// Its heading in the report.
    title: &'static str,
    /// One sentence about the data, for the report.
    data: &'static str,
    /// Asks for its rows.
    fill: fn(&mut Plan),
    measure: fn(&Engine) -> BoxFuture<'_, Vec<Figure>>,
}

/// A figure, what is asked of it and its reference, medians in milliseconds.
struct Figure {
    name: String,
    took_ms: f64,
    asked_ms: f64,
    /// What the reference is, and how long it took.
    reference: &'static str,
    reference_ms: f64,
}

/// All figures of one area on one engine.
struct Measured {
    engine: &'static str,
    figures: Vec<Figure>,
}

fn main() {
    rustls::crypto::ring::default_provider().install_default().ok();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let chosen = chosen();
    let mut measured: Vec<Vec<Measured>> = chosen.iter().map(|_| Vec::new()).collect();
    for engine in runtime.block_on(Engine::all("hub_bench_commercial")) {
        eprintln!("filling {}", engine.name);
        runtime.block_on(fill::fill(&engine, &chosen));
        for (area, measured) in chosen.iter().zip(&mut measured) {
            eprintln!("measuring {} on {}", area.name, engine.name);
            let figures = runtime.block_on((area.measure)(&engine));
            for Figure { name, took_ms, reference_ms, .. } in &figures {
                eprintln!("  {name}: {took_ms:.1} ms, reference {reference_ms:.1} ms");
            }
            measured.push(Measured { engine: engine.name, figures });
        }
    }
    for (area, measured) in chosen.iter().zip(&measured) {
        report::write(area, measured);
    }
}

/// The areas that the arguments name; all of them when they name none.
fn chosen() -> Vec<Area> {
    let named: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let chosen: Vec<Area> =
        AREAS.into_iter().filter(|area| named.is_empty() || named.iter().any(|name| name == area.name)).collect();
    assert!(!chosen.is_empty(), "there is {}", AREAS.map(|area| area.name).join(", "));
    chosen
}
