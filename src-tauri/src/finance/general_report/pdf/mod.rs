//! The report as a PDF: where everything goes, the fonts that measure it, and the painting.

mod font;
mod layout;
mod paint;
mod section;

use super::texts::Export;
use crate::http::ApiError;

/// The file: real text in embedded fonts.
pub(super) fn document(export: &Export) -> Result<Vec<u8>, ApiError> {
    let fonts = font::Fonts::load()?;
    let sheet = layout::sheet(export, &fonts);
    paint::document(&sheet, &fonts, export)
}
