//! Appointments as the REST API tells them: of each item only what is kept, whatever its shape.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::Value;

use super::{
    api::{amount, integer, text},
    envelope::Lenient,
};
use crate::kernel::{Cents, stamp};

/// One appointment. What is missing or cannot be read is `None`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "Lenient<Item>")]
pub struct Appointment {
    /// Its number, above 0.
    pub id: Option<i64>,
    /// The day of the visit.
    pub day: Option<NaiveDate>,
    /// `Some(0)` when there is something, but no number.
    pub status: Option<i64>,
    /// The first amount that is not 0.
    pub value: Cents,
    /// An amount was there, but could not be read.
    pub is_value_unreadable: bool,
    pub professional: Option<i64>,
    pub specialty: Option<i64>,
    pub procedure: Option<i64>,
    pub unit: Option<String>,
    /// Who booked it.
    pub booked_by: Option<String>,
    /// When it was booked, `YYYY-MM-DD HH:MM:SS`.
    pub booked_at: Option<String>,
}

/// An item with the names it has upstream. Every other key is left out.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Item {
    agendamento_id: Value,
    id: Value,
    data: Value,
    data_agendamento: Value,
    status_id: Value,
    status: Value,
    valor: Value,
    valor_total_agendamento: Value,
    profissional_id: Value,
    especialidade_id: Value,
    procedimento_id: Value,
    nome_fantasia: Value,
    agendado_por: Value,
    agendado_em: Value,
}

impl From<Lenient<Item>> for Appointment {
    fn from(Lenient(item): Lenient<Item>) -> Self {
        let id = |value| integer(value).filter(|id| *id > 0);
        let status = |value: &Value| text(value).map(|_| integer(value).unwrap_or(0));
        let amounts = [&item.valor, &item.valor_total_agendamento].map(amount);
        Self {
            id: id(&item.agendamento_id).or_else(|| id(&item.id)),
            day: day(&item.data).or_else(|| day(&item.data_agendamento)),
            status: status(&item.status_id).or_else(|| status(&item.status)),
            value: amounts
                .iter()
                .filter_map(|read| (*read).ok()?)
                .find(|cents| *cents != Cents::ZERO)
                .unwrap_or_default(),
            is_value_unreadable: amounts.iter().any(Result::is_err),
            professional: integer(&item.profissional_id),
            specialty: integer(&item.especialidade_id),
            procedure: integer(&item.procedimento_id),
            unit: text(&item.nome_fantasia),
            booked_by: text(&item.agendado_por),
            booked_at: text(&item.agendado_em).and_then(|text| stamp::parse(&text)).map(stamp::wall),
        }
    }
}

/// The day that a text begins with; a time may follow.
fn day(value: &Value) -> Option<NaiveDate> {
    let text = value.as_str()?.trim();
    let (day, rest) = text.split_at_checked(10)?;
    let is_over = rest.is_empty() || rest.starts_with([' ', 'T']);
    stamp::parse_day(day).filter(|_| is_over)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(item: Value) -> Appointment {
        serde_json::from_str(&item.to_string()).unwrap()
    }

    #[test]
    fn a_day_is_read_day_first_or_as_iso_and_nothing_else() {
        for (text, expected) in [
            ("10-02-2026", Some("2026-02-10")),
            ("10/02/2026", Some("2026-02-10")),
            ("2026-02-10", Some("2026-02-10")),
            (" 10-02-2026 09:30:00", Some("2026-02-10")),
            ("2026-02-10T00:00:00.000Z", Some("2026-02-10")),
            ("31-02-2026", None),
            ("10-02-20261", None),
            ("10-02-26", None),
            ("amanhã cedo", None),
            ("nan", None),
            ("", None),
        ] {
            let day = read(json!({ "data": text })).day.map(|day| day.to_string());
            assert_eq!(day.as_deref(), expected, "{text}");
        }
        assert_eq!(read(json!({ "data": 20_260_210 })).day, None);
        let other = read(json!({ "data": null, "data_agendamento": "11-02-2026" }));
        assert_eq!(other.day.unwrap().to_string(), "2026-02-11");
    }

    #[test]
    fn the_first_amount_that_is_not_zero_counts() {
        for (item, expected) in [
            (json!({"valor": 35}), (3500, false)),
            (json!({"valor": "0,00", "valor_total_agendamento": "R$ 150,00"}), (15_000, false)),
            (json!({"valor": "150.00"}), (15_000, false)),
            (json!({"valor": "abc", "valor_total_agendamento": 10.5}), (1050, true)),
            (json!({"valor": "nan"}), (0, false)),
            (json!({}), (0, false)),
        ] {
            let read = read(item.clone());
            assert_eq!((read.value.0, read.is_value_unreadable), expected, "{item}");
        }
    }

    #[test]
    fn numbers_and_texts_may_be_missing_or_of_another_kind() {
        let read_one = read(json!({
            "agendamento_id": "0", "id": "810001", "status_id": "", "status": "7", "profissional_id": "101",
            "especialidade_id": "x", "nome_fantasia": " NaN ", "agendado_por": " Atendente Modelo ",
            "agendado_em": "2026-02-10 09:31", "paciente_id": {"nome": ["Paciente Exemplo"]},
        }));
        let expected = Appointment {
            id: Some(810_001),
            status: Some(7),
            professional: Some(101),
            booked_by: Some("Atendente Modelo".into()),
            booked_at: Some("2026-02-10 09:31:00".into()),
            ..Appointment::default()
        };
        assert_eq!(read_one, expected);
        assert_eq!(
            read(json!({"id": -1, "status_id": "confirmado", "agendado_em": "0000-00-00 00:00:00"})).status,
            Some(0)
        );
        for nothing in [json!(null), json!([1]), json!("texto"), json!(7)] {
            assert_eq!(read(nothing.clone()), Appointment::default(), "{nothing}");
        }
    }
}
