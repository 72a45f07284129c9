//! The envelope `{"success", "content"}` of Feegow's REST API, read item by item: a large list is never held twice.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer},
};
use serde_json::Value;

use super::SERVICE;
use crate::{connectors::ConnectorError, kernel::text::cut};

/// A refusal's own words are cut to this many characters.
const REFUSAL_MAX: usize = 200;

/// An answer of the service.
#[derive(Deserialize)]
#[serde(bound = "T: Deserialize<'de>")]
pub(super) struct Envelope<T> {
    success: Option<Value>,
    #[serde(default)]
    content: Content<T>,
}

impl<T> Envelope<T> {
    /// The items of an answer that succeeded.
    ///
    /// # Errors
    /// `Refused` when the service says it did not succeed; `Unexpected` when it sent no list.
    pub(super) fn items(self) -> Result<Vec<T>, ConnectorError> {
        if !matches!(self.success, None | Some(Value::Bool(true))) {
            // A text only: anything else could be about patients.
            let words = match &self.content {
                Content::Text(text) => text.trim(),
                Content::List(_) | Content::Other => "sem explicação",
            };
            return Err(ConnectorError::Refused { service: SERVICE, message: cut(words, REFUSAL_MAX).to_owned() });
        }
        match self.content {
            Content::List(items) => Ok(items),
            Content::Text(_) | Content::Other => {
                Err(ConnectorError::Unexpected { service: SERVICE, what: "an envelope without a list" })
            }
        }
    }
}

impl<T> Default for Envelope<T> {
    fn default() -> Self {
        Self { success: None, content: Content::default() }
    }
}

#[derive(Default)]
enum Content<T> {
    List(Vec<T>),
    Text(String),
    #[default]
    Other,
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Content<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ContentVisitor(PhantomData))
    }
}

struct ContentVisitor<T>(PhantomData<T>);

/// Everything a visitor has no use for becomes `$other`.
macro_rules! other_scalars {
    ($other:expr) => {
        fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
            Ok($other)
        }

        fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
            Ok($other)
        }

        fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
            Ok($other)
        }

        fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
            Ok($other)
        }

        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok($other)
        }
    };
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for ContentVisitor<T> {
    type Value = Content<T>;

    other_scalars!(Content::Other);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Content::List(items))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Content::Text(text.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        IgnoredAny.visit_map(map).map(|_| Content::Other)
    }
}

/// What an object says; the default for anything that is not an object.
#[derive(Debug)]
pub(super) struct Lenient<T>(pub T);

impl<'de, T: Deserialize<'de> + Default> Deserialize<'de> for Lenient<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LenientVisitor(PhantomData)).map(Self)
    }
}

struct LenientVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de> + Default> Visitor<'de> for LenientVisitor<T> {
    type Value = T;

    other_scalars!(T::default());

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<T, A::Error> {
        IgnoredAny.visit_seq(list).map(|_| T::default())
    }

    fn visit_str<E>(self, _: &str) -> Result<T, E> {
        Ok(T::default())
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn items(answer: &Value) -> Result<Vec<Value>, ConnectorError> {
        let envelope: Lenient<Envelope<Value>> = serde_json::from_str(&answer.to_string()).unwrap();
        envelope.0.items()
    }

    #[test]
    fn only_a_list_that_succeeded_counts() {
        assert_eq!(items(&json!({"success": true, "content": []})).unwrap(), Vec::<Value>::new());
        assert_eq!(items(&json!({"content": [1]})).unwrap(), [json!(1)]);
        let refused = items(&json!({"success": false, "content": "data_start inválida"}));
        assert_eq!(refused.unwrap_err().brief(), "data_start inválida");
        for answer in [
            json!({"success": true}),
            json!({"success": true, "content": null}),
            json!({"success": true, "content": {"a": [1]}}),
            json!({"success": true, "content": 5}),
            json!({"success": true, "content": "nada"}),
            json!({"success": "true", "content": [{"paciente": "Paciente Exemplo"}]}),
            json!([]),
            json!(null),
            json!("texto"),
        ] {
            let error = items(&answer).unwrap_err();
            assert!(!error.to_string().contains("Paciente"), "{answer}");
        }
    }

    #[test]
    fn what_is_no_object_says_nothing() {
        #[derive(Debug, Default, Deserialize, PartialEq)]
        struct Item {
            id: i64,
        }
        let answer = r#"{"content": [{"id": 1, "other": {}}, null, 5, -5, 1.5, true, "id", [{"id": 2}]]}"#;
        let envelope: Envelope<Lenient<Item>> = serde_json::from_str(answer).unwrap();
        let ids: Vec<i64> = envelope.items().unwrap().into_iter().map(|item| item.0.id).collect();
        assert_eq!(ids, [1, 0, 0, 0, 0, 0, 0, 0]);
    }
}
