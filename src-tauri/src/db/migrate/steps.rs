//! The difference between what the migrations ask for and what a database has, as steps that add, and
//! give up only what an earlier version of this program had computed for itself.

use std::collections::BTreeSet;

use super::{
    Engine, derived,
    inventory::{Inventory, StoredColumn, StoredIndex, StoredTable},
    schema::{Column, Index, Schema, Table},
};

/// Text columns are indexed by their beginning: this many characters at most.
const PREFIX: u32 = 191;

/// One change. Each can be run again on its own after an interruption.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub table: String,
    /// What the report says.
    pub summary: String,
    pub sql: String,
    pub kind: Kind,
}

/// What a step does.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    Table,
    Column,
    Index,
    /// Only when no two rows share these columns.
    Unique {
        columns: Vec<String>,
    },
    /// A derived table, built anew beside the one that lacks its key.
    Rebuild,
    /// Something an earlier version added that is no longer used.
    Obsolete,
}

/// The steps, and what a person should know.
#[derive(Debug, Default)]
pub(super) struct Difference {
    pub steps: Vec<Step>,
    pub warnings: Vec<String>,
    /// Why the database cannot be used as it is.
    pub blocking: Vec<String>,
}

impl Difference {
    /// Compares. `keyless` names the derived tables with rows that lack their key.
    pub fn between(schema: &Schema, stored: &Inventory, engine: Engine, keyless: &BTreeSet<String>) -> Self {
        let mut difference = Self::default();
        for table in &schema.tables {
            match stored.tables.get(&table.name) {
                None => difference.steps.push(create_table(table, engine)),
                Some(found) if derived::lacks_key(table, found) || keyless.contains(&table.name) => {
                    difference.steps.push(derived::step(table, stored));
                }
                Some(found) => difference.complete(table, found, engine),
            }
        }
        difference
    }

    fn complete(&mut self, table: &Table, found: &StoredTable, engine: Engine) {
        for key in table.primary_key.iter().filter(|key| found.column(key).is_none()) {
            self.blocking.push(format!(
                "table {} exists without its key column {key}: it is not the table this program knows; \
                 rename it or choose another database",
                table.name
            ));
        }
        for column in &table.columns {
            match found.column(&column.name) {
                None if table.primary_key.contains(&column.name) => {}
                None => self.steps.push(add_column(table, column)),
                Some(stored) if engine == Engine::MySql && !accepts(column, &stored.data_type) => {
                    self.warnings.push(format!(
                        "{}.{}: type {} where {} is expected; it is left as it is",
                        table.name, stored.name, stored.data_type, column.definition
                    ));
                }
                Some(_) => {}
            }
        }
        let obsolete = |index: &StoredIndex| table.obsolete_indexes.contains(&index.name);
        for index in found.indexes.iter().filter(|index| obsolete(index)) {
            self.steps.push(drop_index(table, &index.name, engine));
        }
        for name in table.obsolete_columns.iter().filter(|name| found.column(name).is_some()) {
            self.steps.push(drop_column(table, name));
        }
        let kept = StoredTable {
            indexes: found.indexes.iter().filter(|index| !obsolete(index)).cloned().collect(),
            columns: found.columns.clone(),
        };
        for index in &table.indexes {
            let columns: Vec<String> = index
                .columns
                .iter()
                .map(|name| found.column(name).map_or_else(|| name.clone(), |stored| stored.name.clone()))
                .collect();
            if !kept.has_index(&columns, index.unique) {
                self.steps.push(create_index(table, index, &kept, &columns, engine));
            }
        }
    }
}

/// The statement for a table that does not exist, its indexes included.
pub(super) fn create_table(table: &Table, engine: Engine) -> Step {
    let sql = table_sql(table, &table.name, engine);
    let summary = format!("create table {} ({} columns)", table.name, table.columns.len());
    Step { table: table.name.clone(), summary, sql, kind: Kind::Table }
}

/// `CREATE TABLE` of `table` under another name.
pub(super) fn table_sql(table: &Table, name: &str, engine: Engine) -> String {
    let mut items: Vec<String> =
        table.columns.iter().map(|c| format!("{} {}", quoted(&c.name), c.definition)).collect();
    if !table.primary_key.is_empty() && !table.columns.iter().any(|c| c.definition.contains("PRIMARY KEY")) {
        items.push(format!("PRIMARY KEY ({})", list(&table.primary_key)));
    }
    if engine == Engine::MySql {
        items.extend(table.indexes.iter().map(|index| {
            let unique = if index.unique { "UNIQUE KEY" } else { "KEY" };
            format!("{unique} {} ({})", quoted(&index.name), list(&index.columns))
        }));
        return format!("CREATE TABLE {} ({}) {}", quoted(name), items.join(", "), table.options);
    }
    let mut sql = format!("CREATE TABLE {} ({})", quoted(name), items.join(", "));
    // SQLite keeps an index's name when its table is renamed, and names are unique in the file.
    let suffix = name.strip_prefix(&table.name).map_or("_rebuilt", |suffix| suffix);
    for index in &table.indexes {
        let unique = if index.unique { "UNIQUE " } else { "" };
        let index_name = quoted(&format!("{}{suffix}", index.name));
        sql.push_str(&format!("; CREATE {unique}INDEX {index_name} ON {} ({})", quoted(name), list(&index.columns)));
    }
    sql
}

