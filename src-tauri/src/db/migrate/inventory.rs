//! What a database already has, read once before anything is decided.

use std::collections::BTreeMap;

use crate::kernel::text::fold;

/// The tables of a database, by name.
#[derive(Debug, Clone, Default)]
pub(super) struct Inventory {
    pub tables: BTreeMap<String, StoredTable>,
}

/// A table as it is.
#[derive(Debug, Clone, Default)]
pub(super) struct StoredTable {
    pub columns: Vec<StoredColumn>,
    pub indexes: Vec<StoredIndex>,
}

/// A column and the word of its type in small letters (`varchar`, `longtext`).
#[derive(Debug, Clone)]
pub(super) struct StoredColumn {
    pub name: String,
    pub data_type: String,
}

/// An index, the primary key included.
#[derive(Debug, Clone)]
pub(super) struct StoredIndex {
    pub name: String,
    pub unique: bool,
    pub columns: Vec<String>,
}

/// One question per kind of thing; every answer is a row of texts.
pub(super) struct Questions {
    /// table
    pub tables: &'static str,
    /// table, column, type
    pub columns: &'static str,
    /// table, index, `1` when unique, column; in index order
    pub indexes: &'static str,
}

pub(super) const MYSQL: Questions = Questions {
    tables: "SELECT CAST(table_name AS CHAR) FROM information_schema.tables
             WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'",
    columns: "SELECT CAST(table_name AS CHAR), CAST(column_name AS CHAR), CAST(data_type AS CHAR)
              FROM information_schema.columns WHERE table_schema = DATABASE() ORDER BY table_name, ordinal_position",
    indexes: "SELECT CAST(table_name AS CHAR), CAST(index_name AS CHAR), CAST(non_unique = 0 AS CHAR),
                     CAST(COALESCE(column_name, '') AS CHAR)
              FROM information_schema.statistics WHERE table_schema = DATABASE()
              ORDER BY table_name, index_name, seq_in_index",
};

pub(super) const SQLITE: Questions = Questions {
    tables: "SELECT name FROM sqlite_master WHERE type = 'table'",
    columns: "SELECT m.name, c.name, lower(c.type) FROM sqlite_master m JOIN pragma_table_xinfo(m.name) c
              WHERE m.type = 'table' ORDER BY m.name, c.cid",
    indexes: "SELECT m.name, l.name, CAST(l.\"unique\" AS TEXT), COALESCE(i.name, '')
              FROM sqlite_master m JOIN pragma_index_list(m.name) l JOIN pragma_index_info(l.name) i
              WHERE m.type = 'table' ORDER BY m.name, l.name, i.seqno",
};

impl Inventory {
    /// Puts the answers to [`Questions`] together.
    pub fn of(tables: Vec<Vec<String>>, columns: Vec<Vec<String>>, indexes: Vec<Vec<String>>) -> Self {
        let mut found: BTreeMap<String, StoredTable> =
            tables.into_iter().flatten().map(|name| (name, StoredTable::default())).collect();
        for row in columns {
            if let [table, name, data_type] = &row[..]
                && let Some(table) = found.get_mut(table)
            {
                table.columns.push(StoredColumn { name: name.clone(), data_type: data_type.to_ascii_lowercase() });
            }
        }
        for row in indexes {
            if let [table, name, unique, column] = &row[..]
                && let Some(table) = found.get_mut(table)
            {
                table.add_index_column(name, unique == "1", column);
            }
        }
        Self { tables: found }
    }
}

impl StoredTable {
    fn add_index_column(&mut self, name: &str, unique: bool, column: &str) {
        match self.indexes.last_mut().filter(|index| index.name == name) {
            Some(index) => index.columns.push(column.to_owned()),
            None => {
                self.indexes.push(StoredIndex { name: name.to_owned(), unique, columns: vec![column.to_owned()] });
            }
        }
    }

    /// The stored column for a wanted one: the same name, else the same name without accents
    /// (a report's headers were stored either way).
    pub fn column(&self, wanted: &str) -> Option<&StoredColumn> {
        let same = |column: &&StoredColumn| column.name.to_lowercase() == wanted.to_lowercase();
        let folded = |column: &&StoredColumn| fold(&column.name) == fold(wanted);
        self.columns.iter().find(same).or_else(|| self.columns.iter().find(folded))
    }

    /// Whether some index does the work of one on `columns` (stored names): a unique one needs the
    /// very same columns, any other an index that begins with them.
    pub fn has_index(&self, columns: &[String], unique: bool) -> bool {
        let same = |a: &str, b: &str| a.eq_ignore_ascii_case(b);
        self.indexes.iter().any(|index| {
            let begins =
                index.columns.len() >= columns.len() && index.columns.iter().zip(columns).all(|(a, b)| same(a, b));
            begins && (!unique || (index.unique && index.columns.len() == columns.len()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> StoredTable {
        let rows = |list: &[&[&str]]| list.iter().map(|row| row.iter().map(|s| (*s).to_owned()).collect()).collect();
        let inventory = Inventory::of(
            rows(&[&["t"]]),
            rows(&[&["t", "usuário_da_conta", "text"], &["t", "data", "text"], &["other", "x", "text"]]),
            rows(&[&["t", "i", "0", "data"], &["t", "i", "0", "unidade"], &["t", "u", "1", "chave"]]),
        );
        inventory.tables["t"].clone()
    }

    #[test]
    fn a_column_is_found_whatever_its_accents() {
        assert_eq!(table().column("usuario_da_conta").unwrap().name, "usuário_da_conta");
        assert!(table().column("usuario").is_none());
    }

    #[test]
    fn an_index_counts_when_it_begins_with_the_wanted_columns() {
        let has = |columns: &[&str], unique| {
            table().has_index(&columns.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>(), unique)
        };
        assert!(has(&["data"], false));
        assert!(has(&["data", "unidade"], false));
        assert!(!has(&["unidade"], false));
        assert!(has(&["chave"], true));
        assert!(!has(&["data"], true));
    }
}
