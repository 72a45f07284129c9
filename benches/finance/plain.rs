//! The reference for writing: the same rows in plain INSERT statements, into a table of the same shape.

use std::time::Instant;

use hub_lib::{db::Db, in_transaction, on_engine};
use sqlx::{AssertSqlSafe, Executor, Row};

use super::{
    legacy::{execute, texts},
    shared::ms,
};

/// Rows per statement.
const CHUNK: usize = 1000;
const SCRATCH: &str = "bench_scratch";

/// Rows ready to be inserted.
pub struct Plain {
    table: &'static str,
    statements: Vec<String>,
}

impl Plain {
    /// The rows of `table` that meet a condition.
    pub async fn read(db: &Db, table: &'static str, condition: &str) -> Self {
        let rows = values(db, table, condition).await;
        let statement = |rows: &[Vec<Option<String>>]| {
            let tuples: Vec<String> = rows.iter().map(|row| tuple(row)).collect();
            format!("INSERT INTO {SCRATCH} VALUES {}", tuples.join(", "))
        };
        Self { table, statements: rows.chunks(CHUNK).map(statement).collect() }
    }

    /// Milliseconds for all of them in one transaction, into an empty table with the indexes of the first.
    pub async fn insert(&self, db: &Db) -> f64 {
        execute(db, &format!("DROP TABLE IF EXISTS {SCRATCH}")).await;
        match db {
            Db::MySql(_) => execute(db, &format!("CREATE TABLE {SCRATCH} LIKE {}", self.table)).await,
            Db::Sqlite { .. } => {
                let sql =
                    format!("SELECT sql FROM sqlite_master WHERE tbl_name = '{}' AND sql IS NOT NULL", self.table);
                for statement in texts(db, &sql).await.concat() {
                    let statement = statement.replace(self.table, SCRATCH).replace("INDEX `", "INDEX `bench_");
                    execute(db, &statement).await;
                }
            }
        }
        let began = Instant::now();
        let written: Result<(), sqlx::Error> = in_transaction!(db, tx => {
            for statement in &self.statements {
                (&mut **tx).execute(sqlx::raw_sql(AssertSqlSafe(statement.as_str()))).await?;
            }
            Ok(())
        });
        written.unwrap();
        let took = ms(began);
        execute(db, &format!("DROP TABLE {SCRATCH}")).await;
        took
    }
}

fn tuple(row: &[Option<String>]) -> String {
    let quoted = |value: &Option<String>| match value {
        Some(text) => format!("'{}'", text.replace('\'', "''")),
        None => "NULL".to_owned(),
    };
    format!("({})", row.iter().map(quoted).collect::<Vec<_>>().join(", "))
}

/// All columns that are written, of the rows that meet a condition, as texts.
pub async fn values(db: &Db, table: &str, condition: &str) -> Vec<Vec<Option<String>>> {
    let names = match db {
        Db::MySql(_) => format!(
            "SELECT CAST(column_name AS CHAR) FROM information_schema.columns WHERE table_schema = DATABASE() \
             AND table_name = '{table}' AND generation_expression = '' ORDER BY ordinal_position"
        ),
        Db::Sqlite { .. } => format!("SELECT name FROM pragma_table_info('{table}') ORDER BY cid"),
    };
    let casts: Vec<String> =
        texts(db, &names).await.concat().iter().map(|name| format!("CAST(`{name}` AS CHAR)")).collect();
    let sql = format!("SELECT {} FROM {table} WHERE {condition}", casts.join(", "));
    let read = on_engine!(db, pool => {
        let rows = sqlx::query(AssertSqlSafe(sql.as_str())).fetch_all(pool).await;
        rows.map(|rows| rows.iter().map(|row| (0..row.len()).map(|at| row.get(at)).collect()).collect())
    });
    read.unwrap()
}
