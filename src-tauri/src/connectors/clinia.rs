//! Clinia, the service behind the clinics' WhatsApp: what its statistics pages read.

use std::{collections::HashMap, time::Duration};

use chrono::NaiveDate;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_json::Value;

use super::{
    ConnectorError,
    http::{Call, Http},
};
use crate::{
    config::{CliniaConfig, WorkersConfig},
    kernel::Clock,
};

/// The name used in errors.
const SERVICE: &str = "Clinia";
/// One attempt of one call.
const TIMEOUT: Duration = Duration::from_secs(20);

/// What the statistics page of a desktop Chrome sends along.
const HEADERS: [(&str, &str); 13] = [
    ("accept", "application/json"),
    ("accept-language", "pt-BR,pt;q=0.9,en-US;q=0.8,en;q=0.7"),
    ("cache-control", "no-cache"),
    ("pragma", "no-cache"),
    ("priority", "u=1, i"),
    ("referer", "https://dashboard.clinia.io/statistics"),
    ("sec-ch-ua", "\"Google Chrome\";v=\"143\", \"Chromium\";v=\"143\", \"Not A(Brand\";v=\"24\""),
    ("sec-ch-ua-mobile", "?0"),
    ("sec-ch-ua-platform", "\"Windows\""),
    ("sec-fetch-dest", "empty"),
    ("sec-fetch-mode", "cors"),
    ("sec-fetch-site", "same-origin"),
    (
        "user-agent",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36",
    ),
];

/// A client of one account.
#[derive(Clone)]
pub struct Clinia {
    http: Http,
    base_url: String,
}

/// Open conversations, in total and per group id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChatCount {
    pub all: i64,
    pub groups: Vec<(String, i64)>,
}

/// What happened on WhatsApp in a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ChatDay {
    pub conversations: i64,
    pub without_response: i64,
    /// Mean of the groups in which anybody waited, each counted once; whole seconds.
    pub avg_wait_seconds: i64,
}

/// Appointments made in a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AppointmentDay {
    pub total: i64,
    /// Those made by the bot.
    pub by_bot: i64,
}

impl Clinia {
    /// A client for the configured address.
    pub fn new(config: &CliniaConfig, workers: &WorkersConfig, clock: Clock) -> Self {
        Self { http: Http::json(SERVICE, workers, clock), base_url: config.base_url.clone() }
    }

    /// The account's groups: name by id.
    ///
    /// # Errors
    /// As every call here: see [`Http::read_json`].
    pub async fn group_names(&self, cookie: &SecretString) -> Result<HashMap<String, String>, ConnectorError> {
        let answer: Groups<GroupName> = self.read(self.call("/api/users-group", cookie)).await?;
        let named = answer.groups.into_iter().filter(|group| !group.id.is_empty() && !group.name.is_empty());
        Ok(named.map(|group| (group.id, group.name)).collect())
    }

    /// Average wait now, in whole seconds by group id (0 when Clinia names none).
    ///
    /// # Errors
    /// See [`Http::read_json`].
    pub async fn waits(&self, cookie: &SecretString, day: NaiveDate) -> Result<HashMap<String, i64>, ConnectorError> {
        let call = self.call("/api/statistics/group/card", cookie).query("type", "this-week");
        let call = whole_day(call, day).query("search", "current");
        let answer: Groups<GroupWait> = self.read(call).await?;
        Ok(answer.groups.into_iter().map(|group| (group.group_id, group.avg_waiting_time.max(0))).collect())
    }

    /// Open conversations now.
    ///
    /// # Errors
    /// See [`Http::read_json`]; an answer with neither a total nor groups is unreadable.
    pub async fn chat_count(&self, cookie: &SecretString) -> Result<ChatCount, ConnectorError> {
        let call = self.call("/api/whatsapp/chat/count", cookie).query("filter", "mine").query("state", "OPEN");
        let Counts { count } = self.read(call).await?;
        if count.all.is_none() && count.groups.is_none() {
            return Err(ConnectorError::Decode { service: SERVICE, place: "count is empty".into() });
        }
        let groups = count.groups.unwrap_or_default();
        Ok(ChatCount {
            all: count.all.as_ref().map_or(0, whole),
            groups: groups.into_iter().filter(|g| !g.id.is_empty()).map(|g| (g.id, g.count.max(0))).collect(),
        })
    }

    /// The conversations of `day`.
    ///
    /// # Errors
    /// See [`Http::read_json`].
    pub async fn chats_of(&self, cookie: &SecretString, day: NaiveDate) -> Result<ChatDay, ConnectorError> {
        let call = self.call("/api/statistics/group/chart", cookie).query("type", "this-week");
        let answer: Groups<GroupChart> = self.read(whole_day(call, day)).await?;
        Ok(chat_day(&answer.groups, &day.format("%d/%m").to_string()))
    }

    /// The appointments made on `day`.
    ///
    /// # Errors
    /// See [`Http::read_json`].
    pub async fn appointments_of(
        &self,
        cookie: &SecretString,
        day: NaiveDate,
    ) -> Result<AppointmentDay, ConnectorError> {
        let call = self.call("/api/statistics/appointments", cookie).query("type", "specific");
        let Appointments { current } = self.read(whole_day(call, day)).await?;
        Ok(AppointmentDay { total: current.total.max(0), by_bot: current.by_bot.max(0) })
    }

    fn call(&self, path: &str, cookie: &SecretString) -> Call {
        let call = Call::get(format!("{}{path}", self.base_url), TIMEOUT);
        let call = HEADERS.into_iter().fold(call, |call, (name, value)| call.header(name, value));
        call.header("cookie", cookie.expose_secret())
    }

