//! The five tables of the export: the filters with the totals, days, months, groups, units.

use chrono::NaiveDateTime;

use super::{
    super::model::{Billed, History, Question},
    Asked,
};
use crate::{
    exports::{Cell, Table, chosen, month_cell, per_piece},
    kernel::Cents,
};

const SUMMARY: &[&str] = &["Item", "Valor"];

/// The tables, in order.
pub(super) fn tables(history: &History, question: &Question, asked: &Asked, made_at: NaiveDateTime) -> Vec<Table> {
    let table = |title, columns, rows| Table { title, columns, rows };
    vec![
        table("Resumo", SUMMARY, summary(history, question, asked, made_at)),
        table(
            "Diário",
            &["Data", "Total", "Quantidade", "Ticket médio"],
            history.daily.iter().map(|day| row(Cell::day(&day.day), day.total, day.qtd)).collect(),
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
        vec![Cell::Text("Ticket médio".to_owned()), Cell::Money(per_piece(total, qtd))],
    ];
    if question.unit.is_some() {
        rows.push(text("Observação", "A tabela Unidades mostra todas as unidades.".to_owned()));
    }
    rows
}

fn row(name: Cell, total: Cents, qtd: i64) -> Vec<Cell> {
    vec![name, Cell::Money(total), Cell::Count(qtd), Cell::Money(per_piece(total, qtd))]
}
