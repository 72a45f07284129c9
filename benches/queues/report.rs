//! Writes the figures down, each beside what is asked of it.

use std::fmt::Write;

use super::{
    cold::Cold,
    load::Load,
    shared::report::{self, verdict},
};

/// Asked of the product on this machine class.
const CACHED_PER_SECOND: f64 = 15_000.0;
const COLD_RATIO: f64 = 2.0;
const IDLE_MB: f64 = 40.0;
const LOADED_MB: f64 = 80.0;
const START_MS: f64 = 300.0;

/// All figures of one engine.
pub struct Measured {
    pub engine: &'static str,
    pub cold: Vec<Cold>,
    pub load: Load,
}

/// Writes the part of the waiting rooms.
pub fn write(measured: &[Measured]) {
    let mut text = String::from(
        "Load comes from `wrk` (one thread) on the same machine, so the server has what the load leaves of the cores.\n\n",
    );
    for engine in measured {
        section(&mut text, engine);
    }
    report::write("Queues", &text);
}

fn section(text: &mut String, measured: &Measured) {
    let Measured { engine, cold, load } = measured;
    writeln!(text, "### {engine}\n\n| Figure | Measured | Asked | |\n|---|---:|---:|---|").unwrap();
    let mut at_most = |name: &str, value: f64, limit: f64, unit: &str| {
        writeln!(text, "| {name} | {value:.0} {unit} | ≤ {limit:.0} {unit} | {} |", verdict(value <= limit)).unwrap();
    };
    at_most("Start to first answer (median of 7)", load.start_ms, START_MS, "ms");
    at_most("Resident memory, idle", load.idle_mb, IDLE_MB, "MB");
    at_most("Resident memory, after the load below", load.loaded_mb, LOADED_MB, "MB");
    writeln!(text, "\nCached answers, 5 s each:\n\n| Endpoint | Connections | Answers/s | Slowest 1 % | Asked | |\n|---|---:|---:|---:|---:|---|")
        .unwrap();
    for answers in &load.answers {
        let asked = answers.connections == 32;
        writeln!(
            text,
            "| `{}` | {} | {:.0} | {} | {} | {} |",
            answers.path,
            answers.connections,
            answers.per_second,
            answers.p99,
            if asked { format!("≥ {CACHED_PER_SECOND:.0}") } else { String::new() },
            if asked { verdict(answers.per_second >= CACHED_PER_SECOND) } else { "" },
        )
        .unwrap();
    }
    writeln!(
        text,
        "\nCold answers, median of {} (nothing cached but the session; the reference is one SQL statement that reads the answer's rows, alone, in the same run):\n\n\
         | Endpoint | Answer | Reference | Ratio | Asked | |\n|---|---:|---:|---:|---:|---|",
        super::cold::ROUNDS,
    )
    .unwrap();
    for cold in cold {
        let ratio = cold.answer_ms / cold.reference_ms;
        writeln!(
            text,
            "| `{}` | {:.2} ms | {:.2} ms | {ratio:.2} | ≤ {COLD_RATIO:.0} | {} |",
            cold.path,
            cold.answer_ms,
            cold.reference_ms,
            verdict(ratio <= COLD_RATIO),
        )
        .unwrap();
    }
    text.push('\n');
}
