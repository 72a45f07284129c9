//! Cold answers: the router in this process, an empty cache before every request, beside one SQL statement alone.

use std::time::Instant;

use super::{
    QUEUES,
    shared::{
        engine::{Engine, fetch},
        http::Reader,
        median, ms,
    },
};

/// Answers and statements timed, one after the other in turn.
pub const ROUNDS: usize = 200;

/// One endpoint's cold answer and the statement it is compared with, medians.
pub struct Cold {
    pub path: &'static str,
    pub answer_ms: f64,
    pub reference_ms: f64,
}

pub async fn measure(engine: &Engine) -> Vec<Cold> {
    let reader = Reader::sign_in(&engine.app).await;
    let today = engine.app.clock.today();
    let statements = [
        "SELECT hash_id, unidade, paciente, chegada, espera_minutos, status, profissional, updated_at \
         FROM espera_medica WHERE status IS NULL OR status NOT LIKE 'finalizado%'"
            .to_owned(),
        format!(
            "SELECT unidade_id, dt_chegada, dt_atendimento, status, updated_at FROM recepcao_historico \
             WHERE dia_referencia = '{today}'"
        ),
        "SELECT group_id, group_name, queue_size, avg_wait_seconds, updated_at FROM clinia_group_snapshots".to_owned(),
    ];
    let mut measured = Vec::new();
    for (path, statement) in QUEUES.into_iter().zip(statements) {
        let (mut answers, mut references) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            answers.push(reader.time(&reader.cold_router(), path).await);
            let began = Instant::now();
            fetch(&engine.app.db, &statement).await;
            references.push(ms(began));
        }
        measured.push(Cold { path, answer_ms: median(answers), reference_ms: median(references) });
    }
    measured
}
