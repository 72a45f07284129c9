//! PDF documents: what is on a page, the fonts that measure it, the painting; and any book as a document.

mod columns;
pub mod font;
mod layout;
pub mod page;
pub mod paint;

use super::table::Book;
use crate::http::ApiError;

/// The book as a document in A4.
///
/// # Errors
/// The library refused; nothing depends on the data.
pub(super) fn book(book: &Book) -> Result<Vec<u8>, ApiError> {
    let fonts = font::Fonts::load()?;
    let sheet = layout::sheet(book, &fonts);
    let about = paint::About { title: book.title, made_at: book.made_at, size: sheet.size };
    paint::document(&sheet.pages, &fonts, about)
}
