//! What the benchmarks share: databases, requests to a router in this process, the report.

pub mod engine;
pub mod http;
pub mod report;

/// The middle of `values`.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Milliseconds since `began`.
pub fn ms(began: std::time::Instant) -> f64 {
    began.elapsed().as_secs_f64() * 1000.0
}
