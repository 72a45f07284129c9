//! What the clinics offer: specialties, doctors, procedures and their prices.

use super::{
    dice::Dice,
    people::{self, Patient},
};
use crate::kernel::ClinicUnit;

/// A medical specialty, its doctors' consultation.
#[derive(Debug, PartialEq, Eq)]
pub struct Specialty {
    pub id: i64,
    pub name: &'static str,
    /// Price of a consultation, in centavos.
    pub price: i64,
}

/// Every unit has one doctor of each, in this order.
pub const SPECIALTIES: [Specialty; 8] = [
    Specialty { id: 55, name: "Cardiologia", price: 18_000 },
    Specialty { id: 56, name: "Clínica Médica", price: 12_000 },
    Specialty { id: 57, name: "Ginecologia", price: 15_000 },
    Specialty { id: 58, name: "Ortopedia", price: 16_000 },
    Specialty { id: 59, name: "Dermatologia", price: 17_000 },
    Specialty { id: 60, name: "Pediatria", price: 14_000 },
    Specialty { id: 61, name: "Oftalmologia", price: 13_500 },
    Specialty { id: 62, name: "Endocrinologia", price: 18_500 },
];

/// A procedure group.
pub const GROUPS: [(i64, &str); 4] =
    [(7, "Consultas"), (8, "Exames Laboratoriais"), (9, "Exames de Imagem"), (10, "Cartão de Benefícios")];

/// Something that is done and paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Procedure {
    pub id: i64,
    pub name: String,
    pub group: i64,
    /// `Consulta`, `Exame` or `Mensalidade`.
    pub kind: &'static str,
    /// In centavos.
    pub price: i64,
}

const EXAMS: [(&str, i64, i64); 10] = [
    ("Hemograma Completo", 8, 3_500),
    ("Glicemia em Jejum", 8, 1_800),
    ("Colesterol Total e Frações", 8, 4_200),
    ("TSH e T4 Livre", 8, 6_900),
    ("Urina Tipo I", 8, 2_200),
    ("Eletrocardiograma", 9, 9_000),
    ("Ecocardiograma", 9, 24_000),
    ("Raio X de Tórax", 9, 8_500),
    ("Ultrassom Abdominal", 9, 19_000),
    ("Ultrassom de Mamas", 9, 17_500),
];

/// The consultation of a specialty.
pub fn consultation(specialty: &Specialty) -> Procedure {
    Procedure {
        id: 845 + specialty.id,
        name: format!("Consulta {}", specialty.name),
        group: 7,
        kind: "Consulta",
        price: specialty.price,
    }
}

/// Every exam.
pub fn exams() -> Vec<Procedure> {
    let exam = |(id, (name, group, price)): (i64, (&str, i64, i64))| Procedure {
        id,
        name: name.to_owned(),
        group,
        kind: "Exame",
        price,
    };
    (950..).zip(EXAMS).map(exam).collect()
}

/// One of the exams.
pub fn exam(dice: &mut Dice) -> Procedure {
    dice.pick(&exams()).clone()
}

/// Everything: consultations, then exams.
pub fn procedures() -> Vec<Procedure> {
    SPECIALTIES.iter().map(consultation).chain(exams()).collect()
}

/// The name of a procedure group.
pub fn group_name(id: i64) -> &'static str {
    GROUPS.iter().find(|(group, _)| *group == id).map_or("Outros", |(_, name)| name)
}

/// A doctor of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doctor {
    pub id: i64,
    pub name: String,
    pub specialty: &'static Specialty,
}

/// The doctors of a unit, one per specialty.
pub fn doctors(unit: ClinicUnit) -> Vec<Doctor> {
    let first = position(unit) * 8;
    (first..)
        .zip(&SPECIALTIES)
        .map(|(index, specialty)| Doctor { id: 101 + index, name: people::doctor(index), specialty })
        .collect()
}

/// Whether a doctor of this specialty is for this patient.
pub fn suits(specialty: &Specialty, patient: &Patient) -> bool {
    match specialty.name {
        "Pediatria" => patient.age < 14,
        "Ginecologia" => patient.is_woman && patient.age >= 14,
        "Cardiologia" => patient.age >= 14,
        "Ortopedia" | "Dermatologia" => !patient.is_pregnant,
        _ => true,
    }
}

/// 0, 1, 2: the place of a unit in the reading order.
pub fn position(unit: ClinicUnit) -> i64 {
    match unit {
        ClinicUnit::OuroVerde => 0,
        ClinicUnit::CentroCambui => 1,
        ClinicUnit::CampinasShopping => 2,
    }
}

/// Who works at the reception of a unit.
pub fn attendant(unit: ClinicUnit, dice: &mut Dice) -> String {
    people::staff(position(unit) * 3 + dice.between(0, 2))
}

/// Who books by telephone, or the online booking.
pub fn booker(unit: ClinicUnit, dice: &mut Dice) -> String {
    match dice.between(0, 99) {
        0..25 => "Agendamento Online".to_owned(),
        25..70 => people::staff(9 + dice.between(0, 4)),
        _ => attendant(unit, dice),
    }
}
