//! `hub simulate --fill`: the same plan gives the same rows, on both engines, and no data is lost unasked.

use std::process::{Command, Output};

use hub_lib::{
    db::Db,
    kernel::Clock,
    on_engine, on_writer,
    simulator::fill::{FillError, Plan, fill},
};
use sha2::{Digest, Sha256};
use sqlx::AssertSqlSafe;

use crate::support::{MySqlDatabase, empty_databases, legacy};

const PLAN: Plan = Plan {
    seed: 7,
    today: chrono::NaiveDate::from_ymd_opt(2026, 2, 18).unwrap(),
    billing: 6000,
    appointments: 2000,
    proposals: 800,
    contracts: 300,
};

/// What is written of each table, amounts in centavos.
const WRITTEN: [(&str, &[&str]); 4] = [
    (
        "faturamento_analitico",
        &[
            "data_de_referência",
            "data_do_pagamento",
            "data_removida",
            "forma_de_pagamento",
            "tipo",
            "desconto * 100",
            "acréscimo * 100",
            "valor_produzido * 100",
            "total_bruto * 100",
            "total_pago * 100",
            "paciente",
            "procedimento",
            "usuário_que_agendou",
            "tipo_do_procedimento",
            "grupo",
            "unidade",
            "prontuário * 1",
            "updated_at",
            "usuario_da_conta",
        ],
    ),
    (
        "feegow_appointments",
        &[
            "appointment_id * 1",
            "date",
            "status_id * 1",
            "value * 100",
            "specialty",
            "professional_name",
            "procedure_group",
            "scheduled_by",
            "unit_name",
            "updated_at",
            "scheduled_at",
        ],
    ),
    (
        "feegow_proposals",
        &[
            "proposal_id * 1",
            "date",
            "status",
            "unit_name",
            "professional_name",
            "total_value * 100",
            "items_json",
            "updated_at",
        ],
    ),
    (
        "feegow_contracts",
        &[
            "registration_number",
            "contract_id",
            "created_at",
            "start_date",
            "patient_name",
            "plan_name",
            "status_contract",
            "status_financial",
            "recurrence_value * 100",
            "membership_value * 100",
            "updated_at",
        ],
    ),
];

/// A hash of every value of the filled tables, whatever the order of the rows.
async fn checksum(db: &Db) -> String {
    let whole = if db.provider() == "mysql" { "SIGNED" } else { "INTEGER" };
    let mut hash = Sha256::new();
    for (table, columns) in WRITTEN {
        let text = |column: &&str| match column.contains('*') {
            true => format!("COALESCE(CAST(CAST(ROUND({column}) AS {whole}) AS CHAR), '~')"),
            false => format!("COALESCE(CAST({column} AS CHAR), '~')"),
        };
        let list: Vec<String> = columns.iter().map(text).collect();
        let mut rows = legacy::texts(db, &format!("SELECT {} FROM {table}", list.join(", "))).await;
        rows.sort();
        hash.update(format!("{table}{rows:?}"));
    }
    hex::encode(hash.finalize())
}

async fn count(db: &Db, of: &str) -> i64 {
    let sql = format!("SELECT COUNT(*) FROM {of}");
    on_engine!(db, pool => sqlx::query_scalar(AssertSqlSafe(sql.clone())).fetch_one(pool).await).unwrap()
}

async fn run(db: &Db, plan: &Plan, replace: bool) -> Result<(), FillError> {
    fill(db, plan, replace, &Clock::manual_at("2026-02-18 12:00:00"), |_, _, _| {}).await
}

#[tokio::test]
async fn a_plan_gives_the_same_rows_twice_and_on_both_engines() {
    let mut sums = Vec::new();
    for database in empty_databases().await {
        let db = &database.db;
        run(db, &PLAN, false).await.unwrap();
        let first = checksum(db).await;
        run(db, &PLAN, true).await.unwrap();
        assert_eq!(checksum(db).await, first, "{}", db.provider());
        run(db, &Plan { seed: 8, ..PLAN }, true).await.unwrap();
        assert_ne!(checksum(db).await, first, "another seed");
        sums.push(first);
    }
    sums.dedup();
    assert_eq!(sums.len(), 1, "{sums:?}");
}

