//! `NEXTAUTH_URL`: the address people open, repaired where the mistake is plain.

use url::Url;

/// A usable public origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl {
    /// `scheme://host[:port]`, lower-case, without path.
    pub origin: String,
    /// Whether the given text had to be corrected.
    pub repaired: bool,
}

/// Reads the public address. Unset, empty and blank are `Ok(None)`.
///
/// White space is removed, a doubled scheme collapsed (`https://http://` → `https://`), path and
/// query dropped.
///
/// # Errors
/// The reason in words, when no origin can be made of it.
pub fn normalize_public_url(raw: Option<&str>) -> Result<Option<PublicUrl>, String> {
    let given = raw.unwrap_or_default();
    let compact: String = given.chars().filter(|c| !c.is_whitespace()).collect();
    if compact.is_empty() {
        return Ok(None);
    }
    let single = collapse_scheme(&compact);
    if !single.contains("://") {
        return Err("missing scheme: write https:// in front of the host".into());
    }
    let parsed = Url::parse(&single).map_err(|e| match e {
        url::ParseError::EmptyHost => "missing host".to_owned(),
        other => other.to_string(),
    })?;
    if !matches!(parsed.scheme(), "http" | "https") {
        return Err("the scheme must be http or https".into());
    }
    if !parsed.username().is_empty() || parsed.password().is_some() {
        return Err("credentials are not allowed in the address".into());
    }
    if parsed.host_str().is_none_or(str::is_empty) {
        return Err("missing host".into());
    }
    let repaired = compact != given.trim() || single != compact || parsed.path() != "/" || parsed.query().is_some();
    Ok(Some(PublicUrl { origin: parsed.origin().ascii_serialization(), repaired }))
}

/// `https://https://x`, `http://https://x`, `https://http://x` → `https://x`; `http://http://x` → `http://x`.
fn collapse_scheme(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    for (doubled, single) in [
        ("https://https://", "https://"),
        ("http://https://", "https://"),
        ("https://http://", "https://"),
        ("http://http://", "http://"),
    ] {
        if lower.starts_with(doubled) {
            return collapse_scheme(&format!("{single}{}", &text[doubled.len()..]));
        }
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(raw: &str) -> Result<Option<(String, bool)>, String> {
        normalize_public_url(Some(raw)).map(|found| found.map(|url| (url.origin, url.repaired)))
    }

    #[test]
    fn the_table_of_addresses() {
        let good = "https://painel.example.com".to_owned();
        assert_eq!(normalize_public_url(None), Ok(None));
        assert_eq!(read(""), Ok(None));
        assert_eq!(read("   "), Ok(None));
        assert_eq!(read("https://painel.example.com"), Ok(Some((good.clone(), false))));
        assert_eq!(read("https://painel.example.com/"), Ok(Some((good.clone(), false))));
        for repaired in [
            "https://painel.example.com/api/auth",
            "https://painel.example.com?x=1",
            "https:// https://painel.example.com",
            "https://https://painel.example.com",
            "http://https://painel.example.com",
            "https://http://painel.example.com",
        ] {
            assert_eq!(read(repaired), Ok(Some((good.clone(), true))), "{repaired}");
        }
        assert_eq!(read("http://http://painel.example.com"), Ok(Some(("http://painel.example.com".into(), true))));
        assert_eq!(
            read("HTTPS://Painel.Example.com:8443"),
            Ok(Some(("https://painel.example.com:8443".into(), false)))
        );
    }

    #[test]
    fn what_names_no_origin_is_refused_with_the_reason() {
        for (raw, reason) in [
            ("painel.example.com", "missing scheme"),
            ("localhost:3000", "missing scheme"),
            ("ftp://painel.example.com", "http or https"),
            ("https://", "missing host"),
            ("https://user:pw@painel.example.com", "credentials"),
        ] {
            assert!(read(raw).unwrap_err().contains(reason), "{raw}");
        }
    }
}
