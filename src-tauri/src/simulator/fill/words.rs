//! Names, prices and small untidinesses that the rows are made of.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::Cell;
use crate::{
    kernel::ClinicUnit,
    simulator::day::{
        catalogue::{self, Doctor},
        dice::Dice,
        people,
    },
};

/// How many people work at the receptions and on the telephone.
const STAFF: i64 = 20;

/// Everything that rows are picked from, made once.
pub struct Words {
    pub patients: Vec<String>,
    pub staff: Vec<String>,
    pub doctors: Vec<Doctor>,
    pub offers: Vec<Offer>,
}

/// Something that is done and paid.
pub struct Offer {
    pub name: String,
    pub kind: &'static str,
    pub group: &'static str,
    /// In centavos.
    pub price: i64,
}

impl Words {
    /// The words of a seed.
    pub fn new(seed: u64) -> Self {
        Self {
            patients: (0..people::PATIENTS).map(|index| people::patient(seed, index).name).collect(),
            staff: (0..STAFF).map(people::staff).collect(),
            doctors: ClinicUnit::ALL.into_iter().flat_map(catalogue::doctors).collect(),
            offers: offers(),
        }
    }
}

/// Consultations, second visits without a price, and exams in several forms: some sixty.
fn offers() -> Vec<Offer> {
    let mut all = Vec::new();
    for procedure in catalogue::procedures() {
        let group = catalogue::group_name(procedure.group);
        let mut offer = |name: String, price| all.push(Offer { name, kind: procedure.kind, group, price });
        if procedure.kind == "Consulta" {
            offer(procedure.name.replace("Consulta", "Retorno"), 0);
        } else {
            offer(format!("{} - urgência", procedure.name), procedure.price * 3 / 2);
            offer(format!("{} (controle)", procedure.name), procedure.price * 4 / 5);
            offer(format!("{} com laudo", procedure.name), procedure.price * 6 / 5);
        }
        offer(procedure.name, procedure.price);
    }
    all
}

/// True this many times in a thousand.
pub fn per_mille(dice: &mut Dice, chance: i64) -> bool {
    dice.between(0, 999) < chance
}

/// A name as it was typed: mostly clean, at times missing, blank, or with blanks around it.
pub fn typed<'w>(dice: &mut Dice, name: &'w str) -> Cell<'w> {
    match dice.between(0, 999) {
        0..4 => Cell::Null,
        4..7 => "".into(),
        7..9 => "  ".into(),
        9..19 => format!(" {name}").into(),
        19..27 => format!("{name} ").into(),
        27..30 => name.to_uppercase().into(),
        _ => name.into(),
    }
}

/// One of the names, as it was typed.
pub fn typed_one<'w>(dice: &mut Dice, names: &'w [String]) -> Cell<'w> {
    let name = one_of(dice, names);
    typed(dice, name)
}

/// Reais of an amount in centavos.
pub fn reais(centavos: i64) -> Cell<'static> {
    Cell::Real(f64::from(i32::try_from(centavos).unwrap_or_default()) / 100.0)
}

/// `DD/MM/YYYY`.
pub fn slashed(day: NaiveDate) -> Cell<'static> {
    day.format("%d/%m/%Y").to_string().into()
}

/// `YYYY-MM-DD`.
pub fn dashed(day: NaiveDate) -> Cell<'static> {
    day.to_string().into()
}

/// `YYYY-MM-DD HH:MM:SS` of a day's opening hours.
pub fn moment(dice: &mut Dice, day: NaiveDate) -> Cell<'static> {
    let (hour, minute, second) = (dice.between(7, 19), dice.between(0, 59), dice.between(0, 59));
    format!("{day} {hour:02}:{minute:02}:{second:02}").into()
}

/// One of the names.
pub fn one_of<'w>(dice: &mut Dice, names: &'w [String]) -> &'w str {
    dice.pick(names).as_str()
}

/// Text with every character beyond ASCII written `\u00e7`, as the former system wrote JSON.
pub fn escaped(json: &str) -> Cow<'_, str> {
    if json.is_ascii() {
        return Cow::Borrowed(json);
    }
    let mut text = String::with_capacity(json.len() * 2);
    for letter in json.chars() {
        if letter.is_ascii() {
            text.push(letter);
        } else {
            let mut units = [0; 2];
            for unit in letter.encode_utf16(&mut units) {
                text.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_of_the_former_system_is_ascii() {
        assert_eq!(escaped(r#"{"nome":"Raio X de Tórax"}"#), r#"{"nome":"Raio X de T\u00f3rax"}"#);
        let back: serde_json::Value = serde_json::from_str(&escaped("\"Avaliação\"")).unwrap();
        assert_eq!(back, "Avaliação");
    }
}
