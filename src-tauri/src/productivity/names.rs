//! Lists of names for people: every name once, in Portuguese order.

use std::collections::BTreeMap;

use crate::kernel::text::{dictionary_order, fold};

/// Who is no person: what stands where nobody booked.
const NOBODY: [&str; 3] = ["", "sis", "sistema"];

/// Whether the folded name is that of a person.
pub(super) fn is_person(folded: &str) -> bool {
    !NOBODY.contains(&folded)
}

/// Names by their fold, each with the smallest of its spellings without outer blanks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Spellings(BTreeMap<String, String>);

impl Spellings {
    /// Meets a spelling. Blank names are passed over.
    pub(super) fn add(&mut self, name: &str) {
        let (folded, name) = (fold(name), name.trim());
        if folded.is_empty() {
            return;
        }
        let kept = self.0.entry(folded).or_insert_with(|| name.to_owned());
        if name < kept.as_str() {
            name.clone_into(kept);
        }
    }

    /// The spelling of the name with this fold.
    pub(super) fn of(&self, folded: &str) -> Option<&str> {
        self.0.get(folded).map(String::as_str)
    }

    /// Fold and spelling of those who are people.
    pub(super) fn people(self) -> impl Iterator<Item = (String, String)> {
        self.0.into_iter().filter(|(folded, _)| is_person(folded))
    }

    /// Every spelling, in Portuguese order.
    pub(super) fn in_order(self) -> Vec<String> {
        let mut names: Vec<String> = self.0.into_values().collect();
        names.sort_by_cached_key(|name| dictionary_order(name));
        names
    }
}

impl<S: AsRef<str>> FromIterator<S> for Spellings {
    fn from_iter<I: IntoIterator<Item = S>>(names: I) -> Self {
        let mut spellings = Self::default();
        names.into_iter().for_each(|name| spellings.add(name.as_ref()));
        spellings
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_listed_once_in_its_smallest_spelling() {
        let spellings: Spellings = ["ana teste", " ANA TESTE ", "Zé", "  ", "Álvaro"].into_iter().collect();
        assert_eq!(spellings.of("ana teste"), Some("ANA TESTE"));
        assert_eq!(spellings.in_order(), ["Álvaro", "ANA TESTE", "Zé"]);
    }

    #[test]
    fn pseudo_users_are_no_people() {
        let people: Vec<String> = ["SIS", "Sistema", " sistema ", "Sistemas"]
            .into_iter()
            .collect::<Spellings>()
            .people()
            .map(|(_, name)| name)
            .collect();
        assert_eq!(people, ["Sistemas"]);
    }
}
