//! Feegow's REST API: lists in the envelope `{"success", "content"}`, read with a long-lived token.

use std::time::Duration;

use chrono::NaiveDate;
use futures_util::future::join4;
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{
    SERVICE,
    appointments::Appointment,
    envelope::{Envelope, Lenient},
};
use crate::{
    config::{FeegowConfig, WorkersConfig},
    connectors::{
        ConnectorError,
        http::{Call, Http},
    },
    kernel::{Cents, Clock, Period},
};

/// One call of a regular run.
pub const TIMEOUT: Duration = Duration::from_secs(60);
/// One call of a backfill.
pub const BACKFILL_TIMEOUT: Duration = Duration::from_secs(120);
/// What a run says when nobody has configured the token.
pub const NO_TOKEN: &str = "FEEGOW_ACCESS_TOKEN não configurado";
/// Lists of exactly this many items look as if the service had cut them.
const SUSPICIOUS: [usize; 3] = [1000, 5000, 10_000];
/// What older programs wrote for nothing.
const NOTHING: [&str; 4] = ["nan", "nat", "null", "none"];

/// The client of the REST API. Cheap to clone.
#[derive(Clone)]
pub struct FeegowApi {
    http: Http,
    base_url: String,
    token: SecretString,
}

/// The lists that appointments refer to; each may fail by itself.
#[derive(Debug)]
pub struct Lists {
    pub professionals: Result<Vec<Value>, ConnectorError>,
    pub specialties: Result<Vec<Value>, ConnectorError>,
    pub procedures: Result<Vec<Value>, ConnectorError>,
    pub groups: Result<Vec<Value>, ConnectorError>,
}

impl FeegowApi {
    /// A client of the configured service; `None` without a token: see [`NO_TOKEN`].
    pub fn new(feegow: &FeegowConfig, workers: &WorkersConfig, clock: Clock) -> Option<Self> {
        let token = feegow.access_token.clone()?;
        Some(Self { http: Http::json(SERVICE, workers, clock), base_url: feegow.api_base_url.clone(), token })
    }

    /// The items of the list at `path` (`appoints/search`). An empty list is one.
    ///
    /// # Errors
    /// Those of [`Http::read_json`]; `Refused` when the service says it did not succeed; `Unexpected` when it sent no
    /// list.
    pub async fn list(
        &self,
        path: &str,
        query: &[(&'static str, String)],
        timeout: Duration,
    ) -> Result<Vec<Value>, ConnectorError> {
        self.items(path, query, timeout).await
    }

    /// Like [`FeegowApi::list`], each item read as what it is about.
    async fn items<T: DeserializeOwned>(
        &self,
        path: &str,
        query: &[(&'static str, String)],
        timeout: Duration,
    ) -> Result<Vec<T>, ConnectorError> {
        let mut call = Call::get(format!("{}/{path}", self.base_url), timeout)
            .header("accept", "application/json")
            .header("x-access-token", self.token.expose_secret());
        for (name, value) in query {
            call = call.query(name, value.clone());
        }
        let Lenient(envelope): Lenient<Envelope<T>> = self.http.read_json(&call).await?;
        let items = envelope.items()?;
        if SUSPICIOUS.contains(&items.len()) {
            tracing::warn!(service = SERVICE, path, items = items.len(), "the list may have been cut by the service");
        }
        Ok(items)
    }

    /// The appointments whose visit is on a day of `period`.
    ///
    /// # Errors
    /// Those of [`FeegowApi::list`].
    pub async fn appointments(&self, period: Period, timeout: Duration) -> Result<Vec<Appointment>, ConnectorError> {
        let query =
            [("data_start", day(period.first)), ("data_end", day(period.last)), ("list_procedures", "0".to_owned())];
        self.items("appoints/search", &query, timeout).await
    }

    /// What appointments refer to by number, all four lists at once.
    pub async fn lists(&self, timeout: Duration) -> Lists {
        let list = |path| self.list(path, &[], timeout);
        let (professionals, specialties, procedures, groups) = join4(
            list("professional/list"),
            list("specialties/list"),
            list("procedures/list"),
            list("procedures/groups"),
        )
        .await;
        Lists { professionals, specialties, procedures, groups }
    }
}

/// `DD-MM-YYYY`, as the service wants days.
pub fn day(day: NaiveDate) -> String {
    day.format("%d-%m-%Y").to_string()
}

/// A whole number, written as number or as text.
pub fn integer(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64().or_else(|| {
            let float = number.as_f64()?;
            // Ids are far below 2^53: the cast is exact.
            #[allow(clippy::cast_possible_truncation, reason = "whole and small")]
            (float.fract() == 0.0 && float.abs() < 9e15).then_some(float as i64)
        }),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// The trimmed text of a text or number; null, missing, empty and `nan` are the same.
pub fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    let is_nothing = text.is_empty() || NOTHING.iter().any(|nothing| text.eq_ignore_ascii_case(nothing));
    (!is_nothing).then_some(text)
}

/// An amount of money that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable;

/// An amount of money, a number of reais or a text (`R$ 1.234,56`, `150.00`); `None` when there is none.
///
/// # Errors
/// There is something, but no amount.
pub fn amount(value: &Value) -> Result<Option<Cents>, Unreadable> {
    match value {
        Value::Number(number) => number.as_f64().and_then(Cents::from_reais).map(Some).ok_or(Unreadable),
        Value::Null => Ok(None),
        value => match text(value) {
            Some(text) => Cents::parse_brl(&text).map(Some).ok_or(Unreadable),
            None if value.is_string() => Ok(None),
            None => Err(Unreadable),
        },
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_nothing_is_no_text() {
        for nothing in [json!(null), json!(""), json!("  "), json!("nan"), json!("NaN"), json!([]), json!(false)] {
            assert_eq!(text(&nothing), None, "{nothing}");
        }
        assert_eq!(text(&json!(" Ouro Verde ")).as_deref(), Some("Ouro Verde"));
        assert_eq!(integer(&json!(" 7 ")), Some(7));
        assert_eq!(integer(&json!(7.0)), Some(7));
        assert_eq!(integer(&json!("7,5")), None);
    }

    #[test]
    fn amounts_are_numbers_or_texts() {
        for (value, expected) in [
            (json!("R$ 150,00"), Ok(Some(Cents(15_000)))),
            (json!("150.00"), Ok(Some(Cents(15_000)))),
            (json!(35), Ok(Some(Cents(3500)))),
            (json!(165.125), Ok(Some(Cents(16_513)))),
            (json!(null), Ok(None)),
            (json!(""), Ok(None)),
            (json!("nan"), Ok(None)),
            (json!("abc"), Err(Unreadable)),
            (json!([]), Err(Unreadable)),
        ] {
            assert_eq!(amount(&value), expected, "{value}");
        }
    }
}
