//! Reads of the billing summaries for the general report.

use chrono::{Datelike, NaiveDate};
use sqlx::{FromRow, QueryBuilder};

use crate::{
    db::{Db, DbError, during},
    on_engine,
};

/// What a unit, as stored, was paid in a month (`YYYY-MM`) or on a day (`YYYY-MM-DD`).
#[derive(Debug, Clone, PartialEq, FromRow)]
pub(super) struct UnitSum {
    pub period: String,
    pub unit: String,
    pub reais: f64,
}

/// Every month of every unit, and every day from the first of `cut`'s month to `cut`, in every year.
///
/// One statement: a worker that writes meanwhile cannot make months and days disagree.
pub(super) async fn unit_sums(db: &Db, cut: NaiveDate) -> Result<Vec<UnitSum>, DbError> {
    let years = years(db).await?;
    on_engine!(db, pool => {
        let mut query = QueryBuilder::new(
            "SELECT CAST(month_ref AS CHAR) AS period, CAST(unidade AS CHAR) AS unit,
                    CAST(COALESCE(SUM(total_pago), 0) AS DOUBLE) AS reais
             FROM faturamento_resumo_mensal GROUP BY month_ref, unidade
             UNION ALL
             SELECT CAST(data_ref AS CHAR), CAST(unidade AS CHAR), CAST(COALESCE(SUM(total_pago), 0) AS DOUBLE)
             FROM faturamento_resumo_diario WHERE data_ref IS NULL",
        );
        for year in &years {
            let (month, day) = (cut.month(), cut.day());
            query.push(" OR data_ref BETWEEN ").push_bind(format!("{year:04}-{month:02}-01"));
            query.push(" AND ").push_bind(format!("{year:04}-{month:02}-{day:02}"));
        }
        query.push(" GROUP BY data_ref, unidade").build_query_as().fetch_all(pool).await
    })
    .map_err(during("faturamento_resumo_mensal.unit_sums"))
}

/// From the first to the last year with a month; one after the other, with or without lines.
async fn years(db: &Db) -> Result<Vec<i32>, DbError> {
    const SQL: &str = "SELECT CAST(MIN(month_ref) AS CHAR), CAST(MAX(month_ref) AS CHAR)
                       FROM faturamento_resumo_mensal WHERE month_ref >= '2000' AND month_ref < '9999'";
    let (first, last): (Option<String>, Option<String>) =
        on_engine!(db, pool => sqlx::query_as(SQL).fetch_one(pool).await)
            .map_err(during("faturamento_resumo_mensal.years"))?;
    let year = |month: Option<String>| month.and_then(|month| month.get(..4).and_then(|year| year.parse::<i32>().ok()));
    Ok(match (year(first), year(last)) {
        (Some(first), Some(last)) => (first..=last).collect(),
        _ => Vec::new(),
    })
}
