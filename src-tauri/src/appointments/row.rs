//! From appointments as the service tells them to rows of the table.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::names::{Fed, NAME_MAX, Names};
use crate::{
    connectors::feegow::Appointment,
    kernel::{Cents, text::cut},
};

/// The statuses that are kept.
const KEPT: [i64; 10] = [1, 2, 3, 4, 6, 7, 11, 15, 16, 22];
/// Calling and triage: known, and never kept.
const PASSING: [i64; 4] = [5, 101, 103, 105];
/// Whoever booked where nobody is named.
const NOBODY: &str = "Sis";
const NO_UNIT: &str = "Matriz";

/// One row of `feegow_appointments`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row<'n> {
    /// The key.
    pub id: i64,
    pub day: NaiveDate,
    /// `None` keeps the status of a stored row; without one there is nothing to store.
    pub status: Option<i64>,
    pub value: Cents,
    pub specialty: &'n str,
    pub professional: &'n str,
    pub group: &'n str,
    pub booked_by: String,
    pub unit: String,
    /// `YYYY-MM-DD HH:MM:SS`, empty when unknown.
    pub booked_at: String,
}

/// The rows of one answer, and what was left out.
#[derive(Debug)]
pub(super) struct Rows<'n> {
    /// By number, each once.
    pub rows: Vec<Row<'n>>,
    /// The columns to be stored; the others keep what they hold.
    pub fed: Fed,
    /// Items without a number or a day.
    pub skipped: usize,
    /// Items with a status nobody knows.
    pub unknown: usize,
    /// Amounts that could not be read.
    pub unreadable: usize,
}

impl<'n> Rows<'n> {
    /// Of two items with one number the last counts.
    pub(super) fn of(appointments: Vec<Appointment>, names: &'n Names) -> Self {
        let mut rows = Self { rows: Vec::new(), fed: names.fed(), skipped: 0, unknown: 0, unreadable: 0 };
        let mut places: HashMap<i64, usize> = HashMap::with_capacity(appointments.len());
        rows.rows.reserve(appointments.len());
        for appointment in appointments {
            let Some(row) = rows.row(appointment, names) else {
                rows.skipped += 1;
                continue;
            };
            match places.get(&row.id) {
                Some(place) => rows.rows[*place] = row,
                None => {
                    places.insert(row.id, rows.rows.len());
                    rows.rows.push(row);
                }
            }
        }
        // In the order of the key, which the engines store fastest.
        rows.rows.sort_unstable_by_key(|row| row.id);
        rows
    }

    fn row(&mut self, appointment: Appointment, names: &'n Names) -> Option<Row<'n>> {
        let (id, day) = (appointment.id?, appointment.day?);
        let code = appointment.status.unwrap_or(0);
        let status = KEPT.contains(&code).then_some(code);
        self.unknown += usize::from(status.is_none() && !PASSING.contains(&code));
        self.unreadable += usize::from(appointment.is_value_unreadable);
        Some(Row {
            id,
            day,
            status,
            value: appointment.value,
            specialty: names.specialty(&appointment),
            professional: names.professional(&appointment),
            group: names.group(&appointment),
            booked_by: name(appointment.booked_by, NOBODY),
            unit: name(appointment.unit, NO_UNIT),
            booked_at: appointment.booked_at.unwrap_or_default(),
        })
    }
}

fn name(name: Option<String>, default: &str) -> String {
    let name = name.unwrap_or_else(|| default.to_owned());
    if name.len() <= NAME_MAX { name } else { cut(&name, NAME_MAX).to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connectors::feegow::api::Lists;

    fn names() -> Names {
        Names::of(Lists {
            professionals: Ok(Vec::new()),
            specialties: Ok(Vec::new()),
            procedures: Ok(Vec::new()),
            groups: Ok(Vec::new()),
        })
    }

    fn appointment(id: i64, status: i64) -> Appointment {
        let day = NaiveDate::from_ymd_opt(2026, 2, 18);
        Appointment { id: Some(id), day, status: Some(status), ..Appointment::default() }
    }

    #[test]
    fn the_last_of_equal_numbers_counts_and_rows_come_in_order() {
        let names = names();
        let rows = Rows::of(vec![appointment(2, 7), appointment(1, 1), appointment(2, 3)], &names);
        let told: Vec<_> = rows.rows.iter().map(|row| (row.id, row.status)).collect();
        assert_eq!(told, [(1, Some(1)), (2, Some(3))]);
    }

    #[test]
    fn what_cannot_be_a_row_is_counted() {
        let names = names();
        let rows = Rows::of(
            vec![
                Appointment { id: None, ..appointment(1, 7) },
                Appointment { day: None, ..appointment(2, 7) },
                Appointment { is_value_unreadable: true, ..appointment(3, 5) },
                appointment(4, 99),
                Appointment { status: None, ..appointment(5, 7) },
            ],
            &names,
        );
        assert_eq!((rows.skipped, rows.unknown, rows.unreadable), (2, 2, 1));
        assert!(rows.rows.iter().all(|row| row.status.is_none()));
        assert_eq!((rows.rows[0].booked_by.as_str(), rows.rows[0].unit.as_str()), ("Sis", "Matriz"));
    }

    #[test]
    fn a_name_is_cut_to_what_a_column_holds() {
        assert_eq!(name(Some("ã".repeat(300)), "").chars().count(), 191);
        assert_eq!(name(Some("ã".repeat(100)), "").chars().count(), 100);
    }
}
