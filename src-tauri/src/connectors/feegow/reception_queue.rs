//! The reception queue of a clinic: open tickets from Feegow's core service.

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::Value;

use super::SERVICE;
use crate::{
    config::{FeegowConfig, WorkersConfig},
    connectors::{
        ConnectorError,
        http::{Call, Http},
    },
    kernel::{ClinicUnit, Clock},
};

const TIMEOUT: Duration = Duration::from_secs(10);
/// A ticket without a patient's name.
const UNKNOWN_PATIENT: &str = "Desconhecido";
/// A ticket without a status.
const UNKNOWN_STATUS: &str = "Indefinido";

/// One open ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    pub id: i64,
    pub patient: String,
    /// As sent: a day, rarely with a time.
    pub arrival: Option<String>,
    /// As sent: when the service began.
    pub served: Option<String>,
    pub status: String,
}

/// The client of the reception queue.
#[derive(Clone)]
pub struct ReceptionQueue {
    http: Http,
    base_url: String,
}

impl ReceptionQueue {
    /// A client of the configured core service.
    pub fn new(feegow: &FeegowConfig, workers: &WorkersConfig, clock: Clock) -> Self {
        Self { http: Http::json(SERVICE, workers, clock), base_url: feegow.core_base_url.clone() }
    }

    /// The open tickets of `unit`. Tickets of other units in the answer are left out.
    ///
    /// # Errors
    /// Anything but a complete list of readable tickets: one unreadable ticket makes the whole answer
    /// unusable, because its absence would look like somebody leaving.
    pub async fn tickets(
        &self,
        unit: ClinicUnit,
        token: &SecretString,
        cookies: Option<&SecretString>,
    ) -> Result<Vec<Ticket>, ConnectorError> {
        let url = format!("{}/totem-queue/admin/get-queue-by-filter", self.base_url);
        let mut call = Call::get(url, TIMEOUT)
            .query("filter", "")
            .query("unit_id", unit.id().to_string())
            .header("accept", "application/json")
            .header("x-access-token", token.expose_secret());
        if let Some(cookies) = cookies {
            call = call.header("cookie", cookies.expose_secret());
        }
        let answer: Value = self.http.read_json(&call).await?;
        read(answer, unit)
    }
}

#[derive(Deserialize)]
struct Item {
    id: Value,
    #[serde(rename = "UnidadeID", default)]
    unit: Value,
    #[serde(rename = "PacienteNome", default)]
    patient: Value,
    #[serde(rename = "DataChegada", default)]
    arrival: Value,
    #[serde(rename = "DataAtendimento", default)]
    served: Value,
    #[serde(rename = "StatusNome", default)]
    status: Value,
}

fn read(answer: Value, unit: ClinicUnit) -> Result<Vec<Ticket>, ConnectorError> {
    let Value::Array(items) = answer else {
        return Err(ConnectorError::Unexpected { service: SERVICE, what: "JSON that is no list" });
    };
    let mut tickets = Vec::with_capacity(items.len());
    for (index, item) in items.into_iter().enumerate() {
        let unreadable = || ConnectorError::Decode { service: SERVICE, place: format!("ticket {index}") };
        let item: Item = serde_json::from_value(item).map_err(|_| unreadable())?;
        let id = integer(&item.id).ok_or_else(unreadable)?;
        // Without a unit it is the one asked for.
        if text(&item.unit).is_some() && integer(&item.unit) != Some(unit.id()) {
            continue;
        }
        tickets.push(Ticket {
            id,
            patient: text(&item.patient).unwrap_or_else(|| UNKNOWN_PATIENT.into()),
            arrival: text(&item.arrival),
            served: text(&item.served),
            status: text(&item.status).unwrap_or_else(|| UNKNOWN_STATUS.into()),
        });
    }
    Ok(tickets)
}

/// A whole number, written as number or as text.
fn integer(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64().or_else(|| {
            let float = number.as_f64()?;
            // Ids are far below 2^53: the cast is exact.
            (float.fract() == 0.0 && float.abs() < 9e15).then_some(float as i64)
        }),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// The trimmed text of a text or number; null, missing and empty are the same.
fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn ids(answer: Value) -> Vec<i64> {
        read(answer, ClinicUnit::OuroVerde).unwrap().iter().map(|ticket| ticket.id).collect()
    }

    #[test]
    fn tickets_of_other_units_are_left_out() {
        let answer = json!([
            {"id": 70011, "UnidadeID": 2, "PacienteNome": "Paciente Exemplo Um", "DataChegada": "2026-02-18", "DataAtendimento": null, "StatusNome": "Aguardando"},
            {"id": "70012", "UnidadeID": "2"},
            {"id": 70013},
            {"id": 70099, "UnidadeID": 3},
            {"id": 70098, "UnidadeID": "12"},
        ]);
        assert_eq!(ids(answer), [70011, 70012, 70013]);
    }

    #[test]
    fn what_a_ticket_does_not_say_gets_its_word() {
        let tickets = read(json!([{"id": 1, "StatusNome": null, "PacienteNome": " "}]), ClinicUnit::OuroVerde).unwrap();
        assert_eq!((tickets[0].patient.as_str(), tickets[0].status.as_str()), ("Desconhecido", "Indefinido"));
        assert_eq!((&tickets[0].arrival, &tickets[0].served), (&None, &None));
    }

    #[test]
    fn an_answer_that_is_not_a_list_of_tickets_is_an_error() {
        for answer in [json!({}), json!({"id": 1}), json!(null), json!(["x"]), json!([{"UnidadeID": 2}])] {
            assert!(read(answer.clone(), ClinicUnit::OuroVerde).is_err(), "{answer}");
        }
    }
}