fn add_column(table: &Table, column: &Column) -> Step {
    let sql = format!(
        "ALTER TABLE {} ADD COLUMN {} {}",
        quoted(&table.name),
        quoted(&column.name),
        column.added_definition()
    );
    Step { table: table.name.clone(), summary: readable(&sql), sql, kind: Kind::Column }
}

fn drop_index(table: &Table, name: &str, engine: Engine) -> Step {
    let on = if engine == Engine::MySql { format!(" ON {}", quoted(&table.name)) } else { String::new() };
    let sql = format!("DROP INDEX {}{on}", quoted(name));
    Step { table: table.name.clone(), summary: readable(&sql), sql, kind: Kind::Obsolete }
}

fn drop_column(table: &Table, name: &str) -> Step {
    let sql = format!("ALTER TABLE {} DROP COLUMN {}", quoted(&table.name), quoted(name));
    Step { table: table.name.clone(), summary: readable(&sql), sql, kind: Kind::Obsolete }
}

fn create_index(table: &Table, index: &Index, found: &StoredTable, columns: &[String], engine: Engine) -> Step {
    let parts: Vec<String> = index
        .columns
        .iter()
        .zip(columns)
        .map(|(wanted, name)| format!("{}{}", quoted(name), prefix(table.column(wanted), found.column(wanted), engine)))
        .collect();
    let unique = if index.unique { "UNIQUE " } else { "" };
    let taken = found.indexes.iter().any(|stored| stored.name.eq_ignore_ascii_case(&index.name));
    let name = if taken { format!("{}_2", index.name) } else { index.name.clone() };
    let sql = format!("CREATE {unique}INDEX {} ON {} ({})", quoted(&name), quoted(&table.name), parts.join(", "));
    let kind = if index.unique { Kind::Unique { columns: columns.to_vec() } } else { Kind::Index };
    Step { table: table.name.clone(), summary: readable(&sql), sql, kind }
}

/// `(n)` behind a column that MySQL can only index by its beginning.
fn prefix(wanted: Option<&Column>, stored: Option<&StoredColumn>, engine: Engine) -> String {
    let long = stored.is_some_and(|column| column.data_type.ends_with("text"));
    if engine == Engine::Sqlite || !long {
        return String::new();
    }
    let length = wanted.and_then(Column::length).unwrap_or(PREFIX).min(PREFIX);
    format!("({length})")
}

/// Whether a stored type can hold what the column is for. Types of adopted tables are never changed.
fn accepts(column: &Column, stored: &str) -> bool {
    const TEXT: [&str; 7] = ["char", "varchar", "tinytext", "text", "mediumtext", "longtext", "json"];
    const NUMBER: [&str; 8] = ["tinyint", "smallint", "mediumint", "int", "bigint", "double", "decimal", "float"];
    let is_text = TEXT.contains(&stored);
    match column.type_word().as_str() {
        "DATE" => is_text || matches!(stored, "date" | "datetime"),
        "DATETIME" => is_text || matches!(stored, "datetime" | "timestamp"),
        "DOUBLE" => matches!(stored, "double" | "decimal" | "float"),
        "BIGINT" | "INT" => NUMBER.contains(&stored),
        // Texts of these lengths are dates and times.
        "VARCHAR" => match column.length() {
            Some(10) => is_text || stored == "date",
            Some(19 | 32) => is_text || matches!(stored, "datetime" | "timestamp"),
            _ => is_text,
        },
        _ => is_text,
    }
}

/// A name as both engines take it.
pub(super) fn quoted(name: &str) -> String {
    format!("`{}`", name.replace('`', "``"))
}

fn list(names: &[String]) -> String {
    names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ")
}

