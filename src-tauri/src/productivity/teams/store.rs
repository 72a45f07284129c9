//! Reads and writes of `teams_master` and `user_teams`.

use super::model::{Member, Membership, Team, TeamName};
use crate::{
    db::{Db, DbError, Dialect, Tx, during},
    in_transaction,
    kernel::text::fold,
    on_engine, on_tx,
};

const TEAMS: &str = "SELECT id, name, CAST(created_at AS CHAR) AS created_at, CAST(updated_at AS CHAR) AS updated_at
                     FROM teams_master";
const MEMBERS: &str = "SELECT id, user_name, team_id FROM user_teams";

/// All teams, in no particular order.
pub(in crate::productivity) async fn list(db: &Db) -> Result<Vec<Team>, DbError> {
    on_engine!(db, pool => sqlx::query_as(TEAMS).fetch_all(pool).await).map_err(during("teams_master.list"))
}

/// All memberships, in no particular order.
pub(in crate::productivity) async fn members(db: &Db) -> Result<Vec<Member>, DbError> {
    on_engine!(db, pool => sqlx::query_as(MEMBERS).fetch_all(pool).await).map_err(during("user_teams.members"))
}

/// The teams, kept from changing until the transaction ends: an adopted table has no unique names. SQLite has one
/// writer anyway.
const TEAMS_TO_CHANGE: Dialect = Dialect {
    mysql: "SELECT id, name, CAST(created_at AS CHAR) AS created_at, CAST(updated_at AS CHAR) AS updated_at
            FROM teams_master FOR UPDATE",
    sqlite: TEAMS,
};

async fn teams_to_change(tx: &mut Tx<'_>) -> Result<Vec<Team>, sqlx::Error> {
    let sql = tx.pick(&TEAMS_TO_CHANGE);
    on_tx!(tx, connection => sqlx::query_as(sql).fetch_all(&mut **connection).await)
}

/// Adds a team; `false` when there is one of this name already.
pub(super) async fn insert(db: &Db, id: &str, name: &TeamName, stamp: &str) -> Result<bool, DbError> {
    const INSERT: &str = "INSERT INTO teams_master (id, name, created_at, updated_at) VALUES (?, ?, ?, ?)";
    let folded = fold(&name.0);
    let inserted = in_transaction!(db, tx => {
        let known = teams_to_change(&mut Tx::from(&mut **tx)).await?;
        if known.iter().any(|team| fold(&team.name) == folded) {
            return Ok(false);
        }
        sqlx::query(INSERT).bind(id).bind(&name.0).bind(stamp).bind(stamp).execute(&mut **tx).await?;
        Ok(true)
    });
    match inserted {
        // What the engine takes for equal is more than what we do: signs without weight, say.
        Err(sqlx::Error::Database(error)) if error.is_unique_violation() => Ok(false),
        inserted => inserted.map_err(during("teams_master.insert")),
    }
}

/// Removes a team and its memberships; nothing happens when there is none. `false` when the team has to stay.
pub(super) async fn delete(db: &Db, id: &str) -> Result<bool, DbError> {
    in_transaction!(db, tx => {
        let teams = teams_to_change(&mut Tx::from(&mut **tx)).await?;
        // Where an adopted table holds the name twice, the spare one may go.
        let is_last = teams.iter().filter(|team| team.is_protected()).count() == 1;
        if is_last && teams.iter().any(|team| team.id == id && team.is_protected()) {
            return Ok(false);
        }
        sqlx::query("DELETE FROM user_teams WHERE team_id = ?").bind(id).execute(&mut **tx).await?;
        sqlx::query("DELETE FROM teams_master WHERE id = ?").bind(id).execute(&mut **tx).await?;
        Ok(true)
    })
    .map_err(during("teams_master.delete"))
}

/// Puts a person into a team under the spelling given, unless they are in it. `false` when there is no such team.
pub(super) async fn add(db: &Db, id: &str, wanted: &Membership, stamp: &str) -> Result<bool, DbError> {
    const INSERT: &str = "INSERT INTO user_teams (id, user_name, team_id, created_at) VALUES (?, ?, ?, ?)";
    let added = in_transaction!(db, tx => {
        let teams = teams_to_change(&mut Tx::from(&mut **tx)).await?;
        if !teams.iter().any(|team| team.id == wanted.team_id) {
            return Ok(false);
        }
        if memberships(&mut Tx::from(&mut **tx), wanted).await?.is_empty() {
            sqlx::query(INSERT)
                .bind(id)
                .bind(&wanted.user_name)
                .bind(&wanted.team_id)
                .bind(stamp)
                .execute(&mut **tx)
                .await?;
        }
        Ok(true)
    });
    match added {
        Err(sqlx::Error::Database(error)) if error.is_unique_violation() => Ok(true),
        added => added.map_err(during("user_teams.add")),
    }
}

/// Takes a person out of a team, whatever the spelling. `false` when there is no such team.
pub(super) async fn remove(db: &Db, wanted: &Membership) -> Result<bool, DbError> {
    in_transaction!(db, tx => {
        let teams = teams_to_change(&mut Tx::from(&mut **tx)).await?;
        if !teams.iter().any(|team| team.id == wanted.team_id) {
            return Ok(false);
        }
        // One row; more only where an adopted table holds doubles.
        for id in memberships(&mut Tx::from(&mut **tx), wanted).await? {
            sqlx::query("DELETE FROM user_teams WHERE id = ?").bind(id).execute(&mut **tx).await?;
        }
        Ok(true)
    })
    .map_err(during("user_teams.remove"))
}

/// The ids of the rows that say the same.
async fn memberships(tx: &mut Tx<'_>, wanted: &Membership) -> Result<Vec<String>, sqlx::Error> {
    const SQL: &str = "SELECT id, user_name, team_id FROM user_teams WHERE team_id = ?";
    let stored: Vec<Member> =
        on_tx!(tx, connection => sqlx::query_as(SQL).bind(&wanted.team_id).fetch_all(&mut **connection).await)?;
    let folded = fold(&wanted.user_name);
    Ok(stored.into_iter().filter(|member| fold(&member.user_name) == folded).map(|member| member.id).collect())
}