    async fn read<T: DeserializeOwned>(&self, call: Call) -> Result<T, ConnectorError> {
        self.http.read_json(&call).await
    }
}

/// From the first to the last millisecond. Clinia takes the calendar day, whatever the `Z` says.
fn whole_day(call: Call, day: NaiveDate) -> Call {
    call.query("startDate", format!("{day}T00:00:00.000Z")).query("endDate", format!("{day}T23:59:59.999Z"))
}

/// Sums the first entry of `day` (`DD/MM`) of each group.
fn chat_day(groups: &[GroupChart], day: &str) -> ChatDay {
    let mut sum = ChatDay::default();
    let mut waits = Vec::new();
    for group in groups {
        if let Some(chats) = group.conversations.iter().flatten().find(|chats| chats.date == day) {
            sum.conversations += chats.conversation;
            sum.without_response += chats.without_response;
        }
        let wait = group.waits.iter().flatten().find(|wait| wait.date == day).and_then(|wait| number(&wait.avg));
        waits.extend(wait.filter(|seconds| *seconds > 0.0));
    }
    if !waits.is_empty() {
        sum.avg_wait_seconds = (waits.iter().sum::<f64>() / waits.len() as f64) as i64;
    }
    sum
}

#[derive(Deserialize)]
struct Groups<T> {
    groups: Vec<T>,
}

#[derive(Deserialize)]
struct GroupName {
    #[serde(default, deserialize_with = "text")]
    id: String,
    #[serde(default, deserialize_with = "text")]
    name: String,
}

#[derive(Deserialize)]
struct GroupWait {
    #[serde(default, deserialize_with = "text")]
    group_id: String,
    #[serde(default, deserialize_with = "integer")]
    avg_waiting_time: i64,
}

#[derive(Deserialize)]
struct Counts {
    count: Count,
}

#[derive(Deserialize)]
struct Count {
    all: Option<Value>,
    groups: Option<Vec<GroupCount>>,
}

#[derive(Deserialize)]
struct GroupCount {
    #[serde(default, deserialize_with = "text")]
    id: String,
    #[serde(default, deserialize_with = "integer")]
    count: i64,
}

#[derive(Deserialize)]
struct GroupChart {
    #[serde(rename = "group_conversations_per_day")]
    conversations: Option<Vec<DayChats>>,
    #[serde(rename = "waiting_time_per_day")]
    waits: Option<Vec<DayWait>>,
}

#[derive(Deserialize)]
struct DayChats {
    #[serde(default, deserialize_with = "text")]
    date: String,
    #[serde(default, deserialize_with = "integer")]
    conversation: i64,
    #[serde(rename = "without_response_conversation", default, deserialize_with = "integer")]
    without_response: i64,
}

#[derive(Deserialize)]
struct DayWait {
    #[serde(default, deserialize_with = "text")]
    date: String,
    #[serde(default)]
    avg: Value,
}

#[derive(Deserialize)]
struct Appointments {
    current: CurrentAppointments,
}

#[derive(Deserialize)]
struct CurrentAppointments {
    #[serde(rename = "appointmentsTotal", default, deserialize_with = "integer")]
    total: i64,
    #[serde(rename = "appointmentsCreatedByBot", default, deserialize_with = "integer")]
    by_bot: i64,
}

/// A number, or a text that is one; `None` for null and anything else.
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok().filter(|number: &f64| number.is_finite()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The integer part of a number or of a text that is one; 0 for anything else.
fn whole(value: &Value) -> i64 {
    number(value).map_or(0, |number| number.trunc() as i64)
}

fn integer<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    Value::deserialize(deserializer).map(|value| whole(&value))
}

/// A trimmed text, or a number as text; empty for anything else.
fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Value::deserialize(deserializer).map(|value| match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => String::new(),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn day_of(groups: Value) -> ChatDay {
        let groups: Groups<GroupChart> = serde_json::from_value(json!({ "groups": groups })).unwrap();
        chat_day(&groups.groups, "18/02")
    }

    #[test]
    fn a_day_of_conversations_sums_the_first_entry_of_each_group() {
        let day = day_of(json!([
            { "group_conversations_per_day": [
                { "date": "17/02", "conversation": 80, "without_response_conversation": 4 },
                { "date": "18/02", "conversation": 55, "without_response_conversation": 3 },
                { "date": "18/02", "conversation": 900, "without_response_conversation": 900 }],
              "waiting_time_per_day": [{ "date": "18/02", "avg": 120.9 }] },
            { "group_conversations_per_day": [{ "date": "18/02", "conversation": "5", "without_response_conversation": 1.9 }],
              "waiting_time_per_day": [{ "date": "18/02", "avg": 0 }] },
            { "group_conversations_per_day": null, "waiting_time_per_day": [{ "date": "18/02", "avg": "60" }] },
        ]));
        assert_eq!(day, ChatDay { conversations: 60, without_response: 4, avg_wait_seconds: 90 });
    }

    #[test]
    fn nulls_and_missing_values_count_as_nothing() {
        let day = day_of(json!([
            { "group_conversations_per_day": [{ "date": "18/02", "conversation": null }] },
            { "waiting_time_per_day": [{ "date": "18/02", "avg": null }, { "date": null }] },
            {},
        ]));
        assert_eq!(day, ChatDay::default());
    }

    #[test]
    fn numbers_arrive_as_numbers_or_texts() {
        for (value, expected) in [
            (json!(7), 7),
            (json!(185.7), 185),
            (json!(" 12 "), 12),
            (json!("x"), 0),
            (json!(null), 0),
            (json!([1]), 0),
        ] {
            assert_eq!(whole(&value), expected, "{value}");
        }
    }
}
