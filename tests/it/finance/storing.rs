//! A report into the tables: rules, guards, refunds, repetition.

use hub_lib::{connectors::feegow::report::ReportError, jobs::Outcome};

use super::source::{HEADERS, Scripted, assert_consistent, report, row, run, stored};
use crate::support::{databases, legacy::execute};

fn day(amounts: &[&str]) -> Vec<Vec<String>> {
    amounts.iter().map(|amount| row("18/02/2026", "18/02/2026", amount, "Consulta")).collect()
}

fn many(count: usize) -> Vec<Vec<String>> {
    (1..=count).map(|n| row("18/02/2026", "18/02/2026", &format!("{n},00"), "Consulta")).collect()
}

#[tokio::test]
async fn a_day_is_replaced_and_the_second_run_changes_nothing() {
    for database in databases().await {
        let db = &database.db;
        execute(
            db,
            "INSERT INTO faturamento_analitico (data_do_pagamento, unidade, total_pago) VALUES
             ('18/02/2026', 'X', 1), ('2026-02-18', 'X', 2), ('2026-02-17', 'X', 3), ('17/02/2026', 'X', 4)",
        )
        .await;
        let source = Scripted::new(vec![report(vec![
            row("18/02/2026", "18/02/2026", "150,00", "Consulta Cardiologia"),
            row("18/02/2026", "18/02/2026", "1.234,56", "Hemograma Completo"),
            row("18/02/2026", "01/02/2026", "-20,00", "Consulta Cardiologia"),
            row("18/02/2026", "18/02/2026", "-99.999.999,99", "Ajuste"),
            row("Total", "", "1.364,56", ""),
        ])]);
        let expected = [
            "2026-02-17|300|",
            "2026-02-18|-2000|Consulta Cardiologia|",
            "2026-02-18|15000|Consulta Cardiologia|",
            "2026-02-18|123456|Hemograma Completo|",
        ];
        for _ in 0..2 {
            assert_eq!(run(db, &source, 0).await, Outcome::Done("3 registros".into()));
            let lines = stored(db).await;
            assert_eq!(lines.iter().filter(|line| line.starts_with("2026")).collect::<Vec<_>>(), expected);
            assert_eq!(lines.len(), 5, "the other spelling of the day is replaced, too: {lines:?}");
            assert_consistent(db).await;
        }
    }
}

#[tokio::test]
async fn days_are_read_one_by_one_and_a_failed_one_does_not_stop_the_others() {
    for database in databases().await {
        let db = &database.db;
        let source = Scripted::new(vec![
            Err(ReportError::NoTable),
            report(vec![row("17/02/2026", "17/02/2026", "10,00", "Consulta")]),
            report(day(&["20,00"])),
        ]);
        assert_eq!(run(db, &source, 2).await, Outcome::Partial("2 registros | falhou: 16/02/2026".into()));
        assert_eq!(source.asked(), ["2026-02-16", "2026-02-17", "2026-02-18"]);
        assert_eq!(stored(db).await, ["2026-02-17|1000|Consulta|", "2026-02-18|2000|Consulta|"]);
        for (error, text) in [
            (ReportError::NoTable, "Tabela do relatório não encontrada"),
            (ReportError::NeedsBrowser, "Relatório indisponível por HTTP; configure CHROMIUM_PATH"),
        ] {
            assert_eq!(run(db, &Scripted::new(vec![Err(error)]), 1).await, Outcome::Failed(text.into()));
        }
        assert!(matches!(run(db, &Scripted::new(vec![Err(ReportError::Busy)]), 1).await, Outcome::Skipped(_)));
        assert_eq!(stored(db).await.len(), 2);
        assert_consistent(db).await;
    }
}

#[tokio::test]
async fn a_suspiciously_short_report_is_read_again_and_then_refused() {
    for database in databases().await {
        let db = &database.db;
        run(db, &Scripted::new(vec![report(many(20))]), 0).await;

        let short = Scripted::new(vec![report(many(15))]);
        let text = "Coleta parcial suspeita: 15 de 20 linhas; dados mantidos";
        assert_eq!(run(db, &short, 0).await, Outcome::Partial(text.into()));
        assert_eq!((short.asked().len(), stored(db).await.len()), (2, 20));

        let recovered = Scripted::new(vec![report(many(15)), report(many(21))]);
        assert_eq!(run(db, &recovered, 0).await, Outcome::Done("21 registros".into()));
        let shrunk = Scripted::new(vec![report(many(17))]);
        assert_eq!(run(db, &shrunk, 0).await, Outcome::Done("17 registros".into()), "81 % is no suspicion");
        assert_eq!(run(db, &Scripted::new(vec![report(many(1))]), 0).await, Outcome::Done("1 registros".into()));
    }
}

#[tokio::test]
async fn an_empty_report_replaces_nothing() {
    for database in databases().await {
        let db = &database.db;
        let empty = Scripted::new(vec![report(vec![])]);
        assert_eq!(run(db, &empty, 0).await, Outcome::Done("0 registros".into()));
        run(db, &Scripted::new(vec![report(day(&["1,00", "2,00"]))]), 0).await;
        let text = "Relatório vazio; 2 registros mantidos";
        assert_eq!(run(db, &empty, 0).await, Outcome::Partial(text.into()));
        assert_eq!(stored(db).await.len(), 2);
    }
}