fn readable(sql: &str) -> String {
    sql.replace('`', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema() -> Schema {
        let mut schema = Schema::default();
        schema
            .read(
                "CREATE TABLE t (id BIGINT NOT NULL, at VARCHAR(19), name VARCHAR(191) NOT NULL, flag INT NOT NULL DEFAULT 0,
                 PRIMARY KEY (id)) ENGINE=InnoDB;
                 CREATE INDEX idx_at ON t (at, flag);
                 CREATE UNIQUE INDEX uq_name ON t (name);",
            )
            .unwrap();
        schema
    }

    fn stored(columns: &[(&str, &str)], indexes: &[(&str, bool, &[&str])]) -> Inventory {
        let table = StoredTable {
            columns: columns
                .iter()
                .map(|(name, kind)| StoredColumn { name: (*name).into(), data_type: (*kind).into() })
                .collect(),
            indexes: indexes
                .iter()
                .map(|(name, unique, columns)| StoredIndex {
                    name: (*name).into(),
                    unique: *unique,
                    columns: columns.iter().map(|c| (*c).into()).collect(),
                })
                .collect(),
        };
        Inventory { tables: [("t".to_owned(), table)].into() }
    }

    fn difference(stored: &Inventory, engine: Engine) -> Difference {
        Difference::between(&schema(), stored, engine, &BTreeSet::new())
    }

    fn texts(difference: &Difference) -> Vec<&str> {
        difference.steps.iter().map(|step| step.sql.as_str()).collect()
    }

    #[test]
    fn a_missing_table_is_created_with_its_indexes() {
        let nothing = Inventory::default();
        assert_eq!(
            texts(&difference(&nothing, Engine::MySql)),
            ["CREATE TABLE `t` (`id` BIGINT NOT NULL, `at` VARCHAR(19), `name` VARCHAR(191) NOT NULL, \
              `flag` INT NOT NULL DEFAULT 0, PRIMARY KEY (`id`), KEY `idx_at` (`at`, `flag`), \
              UNIQUE KEY `uq_name` (`name`)) ENGINE=InnoDB"]
        );
        assert!(
            texts(&difference(&nothing, Engine::Sqlite))[0].ends_with("CREATE UNIQUE INDEX `uq_name` ON `t` (`name`)")
        );
    }

    #[test]
    fn an_adopted_table_gets_what_it_lacks_and_long_texts_are_indexed_by_their_beginning() {
        let adopted = stored(&[("id", "int"), ("at", "text"), ("name", "longtext")], &[]);
        assert_eq!(
            texts(&difference(&adopted, Engine::MySql)),
            [
                "ALTER TABLE `t` ADD COLUMN `flag` INT NOT NULL DEFAULT 0",
                "CREATE INDEX `idx_at` ON `t` (`at`(19), `flag`)",
                "CREATE UNIQUE INDEX `uq_name` ON `t` (`name`(191))",
            ]
        );
        assert_eq!(texts(&difference(&adopted, Engine::Sqlite))[1], "CREATE INDEX `idx_at` ON `t` (`at`, `flag`)");
    }

    #[test]
    fn a_complete_table_needs_nothing_whatever_its_indexes_are_called() {
        let complete = stored(
            &[("id", "bigint"), ("at", "varchar"), ("name", "varchar"), ("flag", "int"), ("rqe", "varchar")],
            &[("x", false, &["at", "flag", "id"]), ("y", true, &["name"])],
        );
        let difference = difference(&complete, Engine::MySql);
        assert!(difference.steps.is_empty() && difference.warnings.is_empty() && difference.blocking.is_empty());
    }

    #[test]
    fn a_name_taken_by_another_index_is_not_used_again() {
        let adopted = stored(
            &[("id", "bigint"), ("at", "varchar"), ("name", "varchar"), ("flag", "int")],
            &[("idx_at", false, &["flag"]), ("y", true, &["name"])],
        );
        assert_eq!(texts(&difference(&adopted, Engine::MySql)), ["CREATE INDEX `idx_at_2` ON `t` (`at`, `flag`)"]);
    }

    #[test]
    fn what_is_no_longer_used_goes_and_does_not_count_as_another_index() {
        let mut schema = schema();
        schema
            .read(
                "ALTER TABLE t ADD COLUMN hub_at VARCHAR(10) AS (SUBSTR(at, 1, 10)) VIRTUAL;
                 CREATE INDEX idx_hub_at ON t (hub_at);
                 DROP INDEX idx_at ON t; DROP INDEX idx_hub_at ON t; ALTER TABLE t DROP COLUMN hub_at;
                 CREATE INDEX idx_short ON t (at);",
            )
            .unwrap();
        let before = stored(
            &[("id", "bigint"), ("at", "varchar"), ("name", "varchar"), ("flag", "int"), ("hub_at", "varchar")],
            &[("idx_at", false, &["at", "flag"]), ("idx_hub_at", false, &["hub_at"]), ("y", true, &["name"])],
        );
        let steps = |engine| {
            let difference = Difference::between(&schema, &before, engine, &BTreeSet::new());
            texts(&difference).into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(
            steps(Engine::MySql),
            [
                "DROP INDEX `idx_at` ON `t`",
                "DROP INDEX `idx_hub_at` ON `t`",
                "ALTER TABLE `t` DROP COLUMN `hub_at`",
                "CREATE INDEX `idx_short` ON `t` (`at`)",
            ]
        );
        assert_eq!(steps(Engine::Sqlite)[0], "DROP INDEX `idx_at`");
    }

    #[test]
    fn a_strange_type_is_a_warning_and_a_missing_key_stops() {
        let strange = stored(&[("at", "datetime"), ("name", "int"), ("flag", "decimal")], &[]);
        let difference = difference(&strange, Engine::MySql);
        assert_eq!(difference.warnings.len(), 1, "{:?}", difference.warnings);
        assert!(difference.warnings[0].starts_with("t.name: type int"));
        assert!(difference.blocking[0].contains("table t exists without its key column id"));
    }
}
