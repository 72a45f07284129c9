//! Reads and writes of `system_status`: one row per sync service.

use sqlx::Row;

use super::model::{INTERRUPTED, REQUESTED, STARTED, Status, WAITING};
use crate::{
    db::{Db, DbError, Dialect, during},
    in_transaction,
    kernel::Service,
    on_engine, on_writer,
};

/// The last thing a service said about itself.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Heartbeat {
    pub service_name: String,
    pub status: Option<String>,
    /// `YYYY-MM-DD HH:MM:SS`, São Paulo wall time. `None` until the first run.
    pub last_run: Option<String>,
    pub details: Option<String>,
}

impl Heartbeat {
    /// Whether somebody waits for a run.
    pub fn is_request(&self) -> bool {
        matches!(self.status.as_deref(), Some("PENDING" | "QUEUED"))
    }

    /// Whether it says that a run is going on.
    pub fn is_running(&self) -> bool {
        self.status.as_deref() == Some("RUNNING")
    }
}

/// All heartbeats, newest run first, never-run services last. Empty table: empty list.
pub async fn list(db: &Db) -> Result<Vec<Heartbeat>, DbError> {
    const SQL: &str = "SELECT service_name, status, last_run, details FROM system_status
                       ORDER BY last_run IS NULL, last_run DESC, service_name";
    on_engine!(db, pool => sqlx::query_as(SQL).fetch_all(pool).await).map_err(during("system_status.list"))
}

/// The heartbeat of one service; `None` before anything was said.
pub async fn find(db: &Db, service: Service) -> Result<Option<Heartbeat>, DbError> {
    const SQL: &str = "SELECT service_name, status, last_run, details FROM system_status WHERE service_name = ?";
    on_engine!(db, pool => sqlx::query_as(SQL).bind(service.key()).fetch_optional(pool).await)
        .map_err(during("system_status.find"))
}

/// The rows that ask for a run or say that one is going on, under whatever name they were written.
pub async fn unfinished(db: &Db) -> Result<Vec<Heartbeat>, DbError> {
    const SQL: &str = "SELECT service_name, status, last_run, details FROM system_status
                       WHERE status IN ('PENDING', 'QUEUED', 'RUNNING') ORDER BY service_name";
    on_engine!(db, pool => sqlx::query_as(SQL).fetch_all(pool).await).map_err(during("system_status.unfinished"))
}

/// Adds the row of a service that never said anything. Affects nothing when there is one.
const INSERT: Dialect = Dialect {
    mysql: "INSERT IGNORE INTO system_status (service_name, status, last_run, details) VALUES (?, ?, ?, ?)",
    sqlite: "INSERT INTO system_status (service_name, status, last_run, details) VALUES (?, ?, ?, ?)
             ON CONFLICT (service_name) DO NOTHING",
};

async fn insert(
    db: &Db,
    service: Service,
    status: Status,
    last_run: Option<&str>,
    details: &str,
) -> Result<bool, DbError> {
    let sql = db.pick(&INSERT);
    let affected = on_writer!(db, pool => sqlx::query(sql)
        .bind(service.key()).bind(status.word()).bind(last_run).bind(details)
        .execute(pool).await.map(|done| done.rows_affected()));
    Ok(affected.map_err(during("system_status.insert"))? > 0)
}

/// Marks the service as asked for, unless it is asked for already or has been running since after
/// `stale_before`. Keeps `last_run`. Whether anything was written.
pub async fn request(db: &Db, service: Service, stale_before: &str) -> Result<bool, DbError> {
    const SQL: &str = "UPDATE system_status SET status = 'PENDING', details = ?
                       WHERE service_name = ? AND COALESCE(status, '') NOT IN ('PENDING', 'QUEUED')
                         AND NOT (COALESCE(status, '') = 'RUNNING' AND COALESCE(last_run, '') > ?)";
    let affected = on_writer!(db, pool => sqlx::query(SQL)
        .bind(REQUESTED).bind(service.key()).bind(stale_before)
        .execute(pool).await.map(|done| done.rows_affected()));
    if affected.map_err(during("system_status.request"))? > 0 {
        return Ok(true);
    }
    insert(db, service, Status::Pending, None, REQUESTED).await
}

/// A run begins: `RUNNING`, whatever was there. This consumes every request made so far.
pub async fn begin(db: &Db, service: Service, stamp: &str) -> Result<(), DbError> {
    const SQL: &str = "UPDATE system_status SET status = 'RUNNING', last_run = ?, details = ? WHERE service_name = ?";
    let affected = on_writer!(db, pool => sqlx::query(SQL)
        .bind(stamp).bind(STARTED).bind(service.key())
        .execute(pool).await.map(|done| done.rows_affected()));
    if affected.map_err(during("system_status.begin"))? == 0 {
        insert(db, service, Status::Running, Some(stamp), STARTED).await?;
    }
    Ok(())
}

/// Writes a heartbeat unless somebody waits for another run: a request is never overwritten.
/// Whether it was written.
pub async fn report(db: &Db, service: Service, status: Status, stamp: &str, details: &str) -> Result<bool, DbError> {
    const SQL: &str = "UPDATE system_status SET status = ?, last_run = ?, details = ?
                       WHERE service_name = ? AND COALESCE(status, '') NOT IN ('PENDING', 'QUEUED')";
    let affected = on_writer!(db, pool => sqlx::query(SQL)
        .bind(status.word()).bind(stamp).bind(details).bind(service.key())
        .execute(pool).await.map(|done| done.rows_affected()));
    if affected.map_err(during("system_status.report"))? > 0 {
        return Ok(true);
    }
    insert(db, service, status, Some(stamp), details).await
}

