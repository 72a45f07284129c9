//! Building and adopting databases.

use std::{
    process::{Command, Stdio},
    time::Duration,
};

use hub_lib::{
    config::{Config, DatabaseConfig, Env, MySqlConfig, RunAs, TlsMode},
    db::{self, Db},
    kernel::Clock,
    on_engine,
};
use secrecy::{ExposeSecret, SecretString};
use sqlx::Connection;

use crate::support::{
    MySqlDatabase, TestDatabase, databases, empty_databases,
    legacy::{Legacy, execute, texts},
};

/// The operator's queries, as the runbook has them.
const RUNBOOK: [&str; 6] = [
    "SELECT service_name, status, last_run, details\nFROM system_status\nORDER BY last_run DESC;",
    "SELECT COUNT(*) qtd, SUM(total_pago) total FROM faturamento_analitico;",
    "SELECT SUM(qtd) qtd, SUM(total_pago) total FROM faturamento_resumo_diario;",
    "SELECT SUM(qtd) qtd, SUM(total_pago) total FROM faturamento_resumo_mensal;",
    "SELECT * \nFROM faturamento_backfill_checkpoint\nORDER BY year, month;",
    "SELECT COUNT(*) \nFROM feegow_appointments\nWHERE scheduled_at BETWEEN CONCAT(CURDATE(),' 00:00:00') AND CONCAT(CURDATE(),' 23:59:59');",
];

async fn assert_nothing_left(db: &Db) {
    let again = db::migrate(db).await.unwrap();
    assert!(again.changes.is_empty(), "{}: {:?}", db.provider(), again.changes);
}

#[tokio::test]
async fn an_empty_database_gets_the_schema_and_a_second_run_changes_nothing() {
    for database in empty_databases().await {
        let planned = db::plan(&database.db).await.unwrap();
        let report = db::migrate(&database.db).await.unwrap();
        assert_eq!(planned.changes, report.changes, "the preview lists the very steps");
        assert_eq!(report.changes.len(), report.tables);
        assert!(report.warnings.is_empty(), "{:?}", report.warnings);
        assert_nothing_left(&database.db).await;
        assert!(db::plan(&database.db).await.unwrap().changes.is_empty());
        let booked = texts(&database.db, "SELECT CAST(COUNT(*) AS CHAR) FROM hub_schema_migrations").await;
        let pairs = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/mysql")).unwrap().count();
        assert_eq!(booked, [[pairs.to_string()]]);
    }
}

#[tokio::test]
async fn the_runbook_works_verbatim_on_a_new_and_on_an_adopted_database() {
    let Some(new) = TestDatabase::mysql().await else { return };
    let Some(adopted) = TestDatabase::empty_mysql().await else { return };
    Legacy::production().build(&adopted.db).await;
    for sql in RUNBOOK {
        execute(&adopted.db, sql).await;
    }
    db::migrate(&adopted.db).await.unwrap();
    for sql in RUNBOOK {
        execute(&new.db, sql).await;
        execute(&adopted.db, sql).await;
    }
}

#[tokio::test]
async fn adopting_loses_nothing_reports_what_is_shared_and_is_done_once() {
    for database in empty_databases().await {
        let db = &database.db;
        let legacy = Legacy::production();
        legacy.build(db).await;
        let before = legacy.rows(db).await;

        let planned = db::plan(db).await.unwrap();
        assert_eq!(legacy.rows(db).await, before, "a preview changes nothing");
        let report = db::migrate(db).await.unwrap();
        assert_eq!(planned.changes, report.changes);
        assert_eq!(planned.warnings, report.warnings);
        assert_eq!(legacy.rows(db).await, before, "{}: every row is as it was", db.provider());
        assert_nothing_left(db).await;
        assert_eq!(legacy.rows(db).await, before);

        let warnings = report.warnings.join("\n");
        for expected in [
            "users(email): several rows share a value",
            "ana@example.com (2 rows)",
            "user_teams(user_name, team_id)",
            "teams_master(name)",
            "faturamento_analitico.data_do_pagamento: 1 rows hold DD/MM/YYYY",
        ] {
            assert!(warnings.contains(expected), "{}: {expected} in\n{warnings}", db.provider());
        }
        assert!(!warnings.contains("type "), "{warnings}");
    }
}

