//! Reads of the billing summaries for the history.

use std::fmt::Display;

use sqlx::{Database, Encode, FromRow, QueryBuilder, Type};

use crate::{
    db::{Db, DbError, Dialect, during},
    kernel::Period,
    on_engine,
};

/// From so many whole months on, groups are summed from the months: the same numbers from fewer rows.
const MONTHS_WORTH_IT: usize = 3;

/// The smallest spelling of a unit or group, among those the engine's collation takes for equal.
const SMALLEST_UNIT: Dialect = Dialect {
    mysql: "CONVERT(MIN(CAST(unidade AS BINARY)) USING utf8mb4) COLLATE utf8mb4_unicode_ci",
    sqlite: "MIN(unidade)",
};
const SMALLEST_GROUP: Dialect = Dialect {
    mysql: "CONVERT(MIN(CAST(grupo AS BINARY)) USING utf8mb4) COLLATE utf8mb4_unicode_ci",
    sqlite: "MIN(grupo)",
};

/// Stored spellings to keep to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Narrowed<'a> {
    /// `None` keeps every group; an empty list none.
    pub groups: Option<&'a [String]>,
    /// `None` keeps every procedure; an empty list none.
    pub procedures: Option<&'a [String]>,
}

impl Narrowed<'_> {
    /// Whether nothing can be left.
    fn is_nothing(&self) -> bool {
        [self.groups, self.procedures].into_iter().flatten().any(<[String]>::is_empty)
    }
}

/// What was asked of a sum: its unit's day under the filters, or its unit's group in the whole period.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub(super) struct Sum {
    /// One of [`DAY`], [`GROUP`] and [`GROUP_OF_PROCEDURE`].
    pub part: i64,
    pub unit: String,
    /// The day of a day, the group of a group.
    pub name: String,
    pub reais: f64,
    pub line_count: i64,
}

/// A unit's day, of the groups and procedures asked for.
pub(super) const DAY: i64 = 1;
/// A unit's group in the period, every procedure. Several sums of a group add up.
pub(super) const GROUP: i64 = 2;
/// The same of the procedure asked for; there only when one was.
pub(super) const GROUP_OF_PROCEDURE: i64 = 3;

/// Everything the history of `period` is made of, in one statement: no worker can write between its parts. In
/// no particular order.
pub(super) async fn sums(db: &Db, period: Period, narrowed: Narrowed<'_>) -> Result<Vec<Sum>, DbError> {
    let spelling = [db.pick(&SMALLEST_UNIT), db.pick(&SMALLEST_GROUP)];
    on_engine!(db, pool => {
        let mut query = QueryBuilder::new("");
        push_groups(&mut query, GROUP, period, None, spelling);
        if narrowed.procedures.is_some_and(|spellings| !spellings.is_empty()) {
            query.push(" UNION ALL ");
            push_groups(&mut query, GROUP_OF_PROCEDURE, period, narrowed.procedures, spelling);
        }
        if !narrowed.is_nothing() {
            query.push(
                " UNION ALL SELECT 1 AS part, CAST(unidade AS CHAR) AS unit, CAST(data_ref AS CHAR) AS name,
                        CAST(COALESCE(SUM(total_pago), 0) AS DOUBLE) AS reais,
                        CAST(COALESCE(SUM(qtd), 0) AS SIGNED) AS line_count
                 FROM faturamento_resumo_diario WHERE ",
            );
            push_between(&mut query, "data_ref", period.first, period.last);
            push_in(&mut query, "grupo", narrowed.groups);
            push_in(&mut query, "procedimento", narrowed.procedures);
            query.push(" GROUP BY data_ref, unidade");
        }
        // Not ordered: that would gather all parts in a temporary table first.
        query.build_query_as().fetch_all(pool).await
    })
    .map_err(during("faturamento_resumo_diario.sums"))
}

/// The sums per unit and group, of whole months from the months, of the rest from the days.
fn push_groups<DB>(
    query: &mut QueryBuilder<DB>,
    part: i64,
    period: Period,
    procedures: Option<&[String]>,
    [unit, group]: [&'static str; 2],
) where
    DB: Database,
    String: Type<DB> + for<'q> Encode<'q, DB>,
{
    for (at, Piece { table, column, grouping, first, last }) in pieces(period).into_iter().enumerate() {
        query
            .push(if at > 0 { " UNION ALL SELECT " } else { "SELECT " })
            .push(part)
            .push(" AS part, ")
            .push(unit)
            .push(" AS unit, ")
            .push(group);
        query.push(
            " AS name, CAST(COALESCE(SUM(total_pago), 0) AS DOUBLE) AS reais,
              CAST(COALESCE(SUM(qtd), 0) AS SIGNED) AS line_count FROM ",
        );
        query.push(table).push(" WHERE ");
        push_between(query, column, first, last);
        push_in(query, "procedimento", procedures);
        query.push(grouping);
    }
}

/// Rows of one table, from the first to the last value of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    table: &'static str,
    column: &'static str,
    grouping: &'static str,
    first: String,
    last: String,
}

