//! The revenue summaries: grouping, whole months, repetition.

use hub_lib::{
    db::Db,
    finance::{
        model::Scope,
        summaries::{self, Rebuilt},
    },
    kernel::{Cents, Period},
};

use crate::support::{
    databases,
    legacy::{execute, texts},
};

const NOW: &str = "2026-02-18 19:00:00";

async fn rebuild(db: &Db, scope: impl Into<Scope>) -> Rebuilt {
    summaries::rebuild_now(db, &scope.into(), NOW).await.unwrap()
}

fn period(first: &str, last: &str) -> Period {
    Period::new(first.parse().unwrap(), last.parse().unwrap())
}

/// Rows of one text. SQLite writes a rounded number as `1.0`.
async fn lines(db: &Db, sql: &str) -> Vec<String> {
    texts(db, sql).await.concat().into_iter().map(|row| row.replace(".0|", "|")).collect()
}

async fn days(db: &Db) -> Vec<String> {
    let sql = "SELECT CONCAT_WS('|', data_ref, unidade, grupo, procedimento, SUBSTR(procedimento_key, 1, 8),
                             CAST(ROUND(total_pago * 100) AS SIGNED), qtd)
               FROM faturamento_resumo_diario ORDER BY data_ref, unidade, grupo, procedimento_key";
    lines(db, sql).await
}

async fn months(db: &Db) -> Vec<String> {
    let sql = "SELECT CONCAT_WS('|', month_ref, unidade, grupo, procedimento, SUBSTR(procedimento_key, 1, 8),
                             CAST(ROUND(total_pago * 100) AS SIGNED), qtd)
               FROM faturamento_resumo_mensal ORDER BY month_ref, unidade, grupo, procedimento_key";
    lines(db, sql).await
}

#[tokio::test]
async fn the_worked_example_of_one_day() {
    for database in databases().await {
        let db = &database.db;
        execute(
            db,
            "INSERT INTO faturamento_analitico (data_do_pagamento, unidade, grupo, procedimento, total_pago) VALUES
             ('18/02/2026', 'U1', 'Consultas', 'Consulta Cardiologia', 150),
             ('2026-02-18', 'U1', 'Consultas', 'Consulta Cardiologia', 150),
             ('2026-02-18', 'U1', 'Consultas', ' Consulta Cardiologia ', -20),
             ('2026-02-18', 'U1', 'Exames', 'Hemograma Completo', 0),
             ('2026-02-18', 'U1', NULL, NULL, 10),
             ('2026-02-18', 'U1', '', '', 5),
             (NULL, 'U1', 'Consultas', 'Consulta Cardiologia', 77),
             ('2026-02-19', 'U1', 'Consultas', 'Consulta Cardiologia', 9)",
        )
        .await;

        let day: chrono::NaiveDate = "2026-02-18".parse().unwrap();
        let rebuilt = rebuild(db, day).await;

        assert_eq!((rebuilt.lines, rebuilt.total), (6, Cents(29_500)));
        let expected = [
            "U1|||d41d8cd9|1500|2",
            "U1|Consultas|Consulta Cardiologia|110db5c4|28000|3",
            "U1|Exames|Hemograma Completo|57114c55|0|1",
        ];
        assert_eq!(days(db).await, expected.map(|row| format!("2026-02-18|{row}")));
        assert_eq!(months(db).await, expected.map(|row| format!("2026-02|{row}")));
        assert_eq!(rebuilt.changed_rows, 6);
        let again = rebuild(db, day).await;
        assert_eq!(again, Rebuilt { changed_rows: 0, ..rebuilt }, "the second time changes nothing");
        assert_eq!(days(db).await, expected.map(|row| format!("2026-02-18|{row}")));
    }
}

#[tokio::test]
async fn a_range_that_begins_in_mid_month_leaves_the_whole_month_right() {
    for database in databases().await {
        let db = &database.db;
        execute(
            db,
            "INSERT INTO faturamento_analitico (data_do_pagamento, unidade, grupo, procedimento, total_pago) VALUES
             ('31/01/2026', 'U1', 'G', 'P', 1), ('2026-02-03', 'U1', 'G', 'P', 2), ('2026-02-20', 'U1', 'G', 'p', 4),
             ('2026-03-09', 'U1', 'G', 'P', 8), ('2026-03-10', 'U1', 'G', 'P', 16)",
        )
        .await;
        rebuild(db, Scope::Everything).await;
        let all = months(db).await;
        assert_eq!(all.len(), 3);

        rebuild(db, period("2026-02-10", "2026-03-09")).await;

        assert_eq!(months(db).await, all);
        // Long periods are read in another way.
        rebuild(db, period("2025-01-01", "2026-03-09")).await;
        assert_eq!(months(db).await, all);
        execute(db, "DELETE FROM faturamento_analitico WHERE data_do_pagamento = '2026-02-20'").await;
        rebuild(db, period("2026-02-10", "2026-02-28")).await;
        let totals: Vec<String> =
            months(db).await.iter().filter_map(|row| row.split('|').nth(5).map(Into::into)).collect();
        assert_eq!(totals, ["100", "200", "2400"]);
    }
}

#[tokio::test]
async fn names_that_only_the_collation_takes_for_equal_do_not_fail_a_rebuild() {
    for database in databases().await {
        let db = &database.db;
        // The sharp s equals "ss" for MySQL, not for fold.
        execute(
            db,
            "INSERT INTO faturamento_analitico (data_do_pagamento, unidade, grupo, procedimento, total_pago) VALUES
             ('2026-02-18', 'Straße', 'G', 'P', 1.1), ('2026-02-18', 'Strasse', 'G', 'P', 2.2),
             ('2026-02-18', 'CAMBUÍ', 'g', 'p', 3), ('2026-02-18', 'Cambui ', 'G ', ' P', 4)",
        )
        .await;
        execute(
            db,
            &format!(
                "INSERT INTO faturamento_analitico (data_do_pagamento, unidade, grupo, procedimento, total_pago)
                 VALUES ('2026-02-18', 'U', 'G', '{}', 5)",
                "ç".repeat(300)
            ),
        )
        .await;
        let rebuilt = rebuild(db, Scope::Everything).await;
        assert_eq!((rebuilt.lines, rebuilt.total), (5, Cents(1_530)));
        let sql = "SELECT CONCAT_WS('|', CAST(ROUND(SUM(total_pago) * 100) AS SIGNED), CAST(SUM(qtd) AS SIGNED))
                   FROM faturamento_resumo_";
        for table in ["diario", "mensal"] {
            assert_eq!(lines(db, &format!("{sql}{table}")).await, ["1530|5"]);
        }
    }
}