#[tokio::test]
async fn adopting_adds_the_indexes_that_large_tables_need() {
    let Some(database) = TestDatabase::empty_mysql().await else { return };
    Legacy::production().build(&database.db).await;
    db::migrate(&database.db).await.unwrap();
    let found = texts(
        &database.db,
        "SELECT CAST(table_name AS CHAR), CAST(GROUP_CONCAT(CONCAT(column_name, COALESCE(CONCAT('(', sub_part, ')'), ''))
         ORDER BY seq_in_index) AS CHAR) FROM information_schema.statistics WHERE table_schema = DATABASE()
         GROUP BY table_name, index_name",
    )
    .await;
    for (table, columns) in [
        ("recepcao_historico", "dia_referencia(10),unidade_id"),
        ("feegow_appointments", "scheduled_at(19)"),
        ("feegow_appointments", "hub_booked_on,status_id"),
        ("feegow_appointments", "date(10),"),
        ("feegow_appointments", "hub_booker_exact"),
        ("feegow_contracts", "hub_facts,hub_day,recurrence_value,membership_value,hub_contract"),
        ("feegow_proposals", "date,names,total_value"),
        ("faturamento_analitico", "data_do_pagamento(10),"),
        ("professional_registrations", "professional_id"),
        ("professional_documents", "professional_id,doc_type,is_active"),
        ("professional_contracts", "professional_id"),
        ("professional_audit_log", "professional_id,"),
        ("contract_templates", "contract_type,status"),
    ] {
        let present = found.iter().any(|row| row[0] == table && row[1].starts_with(columns));
        assert!(present, "{table} ({columns}) in {found:?}");
    }
}

#[tokio::test]
async fn what_an_earlier_version_computed_for_itself_gives_way_and_no_row_is_lost() {
    for database in [Some(TestDatabase::sqlite().await), TestDatabase::mysql().await].into_iter().flatten() {
        let db = &database.db;
        execute(db, "INSERT INTO feegow_appointments (appointment_id, scheduled_at) VALUES (1, '2026-02-18 10:00:00')")
            .await;
        for earlier in [
            "ALTER TABLE feegow_appointments ADD COLUMN hub_day VARCHAR(10) AS (SUBSTR(scheduled_at, 1, 10)) VIRTUAL",
            "CREATE INDEX idx_feegow_appointments_hub_day ON feegow_appointments (hub_day, status_id, hub_booker)",
            "CREATE INDEX idx_feegow_appointments_booked ON feegow_appointments (scheduled_at, status_id, scheduled_by)",
        ] {
            execute(db, earlier).await;
        }
        let changes = db::migrate(db).await.unwrap().changes;
        assert_eq!(changes.len(), 3, "{changes:?}");
        assert!(changes.iter().all(|change| change.contains("DROP ")), "{changes:?}");
        assert_eq!(db::migrate(db).await.unwrap().changes, [] as [&str; 0]);
        let days = texts(db, "SELECT CAST(hub_booked_on AS CHAR) FROM feegow_appointments").await;
        assert_eq!(days, [["2026-02-18"]]);
    }
}

#[tokio::test]
async fn a_database_that_lacks_one_thing_is_completed() {
    let Some(_) = MySqlDatabase::create().await else { return };
    for (legacy, expected) in [
        (Legacy::production().without_column("faturamento_analitico", "usuario_da_conta"), "usuario_da_conta"),
        (Legacy::production().without_column("goals_config", "team"), "ALTER TABLE goals_config ADD COLUMN team TEXT"),
        (Legacy::production().without_column("espera_medica", "espera_minutos"), "espera_minutos BIGINT"),
        (Legacy::production().without_column("integrations_config", "cookies"), "cookies TEXT"),
        (
            Legacy::production().without_table("feegow_appointments_backfill_checkpoint"),
            "create table feegow_appointments_backfill_checkpoint",
        ),
    ] {
        let database = TestDatabase::empty_mysql().await.unwrap();
        legacy.build(&database.db).await;
        let before = legacy.rows(&database.db).await;
        let report = db::migrate(&database.db).await.unwrap();
        assert!(report.changes.join("\n").contains(expected), "{expected} in {:?}", report.changes);
        assert_eq!(legacy.rows(&database.db).await, before);
        assert_nothing_left(&database.db).await;
    }
}

