//! All SQL of the three Clinia tables.

use std::collections::HashMap;

use chrono::NaiveDate;
use sqlx::{Database, Encode, QueryBuilder, Type};

use super::model::{self, Group};
use crate::{
    connectors::clinia::{AppointmentDay, ChatCount, ChatDay},
    db::{Db, DbError, Dialect, during},
    in_transaction,
    jobs::JobCtx,
    on_engine,
};

/// One row of `clinia_group_snapshots`.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Snapshot {
    pub group_id: String,
    pub group_name: Option<String>,
    pub queue_size: Option<i64>,
    pub avg_wait_seconds: Option<i64>,
    /// `YYYY-MM-DD HH:MM:SS`, São Paulo wall time.
    pub updated_at: Option<String>,
}

const SNAPSHOTS: &str = "SELECT CAST(group_id AS CHAR) AS group_id, CAST(group_name AS CHAR) AS group_name,
                                CAST(queue_size AS SIGNED) AS queue_size,
                                CAST(avg_wait_seconds AS SIGNED) AS avg_wait_seconds,
                                CAST(updated_at AS CHAR) AS updated_at
                         FROM clinia_group_snapshots ORDER BY group_id";

/// The groups as last stored, the total among them, by id.
pub async fn snapshots(db: &Db) -> Result<Vec<Snapshot>, DbError> {
    on_engine!(db, pool => sqlx::query_as(SNAPSHOTS).fetch_all(pool).await)
        .map_err(during("clinia_group_snapshots.snapshots"))
}

/// What Clinia answered in a cycle; `None` leaves what is stored.
#[derive(Debug, Clone, Default)]
pub struct Answers {
    /// Replaces all groups: others are deleted.
    pub count: Option<ChatCount>,
    /// Average wait in seconds by group id.
    pub waits: Option<HashMap<String, i64>>,
    /// Names by group id.
    pub names: Option<HashMap<String, String>>,
    pub chats: Option<ChatDay>,
    pub appointments: Option<AppointmentDay>,
}

const SAVE_GROUP: Dialect = Dialect {
    mysql: " ON DUPLICATE KEY UPDATE group_name = VALUES(group_name), queue_size = VALUES(queue_size),
            avg_wait_seconds = VALUES(avg_wait_seconds), updated_at = VALUES(updated_at)",
    sqlite: " ON CONFLICT (group_id) DO UPDATE SET group_name = excluded.group_name, queue_size = excluded.queue_size,
             avg_wait_seconds = excluded.avg_wait_seconds, updated_at = excluded.updated_at",
};

/// The key and three numbers of a day, into a table of days.
const SAVE_CHATS: Dialect = Dialect {
    mysql: "INSERT INTO clinia_chat_stats
                (date, total_conversations, total_without_response, avg_wait_seconds, updated_at)
            VALUES (?, ?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE total_conversations = VALUES(total_conversations),
            total_without_response = VALUES(total_without_response), avg_wait_seconds = VALUES(avg_wait_seconds),
            updated_at = VALUES(updated_at)",
    sqlite: "INSERT INTO clinia_chat_stats
                 (date, total_conversations, total_without_response, avg_wait_seconds, updated_at)
             VALUES (?, ?, ?, ?, ?)
             ON CONFLICT (date) DO UPDATE SET total_conversations = excluded.total_conversations,
             total_without_response = excluded.total_without_response, avg_wait_seconds = excluded.avg_wait_seconds,
             updated_at = excluded.updated_at",
};

/// Like [`SAVE_CHATS`].
const SAVE_APPOINTMENTS: Dialect = Dialect {
    mysql: "INSERT INTO clinia_appointment_stats
                (date, total_appointments, bot_appointments, crc_appointments, updated_at)
            VALUES (?, ?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE total_appointments = VALUES(total_appointments),
            bot_appointments = VALUES(bot_appointments), crc_appointments = VALUES(crc_appointments),
            updated_at = VALUES(updated_at)",
    sqlite: "INSERT INTO clinia_appointment_stats
                 (date, total_appointments, bot_appointments, crc_appointments, updated_at)
             VALUES (?, ?, ?, ?, ?)
             ON CONFLICT (date) DO UPDATE SET total_appointments = excluded.total_appointments,
             bot_appointments = excluded.bot_appointments, crc_appointments = excluded.crc_appointments,
             updated_at = excluded.updated_at",
};

impl Answers {
    /// What is written about the day: the statement and its three numbers.
    fn figures(&self) -> Vec<(&'static Dialect, [i64; 3])> {
        let chats = self.chats.map(|day| [day.conversations, day.without_response, day.avg_wait_seconds]);
        let made = self.appointments.map(|day| [day.total, day.by_bot, (day.total - day.by_bot).max(0)]);
        let of = |statement, numbers: Option<_>| numbers.map(|numbers| (statement, numbers));
        of(&SAVE_CHATS, chats).into_iter().chain(of(&SAVE_APPOINTMENTS, made)).collect()
    }
}

/// Writes the answers of a cycle in one transaction: readers see the former state or the new one.
pub async fn save(ctx: &JobCtx, answers: &Answers, day: NaiveDate) -> Result<(), DbError> {
    let (db, now, day) = (&ctx.db, ctx.clock.stamp(), day.to_string());
    in_transaction!(db, tx => {
        if let Some(count) = &answers.count {
            let stored: Vec<Snapshot> = sqlx::query_as(SNAPSHOTS).fetch_all(&mut **tx).await?;
            let groups = model::next_groups(&stored, count, answers.waits.as_ref(), answers.names.as_ref());
            upsert_groups(&groups, db.pick(&SAVE_GROUP), &now).build().execute(&mut **tx).await?;
            delete_other_groups(&groups).build().execute(&mut **tx).await?;
        }
        for (statement, [first, second, third]) in answers.figures() {
            let query = sqlx::query(db.pick(statement)).bind(&day).bind(first).bind(second).bind(third).bind(&now);
            query.execute(&mut **tx).await?;
        }
        ctx.fence.confirm(&mut **tx).await?;
        Ok(())
    })
    .map_err(during("clinia.save"))
}

/// One statement for all groups: there are about ten, far below any limit of a statement.
fn upsert_groups<D: Database>(groups: &[Group], on_conflict: &'static str, now: &str) -> QueryBuilder<D>
where
    String: Type<D> + for<'q> Encode<'q, D>,
    i64: Type<D> + for<'q> Encode<'q, D>,
{
    let mut query = QueryBuilder::new(
        "INSERT INTO clinia_group_snapshots (group_id, group_name, queue_size, avg_wait_seconds, updated_at) ",
    );
    query.push_values(groups, |mut row, group| {
        row.push_bind(group.id.clone())
            .push_bind(group.name.clone())
            .push_bind(group.queue_size)
            .push_bind(group.avg_wait_seconds)
            .push_bind(now.to_owned());
    });
    query.push(on_conflict);
    query
}

fn delete_other_groups<D: Database>(groups: &[Group]) -> QueryBuilder<D>
where
    String: Type<D> + for<'q> Encode<'q, D>,
{
    let mut query = QueryBuilder::new("DELETE FROM clinia_group_snapshots WHERE group_id NOT IN (");
    let mut ids = query.separated(", ");
    for group in groups {
        ids.push_bind(group.id.clone());
    }
    query.push(")");
    query
}
