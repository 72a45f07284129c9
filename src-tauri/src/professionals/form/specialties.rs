//! The specialties of a form: a list, and which of them is the primary one.

use serde_json::Value;

use super::{Fields, too_long};
use crate::http::ApiError;

/// Longest name of a specialty.
const NAME: usize = 120;
/// Most specialties of one person.
const MOST: usize = 100;

/// At least one name, each once, and the primary one among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Specialties {
    pub names: Vec<String>,
    pub primary: String,
}

/// Reads `specialties` (texts, or objects with a name), `specialty` and `primarySpecialty`.
pub(super) fn read(fields: &Fields<'_>) -> Result<Specialties, ApiError> {
    let mut names: Vec<String> = Vec::new();
    let mut marked = None;
    for item in fields.list("specialties") {
        let (name, is_primary) = item_of(item)?;
        if let Some(at) = add(&mut names, name)?
            && is_primary
            && marked.is_none()
        {
            marked = Some(at);
        }
    }
    add(&mut names, fields.text("specialty")?)?;
    let wanted = fields.text("primarySpecialty")?;
    let at = marked.or_else(|| position(&names, &wanted)).unwrap_or(0);
    match names.get(at) {
        Some(primary) => Ok(Specialties { primary: primary.clone(), names }),
        None => Err(ApiError::bad_request("SPECIALTY_REQUIRED", "Especialidade é obrigatória.")),
    }
}

fn item_of(item: &Value) -> Result<(String, bool), ApiError> {
    match item {
        Value::String(name) => Ok((name.trim().to_owned(), false)),
        Value::Object(members) => {
            let fields = Fields(members);
            let name = fields.text("name")?;
            let name = if name.is_empty() { fields.text("specialty")? } else { name };
            Ok((name, fields.flag("isPrimary")))
        }
        Value::Null => Ok((String::new(), false)),
        _ => Err(ApiError::bad_request("VALIDATION", "As especialidades devem ser textos.")),
    }
}

/// Adds a name unless it is blank or there in another case; where it is now.
fn add(names: &mut Vec<String>, name: String) -> Result<Option<usize>, ApiError> {
    if name.is_empty() {
        return Ok(None);
    }
    if name.chars().count() > NAME {
        return Err(too_long("specialties"));
    }
    if let Some(at) = position(names, &name) {
        return Ok(Some(at));
    }
    if names.len() == MOST {
        return Err(too_long("specialties"));
    }
    names.push(name);
    Ok(Some(names.len() - 1))
}

fn position(names: &[String], wanted: &str) -> Option<usize> {
    let wanted = wanted.to_lowercase();
    names.iter().position(|name| name.to_lowercase() == wanted)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn from(body: &Value) -> Result<(Vec<String>, String), &'static str> {
        let read = read(&Fields(body.as_object().unwrap()));
        read.map(|it| (it.names, it.primary)).map_err(|error| error.code())
    }

    #[test]
    fn the_primary_is_marked_or_named_or_the_first() {
        for (body, names, primary) in [
            (json!({ "specialties": ["A", "a", ""], "specialty": "B" }), vec!["A", "B"], "A"),
            (json!({ "specialties": [{ "name": "A" }, { "name": "B", "isPrimary": true }] }), vec!["A", "B"], "B"),
            (json!({ "specialties": [{ "specialty": " A " }, "B"], "primarySpecialty": "b" }), vec!["A", "B"], "B"),
            (json!({ "specialties": ["A"], "primarySpecialty": "C" }), vec!["A"], "A"),
            (json!({ "specialties": "A", "specialty": "B" }), vec!["B"], "B"),
            (json!({ "specialties": ["A", { "name": "a", "isPrimary": 1 }, "B"] }), vec!["A", "B"], "A"),
            (json!({ "specialties": [{ "name": "A", "isPrimary": "true" }, "B"] }), vec!["A", "B"], "A"),
        ] {
            let names = names.into_iter().map(str::to_owned).collect();
            assert_eq!(from(&body), Ok((names, primary.to_owned())), "{body}");
        }
    }

    #[test]
    fn somebody_without_a_specialty_is_no_professional() {
        assert_eq!(from(&json!({ "specialties": [], "specialty": "" })), Err("SPECIALTY_REQUIRED"));
        assert_eq!(from(&json!({ "specialties": [{}], "primarySpecialty": "A" })), Err("SPECIALTY_REQUIRED"));
        assert_eq!(from(&json!({ "specialties": ["x".repeat(121)] })), Err("TOO_LONG"));
        let many: Vec<String> = (0..101).map(|number| format!("E{number}")).collect();
        assert_eq!(from(&json!({ "specialties": many })), Err("TOO_LONG"));
        assert_eq!(from(&json!({ "specialties": [7] })), Err("VALIDATION"));
    }
}
