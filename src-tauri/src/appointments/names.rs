//! What appointments refer to by number: names of professionals, specialties and groups of procedures.

use std::collections::HashMap;

use serde_json::Value;

use crate::{
    connectors::{
        ConnectorError,
        feegow::{
            Appointment,
            api::{Lists, integer, text},
        },
    },
    kernel::text::cut,
};

/// Longest stored name.
pub(super) const NAME_MAX: usize = 191;
const NO_SPECIALTY: &str = "Geral";
const NO_PROFESSIONAL: &str = "Desconhecido";
/// Of a procedure whose group has no name.
const OTHER_GROUP: &str = "Outros";
/// When the lists of procedures and groups are not there.
const NO_GROUP: &str = "Geral";

/// The lists, each only when it came.
#[derive(Debug)]
pub(super) struct Names {
    professionals: Option<HashMap<i64, String>>,
    specialties: Option<HashMap<i64, String>>,
    /// From a procedure to its group.
    procedures: Option<HashMap<i64, i64>>,
    groups: Option<HashMap<i64, String>>,
}

/// The columns that the lists feed, in the order of the table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Fed {
    pub specialty: bool,
    pub professional: bool,
    pub group: bool,
}

impl Names {
    /// A list that failed or is empty is not there: what it once told stays.
    pub(super) fn of(lists: Lists) -> Self {
        let groups = arrived("procedures/groups", lists.groups);
        let procedures = arrived("procedures/list", lists.procedures);
        Self {
            professionals: arrived("professional/list", lists.professionals)
                .map(|list| names(&list, &["profissional_id"], &["nome"])),
            specialties: arrived("specialties/list", lists.specialties)
                .map(|list| names(&list, &["especialidade_id"], &["nome"])),
            procedures: procedures.map(|list| procedure_groups(&list)),
            groups: groups.map(|list| names(&list, &["id", "ID", "grupo_id"], &["NomeGrupo", "nome", "Nome"])),
        }
    }

    /// The lists that are not there, as people know them.
    pub(super) fn missing(&self) -> Vec<&'static str> {
        [
            ("professional/list", self.professionals.is_none()),
            ("specialties/list", self.specialties.is_none()),
            ("procedures/list", self.procedures.is_none()),
            ("procedures/groups", self.groups.is_none()),
        ]
        .into_iter()
        .filter_map(|(path, is_missing)| is_missing.then_some(path))
        .collect()
    }

    /// The columns whose lists are there.
    pub(super) fn fed(&self) -> Fed {
        Fed {
            specialty: self.specialties.is_some(),
            professional: self.professionals.is_some(),
            group: self.procedures.is_some() && self.groups.is_some(),
        }
    }

    pub(super) fn specialty(&self, appointment: &Appointment) -> &str {
        named(self.specialties.as_ref(), appointment.specialty).unwrap_or(NO_SPECIALTY)
    }

    pub(super) fn professional(&self, appointment: &Appointment) -> &str {
        named(self.professionals.as_ref(), appointment.professional).unwrap_or(NO_PROFESSIONAL)
    }

    /// The group of its procedure; one without procedure is of the group 0.
    pub(super) fn group(&self, appointment: &Appointment) -> &str {
        let (Some(procedures), Some(_)) = (&self.procedures, &self.groups) else { return NO_GROUP };
        let group = appointment.procedure.and_then(|procedure| procedures.get(&procedure)).copied().unwrap_or(0);
        named(self.groups.as_ref(), Some(group)).unwrap_or(OTHER_GROUP)
    }
}

fn named(names: Option<&HashMap<i64, String>>, id: Option<i64>) -> Option<&str> {
    names?.get(&id?).map(String::as_str)
}

fn arrived(path: &str, list: Result<Vec<Value>, ConnectorError>) -> Option<Vec<Value>> {
    match list {
        Ok(list) if list.is_empty() => {
            tracing::warn!(path, "appointments: a list without entries is not used");
            None
        }
        Ok(list) => Some(list),
        Err(error) => {
            tracing::warn!(path, "appointments: {error}");
            None
        }
    }
}

/// The first of `keys` that holds something.
fn first<'v>(item: &'v Value, keys: &[&str]) -> &'v Value {
    keys.iter().map(|key| &item[*key]).find(|value| text(value).is_some()).unwrap_or(&Value::Null)
}

/// Of two entries with one number the first counts.
fn names(list: &[Value], ids: &[&str], names: &[&str]) -> HashMap<i64, String> {
    let mut found = HashMap::with_capacity(list.len());
    for item in list {
        if let (Some(id), Some(name)) = (integer(first(item, ids)), text(first(item, names))) {
            found.entry(id).or_insert_with(|| cut(&name, NAME_MAX).to_owned());
        }
    }
    found
}

fn procedure_groups(list: &[Value]) -> HashMap<i64, i64> {
    let mut found = HashMap::with_capacity(list.len());
    for item in list {
        if let Some(id) = integer(first(item, &["id", "ID", "procedimento_id"])) {
            let group = integer(first(item, &["grupo_procedimento_id", "grupo_id"])).unwrap_or(0);
            found.entry(id).or_insert(group);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn list(value: Value) -> Result<Vec<Value>, ConnectorError> {
        Ok(value.as_array().unwrap().clone())
    }

    fn lists() -> Lists {
        Lists {
            professionals: list(json!([
                {"profissional_id": 101, "nome": "Dra. Modelo"},
                {"profissional_id": "101", "nome": "A mesma outra vez"},
                {"profissional_id": 102, "nome": " "},
            ])),
            specialties: list(json!([{"especialidade_id": "55", "nome": " Cardiologia "}])),
            procedures: list(json!([
                {"procedimento_id": 900, "grupo_procedimento_id": 7},
                {"id": null, "ID": 901, "grupo_id": "8"},
                {"id": 902},
                {"id": "x", "grupo_id": 7},
                null,
            ])),
            groups: list(json!([{"id": 7, "NomeGrupo": "Consultas"}, {"grupo_id": 9, "Nome": "Exames"}])),
        }
    }

    fn appointment(professional: i64, specialty: Option<i64>, procedure: Option<i64>) -> Appointment {
        Appointment { professional: Some(professional), specialty, procedure, ..Appointment::default() }
    }

    #[test]
    fn numbers_become_names_and_unknown_ones_the_default() {
        let names = Names::of(lists());
        let told = |appointment: Appointment| {
            [names.professional(&appointment), names.specialty(&appointment), names.group(&appointment)].join("|")
        };
        assert_eq!(told(appointment(101, Some(55), Some(900))), "Dra. Modelo|Cardiologia|Consultas");
        assert_eq!(told(appointment(102, Some(56), Some(901))), "Desconhecido|Geral|Outros");
        assert_eq!(told(appointment(999, None, None)), "Desconhecido|Geral|Outros");
        assert!(names.missing().is_empty());
    }

    #[test]
    fn a_list_that_did_not_come_feeds_nothing() {
        let names = Names::of(Lists { groups: Ok(Vec::new()), ..lists() });
        assert_eq!(names.missing(), ["procedures/groups"]);
        assert_eq!(names.fed(), Fed { specialty: true, professional: true, group: false });
        assert_eq!(names.group(&appointment(101, None, Some(900))), "Geral");
    }
}
