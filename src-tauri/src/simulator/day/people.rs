//! The people of the generated days. Nobody here exists: surnames are trees and landscapes.

use super::dice::Dice;

/// How many patients the clinics know.
pub const PATIENTS: i64 = 4096;

const WOMEN: [&str; 40] = [
    "Alice",
    "Amanda",
    "Ana",
    "Beatriz",
    "Bianca",
    "Bruna",
    "Camila",
    "Carla",
    "Cecília",
    "Clara",
    "Débora",
    "Eduarda",
    "Elisa",
    "Fernanda",
    "Gabriela",
    "Helena",
    "Isabela",
    "Joana",
    "Júlia",
    "Larissa",
    "Laura",
    "Letícia",
    "Lívia",
    "Luana",
    "Luísa",
    "Manuela",
    "Márcia",
    "Mariana",
    "Marina",
    "Natália",
    "Olívia",
    "Patrícia",
    "Rafaela",
    "Raquel",
    "Renata",
    "Sofia",
    "Tatiana",
    "Valentina",
    "Vera",
    "Yasmin",
];
const MEN: [&str; 40] = [
    "André",
    "Antônio",
    "Artur",
    "Bernardo",
    "Bruno",
    "Caio",
    "Carlos",
    "Daniel",
    "Davi",
    "Diego",
    "Eduardo",
    "Emanuel",
    "Fábio",
    "Felipe",
    "Gabriel",
    "Guilherme",
    "Gustavo",
    "Heitor",
    "Henrique",
    "Hugo",
    "Igor",
    "João",
    "Jorge",
    "José",
    "Leonardo",
    "Lucas",
    "Luiz",
    "Marcelo",
    "Márcio",
    "Mateus",
    "Miguel",
    "Murilo",
    "Otávio",
    "Paulo",
    "Pedro",
    "Rafael",
    "Ricardo",
    "Samuel",
    "Tiago",
    "Vicente",
];
const TREES: [&str; 40] = [
    "Açaí",
    "Angico",
    "Araçá",
    "Araucária",
    "Aroeira",
    "Bacupari",
    "Braúna",
    "Buriti",
    "Cabreúva",
    "Cagaita",
    "Cambuci",
    "Carnaúba",
    "Cedro",
    "Copaíba",
    "Embaúba",
    "Figueira",
    "Grumixama",
    "Guabiroba",
    "Guapuruvu",
    "Imbuia",
    "Ingá",
    "Ipê",
    "Jabuticaba",
    "Jacarandá",
    "Jatobá",
    "Jequitibá",
    "Juazeiro",
    "Mangaba",
    "Manacá",
    "Mulungu",
    "Murici",
    "Paineira",
    "Pequi",
    "Peroba",
    "Pitanga",
    "Quaresmeira",
    "Sapucaia",
    "Sibipiruna",
    "Sucupira",
    "Umbuzeiro",
];
const LANDS: [&str; 8] =
    ["da Colina", "da Serra", "das Águas", "do Campo", "da Mata", "do Ribeirão", "do Vale", "dos Lagos"];

/// Somebody who comes to the clinic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patient {
    /// Medical record number.
    pub id: i64,
    /// As every screen shows it, with the mark of a priority: `José Ipê da Serra (idoso)`.
    pub name: String,
    pub age: i64,
    pub is_woman: bool,
    pub is_pregnant: bool,
}

/// The patient of an index below [`PATIENTS`].
pub fn patient(seed: u64, index: i64) -> Patient {
    let mut dice = Dice::new(seed, &[101, index]);
    let is_woman = index % 2 == 0;
    let age = match dice.between(1, 100) {
        1..=14 => dice.between(1, 13),
        15..=70 => dice.between(18, 59),
        _ => dice.between(60, 88),
    };
    let is_pregnant = is_woman && (19..=41).contains(&age) && dice.percent(14);
    let mark = match () {
        () if is_pregnant => " (gestante)",
        () if dice.percent(3) => " (cadeirante)",
        () if age >= 60 && dice.percent(70) => " (idoso)",
        () => "",
    };
    Patient { id: 1000 + index, name: format!("{}{mark}", full_name(index, &mut dice)), age, is_woman, is_pregnant }
}

/// The plain name of somebody who works there, different for every index.
pub fn staff(index: i64) -> String {
    let names = if index % 2 == 0 { &WOMEN } else { &MEN };
    format!("{} {}", at(names, index * 7 + 3), at(&TREES, index * 11 + 5))
}

/// The name of a doctor, different for every index.
pub fn doctor(index: i64) -> String {
    let (title, names) = if index % 2 == 0 { ("Dra.", &WOMEN) } else { ("Dr.", &MEN) };
    format!("{title} {} {}", at(names, index * 3), at(&TREES, index * 13 + 1))
}

/// No two indexes share a name: first name and tree count through, the land tells the rounds apart.
fn full_name(index: i64, dice: &mut Dice) -> String {
    let names = if index % 2 == 0 { &WOMEN } else { &MEN };
    let place = index / 2;
    let land = place / 1600 * 4 + dice.between(0, 3);
    format!("{} {} {}", at(names, place), at(&TREES, place / 40), at(&LANDS, land))
}

fn at<'a>(list: &[&'a str], index: i64) -> &'a str {
    let length = i64::try_from(list.len()).unwrap_or(1);
    list[usize::try_from(index.rem_euclid(length)).unwrap_or_default()]
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_people_share_a_name() {
        let patients: HashSet<String> = (0..PATIENTS).map(|index| patient(1, index).name).collect();
        assert_eq!(patients.len(), 4096);
        assert_eq!((0..24).map(doctor).collect::<HashSet<_>>().len(), 24);
        assert_eq!((0..20).map(staff).collect::<HashSet<_>>().len(), 20);
    }
}
