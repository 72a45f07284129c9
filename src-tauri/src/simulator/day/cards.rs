//! The benefit-card contracts: sold since 2022, ten a day, Monday to Saturday, one an hour.

use chrono::{Days, NaiveDate, NaiveDateTime, Timelike};
use serde_json::{Value, json};

use super::{
    Clinic,
    dice::Dice,
    people::{self, PATIENTS, Patient},
};

/// The first contract's day, a Monday.
const FIRST: NaiveDate = NaiveDate::from_ymd_opt(2022, 1, 3).expect("a day of the calendar");
/// Contracts of a day …
const A_DAY: u64 = 10;
/// … and of a week: Sundays are free.
const A_WEEK: u64 = 6 * A_DAY;
/// The hour of a day's first contract.
const OPENING: u32 = 8;

/// What everyone tells about a contract.
pub(super) struct Contract {
    pub date: NaiveDate,
    pub hour: u64,
    pub holder: Patient,
    pub plan: &'static str,
    /// Monthly, in centavos.
    pub fee: i64,
}

impl Clinic {
    /// How many contracts were sold until a moment. None before 2022.
    pub fn contract_count(&self, now: NaiveDateTime) -> u64 {
        let Ok(days) = u64::try_from((now.date() - FIRST).num_days()) else { return 0 };
        let (weeks, weekday) = (days / 7, days % 7);
        let today = match weekday {
            6 => 0,
            _ => u64::from(now.hour().saturating_sub(OPENING - 1)).min(A_DAY),
        };
        weeks * A_WEEK + weekday.min(6) * A_DAY + today
    }

    /// The contract of a number, counted from 0 in the order they were sold.
    pub(super) fn contract_of(&self, number: u64) -> Contract {
        let (week, rest) = (number / A_WEEK, number % A_WEEK);
        let mut dice = Dice::new(self.seed, &[909, number.cast_signed()]);
        let (plan, fee) =
            *dice.pick(&[("Resolve Individual", 2_990), ("Resolve Família", 4_990), ("Resolve Sênior", 7_990)]);
        Contract {
            date: FIRST + Days::new(week * 7 + rest / A_DAY),
            hour: u64::from(OPENING) + rest % A_DAY,
            holder: people::patient(self.seed, dice.between(0, PATIENTS - 1)),
            plan,
            fee,
        }
    }

    /// A contract as the datagrid shows it. A few have no registration number, a few write their fee as text.
    pub fn contract(&self, number: u64, now: NaiveDateTime) -> Value {
        let contract = self.contract_of(number);
        let mut dice = Dice::new(self.seed, &[919, number.cast_signed()]);
        let is_cancelled = (now.date() - contract.date).num_days() > 60 && dice.percent(18);
        let is_late = !is_cancelled && dice.percent(15);
        let reais = f64::from(i32::try_from(contract.fee).unwrap_or_default()) / 100.0;
        json!({
            "registrationNumber": (number % 50 != 49).then(|| format!("RS-{:06}", 1000 + number)),
            "contractId": 9000 + number,
            "contractDate": format!("{}T{:02}:15:00Z", contract.date, contract.hour),
            "initialDate": format!("{}T00:00:00Z", contract.date + Days::new(5)),
            "name": contract.holder.name,
            "plan": contract.plan,
            "statusContract": if is_cancelled { "Cancelado" } else { "Aprovado" },
            "statusRecurrenceDescription": if is_late { "Inadimplente" } else { "Adimplente" },
            "amountRecurrence": match number % 40 {
                39 => Value::from(crate::simulator::report::brl(contract.fee)),
                _ => Value::from(reais),
            },
            "amountMembership": 99.0,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_days_agree() {
        let clinic = Clinic::new(1);
        let at = |text: &str| NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
        assert_eq!(clinic.contract_count(at("2022-01-02 12:00")), 0);
        assert_eq!(clinic.contract_count(at("2022-01-03 07:59")), 0);
        assert_eq!(clinic.contract_count(at("2022-01-03 08:00")), 1);
        assert_eq!(clinic.contract_count(at("2022-01-03 23:00")), 10);
        assert_eq!(clinic.contract_count(at("2022-01-09 12:00")), 60, "a Sunday");
        for text in ["2022-01-04 11:00", "2026-02-18 09:43", "2026-11-25 23:59"] {
            let newest = clinic.contract_of(clinic.contract_count(at(text)) - 1);
            assert_eq!(newest.date, at(text).date(), "{text}");
        }
    }
}
