//! What one unit was paid day by day, for pages of other domains.

use std::collections::BTreeMap;

use sqlx::QueryBuilder;

use crate::{
    db::{Db, DbError, during},
    kernel::{Cents, Period, text::fold},
    on_engine,
};

/// What `unit` was paid on each day of `period` that has lines, in order. Names are compared by fold.
pub async fn billed_days_of_unit(db: &Db, unit: &str, period: Period) -> Result<Vec<(String, Cents)>, DbError> {
    let spellings = spellings(db, &fold(unit)).await?;
    if spellings.is_empty() {
        return Ok(Vec::new());
    }
    let sums: Vec<(String, f64)> = on_engine!(db, pool => {
        let mut query = QueryBuilder::new(
            "SELECT CAST(data_ref AS CHAR) AS day, CAST(COALESCE(SUM(total_pago), 0) AS DOUBLE) AS reais
             FROM faturamento_resumo_diario WHERE unidade IN (",
        );
        let mut list = query.separated(", ");
        for spelling in &spellings {
            list.push_bind(spelling.clone());
        }
        query.push(") AND data_ref BETWEEN ").push_bind(period.first.to_string());
        query.push(" AND ").push_bind(period.last.to_string()).push(" GROUP BY data_ref, unidade");
        query.build_query_as().fetch_all(pool).await
    })
    .map_err(during("faturamento_resumo_diario.days_of_unit"))?;
    let mut days: BTreeMap<String, Cents> = BTreeMap::new();
    for (day, reais) in sums {
        *days.entry(day).or_default() += Cents::from_reais(reais).unwrap_or_default();
    }
    Ok(days.into_iter().collect())
}

/// The stored spellings of a unit; the index answers it without reading every line.
async fn spellings(db: &Db, folded: &str) -> Result<Vec<String>, DbError> {
    const UNITS: &str =
        "SELECT CAST(unidade AS CHAR) FROM (SELECT DISTINCT unidade FROM faturamento_resumo_diario) AS units";
    let units: Vec<String> = on_engine!(db, pool => sqlx::query_scalar(UNITS).fetch_all(pool).await)
        .map_err(during("faturamento_resumo_diario.units"))?;
    Ok(units.into_iter().filter(|unit| fold(unit) == folded).collect())
}
