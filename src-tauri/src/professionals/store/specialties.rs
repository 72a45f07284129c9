//! `hub_professional_specialties`: every specialty of a professional, folded, to filter the list by. Kept with the list.

use std::collections::HashSet;

use sqlx::QueryBuilder;

use super::push_list;
use crate::{
    db::{Dialect, Tx},
    on_tx,
};

/// Rows per statement.
const CHUNK: usize = 250;

/// A professional's id and a folded specialty.
pub(super) type Named = (String, String);

/// Makes `wanted` all the specialties of the professionals `ids`. Only what differs is written: rows of other people are
/// not even locked.
pub(super) async fn keep(tx: &mut Tx<'_>, ids: &[String], wanted: &HashSet<Named>) -> Result<(), sqlx::Error> {
    let known = of(tx, ids).await?;
    let gone: Vec<&Named> = known.difference(wanted).collect();
    for rows in gone.chunks(CHUNK) {
        on_tx!(&mut *tx, connection => {
            let mut query = QueryBuilder::new("DELETE FROM hub_professional_specialties WHERE ");
            // One engine has no lists of pairs.
            for (place, (id, specialty)) in rows.iter().enumerate() {
                query.push(if place == 0 { "(professional_id = " } else { " OR (professional_id = " });
                query.push_bind(id.clone()).push(" AND specialty_fold = ").push_bind(specialty.clone()).push(")");
            }
            query.build().execute(&mut **connection).await.map(|_| ())
        })?;
    }
    let new: Vec<&Named> = wanted.difference(&known).collect();
    for rows in new.chunks(CHUNK) {
        add(tx, rows).await?;
    }
    Ok(())
}

async fn of(tx: &mut Tx<'_>, ids: &[String]) -> Result<HashSet<Named>, sqlx::Error> {
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    let rows: Vec<Named> = on_tx!(&mut *tx, connection => {
        let mut query = QueryBuilder::new(
            "SELECT CAST(professional_id AS CHAR), CAST(specialty_fold AS CHAR) FROM hub_professional_specialties
             WHERE professional_id IN (",
        );
        push_list(&mut query, ids);
        query.build_query_as().fetch_all(&mut **connection).await
    })?;
    Ok(rows.into_iter().collect())
}

async fn add(tx: &mut Tx<'_>, rows: &[&Named]) -> Result<(), sqlx::Error> {
    const KNOWN: Dialect = Dialect {
        mysql: " ON DUPLICATE KEY UPDATE specialty_fold = VALUES(specialty_fold)",
        sqlite: " ON CONFLICT (professional_id, specialty_fold) DO NOTHING",
    };
    let suffix = tx.pick(&KNOWN);
    on_tx!(&mut *tx, connection => {
        let mut query =
            QueryBuilder::new("INSERT INTO hub_professional_specialties (professional_id, specialty_fold) ");
        query.push_values(rows, |mut tuple, (id, specialty)| {
            tuple.push_bind(id.clone()).push_bind(specialty.clone());
        });
        query.push(suffix).build().execute(&mut **connection).await.map(|_| ())
    })
}

/// Forgets everything of these professionals.
pub(super) async fn forget(tx: &mut Tx<'_>, ids: &[String]) -> Result<(), sqlx::Error> {
    keep(tx, ids, &HashSet::new()).await
}
