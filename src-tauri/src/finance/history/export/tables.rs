//! The five tables of the export: the filters with the totals, days, months, groups, units.

use chrono::{NaiveDate, NaiveDateTime};

use super::{
    super::model::{Billed, History, Question},
    Asked,
};
use crate::kernel::{Cents, text::fold};

/// A table with a title.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Table {
    pub(super) title: &'static str,
    pub(super) columns: &'static [&'static str],
    pub(super) rows: Vec<Vec<Cell>>,
}

/// What is in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Text(String),
    Day(NaiveDate),
    Money(Cents),
    Count(i64),
}

const SUMMARY: &[&str] = &["Item", "Valor"];

/// The tables, in order.
pub(super) fn tables(history: &History, question: &Question, asked: &Asked, made_at: NaiveDateTime) -> Vec<Table> {
    let table = |title, columns, rows| Table { title, columns, rows };
    vec![
        table("Resumo", SUMMARY, summary(history, question, asked, made_at)),
        table(
            "Diário",
            &["Data", "Total", "Quantidade", "Ticket médio"],
            history.daily.iter().map(|day| row(day_cell(&day.day), day.total, day.qtd)).collect(),
        ),
        table(
            "Mensal",
            &["Mês", "Total", "Quantidade", "Ticket médio"],
            history.monthly.iter().map(|month| row(month_cell(&month.month), month.total, month.qtd)).collect(),
        ),
        table(
            "Grupos",
            &["Grupo", "Total", "Quantidade", "Ticket médio"],
            history.group_stats.iter().map(|g| row(Cell::Text(g.procedure_group.clone()), g.total, g.qtd)).collect(),
        ),
        table(
            "Unidades",
            &["Unidade", "Total", "Quantidade", "Ticket médio"],
            history.units_billing.iter().map(|u| row(Cell::Text(u.name.clone()), u.total, u.qtd)).collect(),
        ),
    ]
}

/// What was asked, and what it comes to.
fn summary(history: &History, question: &Question, asked: &Asked, made_at: NaiveDateTime) -> Vec<Vec<Cell>> {
    let text = |name: &str, value: String| vec![Cell::Text(name.to_owned()), Cell::Text(value)];
    let Billed { total, qtd } = history.totals;
    let units = history.units.iter().map(|unit| unit.name.as_str());
    let groups = history.groups.iter().map(|group| group.name.as_str());
    let procedures = history.procedures.iter().map(|procedure| procedure.name.as_str());
    let mut rows = vec![
        text("Gerado em", made_at.format("%d/%m/%Y, %H:%M:%S").to_string()),
        vec![Cell::Text("Data inicial".to_owned()), Cell::Day(question.period.first)],
        vec![Cell::Text("Data final".to_owned()), Cell::Day(question.period.last)],
        text("Unidade", chosen(question.unit.as_deref(), asked.unit.as_deref(), units, "Todas")),
        text("Grupo", chosen(question.group.as_deref(), asked.group.as_deref(), groups, "Todos")),
        text("Procedimento", chosen(question.procedure.as_deref(), asked.procedure.as_deref(), procedures, "Todos")),
        vec![Cell::Text("Total".to_owned()), Cell::Money(total)],
        vec![Cell::Text("Quantidade".to_owned()), Cell::Count(qtd)],
        vec![Cell::Text("Ticket médio".to_owned()), Cell::Money(ticket(total, qtd))],
    ];
    if question.unit.is_some() {
        rows.push(text("Observação", "A tabela Unidades mostra todas as unidades.".to_owned()));
    }
    rows
}

/// A filter as the data spells it, or as it was typed; `every` without one.
fn chosen<'a>(
    folded: Option<&str>,
    typed: Option<&str>,
    mut names: impl Iterator<Item = &'a str>,
    every: &str,
) -> String {
    let Some(folded) = folded else { return every.to_owned() };
    names.find(|name| fold(name) == folded).or(typed).unwrap_or(folded).trim().to_owned()
}

fn row(name: Cell, total: Cents, qtd: i64) -> Vec<Cell> {
    vec![name, Cell::Money(total), Cell::Count(qtd), Cell::Money(ticket(total, qtd))]
}

/// Reais per line, halves away from zero; 0 without lines.
fn ticket(total: Cents, qtd: i64) -> Cents {
    if qtd <= 0 {
        return Cents::ZERO;
    }
    let (whole, rest) = (total.0 / qtd, total.0 % qtd);
    let away = if rest.unsigned_abs().saturating_mul(2) >= qtd.unsigned_abs() { total.0.signum() } else { 0 };
    Cents(whole + away)
}

fn day_cell(day: &str) -> Cell {
    day.parse().map_or_else(|_| Cell::Text(day.to_owned()), Cell::Day)
}

/// `2026-02` → `02/2026`.
fn month_cell(month: &str) -> Cell {
    Cell::Text(month.split_once('-').map_or_else(|| month.to_owned(), |(year, month)| format!("{month}/{year}")))
}

#[test]
fn a_ticket_is_rounded_half_away_from_zero() {
    for (total, qtd, expected) in
        [(100, 3, 33), (200, 3, 67), (5, 2, 3), (-5, 2, -3), (-100, 3, -33), (7, 0, 0), (0, 5, 0)]
    {
        assert_eq!(ticket(Cents(total), qtd), Cents(expected), "{total} / {qtd}");
    }
}
