//! All SQL of `feegow_proposals`.

use chrono::Days;
use sqlx::{Database, Encode, FromRow, QueryBuilder, Type};

use crate::{
    connectors::feegow::proposals::Proposal,
    db::{Db, DbError, Dialect, during},
    in_transaction,
    jobs::JobCtx,
    kernel::{Period, text::cut},
    on_engine,
};

/// Rows per statement.
const CHUNK: usize = 500;
/// What an adopted `TEXT` column holds, in bytes.
const ITEMS_MAX: usize = 65_535;
/// Characters of a unit's name, which is indexed.
const UNIT_MAX: usize = 191;
/// Characters of other texts: as many as an adopted `TEXT` column holds of any kind.
const TEXT_MAX: usize = ITEMS_MAX / 4;

/// The proposals of a unit and a person that have the same status, each spelling for itself.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub(super) struct Sum {
    /// See [`Sum::parts`].
    names: String,
    pub proposal_count: i64,
    pub reais: f64,
}

impl Sum {
    /// Unit, status and professional.
    pub fn parts(&self) -> [Option<&str>; 3] {
        let mut parts = self.names.splitn(3, '\t').map(|part| part.strip_prefix('='));
        std::array::from_fn(|_| parts.next().flatten())
    }
}

// Exact spellings: which of them are the same name is decided by their folds, on both engines alike. Both have to be
// told which index to read: MySQL takes all of it for cheaper than the period's part, SQLite prefers the shorter one.
const SUMS: Dialect = Dialect {
    mysql: "SELECT /*+ INDEX(feegow_proposals idx_prop_names) */ names, COUNT(*) AS proposal_count,
                   CAST(COALESCE(SUM(total_value), 0) AS DOUBLE) AS reais
            FROM feegow_proposals WHERE date >= ? AND date < ? GROUP BY names",
    sqlite: "SELECT names, COUNT(*) AS proposal_count, CAST(COALESCE(SUM(total_value), 0) AS REAL) AS reais
             FROM feegow_proposals INDEXED BY idx_prop_names WHERE date >= ? AND date < ? GROUP BY names",
};

/// The sums of a period, in no particular order. A time behind a day does not matter; other spellings of a day than
/// `YYYY-MM-DD` belong to no period.
pub(super) async fn sums(db: &Db, period: Period) -> Result<Vec<Sum>, DbError> {
    let sql = db.pick(&SUMS);
    let first = period.first.to_string();
    let end = period.last.checked_add_days(Days::new(1)).unwrap_or(period.last).to_string();
    on_engine!(db, pool => sqlx::query_as(sql).bind(&first).bind(&end).fetch_all(pool).await)
        .map_err(during("feegow_proposals.sums"))
}

const ON_CONFLICT: Dialect = Dialect {
    mysql: " ON DUPLICATE KEY UPDATE date = VALUES(date), status = VALUES(status), unit_name = VALUES(unit_name),
             professional_name = VALUES(professional_name), total_value = VALUES(total_value),
             items_json = VALUES(items_json), updated_at = VALUES(updated_at)",
    sqlite: " ON CONFLICT (proposal_id) DO UPDATE SET date = excluded.date, status = excluded.status,
              unit_name = excluded.unit_name, professional_name = excluded.professional_name,
              total_value = excluded.total_value, items_json = excluded.items_json, updated_at = excluded.updated_at",
};

/// Writes proposals over what is known of them, in one transaction; of two of the same number the later one stays. On
/// MySQL a list of items too long for an adopted column is left out.
pub(super) async fn save(ctx: &JobCtx, proposals: &[Proposal]) -> Result<(), DbError> {
    if proposals.is_empty() {
        return Ok(());
    }
    let (db, now) = (&ctx.db, ctx.clock.stamp());
    let limit = if matches!(db, Db::MySql(_)) { ITEMS_MAX } else { usize::MAX };
    let cut = proposals.iter().filter(|proposal| proposal.items_json.len() > limit).count();
    if cut > 0 {
        tracing::warn!(proposals = cut, "lists of items too long to be stored");
    }
    in_transaction!(db, tx => {
        for rows in proposals.chunks(CHUNK) {
            upsert(rows, db.pick(&ON_CONFLICT), &now, limit).build().execute(&mut **tx).await?;
        }
        ctx.fence.confirm(&mut **tx).await?;
        Ok(())
    })
    .map_err(during("feegow_proposals.save"))
}

fn upsert<D: Database>(rows: &[Proposal], on_conflict: &'static str, now: &str, limit: usize) -> QueryBuilder<D>
where
    String: Type<D> + for<'q> Encode<'q, D>,
    i64: Type<D> + for<'q> Encode<'q, D>,
    f64: Type<D> + for<'q> Encode<'q, D>,
{
    let mut query = QueryBuilder::new(
        "INSERT INTO feegow_proposals
             (proposal_id, date, status, unit_name, professional_name, total_value, items_json, updated_at) ",
    );
    query.push_values(rows, |mut row, proposal: &Proposal| {
        let items = if proposal.items_json.len() > limit { "[]" } else { proposal.items_json.as_str() };
        row.push_bind(proposal.id)
            .push_bind(proposal.day.to_string())
            .push_bind(cut(&proposal.status, TEXT_MAX).to_owned())
            .push_bind(cut(&proposal.unit, UNIT_MAX).to_owned())
            .push_bind(cut(&proposal.professional, TEXT_MAX).to_owned())
            .push_bind(proposal.total.reais())
            .push_bind(items.to_owned())
            .push_bind(now.to_owned());
    });
    query.push(on_conflict);
    query
}
