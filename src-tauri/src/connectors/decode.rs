//! From bytes to text: which charset a page is in, and whether it is a login page.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// How far into a page its `<meta charset>` is looked for.
const META_REACH: usize = 1024;
/// What `ã`, `ç`, `é` and `á` look like when UTF-8 was read as windows-1252.
const TWICE_ENCODED: [&str; 4] = ["Ã£", "Ã§", "Ã©", "Ã¡"];
/// Lower-case traces of Feegow's login form.
const LOGIN_MARKERS: [&str; 9] = [
    "p=login",
    "main/?p=login",
    "name=\"user\"",
    "name=\"password\"",
    "name=\"e-mail\"",
    "placeholder=\"e-mail\"",
    "placeholder=\"senha\"",
    "btnlogar",
    ">entrar<",
];

/// The text of a body: charset of `content_type`, else of its `<meta>`, else windows-1252; text that
/// was encoded twice is undone.
pub fn text(content_type: Option<&str>, bytes: &[u8]) -> String {
    let encoding = charset(content_type, bytes);
    let (text, used, _) = encoding.decode(bytes);
    if !TWICE_ENCODED.iter().any(|trace| text.contains(trace)) {
        return text.into_owned();
    }
    let once = if used == UTF_8 { WINDOWS_1252.encode(&text).0.into_owned() } else { bytes.to_vec() };
    String::from_utf8(once).unwrap_or_else(|_| text.into_owned())
}

/// The charset a body says it is in: `content_type`, else its `<meta>`, else windows-1252.
pub fn charset(content_type: Option<&str>, bytes: &[u8]) -> &'static Encoding {
    content_type
        .and_then(charset_of)
        .or_else(|| charset_of(&String::from_utf8_lossy(&bytes[..bytes.len().min(META_REACH)])))
        .unwrap_or(WINDOWS_1252)
}

/// Whether `page` is a login form, at whatever address and status it came (two traces or more).
pub fn is_login_page(page: &str) -> bool {
    let page = page.to_lowercase();
    LOGIN_MARKERS.iter().filter(|marker| page.contains(*marker)).count() >= 2
}

/// The first `charset=…` of a header or of a page's head.
fn charset_of(text: &str) -> Option<&'static Encoding> {
    let lower = text.to_ascii_lowercase();
    let (_, rest) = lower.split_once("charset=")?;
    let label = rest.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c)).unwrap_or(label.len());
    Encoding::for_label(&label.as_bytes()[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_decides_then_the_page_then_the_habit_of_classic_asp() {
        let latin = b"Recep\xe7\xe3o";
        assert_eq!(text(Some("text/html; charset=iso-8859-1"), latin), "Recepção");
        assert_eq!(text(Some("text/html"), latin), "Recepção");
        assert_eq!(text(None, "<meta charset=\"utf-8\">Recepção".as_bytes()), "<meta charset=\"utf-8\">Recepção");
        assert_eq!(text(Some("application/json; charset=UTF-8"), "São".as_bytes()), "São");
    }

    #[test]
    fn text_encoded_twice_is_undone() {
        assert_eq!(text(Some("text/html; charset=iso-8859-1"), "João".as_bytes()), "João");
        assert_eq!(text(Some("text/html; charset=utf-8"), "JoÃ£o".as_bytes()), "João");
    }

    #[test]
    fn one_trace_of_a_login_form_is_not_enough() {
        assert!(!is_login_page("<a class=\"btn\">Entrar</a>"));
        assert!(is_login_page("<input NAME=\"User\"><input name=\"password\">"));
        assert!(!is_login_page("<table><tr><td>Dra. Modelo</td></tr></table>"));
    }
}
