//! The migration pairs, compiled into the program: `migrations/mysql` and `migrations/sqlite` hold
//! the same file names.

use super::super::Db;

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
    /// The text for the engine of `db`.
    pub fn text(&self, db: &Db) -> &'static str {
        match db {
            Db::MySql(_) => self.mysql,
            Db::Sqlite { .. } => self.sqlite,
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
];
