//! What the medical monitor writes to `espera_medica`.

use chrono::{Days, TimeDelta};
use sqlx::{Database, Encode, QueryBuilder, Type};

use super::model::{Active, Memory, Patient};
use crate::{
    db::{DbError, Dialect, during},
    in_transaction,
    jobs::JobCtx,
    kernel::{ClinicUnit, stamp},
    queues::LEFT,
};

/// Rows per statement.
const CHUNK: usize = 500;
/// Active rows nobody refreshed for this long were left behind by a unit that stopped answering.
const LEFT_BEHIND: TimeDelta = TimeDelta::minutes(120);
/// Active rows older than this belong to another day and say nothing about when the patient left.
const FORGOTTEN: TimeDelta = TimeDelta::hours(24);
/// Rows are kept for this many days.
const KEPT: Days = Days::new(3);

const ACTIVE: &str = "SELECT CAST(hash_id AS CHAR) AS hash_id, CAST(updated_at AS CHAR) AS updated_at
                      FROM espera_medica
                      WHERE unidade = ? AND (status IS NULL OR status NOT LIKE 'Finalizado%')";

const ON_CONFLICT: Dialect = Dialect {
    mysql: " ON DUPLICATE KEY UPDATE espera_minutos = VALUES(espera_minutos), status = VALUES(status),
             profissional = VALUES(profissional), updated_at = VALUES(updated_at)",
    sqlite: " ON CONFLICT (hash_id) DO UPDATE SET espera_minutos = excluded.espera_minutos,
              status = excluded.status, profissional = excluded.profissional, updated_at = excluded.updated_at",
};

/// Stores a trusted answer of `unit` in one transaction: writes who is due, finishes who left. Compares
/// with the stored rows inside it, and tells `memory` once it is done.
pub async fn save(
    ctx: &JobCtx,
    unit: ClinicUnit,
    patients: &[Patient],
    memory: &mut Memory,
    interval: std::time::Duration,
) -> Result<(), DbError> {
    let (db, now, at) = (&ctx.db, ctx.clock.stamp(), ctx.clock.now());
    let change = in_transaction!(db, tx => {
        let rows: Vec<(String, Option<String>)> =
            sqlx::query_as(ACTIVE).bind(unit.stored_name()).fetch_all(&mut **tx).await?;
        let active: Active = rows.into_iter().collect();
        let change = memory.compare(unit, patients, &active, at, interval);
        for rows in change.write.chunks(CHUNK) {
            upsert(unit, rows, db.pick(&ON_CONFLICT), &now).build().execute(&mut **tx).await?;
        }
        for keys in change.finish.chunks(CHUNK) {
            finish(keys, &now).build().execute(&mut **tx).await?;
        }
        ctx.fence.confirm(&mut **tx).await?;
        Ok(change)
    })
    .map_err(during("espera_medica.save"))?;
    memory.stored(unit, change, at, now);
    Ok(())
}

fn upsert<D: Database>(unit: ClinicUnit, rows: &[Patient], on_conflict: &'static str, now: &str) -> QueryBuilder<D>
where
    String: Type<D> + for<'q> Encode<'q, D>,
    Option<i64>: Type<D> + for<'q> Encode<'q, D>,
{
    let mut query = QueryBuilder::new(
        "INSERT INTO espera_medica
             (hash_id, unidade, paciente, chegada, espera_minutos, status, profissional, updated_at) ",
    );
    query.push_values(rows, |mut row, patient: &Patient| {
        row.push_bind(patient.hash_id.clone())
            .push_bind(unit.stored_name().to_owned())
            .push_bind(patient.name.clone())
            .push_bind(patient.arrival.clone())
            .push_bind(patient.wait_minutes)
            .push_bind(patient.status.to_owned())
            .push_bind(patient.doctor.clone())
            .push_bind(now.to_owned());
    });
    query.push(on_conflict);
    query
}

fn finish<D: Database>(keys: &[String], now: &str) -> QueryBuilder<D>
where
    String: Type<D> + for<'q> Encode<'q, D>,
{
    let mut query = QueryBuilder::new("UPDATE espera_medica SET status = ");
    query.push_bind(LEFT.to_owned()).push(", updated_at = ").push_bind(now.to_owned()).push(" WHERE hash_id IN (");
    let mut list = query.separated(", ");
    for key in keys {
        list.push_bind(key.clone());
    }
    query.push(")");
    query
}

/// Ends the stay of patients whose unit stopped answering: active rows older than a day are deleted,
/// those older than two hours are finished. One transaction. Rows touched.
pub async fn finish_left_behind(ctx: &JobCtx) -> Result<u64, DbError> {
    const DELETE: &str = "DELETE FROM espera_medica
                          WHERE updated_at < ? AND (status IS NULL OR status NOT LIKE 'Finalizado%')
                            AND unidade IN (?, ?, ?)";
    const FINISH: &str = "UPDATE espera_medica SET status = ?, updated_at = ?
                          WHERE updated_at < ? AND (status IS NULL OR status NOT LIKE 'Finalizado%')
                            AND unidade IN (?, ?, ?)";
    let (db, now) = (&ctx.db, ctx.clock.local());
    let [first, second, third] = ClinicUnit::ALL.map(ClinicUnit::stored_name);
    in_transaction!(db, tx => {
        let deleted = sqlx::query(DELETE)
            .bind(stamp::wall(now - FORGOTTEN))
            .bind(first)
            .bind(second)
            .bind(third)
            .execute(&mut **tx)
            .await?
            .rows_affected();
        let finished = sqlx::query(FINISH)
            .bind(LEFT)
            .bind(stamp::wall(now))
            .bind(stamp::wall(now - LEFT_BEHIND))
            .bind(first)
            .bind(second)
            .bind(third)
            .execute(&mut **tx)
            .await?
            .rows_affected();
        ctx.fence.confirm(&mut **tx).await?;
        Ok(deleted + finished)
    })
    .map_err(during("espera_medica.finish_left_behind"))
}

/// Deletes rows last written more than three days ago. Rows deleted.
pub async fn purge(ctx: &JobCtx) -> Result<u64, DbError> {
    const SQL: &str = "DELETE FROM espera_medica WHERE updated_at < ?";
    let (db, oldest) = (&ctx.db, (ctx.clock.today() - KEPT).to_string());
    in_transaction!(db, tx => {
        let deleted = sqlx::query(SQL).bind(&oldest).execute(&mut **tx).await?.rows_affected();
        ctx.fence.confirm(&mut **tx).await?;
        Ok(deleted)
    })
    .map_err(during("espera_medica.purge"))
}
