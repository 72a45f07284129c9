//! Feegow's REST lists: appointments as far as they are booked and have got, proposals, and the lists they refer to.

use chrono::{NaiveDate, NaiveDateTime};
use serde_json::{Value, json};

use super::{
    Clinic, catalogue,
    dice::Dice,
    visit::{DayPlan, Missed, Second, Visit},
};
use crate::{
    kernel::{ClinicUnit, stamp},
    simulator::{report::brl, route::Route},
};

/// The longest period of one question, in days.
const LONGEST: usize = 400;
const DAY: Second = 24 * 3600;

impl Clinic {
    /// The `content` of A1–A7.
    pub fn api(&self, route: Route, from: NaiveDate, to: NaiveDate, now: NaiveDateTime) -> Value {
        let days = || from.iter_days().take_while(|date| *date <= to).take(LONGEST);
        match route {
            Route::A1 => days().flat_map(|date| self.appointments(date, now)).collect(),
            Route::A2 => {
                let doctors = ClinicUnit::ALL.into_iter().flat_map(catalogue::doctors);
                doctors.map(|doctor| json!({"profissional_id": doctor.id, "nome": doctor.name})).collect()
            }
            Route::A3 => catalogue::SPECIALTIES
                .iter()
                .map(|specialty| json!({"especialidade_id": specialty.id, "nome": specialty.name}))
                .collect(),
            Route::A4 => catalogue::procedures()
                .into_iter()
                .map(|p| json!({"procedimento_id": p.id, "nome": p.name, "grupo_procedimento_id": p.group, "valor": p.price}))
                .collect(),
            Route::A5 => catalogue::GROUPS.iter().map(|(id, name)| json!({"id": id, "NomeGrupo": name})).collect(),
            Route::A6 => days().take_while(|date| *date <= now.date()).flat_map(|date| self.proposals(date, now)).collect(),
            _ => json!([]),
        }
    }

    fn appointments(&self, date: NaiveDate, now: NaiveDateTime) -> Vec<Value> {
        let plan = self.day(date);
        let at = plan.second(now);
        let came = plan.visits.iter().filter_map(|visit| self.kept(&plan, visit, at));
        came.chain(plan.missed.iter().filter_map(|missed| self.missed(&plan, missed, at))).collect()
    }

    fn kept(&self, plan: &DayPlan, visit: &Visit, at: Second) -> Option<Value> {
        let care = visit.care.as_ref()?;
        let status = match at {
            _ if at >= care.ends => 3,
            _ if at >= care.starts => 2,
            _ if at >= visit.arrives => 4,
            _ if visit.id % 3 == 0 => 1,
            _ => 7,
        };
        self.appointment(plan, visit.id, visit.unit, visit.patient.id, &care.doctor, care.scheduled, status, at)
    }

    fn missed(&self, plan: &DayPlan, missed: &Missed, at: Second) -> Option<Value> {
        let is_known = match missed.status {
            6 => at > missed.scheduled + 3600,
            _ => at > missed.scheduled - DAY,
        };
        let status = if is_known { missed.status } else { 7 };
        self.appointment(plan, missed.id, missed.unit, missed.patient.id, &missed.doctor, missed.scheduled, status, at)
    }

    /// An appointment; `None` before it is booked.
    #[allow(clippy::too_many_arguments)] // the columns of one list
    fn appointment(
        &self,
        plan: &DayPlan,
        id: i64,
        unit: ClinicUnit,
        patient: i64,
        doctor: &catalogue::Doctor,
        scheduled: Second,
        status: i64,
        at: Second,
    ) -> Option<Value> {
        let mut dice = Dice::new(self.seed, &[707, id]);
        let booked = match dice.between(0, 9) {
            0 | 1 => scheduled - dice.between(3600, 3 * 3600),
            days => -days * dice.between(1, 3) * DAY + dice.between(8 * 3600, 19 * 3600),
        };
        let procedure = catalogue::consultation(doctor.specialty);
        (booked <= at).then(|| {
            json!({
                "agendamento_id": id,
                "data": plan.date.format("%d-%m-%Y").to_string(),
                "horario": plan.moment(scheduled).format("%H:%M:%S").to_string(),
                "status_id": status,
                "valor_total_agendamento": format!("R$ {}", brl(procedure.price)),
                "profissional_id": doctor.id,
                "especialidade_id": doctor.specialty.id,
                "procedimento_id": procedure.id,
                "paciente_id": patient,
                "unidade_id": unit.id(),
                "nome_fantasia": unit.stored_name(),
                "agendado_por": self.booked_by(id, unit),
                "agendado_em": stamp::wall(plan.moment(booked)),
            })
        })
    }

