//! Where everything of the document goes. Points from the upper left corner of the page (A3, landscape).

use super::section;
use crate::{
    exports::{
        palette::{DARK_GREEN, NAVY, WHITE},
        pdf::{
            font::{Fonts, Weight},
            page::{Area, Page, Text},
        },
    },
    finance::general_report::texts::{Export, NAME},
};

pub(super) const PAGE: (f32, f32) = (1190.55, 841.89);
pub(super) const MARGIN: f32 = 24.0;
/// Usable width.
pub(super) const WIDTH: f32 = PAGE.0 - 2.0 * MARGIN;
/// Where sections begin, and where they must have ended.
pub(super) const TOP: f32 = 108.0;
pub(super) const BOTTOM: f32 = PAGE.1 - MARGIN;

const BAND_HEIGHT: f32 = 62.0;
const LEGEND: &str = "Legenda: celulas verdes = maior faturamento historico daquele mes.";

/// The whole document.
#[derive(Debug, Clone, Default)]
pub(super) struct Sheet {
    pub(super) pages: Vec<Page>,
}

impl Sheet {
    /// The page that is being filled.
    pub(super) fn page(&mut self, export: &Export) -> &mut Page {
        if self.pages.is_empty() {
            self.pages.push(page(export));
        }
        let last = self.pages.len() - 1;
        &mut self.pages[last]
    }

    /// Goes on with a fresh page.
    pub(super) fn turn(&mut self, export: &Export) {
        self.pages.push(page(export));
    }
}

/// The document of `export`.
pub(super) fn sheet(export: &Export, fonts: &Fonts) -> Sheet {
    let mut sheet = Sheet::default();
    sheet.page(export);
    let mut top = TOP;
    for years in &export.report.sections {
        top = section::place(&mut sheet, export, years, top, fonts);
    }
    sheet
}

/// A page with its band and legend.
fn page(export: &Export) -> Page {
    let band = Area { left: MARGIN, top: MARGIN, width: WIDTH, height: BAND_HEIGHT, fill: Some(NAVY), border: None };
    let text = |left: f32, baseline: f32, size: f32, weight: Weight, colour: u32, text: String| Text {
        left,
        baseline,
        size,
        weight,
        colour,
        text,
    };
    let rule = format!("Criterio de crescimento: {} (ate ontem).", export.report.accumulation_rule_label);
    Page {
        areas: vec![band],
        texts: vec![
            text(34.0, 42.0, 14.0, Weight::Bold, WHITE, NAME.to_owned()),
            text(34.0, 54.0, 8.0, Weight::Regular, WHITE, export.made()),
            text(34.0, 64.0, 8.0, Weight::Regular, WHITE, rule),
            text(MARGIN, 98.0, 8.0, Weight::Bold, DARK_GREEN, LEGEND.to_owned()),
        ],
    }
}
