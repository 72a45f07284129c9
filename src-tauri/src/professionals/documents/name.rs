//! Names of files: what is stored of what the sender typed, and what a person gets to see on their disk.

use std::collections::HashSet;

use super::kind::FileKind;
use crate::{documents::disk_name, kernel::text::cut};

/// Of a file whose name says nothing.
const NAMELESS: &str = "documento";
/// So many characters of a name in an archive.
const ENTRY_MAX: usize = 120;

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
        let name = match disk_name(name) {
            name if name.is_empty() => NAMELESS.to_owned(),
            name => name,
        };
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

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(next("../..\\x:y\n.pdf"), "_.._x_y_.pdf");
        assert_eq!(next("..."), "documento");
        let long = next(&format!("{}.docx", "ã".repeat(300)));
        assert_eq!(long.chars().count(), 125);
        assert!(long.ends_with(".docx"));
    }
}
