//! The text of a part of a document, with where each piece of it lies between the tags.

use std::ops::Range;

/// Longest token.
const TOKEN_LENGTH: usize = 120;

/// The text of one XML part as people read it: runs of a paragraph joined, a line end wherever the reader sees one.
pub(super) struct PartText {
    text: String,
    /// Pieces of `text` in order; between two of them the part has tags.
    pieces: Vec<Piece>,
}

/// A stretch of `text` and where it stands in the part, markup and entities as they are.
#[derive(Debug, Clone)]
struct Piece {
    /// In the text.
    text: Range<usize>,
    /// In the part. Longer than `text` when it is an entity.
    raw: Range<usize>,
}

/// A placeholder in a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Placeholder {
    /// Between the braces, without blanks.
    pub token: String,
    /// Where the part has it: one range for each run it is split over. Never empty.
    pub raw: Vec<Range<usize>>,
}

/// A token that is longer than any placeholder may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TokenTooLong;

impl PartText {
    /// Reads `part`.
    pub fn of(part: &str) -> Self {
        let mut read = Self { text: String::new(), pieces: Vec::new() };
        let mut is_hidden = false;
        let mut at = 0;
        while at < part.len() {
            if part[at..].starts_with('<') {
                let end = part[at..].find('>').map_or(part.len(), |length| at + length + 1);
                let tag = Tag::of(&part[at..end]);
                match (tag.name, tag.is_closing) {
                    ("w:delText" | "w:instrText", is_closing) => is_hidden = !is_closing && !tag.is_empty,
                    ("w:br" | "w:tab" | "w:cr", false) | ("w:p", true) => read.text.push('\n'),
                    _ => {}
                }
                at = end;
            } else {
                let end = part[at..].find('<').map_or(part.len(), |length| at + length);
                if !is_hidden {
                    read.add(part, at..end);
                }
                at = end;
            }
        }
        read
    }

    /// Adds the text of `raw`, which holds no tag.
    fn add(&mut self, part: &str, raw: Range<usize>) {
        const ENTITIES: [(&str, &str); 5] =
            [("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"), ("&quot;", "\""), ("&apos;", "'")];
        let mut at = raw.start;
        while at < raw.end {
            let rest = &part[at..raw.end];
            let entity = ENTITIES.iter().find(|(written, _)| rest.starts_with(written));
            let (length, meant) = match entity {
                Some((written, meant)) => (written.len(), *meant),
                None => {
                    let mut ampersands = rest.match_indices('&').map(|(at, _)| at);
                    let length = ampersands.find(|at| *at > 0).unwrap_or(rest.len());
                    (length, &rest[..length])
                }
            };
            let start = self.text.len();
            self.text.push_str(meant);
            self.pieces.push(Piece { text: start..self.text.len(), raw: at..at + length });
            at += length;
        }
    }

    /// The placeholders in order.
    ///
    /// # Errors
    /// [`TokenTooLong`].
    pub fn placeholders(&self) -> Result<Vec<Placeholder>, TokenTooLong> {
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(open) = self.text[from..].find("{{").map(|at| from + at) {
            let Some((token, end)) = token_at(&self.text, open) else {
                // Of three braces the last two may still open one.
                from = open + 1;
                continue;
            };
            if token.len() > TOKEN_LENGTH {
                return Err(TokenTooLong);
            }
            found.push(Placeholder { token: token.to_owned(), raw: self.raw(open..end) });
            from = end;
        }
        Ok(found)
    }

    /// Where the part has this stretch of the text.
    fn raw(&self, text: Range<usize>) -> Vec<Range<usize>> {
        let mut ranges: Vec<Range<usize>> = Vec::new();
        let first = self.pieces.partition_point(|piece| piece.text.end <= text.start);
        for piece in self.pieces[first..].iter().take_while(|piece| piece.text.start < text.end) {
            let is_plain = piece.text.len() == piece.raw.len();
            let raw = if is_plain {
                let skipped = text.start.saturating_sub(piece.text.start);
                let behind = piece.text.end.saturating_sub(text.end);
                piece.raw.start + skipped..piece.raw.end - behind
            } else {
                piece.raw.clone()
            };
            match ranges.last_mut() {
                Some(last) if last.end == raw.start => last.end = raw.end,
                _ => ranges.push(raw),
            }
        }
        ranges
    }
}

