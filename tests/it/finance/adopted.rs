//! A database that the former system left: accented columns, texts everywhere, both spellings of a day.

use std::sync::Arc;

use hub_lib::{connectors::feegow::report::ReportTable, db, finance::model::Scope, finance::summaries, jobs::Outcome};

use super::source::{Scripted, assert_consistent, report, row, run, stored};
use crate::support::{
    TestDatabase, empty_databases,
    legacy::{Legacy, execute, texts},
};

async fn adopted(database: &TestDatabase, legacy: &Legacy) {
    legacy.build_tables(&database.db).await;
    execute(
        &database.db,
        "INSERT INTO faturamento_analitico (data_de_referência, data_do_pagamento, total_pago, procedimento, grupo,
                                            unidade, prontuário, updated_at) VALUES
         ('17/02/2026', '17/02/2026', 10.005, ' Consulta', 'Consultas', 'OURO VERDE', 7, NULL),
         ('17/02/2026', '2026-02-17', 20, 'CONSULTA', NULL, ' OURO VERDE', NULL, '2026-02-17 19:00:00'),
         ('18/02/2026', '18/02/2026', 30, NULL, NULL, NULL, NULL, NULL),
         (NULL, NULL, 99, NULL, NULL, NULL, NULL, NULL)",
    )
    .await;
    db::migrate(&database.db).await.unwrap();
}

fn day() -> Arc<Scripted> {
    Scripted::new(vec![report(vec![
        row("18/02/2026", "18/02/2026", "150,00", "Consulta Cardiologia"),
        row("18/02/2026", "18/02/2026", "1.234,56", "Hemograma Completo"),
    ])])
}

#[tokio::test]
async fn an_adopted_table_is_read_and_written_under_its_own_names() {
    let production = Legacy::production();
    let accented = Legacy::production().without_column("faturamento_analitico", "usuario_da_conta").with_column(
        "faturamento_analitico",
        "usuário_da_conta",
        "text",
    );
    let without = Legacy::production().without_column("faturamento_analitico", "usuario_da_conta");
    for (legacy, column) in
        [(production, "usuario_da_conta"), (accented, "usuário_da_conta"), (without, "usuario_da_conta")]
    {
        for database in empty_databases().await {
            let db = &database.db;
            adopted(&database, &legacy).await;
            for _ in 0..2 {
                assert_eq!(run(db, &day(), 0).await, Outcome::Done("2 registros".into()));
                let lines = stored(db).await;
                assert_eq!(lines.len(), 5, "both spellings of the day are replaced, all else stays: {lines:?}");
                assert_consistent(db).await;
            }
            let sql = format!(
                "SELECT CONCAT_WS('|', data_de_referência, `{column}`, CAST(prontuário AS CHAR), usuário_que_agendou)
                 FROM faturamento_analitico WHERE data_do_pagamento = '2026-02-18' ORDER BY total_pago"
            );
            let found = texts(db, &sql).await.concat();
            assert_eq!(found[0].replace(".0|", "|"), "18/02/2026|Caixa Modelo|1001|Atendente Modelo");
        }
    }
}

#[tokio::test]
async fn both_spellings_of_a_day_are_one_day_in_the_sums() {
    for database in empty_databases().await {
        let db = &database.db;
        adopted(&database, &Legacy::production()).await;
        summaries::rebuild_now(db, &Scope::Everything, "2026-02-18 19:00:00").await.unwrap();
        let sql = "SELECT CONCAT_WS('|', data_ref, unidade, grupo, procedimento, CAST(ROUND(total_pago * 100) AS SIGNED), qtd)
                   FROM faturamento_resumo_diario ORDER BY data_ref, unidade, grupo";
        let days: Vec<String> = texts(db, sql).await.concat().into_iter().map(|row| row.replace(".0|", "|")).collect();
        assert_eq!(
            days,
            [
                "2026-02-17|OURO VERDE||CONSULTA|2000|1",
                "2026-02-17|OURO VERDE|Consultas|Consulta|1001|1",
                "2026-02-18||||3000|1"
            ]
        );
        assert_consistent(db).await;
    }
}

#[tokio::test]
async fn an_old_refund_stored_by_the_former_system_is_recognised() {
    for database in empty_databases().await {
        let db = &database.db;
        adopted(&database, &Legacy::production()).await;
        execute(
            db,
            "INSERT INTO faturamento_analitico (data_de_referência, data_do_pagamento, forma_de_pagamento, tipo, desconto,
                 valor_produzido, total_bruto, total_pago, paciente, procedimento, usuário_que_agendou,
                 tipo_do_procedimento, grupo, unidade, prontuário, usuario_da_conta)
             VALUES ('17/02/2026', '17/02/2026', 'PIX', 'Particular', 0, -20, -20, -20, 'Paciente Exemplo Um', 'Consulta ',
                     'Atendente Modelo', 'Consulta', 'Consultas', 'OURO VERDE', 1001, 'Caixa Modelo')",
        )
        .await;
        let table: ReportTable = report(vec![
            row("17/02/2026", "01/02/2026", "-20,00", "Consulta"),
            row("18/02/2026", "18/02/2026", "1,00", "Consulta"),
        ])
        .unwrap();
        assert_eq!(run(db, &Scripted::new(vec![Ok(table)]), 0).await, Outcome::Done("1 registros".into()));
        let refunds = stored(db).await.iter().filter(|line| line.contains("|-2000|")).count();
        assert_eq!(refunds, 1);
        assert_consistent(db).await;
    }
}
