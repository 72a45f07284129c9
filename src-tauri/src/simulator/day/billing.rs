//! What is paid on a day: consultations and exams at the desk, benefit cards, refunds of earlier days.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime};

use super::{
    Clinic,
    catalogue::{self, Procedure},
    dice::Dice,
    visit::{DayPlan, Second, Visit},
};
use crate::{
    kernel::ClinicUnit,
    simulator::report::{BENEFIT_CARD, Line, brl},
};

/// The report never covers more than a year.
const LONGEST: u64 = 366;
const REFUND_TIME: Second = 12 * 3600;

/// A payment at the desk.
struct Payment {
    at: Second,
    procedure: Procedure,
    method: &'static str,
    kind: &'static str,
    discount: i64,
    booked_by: String,
    taken_by: String,
}

impl Clinic {
    /// W8: the report of a period as far as it has happened, oldest first.
    pub fn report(&self, from: NaiveDate, to: NaiveDate, now: NaiveDateTime) -> Vec<Line> {
        let to = to.min(now.date());
        let from = from.max(to.checked_sub_days(Days::new(LONGEST)).unwrap_or(to));
        from.iter_days().take_while(|date| *date <= to).flat_map(|date| self.billed(date, now)).collect()
    }

    fn billed(&self, date: NaiveDate, now: NaiveDateTime) -> Vec<Line> {
        let plan = self.day(date);
        let until = plan.second(now);
        let mut lines: Vec<(Second, Line)> = Vec::new();
        for visit in &plan.visits {
            for payment in self.payments(visit).into_iter().filter(|payment| payment.at <= until) {
                lines.push((payment.at, paid_line(&plan, visit, &payment)));
            }
        }
        if until >= REFUND_TIME {
            lines.extend(self.refunds(date).into_iter().map(|line| (REFUND_TIME, line)));
        }
        lines.extend(self.card_fees(date).into_iter().filter(|(at, _)| *at <= until));
        lines.sort_by_key(|(at, _)| *at);
        lines.into_iter().map(|(_, line)| line).collect()
    }

    /// What a visit pays: the consultation or exam at the desk, sometimes an exam after the doctor.
    fn payments(&self, visit: &Visit) -> Vec<Payment> {
        if visit.gave_up {
            return Vec::new();
        }
        let mut dice = Dice::new(self.seed, &[505, visit.id]);
        let method = *dice.pick(&["Cartão de Crédito", "Cartão de Débito", "PIX", "PIX", "Dinheiro"]);
        let has_card = dice.percent(25);
        let booked_by = self.booked_by(visit.id, visit.unit);
        let taken_by = catalogue::attendant(visit.unit, &mut dice);
        let pay = |at, procedure: Procedure| Payment {
            at,
            discount: if has_card { procedure.price * 20 / 100 } else { 0 },
            procedure,
            method,
            kind: if has_card { "Resolve Saúde" } else { "Particular" },
            booked_by: booked_by.clone(),
            taken_by: taken_by.clone(),
        };
        match &visit.care {
            None => vec![pay(visit.served, catalogue::exam(&mut dice))],
            Some(care) => {
                let mut paid = vec![pay(visit.served, catalogue::consultation(care.doctor.specialty))];
                if dice.percent(30) {
                    paid.push(pay(care.ends, catalogue::exam(&mut dice)));
                }
                paid
            }
        }
    }

    /// Payments of a few days ago given back today: booked today, dated then.
    fn refunds(&self, date: NaiveDate) -> Vec<Line> {
        let back = 1 + u64::from(date.day() % 5);
        let Some(earlier) = date.checked_sub_days(Days::new(back)) else { return Vec::new() };
        let plan = self.day(earlier);
        let is_refunded = |visit: &&Visit| visit.id % 89 == 7;
        let refund = |visit: &Visit| {
            let payment = self.payments(visit).into_iter().next()?;
            let mut line = paid_line(&plan, visit, &payment);
            line[0] = day_text(date);
            "Estorno".clone_into(&mut line[4]);
            line[5] = brl(0);
            for cell in &mut line[7..=9] {
                *cell = brl(payment.discount - payment.procedure.price);
            }
            Some(line)
        };
        plan.visits.iter().filter(is_refunded).filter_map(refund).collect()
    }

    /// Monthly fees of benefit cards, spread over the day: whoever pays has a contract, and pays its fee.
    fn card_fees(&self, date: NaiveDate) -> Vec<(Second, Line)> {
        let contracts = self.contract_count(date.and_time(chrono::NaiveTime::MIN));
        if contracts == 0 {
            return Vec::new();
        }
        let mut dice = Dice::new(self.seed, &[606, i64::from(date.num_days_from_ce())]);
        let fee = |_| {
            let at = dice.between(8 * 3600, 18 * 3600);
            let number = dice.between(0, i64::try_from(contracts).unwrap_or(i64::MAX) - 1).unsigned_abs();
            let contract = self.contract_of(number);
            let (patient, amount) = (contract.holder, brl(contract.fee));
            let method = *dice.pick(&["Cartão de Crédito", "PIX", "Boleto"]);
            let clerk = catalogue::attendant(ClinicUnit::OuroVerde, &mut dice);
            let (day, zero) = (day_text(date), brl(0));
            let line: [&str; 18] = [
                &day,
                &day,
                "",
                method,
                "Mensalidade",
                &zero,
                &zero,
                &amount,
                &amount,
                &amount,
                &patient.name,
                "Mensalidade Cartão de Benefícios",
                &clerk,
                "Mensalidade",
                catalogue::group_name(10),
                BENEFIT_CARD,
                &patient.id.to_string(),
                &clerk,
            ];
            (at, line.map(str::to_owned).to_vec())
        };
        (0..24).map(fee).collect()
    }
}

fn paid_line(plan: &DayPlan, visit: &Visit, payment: &Payment) -> Line {
    let day = day_text(plan.date);
    let (gross, paid) = (payment.procedure.price, payment.procedure.price - payment.discount);
    vec![
        day.clone(),
        day,
        String::new(),
        payment.method.to_owned(),
        payment.kind.to_owned(),
        brl(payment.discount),
        brl(0),
        brl(paid),
        brl(gross),
        brl(paid),
        visit.patient.name.clone(),
        payment.procedure.name.clone(),
        payment.booked_by.clone(),
        payment.procedure.kind.to_owned(),
        catalogue::group_name(payment.procedure.group).to_owned(),
        visit.unit.stored_name().to_uppercase(),
        visit.patient.id.to_string(),
        payment.taken_by.clone(),
    ]
}

fn day_text(date: NaiveDate) -> String {
    date.format("%d/%m/%Y").to_string()
}
