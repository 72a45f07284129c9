//! The history as files: the same tables as a spreadsheet, as text and as a PDF.

mod tables;

use chrono::NaiveDateTime;

use super::model::{History, Question};
use crate::exports::Book;

/// The filters as they were typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) unit: Option<String>,
    pub(super) group: Option<String>,
    pub(super) procedure: Option<String>,
}

/// The tables of the page.
pub(super) fn book(history: &History, question: &Question, asked: &Asked, made_at: NaiveDateTime) -> Book {
    Book {
        name: "financeiro",
        title: "Financeiro",
        period: question.period,
        made_at,
        tables: tables::tables(history, question, asked, made_at),
    }
}
