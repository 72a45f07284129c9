//! The migration pairs, compiled into the program: `migrations/mysql` and `migrations/sqlite` hold
//! the same file names.

use super::{Engine, schema::Schema};
use crate::db::DbError;

/// One numbered change, in the words of both engines.
#[derive(Debug, Clone, Copy)]
pub(super) struct Migration {
    /// The number in front of the file's name.
    pub version: i64,
    /// The file's name without number and ending.
    pub name: &'static str,
    mysql: &'static str,
    sqlite: &'static str,
}

impl Migration {
    /// The text for an engine.
    pub fn text(&self, engine: Engine) -> &'static str {
        match engine {
            Engine::MySql => self.mysql,
            Engine::Sqlite => self.sqlite,
        }
    }
}

macro_rules! pair {
    ($version:literal, $name:literal, $file:literal) => {
        Migration {
            version: $version,
            name: $name,
            mysql: include_str!(concat!("../../../../migrations/mysql/", $file)),
            sqlite: include_str!(concat!("../../../../migrations/sqlite/", $file)),
        }
    };
}

/// Every pair, oldest first. A pair is never edited once released.
pub(super) const MIGRATIONS: &[Migration] = &[
    pair!(1, "control", "0001_control.sql"),
    pair!(2, "access", "0002_access.sql"),
    pair!(3, "queues", "0003_queues.sql"),
    pair!(4, "feegow", "0004_feegow.sql"),
    pair!(5, "goals", "0005_goals.sql"),
    pair!(6, "billing", "0006_billing.sql"),
    pair!(7, "checklists", "0007_checklists.sql"),
    pair!(8, "professionals", "0008_professionals.sql"),
    pair!(9, "contract_templates", "0009_contract_templates.sql"),
    pair!(10, "billing_choices", "0010_billing_choices.sql"),
    pair!(11, "appointment_choices", "0011_appointment_choices.sql"),
    pair!(13, "proposals", "0013_proposals.sql"),
    pair!(14, "contracts", "0014_contracts.sql"),
    pair!(15, "billing_offers", "0015_billing_offers.sql"),
    pair!(16, "professionals_registry", "0016_professionals_registry.sql"),
    pair!(19, "appointment_days", "0019_appointment_days.sql"),
    pair!(20, "contract_sums", "0020_contract_sums.sql"),
    pair!(21, "bookers", "0021_bookers.sql"),
    pair!(22, "professional_filters", "0022_professional_filters.sql"),
];

/// All pairs of one engine, read.
pub(super) struct Wanted {
    pub schema: Schema,
    /// Data steps of each migration, in the order of [`MIGRATIONS`]; mostly none.
    pub data: Vec<Vec<String>>,
    /// The migration that brings each table, in the order of `schema.tables`.
    pub origin: Vec<i64>,
}

impl Wanted {
    /// Reads the pairs. Fails when one holds something that cannot be read (a test sees to it).
    pub fn read(engine: Engine) -> Result<Self, DbError> {
        let mut wanted = Self { schema: Schema::default(), data: Vec::new(), origin: Vec::new() };
        for migration in MIGRATIONS {
            let data = wanted.schema.read(migration.text(engine)).map_err(DbError::Setup)?;
            wanted.data.push(data);
            wanted.origin.resize(wanted.schema.tables.len(), migration.version);
        }
        Ok(wanted)
    }

    /// The migration that brings `table`; 0 when none does.
    pub fn origin_of(&self, table: &str) -> i64 {
        let place = self.schema.tables.iter().position(|known| known.name == table);
        place.and_then(|place| self.origin.get(place).copied()).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_folders_hold_the_same_tables_columns_keys_and_indexes() {
        let mysql = Wanted::read(Engine::MySql).unwrap();
        let sqlite = Wanted::read(Engine::Sqlite).unwrap();
        assert_eq!(mysql.origin, sqlite.origin);
        for (a, b) in mysql.schema.tables.iter().zip(&sqlite.schema.tables) {
            let columns =
                |t: &super::super::schema::Table| t.columns.iter().map(|c| c.name.clone()).collect::<Vec<_>>();
            assert_eq!((&a.name, columns(a), &a.primary_key), (&b.name, columns(b), &b.primary_key));
            assert_eq!(a.indexes, b.indexes, "{}", a.name);
        }
    }

    #[test]
    fn every_file_of_the_folders_is_listed_in_order() {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
        for engine in ["mysql", "sqlite"] {
            let mut files: Vec<String> = std::fs::read_dir(format!("{root}/{engine}"))
                .unwrap()
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .collect();
            files.sort();
            let listed: Vec<String> = MIGRATIONS.iter().map(|m| format!("{:04}_{}.sql", m.version, m.name)).collect();
            assert_eq!(files, listed, "{engine}");
        }
    }

    #[test]
    fn every_mysql_table_names_its_engine_and_collation() {
        for table in Wanted::read(Engine::MySql).unwrap().schema.tables {
            assert_eq!(
                table.options, "ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci",
                "{}",
                table.name
            );
        }
    }
}