#[tokio::test]
async fn an_accented_column_counts_as_the_plain_one() {
    for database in empty_databases().await {
        let legacy = Legacy::production().without_column("faturamento_analitico", "usuario_da_conta").with_column(
            "faturamento_analitico",
            "usuário_da_conta",
            "text",
        );
        legacy.build(&database.db).await;
        let changes = db::migrate(&database.db).await.unwrap().changes.join("\n");
        assert!(!changes.contains("ADD COLUMN usu"), "{changes}");
        assert!(changes.contains("ON faturamento_analitico (usuário_da_conta"), "{changes}");
        assert_nothing_left(&database.db).await;
    }
}

#[tokio::test]
async fn a_summary_without_its_key_is_rebuilt_beside_the_old_one() {
    for database in empty_databases().await {
        let db = &database.db;
        let mut legacy = Legacy::production()
            .without_column("faturamento_resumo_diario", "procedimento_key")
            .without_column("faturamento_resumo_mensal", "procedimento_key");
        for table in ["faturamento_resumo_diario", "faturamento_resumo_mensal"] {
            // The key of that age held the procedure instead.
            let indexes = &mut legacy.tables.get_mut(table).unwrap().indexes;
            indexes.retain(|(name, ..)| name != "PRIMARY");
        }
        legacy.build_tables(db).await;
        execute(
            db,
            "INSERT INTO faturamento_analitico (data_do_pagamento, unidade, grupo, procedimento, total_pago) VALUES
             ('18/02/2026', 'U1', 'Consultas', 'Consulta Cardiologia', 150), ('2026-02-18', 'U1', 'Consultas', 'Consulta Cardiologia', 150),
             ('2026-02-18', 'U1', 'Consultas', ' Consulta Cardiologia ', -20), ('2026-02-18', 'U1', 'Exames', 'Hemograma Completo', 0),
             ('2026-02-18', 'U1', NULL, NULL, 10), ('2026-02-18', 'U1', '', '', 5), (NULL, 'U1', '', '', 99);
             INSERT INTO faturamento_resumo_diario (data_ref, unidade, grupo, procedimento, total_pago, qtd)
             VALUES ('2026-02-18', 'U1', 'Consultas', 'Consulta Cardiologia', 300, 2)",
        )
        .await;

        db::migrate(db).await.unwrap();

        let rows = |table: &str, period: &str| {
            format!(
                "SELECT {period}, unidade, grupo, procedimento, procedimento_key, CAST(CAST(total_pago * 100 AS SIGNED) AS CHAR), \
                 CAST(qtd AS CHAR) FROM {table} ORDER BY grupo"
            )
        };
        for (table, period, value) in [
            ("faturamento_resumo_diario", "data_ref", "2026-02-18"),
            ("faturamento_resumo_mensal", "month_ref", "2026-02"),
        ] {
            let expected = [
                [value, "U1", "", "", "d41d8cd98f00b204e9800998ecf8427e", "1500", "2"],
                [value, "U1", "Consultas", "Consulta Cardiologia", "110db5c47dcbe9e5ae79688b6568b69c", "28000", "3"],
                [value, "U1", "Exames", "Hemograma Completo", "57114c5561c7ef47fe4c0c2af8f0b6b7", "0", "1"],
            ];
            let mut found = texts(db, &rows(table, period)).await;
            // SQLite prints whole reals with a fraction.
            found.iter_mut().for_each(|row| row[5] = row[5].trim_end_matches(".0").to_owned());
            assert_eq!(found, expected, "{} {table}", db.provider());
        }
        let kept = texts(db, "SELECT procedimento, CAST(qtd AS CHAR) FROM faturamento_resumo_diario_old").await;
        assert_eq!(kept, [["Consulta Cardiologia", "2"]]);
        assert_nothing_left(db).await;
    }
}

