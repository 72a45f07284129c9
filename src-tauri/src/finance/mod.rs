//! Billing: the lines of the daily report, their sums per day and month, and what managers read from them.

pub mod backfill;
mod collect;
mod columns;
pub mod consistency;
pub mod general_report;
pub mod history;
mod lines;
pub mod model;
pub mod names;
mod routes;
mod store;
mod sum_tables;
pub mod summaries;
mod sums;
pub mod sync;
mod unit_days;

pub use routes::routes;
pub use store::has_lines;
pub use unit_days::billed_days_of_unit;

/// What a run says when its tables cannot be read or written; the cause goes to the log.
const NO_DATABASE: &str = "Falha no banco de dados";
/// What a run says when nobody has told it the account of the Feegow web.
const NO_CREDENTIALS: &str = "Credenciais do Feegow não configuradas";
/// Why a run that was told to stop gave way: what was not committed is rolled back.
const CANCELLED: &str = "told to stop";
/// What a run writes.
const TABLES: &[&str] = &["faturamento_analitico", "faturamento_resumo_diario", "faturamento_resumo_mensal"];
