//! What the reception monitor writes to `recepcao_historico`.

use std::time::Duration;

use chrono::{Days, NaiveDate};
use sqlx::{Database, Encode, QueryBuilder, Type};

use super::model::{Before, Memory, Row, Stored};
use crate::{
    db::{DbError, Dialect, during},
    in_transaction,
    jobs::JobCtx,
    kernel::{ClinicUnit, stamp},
    queues::LEFT,
};

/// Rows per statement.
const CHUNK: usize = 500;

/// A time that is not there may be an empty text in an adopted table. The status comes after: MySQL
/// assigns from left to right. A ticket that came back starts over with what the source says.
const ON_CONFLICT: Dialect = Dialect {
    mysql: " ON DUPLICATE KEY UPDATE
             dt_atendimento = CASE WHEN status = 'Finalizado (Saiu)' THEN VALUES(dt_atendimento)
                 ELSE COALESCE(NULLIF(CAST(dt_atendimento AS CHAR), ''), VALUES(dt_atendimento)) END,
             status = VALUES(status), updated_at = VALUES(updated_at)",
    sqlite: " ON CONFLICT (hash_id) DO UPDATE SET
              dt_atendimento = CASE WHEN status = 'Finalizado (Saiu)' THEN excluded.dt_atendimento
                  ELSE COALESCE(NULLIF(CAST(dt_atendimento AS CHAR), ''), excluded.dt_atendimento) END,
              status = excluded.status, updated_at = excluded.updated_at",
};

/// Rows of earlier days: their last write is the best that is known about when the person left.
const CLOSE: &str = "UPDATE recepcao_historico
                     SET dt_atendimento = COALESCE(NULLIF(CAST(dt_atendimento AS CHAR), ''), CAST(updated_at AS CHAR)),
                         status = ?, updated_at = ?
                     WHERE dia_referencia < ? AND unidade_id = ?
                       AND (status IS NULL OR status NOT LIKE 'Finalizado%')";

/// A range and not an equality: an adopted column may carry more than the day.
const OPEN: &str = "SELECT CAST(hash_id AS CHAR) AS hash_id, CAST(updated_at AS CHAR) AS updated_at
                    FROM recepcao_historico
                    WHERE dia_referencia >= ? AND dia_referencia < ? AND unidade_id = ?
                      AND (status IS NULL OR status NOT LIKE 'Finalizado%')";

/// Stores a good answer of `unit` in one transaction: closes earlier days once a day, writes who is due,
/// finishes who left. Tells `memory` once it is done.
pub async fn save(
    ctx: &JobCtx,
    unit: ClinicUnit,
    rows: &[Row],
    memory: &mut Memory,
    interval: Duration,
) -> Result<(), DbError> {
    let (db, now, at, today) = (&ctx.db, ctx.clock.stamp(), ctx.clock.now(), ctx.clock.today());
    let (day, next) = (today.to_string(), (today + Days::new(1)).to_string());
    let must_close = memory.must_close(unit, today);
    let change = in_transaction!(db, tx => {
        if must_close {
            let query = sqlx::query(CLOSE).bind(LEFT).bind(&now).bind(&day).bind(unit.id());
            query.execute(&mut **tx).await?;
        }
        let mut before = Before::default();
        for part in rows.chunks(CHUNK) {
            let known: Vec<Known> = known(part).build_query_as().fetch_all(&mut **tx).await?;
            before.known.extend(known.into_iter().map(Known::keyed));
        }
        let open: Vec<(String, Option<String>)> =
            sqlx::query_as(OPEN).bind(&day).bind(&next).bind(unit.id()).fetch_all(&mut **tx).await?;
        before.open = open.into_iter().collect();
        let change = memory.compare(unit, rows, &before, today, at, interval);
        for part in change.write.chunks(CHUNK) {
            upsert(unit, part, db.pick(&ON_CONFLICT), today, &now).build().execute(&mut **tx).await?;
        }
        for keys in change.finish.chunks(CHUNK) {
            finish(keys, &change.left_at, &now).build().execute(&mut **tx).await?;
        }
        ctx.fence.confirm(&mut **tx).await?;
        Ok(change)
    })
    .map_err(during("recepcao_historico.save"))?;
    memory.stored(unit, change, today, at, now);
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Known {
    hash_id: String,
    status: Option<String>,
    dia_referencia: Option<String>,
}

impl Known {
    fn keyed(self) -> (String, Stored) {
        let day = self.dia_referencia.as_deref().and_then(stamp::parse_day);
        (self.hash_id, Stored { status: self.status, day })
    }
}

fn known<D: Database>(rows: &[Row]) -> QueryBuilder<D>
where
    String: Type<D> + for<'q> Encode<'q, D>,
{
    let mut query = QueryBuilder::new(
        "SELECT CAST(hash_id AS CHAR) AS hash_id, CAST(status AS CHAR) AS status,
                CAST(dia_referencia AS CHAR) AS dia_referencia
         FROM recepcao_historico WHERE hash_id IN (",
    );
    push_list(&mut query, rows.iter().map(|row| row.hash_id.clone()));
    query
}

fn upsert<D: Database>(
    unit: ClinicUnit,
    rows: &[Row],
    on_conflict: &'static str,
    today: NaiveDate,
    now: &str,
) -> QueryBuilder<D>
where
    String: Type<D> + for<'q> Encode<'q, D>,
    Option<String>: Type<D> + for<'q> Encode<'q, D>,
    i64: Type<D> + for<'q> Encode<'q, D>,
{
    let mut query = QueryBuilder::new(
        "INSERT INTO recepcao_historico
             (hash_id, id_externo, unidade_id, unidade_nome, paciente_nome, dt_chegada, dt_atendimento, status,
              dia_referencia, updated_at) ",
    );
    query.push_values(rows, |mut tuple, row: &Row| {
        tuple
            .push_bind(row.hash_id.clone())
            .push_bind(row.ticket)
            .push_bind(unit.id())
            .push_bind(unit.stored_name().to_owned())
            .push_bind(row.patient.clone())
            .push_bind(row.arrived.clone())
            .push_bind(row.served.clone())
            .push_bind(row.status.clone())
            .push_bind(today.to_string())
            .push_bind(now.to_owned());
    });
    query.push(on_conflict);
    query
}

fn finish<D: Database>(keys: &[String], left_at: &str, now: &str) -> QueryBuilder<D>
where
    String: Type<D> + for<'q> Encode<'q, D>,
{
    let mut query = QueryBuilder::new(
        "UPDATE recepcao_historico SET dt_atendimento = COALESCE(NULLIF(CAST(dt_atendimento AS CHAR), ''), ",
    );
    query.push_bind(left_at.to_owned()).push("), status = ").push_bind(LEFT.to_owned());
    query.push(", updated_at = ").push_bind(now.to_owned()).push(" WHERE hash_id IN (");
    push_list(&mut query, keys.iter().cloned());
    query
}

fn push_list<D: Database>(query: &mut QueryBuilder<D>, texts: impl Iterator<Item = String>)
where
    String: Type<D> + for<'q> Encode<'q, D>,
{
    let mut list = query.separated(", ");
    for text in texts {
        list.push_bind(text);
    }
    query.push(")");
}
