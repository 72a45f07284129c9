//! Reading one field of a form.

use chrono::NaiveDate;
use serde_json::{Map, Value};

use super::{TEXT_BYTES, too_long};
use crate::http::ApiError;

/// The members of a JSON object, by name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields<'a>(pub &'a Map<String, Value>);

impl<'a> Fields<'a> {
    /// The value of a field; `None` when it is absent or null.
    pub fn value(&self, name: &str) -> Option<&'a Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    /// A trimmed text; numbers and flags are read as one, nothing is the empty one.
    pub fn text(&self, name: &str) -> Result<String, ApiError> {
        match self.value(name) {
            None => Ok(String::new()),
            Some(Value::String(text)) => Ok(text.trim().to_owned()),
            Some(value @ (Value::Number(_) | Value::Bool(_))) => Ok(value.to_string()),
            Some(_) => Err(ApiError::bad_request("VALIDATION", format!("O campo {name} deve ser um texto."))),
        }
    }

    /// A text in upper case.
    pub fn upper(&self, name: &str) -> Result<String, ApiError> {
        Ok(self.text(name)?.to_uppercase())
    }

    /// A text of at most `limit` characters.
    pub fn limited(&self, name: &str, limit: usize) -> Result<String, ApiError> {
        let text = self.text(name)?;
        if text.chars().count() > limit { Err(too_long(name)) } else { Ok(text) }
    }

    /// A text that may be long.
    pub fn long(&self, name: &str) -> Result<String, ApiError> {
        let text = self.text(name)?;
        if text.len() > TEXT_BYTES { Err(too_long(name)) } else { Ok(text) }
    }

    /// A calendar day; a time behind it is cut off.
    pub fn day(&self, name: &str) -> Result<Option<String>, ApiError> {
        let text = self.text(name)?;
        if text.is_empty() {
            return Ok(None);
        }
        day(&text).map(Some).ok_or_else(|| {
            ApiError::bad_request("DATE_INVALID", format!("Data inválida em {name}: use uma data real, AAAA-MM-DD."))
        })
    }

    /// The lenient flag; nothing is false.
    pub fn flag(&self, name: &str) -> bool {
        lenient(self.value(name))
    }

    /// The members of a list; anything else has none.
    pub fn list(&self, name: &str) -> &'a [Value] {
        self.value(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }
}

/// True for `true`, `1` and `"1"`, and for nothing else.
pub(super) fn lenient(value: Option<&Value>) -> bool {
    match value {
        Some(Value::Bool(flag)) => *flag,
        Some(Value::Number(number)) => number.as_f64() == Some(1.0),
        Some(Value::String(text)) => text == "1",
        _ => false,
    }
}

/// `YYYY-MM-DD` of a day that exists, out of a day or an instant.
fn day(text: &str) -> Option<String> {
    let day = text.split_once('T').map_or(text, |(day, _)| day);
    let is_written_in_full = day.len() == 10
        && day.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    // MySQL's days begin with the year 1000.
    let is_day = is_written_in_full && !day.starts_with('0') && NaiveDate::parse_from_str(day, "%Y-%m-%d").is_ok();
    is_day.then(|| day.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_three_values_are_true() {
        for value in [json!(true), json!(1), json!("1")] {
            assert!(lenient(Some(&value)), "{value}");
        }
        for value in [json!("true"), json!("yes"), json!("on"), json!(2), json!(null), json!({}), json!(false)] {
            assert!(!lenient(Some(&value)), "{value}");
        }
        assert!(!lenient(None));
    }

    #[test]
    fn only_real_days_are_days() {
        assert_eq!(day("2026-02-18T10:00:00Z").as_deref(), Some("2026-02-18"));
        assert_eq!(day("2024-02-29").as_deref(), Some("2024-02-29"));
        for text in [
            "18/02/2026",
            "2026-2-8",
            "2026-13-45",
            "2026-02-18 10:00:00",
            "2026-02-29",
            "0000-01-01",
            "20260218",
            "2026-02-1é",
            "T2026-02-18",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn texts_are_trimmed_and_objects_are_none() {
        let body = json!({ "a": "\u{a0} x ", "b": 12, "c": null, "d": {}, "e": true });
        let fields = Fields(body.as_object().unwrap());
        assert_eq!(fields.text("a").unwrap(), "x");
        assert_eq!(fields.text("b").unwrap(), "12");
        assert_eq!(fields.text("c").unwrap(), "");
        assert_eq!(fields.text("x").unwrap(), "");
        assert_eq!(fields.text("e").unwrap(), "true");
        assert_eq!(fields.text("d").unwrap_err().code(), "VALIDATION");
    }
}