#[tokio::test]
async fn an_old_refund_is_booked_once_however_many_reports_list_it() {
    for database in databases().await {
        let db = &database.db;
        let refund = || row("17/02/2026", "02/02/2026", "-20,00", "Consulta");
        let first = vec![refund(), row("17/02/2026", "17/02/2026", "5,00", "Consulta")];
        // Two equal refunds the next day: one of them was booked already.
        let second = vec![refund(), refund(), row("18/02/2026", "18/02/2026", "6,00", "Consulta")];
        let expected = [
            "2026-02-17|-2000|Consulta|",
            "2026-02-17|500|Consulta|",
            "2026-02-18|-2000|Consulta|",
            "2026-02-18|600|Consulta|",
        ];
        for _ in 0..2 {
            let source = Scripted::new(vec![report(first.clone()), report(second.clone())]);
            run(db, &source, 1).await;
            assert_eq!(stored(db).await, expected);
            assert_consistent(db).await;
        }
    }
}

#[tokio::test]
async fn a_refund_that_an_older_system_booked_every_day_is_reduced_to_its_first_booking() {
    for database in databases().await {
        let db = &database.db;
        let refund = row("17/02/2026", "02/02/2026", "-20,00", "Consulta");
        for day in ["2026-02-17", "2026-02-18"] {
            execute(
                db,
                &format!(
                    "INSERT INTO faturamento_analitico VALUES ('17/02/2026', '{day}', '', 'PIX', 'Particular', 0, NULL,
                     -20, -20, -20, 'Paciente Exemplo Um', 'Consulta', 'Atendente Modelo', 'Consulta', 'Consultas',
                     'OURO VERDE', 1001, '2026-02-18 14:00:00', 'Caixa Modelo', NULL, NULL)"
                ),
            )
            .await;
        }
        let source = Scripted::new(vec![report(vec![refund.clone()]), report(vec![refund.clone()])]);
        run(db, &source, 1).await;
        assert_eq!(stored(db).await, ["2026-02-17|-2000|Consulta|"]);
        assert_consistent(db).await;
    }
}

#[tokio::test]
async fn lines_of_another_day_are_kept_as_often_as_the_report_has_them() {
    for database in databases().await {
        let db = &database.db;
        let other = || row("18/02/2026", "10/02/2026", "30,00", "Consulta");
        let rows = |copies: usize| {
            let mut rows = day(&["1,00"]);
            rows.extend((0..copies).map(|_| other()));
            rows
        };
        execute(
            db,
            "INSERT INTO faturamento_analitico (data_do_pagamento, procedimento, total_pago) VALUES
             ('2026-02-10', 'consulta', 30), ('10/02/2026', 'Exame', 7)",
        )
        .await;
        for copies in [2, 2, 1, 3] {
            let source = Scripted::new(vec![report(rows(copies))]);
            assert_eq!(run(db, &source, 0).await, Outcome::Done(format!("{} registros", copies + 1)));
            let lines = stored(db).await;
            assert_eq!(lines.iter().filter(|line| *line == "2026-02-10|3000|Consulta|").count(), copies);
            assert_eq!(lines.len(), copies + 3, "{lines:?}");
            assert_consistent(db).await;
        }
    }
}

#[tokio::test]
async fn a_report_without_account_user_or_with_new_columns_is_stored_and_told() {
    for database in databases().await {
        let db = &database.db;
        let mut table = report(day(&["1,00"])).unwrap();
        table.headers.truncate(17);
        table.rows.iter_mut().for_each(|row| row.truncate(17));
        table.headers.push("Quantidade".into());
        table.rows[0].push("2".into());
        let text = "1 registros | sem 'Usuário da conta' | colunas novas: Quantidade";
        assert_eq!(run(db, &Scripted::new(vec![Ok(table.clone())]), 0).await, Outcome::Partial(text.into()));
        let sql = "SELECT CONCAT_WS('|', extra_json, COALESCE(usuario_da_conta, 'null')) FROM faturamento_analitico";
        assert_eq!(crate::support::legacy::texts(db, sql).await.concat(), [r#"{"Quantidade":"2"}|null"#]);

        table.headers[15] = "Filial".into();
        let text = "Relatório sem a coluna: unidade";
        assert_eq!(run(db, &Scripted::new(vec![Ok(table)]), 0).await, Outcome::Failed(text.into()));
        assert_eq!(stored(db).await.len(), 1);
        assert_eq!(HEADERS.len(), 18);
    }
}

#[tokio::test]
async fn empty_summaries_are_filled_before_anything_is_read() {
    for database in databases().await {
        let db = &database.db;
        execute(
            db,
            "INSERT INTO faturamento_analitico (data_do_pagamento, unidade, total_pago) VALUES
             ('03/01/2022', 'X', 1), ('2023-05-06', 'X', 2), (NULL, 'X', 4)",
        )
        .await;
        assert_eq!(
            run(db, &Scripted::new(vec![Err(ReportError::NoTable)]), 0).await,
            Outcome::Failed("Tabela do relatório não encontrada".into())
        );
        assert_consistent(db).await;
        execute(db, "UPDATE faturamento_resumo_diario SET qtd = 9 WHERE data_ref = '2022-01-03'").await;
        let outcome = run(db, &Scripted::new(vec![report(day(&["1,00"]))]), 0).await;
        let text = "1 registros | divergência resumo: 03/01/2022; mês 01/2022";
        assert_eq!(outcome, Outcome::Partial(text.into()));
    }
}