    /// Who booked a visit: the appointment and its payments name the same.
    pub(super) fn booked_by(&self, visit: i64, unit: ClinicUnit) -> String {
        catalogue::booker(unit, &mut Dice::new(self.seed, &[717, visit]))
    }

    /// Offers made when a consultation ends: open at first, decided within a week.
    fn proposals(&self, date: NaiveDate, now: NaiveDateTime) -> Vec<Value> {
        let plan = self.day(date);
        let at = plan.second(now);
        let offer = |visit: &Visit| {
            let care = visit.care.as_ref().filter(|care| visit.id % 9 == 4 && care.ends <= at)?;
            let mut dice = Dice::new(self.seed, &[808, visit.id]);
            let exams: Vec<_> = (0..dice.between(1, 4)).map(|_| catalogue::exam(&mut dice)).collect();
            let discount = if dice.percent(40) { 10 } else { 0 };
            let status = match dice.between(1, 7) * DAY {
                decided if at < decided => "Aguardando aprovação do cliente",
                _ => *dice.pick(&[
                    "Executada",
                    "Executada",
                    "Aprovada pelo cliente",
                    "Rejeitada pelo cliente",
                    "Expirada",
                ]),
            };
            let items: Vec<Value> = exams
                .iter()
                .map(|exam| json!({"nome": exam.name, "valor": brl(exam.price), "desconto": brl(exam.price * discount / 100)}))
                .collect();
            Some(json!({
                "proposal_id": visit.id,
                "proposal_date": plan.date.to_string(),
                "status": status,
                "unidade": {"nome_fantasia": visit.unit.stored_name()},
                "proposer_name": care.doctor.name,
                "value": format!("R$ {}", brl(exams.iter().map(|exam| exam.price).sum())),
                "procedimentos": {"data": items},
            }))
        };
        plan.visits.iter().filter_map(offer).collect()
    }

    /// The spreadsheets of the checklists: the last three days, today as far as it has got.
    pub fn sheet(&self, id: &str, now: NaiveDateTime) -> Option<Value> {
        use crate::simulator::credentials::{CRC_SHEET, RECEPTION_SHEET};
        let mut rows = match id {
            CRC_SHEET => vec![json!(["Data", "Nome", "Telefone"])],
            RECEPTION_SHEET => vec![json!([
                "Carimbo de data/hora",
                "Endereço de e-mail",
                "Qual sua unidade?",
                "Qual serviço?",
                "Observação",
                "Data"
            ])],
            _ => return None,
        };
        let visits = (0..3).rev().filter_map(|back| now.date().checked_sub_days(chrono::Days::new(back)));
        for date in visits {
            let plan = self.day(date);
            let at = plan.second(now);
            let day = date.format("%d/%m/%Y").to_string();
            for visit in plan.visits.iter().filter(|visit| visit.served <= at && visit.id % 10 == 3) {
                let service = if visit.id % 3 == 0 { "Check-up" } else { "Resolve" };
                rows.push(match id {
                    CRC_SHEET => json!([day, visit.patient.name, ""]),
                    _ => {
                        let stamp = plan.moment(visit.served).format("%d/%m/%Y %H:%M:%S").to_string();
                        json!([stamp, "", visit.unit.label(), service, "", day])
                    }
                });
            }
        }
        Some(Value::Array(rows))
    }
}
