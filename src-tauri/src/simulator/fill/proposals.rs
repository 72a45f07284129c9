//! `feegow_proposals`: offers and whether they were taken.

use serde_json::json;

use super::{
    Cell, Plan, Table,
    words::{Words, dashed, escaped, moment, per_mille, reais, slashed},
};
use crate::{kernel::ClinicUnit, simulator::day::dice::Dice};

pub const TABLE: Table = Table {
    name: "feegow_proposals",
    insert: "INSERT INTO feegow_proposals (proposal_id, date, status, unit_name, professional_name, total_value,
                 items_json, updated_at) ",
    count: |plan| plan.proposals,
    row,
};

const STATUSES: [&str; 12] = [
    "Executada",
    "Executada",
    "Executada",
    "Aprovada pelo cliente",
    "Ganho",
    "CONCLUIDO",
    "Aguardando aprovação do cliente",
    "Aguardando aprovação do cliente",
    "Rejeitada pelo cliente",
    "Recusado",
    "Cancelada",
    "Pendente",
];

fn row<'w>(words: &'w Words, plan: &Plan, index: u64) -> Vec<Cell<'w>> {
    let mut dice = Dice::new(plan.seed, &[1003, index.cast_signed()]);
    let dice = &mut dice;
    let day = plan.day(index, plan.proposals, 0);
    let (total, items) = items(words, dice);
    vec![
        Cell::Whole(20_000 + 2 * index.cast_signed() + dice.between(0, 1)),
        match dice.between(0, 999) {
            0..2 => Cell::Null,
            2..5 => slashed(day),
            _ => dashed(day),
        },
        (*dice.pick(&STATUSES)).into(),
        if per_mille(dice, 10) { "Matriz".into() } else { dice.pick(&ClinicUnit::ALL).stored_name().into() },
        if per_mille(dice, 10) { "Sistema".into() } else { dice.pick(&words.doctors).name.as_str().into() },
        reais(total),
        items,
        moment(dice, day),
    ]
}

/// The sum in centavos and the list; one in fifty has a value without a list.
fn items(words: &Words, dice: &mut Dice) -> (i64, Cell<'static>) {
    if per_mille(dice, 20) {
        return (dice.between(50, 900) * 100, "[]".into());
    }
    let mut total = 0;
    let items: Vec<serde_json::Value> = (0..dice.between(1, 6))
        .map(|_| {
            let offer = dice.pick(&words.offers);
            let net = if dice.percent(30) { offer.price * 9 / 10 } else { offer.price };
            total += net;
            json!({"nome": offer.name, "valor": f64::from(i32::try_from(net).unwrap_or_default()) / 100.0})
        })
        .collect();
    let json = serde_json::Value::from(items).to_string();
    (total, escaped(&json).into_owned().into())
}
