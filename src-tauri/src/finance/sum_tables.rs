//! The two summary tables: what they hold of a period is brought in line with rows in memory.
//!
//! Only rows that differ are written. Most of a rebuild finds what it would write, and writing is what
//! costs: deleting and inserting four years takes a server ten times as long as reading them.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use futures_util::TryStreamExt;
use sqlx::{Database, Encode, QueryBuilder, Row, Type};

use super::{model::line_day, sums::SumRow};
use crate::{
    db::{Dialect, Tx},
    kernel::Cents,
    on_tx,
};

/// Rows per statement: many, because a round trip to a server elsewhere costs more than the rows.
const CHUNK: usize = 1000;

/// Which summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SumTable {
    Days,
    Months,
}

/// The statements of one table.
struct Texts {
    select: &'static str,
    /// Ends a statement on the rows of a period.
    between: &'static str,
    delete: Dialect,
    insert: &'static str,
    on_conflict: Dialect,
}

/// Two rows that only the database's collation takes for equal become one.
const DAYS: Texts = Texts {
    select: "SELECT CAST(data_ref AS CHAR), CAST(unidade AS CHAR), CAST(grupo AS CHAR), CAST(procedimento AS CHAR),
                    CAST(procedimento_key AS CHAR), CAST(total_pago AS DOUBLE), CAST(qtd AS DOUBLE)
             FROM faturamento_resumo_diario",
    between: " WHERE data_ref >= ? AND data_ref <= ?",
    delete: Dialect {
        mysql: "DELETE FROM faturamento_resumo_diario WHERE (data_ref, unidade, grupo, procedimento_key) IN (",
        sqlite: "DELETE FROM faturamento_resumo_diario WHERE (data_ref, unidade, grupo, procedimento_key) IN (VALUES ",
    },
    insert: "INSERT INTO faturamento_resumo_diario
                 (data_ref, unidade, grupo, procedimento, total_pago, qtd, updated_at, procedimento_key) ",
    on_conflict: Dialect {
        mysql: " ON DUPLICATE KEY UPDATE total_pago = ROUND(total_pago + VALUES(total_pago), 2),
                                         qtd = qtd + VALUES(qtd)",
        sqlite: " ON CONFLICT (data_ref, unidade, grupo, procedimento_key) DO UPDATE
                  SET total_pago = ROUND(total_pago + excluded.total_pago, 2), qtd = qtd + excluded.qtd",
    },
};
const MONTHS: Texts = Texts {
    select: "SELECT CAST(month_ref AS CHAR), CAST(unidade AS CHAR), CAST(grupo AS CHAR), CAST(procedimento AS CHAR),
                    CAST(procedimento_key AS CHAR), CAST(total_pago AS DOUBLE), CAST(qtd AS DOUBLE)
             FROM faturamento_resumo_mensal",
    between: " WHERE month_ref >= ? AND month_ref <= ?",
    delete: Dialect {
        mysql: "DELETE FROM faturamento_resumo_mensal WHERE (month_ref, unidade, grupo, procedimento_key) IN (",
        sqlite: "DELETE FROM faturamento_resumo_mensal WHERE (month_ref, unidade, grupo, procedimento_key) IN (VALUES ",
    },
    insert: "INSERT INTO faturamento_resumo_mensal
                 (month_ref, unidade, grupo, procedimento, total_pago, qtd, updated_at, procedimento_key) ",
    on_conflict: Dialect {
        mysql: DAYS.on_conflict.mysql,
        sqlite: " ON CONFLICT (month_ref, unidade, grupo, procedimento_key) DO UPDATE
                  SET total_pago = ROUND(total_pago + excluded.total_pago, 2), qtd = qtd + excluded.qtd",
    },
};

/// The key of a stored row: period, unit, group, procedure key.
type Key = [String; 4];

/// The same in memory.
type Place<'s> = (i32, &'s str, &'s str, &'s str);

fn place<'s>(row: &SumRow<'s>) -> Place<'s> {
    (row.period, row.unit, row.group, row.key)
}

/// Where among the wanted rows a stored one is.
fn at<'s>(wanted: &HashMap<Place<'s>, usize>, stored: &SumRow<'s>) -> Option<usize> {
    wanted.get(&place(stored)).copied()
}