/// The token of the placeholder that opens at `open`, and where the placeholder ends.
fn token_at(text: &str, open: usize) -> Option<(&str, usize)> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    let inner = text[open + 2..].trim_start();
    let start = text.len() - inner.len();
    let length = inner.find(|c| !is_part(c)).unwrap_or(inner.len());
    let rest = inner[length..].trim_start();
    (length > 0 && rest.starts_with("}}")).then(|| (&inner[..length], start + (inner.len() - rest.len()) + 2))
}

/// A tag, as far as the text needs it.
struct Tag<'a> {
    name: &'a str,
    is_closing: bool,
    is_empty: bool,
}

impl<'a> Tag<'a> {
    fn of(tag: &'a str) -> Self {
        let inner = tag.trim_start_matches('<').trim_end_matches('>');
        let (inner, is_closing) = inner.strip_prefix('/').map_or((inner, false), |inner| (inner, true));
        let (inner, is_empty) = inner.strip_suffix('/').map_or((inner, false), |inner| (inner, true));
        let name = inner.split(char::is_whitespace).next().unwrap_or_default();
        Self { name, is_closing, is_empty }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(part: &str) -> Vec<String> {
        let placeholders = PartText::of(part).placeholders().unwrap();
        placeholders.into_iter().map(|placeholder| placeholder.token).collect()
    }

    #[test]
    fn what_is_a_placeholder() {
        for (text, expected) in [
            ("{{ a b }}", vec![]),
            ("{{a}}{{b}}", vec!["a", "b"]),
            ("{{{x}}}", vec!["x"]),
            ("{{{{y}}}}", vec!["y"]),
            ("{{nome_çã}}", vec![]),
            ("{{}}", vec![]),
            ("{{ . }}", vec!["."]),
            ("{{x&amp;y}}", vec![]),
            ("{&#123;z}}", vec![]),
            ("{{\n a_1-b.C \t}}", vec!["a_1-b.C"]),
            ("é {{a}} é", vec!["a"]),
            ("{{a", vec![]),
            ("{{", vec![]),
        ] {
            assert_eq!(tokens(&format!("<w:t>{text}</w:t>")), expected, "{text}");
        }
    }

    #[test]
    fn runs_are_joined_and_lines_are_not() {
        assert_eq!(
            tokens("<w:p><w:r><w:t>{{prof</w:t></w:r><w:r><w:t>essional.name}}</w:t></w:r></w:p>"),
            ["professional.name"]
        );
        assert!(tokens("<w:p><w:t>{{a</w:t></w:p><w:p><w:t>b}}</w:t></w:p>").is_empty());
        for between in ["<w:br/>", "<w:tab/>", "<w:cr/>", "<w:br w:type=\"page\"/>"] {
            assert!(tokens(&format!("<w:t>{{{{a</w:t>{between}<w:t>b}}}}</w:t>")).is_empty(), "{between}");
        }
        assert_eq!(tokens("<w:t>{{a</w:t><w:bracket/><w:t>b}}</w:t>"), ["ab"], "exact names");
    }

    #[test]
    fn deleted_text_and_field_codes_are_not_read() {
        assert!(tokens("<w:delText>{{a}}</w:delText><w:instrText>{{b}}</w:instrText>").is_empty());
        assert_eq!(tokens("<w:t>{{a</w:t><w:delText>x</w:delText><w:t>b}}</w:t>"), ["ab"]);
    }

    #[test]
    fn a_token_has_an_end() {
        let part = format!("<w:t>{{{{{}}}}}</w:t>", "a".repeat(TOKEN_LENGTH + 1));
        assert_eq!(PartText::of(&part).placeholders(), Err(TokenTooLong));
    }

    #[test]
    fn the_pieces_are_found_again_in_the_part() {
        let part = "<w:t>a &lt; {{x</w:t><w:t>.y }} b</w:t>";
        let placeholders = PartText::of(part).placeholders().unwrap();
        let pieces: Vec<&str> = placeholders[0].raw.iter().map(|range| &part[range.clone()]).collect();
        assert_eq!(pieces, ["{{x", ".y }}"]);
    }
}
