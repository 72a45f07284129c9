//! Where a page may hold the token: nobody documents it, so several spellings are tried.

/// The header the token is sent in.
const HEADER: &str = "x-access-token";
/// So far behind the header's name its value may begin.
const REACH: usize = 20;
/// A shorter quoted text beside the header's name is no token.
const TOKEN_MIN: usize = 20;
const QUOTES: [char; 3] = ['\'', '"', '`'];

/// The first token of the documents: beside the header's name in any of them, else stored under a telling name in
/// any, else any quoted text that looks like a signed token.
pub(super) fn find(documents: &[String]) -> Option<&str> {
    let ways: [fn(&str) -> Option<&str>; 3] = [beside_header, stored, signed];
    ways.into_iter().find_map(|way| documents.iter().find_map(|document| way(document)))
}

/// `x-access-token` followed by a quoted value, with nothing but punctuation between.
pub(super) fn beside_header(text: &str) -> Option<&str> {
    let lower = text.to_ascii_lowercase();
    lower.match_indices(HEADER).find_map(|(at, _)| {
        let rest = &text[at + HEADER.len()..];
        let mut reachable = rest.char_indices().take(REACH + 1);
        reachable.find_map(|(index, c)| match c {
            c if c.is_alphabetic() => Some(None),
            c if QUOTES.contains(&c) => {
                quoted(&rest[index..]).filter(|value| value.len() >= TOKEN_MIN && value.chars().all(is_token)).map(Some)
            }
            _ => None,
        })?
    })
}

/// `setItem('x-access-token', '…')` or `setItem("token", "…")`.
fn stored(text: &str) -> Option<&str> {
    text.match_indices("setItem").find_map(|(at, word)| {
        let rest = text[at + word.len()..].trim_start().strip_prefix('(')?.trim_start();
        let key = quoted(rest)?;
        if !matches!(key.to_ascii_lowercase().as_str(), HEADER | "token") {
            return None;
        }
        let rest = rest[key.len() + 2..].trim_start().strip_prefix(',')?.trim_start();
        quoted(rest).filter(|value| value.len() >= TOKEN_MIN && value.chars().all(is_token))
    })
}

/// A quoted `eyJ….….…`.
fn signed(text: &str) -> Option<&str> {
    text.match_indices("eyJ").find_map(|(at, _)| {
        let is_quoted = text[..at].chars().next_back().is_some_and(|c| QUOTES.contains(&c));
        let end = text[at..].find(|c| !is_token(c))?;
        let value = &text[at..at + end];
        let ends_quoted = text[at + end..].starts_with(QUOTES);
        (is_quoted && ends_quoted && value.matches('.').count() == 2).then_some(value)
    })
}

/// What is between the quotes that `text` begins with.
fn quoted(text: &str) -> Option<&str> {
    let quote = text.chars().next().filter(|c| QUOTES.contains(c))?;
    text[1..].split_once(quote).map(|(value, _)| value)
}

fn is_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || ".-_".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "eyJhbGciOi.eyJ1bml0IjoyfQ.abc-DEF_123";

    fn found(documents: &[&str]) -> Option<String> {
        let documents: Vec<String> = documents.iter().map(|text| text.replace("{T}", TOKEN)).collect();
        find(&documents).map(str::to_owned)
    }

    #[test]
    fn the_token_is_found_in_every_known_place() {
        for text in [
            "fetch(u, {headers: {'x-access-token': '{T}'}})",
            "headers[\"X-Access-Token\"] = \"{T}\";",
            "localStorage.setItem('x-access-token', '{T}');",
            "localStorage.setItem( \"token\" , \"{T}\" )",
            "var a = {\"jwt\":\"{T}\"}",
        ] {
            assert_eq!(found(&[text]).as_deref(), Some(TOKEN), "{text}");
        }
    }

    #[test]
    fn what_only_resembles_a_token_is_none() {
        for text in [
            "headers: {'x-access-token': token}",
            "headers: {'x-access-token': 'curto'}",
            "'x-access-token' in headers; var other = '01234567890123456789';",
            "setItem('theme', '01234567890123456789')",
            "setItem('token', token)",
            "var eyJ = 'eyJabc.def';",
            "x-access-token",
            "setItem(\"token\", \"ção",
        ] {
            assert_eq!(found(&[text]), None, "{text}");
        }
    }

    #[test]
    fn the_header_tells_more_than_any_other_place() {
        let other = "var session = 'eyJx.eyJy.zzzzzzzzzzzzzzzzzzz'";
        assert_eq!(found(&[other, "{'x-access-token':'{T}'}"]).as_deref(), Some(TOKEN));
    }
}
