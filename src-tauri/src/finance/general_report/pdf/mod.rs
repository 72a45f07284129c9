//! The report as a PDF: where everything goes.

mod layout;
mod section;

use super::texts::{Export, TITLE};
use crate::{
    exports::pdf::{
        font::Fonts,
        paint::{self, About},
    },
    http::ApiError,
};

/// The file: real text in embedded fonts.
pub(super) fn document(export: &Export) -> Result<Vec<u8>, ApiError> {
    let fonts = Fonts::load()?;
    let sheet = layout::sheet(export, &fonts);
    paint::document(&sheet.pages, &fonts, About { title: TITLE, made_at: export.made_at, size: layout::PAGE })
}
