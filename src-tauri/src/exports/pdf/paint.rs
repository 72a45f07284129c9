//! From the layout to the bytes of a PDF.

use chrono::{Datelike, NaiveDateTime, Timelike};
use krilla::{
    Document,
    color::rgb,
    geom::{PathBuilder, Point, Rect},
    metadata::{DateTime, Metadata},
    num::NormalizedF32,
    page::PageSettings,
    paint::{Fill, FillRule, Stroke},
    surface::Surface,
    text::TextDirection,
};

use super::{
    font::Fonts,
    page::{Area, Page, Text},
};
use crate::http::ApiError;

/// Width of a cell's border.
const BORDER: f32 = 0.4;

/// What a document says about itself.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    pub title: &'a str,
    /// São Paulo.
    pub made_at: NaiveDateTime,
    /// Width and height of its pages, in points.
    pub size: (f32, f32),
}

/// The document as bytes: real text in embedded fonts.
///
/// # Errors
/// The library refused; nothing depends on the data.
pub fn document(pages: &[Page], fonts: &Fonts, about: About<'_>) -> Result<Vec<u8>, ApiError> {
    let mut document = Document::new();
    document.set_metadata(metadata(about));
    let (width, height) = about.size;
    let settings = PageSettings::from_wh(width, height).ok_or_else(|| impossible("the page has no size"))?;
    for page in pages {
        let mut painted = document.start_page_with(settings.clone());
        let mut surface = painted.surface();
        for area in &page.areas {
            paint_area(&mut surface, area)?;
        }
        surface.set_stroke(None);
        for text in &page.texts {
            paint_text(&mut surface, text, fonts);
        }
        surface.finish();
        painted.finish();
    }
    document.finish().map_err(|error| impossible(&format!("the document cannot be written: {error:?}")))
}

fn paint_area(surface: &mut Surface<'_>, area: &Area) -> Result<(), ApiError> {
    let mut path = PathBuilder::new();
    path.push_rect(
        Rect::from_xywh(area.left, area.top, area.width, area.height)
            .ok_or_else(|| impossible("an area has no size"))?,
    );
    let path = path.finish().ok_or_else(|| impossible("an area has no outline"))?;
    surface.set_fill(area.fill.map(fill));
    surface.set_stroke(area.border.map(|colour| Stroke {
        paint: rgb_of(colour).into(),
        width: BORDER,
        ..Stroke::default()
    }));
    surface.draw_path(&path);
    Ok(())
}

fn paint_text(surface: &mut Surface<'_>, text: &Text, fonts: &Fonts) {
    surface.set_fill(Some(fill(text.colour)));
    let at = Point::from_xy(text.left, text.baseline);
    surface.draw_text(at, fonts.embedded(text.weight), text.size, &text.text, false, TextDirection::LeftToRight);
}

fn fill(colour: u32) -> Fill {
    Fill { paint: rgb_of(colour).into(), opacity: NormalizedF32::ONE, rule: FillRule::default() }
}

fn rgb_of(colour: u32) -> rgb::Color {
    let [_, red, green, blue] = colour.to_be_bytes();
    rgb::Color::new(red, green, blue)
}

fn metadata(about: About<'_>) -> Metadata {
    let number = |value: u32| u8::try_from(value).unwrap_or_default();
    let at = about.made_at;
    let created = DateTime::new(u16::try_from(at.year()).unwrap_or_default())
        .month(number(at.month()))
        .day(number(at.day()))
        .hour(number(at.hour()))
        .minute(number(at.minute()))
        .second(number(at.second()))
        // São Paulo.
        .utc_offset_hour(-3);
    Metadata::new()
        .title(about.title.to_owned())
        .creator("Hub Consultare".to_owned())
        .language("pt-BR".to_owned())
        .creation_date(created)
}

fn impossible(what: &str) -> ApiError {
    ApiError::Internal(anyhow::anyhow!("PDF: {what}"))
}
