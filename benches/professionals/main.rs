//! What `./dev bench` measures of the register: pages of the list among 5 000 professionals, on both engines.
//!
//! Each has one registration, nine rows of the checklist and four files. Every figure stands beside a reference
//! measured in turn with it: one SQL statement that counts everybody's documents, which a list without a table of its
//! own would have to run before it can filter. Nothing is cached. Written to `docs/benchmarks.md`; MySQL is measured
//! when `TEST_MYSQL_URL` names a server.
#![allow(clippy::unwrap_used)]

mod fill;
#[path = "../shared/mod.rs"]
#[allow(dead_code)] // the other benchmarks use more of it
mod shared;

use std::{fmt::Write, time::Instant};

use hub_lib::db;
use shared::{
    engine::{Engine, fetch},
    http::Reader,
    median, ms,
    report::{self, verdict},
};

/// Answers and statements timed, one after the other in turn.
const ROUNDS: usize = 25;
const ASKED_MS: f64 = 25.0;
const REFERENCE: &str = "SELECT p.id, p.name,
        (SELECT COUNT(*) FROM professional_document_checklist c
         WHERE c.professional_id = p.id AND (c.has_physical_copy = 1 OR c.has_digital_copy = 1)) AS checks,
        (SELECT COUNT(*) FROM professional_documents d WHERE d.professional_id = p.id AND d.is_active = 1) AS files
    FROM professionals p ORDER BY p.name";

/// What is asked for, and how.
const PAGES: [(&str, &str); 10] = [
    ("First page by name", ""),
    ("Last page by name", "?page=250"),
    ("A name searched for", "?search=silva"),
    ("A CPF searched for", "?search=123.456"),
    ("Pending, by documents", "?status=pending&sort=documents&dir=desc"),
    ("Expiring, active, by certificate", "?status=active&certidaoStatus=VENCENDO&sort=certidao"),
    ("Of one specialty, by name", "?specialty=clinica%20medica"),
    ("Of one contract type, complete, last page", "?contractType=PJ_PADRAO&pending=false&page=20"),
    (
        "Every filter at once",
        "?specialty=pediatria&contractType=PJ_PADRAO&hasFeegowPermissions=true&pending=true&status=active",
    ),
    ("Last page by registration", "?sort=registration&page=250"),
];

/// A figure and its reference, medians in milliseconds.
struct Figure {
    name: &'static str,
    took_ms: f64,
    reference_ms: f64,
}

fn main() {
    rustls::crypto::ring::default_provider().install_default().ok();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let mut text = format!(
        "{} professionals with {} rows of checklist and files. Medians in milliseconds of {ROUNDS} answers; nothing is cached.\n\
         Reference: one statement that counts everybody's documents.\n",
        fill::PROFESSIONALS,
        fill::PROFESSIONALS * (fill::CHECKS + fill::FILES),
    );
    for engine in runtime.block_on(Engine::all("hub_bench_register")) {
        eprintln!("measuring the register on {}", engine.name);
        section(&mut text, engine.name, &runtime.block_on(measure(&engine)));
    }
    report::write("Register of professionals", &text);
}

async fn measure(engine: &Engine) -> Vec<Figure> {
    db::migrate(&engine.app.db).await.unwrap();
    fill::fill(&engine.app.db, engine.app.clock.today()).await;
    let reader = Reader::sign_in(&engine.app).await;
    let router = reader.cold_router();
    // The first answer compares the list with the register.
    reader.time(&router, "/api/admin/profissionais").await;
    let mut figures = Vec::new();
    for (name, query) in PAGES {
        let (mut answers, mut references) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            answers.push(reader.time(&router, &format!("/api/admin/profissionais{query}")).await);
            let began = Instant::now();
            fetch(&engine.app.db, REFERENCE).await;
            references.push(ms(began));
        }
        let figure = Figure { name, took_ms: median(answers), reference_ms: median(references) };
        eprintln!("  {name}: {:.1} ms, reference {:.1} ms", figure.took_ms, figure.reference_ms);
        figures.push(figure);
    }
    figures
}

fn section(text: &mut String, engine: &str, figures: &[Figure]) {
    writeln!(
        text,
        "\n### Register on {engine}\n\n| Figure | Measured | Asked | | Reference took | Ratio |\n|---|---:|---:|---|---:|---:|"
    )
    .unwrap();
    for Figure { name, took_ms, reference_ms } in figures {
        writeln!(
            text,
            "| {name} | {took_ms:.1} | ≤ {ASKED_MS:.0} | {} | {reference_ms:.1} | {:.2} |",
            verdict(*took_ms <= ASKED_MS),
            took_ms / reference_ms,
        )
        .unwrap();
    }
}
