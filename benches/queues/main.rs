//! What `./dev bench` measures: start, memory, and the three queue endpoints, cached and cold, on both engines.
//!
//! Load comes from `wrk`, a separate process, against the release server (`target/release/hub`); cold answers and
//! their reference (the endpoint's own SQL statement, nothing else) are timed in this process. Everything is written
//! to `docs/benchmarks.md`. MySQL is measured when `TEST_MYSQL_URL` names a server.
#![allow(clippy::unwrap_used)]

mod cold;
mod fill;
mod load;
mod report;
#[path = "../shared/mod.rs"]
mod shared;

use shared::engine::Engine;

/// The endpoints measured.
const QUEUES: [&str; 3] = ["/api/queue/medic", "/api/queue/reception", "/api/queue/whatsapp"];

fn main() {
    rustls::crypto::ring::default_provider().install_default().ok();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let mut measured = Vec::new();
    for engine in runtime.block_on(Engine::all("hub_bench")) {
        eprintln!("measuring on {}", engine.name);
        runtime.block_on(fill::fill(&engine.app));
        let cold = runtime.block_on(cold::measure(&engine));
        let load = load::measure(&engine);
        measured.push(report::Measured { engine: engine.name, cold, load });
    }
    report::write(&measured);
}
