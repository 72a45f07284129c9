//! The history as files: the same tables as a spreadsheet, as text and as a PDF.

mod compare;
mod tables;

use chrono::NaiveDateTime;

use super::model::{History, Question};
use crate::exports::Book;

pub(super) use compare::{Comparison, Second};

/// The filters as they were typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) unit: Option<String>,
    pub(super) group: Option<String>,
    pub(super) procedure: Option<String>,
}

/// The tables of the page; with a second period, the comparison as well.
pub(super) fn book(
    history: &History,
    question: &Question,
    asked: &Asked,
    second: Option<(&History, Second)>,
    made_at: NaiveDateTime,
) -> Book {
    let mut tables = tables::tables(history, question, asked, made_at);
    if let Some((other, second)) = second {
        if let Some(summary) = tables.first_mut() {
            summary.rows.extend(compare::lines(question.period, second));
        }
        tables.extend(compare::tables((history, question.period), (other, second.period)));
    }
    Book { name: "financeiro", title: "Financeiro", period: question.period, made_at, tables }
}
