//! Answers of a router with an empty cache, beside the statement that reads the same.

use std::time::Instant;

use super::{
    Figure, periods,
    shared::{
        engine::{Engine, fetch},
        http::Reader,
        median, ms,
    },
};

/// Answers and statements timed, one after the other in turn.
pub const ROUNDS: usize = 25;

const BY_DAY: &str = "one statement: sums per day, unit and group";
const BY_MONTH: &str = "one statement: sums per month and unit";

pub async fn measure(engine: &Engine) -> Vec<Figure> {
    let reader = Reader::sign_in(&engine.app).await;
    let [month, years] = periods(engine.app.clock.today());
    let history = |first, last| format!("/api/admin/financial/history?startDate={first}&endDate={last}");
    let by_day = |first, last| {
        format!(
            "SELECT data_ref, unidade, grupo, SUM(total_pago), SUM(qtd) FROM faturamento_resumo_diario \
             WHERE data_ref >= '{first}' AND data_ref <= '{last}' GROUP BY data_ref, unidade, grupo"
        )
    };
    let by_month = || {
        "SELECT month_ref, unidade, SUM(total_pago) FROM faturamento_resumo_mensal GROUP BY month_ref, unidade"
            .to_owned()
    };
    let report = |format| format!("/api/admin/financial/general-report?format={format}");
    let asked = [
        ("History of one month", history(month.first, month.last), 10.0, BY_DAY, by_day(month.first, month.last)),
        ("History of four years", history(years.first, years.last), 120.0, BY_DAY, by_day(years.first, years.last)),
        ("General report, JSON", report("json"), 60.0, BY_MONTH, by_month()),
        ("General report, XLSX", report("xlsx"), 250.0, BY_MONTH, by_month()),
        ("General report, PDF", report("pdf"), 250.0, BY_MONTH, by_month()),
    ];
    let mut figures = Vec::new();
    for (name, path, asked_ms, reference, statement) in asked {
        let (mut answers, mut references) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            answers.push(reader.time(&reader.cold_router(), &path).await);
            let began = Instant::now();
            fetch(&engine.app.db, &statement).await;
            references.push(ms(began));
        }
        let (took_ms, reference_ms) = (median(answers), median(references));
        figures.push(Figure { name: name.to_owned(), took_ms, asked_ms, reference, reference_ms });
    }
    figures
}
