//! Builds the schema, or adopts an existing database: adds what is missing, changes nothing that holds data.
//!
//! The migration pairs under `migrations/` are the one place where the schema is written
//! ([`files`], read by [`schema`]). At every start the database's own inventory ([`inventory`]) is
//! compared with it ([`steps`]) and every missing table, column and index is added, one re-runnable
//! statement at a time, on one connection that holds a lock ([`session`]). Statements of a pair that
//! are not structure are data steps: run once and booked in `hub_schema_migrations`. The preview
//! takes the same path and stops before the first statement that writes.

mod derived;
mod files;
mod inventory;
mod schema;
mod session;
mod steps;

use std::{collections::BTreeMap, fmt};

use sha2::{Digest, Sha256};

use super::{Db, DbError, during};
use crate::kernel::{Clock, text::fold};
use files::{MIGRATIONS, Wanted};
use inventory::Inventory;
use session::{Refusal, Session};
use steps::{Difference, Kind, Step, quoted};

/// Shared values are listed up to this many.
const LISTED: usize = 20;
/// Billing lines and their payment date, which very old rows hold as `DD/MM/YYYY`.
const BILLING: (&str, &str) = ("faturamento_analitico", "data_do_pagamento");

const BOOK: &str = "INSERT INTO hub_schema_migrations (version, name, checksum, applied_at, changes)
                    VALUES (?, ?, ?, ?, ?)";

/// Which SQL is spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Engine {
    MySql,
    Sqlite,
}

/// What was (or would be) done.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Tables known to this version.
    pub tables: usize,
    /// One line per change, in order.
    pub changes: Vec<String>,
    /// Things that work but deserve a look.
    pub warnings: Vec<String>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "schema ok: {} tables, {} changes, {} warnings", self.tables, self.changes.len(), self.warnings.len())
    }
}

/// Makes every missing table, column and index. Running it again changes nothing.
///
/// Waits while another instance does the same. Fails when that takes longer than a minute, when the
/// account may not create or alter tables, or when a table lacks its key columns. A missing index is
/// only a warning.
pub async fn migrate(db: &Db) -> Result<Report, DbError> {
    let mut session = Session::exclusive(db).await?;
    let wanted = Wanted::read(session.engine())?;
    let report = Pass::begin(&mut session, &wanted, true).await?.run().await?;
    session.finish().await?;
    Ok(report)
}

/// What [`migrate`] would do. Changes nothing, takes no lock.
pub async fn plan(db: &Db) -> Result<Report, DbError> {
    let mut session = Session::reading(db).await?;
    let wanted = Wanted::read(session.engine())?;
    let report = Pass::begin(&mut session, &wanted, false).await?.run().await?;
    session.finish().await?;
    Ok(report)
}

/// What [`migrate`] would do to an embedded database that does not exist yet.
pub fn plan_new_sqlite() -> Result<Report, DbError> {
    let wanted = Wanted::read(Engine::Sqlite)?;
    let difference =
        Difference::between(&wanted.schema, &Inventory::default(), Engine::Sqlite, &std::collections::BTreeSet::new());
    let changes = difference.steps.into_iter().map(|step| step.summary).collect();
    Ok(Report { tables: wanted.schema.tables.len(), changes, warnings: Vec::new() })
}

/// One look at a database, and what follows from it.
struct Pass<'a> {
    session: &'a mut Session,
    wanted: &'a Wanted,
    stored: Inventory,
    steps: Vec<Step>,
    report: Report,
    /// Changes by migration version.
    counts: BTreeMap<i64, i64>,
    /// False: only look.
    writing: bool,
}

impl<'a> Pass<'a> {
    async fn begin(session: &'a mut Session, wanted: &'a Wanted, writing: bool) -> Result<Self, DbError> {
        let stored = read_inventory(session).await.map_err(during("migrate.inventory"))?;
        let keyless = derived::keyless(session, &stored).await.map_err(during("migrate.inventory"))?;
        let difference = Difference::between(&wanted.schema, &stored, session.engine(), &keyless);
        if !difference.blocking.is_empty() {
            return Err(DbError::Setup(difference.blocking.join("\n")));
        }
        let report = Report { tables: wanted.schema.tables.len(), changes: Vec::new(), warnings: difference.warnings };
        let counts = BTreeMap::new();
        Ok(Self { session, wanted, stored, steps: difference.steps, report, counts, writing })
    }

