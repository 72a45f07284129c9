//! Reads of `hub_professional_list` for the watch, and all SQL of `hub_certificate_marks`. Active professionals only.

use std::collections::HashSet;

use chrono::NaiveDate;
use sqlx::{Database, Encode, FromRow, QueryBuilder, Type};

use super::push_list;
use crate::{
    db::{Dialect, Tx},
    on_tx,
    professionals::{standing, watch::Kind},
};

/// Rows per statement.
const CHUNK: usize = 500;

/// How many active professionals there are of each kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, FromRow)]
pub(in crate::professionals) struct Counts {
    pub expired: i64,
    pub expiring: i64,
    /// Without a certificate, or one that nobody knows the last day of.
    pub unknown: i64,
    /// Something is missing from the record.
    pub incomplete: i64,
}

/// How a certificate stood when the watch last looked.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub(in crate::professionals) struct Mark {
    pub professional_id: String,
    /// `VENCENDO` or `VENCIDA`.
    pub status: String,
    pub expires_at: Option<String>,
    /// The day on which the watch first found this status.
    pub since: String,
}

/// The counts on `today`.
pub(in crate::professionals) async fn counts(tx: &mut Tx<'_>, today: NaiveDate) -> Result<Counts, sqlx::Error> {
    const SQL: &str = "SELECT
            CAST(COALESCE(SUM(CASE WHEN certidao_due > '' AND certidao_due < ? THEN 1 ELSE 0 END), 0) AS SIGNED)
                AS expired,
            CAST(COALESCE(SUM(CASE WHEN certidao_due >= ? AND certidao_due <= ? THEN 1 ELSE 0 END), 0) AS SIGNED)
                AS expiring,
            CAST(COALESCE(SUM(CASE WHEN certidao_due = '' THEN 1 ELSE 0 END), 0) AS SIGNED) AS unknown,
            CAST(COALESCE(SUM(is_pending), 0) AS SIGNED) AS incomplete
        FROM hub_professional_list WHERE is_active = 1";
    let (today, warned) = standing::days(today);
    on_tx!(tx, connection => sqlx::query_as(SQL).bind(&today).bind(&today).bind(&warned)
        .fetch_one(&mut **connection).await)
}

/// How many items of a kind there are, and the ids of one page: certificates that expire first, by their last day;
/// then the others, by name.
pub(in crate::professionals) async fn items(
    tx: &mut Tx<'_>,
    kind: Kind,
    today: NaiveDate,
    page: i64,
    page_size: i64,
) -> Result<(i64, Vec<String>), sqlx::Error> {
    let (_, warned) = standing::days(today);
    let total = on_tx!(&mut *tx, connection => {
        let mut query = QueryBuilder::new("SELECT COUNT(*)");
        push_items(&mut query, kind, &warned);
        query.build_query_scalar().fetch_one(&mut **connection).await
    })?;
    let ids = on_tx!(&mut *tx, connection => {
        let mut query = QueryBuilder::new("SELECT CAST(professional_id AS CHAR)");
        push_items(&mut query, kind, &warned);
        query.push(" ORDER BY CASE WHEN certidao_due > '' AND certidao_due <= ").push_bind(warned.clone());
        query.push(" THEN certidao_due ELSE '9999-99-99' END, name_fold, professional_id LIMIT ");
        query.push_bind(page_size).push(" OFFSET ").push_bind((page - 1).saturating_mul(page_size));
        query.build_query_scalar().fetch_all(&mut **connection).await
    })?;
    Ok((total, ids))
}

fn push_items<D: Database>(query: &mut QueryBuilder<D>, kind: Kind, warned: &str)
where
    String: Type<D> + for<'q> Encode<'q, D>,
{
    query.push(" FROM hub_professional_list WHERE is_active = 1");
    match kind {
        Kind::All => {
            query.push(" AND (is_pending = 1 OR certidao_due <= ").push_bind(warned.to_owned()).push(")");
        }
        Kind::Expiring => {
            query.push(" AND certidao_due > '' AND certidao_due <= ").push_bind(warned.to_owned());
        }
        Kind::Pending => {
            query.push(" AND is_pending = 1");
        }
    }
}

/// Who has a certificate that is about to expire or has expired, and its last day.
pub(in crate::professionals) async fn due(
    tx: &mut Tx<'_>,
    today: NaiveDate,
) -> Result<Vec<(String, String)>, sqlx::Error> {
    const SQL: &str = "SELECT CAST(professional_id AS CHAR), CAST(certidao_due AS CHAR) FROM hub_professional_list
        WHERE is_active = 1 AND certidao_due > '' AND certidao_due <= ?";
    let (_, warned) = standing::days(today);
    on_tx!(tx, connection => sqlx::query_as(SQL).bind(&warned).fetch_all(&mut **connection).await)
}

/// Every mark.
pub(in crate::professionals) async fn marks(tx: &mut Tx<'_>) -> Result<Vec<Mark>, sqlx::Error> {
    const SQL: &str = "SELECT CAST(professional_id AS CHAR) AS professional_id, CAST(status AS CHAR) AS status,
            CAST(expires_at AS CHAR) AS expires_at, CAST(since AS CHAR) AS since FROM hub_certificate_marks";
    on_tx!(tx, connection => sqlx::query_as(SQL).fetch_all(&mut **connection).await)
}

/// Makes the `stored` marks those of `marks`; equal ones are not written.
pub(in crate::professionals) async fn replace_marks(
    tx: &mut Tx<'_>,
    stored: &[Mark],
    marks: &[Mark],
) -> Result<(), sqlx::Error> {
    const ON_CONFLICT: Dialect = Dialect {
        mysql: " ON DUPLICATE KEY UPDATE status = VALUES(status), expires_at = VALUES(expires_at),
                 since = VALUES(since)",
        sqlite: " ON CONFLICT (professional_id) DO UPDATE SET status = excluded.status,
                  expires_at = excluded.expires_at, since = excluded.since",
    };
    let suffix = tx.pick(&ON_CONFLICT);
    let new: Vec<&Mark> = marks.iter().filter(|mark| !stored.contains(mark)).collect();
    let wanted: HashSet<&str> = marks.iter().map(|mark| mark.professional_id.as_str()).collect();
    let over = stored.iter().map(|mark| &mark.professional_id).filter(|id| !wanted.contains(id.as_str()));
    let over: Vec<String> = over.cloned().collect();
    for ids in over.chunks(CHUNK) {
        on_tx!(&mut *tx, connection => {
            let mut query = QueryBuilder::new("DELETE FROM hub_certificate_marks WHERE professional_id IN (");
            push_list(&mut query, ids);
            query.build().execute(&mut **connection).await.map(|_| ())
        })?;
    }
    for marks in new.chunks(CHUNK) {
        on_tx!(&mut *tx, connection => {
            let mut query = QueryBuilder::new(
                "INSERT INTO hub_certificate_marks (professional_id, status, expires_at, since) ",
            );
            query.push_values(marks, |mut tuple, mark| {
                tuple
                    .push_bind(mark.professional_id.clone())
                    .push_bind(mark.status.clone())
                    .push_bind(mark.expires_at.clone())
                    .push_bind(mark.since.clone());
            });
            query.push(suffix);
            query.build().execute(&mut **connection).await.map(|_| ())
        })?;
    }
    Ok(())
}
