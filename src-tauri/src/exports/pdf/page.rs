//! What is on a page. Points from the upper left corner.

use super::font::Weight;

/// A page: areas lie below all texts.
#[derive(Debug, Clone, Default)]
pub struct Page {
    pub areas: Vec<Area>,
    pub texts: Vec<Text>,
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    pub left: f32,
    pub top: f32,
    pub width: f32,
    pub height: f32,
    pub fill: Option<u32>,
    /// Colour of its border.
    pub border: Option<u32>,
}

/// A line of text.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    pub left: f32,
    pub baseline: f32,
    pub size: f32,
    pub weight: Weight,
    pub colour: u32,
    pub text: String,
}