    async fn run(mut self) -> Result<Report, DbError> {
        self.note_old_dates().await?;
        for step in std::mem::take(&mut self.steps) {
            self.take(&step).await?;
        }
        self.book().await?;
        Ok(self.report)
    }

    /// One step: looks for duplicates first where they matter, then adds.
    async fn take(&mut self, step: &Step) -> Result<(), DbError> {
        if let Kind::Unique { columns } = &step.kind
            && let Some(shared) =
                self.shared_values(&step.table, columns).await.map_err(during("migrate.duplicates"))?
        {
            self.report.warnings.push(shared);
            return Ok(());
        }
        if self.writing && !self.write(step).await? {
            return Ok(());
        }
        *self.counts.entry(self.wanted.origin_of(&step.table)).or_default() += 1;
        self.report.changes.push(step.summary.clone());
        Ok(())
    }

    /// Runs the step's statement; false when there was nothing left to do.
    async fn write(&mut self, step: &Step) -> Result<bool, DbError> {
        let outcome = match (&step.kind, self.wanted.schema.table(&step.table)) {
            (Kind::Rebuild, Some(table)) => derived::rebuild(self.session, table, &self.stored).await,
            _ => self.session.execute(&step.sql).await,
        };
        let Err(error) = outcome else { return Ok(true) };
        let optional = matches!(step.kind, Kind::Index | Kind::Unique { .. } | Kind::Obsolete);
        match Refusal::of(&error) {
            Refusal::AlreadyThere => Ok(false),
            Refusal::Duplicate | Refusal::Privilege | Refusal::TooSlow if optional => {
                self.report.warnings.push(format!("not done: {}: {error}", step.summary));
                Ok(false)
            }
            Refusal::Privilege => Err(DbError::Setup(format!(
                "the database account may not run \"{}\" ({error}): grant it CREATE, ALTER and INDEX on this database, \
                 or run hub migrate once with an account that has them",
                step.summary
            ))),
            Refusal::Duplicate | Refusal::TooSlow | Refusal::Other => {
                Err(DbError::Setup(format!("the step \"{}\" failed: {error}", step.summary)))
            }
        }
    }

    /// A warning that lists values shared by several rows; `None` when every row is alone.
    async fn shared_values(&mut self, table: &str, columns: &[String]) -> Result<Option<String>, sqlx::Error> {
        let stored = self.stored.tables.get(table);
        if !columns.iter().all(|name| stored.is_some_and(|table| table.column(name).is_some())) {
            return Ok(None); // added just now: every row holds NULL
        }
        let texts: Vec<String> = columns.iter().map(|name| format!("CAST({} AS CHAR)", quoted(name))).collect();
        let known: Vec<String> = columns.iter().map(|name| format!("{} IS NOT NULL", quoted(name))).collect();
        let sql = format!("SELECT {} FROM {} WHERE {}", texts.join(", "), quoted(table), known.join(" AND "));
        let mut counts: BTreeMap<Vec<String>, usize> = BTreeMap::new();
        self.session
            .each(&sql, |row| *counts.entry(row.iter().map(|text| fold(text)).collect()).or_default() += 1)
            .await?;
        Ok(shared(table, columns, counts))
    }

    /// Counts payment dates that are still written with slashes: readers must convert those.
    async fn note_old_dates(&mut self) -> Result<(), DbError> {
        let (table, column) = BILLING;
        let Some(name) = self.stored.tables.get(table).and_then(|found| found.column(column)).map(|c| quoted(&c.name))
        else {
            return Ok(());
        };
        let sql = format!("SELECT CAST(COUNT(*) AS CHAR) FROM {table} WHERE {name} LIKE '%/%'");
        let count = self.session.texts(&sql).await.map_err(during("migrate.dates"))?.concat().concat();
        if !matches!(count.as_str(), "0" | "") {
            self.report
                .warnings
                .push(format!("{table}.{column}: {count} rows hold DD/MM/YYYY; they are read as dates"));
        }
        Ok(())
    }

