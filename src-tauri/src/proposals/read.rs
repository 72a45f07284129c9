//! From stored sums to the answer: one pass, names equal by their fold.

use std::{
    cmp::Reverse,
    collections::{HashMap, hash_map::Entry},
};

use super::{
    model::{ProposalSummary, Proposals, ProposerProposals, Question, Standing, UnitProposals},
    store::{self, Sum},
};
use crate::{
    app::App,
    http::ApiError,
    kernel::{Cents, text::fold},
};

/// The proposals asked for.
pub(super) async fn compute(app: &App, question: &Question) -> Result<Proposals, ApiError> {
    let sums = store::sums(&app.db, question.period).await?;
    Ok(proposals(question, &sums))
}

fn proposals(question: &Question, sums: &[Sum]) -> Proposals {
    let mut names = Names::default();
    let mut summary = ProposalSummary::default();
    let mut units: HashMap<(Option<usize>, Option<usize>), (i64, Cents)> = HashMap::new();
    let mut proposers: HashMap<Option<usize>, ProposerProposals> = HashMap::new();
    for sum in sums {
        let [unit, status, professional] = sum.parts().map(|part| names.number(part));
        let standing = names.standing(status);
        if !names.is(unit, question.unit.as_deref()) || !question.status.admits(names.folded(status), standing) {
            continue;
        }
        let (qtd, valor) = (sum.proposal_count, Cents::from_reais(sum.reais).unwrap_or_default());
        summary.qtd += qtd;
        summary.valor += valor;
        match standing {
            Standing::Won => {
                summary.won_qtd += qtd;
                summary.won_value += valor;
            }
            Standing::Lost => summary.lost_value += valor,
            Standing::Open => {}
        }
        let of_unit = units.entry((unit, status)).or_default();
        of_unit.0 += qtd;
        of_unit.1 += valor;
        let proposer = proposers.entry(professional).or_insert(ProposerProposals {
            professional_name: None,
            qtd: 0,
            valor: Cents::ZERO,
            qtd_executado: 0,
            valor_executado: Cents::ZERO,
        });
        proposer.qtd += qtd;
        proposer.valor += valor;
        if standing == Standing::Won {
            proposer.qtd_executado += qtd;
            proposer.valor_executado += valor;
        }
    }
    let mut by_unit: Vec<UnitProposals> = units
        .into_iter()
        .map(|((unit, status), (qtd, valor))| UnitProposals {
            unit_name: names.spelling(unit),
            status: names.spelling(status),
            qtd,
            valor,
        })
        .collect();
    by_unit
        .sort_by(|a, b| (&a.unit_name, Reverse(a.valor), &a.status).cmp(&(&b.unit_name, Reverse(b.valor), &b.status)));
    let mut by_proposer: Vec<ProposerProposals> = proposers
        .into_iter()
        .map(|(name, sums)| ProposerProposals { professional_name: names.spelling(name), ..sums })
        .collect();
    by_proposer.sort_by(|a, b| (Reverse(a.valor), &a.professional_name).cmp(&(Reverse(b.valor), &b.professional_name)));
    Proposals { summary, by_unit, by_proposer }
}

/// The texts met, each under a number of its own; several spellings of one share it. A missing text has none.
#[derive(Debug, Default)]
struct Names<'s> {
    numbers: HashMap<&'s str, usize>,
    by_fold: HashMap<String, usize>,
    names: Vec<Name>,
}

/// A text: its fold, the smallest of the spellings met, and what it says as a status.
#[derive(Debug)]
struct Name {
    folded: String,
    spelling: String,
    standing: Standing,
}

impl<'s> Names<'s> {
    fn number(&mut self, stored: Option<&'s str>) -> Option<usize> {
        let stored = stored?;
        if let Some(known) = self.numbers.get(stored) {
            return Some(*known);
        }
        let (folded, spelling) = (fold(stored), stored.trim());
        let number = match self.by_fold.entry(folded) {
            Entry::Occupied(known) => {
                let number = *known.get();
                let smallest = &mut self.names[number].spelling;
                if spelling < smallest.as_str() {
                    spelling.clone_into(smallest);
                }
                number
            }
            Entry::Vacant(free) => {
                let standing = Standing::of(Some(free.key()));
                self.names.push(Name { folded: free.key().clone(), spelling: spelling.to_owned(), standing });
                *free.insert(self.names.len() - 1)
            }
        };
        self.numbers.insert(stored, number);
        Some(number)
    }

    /// Whether it is the folded name asked for; any is, when none was.
    fn is(&self, number: Option<usize>, wanted: Option<&str>) -> bool {
        wanted.is_none_or(|wanted| number.is_some_and(|number| self.names[number].folded == wanted))
    }

    fn folded(&self, number: Option<usize>) -> Option<&str> {
        number.map(|number| self.names[number].folded.as_str())
    }

    fn standing(&self, number: Option<usize>) -> Standing {
        number.map_or(Standing::Open, |number| self.names[number].standing)
    }

    fn spelling(&self, number: Option<usize>) -> Option<String> {
        number.map(|number| self.names[number].spelling.clone())
    }
}
