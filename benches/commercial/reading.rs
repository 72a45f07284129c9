//! Answers of a router with an empty cache, beside a statement that reads the same.

use std::time::Instant;

use super::{
    Figure,
    shared::{
        engine::{Engine, fetch},
        http::Reader,
        median, ms,
    },
};

/// Answers and statements timed, one after the other in turn.
const ROUNDS: usize = 25;

/// An answer, what is asked of it and its reference.
pub struct Question {
    pub name: &'static str,
    pub path: String,
    pub asked_ms: f64,
    /// What the statement is, in words.
    pub reference: &'static str,
    pub statement: String,
}

/// Times every question.
pub async fn measure(engine: &Engine, questions: Vec<Question>) -> Vec<Figure> {
    let reader = Reader::sign_in(&engine.app).await;
    let mut figures = Vec::new();
    for Question { name, path, asked_ms, reference, statement } in questions {
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
