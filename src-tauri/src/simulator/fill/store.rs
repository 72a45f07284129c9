//! Writing the rows, many per statement; looking first whether there is anything to lose.

use sqlx::{AssertSqlSafe, Database, Encode, Executor, QueryBuilder, Type};

use super::{Cell, TABLES, Table};
use crate::{
    db::{Db, DbError, Dialect, during},
    in_transaction, on_engine, on_writer,
};

/// Rows per statement. The embedded database takes 32 766 values in one.
const ROWS: u64 = 1000;
/// Rows per transaction.
const BATCH: u64 = 20_000;

/// Whoever has rows in one of these has something to lose.
const TELLING: [&str; 13] = [
    "users",
    "faturamento_analitico",
    "faturamento_resumo_diario",
    "faturamento_resumo_mensal",
    "feegow_appointments",
    "feegow_proposals",
    "feegow_contracts",
    "goals_config",
    "professionals",
    "crc_checklist_daily",
    "recepcao_checklist_daily",
    "espera_medica",
    "recepcao_historico",
];
/// Made from the filled tables.
const DERIVED: [&str; 4] = [
    "faturamento_resumo_diario",
    "faturamento_resumo_mensal",
    "faturamento_backfill_checkpoint",
    "feegow_appointments_backfill_checkpoint",
];

const NAMES: Dialect = Dialect {
    mysql: "SELECT CAST(table_name AS CHAR) FROM information_schema.tables WHERE table_schema = DATABASE()",
    sqlite: "SELECT name FROM sqlite_master WHERE type = 'table'",
};

async fn tables(db: &Db) -> Result<Vec<String>, DbError> {
    let names: Vec<String> = on_engine!(db, pool => sqlx::query_scalar(db.pick(&NAMES)).fetch_all(pool).await)
        .map_err(during("fill.tables"))?;
    Ok(names.into_iter().map(|name| name.to_lowercase()).collect())
}

/// The tables with something to lose that hold rows.
pub(super) async fn occupied(db: &Db) -> Result<Vec<&'static str>, DbError> {
    let present = tables(db).await?;
    let mut occupied = Vec::new();
    for table in TELLING.into_iter().filter(|table| present.iter().any(|name| name == table)) {
        let sql = format!("SELECT EXISTS (SELECT 1 FROM {table})");
        let has_rows: i64 =
            on_engine!(db, pool => sqlx::query_scalar(AssertSqlSafe(sql.clone())).fetch_one(pool).await)
                .map_err(during("fill.occupied"))?;
        if has_rows == 1 {
            occupied.push(table);
        }
    }
    Ok(occupied)
}

/// Whether one of the tables to fill does not exist.
pub(super) async fn is_missing_a_table(db: &Db) -> Result<bool, DbError> {
    let present = tables(db).await?;
    Ok(TABLES.iter().any(|table| !present.iter().any(|name| name == table.name)))
}

/// Empties the filled tables and what is made from them.
pub(super) async fn empty(db: &Db) -> Result<(), DbError> {
    let present = tables(db).await?;
    let names = TABLES.iter().map(|table| table.name).chain(DERIVED);
    for table in names.filter(|table| present.iter().any(|name| name == table)) {
        let sql = match db {
            Db::MySql(_) => format!("TRUNCATE TABLE {table}"),
            Db::Sqlite { .. } => format!("DELETE FROM {table}"),
        };
        on_writer!(db, pool => pool.execute(sqlx::raw_sql(AssertSqlSafe(sql))).await.map(|_| ()))
            .map_err(during("fill.empty"))?;
    }
    Ok(())
}

/// Writes `count` rows of a table.
pub(super) async fn insert<'w>(
    db: &Db,
    table: &Table,
    count: u64,
    row: impl Fn(u64) -> Vec<Cell<'w>>,
) -> Result<(), DbError> {
    for first in (0..count).step_by(usize::try_from(BATCH).unwrap_or(usize::MAX)) {
        let end = count.min(first + BATCH);
        in_transaction!(db, tx => {
            let mut from = first;
            while from < end {
                let to = end.min(from + ROWS);
                statement(table.insert, (from..to).map(&row)).build().execute(&mut **tx).await?;
                from = to;
            }
            Ok(())
        })
        .map_err(during("fill.insert"))?;
    }
    Ok(())
}

fn statement<'w, D: Database>(insert: &'static str, rows: impl Iterator<Item = Vec<Cell<'w>>>) -> QueryBuilder<D>
where
    Option<String>: Type<D> + for<'q> Encode<'q, D>,
    String: Type<D> + for<'q> Encode<'q, D>,
    f64: Type<D> + for<'q> Encode<'q, D>,
    i64: Type<D> + for<'q> Encode<'q, D>,
{
    let mut query = QueryBuilder::new(insert);
    query.push_values(rows, |mut values, cells| {
        for cell in cells {
            match cell {
                Cell::Null => values.push_bind(None::<String>),
                Cell::Text(text) => values.push_bind(text.into_owned()),
                Cell::Real(number) => values.push_bind(number),
                Cell::Whole(number) => values.push_bind(number),
            };
        }
    });
    query
}

/// Lets the server count what was written, so that its plans fit from the first question on.
pub(super) async fn count_anew(db: &Db) -> Result<(), DbError> {
    let Db::MySql(pool) = db else { return Ok(()) };
    for table in &TABLES {
        let sql = format!("ANALYZE TABLE {}", table.name);
        pool.execute(sqlx::raw_sql(AssertSqlSafe(sql))).await.map_err(during("fill.count_anew"))?;
    }
    Ok(())
}
