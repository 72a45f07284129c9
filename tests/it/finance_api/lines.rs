//! Report lines to be asked about: the small world of the tests.

use hub_lib::{
    app::App,
    finance::{model::Scope, summaries},
    in_transaction,
};

use crate::support::{TestApp, each_app};

/// The unit of the benefit card.
pub const CARD: &str = "RESOLVECARD GESTÃO DE BENEFICOS E MEIOS DE PAGAMENTOS";

/// Day, unit, group, procedure, reais, user of the account.
pub type Line<'a> = (&'a str, &'a str, &'a str, &'a str, f64, &'a str);

/// Invented payments of three years.
pub const LINES: [Line<'static>; 15] = [
    ("2026-02-19", "CENTRO CAMBUI", "CONSULTAS", "CONSULTA CLINICA", 250.0, "ANA TESTE"),
    ("2026-02-19", "Centro Cambuí", "EXAMES", "RAIO X", 100.5, "BIA TESTE"),
    ("19/02/2026", "OURO VERDE", "CONSULTAS", "CONSULTA CLINICA", 300.0, "ANA TESTE"),
    ("2026-02-18", "SHOPPING CAMPINAS", "EXAMES", "ULTRASSOM", 400.0, "BIA TESTE"),
    ("2026-02-18", "SHOPPING CAMPINAS", "EXAMES", "ULTRASSOM", -40.0, "BIA TESTE"),
    ("2026-02-18", CARD, "CARTAO", "MENSALIDADE", 59.9, "ANA TESTE"),
    ("2026-02-02", "OURO VERDE", "EXAMES", "RAIO X", 150.0, "ANA TESTE"),
    ("2026-01-31", "CENTRO CAMBUI", "CONSULTAS", "CONSULTA CLINICA", 200.0, "ANA TESTE"),
    ("2026-01-15", CARD, "CARTAO", "ADESAO", 120.0, "BIA TESTE"),
    ("2026-02-19", "", "CONSULTAS", "CONSULTA CLINICA", 10.0, "ANA TESTE"),
    ("2025-02-10", "CENTRO CAMBUI", "CONSULTAS", "CONSULTA CLINICA", 500.0, "ANA TESTE"),
    ("2025-02-25", "OURO VERDE", "EXAMES", "RAIO X", 700.0, "ANA TESTE"),
    ("2025-12-01", "SHOPPING CAMPINAS", "EXAMES", "ULTRASSOM", 900.0, "BIA TESTE"),
    ("2024-01-20", "OURO VERDE", "CONSULTAS", "CONSULTA CLINICA", 1000.0, "ANA TESTE"),
    ("2024-02-19", "CENTRO CAMBUI", "CONSULTAS", "CONSULTA CLINICA", 50.0, "BIA TESTE"),
];

/// Applications that know [`LINES`], on both engines.
pub async fn each_clinic() -> Vec<TestApp> {
    let apps = each_app().await;
    for app in &apps {
        bill(&app.app, &LINES).await;
    }
    apps
}

/// Writes lines and sums them.
pub async fn bill(app: &App, lines: &[Line<'_>]) {
    const LINE: &str = "INSERT INTO faturamento_analitico
        (data_do_pagamento, unidade, grupo, procedimento, total_pago, usuario_da_conta) VALUES (?, ?, ?, ?, ?, ?)";
    in_transaction!(&app.db, tx => {
        for (day, unit, group, procedure, reais, account) in lines {
            sqlx::query(LINE).bind(day).bind(unit).bind(group).bind(procedure).bind(reais).bind(account)
                .execute(&mut **tx).await?;
        }
        Ok(())
    })
    .unwrap();
    summaries::rebuild_now(&app.db, &Scope::Everything, &app.clock.stamp()).await.unwrap();
}
