//! What fills each placeholder of a template.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::source;

/// What fills one placeholder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MappingItem {
    pub placeholder: String,
    /// A value of the catalogue of sources; `null` while nobody has chosen.
    pub source: Option<String>,
    /// Whether a contract needs it.
    pub required: bool,
    /// Whether nothing is left to choose.
    pub confirmed: bool,
}

impl MappingItem {
    fn new(placeholder: &str, source: Option<&str>, required: bool) -> Self {
        let source = source.and_then(source::known).map(str::to_owned);
        let confirmed = !required || source.is_some();
        Self { placeholder: placeholder.to_owned(), source, required, confirmed }
    }

    /// A placeholder named like a source is filled with it; any other waits for a choice.
    fn default_of(placeholder: &str) -> Self {
        Self::new(placeholder, Some(placeholder), true)
    }
}

/// One item for each placeholder, in their order: what is stored, else the default.
pub fn complete(placeholders: &[String], stored: &[MappingItem]) -> Vec<MappingItem> {
    let item = |placeholder: &String| match stored.iter().rfind(|item| item.placeholder == *placeholder) {
        Some(item) => MappingItem::new(placeholder, item.source.as_deref(), item.required),
        None => MappingItem::default_of(placeholder),
    };
    placeholders.iter().map(item).collect()
}

/// `current` with what was submitted. What is not a placeholder of it is left out; of one sent twice the last counts;
/// one that was not sent stays.
pub fn changed(current: &[MappingItem], submitted: &[Value]) -> Vec<MappingItem> {
    let sent = |placeholder: &str| submitted.iter().rfind(|item| item["placeholder"].as_str() == Some(placeholder));
    let item = |item: &MappingItem| match sent(&item.placeholder) {
        Some(sent) => {
            MappingItem::new(&item.placeholder, sent["source"].as_str(), sent["required"] != Value::Bool(false))
        }
        None => item.clone(),
    };
    current.iter().map(item).collect()
}

/// How many of the required items are done, and how many there are.
pub fn progress(mapping: &[MappingItem]) -> (usize, usize) {
    let required = || mapping.iter().filter(|item| item.required);
    (required().filter(|item| item.confirmed && item.source.is_some()).count(), required().count())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn of(tokens: &[&str]) -> Vec<MappingItem> {
        complete(&tokens.iter().map(|token| (*token).to_owned()).collect::<Vec<_>>(), &[])
    }

    #[test]
    fn a_placeholder_named_like_a_source_is_filled_with_it() {
        let mapping = of(&["cidade", "professional.name"]);
        assert_eq!(mapping[0], MappingItem::new("cidade", None, true));
        assert_eq!(mapping[1].source.as_deref(), Some("professional.name"));
        assert_eq!(progress(&mapping), (1, 2));
        assert_eq!(progress(&of(&[])), (0, 0));
    }

    #[test]
    fn a_submission_is_read_with_care() {
        let current = of(&["cidade", "professional.name", "x"]);
        let submitted = [
            json!({ "placeholder": "cidade", "source": "professional.email" }),
            json!({ "placeholder": "cidade", "source": "no.such.source", "required": "false", "confirmed": true }),
            json!({ "placeholder": "x", "source": null, "required": false }),
            json!({ "placeholder": "", "source": "professional.name" }),
            json!("text"),
        ];
        let mapping = changed(&current, &submitted);
        assert_eq!(
            mapping[0],
            MappingItem { placeholder: "cidade".into(), source: None, required: true, confirmed: false }
        );
        assert_eq!(mapping[1], current[1], "what was not sent stays");
        assert_eq!(mapping[2], MappingItem { placeholder: "x".into(), source: None, required: false, confirmed: true });
        assert_eq!(progress(&mapping), (1, 2));
    }
}
