//! Comparing names as people do: without case, accents and stray blanks.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// `text` trimmed, without accents, lower-case, inner blanks collapsed: two names are equal when
/// their folds are equal. Empty text folds to empty text.
pub fn fold(text: &str) -> String {
    let plain: String = text.nfd().filter(|c| !is_combining_mark(*c)).collect::<String>().to_lowercase();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Sorts as a Portuguese dictionary does: by fold, blanks before punctuation before digits before letters; what is equal
/// so far, small letters first.
pub fn dictionary_order(name: &str) -> impl Ord + use<> {
    let class = |c: char| match c {
        c if c.is_whitespace() => 0,
        c if c.is_numeric() => 2,
        c if c.is_alphabetic() => 3,
        _ => 1,
    };
    let letters: Vec<_> = fold(name).chars().map(|c| (class(c), c)).collect();
    let cases: Vec<_> = name.chars().map(|c| (c.is_uppercase(), c)).collect();
    (letters, cases)
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
    fn blanks_come_before_punctuation_before_digits_before_letters() {
        let mut names = ["ab", "a2", "a10", "a_b", "a b", "A b", "Águas"];
        names.sort_by_cached_key(|name| dictionary_order(name));
        assert_eq!(names, ["a b", "A b", "a_b", "a10", "a2", "ab", "Águas"]);
    }

    #[test]
    fn a_cut_never_splits_a_character() {
        assert_eq!(cut("ação", 2), "aç");
        assert_eq!(cut("ab", 9), "ab");
    }
}