    /// Runs the data steps that were never run and books every migration once.
    async fn book(&mut self) -> Result<(), DbError> {
        let booked = self.booked().await.map_err(during("migrate.book"))?;
        for (migration, data) in MIGRATIONS.iter().zip(&self.wanted.data) {
            let label = format!("{:04}_{}", migration.version, migration.name);
            let checksum = hex::encode(Sha256::digest(migration.text(self.session.engine()).as_bytes()));
            match booked.get(&migration.version) {
                Some(known) if *known != checksum => {
                    self.report.warnings.push(format!("migration {label} reads differently from when it was booked"));
                }
                Some(_) => {}
                None => {
                    if !data.is_empty() {
                        self.report.changes.push(format!("data step {label}"));
                    }
                    if self.writing {
                        self.book_one(migration.version, migration.name, &checksum, data).await?;
                    }
                }
            }
        }
        let newest = MIGRATIONS.last().map_or(0, |migration| migration.version);
        if let Some(newer) = booked.keys().find(|version| **version > newest) {
            self.report.warnings.push(format!(
                "the database was already used by a newer version of this program (migration {newer:04}); update this one"
            ));
        }
        Ok(())
    }

    async fn booked(&mut self) -> Result<BTreeMap<i64, String>, sqlx::Error> {
        if !self.writing && !self.stored.tables.contains_key("hub_schema_migrations") {
            return Ok(BTreeMap::new());
        }
        let rows = self.session.texts("SELECT CAST(version AS CHAR), checksum FROM hub_schema_migrations").await?;
        let pair = |row: Vec<String>| Some((row.first()?.parse().ok()?, row.get(1)?.clone()));
        Ok(rows.into_iter().filter_map(pair).collect())
    }

    async fn book_one(&mut self, version: i64, name: &str, checksum: &str, data: &[String]) -> Result<(), DbError> {
        let changes = self.counts.get(&version).copied().unwrap_or(0);
        let values =
            [version.to_string(), name.to_owned(), checksum.to_owned(), Clock::system().instant(), changes.to_string()];
        self.session.once(data, BOOK, &values).await.map_err(during("migrate.book"))
    }
}

async fn read_inventory(session: &mut Session) -> Result<Inventory, sqlx::Error> {
    let questions = match session.engine() {
        Engine::MySql => inventory::MYSQL,
        Engine::Sqlite => inventory::SQLITE,
    };
    let tables = session.texts(questions.tables).await?;
    let columns = session.texts(questions.columns).await?;
    let indexes = session.texts(questions.indexes).await?;
    Ok(Inventory::of(tables, columns, indexes))
}

/// The warning about values that several rows share, most shared first.
fn shared(table: &str, columns: &[String], counts: BTreeMap<Vec<String>, usize>) -> Option<String> {
    let mut shared: Vec<(String, usize)> =
        counts.into_iter().filter(|(_, count)| *count > 1).map(|(key, count)| (key.join(" / "), count)).collect();
    if shared.is_empty() {
        return None;
    }
    shared.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let more = shared.len().saturating_sub(LISTED);
    let mut list: Vec<String> =
        shared.iter().take(LISTED).map(|(key, count)| format!("{key} ({count} rows)")).collect();
    if more > 0 {
        list.push(format!("and {more} more"));
    }
    Some(format!(
        "{table}({}): several rows share a value, so it is not made unique; correct them and run hub migrate again: {}",
        columns.join(", "),
        list.join("; ")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_values_are_listed_most_shared_first() {
        let counts = [(vec!["a".to_owned()], 2), (vec!["b".to_owned()], 3), (vec!["c".to_owned()], 1)].into();
        let text = shared("users", &["email".into()], counts).unwrap();
        assert!(text.ends_with("b (3 rows); a (2 rows)"), "{text}");
        assert_eq!(shared("users", &["email".into()], [(vec!["c".to_owned()], 1)].into()), None);
    }

    #[test]
    fn the_list_of_shared_values_ends_somewhere() {
        let counts = (0..30).map(|n| (vec![format!("{n:02}")], 2)).collect();
        assert!(shared("t", &["c".into()], counts).unwrap().ends_with("and 10 more"));
    }

    #[test]
    fn a_new_embedded_database_is_planned_without_making_it() {
        let report = plan_new_sqlite().unwrap();
        assert_eq!(report.changes.len(), report.tables);
    }
}
