//! The benefit-card service of Feegow: its contracts, page by page.

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};

use super::{
    ConnectorError,
    http::{Call, Http},
};
use crate::{
    config::{FeegowConfig, WorkersConfig},
    kernel::{Cents, Clock},
};

/// The name used in errors.
const SERVICE: &str = "Feegow contracts";
/// One attempt of one page.
const TIMEOUT: Duration = Duration::from_secs(60);
/// Contracts asked for at once.
const PER_PAGE: u32 = 100;

/// A client of the contracts.
#[derive(Clone)]
pub struct Contracts {
    http: Http,
    url: String,
}

/// One page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    pub contracts: Vec<Contract>,
    /// How many pages there are, at least 1.
    pub pages: u32,
    /// How many contracts there are; 0 when the service does not say.
    pub total: u64,
}

/// A contract as the service tells it. Texts are trimmed; an empty one is absent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Contract {
    #[serde(deserialize_with = "text")]
    pub registration_number: String,
    #[serde(deserialize_with = "text")]
    pub contract_id: String,
    #[serde(deserialize_with = "text")]
    pub contract_date: String,
    #[serde(deserialize_with = "text")]
    pub initial_date: String,
    #[serde(deserialize_with = "text")]
    pub start_date: String,
    #[serde(deserialize_with = "text")]
    pub name: String,
    #[serde(deserialize_with = "text")]
    pub plan: String,
    #[serde(deserialize_with = "text")]
    pub status_contract: String,
    #[serde(deserialize_with = "text")]
    pub status_recurrence_description: String,
    #[serde(deserialize_with = "amount")]
    pub amount_recurrence: Amount,
    #[serde(deserialize_with = "amount")]
    pub amount_membership: Amount,
    #[serde(deserialize_with = "amount")]
    pub membership_value: Amount,
}

/// An amount as it was sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Amount {
    #[default]
    Absent,
    Read(Cents),
    /// Something that is no amount.
    Unreadable,
}

/// Whatever is not as promised is read as missing, except the list itself.
#[derive(Deserialize)]
struct Answer {
    data: Vec<Value>,
    #[serde(default, deserialize_with = "count")]
    pages: u64,
    #[serde(default, deserialize_with = "count")]
    total: u64,
}

impl Contracts {
    /// A client for the configured address.
    pub fn new(feegow: &FeegowConfig, workers: &WorkersConfig, clock: Clock) -> Self {
        let url = format!("{}/external/contract/datagrid", feegow.contracts_base_url);
        Self { http: Http::json(SERVICE, workers, clock), url }
    }

    /// One page, counted from 1.
    ///
    /// # Errors
    /// See [`Http::read_json`]; an answer without a list of contracts is unreadable.
    pub async fn page(&self, token: &SecretString, number: u32) -> Result<Page, ConnectorError> {
        let call = Call::post_json(&self.url, &json!({ "perPage": PER_PAGE, "page": number }), TIMEOUT)
            .header("x-access-token", token.expose_secret());
        let answer: Answer = self.http.read_json(&call).await?;
        let pages = u32::try_from(answer.pages).unwrap_or(u32::MAX).max(1);
        Ok(Page { contracts: answer.data.into_iter().map(contract).collect(), pages, total: answer.total })
    }
}

/// A contract; one without anything for what is none.
fn contract(item: Value) -> Contract {
    if item.is_object() { serde_json::from_value(item).unwrap_or_default() } else { Contract::default() }
}

/// A whole number, also one in quotes; 0 for anything else.
fn count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    Value::deserialize(deserializer).map(|value| match value {
        Value::Number(number) => number.as_u64().unwrap_or_default(),
        Value::String(text) => text.trim().parse().unwrap_or_default(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => 0,
    })
}

/// A trimmed text, or a number as text; empty for anything else.
fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Value::deserialize(deserializer).map(|value| match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => String::new(),
    })
}

/// A number of reais, or a text that people or machines write for one.
fn amount<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Amount, D::Error> {
    Value::deserialize(deserializer).map(|value| {
        let read = match &value {
            Value::Null => return Amount::Absent,
            Value::String(text) if text.trim().is_empty() => return Amount::Absent,
            Value::String(text) => Cents::parse_brl(text),
            Value::Number(number) => number.as_f64().and_then(Cents::from_reais),
            Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
        };
        read.map_or(Amount::Unreadable, Amount::Read)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_arrive_as_numbers_or_in_either_spelling() {
        let read = |value: &Value| contract(json!({ "amountRecurrence": value })).amount_recurrence;
        for value in [json!(49.9), json!("49.90"), json!("49,90"), json!("R$ 49,90")] {
            assert_eq!(read(&value), Amount::Read(Cents(4_990)), "{value}");
        }
        for value in [json!(null), json!(""), json!(" ")] {
            assert_eq!(read(&value), Amount::Absent, "{value}");
        }
        for value in [json!("grátis"), json!([1]), json!(true), json!(1e300)] {
            assert_eq!(read(&value), Amount::Unreadable, "{value}");
        }
    }

    #[test]
    fn what_is_no_contract_has_nothing() {
        for item in [json!(null), json!("RS-1"), json!(["RS-1", 1]), json!({}), json!({ "contractId": [9] })] {
            assert_eq!(contract(item.clone()), Contract::default(), "{item}");
        }
        let numbered = contract(json!({ "contractId": 9001, "registrationNumber": 123, "name": " Ana " }));
        assert_eq!((numbered.contract_id.as_str(), numbered.registration_number.as_str()), ("9001", "123"));
        assert_eq!(numbered.name, "Ana");
    }

    #[test]
    fn pages_and_total_are_numbers_also_in_quotes() {
        let read = |answer: Value| serde_json::from_value(answer).ok().map(|a: Answer| (a.pages, a.total));
        assert_eq!(read(json!({ "data": [], "pages": "3", "total": " 250 " })), Some((3, 250)));
        for odd in [json!(null), json!(-1), json!(2.5), json!("muitas"), json!({})] {
            assert_eq!(read(json!({ "data": [], "pages": odd, "total": odd })), Some((0, 0)), "{odd}");
        }
        assert_eq!(read(json!({ "data": [] })), Some((0, 0)));
        assert_eq!(read(json!({ "data": null, "pages": 1 })), None);
        assert_eq!(read(json!({ "success": false, "content": "x" })), None);
    }
}
