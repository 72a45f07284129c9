//! The two billing summaries are derived tables: when one lacks its key column, or holds rows
//! without a key, it is built anew beside the old one and swapped in. The old one is kept.

use std::collections::{BTreeMap, BTreeSet};

use md5::{Digest, Md5};

use super::{
    inventory::{Inventory, StoredTable},
    schema::Table,
    session::Session,
    steps::{Kind, Step, quoted, table_sql},
};
use crate::kernel::{
    Clock, stamp,
    text::{cut, fold},
};

/// The summaries, and how many characters of a day their period has.
const SUMMARIES: [(&str, usize); 2] = [("faturamento_resumo_diario", 10), ("faturamento_resumo_mensal", 7)];
/// What they are summed from.
const LINES: &str = "faturamento_analitico";
const KEY: &str = "procedimento_key";
/// Longest stored text of a dimension.
const DIMENSION: usize = 191;
/// Rows per INSERT.
const CHUNK: usize = 500;

/// Whether `table` is a summary stored without its key column.
pub(super) fn lacks_key(table: &Table, found: &StoredTable) -> bool {
    period_length(&table.name).is_some() && found.column(KEY).is_none()
}

/// Summaries that hold rows with an empty key.
pub(super) async fn keyless(session: &mut Session, stored: &Inventory) -> Result<BTreeSet<String>, sqlx::Error> {
    let mut names = BTreeSet::new();
    for (name, _) in SUMMARIES {
        if stored.tables.get(name).is_some_and(|table| table.column(KEY).is_some()) {
            let rows = session.texts(&format!("SELECT {KEY} FROM {name} WHERE {KEY} = '' LIMIT 1")).await?;
            if !rows.is_empty() {
                names.insert(name.to_owned());
            }
        }
    }
    Ok(names)
}

/// The step that replaces `table`.
pub(super) fn step(table: &Table, stored: &Inventory) -> Step {
    let kept = kept_name(&table.name, stored);
    Step {
        table: table.name.clone(),
        summary: format!("rebuild {} with {KEY}; the rows of today stay in {kept}", table.name),
        sql: String::new(),
        kind: Kind::Rebuild,
    }
}

/// Builds the table beside the old one, fills it, swaps both. Interrupted, it starts over.
pub(super) async fn rebuild(session: &mut Session, table: &Table, stored: &Inventory) -> Result<(), sqlx::Error> {
    let fresh = format!("hub_{}_new", table.name);
    let sums = sums(session, table, stored).await?;
    session.execute(&format!("DROP TABLE IF EXISTS {}", quoted(&fresh))).await?;
    session.execute(&table_sql(table, &fresh, session.engine())).await?;
    insert(session, table, &fresh, sums).await?;
    let (name, fresh, kept) = (quoted(&table.name), quoted(&fresh), quoted(&kept_name(&table.name, stored)));
    let swap = match session {
        Session::MySql(_) => format!("RENAME TABLE {name} TO {kept}, {fresh} TO {name}"),
        Session::Sqlite(_) => format!("ALTER TABLE {name} RENAME TO {kept}; ALTER TABLE {fresh} RENAME TO {name}"),
    };
    session.execute(&swap).await
}

fn period_length(table: &str) -> Option<usize> {
    SUMMARIES.iter().find(|(name, _)| *name == table).map(|(_, length)| *length)
}

/// `…_old`, or the first free `…_old2`, `…_old3`.
fn kept_name(table: &str, stored: &Inventory) -> String {
    let first = format!("{table}_old");
    let numbered = (2..).map(|n| format!("{table}_old{n}"));
    std::iter::once(first)
        .chain(numbered)
        .find(|name| !stored.tables.contains_key(name))
        .expect("numbers do not run out")
}

/// Lower-case hex MD5 of the procedure without outer spaces: the key of a summary row.
pub(super) fn procedure_key(procedure: &str) -> String {
    hex::encode(Md5::digest(procedure.trim_matches(' ').as_bytes()))
}

/// One row of a summary in the making.
#[derive(Debug, Clone, PartialEq)]
struct Sum {
    unit: String,
    group: String,
    procedure: String,
    cents: i64,
    lines: i64,
}

/// Rows by (period, folded unit, folded group, folded procedure).
#[derive(Debug, Default)]
struct Sums(BTreeMap<[String; 4], Sum>);

impl Sums {
    /// Adds one line: period, unit, group, procedure, reais, number of lines.
    fn add(&mut self, period: &str, dimensions: [&str; 3], reais: f64, lines: i64) {
        let [unit, group, procedure] = dimensions.map(str::trim);
        let key = [period.to_owned(), fold(unit), fold(group), fold(procedure)];
        let cents = (reais * 100.0).round() as i64;
        let sum = self.0.entry(key).or_insert_with(|| Sum {
            unit: unit.to_owned(),
            group: group.to_owned(),
            procedure: procedure.to_owned(),
            cents: 0,
            lines: 0,
        });
        for (kept, seen) in [(&mut sum.unit, unit), (&mut sum.group, group), (&mut sum.procedure, procedure)] {
            if seen < kept.as_str() {
                seen.clone_into(kept);
            }
        }
        sum.cents += cents;
        sum.lines += lines;
    }
}