impl SumTable {
    fn texts(self) -> &'static Texts {
        match self {
            Self::Days => &DAYS,
            Self::Months => &MONTHS,
        }
    }

    /// The period a row of [`SumRow::period`] is stored under.
    fn period(self, number: i32) -> String {
        match self {
            Self::Days => NaiveDate::from_num_days_from_ce_opt(number).unwrap_or_default().to_string(),
            Self::Months => month_text(number),
        }
    }

    /// The other way round; `None` for a text that is no period.
    fn number(self, period: &str) -> Option<i32> {
        match self {
            Self::Days => line_day(period).map(|day| day.num_days_from_ce()),
            Self::Months => line_day(&format!("{period}-01")).map(month_number),
        }
    }

    /// Calls `add` with every stored row from the first to the last period of `bounds` (`None`: with all).
    pub async fn each(
        self,
        tx: &mut Tx<'_>,
        bounds: Option<&[String; 2]>,
        mut add: impl FnMut(&str, SumRow<'_>),
    ) -> Result<(), sqlx::Error> {
        let texts = self.texts();
        on_tx!(tx, connection => {
            let mut query = QueryBuilder::new(texts.select);
            if let Some([first, last]) = bounds {
                let mut halves = texts.between.split('?');
                query.push(halves.next().unwrap_or_default()).push_bind(first.clone());
                query.push(halves.next().unwrap_or_default()).push_bind(last.clone());
            }
            let mut stored = query.build().fetch(&mut **connection);
            while let Some(row) = stored.try_next().await? {
                let text = |at: usize| row.try_get::<Option<&str>, _>(at).map(Option::unwrap_or_default);
                #[allow(clippy::cast_possible_truncation, reason = "a count of lines")]
                let lines = row.try_get::<Option<f64>, _>(6)?.unwrap_or_default() as i64;
                let period = text(0)?;
                let sum = SumRow {
                    period: self.number(period).unwrap_or_default(),
                    unit: text(1)?,
                    group: text(2)?,
                    procedure: text(3)?,
                    key: text(4)?,
                    total: row.try_get::<Option<f64>, _>(5)?.and_then(Cents::from_reais).unwrap_or_default(),
                    lines,
                };
                add(period, sum);
            }
        });
        Ok(())
    }

    /// Makes the table hold exactly `rows` in the periods of `bounds` (`None`: at all). Returns how many
    /// rows were deleted or written.
    pub async fn replace(
        self,
        tx: &mut Tx<'_>,
        bounds: Option<&[[String; 2]]>,
        rows: &[SumRow<'_>],
        now: &str,
    ) -> Result<usize, sqlx::Error> {
        let wanted: HashMap<Place<'_>, usize> = rows.iter().enumerate().map(|(at, row)| (place(row), at)).collect();
        let mut is_there = vec![false; rows.len()];
        let mut gone: Vec<Key> = Vec::new();
        let mut compare = |period: &str, stored: SumRow<'_>| match at(&wanted, &stored).filter(|at| rows[*at] == stored)
        {
            Some(at) => is_there[at] = true,
            None => gone.push([period, stored.unit, stored.group, stored.key].map(str::to_owned)),
        };
        match bounds {
            None => self.each(tx, None, &mut compare).await?,
            Some(bounds) => {
                for bounds in bounds {
                    self.each(tx, Some(bounds), &mut compare).await?;
                }
            }
        }
        let missing: Vec<&SumRow<'_>> =
            rows.iter().zip(&is_there).filter(|(_, is_there)| !**is_there).map(|(row, _)| row).collect();
        self.delete(tx, &gone).await?;
        self.insert(tx, &missing, now).await?;
        Ok(gone.len() + missing.len())
    }

    async fn delete(self, tx: &mut Tx<'_>, keys: &[Key]) -> Result<(), sqlx::Error> {
        let head = tx.pick(&self.texts().delete);
        for chunk in keys.chunks(CHUNK) {
            on_tx!(tx, connection => {
                let mut query = QueryBuilder::new(head);
                for (at, key) in chunk.iter().enumerate() {
                    query.push(if at == 0 { "(" } else { ", (" });
                    let mut list = query.separated(", ");
                    for text in key {
                        list.push_bind(text.clone());
                    }
                    query.push(")");
                }
                query.push(")");
                query.build().persistent(chunk.len() == CHUNK).execute(&mut **connection).await?;
            });
        }
        Ok(())
    }

    async fn insert(self, tx: &mut Tx<'_>, rows: &[&SumRow<'_>], now: &str) -> Result<(), sqlx::Error> {
        let on_conflict = tx.pick(&self.texts().on_conflict);
        for chunk in rows.chunks(CHUNK) {
            on_tx!(tx, connection => {
                let mut query = self.insertion(chunk, now, on_conflict);
                // Only the whole chunks are worth remembering as prepared statements.
                query.build().persistent(chunk.len() == CHUNK).execute(&mut **connection).await?;
            });
        }
        Ok(())
    }

    fn insertion<D: Database>(self, rows: &[&SumRow<'_>], now: &str, on_conflict: &str) -> QueryBuilder<D>
    where
        String: Type<D> + for<'q> Encode<'q, D>,
        f64: Type<D> + for<'q> Encode<'q, D>,
        i64: Type<D> + for<'q> Encode<'q, D>,
    {
        let mut query = QueryBuilder::new(self.texts().insert);
        query.push_values(rows, |mut tuple, row: &&SumRow<'_>| {
            tuple
                .push_bind(self.period(row.period))
                .push_bind(row.unit.to_owned())
                .push_bind(row.group.to_owned())
                .push_bind(row.procedure.to_owned())
                .push_bind(row.total.reais())
                .push_bind(row.lines)
                .push_bind(now.to_owned())
                .push_bind(row.key.to_owned());
        });
        query.push(on_conflict);
        query
    }
}

/// Months in a row have numbers in a row.
pub(super) fn month_number(day: NaiveDate) -> i32 {
    day.year() * 12 + day.month0() as i32
}

/// `YYYY-MM` of [`month_number`].
pub(super) fn month_text(number: i32) -> String {
    format!("{:04}-{:02}", number.div_euclid(12), number.rem_euclid(12) + 1)
}