#[tokio::test]
async fn a_younger_production_database_is_adopted_and_still_takes_rows() {
    for database in empty_databases().await {
        let mut legacy = Legacy::production();
        for (table, column, kind) in [
            ("users", "username", "varchar(120)"),
            ("users", "employee_id", "varchar(64)"),
            ("goals_config", "employee_id", "text"),
            ("feegow_appointments", "patient_id", "int"),
            ("feegow_appointments", "procedure_id", "int"),
            ("feegow_appointments", "procedure_name", "text"),
            ("feegow_appointments", "first_appointment_flag", "int"),
            ("feegow_proposals", "patient_id", "int"),
            ("feegow_proposals", "proposal_last_update", "text"),
            ("faturamento_analitico", "data_do_pagamento_original", "text"),
            ("faturamento_analitico", "line_key_hash", "varchar(32)"),
            ("professionals", "payment_minimum_text", "text"),
            ("professionals", "attendance_modes_json", "longtext"),
            ("professional_registrations", "rqe", "varchar(40)"),
        ] {
            legacy = legacy.with_column(table, column, kind);
        }
        let db = &database.db;
        legacy.build(db).await;
        execute(db, "CREATE TABLE some_other_program (id INT); INSERT INTO some_other_program VALUES (1)").await;
        execute(
            db,
            "CREATE UNIQUE INDEX uq_faturamento_analitico_line_key_hash ON faturamento_analitico (line_key_hash)",
        )
        .await;
        let before = legacy.rows(db).await;
        let report = db::migrate(db).await.unwrap();
        assert!(!report.to_string().is_empty() && !report.warnings.join("\n").contains("some_other_program"));
        assert_eq!(legacy.rows(db).await, before);
        execute(
            db,
            "INSERT INTO users (id, name, email, password) VALUES ('new', 'N', 'n@example.com', 'x');
             INSERT INTO goals_config (name, scope, target_value) VALUES ('Meta', 'CLINIC', 10);
             INSERT INTO feegow_appointments (appointment_id, date, scheduled_at) VALUES (5000, '2026-02-18', '2026-02-17 10:00:00');
             INSERT INTO feegow_proposals (proposal_id, date) VALUES (5000, '2026-02-18');
             INSERT INTO faturamento_analitico (data_do_pagamento, total_pago) VALUES ('2026-02-18', 1)",
        )
        .await;
        assert_nothing_left(db).await;
    }
}

#[tokio::test]
async fn the_other_types_of_appointments_are_accepted() {
    let Some(database) = TestDatabase::empty_mysql().await else { return };
    let mut legacy = Legacy::production();
    for (column, kind) in [
        ("appointment_id", "int"),
        ("date", "date"),
        ("status_id", "int"),
        ("value", "decimal(14,2)"),
        ("specialty", "varchar(191)"),
        ("scheduled_by", "varchar(191)"),
        ("updated_at", "datetime"),
        ("scheduled_at", "varchar(50)"),
    ] {
        legacy = legacy.with_column("feegow_appointments", column, kind);
    }
    legacy.build(&database.db).await;
    let before = legacy.rows(&database.db).await;
    let report = db::migrate(&database.db).await.unwrap();
    assert!(!report.warnings.join("\n").contains("feegow_appointments"), "{:?}", report.warnings);
    assert_eq!(legacy.rows(&database.db).await, before);
    assert_nothing_left(&database.db).await;
}

