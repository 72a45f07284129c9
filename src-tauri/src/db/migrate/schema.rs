//! The expected schema, read from the text of the migration pairs.
//!
//! The pairs are the only place where the schema is written down. They use a small, regular part of
//! SQL: `CREATE TABLE`, `ALTER TABLE … ADD COLUMN`, `CREATE [UNIQUE] INDEX`, and `DROP INDEX … ON …` and
//! `ALTER TABLE … DROP COLUMN` for what an earlier pair added and this version no longer uses. Any other
//! statement is a data step, run once.

/// Everything the migrations ask for, in the order they ask for it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Schema {
    pub tables: Vec<Table>,
}

/// A table as a new database gets it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Table {
    pub name: String,
    pub columns: Vec<Column>,
    /// Empty: the table has no key.
    pub primary_key: Vec<String>,
    pub indexes: Vec<Index>,
    /// Names of indexes that an earlier pair added.
    pub obsolete_indexes: Vec<String>,
    /// Computed columns that an earlier pair added.
    pub obsolete_columns: Vec<String>,
    /// What follows the closing parenthesis (`ENGINE=InnoDB …`).
    pub options: String,
}

/// A column and its definition (`VARCHAR(32) NOT NULL DEFAULT ''`).
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Column {
    pub name: String,
    pub definition: String,
}

/// An index besides the primary key.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Index {
    pub name: String,
    pub unique: bool,
    pub columns: Vec<String>,
}

impl Schema {
    /// Adds what `text` asks for; returns its data steps.
    pub fn read(&mut self, text: &str) -> Result<Vec<String>, String> {
        let mut data = Vec::new();
        for statement in statements(text) {
            let words: Vec<String> = statement.split_whitespace().take(2).map(str::to_ascii_uppercase).collect();
            match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
                ["CREATE", "TABLE"] => self.tables.push(table(&statement).ok_or_else(|| unreadable(&statement))?),
                ["CREATE", "UNIQUE" | "INDEX"] => self.add_index(&statement).ok_or_else(|| unreadable(&statement))?,
                ["ALTER", "TABLE"] => self.alter(&statement).ok_or_else(|| unreadable(&statement))?,
                ["DROP", "INDEX"] => self.drop_index(&statement).ok_or_else(|| unreadable(&statement))?,
                _ => data.push(statement),
            }
        }
        Ok(data)
    }

    /// The table of that name.
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.name == name)
    }

    fn table_mut(&mut self, name: &str) -> Option<&mut Table> {
        self.tables.iter_mut().find(|table| table.name == name)
    }

    fn add_index(&mut self, statement: &str) -> Option<()> {
        let (head, rest) = statement.split_once('(')?;
        let head: Vec<&str> = head.split_whitespace().collect();
        let (unique, name, table) = match head[..] {
            [_, unique, _, name, _, table] if unique.eq_ignore_ascii_case("UNIQUE") => (true, name, table),
            [_, _, name, _, table] => (false, name, table),
            _ => return None,
        };
        let index = Index { name: name.to_owned(), unique, columns: names(rest.strip_suffix(')')?) };
        self.table_mut(table)?.indexes.push(index);
        Some(())
    }

    fn drop_index(&mut self, statement: &str) -> Option<()> {
        let [_, _, name, _, table] = statement.split_whitespace().collect::<Vec<_>>()[..] else { return None };
        let table = self.table_mut(table)?;
        let place = table.indexes.iter().position(|index| index.name == name)?;
        table.obsolete_indexes.push(table.indexes.remove(place).name);
        Some(())
    }

    fn alter(&mut self, statement: &str) -> Option<()> {
        let words: Vec<&str> = statement.split_whitespace().collect();
        let (table, action, rest) = (words.get(2)?, words.get(3..5)?.join(" ").to_ascii_uppercase(), words.get(5..)?);
        let table = self.table_mut(table)?;
        match (action.as_str(), rest) {
            ("ADD COLUMN", rest) => table.columns.push(column(&rest.join(" "))?),
            // Nothing but what this program computes itself: no data is ever dropped.
            ("DROP COLUMN", [name]) if name.starts_with("hub_") => {
                let place = table.columns.iter().position(|column| column.name == **name && column.is_computed())?;
                table.obsolete_columns.push(table.columns.remove(place).name);
            }
            _ => return None,
        }
        Some(())
    }
}

impl Table {
    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}

impl Column {
    /// Whether its values follow from other columns and are stored nowhere.
    fn is_computed(&self) -> bool {
        self.definition.contains(" VIRTUAL")
    }

    /// The type word in capitals: `VARCHAR`, `BIGINT`, …
    pub fn type_word(&self) -> String {
        self.definition.split([' ', '(']).next().unwrap_or_default().to_ascii_uppercase()
    }

    /// `n` of `VARCHAR(n)`.
    pub fn length(&self) -> Option<u32> {
        let inner = self.definition.split_once('(')?.1.split_once(')')?.0;
        self.definition.to_ascii_uppercase().starts_with("VARCHAR").then(|| inner.trim().parse().ok())?
    }

    /// The definition for a column that joins existing rows: never required without a default.
    pub fn added_definition(&self) -> String {
        if self.definition.to_ascii_uppercase().contains("DEFAULT") {
            // SQLite cannot add a column whose default is computed.
            return self.definition.replace(" DEFAULT CURRENT_TIMESTAMP", "");
        }
        self.definition.replace(" NOT NULL", "")
    }
}

fn unreadable(statement: &str) -> String {
    format!("a migration holds a statement that cannot be read: {statement}")
}

