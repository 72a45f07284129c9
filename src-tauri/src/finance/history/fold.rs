//! From stored rows to the history: one pass, names equal by their fold.

use std::collections::{BTreeMap, HashMap};

use super::{
    model::{
        Billed, BilledDay, BilledGroup, BilledGroupOption, BilledMonth, BilledUnit, BilledUnitOption, History, Question,
    },
    store::{DAY, GROUP, GROUP_OF_PROCEDURE, Sum},
};
use crate::kernel::{Cents, text::fold};

/// The history made of `sums`; the list of procedures stays empty.
pub(super) fn history(question: &Question, sums: &[Sum]) -> History {
    let mut names = Names::default();
    let mut history = History::default();
    let (mut groups, mut group_stats) = (Tallies::default(), Tallies::default());
    let (mut units, mut units_billing) = (Tallies::default(), Tallies::default());
    let mut days: BTreeMap<&str, Billed> = BTreeMap::new();
    let stats_part = if question.procedure.is_some() { GROUP_OF_PROCEDURE } else { GROUP };
    for sum in sums {
        let unit = names.number(&sum.unit);
        if names.is_blank(unit) {
            continue;
        }
        let billed = Billed { total: cents(sum.reais), qtd: sum.line_count };
        let is_unit = names.is(unit, question.unit.as_deref());
        if sum.part == DAY {
            units_billing.add(unit, billed);
            if is_unit {
                days.entry(&sum.name).or_default().add(billed);
            }
            continue;
        }
        let group = names.number(&sum.name);
        let is_group = names.is(group, question.group.as_deref());
        if sum.part == GROUP {
            units.add(unit, billed);
        }
        if !is_unit || names.is_blank(group) {
            continue;
        }
        if sum.part == GROUP {
            groups.add(group, billed);
        }
        if sum.part == stats_part && is_group {
            group_stats.add(group, billed);
        }
    }
    for (day, billed) in days {
        history.add(day, billed);
    }
    history.groups = groups.by_total(&names).map(|(name, sum)| BilledGroupOption::of(name, sum)).collect();
    history.group_stats = group_stats
        .by_total(&names)
        .map(|(procedure_group, Billed { total, qtd })| BilledGroup { procedure_group, total, qtd })
        .collect();
    history.units_billing =
        units_billing.by_total(&names).map(|(name, Billed { total, qtd })| BilledUnit { name, total, qtd }).collect();
    history.units = units.by_name(&names).map(|name| BilledUnitOption { label: name.clone(), name }).collect();
    history
}

/// An amount as stored; what cannot be counted in centavos counts nothing.
fn cents(reais: f64) -> Cents {
    Cents::from_reais(reais).unwrap_or_default()
}

impl History {
    /// Adds a day; days come in order, each once.
    fn add(&mut self, day: &str, sum: Billed) {
        self.totals.add(sum);
        self.daily.push(BilledDay { day: day.to_owned(), total: sum.total, qtd: sum.qtd });
        let month = day.get(..7).unwrap_or(day);
        match self.monthly.last_mut().filter(|last| last.month == month) {
            Some(last) => {
                last.total += sum.total;
                last.qtd += sum.qtd;
            }
            None => self.monthly.push(BilledMonth { month: month.to_owned(), total: sum.total, qtd: sum.qtd }),
        }
    }
}

impl Billed {
    fn add(&mut self, other: Billed) {
        self.total += other.total;
        self.qtd += other.qtd;
    }
}

impl BilledGroupOption {
    fn of(name: String, Billed { total, qtd }: Billed) -> Self {
        Self { label: name.clone(), procedure_group: name.clone(), name, total, qtd }
    }
}

/// The names met, each under a number of its own; several spellings of one name share it.
#[derive(Debug, Default)]
struct Names {
    numbers: HashMap<String, usize>,
    by_fold: HashMap<String, usize>,
    names: Vec<Name>,
}

/// A name: its fold, and the smallest of the spellings met, without outer blanks.
#[derive(Debug)]
struct Name {
    folded: String,
    spelling: String,
}

impl Names {
    fn number(&mut self, stored: &str) -> usize {
        if let Some(known) = self.numbers.get(stored) {
            return *known;
        }
        let (folded, spelling) = (fold(stored), stored.trim());
        let number = match self.by_fold.get(&folded) {
            Some(number) => {
                let known = &mut self.names[*number].spelling;
                if spelling < known.as_str() {
                    spelling.clone_into(known);
                }
                *number
            }
            None => {
                self.names.push(Name { folded: folded.clone(), spelling: spelling.to_owned() });
                self.by_fold.insert(folded, self.names.len() - 1);
                self.names.len() - 1
            }
        };
        self.numbers.insert(stored.to_owned(), number);
        number
    }

    fn is_blank(&self, number: usize) -> bool {
        self.names[number].folded.is_empty()
    }

    /// Whether it is the folded name asked for; any is, when none was.
    fn is(&self, number: usize, wanted: Option<&str>) -> bool {
        wanted.is_none_or(|wanted| self.names[number].folded == wanted)
    }
}

/// Sums by the number of a name.
#[derive(Debug, Default)]
struct Tallies(BTreeMap<usize, Billed>);

impl Tallies {
    fn add(&mut self, number: usize, sum: Billed) {
        self.0.entry(number).or_default().add(sum);
    }

    /// Highest total first, then by name.
    fn by_total(self, names: &Names) -> impl Iterator<Item = (String, Billed)> {
        let named = self.0.into_iter().map(|(number, sum)| (names.names[number].spelling.clone(), sum));
        let mut all: Vec<_> = named.collect();
        all.sort_by(|(a, first), (b, second)| second.total.cmp(&first.total).then_with(|| a.cmp(b)));
        all.into_iter()
    }

    fn by_name(self, names: &Names) -> impl Iterator<Item = String> {
        let mut all: Vec<_> = self.0.into_keys().map(|number| names.names[number].spelling.clone()).collect();
        all.sort();
        all.into_iter()
    }
}
