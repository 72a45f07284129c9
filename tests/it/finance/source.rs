//! A report that says what a test wants, and how a test runs the job on it.

#![allow(dead_code)] // each is used by some test file

use std::sync::{Arc, Mutex};

use futures_util::future::BoxFuture;
use hub_lib::{
    connectors::feegow::report::{BillingReportSource, ReportError, ReportTable},
    db::{Db, Fence},
    finance::sync::SyncBilling,
    jobs::{Job, JobCtx, Outcome},
    kernel::{Clock, Period},
};
use tokio_util::sync::CancellationToken;

use crate::support::legacy::texts;

/// The columns of the page, in its order.
pub const HEADERS: [&str; 18] = [
    "Data de Referência",
    "Data do Pagamento",
    "Data Removida",
    "Forma de Pagamento",
    "Tipo",
    "Desconto",
    "Acréscimo",
    "Valor Produzido",
    "Total Bruto",
    "Total Pago",
    "Paciente",
    "Procedimento",
    "Usuário que agendou",
    "Tipo do Procedimento",
    "Grupo",
    "Unidade",
    "Prontuário",
    "Usuário da conta",
];

/// Answers one after the other; the last one again and again.
#[derive(Default)]
pub struct Scripted {
    answers: Mutex<Vec<Result<ReportTable, ReportError>>>,
    /// What was asked for.
    pub asked: Mutex<Vec<Period>>,
}

impl Scripted {
    pub fn new(answers: Vec<Result<ReportTable, ReportError>>) -> Arc<Self> {
        Arc::new(Self { answers: Mutex::new(answers), asked: Mutex::default() })
    }

    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().iter().map(Period::to_string).collect()
    }
}

impl BillingReportSource for Scripted {
    fn fetch<'a>(
        &'a self,
        period: Period,
        progress: &'a (dyn Fn(String) + Send + Sync),
    ) -> BoxFuture<'a, Result<ReportTable, ReportError>> {
        self.asked.lock().unwrap().push(period);
        progress("página 1".into());
        let mut answers = self.answers.lock().unwrap();
        let answer = if answers.len() > 1 { answers.remove(0) } else { answers[0].clone() };
        Box::pin(async { answer })
    }
}

/// A report of these rows.
pub fn report(rows: Vec<Vec<String>>) -> Result<ReportTable, ReportError> {
    Ok(ReportTable { headers: HEADERS.map(str::to_owned).to_vec(), rows })
}

/// One row: reference day, payment day, amount, procedure; the rest is the same for all.
pub fn row(reference: &str, paid: &str, total: &str, procedure: &str) -> Vec<String> {
    let cells = [
        reference,
        paid,
        "",
        "PIX",
        "Particular",
        "0,00",
        "-",
        total,
        total,
        total,
        "Paciente Exemplo Um",
        procedure,
        "Atendente Modelo",
        "Consulta",
        "Consultas",
        "OURO VERDE",
        "1001",
        "Caixa Modelo",
    ];
    cells.map(str::to_owned).to_vec()
}

/// What a run on 2026-02-18 at 19:00 is given.
pub fn ctx(db: &Db) -> JobCtx {
    JobCtx {
        db: db.clone(),
        clock: Clock::manual_at("2026-02-18 19:00:00"),
        cancel: CancellationToken::new(),
        fence: Fence::open(),
        progress: Arc::new(|_| {}),
    }
}

/// Runs the job once over today and so many days before.
pub async fn run(db: &Db, source: &Arc<Scripted>, lookback_days: u32) -> Outcome {
    SyncBilling::on(source.clone(), lookback_days).run(&ctx(db)).await
}

/// Every stored line: day, amount in centavos, procedure.
pub async fn stored(db: &Db) -> Vec<String> {
    let sql = "SELECT CONCAT_WS('|', data_do_pagamento, CAST(ROUND(total_pago * 100) AS SIGNED), procedimento, '')
               FROM faturamento_analitico ORDER BY data_do_pagamento, total_pago, procedimento";
    texts(db, sql).await.concat().into_iter().map(|row| row.replace(".0|", "|")).collect()
}

/// Fails unless the three tables agree.
pub async fn assert_consistent(db: &Db) {
    let overview = hub_lib::finance::consistency::overview(db).await.unwrap();
    assert!(overview.divergence.is_none(), "{overview:?}");
    assert_eq!((overview.lines, overview.lines), (overview.days, overview.months));
}
