//! The groups of conversations: which are always there, what they are called, in which order.

use std::collections::{BTreeMap, HashMap};

use super::store::Snapshot;
use crate::{connectors::clinia::ChatCount, kernel::text::dictionary_order};

/// The row that holds the total of open conversations.
pub const GLOBAL_ID: &str = "__global__";
/// Its name.
pub const GLOBAL_NAME: &str = "__GLOBAL__";
/// The name of a group that nothing names.
pub const UNKNOWN_NAME: &str = "Não identificado";
/// The group that is shown first.
pub const CENTRAL_ID: &str = "da45d882-5702-439b-8133-3d896d6a8810";

/// A group that exists whatever Clinia answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FixedGroup {
    pub id: &'static str,
    pub name: &'static str,
    /// Whether it is shown even when nothing about it is stored.
    pub always_shown: bool,
}

/// The one table of known groups.
pub const FIXED_GROUPS: [FixedGroup; 6] = [
    FixedGroup { id: CENTRAL_ID, name: "Central de relacionamento", always_shown: true },
    FixedGroup { id: "27a55f28-fcc9-464a-b309-46eae46cac71", name: "Cancelados", always_shown: true },
    FixedGroup { id: "dbfa4605-60ec-4f17-92c5-05c7d90ebcb4", name: "Resolvesaude", always_shown: true },
    FixedGroup { id: "e4f34a9b-6b42-4ab5-9cd8-70f248ef422d", name: "Verificar pagamentos", always_shown: true },
    FixedGroup { id: "4bb619b3-7c61-417a-b175-9ddbffa07e0e", name: "Aniversariantes", always_shown: false },
    FixedGroup { id: "4e20ab85-5a52-454b-8e3a-742afea03e3a", name: "Aguardando Confirmação", always_shown: false },
];

/// One stored group, or the total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    pub id: String,
    pub name: String,
    /// Open conversations.
    pub queue_size: i64,
    pub avg_wait_seconds: i64,
}

/// The rows that replace `stored`: the total, the fixed groups and every counted group, by id.
///
/// `waits` and `names` are `None` when Clinia did not give them: what is stored stays.
pub fn next_groups(
    stored: &[Snapshot],
    count: &ChatCount,
    waits: Option<&HashMap<String, i64>>,
    names: Option<&HashMap<String, String>>,
) -> Vec<Group> {
    let before = |id: &str| stored.iter().find(|row| row.group_id == id);
    let stored_name = |id: &str| before(id).and_then(|row| row.group_name.clone()).filter(|name| !name.is_empty());
    let stored_wait = |id: &str| before(id).and_then(|row| row.avg_wait_seconds);
    let mut sizes: BTreeMap<&str, i64> = FIXED_GROUPS.iter().map(|fixed| (fixed.id, 0)).collect();
    sizes.extend(count.groups.iter().map(|(id, size)| (id.as_str(), *size)));
    let counted: i64 = sizes.values().sum();
    let total = if count.all > 0 { count.all } else { counted };
    let group = |(id, queue_size): (&str, i64)| Group {
        id: id.to_owned(),
        name: FIXED_GROUPS
            .iter()
            .find(|fixed| fixed.id == id)
            .map(|fixed| fixed.name.to_owned())
            .or_else(|| match names {
                Some(names) => names.get(id).cloned(),
                None => stored_name(id),
            })
            .unwrap_or_else(|| UNKNOWN_NAME.to_owned()),
        queue_size,
        avg_wait_seconds: match waits {
            Some(waits) => waits.get(id).copied(),
            None => stored_wait(id),
        }
        .unwrap_or(0),
    };
    let total = Group { id: GLOBAL_ID.into(), name: GLOBAL_NAME.into(), queue_size: total, avg_wait_seconds: 0 };
    sizes.into_iter().filter(|(id, _)| *id != GLOBAL_ID).map(group).chain([total]).collect()
}

/// Sorts for display: the central group, then by name as a Portuguese dictionary does, then by id.
pub fn sort(groups: &mut [Group]) {
    groups.sort_by_cached_key(|group| (group.id != CENTRAL_ID, dictionary_order(&group.name), group.id.clone()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_sorted_as_in_a_dictionary_after_the_central_one() {
        let names = ["zeta", "Águas", "_fila", "abelha", "9 horas", "", "Abelha"];
        let mut groups: Vec<Group> = (0..)
            .zip(names)
            .map(|(index, name)| Group {
                id: if name == "zeta" { CENTRAL_ID.into() } else { format!("g{index}") },
                name: name.into(),
                queue_size: 0,
                avg_wait_seconds: 0,
            })
            .collect();
        sort(&mut groups);
        let sorted: Vec<&str> = groups.iter().map(|group| group.name.as_str()).collect();
        assert_eq!(sorted, ["zeta", "", "_fila", "9 horas", "abelha", "Abelha", "Águas"]);
    }
}
