//! Names of stored objects: `<prefix>/<folders>/<stamp>-<safe name>`.

use chrono::{DateTime, Utc};
use unicode_normalization::UnicodeNormalization;

use crate::kernel::{stamp, text::cut};

/// The longest key that fits the columns `storage_key`.
pub const KEY_MAX: usize = 255;
/// So many characters at the end of a file's name are kept.
const NAME_MAX: usize = 100;

/// `2026-02-18T13-45-10-123Z`: the instant with neither `:` nor `.`.
pub fn key_stamp(at: DateTime<Utc>) -> String {
    stamp::instant(at).replace([':', '.'], "-")
}

/// A file's name in letters that every store takes: no accents, runs of anything but letters, digits, `_`, `.` and `-`
/// become one `-`, none of them at either end, lower case. May be empty.
pub fn safe_name(name: &str) -> String {
    let mut safe = String::with_capacity(name.len());
    for c in name.nfd().filter(|c| !matches!(c, '\u{300}'..='\u{36f}')) {
        if c.is_ascii_alphanumeric() || matches!(c, '_' | '.') {
            safe.push(c.to_ascii_lowercase());
        } else if !safe.ends_with('-') {
            safe.push('-');
        }
    }
    let trimmed = safe.strip_prefix('-').unwrap_or(&safe);
    trimmed.strip_suffix('-').unwrap_or(trimmed).to_owned()
}

/// The key of an object that `at` gives its stamp. `default` is used when nothing of `name` is left.
pub(super) fn key(prefix: &str, folders: &[&str], at: DateTime<Utc>, name: &str, default: &str) -> String {
    let folders = folders.iter().map(|folder| segment(folder)).collect::<Vec<_>>().join("/");
    let safe = safe_name(name);
    let last = &safe[safe.len().saturating_sub(NAME_MAX)..];
    let name = match last.trim_start_matches('.') {
        "" => default,
        name => name,
    };
    let key = format!("{prefix}/{folders}/{}-{name}", key_stamp(at));
    cut(&key, KEY_MAX).to_owned()
}

/// Ids and codes as they are, whatever else an adopted table holds made harmless.
fn segment(text: &str) -> String {
    let harmless = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '_' | '-') { c } else { '-' };
    let segment: String = cut(text, 64).chars().map(harmless).collect();
    if segment.is_empty() { "-".to_owned() } else { segment }
}

/// Whether the key stays below a root folder on every system.
pub(super) fn is_inside(key: &str) -> bool {
    key.split('/').all(|segment| {
        !matches!(segment, "" | "." | "..") && !segment.chars().any(|c| matches!(c, '\\' | ':') || c.is_control())
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at() -> DateTime<Utc> {
        DateTime::parse_from_rfc3339("2026-02-18T13:45:10.123Z").unwrap().into()
    }

    fn key_of(name: &str) -> String {
        key("profissionais", &["c0ffee00-0000-4000-8000-00000000b001", "DIPLOMA"], at(), name, "arquivo.bin")
    }

    #[test]
    fn names_become_safe() {
        for (name, expected) in [
            ("Contrato Médico (v2).docx", "contrato-medico-v2-.docx"),
            ("  ç ã.PDF", "c-a.pdf"),
            ("../../etc/passwd", "..-..-etc-passwd"),
            ("---", ""),
            ("日本.pdf", ".pdf"),
            ("a\u{0}b\r\n\"c\".pdf", "a-b-c-.pdf"),
        ] {
            assert_eq!(safe_name(name), expected, "{name:?}");
        }
    }

    #[test]
    fn a_key_names_whose_and_what_and_when() {
        let folder = "profissionais/c0ffee00-0000-4000-8000-00000000b001/DIPLOMA/2026-02-18T13-45-10-123Z";
        assert_eq!(key_of("Certidão.pdf"), format!("{folder}-certidao.pdf"));
        assert_eq!(key_of("---"), format!("{folder}-arquivo.bin"));
        assert_eq!(key_of("...."), format!("{folder}-arquivo.bin"));
        assert_eq!(key_of("日本.pdf"), format!("{folder}-pdf"), "no hidden file");
        let long = key_of(&format!("{}.pdf", "a".repeat(4_000)));
        assert_eq!(long, format!("{folder}-{}.pdf", "a".repeat(96)));
    }

    #[test]
    fn what_leads_out_of_the_root_is_seen() {
        for key in ["", "/a", "a/", "a//b", "a/../b", "..", "./a", "a\\b", "c:/a", "a/\u{0}b", "a/b\n"] {
            assert!(!is_inside(key), "{key:?}");
        }
        assert!(is_inside("profissionais/..a/b..c"));
    }

    proptest! {
        #[test]
        fn every_key_fits_and_stays_inside(whose in "\\PC{0,80}", what in ".{0,80}", name in ".{0,300}") {
            let key = key("p", &[&whose, &what], at(), &name, "arquivo.bin");
            prop_assert!(key.len() <= KEY_MAX && is_inside(&key), "{key:?}");
        }
    }
}
