//! A database as the former system left it: built from the extraction of a production database
//! (`fixtures/legacy-schema.csv`, `fixtures/legacy-indexes.csv`), with awkward rows in it.

use std::collections::BTreeMap;

use hub_lib::{db::Db, on_writer};
use sqlx::{AssertSqlSafe, Executor, Row};

const COLUMNS: &str = include_str!("../fixtures/legacy-schema.csv");
const INDEXES: &str = include_str!("../fixtures/legacy-indexes.csv");

/// Tables that the former web API created, with the server's default collation.
const SERVER_COLLATION: [&str; 12] = [
    "contract_templates",
    "contract_template_audit_log",
    "crc_checklist_daily",
    "professionals",
    "professional_registrations",
    "professional_documents",
    "professional_document_checklist",
    "professional_contracts",
    "professional_audit_log",
    "recepcao_checklist_daily",
    "recepcao_checklist_manual",
    "user_page_permissions",
];

/// The legacy schema; change it before [`Legacy::build`] to get another age of it.
#[derive(Debug, Clone)]
pub struct Legacy {
    pub tables: BTreeMap<String, LegacyTable>,
}

#[derive(Debug, Clone, Default)]
pub struct LegacyTable {
    pub columns: Vec<LegacyColumn>,
    /// Name, unique, columns. The primary key is called `PRIMARY`.
    pub indexes: Vec<(String, bool, Vec<String>)>,
}

#[derive(Debug, Clone)]
pub struct LegacyColumn {
    pub name: String,
    pub kind: String,
    pub nullable: bool,
    pub default: String,
    pub auto_increment: bool,
}

impl Legacy {
    /// Production at the runbook's time.
    pub fn production() -> Self {
        let mut tables: BTreeMap<String, LegacyTable> = BTreeMap::new();
        for fields in lines(COLUMNS) {
            tables.entry(fields[0].clone()).or_default().columns.push(LegacyColumn {
                name: fields[2].clone(),
                kind: fields[3].clone(),
                nullable: fields[4] == "YES",
                default: fields[5].clone(),
                auto_increment: fields[7] == "auto_increment",
            });
        }
        for fields in lines(INDEXES) {
            let columns = fields[3].split(',').map(str::to_owned).collect();
            let table = tables.get_mut(&fields[0]).unwrap();
            table.indexes.push((fields[1].clone(), fields[2] == "YES", columns));
        }
        Self { tables }
    }

    /// The same without one column, and without it in every index.
    pub fn without_column(mut self, table: &str, column: &str) -> Self {
        let table = self.tables.get_mut(table).unwrap();
        let before = table.columns.len();
        table.columns.retain(|known| known.name != column);
        assert_eq!(table.columns.len() + 1, before, "{column} is a legacy column");
        for (_, _, columns) in &mut table.indexes {
            columns.retain(|known| known != column);
        }
        self
    }

    pub fn without_table(mut self, table: &str) -> Self {
        assert!(self.tables.remove(table).is_some());
        self
    }

    /// The same with another type for a column, or with one more column at the end.
    pub fn with_column(mut self, table: &str, column: &str, kind: &str) -> Self {
        let table = self.tables.get_mut(table).unwrap();
        match table.columns.iter_mut().find(|known| known.name == column) {
            Some(known) => kind.clone_into(&mut known.kind),
            None => table.columns.push(LegacyColumn {
                name: column.to_owned(),
                kind: kind.to_owned(),
                nullable: true,
                default: String::new(),
                auto_increment: false,
            }),
        }
        self
    }

    /// Creates the tables in an empty database.
    pub async fn build_tables(&self, db: &Db) {
        let mysql = matches!(db, Db::MySql(_));
        let statements: Vec<String> = self.tables.iter().map(|(name, table)| table.create(name, mysql)).collect();
        execute(db, &statements.join(";\n")).await;
    }

    /// Creates the tables in an empty database and fills them.
    pub async fn build(&self, db: &Db) {
        self.build_tables(db).await;
        let rows = self.tables.iter().flat_map(|(name, table)| (1..=3).map(|n| table.row(name, n)));
        execute(db, &format!("{};{AWKWARD}", rows.collect::<Vec<_>>().join(";\n"))).await;
    }

    /// Every row of every table, as sorted texts: equal before and after means nothing was lost or changed.
    pub async fn rows(&self, db: &Db) -> BTreeMap<String, Vec<Vec<String>>> {
        let mut all = BTreeMap::new();
        for (name, table) in &self.tables {
            let columns: Vec<String> =
                table.columns.iter().map(|c| format!("COALESCE(CAST(`{}` AS CHAR), '<null>')", c.name)).collect();
            let mut rows = texts(db, &format!("SELECT {} FROM {name}", columns.join(", "))).await;
            rows.sort();
            all.insert(name.clone(), rows);
        }
        all
    }
}

