//! The two fonts of our documents. Liberation Sans has the widths of Helvetica and is free to embed.

use krilla::text::Font;
use rustybuzz::{Face, UnicodeBuffer};

use crate::http::ApiError;

const REGULAR: &[u8] = include_bytes!("../../../assets/fonts/LiberationSans-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../../assets/fonts/LiberationSans-Bold.ttf");

/// How heavy a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    Regular,
    Bold,
}

/// Fonts that can be measured and embedded.
pub struct Fonts {
    regular: (Face<'static>, Font),
    bold: (Face<'static>, Font),
}

impl Fonts {
    /// Reads the fonts.
    ///
    /// # Errors
    /// Never with the fonts we bring.
    pub fn load() -> Result<Self, ApiError> {
        let read = |data: &'static [u8]| {
            let face = Face::from_slice(data, 0)?;
            Some((face, Font::new(data.into(), 0)?))
        };
        let fonts = read(REGULAR).zip(read(BOLD)).map(|(regular, bold)| Self { regular, bold });
        fonts.ok_or_else(|| ApiError::Internal(anyhow::anyhow!("a built-in font cannot be read")))
    }

    /// As the document embeds it.
    pub fn embedded(&self, weight: Weight) -> Font {
        self.of(weight).1.clone()
    }

    /// Width of `text` in points, shaped as it will be drawn.
    #[allow(clippy::cast_precision_loss, reason = "font units of one line")]
    pub fn width(&self, text: &str, size: f32, weight: Weight) -> f32 {
        let face = &self.of(weight).0;
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        let shaped = rustybuzz::shape(face, &[], buffer);
        let units: i32 = shaped.glyph_positions().iter().map(|position| position.x_advance).sum();
        units as f32 * size / face.units_per_em() as f32
    }

    /// `text`, or as much of it as fits into `width` before `...`.
    pub fn shortened(&self, text: &str, width: f32, size: f32, weight: Weight) -> String {
        if self.width(text, size, weight) <= width {
            return text.to_owned();
        }
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let cut = |end: usize| format!("{}...", text[..end].trim_end());
        // The longest beginning that fits: widths grow with it.
        let count = ends.partition_point(|end| self.width(&cut(*end), size, weight) <= width);
        cut(ends[count.saturating_sub(1)])
    }

    fn of(&self, weight: Weight) -> &(Face<'static>, Font) {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_as_wide_as_in_helvetica() {
        let fonts = Fonts::load().unwrap();
        // Helvetica: zero 556, comma 278, in thousandths.
        assert!((fonts.width("0,0", 10.0, Weight::Regular) - 13.9).abs() < 0.01);
        assert!((fonts.width("0,0", 10.0, Weight::Bold) - 13.9).abs() < 0.01);
    }

    #[test]
    fn what_does_not_fit_ends_in_dots() {
        let fonts = Fonts::load().unwrap();
        let text = "Crescimento vs melhor ano";
        let full = fonts.width(text, 8.0, Weight::Bold);
        assert_eq!(fonts.shortened(text, full, 8.0, Weight::Bold), text);
        let short = fonts.shortened(text, full - 1.0, 8.0, Weight::Bold);
        assert!(short.ends_with("...") && short.starts_with("Crescimento vs melhor"), "{short}");
        assert!(fonts.width(&short, 8.0, Weight::Bold) <= full - 1.0);
        assert_eq!(fonts.shortened("Ano", 0.0, 8.0, Weight::Bold), "...");
    }
}