/// The statements of `text`, without comments, blanks collapsed outside quotes.
fn statements(text: &str) -> Vec<String> {
    let plain: Vec<&str> = text.lines().map(|line| line.split("--").next().unwrap_or_default()).collect();
    split(&plain.join(" "), ';').into_iter().filter(|statement| !statement.is_empty()).collect()
}

/// Splits at `separator` outside quotes and parentheses; parts are trimmed, blanks collapsed.
fn split(text: &str, separator: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let (mut depth, mut quoted) = (0_i32, false);
    for c in text.chars() {
        match c {
            '\'' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth -= 1,
            _ => {}
        }
        let part = parts.last_mut().expect("there is always a part");
        if c == separator && depth == 0 && !quoted {
            parts.push(String::new());
        } else if c.is_whitespace() && !quoted {
            if !part.is_empty() && !part.ends_with(' ') {
                part.push(' ');
            }
        } else {
            part.push(c);
        }
    }
    parts.into_iter().map(|part| part.trim().to_owned()).collect()
}

fn table(statement: &str) -> Option<Table> {
    let (head, rest) = statement.split_once('(')?;
    let name = head.split_whitespace().nth(2)?.to_owned();
    let (body, options) = rest.rsplit_once(')')?;
    let mut table = Table {
        name,
        columns: Vec::new(),
        primary_key: Vec::new(),
        indexes: Vec::new(),
        obsolete_indexes: Vec::new(),
        obsolete_columns: Vec::new(),
        options: options.trim().to_owned(),
    };
    for item in split(body, ',') {
        if let Some(key) = item.strip_prefix("PRIMARY KEY") {
            table.primary_key = names(key.trim().strip_prefix('(')?.strip_suffix(')')?);
            continue;
        }
        let column = column(&item)?;
        if column.definition.contains("PRIMARY KEY") {
            table.primary_key.push(column.name.clone());
        }
        table.columns.push(column);
    }
    Some(table)
}

fn column(item: &str) -> Option<Column> {
    let (name, definition) = item.split_once(' ')?;
    Some(Column { name: name.to_owned(), definition: definition.trim().to_owned() })
}

fn names(list: &str) -> Vec<String> {
    list.split(',').map(|name| name.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "
        -- a comment; with a semicolon
        CREATE TABLE t (
            a VARCHAR(10) NOT NULL,
            b DOUBLE, -- reais
            c VARCHAR(20) NOT NULL DEFAULT 'x;y',
            PRIMARY KEY (a, b)
        ) ENGINE=InnoDB;
        CREATE UNIQUE INDEX uq_t ON t (c);
        CREATE INDEX idx_t ON t (b, c);
        ALTER TABLE t ADD COLUMN d LONGTEXT;
        INSERT INTO t (a) VALUES ('1');";

    #[test]
    fn tables_columns_keys_and_indexes_are_read() {
        let mut schema = Schema::default();
        let data = schema.read(TEXT).unwrap();
        assert_eq!(data, ["INSERT INTO t (a) VALUES ('1')"]);
        let table = &schema.tables[0];
        assert_eq!(table.columns.iter().map(|c| c.name.as_str()).collect::<Vec<_>>(), ["a", "b", "c", "d"]);
        assert_eq!(table.primary_key, ["a", "b"]);
        assert_eq!(table.options, "ENGINE=InnoDB");
        assert_eq!(
            table.indexes.iter().map(|i| (i.unique, i.columns.len())).collect::<Vec<_>>(),
            [(true, 1), (false, 2)]
        );
        assert_eq!(table.column("c").unwrap().definition, "VARCHAR(20) NOT NULL DEFAULT 'x;y'");
    }

    #[test]
    fn a_column_added_to_rows_is_optional_or_has_a_default() {
        let column = |definition: &str| Column { name: "c".into(), definition: definition.into() };
        assert_eq!(column("VARCHAR(9) NOT NULL").added_definition(), "VARCHAR(9)");
        assert_eq!(column("INT NOT NULL DEFAULT 0").added_definition(), "INT NOT NULL DEFAULT 0");
        assert_eq!(column("DATETIME NULL DEFAULT CURRENT_TIMESTAMP").added_definition(), "DATETIME NULL");
        assert_eq!(column("VARCHAR(9) NOT NULL").length(), Some(9));
        assert_eq!(column("DOUBLE").length(), None);
    }

    #[test]
    fn what_an_earlier_pair_added_can_be_given_up_and_nothing_else() {
        let mut schema = Schema::default();
        schema.read(TEXT).unwrap();
        schema.read("ALTER TABLE t ADD COLUMN hub_a VARCHAR(9) AS (SUBSTR(a, 1, 9)) VIRTUAL;").unwrap();
        assert_eq!(schema.read("DROP INDEX idx_t ON t; ALTER TABLE t DROP COLUMN hub_a;").unwrap(), [] as [&str; 0]);
        let table = &schema.tables[0];
        assert_eq!(
            (&table.obsolete_indexes[..], &table.obsolete_columns[..]),
            (&["idx_t".into()][..], &["hub_a".into()][..])
        );
        assert!(table.column("hub_a").is_none() && table.indexes.iter().all(|index| index.name != "idx_t"));
        for refused in ["ALTER TABLE t DROP COLUMN a;", "DROP INDEX idx_t ON t;", "ALTER TABLE t DROP COLUMN hub_b;"] {
            assert!(schema.read(refused).is_err(), "{refused}");
        }
    }

    #[test]
    fn a_statement_that_cannot_be_read_is_an_error() {
        assert!(Schema::default().read("CREATE INDEX idx ON nowhere (a);").is_err());
        assert!(Schema::default().read("CREATE TABLE broken").is_err());
    }
}
