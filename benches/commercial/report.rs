//! Writes the figures down, each beside what is asked of it and its reference.

use std::fmt::Write;

use super::{
    Area, Figure, Measured,
    shared::report::{self, verdict},
};

/// Writes the part of an area.
pub fn write(area: &Area, measured: &[Measured]) {
    let mut text = format!(
        "{} MySQL as the former system left it, adopted by the migrations; SQLite new.\n\
         Medians in milliseconds; reads have an empty cache before every answer, signing in apart.\n",
        area.data
    );
    for Measured { engine, figures } in measured {
        writeln!(
            text,
            "\n### {} on {engine}\n\n| Figure | Measured | Asked | | Reference | Reference took | Ratio |\n|---|---:|---:|---|---|---:|---:|",
            area.title
        )
        .unwrap();
        for figure in figures {
            row(&mut text, figure);
        }
    }
    report::write(area.title, &text);
}

fn row(text: &mut String, figure: &Figure) {
    let Figure { name, took_ms, asked_ms, reference, reference_ms } = figure;
    let (holds, ratio) = (verdict(took_ms <= asked_ms), took_ms / reference_ms);
    writeln!(
        text,
        "| {name} | {took_ms:.1} | ≤ {asked_ms:.0} | {holds} | {reference} | {reference_ms:.1} | {ratio:.2} |"
    )
    .unwrap();
}
