//! The columns of the billing report and what they are called in this database: an adopted table may
//! spell them with or without accents.

use sqlx::Row;

use crate::{
    connectors::feegow::report::column_key,
    db::{Dialect, Tx},
    on_tx,
};

/// How many columns of the report are stored in columns of their own.
pub(super) const COUNT: usize = 18;

/// How a cell is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// At most this many characters.
    Text(usize),
    /// An amount; unreadable is zero.
    Amount,
    /// An amount; unreadable is nothing.
    OptionalAmount,
    /// Digits.
    Number,
}

/// A column of the report.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// The comparison key of its header and of its name in the table.
    pub key: &'static str,
    pub kind: Kind,
}

const fn column(key: &'static str, kind: Kind) -> Column {
    Column { key, kind }
}

/// Longest text of a column that is stored as `TEXT`.
const LONG: usize = 16_000;

/// Every column, in the order of the report.
pub(super) const COLUMNS: [Column; COUNT] = [
    column("data_de_referencia", Kind::Text(10)),
    column("data_do_pagamento", Kind::Text(10)),
    column("data_removida", Kind::Text(32)),
    column("forma_de_pagamento", Kind::Text(LONG)),
    column("tipo", Kind::Text(LONG)),
    column("desconto", Kind::OptionalAmount),
    column("acrescimo", Kind::OptionalAmount),
    column("valor_produzido", Kind::Amount),
    column("total_bruto", Kind::Amount),
    column("total_pago", Kind::Amount),
    column("paciente", Kind::Text(LONG)),
    column("procedimento", Kind::Text(LONG)),
    column("usuario_que_agendou", Kind::Text(LONG)),
    column("tipo_do_procedimento", Kind::Text(LONG)),
    column("grupo", Kind::Text(191)),
    column("unidade", Kind::Text(191)),
    column("prontuario", Kind::Number),
    column(ACCOUNT_USER, Kind::Text(191)),
];

/// Who took the payment: only in the report when its column was chosen.
pub(super) const ACCOUNT_USER: &str = "usuario_da_conta";
/// Without these the report is not stored.
pub(super) const REQUIRED: [&str; 5] = ["data_do_pagamento", "total_pago", "unidade", "grupo", "procedimento"];

/// Places in [`COLUMNS`].
pub(super) const REFERENCE: usize = 0;
pub(super) const PAYMENT: usize = 1;
pub(super) const TOTAL: usize = 9;

/// The place of a column by its comparison key.
pub(super) fn place(key: &str) -> Option<usize> {
    COLUMNS.iter().position(|column| column.key == key)
}

const STORED: Dialect = Dialect {
    mysql: "SELECT CAST(column_name AS CHAR) FROM information_schema.columns
            WHERE table_schema = DATABASE() AND table_name = 'faturamento_analitico' ORDER BY ordinal_position",
    sqlite: "SELECT name FROM pragma_table_info('faturamento_analitico') ORDER BY cid",
};

/// The table's own names of [`COLUMNS`], quoted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Physical(Vec<String>);

impl Physical {
    /// Asks the database.
    pub async fn read(tx: &mut Tx<'_>) -> Result<Self, sqlx::Error> {
        let sql = tx.pick(&STORED);
        let mut names: Vec<String> = Vec::new();
        on_tx!(tx, connection => {
            for row in sqlx::query(sql).fetch_all(&mut **connection).await? {
                names.push(row.try_get(0)?);
            }
        });
        Self::of(&names).map_err(|missing| {
            sqlx::Error::ColumnNotFound(format!("faturamento_analitico.{missing} (hub migrate adds it)"))
        })
    }

    /// Of two columns with one key the accented one wins. Fails with the key of a column that is not there.
    fn of(names: &[String]) -> Result<Self, &'static str> {
        let quoted = |column: &Column| {
            let mut same = names.iter().filter(|name| column_key(name) == column.key);
            let first = same.clone().next();
            let name = same.find(|name| !name.is_ascii()).or(first).ok_or(column.key)?;
            Ok(format!("`{}`", name.replace('`', "``")))
        };
        COLUMNS.iter().map(quoted).collect::<Result<_, _>>().map(Self)
    }

    /// The name of the column at `place` of [`COLUMNS`], quoted.
    pub fn name(&self, place: usize) -> &str {
        &self.0[place]
    }

    /// All names, separated by commas.
    pub fn list(&self) -> String {
        self.0.join(", ")
    }

    /// All columns as types both engines decode, whatever the physical type, separated by commas.
    pub fn selected(&self) -> String {
        let cast = |(name, column): (&String, &Column)| match column.kind {
            Kind::Text(_) => format!("CAST({name} AS CHAR)"),
            Kind::Amount | Kind::OptionalAmount | Kind::Number => format!("CAST({name} AS DOUBLE)"),
        };
        self.0.iter().zip(&COLUMNS).map(cast).collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(list: &[&str]) -> Vec<String> {
        let mut names: Vec<String> = COLUMNS.iter().map(|column| column.key.to_owned()).collect();
        names.extend(list.iter().map(|name| (*name).to_owned()));
        names
    }

    #[test]
    fn an_accented_column_wins_over_its_plain_twin() {
        let physical = Physical::of(&names(&["usuário_da_conta", "data_de_referência", "updated_at"])).unwrap();
        assert_eq!(physical.name(REFERENCE), "`data_de_referência`");
        assert_eq!(physical.name(PAYMENT), "`data_do_pagamento`");
        assert_eq!(physical.name(17), "`usuário_da_conta`");
    }

    #[test]
    fn a_missing_column_is_named() {
        let few: Vec<String> = names(&[]).into_iter().filter(|name| name != "acrescimo").collect();
        assert_eq!(Physical::of(&few), Err("acrescimo"));
    }

    #[test]
    fn places_are_where_they_are_said_to_be() {
        for (key, at) in [("data_de_referencia", REFERENCE), ("data_do_pagamento", PAYMENT), ("total_pago", TOTAL)] {
            assert_eq!(place(key), Some(at));
        }
        assert!(REQUIRED.iter().all(|key| place(key).is_some()));
    }
}
