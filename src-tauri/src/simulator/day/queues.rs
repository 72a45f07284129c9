//! Today's tickets at the reception and patients waiting for a doctor.

use chrono::{NaiveDateTime, Timelike};
use serde_json::{Value, json};

use super::{
    Clinic,
    visit::{Place, Second, Visit},
};
use crate::{kernel::stamp, simulator::queue::QueueRow};

impl Clinic {
    /// W6: who waits for a doctor or is with one, by appointment time.
    pub fn medical_queue(&self, unit: i64, now: NaiveDateTime) -> Vec<QueueRow> {
        let plan = self.day(now.date());
        let at = plan.second(now);
        let mut rows: Vec<QueueRow> = plan
            .visits
            .iter()
            .filter(|visit| visit.unit.id() == unit)
            .filter_map(|visit| queue_row(visit, at))
            .collect();
        rows.sort_by(|one, other| (&one.hour, &one.arrival).cmp(&(&other.hour, &other.arrival)));
        rows
    }

    /// Q1: the tickets of a unit that are waiting or at the desk, in the order they were drawn.
    pub fn tickets(&self, unit: i64, now: NaiveDateTime) -> Value {
        let plan = self.day(now.date());
        let at = plan.second(now);
        let ticket = |visit: &Visit| {
            let called = stamp::wall(plan.moment(visit.called));
            let (status, attended) = match visit.place(at) {
                Place::Reception => ("Aguardando", Value::Null),
                Place::Desk if visit.gave_up => ("Cancelado", Value::Null),
                Place::Desk => ("Triagem", called.into()),
                Place::Elsewhere | Place::WaitingRoom | Place::Consultation => return None,
            };
            Some(json!({
                "id": visit.id,
                "UnidadeID": unit,
                "PacienteNome": visit.patient.name,
                "DataChegada": plan.date.to_string(),
                "DataAtendimento": attended,
                "StatusNome": status,
            }))
        };
        plan.visits.iter().filter(|visit| visit.unit.id() == unit).filter_map(ticket).collect()
    }
}

fn queue_row(visit: &Visit, at: Second) -> Option<QueueRow> {
    let care = visit.care.as_ref()?;
    let waiting = match visit.place(at) {
        Place::WaitingRoom => format!("{} min", (at - visit.served) / 60),
        Place::Consultation => "Em atendimento".to_owned(),
        Place::Elsewhere | Place::Reception | Place::Desk => return None,
    };
    let badge = if visit.is_first_time { r#" <span class="label">Primeira vez</span>"# } else { "" };
    Some(QueueRow {
        hour: clock(care.scheduled),
        arrival: clock(visit.served),
        patient: format!("{}{badge}", visit.patient.name),
        age: visit.patient.age.to_string(),
        doctor: care.doctor.name.clone(),
        service: if visit.id % 4 == 0 { "Retorno" } else { "Consulta" }.to_owned(),
        waiting,
    })
}

/// `HH:MM`.
fn clock(second: Second) -> String {
    let time = chrono::NaiveTime::from_num_seconds_from_midnight_opt(u32::try_from(second).unwrap_or_default(), 0);
    time.map_or_else(String::new, |time| format!("{:02}:{:02}", time.hour(), time.minute()))
}
