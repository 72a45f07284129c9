//! `feegow_appointments`: what was booked, and what became of it.

use chrono::Days;

use super::{
    Cell, Plan, Table,
    words::{Words, dashed, moment, one_of, per_mille, reais},
};
use crate::{kernel::ClinicUnit, simulator::day::dice::Dice};

pub const TABLE: Table = Table {
    name: "feegow_appointments",
    insert: "INSERT INTO feegow_appointments (appointment_id, date, status_id, value, specialty, professional_name,
                 procedure_group, scheduled_by, unit_name, updated_at, scheduled_at) ",
    count: |plan| plan.appointments,
    row,
};

/// How far ahead people book, in days.
const AHEAD: u64 = 30;

fn row<'w>(words: &'w Words, plan: &Plan, index: u64) -> Vec<Cell<'w>> {
    let mut dice = Dice::new(plan.seed, &[1002, index.cast_signed()]);
    let dice = &mut dice;
    let day = plan.day(index, plan.appointments, AHEAD);
    let doctor = dice.pick(&words.doctors);
    let exam = dice.percent(20);
    let group = match dice.between(0, 99) {
        0 => "Geral",
        1 => "Outros",
        _ if exam => *dice.pick(&["Exames Laboratoriais", "Exames de Imagem"]),
        _ => "Consultas",
    };
    let booked = day.checked_sub_days(Days::new(dice.between(0, 40).unsigned_abs())).unwrap_or(day).min(plan.today);
    vec![
        Cell::Whole(500_000 + 3 * index.cast_signed() + dice.between(0, 2)),
        dashed(day),
        Cell::Whole(status(dice, day > plan.today)),
        match dice.between(0, 999) {
            0..3 => Cell::Null,
            3..60 => reais(0),
            _ => reais(doctor.specialty.price),
        },
        if per_mille(dice, 10) { "Geral".into() } else { doctor.specialty.name.into() },
        if per_mille(dice, 10) { "Desconhecido".into() } else { doctor.name.as_str().into() },
        group.into(),
        booker(words, dice),
        unit(dice),
        moment(dice, day.min(plan.today)),
        if per_mille(dice, 20) { "".into() } else { moment(dice, booked) },
    ]
}

fn status(dice: &mut Dice, is_ahead: bool) -> i64 {
    match is_ahead {
        true => *dice.pick(&[1, 1, 7, 7, 7, 11]),
        false => *dice.pick(&[3, 3, 3, 3, 3, 3, 3, 3, 2, 4, 6, 6, 7, 1, 11, 11, 15, 16, 22]),
    }
}

fn booker<'w>(words: &'w Words, dice: &mut Dice) -> Cell<'w> {
    match dice.between(0, 999) {
        0..2 => Cell::Null,
        2..4 => "".into(),
        4..15 => "Sis".into(),
        15..20 => "Sistema".into(),
        // How the former system wrote nothing.
        20..21 => "nan".into(),
        21..30 => format!(" {}", one_of(dice, &words.staff)).into(),
        30..260 => "Agendamento Online".into(),
        _ => one_of(dice, &words.staff).into(),
    }
}

fn unit(dice: &mut Dice) -> Cell<'static> {
    match dice.between(0, 999) {
        0..5 => "Matriz".into(),
        5..6 => "nan".into(),
        6..8 => Cell::Null,
        _ => dice.pick(&ClinicUnit::ALL).stored_name().into(),
    }
}