#[tokio::test]
async fn the_rows_are_as_untidy_as_years_of_use_leave_them() {
    for database in empty_databases().await {
        let db = &database.db;
        run(db, &PLAN, false).await.unwrap();
        for (of, low, high) in [
            ("faturamento_analitico", 6000, 6000),
            ("faturamento_analitico WHERE data_do_pagamento LIKE '%/%'", 200, 400),
            ("faturamento_analitico WHERE data_do_pagamento IS NULL", 1, 3),
            ("faturamento_analitico WHERE total_pago < 0", 40, 140),
            ("faturamento_analitico WHERE total_pago = 0", 100, 1500),
            ("faturamento_analitico WHERE total_pago IS NULL", 5, 50),
            ("faturamento_analitico WHERE paciente LIKE ' _%'", 30, 120),
            ("faturamento_analitico WHERE grupo IS NULL", 5, 60),
            ("faturamento_analitico WHERE unidade LIKE '%RESOLVECARD GESTÃO DE BENEFICOS%'", 350, 650),
            ("faturamento_analitico WHERE usuario_da_conta IS NULL", 2000, 3000),
            ("faturamento_analitico WHERE CHAR_LENGTH(procedimento) > 191", 1, 3),
            ("feegow_appointments", 2000, 2000),
            ("feegow_appointments WHERE date > '2026-02-18'", 20, 70),
            ("feegow_appointments WHERE scheduled_at = ''", 10, 90),
            ("feegow_proposals", 800, 800),
            ("feegow_proposals WHERE items_json LIKE '%u00%'", 200, 790),
            ("feegow_contracts", 300, 300),
            ("feegow_contracts WHERE registration_number NOT LIKE 'RS-%'", 1, 30),
        ] {
            let of = if db.provider() == "sqlite" { of.replace("CHAR_LENGTH", "LENGTH") } else { of.to_owned() };
            let found = count(db, &of).await;
            assert!((low..=high).contains(&found), "{}: {found} {of}", db.provider());
        }
        let days = "(SELECT DISTINCT date FROM feegow_appointments) AS days";
        assert!(count(db, days).await > 1000, "spread over the years");
    }
}

#[tokio::test]
async fn data_is_only_replaced_when_told_so() {
    for database in empty_databases().await {
        let db = &database.db;
        hub_lib::db::migrate(db).await.unwrap();
        let somebody = "INSERT INTO goals_config (name, scope, target_value) VALUES ('Meta', 'CLINIC', 1)";
        on_writer!(db, pool => sqlx::query(somebody).execute(pool).await.map(|_| ())).unwrap();
        let refused = run(db, &PLAN, false).await.unwrap_err();
        assert_eq!(refused.to_string(), "the database holds data already, in goals_config");
        assert_eq!(count(db, "feegow_contracts").await, 0);
        run(db, &PLAN, true).await.unwrap();
        assert_eq!((count(db, "feegow_contracts").await, count(db, "goals_config").await), (300, 1));
    }
}

#[tokio::test]
async fn a_database_of_the_former_system_keeps_its_schema() {
    for database in empty_databases().await {
        let db = &database.db;
        legacy::Legacy::production().build_tables(db).await;
        run(db, &PLAN, false).await.unwrap();
        let filled = checksum(db).await;
        let report = hub_lib::db::migrate(db).await.unwrap();
        assert!(!report.changes.is_empty(), "it was still the former schema");
        assert_eq!(checksum(db).await, filled);
    }
}

fn hub(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hub"));
    command.args(arguments).env_clear().env("MYSQL_URL", "mysql://root:hush@127.0.0.1:9/never");
    command.current_dir(std::env::temp_dir()).output().unwrap()
}

#[tokio::test]
async fn the_command_fills_the_named_database_and_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let mut places = vec![folder.path().join("measured.db").display().to_string()];
    let server = MySqlDatabase::create().await;
    places.extend(server.iter().map(|database| database.url().to_owned()));
    for place in &places {
        let mut arguments = vec!["simulate", "--fill", "--database", place, "--today", "2026-02-18"];
        arguments.extend(["--billing", "500", "--appointments", "30", "--proposals", "20", "--contracts", "10"]);
        let filled = hub(&arguments);
        let told = String::from_utf8(filled.stdout).unwrap();
        assert!(filled.status.success(), "{}", String::from_utf8_lossy(&filled.stderr));
        assert!(told.contains("faturamento_analitico       500 rows"), "{told}");
        let again = hub(&arguments);
        assert_eq!(again.status.code(), Some(2));
        let told = String::from_utf8(again.stderr).unwrap();
        assert!(told.contains("feegow_contracts") && told.contains("--replace"), "{told}");
        arguments.push("--replace");
        assert!(hub(&arguments).status.success());
    }
    for wrong in [&["simulate", "--fill"][..], &["simulate", "--database", "x.db"], &["simulate", "--replace"]] {
        assert_eq!(hub(wrong).status.code(), Some(2), "{wrong:?}");
    }
}
