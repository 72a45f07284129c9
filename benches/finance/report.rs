//! Writes the figures down, each beside what is asked of it and its reference.

use std::fmt::Write;

use super::{
    Measured, fill,
    shared::report::{self, verdict},
    storing,
};

const ASKED_MB: f64 = 200.0;

/// Writes the part of billing.
pub fn write(measured: &[Measured]) {
    let mut text = format!(
        "{} lines of billing over four years. MySQL as the former system left it, adopted by the migrations; SQLite new.\n\
         Medians in milliseconds; reads have an empty cache before every answer, signing in apart.\n",
        fill::LINES
    );
    for engine in measured {
        section(&mut text, engine);
    }
    report::write("Billing", &text);
}

fn section(text: &mut String, measured: &Measured) {
    let Measured { engine, figures, stored_mb } = measured;
    writeln!(
        text,
        "\n### Billing on {engine}\n\n| Figure | Measured | Asked | | Reference | Reference took | Ratio |\n|---|---:|---:|---|---|---:|---:|"
    )
    .unwrap();
    for figure in figures {
        writeln!(
            text,
            "| {} | {:.1} | ≤ {:.0} | {} | {} | {:.1} | {:.2} |",
            figure.name,
            figure.took_ms,
            figure.asked_ms,
            verdict(figure.took_ms <= figure.asked_ms),
            figure.reference,
            figure.reference_ms,
            figure.took_ms / figure.reference_ms,
        )
        .unwrap();
    }
    writeln!(
        text,
        "\nHighest resident memory while the report of {} rows is stored: {stored_mb:.0} MB, asked ≤ {ASKED_MB:.0} MB: {}.",
        storing::ROWS,
        verdict(*stored_mb <= ASKED_MB),
    )
    .unwrap();
}
