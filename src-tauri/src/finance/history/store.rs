//! Reads of `faturamento_resumo_diario` for the history.

use sqlx::{FromRow, QueryBuilder};

use crate::{
    db::{Db, DbError, during},
    kernel::Period,
    on_engine,
};

/// A unit's day in one group, as stored.
#[derive(Debug, Clone, Default, PartialEq, FromRow)]
pub(super) struct Line {
    pub day: String,
    pub unit: String,
    pub of_group: String,
    pub reais: f64,
    pub line_count: i64,
    /// The share of the procedures asked for; all of it when none was.
    pub wanted_reais: f64,
    pub wanted_line_count: i64,
    /// How many stored rows that share has.
    pub wanted_rows: i64,
}

/// Every unit's days of `period` by group, days in order. `procedures`: the stored spellings of the procedure
/// asked for.
pub(super) async fn lines(db: &Db, period: Period, procedures: Option<&[String]>) -> Result<Vec<Line>, DbError> {
    on_engine!(db, pool => {
        let mut query = QueryBuilder::new(
            "SELECT CAST(data_ref AS CHAR) AS day, CAST(unidade AS CHAR) AS unit, CAST(grupo AS CHAR) AS of_group,
                    CAST(COALESCE(SUM(total_pago), 0) AS DOUBLE) AS reais,
                    CAST(COALESCE(SUM(qtd), 0) AS SIGNED) AS line_count, ",
        );
        match procedures {
            None => {
                query.push(
                    "CAST(COALESCE(SUM(total_pago), 0) AS DOUBLE) AS wanted_reais,
                     CAST(COALESCE(SUM(qtd), 0) AS SIGNED) AS wanted_line_count, COUNT(*) AS wanted_rows",
                );
            }
            Some([]) => {
                query.push("CAST(0 AS DOUBLE) AS wanted_reais, 0 AS wanted_line_count, 0 AS wanted_rows");
            }
            Some(names) => {
                for (opening, closing) in [
                    ("CAST(COALESCE(SUM(CASE WHEN procedimento IN (", ") THEN total_pago END), 0) AS DOUBLE) AS wanted_reais, "),
                    ("CAST(COALESCE(SUM(CASE WHEN procedimento IN (", ") THEN qtd END), 0) AS SIGNED) AS wanted_line_count, "),
                    ("COUNT(CASE WHEN procedimento IN (", ") THEN 1 END) AS wanted_rows"),
                ] {
                    query.push(opening);
                    let mut list = query.separated(", ");
                    for name in names {
                        list.push_bind(name.as_str());
                    }
                    query.push(closing);
                }
            }
        }
        query.push(" FROM faturamento_resumo_diario WHERE data_ref >= ").push_bind(period.first.to_string());
        query.push(" AND data_ref <= ").push_bind(period.last.to_string());
        query.push(" GROUP BY data_ref, unidade, grupo ORDER BY data_ref, unidade, grupo");
        query.build_query_as().fetch_all(pool).await
    })
    .map_err(during("faturamento_resumo_diario.lines"))
}

/// A procedure with the unit and group it was billed in: unit, group, procedure.
pub(super) type Billed = (String, String, String);

/// Every combination of unit, group and procedure that was ever billed.
pub(super) async fn billed(db: &Db) -> Result<Vec<Billed>, DbError> {
    const SQL: &str = "SELECT CAST(unidade AS CHAR), CAST(grupo AS CHAR), CAST(procedimento AS CHAR)
                       FROM faturamento_resumo_diario GROUP BY unidade, grupo, procedimento";
    on_engine!(db, pool => sqlx::query_as(SQL).fetch_all(pool).await)
        .map_err(during("faturamento_resumo_diario.billed"))
}
