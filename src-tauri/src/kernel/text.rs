//! Comparing names as people do: without case, accents and stray blanks.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// `text` trimmed, without accents, lower-case, inner blanks collapsed: two names are equal when
/// their folds are equal. Empty text folds to empty text.
pub fn fold(text: &str) -> String {
    let plain: String = text.nfd().filter(|c| !is_combining_mark(*c)).collect::<String>().to_lowercase();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// At most `limit` characters of `text`, cut on a character boundary.
pub fn cut(text: &str, limit: usize) -> &str {
    text.char_indices().nth(limit).map_or(text, |(end, _)| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_differing_in_case_accents_and_blanks_are_equal() {
        assert_eq!(fold("  Centro   CAMBUÍ "), "centro cambui");
        assert_eq!(fold("Recepção"), fold("RECEPCAO"));
    }

    #[test]
    fn a_cut_never_splits_a_character() {
        assert_eq!(cut("ação", 2), "aç");
        assert_eq!(cut("ab", 9), "ab");
    }
}
