//! From a contract as the service tells it to a row of the table.

use std::collections::HashMap;

use md5::{Digest, Md5};

use crate::{
    connectors::contracts::{Amount, Contract},
    kernel::{Cents, stamp, text::cut},
};

/// Characters that the columns of keys and statuses hold.
const KEY_MAX: usize = 191;
/// Characters that the column of contract numbers holds.
const NUMBER_MAX: usize = 64;
/// Names and plans are cut here, long before their columns end.
const TEXT_MAX: usize = 500;

/// Whoever has no name.
const NAMELESS: &str = "Desconhecido";

/// One row of `feegow_contracts`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// The key.
    pub registration_number: String,
    pub contract_id: String,
    /// The day of the contract, ten characters; `None` when the service does not say: the stored one stays.
    pub created_at: Option<String>,
    /// The day it begins; `None`: the day of the contract.
    pub start_date: Option<String>,
    pub patient_name: String,
    pub plan_name: String,
    pub status_contract: String,
    pub status_financial: String,
    pub recurrence: Cents,
    pub membership: Cents,
}

impl Row {
    /// What tells it from the others.
    pub(super) fn key(&self) -> &str {
        &self.registration_number
    }
}

/// The rows of a complete scan.
#[derive(Debug, Clone, Default)]
pub(super) struct Scan {
    /// In the order of the scan, each key once.
    pub rows: Vec<Row>,
    places: HashMap<String, usize>,
    /// Contracts that came, those without a key included.
    pub contracts: u64,
    /// Amounts that could not be read; they count as nothing.
    pub unreadable_amounts: u64,
}

impl Scan {
    /// Adds the contracts of the next page. Of two contracts with one key the later counts.
    pub(super) fn add(&mut self, contracts: Vec<Contract>) {
        for contract in contracts {
            self.contracts += 1;
            let Some(row) = self.row(contract) else { continue };
            match self.places.get(&row.registration_number) {
                Some(place) => self.rows[*place] = row,
                None => {
                    self.places.insert(row.registration_number.clone(), self.rows.len());
                    self.rows.push(row);
                }
            }
        }
    }

    /// Whether the scan holds this key.
    pub(super) fn holds(&self, key: &str) -> bool {
        self.places.contains_key(key)
    }

    /// The row of a contract; `None` for one without any number.
    fn row(&mut self, contract: Contract) -> Option<Row> {
        let patient_name = if contract.name.is_empty() { NAMELESS.to_owned() } else { contract.name };
        let registration_number = match (contract.registration_number.as_str(), contract.contract_id.as_str()) {
            ("", "") => return None,
            ("", contract_id) => format!("{contract_id}_{}", &hex::encode(Md5::digest(&patient_name))[..6]),
            (number, _) => number.to_owned(),
        };
        let membership = match contract.amount_membership {
            Amount::Absent => contract.membership_value,
            given => given,
        };
        Some(Row {
            registration_number: fitting(registration_number, KEY_MAX),
            created_at: day(&contract.contract_date),
            start_date: day(&contract.initial_date).or_else(|| day(&contract.start_date)),
            recurrence: self.cents(contract.amount_recurrence),
            membership: self.cents(membership),
            contract_id: fitting(contract.contract_id, NUMBER_MAX),
            patient_name: fitting(patient_name, TEXT_MAX),
            plan_name: fitting(contract.plan, TEXT_MAX),
            status_contract: fitting(contract.status_contract, KEY_MAX),
            status_financial: fitting(contract.status_recurrence_description, KEY_MAX),
        })
    }

    fn cents(&mut self, amount: Amount) -> Cents {
        match amount {
            Amount::Read(cents) => cents,
            Amount::Absent => Cents::ZERO,
            Amount::Unreadable => {
                self.unreadable_amounts += 1;
                Cents::ZERO
            }
        }
    }
}

/// The day of a moment: its first ten characters, whatever zone it names; `None` for what is no day.
fn day(moment: &str) -> Option<String> {
    stamp::parse_day(cut(moment, 10)).map(|day| day.to_string())
}

/// `text`, no longer than its column.
fn fitting(mut text: String, limit: usize) -> String {
    text.truncate(cut(&text, limit).len());
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(registration: &str, contract: &str, name: &str) -> Option<String> {
        let text = str::to_owned;
        let contract = Contract {
            registration_number: text(registration),
            contract_id: text(contract),
            name: text(name),
            ..Contract::default()
        };
        Scan::default().row(contract).map(|row| row.registration_number)
    }

    #[test]
    fn a_contract_without_registration_is_known_by_its_number_and_name() {
        assert_eq!(key("RS-000123", "9001", "Titular Exemplo").as_deref(), Some("RS-000123"));
        assert_eq!(key("", "9002", "Titular Exemplo").as_deref(), Some("9002_094fbc"));
        assert_eq!(key("", "9002", "").as_deref(), Some("9002_eb4f5a"));
        assert_eq!(key("", "", "Sem Chave"), None);
    }

    #[test]
    fn of_two_contracts_with_one_key_the_later_counts() {
        let sold = |plan: &str, amount| Contract {
            registration_number: "R1".into(),
            plan: plan.into(),
            amount_recurrence: amount,
            ..Contract::default()
        };
        let mut scan = Scan::default();
        scan.add(vec![sold("a", Amount::Read(Cents(1))), sold("b", Amount::Unreadable)]);
        assert_eq!((scan.rows.len(), scan.contracts, scan.unreadable_amounts), (1, 2, 1));
        assert_eq!((scan.rows[0].plan_name.as_str(), scan.rows[0].recurrence), ("b", Cents::ZERO));
        assert!(scan.holds("R1") && !scan.holds("R2"));
    }

    #[test]
    fn odd_days_and_long_texts_do_not_spoil_a_row() {
        let row = |contract_date: &str, initial_date: &str| {
            let contract = Contract {
                registration_number: "R".repeat(300),
                contract_date: contract_date.into(),
                initial_date: initial_date.into(),
                start_date: "2026-02-10".into(),
                status_contract: "é".repeat(300),
                ..Contract::default()
            };
            Scan::default().row(contract).map(|row| {
                assert_eq!((row.registration_number.len(), row.status_contract.chars().count()), (191, 191));
                (row.created_at, row.start_date)
            })
        };
        let days = |made: Option<&str>, begins: &str| Some((made.map(str::to_owned), Some(begins.to_owned())));
        assert_eq!(row("2026-01-15T01:22:00Z", "2026-02-01"), days(Some("2026-01-15"), "2026-02-01"));
        assert_eq!(row("15/01/2026 01:22", "0000-00-00"), days(Some("2026-01-15"), "2026-02-10"));
        assert_eq!(row("em breve", ""), days(None, "2026-02-10"));
    }
}