#[tokio::test]
async fn a_table_recreated_by_the_former_system_gets_its_additions_again() {
    for database in databases().await {
        execute(
            &database.db,
            "DROP TABLE feegow_contracts; CREATE TABLE feegow_contracts (registration_number VARCHAR(191) NOT NULL PRIMARY KEY, patient_name TEXT);
             DROP TABLE espera_medica",
        )
        .await;
        let changes = db::migrate(&database.db).await.unwrap().changes.join("\n");
        assert!(changes.contains("create table espera_medica"), "{changes}");
        assert!(changes.contains("ALTER TABLE feegow_contracts ADD COLUMN updated_at"), "{changes}");
        assert_nothing_left(&database.db).await;
    }
}

#[tokio::test]
async fn a_table_without_its_key_stops_the_start() {
    for database in empty_databases().await {
        execute(&database.db, "CREATE TABLE system_status (name VARCHAR(20))").await;
        let error = db::migrate(&database.db).await.unwrap_err().to_string();
        assert!(error.contains("table system_status exists without its key column service_name"), "{error}");
    }
}

#[tokio::test]
async fn two_instances_at_once_make_everything_once() {
    for database in empty_databases().await {
        let other = db::connect(&database.config).await.unwrap();
        let (one, two) = tokio::join!(db::migrate(&database.db), db::migrate(&other));
        let (one, two) = (one.unwrap(), two.unwrap());
        assert_eq!(one.changes.len() + two.changes.len(), one.tables, "{:?} {:?}", one.changes, two.changes);
        assert_nothing_left(&database.db).await;
    }
}

#[tokio::test]
async fn an_instance_waits_for_the_one_that_migrates() {
    let Some(database) = TestDatabase::empty_mysql().await else { return };
    let DatabaseConfig::MySql(config) = &database.config else { unreachable!("it is MySQL") };
    let mut holder = sqlx::MySqlConnection::connect(config.url.expose_secret()).await.unwrap();
    let name = db::lock_name(&config.database, "migrate");
    let got: i64 = sqlx::query_scalar("SELECT GET_LOCK(?, 0)").bind(&name).fetch_one(&mut holder).await.unwrap();
    assert_eq!(got, 1);
    let waiting = tokio::spawn({
        let db = database.db.clone();
        async move { db::migrate(&db).await }
    });
    Clock::system().sleep(Duration::from_millis(300)).await;
    assert!(!waiting.is_finished());
    holder.close().await.unwrap();
    assert!(!waiting.await.unwrap().unwrap().changes.is_empty());
}

#[tokio::test]
async fn a_migration_killed_in_the_middle_is_completed_by_the_next_start() {
    let Some(database) = TestDatabase::empty_mysql().await else { return };
    let DatabaseConfig::MySql(config) = &database.config else { unreachable!("it is MySQL") };
    let count = "SELECT CAST(COUNT(*) AS CHAR) FROM information_schema.tables WHERE table_schema = DATABASE()";
    let folder = tempfile::tempdir().unwrap();
    for at_least in [3, 12, 20] {
        let mut child = hub(folder.path()).env("MYSQL_URL", config.url.expose_secret()).spawn().unwrap();
        loop {
            let tables: usize = texts(&database.db, count).await.concat().concat().parse().unwrap();
            if tables >= at_least || child.try_wait().unwrap().is_some() {
                break;
            }
        }
        child.kill().unwrap();
        child.wait().unwrap();
    }
    let report = db::migrate(&database.db).await.unwrap();
    assert!(report.warnings.is_empty(), "{:?}", report.warnings);
    assert!(db::plan(&database.db).await.unwrap().changes.is_empty());
}

