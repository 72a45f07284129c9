//! The name a sender gives a file, as it may be stored and shown.

/// The columns `original_name` hold so many characters.
const NAME_MAX: usize = 255;
/// Why a name is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadName {
    /// The columns hold 255 characters.
    TooLong,
    /// Characters that no name has: controls, and marks that turn the direction of writing.
    Unprintable,
}

/// The name without the folders that some senders put before it. May be empty.
///
/// # Errors
/// A name that is too long, or made to deceive.
pub fn original_name(sent: &str) -> Result<String, BadName> {
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

/// `name` as every system takes it for a file: characters that one of them refuses are `_`. May be empty.
pub fn disk_name(name: &str) -> String {
    const FORBIDDEN: &[char] = &['/', '\\', ':', '*', '?', '"', '<', '>', '|'];
    /// Names that Windows keeps for devices, with or without a number.
    const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];
    let plain: String =
        name.chars().map(|c| if FORBIDDEN.contains(&c) || is_unprintable(c) { '_' } else { c }).collect();
    let plain = plain.trim_matches(|c: char| c == '.' || c.is_whitespace());
    let stem = plain.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let is_device = DEVICES.contains(&stem.trim_end_matches(|c: char| c.is_ascii_digit()));
    if is_device { format!("_{plain}") } else { plain.to_owned() }
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
    fn every_system_takes_a_disk_name() {
        for (name, expected) in [
            ("../../etc/passwd", "_.._etc_passwd"),
            ("com1.txt", "_com1.txt"),
            ("a\n\u{202e}fdp.exe", "a__fdp.exe"),
            (" ... ", ""),
            ("Certidão.pdf", "Certidão.pdf"),
        ] {
            assert_eq!(disk_name(name), expected);
        }
    }
}