/// What is in status `from` (a request, or a run that gave way) waits for its turn. Keeps `last_run`.
/// Whether anything changed.
pub async fn queue(db: &Db, service: Service, from: Status) -> Result<bool, DbError> {
    const SQL: &str = "UPDATE system_status SET status = 'QUEUED', details = ? WHERE service_name = ? AND status = ?";
    let affected = on_writer!(db, pool => sqlx::query(SQL)
        .bind(WAITING).bind(service.key()).bind(from.word()).execute(pool).await.map(|done| done.rows_affected()));
    Ok(affected.map_err(during("system_status.queue"))? > 0)
}

/// Answers a request that cannot be fulfilled: `ERROR` with the reason. No run took place, so `last_run` stays.
pub async fn refuse(db: &Db, service: Service, reason: &str) -> Result<(), DbError> {
    const SQL: &str = "UPDATE system_status SET status = 'ERROR', details = ?
                       WHERE service_name = ? AND status IN ('PENDING', 'QUEUED')";
    on_writer!(db, pool => sqlx::query(SQL).bind(reason).bind(service.key()).execute(pool).await.map(|_| ()))
        .map_err(during("system_status.refuse"))
}

/// A run that its process can no longer end: `ERROR` with the reason. Whether there was one.
pub async fn end_running(db: &Db, service: Service, reason: &str) -> Result<bool, DbError> {
    const SQL: &str = "UPDATE system_status SET status = 'ERROR', details = ?
                       WHERE service_name = ? AND status = 'RUNNING'";
    let affected = on_writer!(db, pool => sqlx::query(SQL)
        .bind(reason).bind(service.key()).execute(pool).await.map(|done| done.rows_affected()));
    Ok(affected.map_err(during("system_status.end_running"))? > 0)
}

/// Marks the run of a process that died, as it was found; a run that began since is another one.
/// Whether it was still there.
pub async fn interrupt(db: &Db, found: &Heartbeat) -> Result<bool, DbError> {
    const SQL: &str = "UPDATE system_status SET status = 'ERROR', details = ?
                       WHERE service_name = ? AND status = 'RUNNING' AND COALESCE(last_run, '') = ?";
    let last_run = found.last_run.as_deref().unwrap_or_default();
    let affected = on_writer!(db, pool => sqlx::query(SQL)
        .bind(INTERRUPTED).bind(&found.service_name).bind(last_run)
        .execute(pool).await.map(|done| done.rows_affected()));
    Ok(affected.map_err(during("system_status.interrupt"))? > 0)
}

const LOCKED_LIST: Dialect = Dialect {
    mysql: "SELECT service_name, status, last_run, details FROM system_status FOR UPDATE",
    sqlite: "SELECT service_name, status, last_run, details FROM system_status",
};

/// Joins rows written under other names of a service into the service's own row; unknown names stay.
///
/// The newest run wins; a request under any name stays a request. Returns the services concerned.
pub async fn merge_names(db: &Db) -> Result<Vec<Service>, DbError> {
    const DELETE: &str = "DELETE FROM system_status WHERE service_name = ?";
    const SAVE: &str = "UPDATE system_status SET status = ?, last_run = ?, details = ? WHERE service_name = ?";
    let (list, insert) = (db.pick(&LOCKED_LIST), db.pick(&INSERT));
    in_transaction!(db, tx => {
        let rows = sqlx::query(list).fetch_all(&mut **tx).await?;
        let mut beats = Vec::with_capacity(rows.len());
        for row in rows {
            beats.push(Heartbeat {
                service_name: row.try_get(0)?,
                status: row.try_get(1)?,
                last_run: row.try_get(2)?,
                details: row.try_get(3)?,
            });
        }
        let mut merged = Vec::new();
        for service in Service::ALL {
            let Some(winner) = joined(service, &beats) else { continue };
            for alias in beats.iter().filter(|beat| is_alias_of(service, beat)) {
                sqlx::query(DELETE).bind(&alias.service_name).execute(&mut **tx).await?;
            }
            sqlx::query(insert).bind(service.key()).bind(&winner.status).bind(&winner.last_run).bind(&winner.details)
                .execute(&mut **tx).await?;
            sqlx::query(SAVE).bind(&winner.status).bind(&winner.last_run).bind(&winner.details).bind(service.key())
                .execute(&mut **tx).await?;
            merged.push(service);
        }
        Ok(merged)
    })
    .map_err(during("system_status.merge_names"))
}

fn is_alias_of(service: Service, beat: &Heartbeat) -> bool {
    beat.service_name != service.key() && Service::from_name(&beat.service_name) == Some(service)
}

/// What the service's one row must say; `None` when it has no other spelling.
fn joined(service: Service, beats: &[Heartbeat]) -> Option<Heartbeat> {
    if !beats.iter().any(|beat| is_alias_of(service, beat)) {
        return None;
    }
    let spellings: Vec<&Heartbeat> =
        beats.iter().filter(|beat| Service::from_name(&beat.service_name) == Some(service)).collect();
    let first_newest = spellings.iter().rev().max_by(|a, b| a.last_run.cmp(&b.last_run))?;
    let mut winner = (*first_newest).clone();
    if let Some(request) = spellings.iter().find(|beat| beat.is_request()) {
        winner.status.clone_from(&request.status);
        winner.details.clone_from(&request.details);
    }
    Some(winner)
}
