//! Names of files: what is stored of what the sender typed, and what a person gets to see on their disk.

use std::collections::HashSet;

use super::kind::FileKind;
use crate::kernel::text::cut;

/// The column `original_name` holds so many characters.
const NAME_MAX: usize = 255;
/// So many characters of a name in an archive.
const ENTRY_MAX: usize = 120;

/// Why a name is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BadName {
    TooLong,
    /// Characters that no name has: controls, and marks that turn the direction of writing.
    Unprintable,
}

/// The name without the folders that some senders put before it. May be empty.
///
/// # Errors
/// A name that is too long, or made to deceive.
pub(super) fn original_name(sent: &str) -> Result<String, BadName> {
    let name = sent.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    if name.chars().any(is_unprintable) {
        return Err(BadName::Unprintable);
    }
    if name.chars().count() > NAME_MAX {
        return Err(BadName::TooLong);
    }
    Ok(if matches!(name, "." | "..") { String::new() } else { name.to_owned() })
}

/// Controls, and what turns the direction of writing: `exe.fdp` must not look like a PDF.
fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The name under which a document is kept on a disk: its own, or `documento-<id>`, with an ending that tells what it is.
pub(super) fn file_name(original: &str, id: &str, media_type: &str) -> String {
    let name = if original.trim().is_empty() { format!("documento-{id}") } else { original.to_owned() };
    let Some(kind) = FileKind::from_media_type(media_type) else { return name };
    let lower = name.to_lowercase();
    let has_ending = kind.endings().iter().any(|ending| lower.ends_with(ending));
    if has_ending { name } else { format!("{name}{}", kind.endings()[0]) }
}

/// Names inside one archive: none twice, and none that a system refuses or takes for a folder.
#[derive(Debug, Default)]
pub(super) struct EntryNames(HashSet<String>);

impl EntryNames {
    /// The name of an entry in `folder` (empty: at the top) for a file called `name`.
    pub fn next(&mut self, folder: &str, name: &str) -> String {
        let name = harmless(name);
        let (stem, ending) = match name.rfind('.').filter(|at| *at > 0 && name.len() - at <= 6) {
            Some(at) => name.split_at(at),
            None => (name.as_str(), ""),
        };
        let stem = cut(stem, ENTRY_MAX);
        let mut number = 1;
        loop {
            let entry = match number {
                1 => format!("{folder}{stem}{ending}"),
                number => format!("{folder}{stem} ({number}){ending}"),
            };
            // Many systems do not tell `A` from `a`.
            if self.0.insert(entry.to_lowercase()) {
                return entry;
            }
            number += 1;
        }
    }
}

fn harmless(name: &str) -> String {
    const FORBIDDEN: &[char] = &['/', '\\', ':', '*', '?', '"', '<', '>', '|'];
    let replace = |c: char| if FORBIDDEN.contains(&c) || is_unprintable(c) { '-' } else { c };
    let name: String = name.chars().map(replace).collect();
    let name = name.trim_start_matches(['.', ' ']).trim_end_matches(['.', ' ']);
    if name.is_empty() { "documento".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_no_part_of_a_name() {
        for (sent, expected) in [
            ("Certidão.pdf", "Certidão.pdf"),
            ("C:\\Users\\ana\\Diploma.pdf", "Diploma.pdf"),
            ("../../etc/passwd", "passwd"),
            ("..", ""),
            ("a/", ""),
            ("a \"b\" 'c'.pdf", "a \"b\" 'c'.pdf"),
        ] {
            assert_eq!(original_name(sent).as_deref(), Ok(expected), "{sent:?}");
        }
    }

    #[test]
    fn names_made_to_deceive_are_refused() {
        for sent in ["a\r\nb.pdf", "a\0.pdf", "a\u{202e}fdp.exe", "a\u{1b}[2J.pdf"] {
            assert_eq!(original_name(sent), Err(BadName::Unprintable), "{sent:?}");
        }
        assert_eq!(original_name(&"a".repeat(256)), Err(BadName::TooLong));
        assert_eq!(original_name(&"ã".repeat(255)).map(|name| name.chars().count()), Ok(255));
    }

    #[test]
    fn a_kept_file_ends_as_what_it_is() {
        for (original, media_type, expected) in [
            ("Certidão.pdf", "application/pdf", "Certidão.pdf"),
            ("foto.JPEG", "image/jpeg", "foto.JPEG"),
            ("evil.html", "application/pdf", "evil.html.pdf"),
            ("", "image/png", "documento-7.png"),
            ("antigo.bin", "application/octet-stream", "antigo.bin"),
        ] {
            assert_eq!(file_name(original, "7", media_type), expected);
        }
    }

    #[test]
    fn entries_are_different_and_harmless() {
        let mut names = EntryNames::default();
        let mut next = |name: &str| names.next("", name);
        assert_eq!(next("Diploma - a.pdf"), "Diploma - a.pdf");
        assert_eq!(next("diploma - A.PDF"), "diploma - A (2).PDF");
        assert_eq!(next("Diploma - a.pdf"), "Diploma - a (3).pdf");
        assert_eq!(next("../..\\x:y\n.pdf"), "-..-x-y-.pdf");
        assert_eq!(next("..."), "documento");
        let long = next(&format!("{}.docx", "ã".repeat(300)));
        assert_eq!(long.chars().count(), 125);
        assert!(long.ends_with(".docx"));
    }
}