/// Which rows a period consists of.
fn pieces(period: Period) -> Vec<Piece> {
    let days = |part: Period| Piece {
        table: "faturamento_resumo_diario",
        column: "data_ref",
        grouping: " GROUP BY unidade, grupo",
        first: part.first.to_string(),
        last: part.last.to_string(),
    };
    let months: Vec<Period> = period.months().collect();
    let whole: Vec<&Period> = months.iter().filter(|month| month.is_whole_month()).collect();
    let (Some(first), Some(last)) = (whole.first(), whole.last()) else { return vec![days(period)] };
    if whole.len() < MONTHS_WORTH_IT {
        return vec![days(period)];
    }
    let month = |part: &Period| part.first.format("%Y-%m").to_string();
    let middle = Piece {
        table: "faturamento_resumo_mensal",
        column: "month_ref",
        // In the order of the primary key: nothing is gathered in a temporary table.
        grouping: " GROUP BY month_ref, unidade, grupo",
        first: month(first),
        last: month(last),
    };
    let ends = [months.first(), months.last()].into_iter().flatten().filter(|month| !month.is_whole_month());
    std::iter::once(middle).chain(ends.map(|end| days(*end))).collect()
}

fn push_between<DB>(query: &mut QueryBuilder<DB>, column: &str, first: impl Display, last: impl Display)
where
    DB: Database,
    String: Type<DB> + for<'q> Encode<'q, DB>,
{
    query.push(column).push(" BETWEEN ").push_bind(first.to_string()).push(" AND ").push_bind(last.to_string());
}

fn push_in<DB>(query: &mut QueryBuilder<DB>, column: &str, spellings: Option<&[String]>)
where
    DB: Database,
    String: Type<DB> + for<'q> Encode<'q, DB>,
{
    let Some(spellings) = spellings else { return };
    query.push(" AND ").push(column).push(" IN (");
    let mut list = query.separated(", ");
    for spelling in spellings {
        list.push_bind(spelling.clone());
    }
    query.push(")");
}

/// A procedure with the unit and group it was billed in: unit, group, procedure.
pub(super) type Billed = (String, String, String);

/// Where combinations of unit, group and procedure are read. Both statements jump through an index made for them
/// from one combination to the next, to its first day or month; the spelling is that row's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Billings {
    /// Each spelling of a name on any day.
    Days,
    /// One spelling of a name per month, in a tenth of the rows.
    Months,
}

impl Billings {
    fn sql(self) -> &'static str {
        match self {
            Self::Days => {
                "SELECT CAST(c.unidade AS CHAR), CAST(c.grupo AS CHAR), CAST(d.procedimento AS CHAR)
                 FROM (SELECT unidade, grupo, procedimento_key, MIN(data_ref) AS first_day
                       FROM faturamento_resumo_diario GROUP BY unidade, grupo, procedimento_key) c
                 JOIN faturamento_resumo_diario d ON d.data_ref = c.first_day AND d.unidade = c.unidade
                      AND d.grupo = c.grupo AND d.procedimento_key = c.procedimento_key"
            }
            Self::Months => {
                "SELECT CAST(c.unidade AS CHAR), CAST(c.grupo AS CHAR), CAST(m.procedimento AS CHAR)
                 FROM (SELECT unidade, grupo, procedimento_key, MIN(month_ref) AS first_month
                       FROM faturamento_resumo_mensal GROUP BY unidade, grupo, procedimento_key) c
                 JOIN faturamento_resumo_mensal m ON m.month_ref = c.first_month AND m.unidade = c.unidade
                      AND m.grupo = c.grupo AND m.procedimento_key = c.procedimento_key"
            }
        }
    }
}

/// Every combination of unit, group and procedure that was ever billed, each spelling of a procedure for itself.
pub(super) async fn billed(db: &Db, billings: Billings) -> Result<Vec<Billed>, DbError> {
    on_engine!(db, pool => sqlx::query_as(billings.sql()).fetch_all(pool).await).map_err(during("history.billed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces_of(first: &str, last: &str) -> Vec<String> {
        let period = Period::new(first.parse().unwrap(), last.parse().unwrap());
        pieces(period).into_iter().map(|piece| format!("{}..{}", piece.first, piece.last)).collect()
    }

    #[test]
    fn whole_months_are_read_as_months_and_the_rest_as_days() {
        assert_eq!(pieces_of("2026-01-01", "2026-02-28"), ["2026-01-01..2026-02-28"], "few months: as days");
        assert_eq!(pieces_of("2025-11-01", "2026-01-31"), ["2025-11..2026-01"]);
        assert_eq!(
            pieces_of("2025-10-31", "2026-02-19"),
            ["2025-11..2026-01", "2025-10-31..2025-10-31", "2026-02-01..2026-02-19"]
        );
        assert_eq!(pieces_of("2026-02-19", "2026-02-01"), ["2026-02-19..2026-02-01"], "nothing");
    }
}
