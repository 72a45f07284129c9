//! Rules for the fields of an account.

use crate::http::ApiError;

/// The department of an account made without one.
pub const DEFAULT_DEPARTMENT: &str = "Geral";
/// The department of the first administrator.
pub const ADMIN_DEPARTMENT: &str = "TI / Sistemas";

/// A field that breaks its rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("Informe o nome (até 180 caracteres).")]
    Name,
    #[error("E-mail inválido.")]
    Email,
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        let code = match refusal {
            Refusal::Name => "NAME_REQUIRED",
            Refusal::Email => "EMAIL_INVALID",
        };
        Self::bad_request(code, refusal.to_string())
    }
}

/// A name: trimmed, 1 to 180 characters.
///
/// # Errors
/// It has another length.
pub fn name(text: &str) -> Result<String, Refusal> {
    let name = text.trim();
    if (1..=180).contains(&name.chars().count()) { Ok(name.to_owned()) } else { Err(Refusal::Name) }
}

/// An e-mail: trimmed, in lower case, of the shape `local@domain.tld`, at most 190 characters.
///
/// # Errors
/// It has another shape or length.
pub fn email(text: &str) -> Result<String, Refusal> {
    let email = text.trim().to_lowercase();
    let shaped = email.split_once('@').is_some_and(|(local, domain)| {
        let labels: Vec<&str> = domain.split('.').collect();
        !local.is_empty() && !domain.contains('@') && labels.len() >= 2 && labels.iter().all(|label| !label.is_empty())
    });
    let plain = !email.chars().any(|c| c.is_whitespace() || c.is_control());
    if shaped && plain && email.chars().count() <= 190 { Ok(email) } else { Err(Refusal::Email) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_email_has_a_local_part_and_a_dotted_domain() {
        assert_eq!(email(" Ana.Exemplo@Example.COM ").unwrap(), "ana.exemplo@example.com");
        for wrong in ["", "ana", "ana@", "@example.com", "ana@example", "a b@example.com", "a@b@example.com", "a@b..c"]
        {
            assert_eq!(email(wrong), Err(Refusal::Email), "{wrong}");
        }
        assert_eq!(email(&format!("{}@example.com", "a".repeat(190))), Err(Refusal::Email));
    }
}