/// Sums the billing lines; without any, the rows of the old summary, so that nothing vanishes.
async fn sums(session: &mut Session, table: &Table, stored: &Inventory) -> Result<Sums, sqlx::Error> {
    let length = period_length(&table.name).unwrap_or(10);
    let mut sums = Sums::default();
    let mut add = |row: Vec<String>| {
        let [date, unit, group, procedure, reais, lines] = &row[..] else { return };
        let day = stamp::parse_day(date).map(|day| day.to_string());
        // A month has no day: taken as it stands.
        let period = cut(day.as_deref().unwrap_or(date), length);
        if !period.is_empty() {
            let reais = reais.parse().unwrap_or(0.0);
            sums.add(period, [unit, group, procedure], reais, lines.parse().unwrap_or(0));
        }
    };
    if let Some(lines) = stored.tables.get(LINES) {
        session.each(&question(LINES, lines, "data_do_pagamento", "1"), &mut add).await?;
    }
    if sums.0.is_empty()
        && let (Some(old), Some(period)) = (stored.tables.get(&table.name), table.columns.first())
    {
        let mut add = |row: Vec<String>| {
            let [period, unit, group, procedure, reais, lines] = &row[..] else { return };
            sums.add(period, [unit, group, procedure], reais.parse().unwrap_or(0.0), lines.parse().unwrap_or(0));
        };
        session.each(&question(&table.name, old, &period.name, "qtd"), &mut add).await?;
    }
    Ok(sums)
}

/// Selects date, unit, group, procedure, reais and number of lines as texts; a missing column is empty.
fn question(name: &str, table: &StoredTable, date: &str, lines: &str) -> String {
    let wanted = [date, "unidade", "grupo", "procedimento", "total_pago", lines];
    let columns: Vec<String> = wanted
        .iter()
        .map(|column| match table.column(column) {
            Some(stored) => format!("CAST({} AS CHAR)", quoted(&stored.name)),
            None if *column == "1" => "'1'".to_owned(),
            None => "''".to_owned(),
        })
        .collect();
    format!("SELECT {} FROM {}", columns.join(", "), quoted(name))
}

async fn insert(session: &mut Session, table: &Table, fresh: &str, sums: Sums) -> Result<(), sqlx::Error> {
    let period = table.columns.first().map_or("data_ref", |column| column.name.as_str());
    let conflict = match session {
        Session::MySql(_) => {
            "ON DUPLICATE KEY UPDATE total_pago = total_pago + VALUES(total_pago), qtd = qtd + VALUES(qtd)".to_owned()
        }
        Session::Sqlite(_) => format!(
            "ON CONFLICT ({period}, unidade, grupo, {KEY}) DO UPDATE
             SET total_pago = total_pago + excluded.total_pago, qtd = qtd + excluded.qtd"
        ),
    };
    let now = Clock::system().stamp();
    let rows: Vec<[String; 8]> = sums
        .0
        .into_iter()
        .map(|([period, ..], sum)| {
            let reais = format!("{:.2}", sum.cents as f64 / 100.0);
            let key = procedure_key(&sum.procedure);
            let short = |text: &str| cut(text, DIMENSION).to_owned();
            let (unit, group, procedure) = (short(&sum.unit), short(&sum.group), short(&sum.procedure));
            [period, unit, group, procedure, reais, sum.lines.to_string(), now.clone(), key]
        })
        .collect();
    for chunk in rows.chunks(CHUNK) {
        let places = vec!["(?, ?, ?, ?, ?, ?, ?, ?)"; chunk.len()].join(", ");
        let sql = format!(
            "INSERT INTO {} ({period}, unidade, grupo, procedimento, total_pago, qtd, updated_at, {KEY})
             VALUES {places} {conflict}",
            quoted(fresh)
        );
        session.execute_with(&sql, chunk.as_flattened()).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_the_hash_of_the_procedure_without_outer_spaces() {
        assert_eq!(procedure_key(""), "d41d8cd98f00b204e9800998ecf8427e");
        assert_eq!(procedure_key(" Consulta Cardiologia "), "110db5c47dcbe9e5ae79688b6568b69c");
        assert_eq!(procedure_key("Taxa de Adesão"), "c45503952510ab7552f5c0b95eb32915");
    }

    #[test]
    fn spellings_of_one_name_are_one_row_and_the_smallest_is_kept() {
        let mut sums = Sums::default();
        sums.add("2026-02-18", ["U1", "Consultas", "consulta"], 150.0, 1);
        sums.add("2026-02-18", ["U1 ", "CONSULTAS", " Consulta"], -20.1, 1);
        let rows: Vec<&Sum> = sums.0.values().collect();
        let expected =
            Sum { unit: "U1".into(), group: "CONSULTAS".into(), procedure: "Consulta".into(), cents: 12_990, lines: 2 };
        assert_eq!(rows, [&expected]);
    }
}