impl LegacyTable {
    fn create(&self, name: &str, mysql: bool) -> String {
        let mut items: Vec<String> = self.columns.iter().map(|column| column.definition(mysql)).collect();
        let mut after = Vec::new();
        for (index, unique, columns) in &self.indexes {
            let list = columns.iter().map(|column| format!("`{column}`")).collect::<Vec<_>>().join(", ");
            match (index.as_str(), mysql) {
                ("PRIMARY", false) if self.columns.iter().any(|column| column.auto_increment) => {}
                ("PRIMARY", _) => items.push(format!("PRIMARY KEY ({list})")),
                (_, true) => items.push(format!("{} `{index}` ({list})", if *unique { "UNIQUE KEY" } else { "KEY" })),
                (_, false) => {
                    let unique = if *unique { "UNIQUE " } else { "" };
                    after.push(format!("; CREATE {unique}INDEX `{index}` ON {name} ({list})"));
                }
            }
        }
        let collation = if SERVER_COLLATION.contains(&name) { "utf8mb4_0900_ai_ci" } else { "utf8mb4_unicode_ci" };
        let options =
            if mysql { format!("ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE={collation}") } else { String::new() };
        format!("CREATE TABLE {name} ({}) {options}{}", items.join(", "), after.concat())
    }

    /// A plain row; the third one is NULL wherever it may be.
    fn row(&self, name: &str, n: u32) -> String {
        let columns: Vec<String> = self.columns.iter().map(|column| format!("`{}`", column.name)).collect();
        let values: Vec<String> = self.columns.iter().map(|column| column.value(n)).collect();
        format!("INSERT INTO {name} ({}) VALUES ({})", columns.join(", "), values.join(", "))
    }
}

impl LegacyColumn {
    fn definition(&self, mysql: bool) -> String {
        if self.auto_increment && !mysql {
            return format!("`{}` INTEGER PRIMARY KEY AUTOINCREMENT", self.name);
        }
        let mut text = format!("`{}` {}", self.name, self.kind);
        if !self.nullable {
            text.push_str(" NOT NULL");
        }
        if !self.default.is_empty() {
            text.push_str(&format!(" DEFAULT {}", self.default));
        }
        if self.auto_increment {
            text.push_str(" AUTO_INCREMENT");
        }
        text
    }

    fn value(&self, n: u32) -> String {
        if n == 3 && self.nullable {
            return "NULL".to_owned();
        }
        let kind = self.kind.split('(').next().unwrap();
        match kind {
            "bigint" | "int" => n.to_string(),
            "double" | "decimal" => format!("{n}0.25"),
            "date" => format!("'2026-02-0{n}'"),
            "datetime" => format!("'2026-02-0{n} 12:00:00'"),
            _ => {
                let limit = self.kind.split(['(', ')']).nth(1).and_then(|n| n.parse().ok()).unwrap_or(60);
                let text: String = format!("{n} {} ção", self.name).chars().take(limit).collect();
                format!("'{}'", text.trim_end())
            }
        }
    }
}

/// What real databases hold and a tidy one would not.
const AWKWARD: &str = "
INSERT INTO users (id, name, email, password) VALUES ('u1', 'Ana', 'ana@example.com', 'x'), ('u2', 'Ana B', 'ANA@example.com ', 'y');
INSERT INTO teams_master (id, name) VALUES ('t1', 'CRC'), ('t2', 'crc');
INSERT INTO user_teams (id, user_name, team_id) VALUES ('m1', 'Bia', 't1'), ('m2', 'Bia', 't1');
INSERT INTO integrations_config (service, username, password, unit_id) VALUES ('feegow', 'a', 'b', NULL), ('feegow', 'c', 'd', NULL), ('clinia', '', '', '');
INSERT INTO faturamento_analitico (`data_do_pagamento`, total_pago, procedimento, grupo, unidade) VALUES ('18/02/2026', 150, 'Consulta Cardiologia', 'Consultas', 'U1'), ('2026-02-18', -20.5, ' Consulta Cardiologia ', 'Consultas', 'U1'), (NULL, 7, NULL, NULL, NULL);
INSERT INTO feegow_appointments (appointment_id, date, scheduled_at, scheduled_by) VALUES (900, '2026-02-18', '', 'Sis'), (901, '2026-02-18', '2026-02-17 10:00:00', NULL);
INSERT INTO faturamento_resumo_diario (data_ref, unidade, grupo, procedimento, total_pago, qtd, procedimento_key) VALUES ('2026-02-18', 'U1', 'Consultas', 'ABCDEFGHIJABCDEFGHIJABCDEFGHIJABCDEFGHIJABCDEFGHIJABCDEFGHIJ1234', 1, 1, '0001'), ('2026-02-18', 'U1', 'Consultas', 'abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghij1234', 1, 1, '0002');
INSERT INTO system_status (service_name, status, last_run, details) VALUES ('antigo_servico', 'ERROR', '2026-02-18T12:00:00.000Z', ''), ('faturamento', 'COMPLETED', '2026-02-18 09:00:00', 'ok');
";

fn lines(csv: &str) -> Vec<Vec<String>> {
    csv.lines().skip(1).map(fields).collect()
}

/// The fields of a CSV line; only double quotes quote.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            _ => fields.last_mut().unwrap().push(c),
        }
    }
    fields
}

/// Runs statements on either engine.
pub async fn execute(db: &Db, sql: &str) {
    let outcome = on_writer!(db, pool => pool.execute(sqlx::raw_sql(AssertSqlSafe(sql))).await.map(|_| ()));
    outcome.unwrap_or_else(|error| panic!("{error}\n{sql}"));
}

/// The rows of a question whose columns are all texts.
pub async fn texts(db: &Db, sql: &str) -> Vec<Vec<String>> {
    on_writer!(db, pool => {
        let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(pool).await.unwrap_or_else(|e| panic!("{e}\n{sql}"));
        rows.iter().map(|row| (0..row.len()).map(|i| row.get::<String, _>(i)).collect()).collect()
    })
}