/// `hub migrate` with nothing but a data folder.
fn hub(folder: &std::path::Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hub"));
    command.arg("migrate").env_clear().env("HUB_DATA_DIR", folder).current_dir(folder);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

#[tokio::test]
async fn a_mysql_that_cannot_be_used_is_an_error_and_never_another_database() {
    let Some(database) = MySqlDatabase::create().await else { return };
    let url = url::Url::parse(database.url()).unwrap();
    let with = |change: &dyn Fn(&mut url::Url)| {
        let mut url = url.clone();
        change(&mut url);
        url.to_string()
    };
    for (url, expected) in [
        (with(&|url| url.set_port(Some(1)).unwrap()), "nothing listens there"),
        (with(&|url| url.set_path("/hub_test_nowhere")), "database hub_test_nowhere does not exist"),
        (with(&|url| url.set_password(Some("wrong")).unwrap()), "user or password"),
        (with(&|url| url.set_query(Some("sslmode=verify-full"))), "the encrypted connection failed"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let output = hub(folder.path()).env("MYSQL_URL", &url).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains(expected), "{expected} in {said}");
        assert!(!said.contains("wrong"), "no password in {said}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "no file appears");
    }
}

#[tokio::test]
async fn a_preview_prints_the_steps_and_makes_no_file() {
    let folder = tempfile::tempdir().unwrap();
    for flag in ["--dry-run", "--check"] {
        let output = hub(folder.path()).arg(flag).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(said.contains("create table system_status"), "{said}");
        assert!(!folder.path().join("hub.db").exists());
    }
    let output = hub(folder.path()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains("schema ok: 36 tables, 36 changes, 0 warnings"), "{said}");
    let again = hub(folder.path()).output().unwrap();
    assert!(String::from_utf8_lossy(&again.stdout).contains("schema ok: 36 tables, 0 changes, 0 warnings"));
}

#[tokio::test]
async fn sessions_are_strict_in_sao_paulo_time_and_survive_a_lost_connection() {
    let Some(database) = TestDatabase::mysql().await else { return };
    let DatabaseConfig::MySql(config) = &database.config else { unreachable!("it is MySQL") };
    let session =
        texts(&database.db, "SELECT CAST(@@session.time_zone AS CHAR), CAST(@@session.sql_mode AS CHAR)").await;
    assert_eq!(session[0][0], "-03:00");
    assert!(session[0][1].contains("STRICT_TRANS_TABLES") && !session[0][1].contains("PIPES_AS_CONCAT"));

    let mut killer = sqlx::MySqlConnection::connect(config.url.expose_secret()).await.unwrap();
    let ids: Vec<u64> =
        sqlx::query_scalar("SELECT CAST(id AS UNSIGNED) FROM information_schema.processlist WHERE db = ?")
            .bind(&config.database)
            .fetch_all(&mut killer)
            .await
            .unwrap();
    let own: u64 = sqlx::query_scalar("SELECT CONNECTION_ID()").fetch_one(&mut killer).await.unwrap();
    for id in ids.into_iter().filter(|id| *id != own) {
        sqlx::query(sqlx::AssertSqlSafe(format!("KILL {id}"))).execute(&mut killer).await.unwrap();
    }
    let one: i64 = on_engine!(&database.db, pool => sqlx::query_scalar("SELECT 1").fetch_one(pool).await).unwrap();
    assert_eq!(one, 1);
    assert!(db::clock_offset_secs(&database.db, &Clock::system()).await.unwrap().abs() < 60);
}

#[tokio::test]
async fn encryption_is_as_strict_as_asked() {
    let Some(database) = MySqlDatabase::create().await else { return };
    let DatabaseConfig::MySql(plain) = database.config() else { unreachable!("it is MySQL") };
    for (mode, encrypted) in [("disable", false), ("preferred", true), ("required", true)] {
        let url = format!("{}?sslmode={mode}", database.url());
        let env = Env::of([("MYSQL_URL", url.as_str())]);
        let config = Config::read(&env, RunAs::Command).unwrap();
        let db = db::connect(&config.database).await.unwrap();
        let Db::MySql(pool) = &db else { unreachable!("MYSQL_URL is set") };
        let found: (String, String) =
            sqlx::query_as("SHOW SESSION STATUS LIKE 'Ssl_cipher'").fetch_one(pool).await.unwrap();
        assert_eq!(!found.1.is_empty(), encrypted, "{mode}");
    }
    let strict = MySqlConfig { url: SecretString::from(database.url()), tls: TlsMode::VerifyFull, ..plain };
    assert!(db::connect(&DatabaseConfig::MySql(strict)).await.is_err());
}
