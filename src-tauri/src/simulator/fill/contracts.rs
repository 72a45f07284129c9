//! `feegow_contracts`: the benefit cards.

use chrono::Days;
use md5::{Digest, Md5};

use super::{
    Cell, Plan, Table,
    words::{Words, dashed, moment, one_of, per_mille, reais},
};
use crate::simulator::day::dice::Dice;

pub const TABLE: Table = Table {
    name: "feegow_contracts",
    insert: "INSERT INTO feegow_contracts (registration_number, contract_id, created_at, start_date, patient_name,
                 plan_name, status_contract, status_financial, recurrence_value, membership_value, updated_at) ",
    count: |plan| plan.contracts,
    row,
};

fn row<'w>(words: &'w Words, plan: &Plan, index: u64) -> Vec<Cell<'w>> {
    let mut dice = Dice::new(plan.seed, &[1004, index.cast_signed()]);
    let dice = &mut dice;
    let day = plan.day(index, plan.contracts, 0);
    let contract = 9000 + index;
    let name = one_of(dice, &words.patients);
    let (plan_name, fee) = *dice.pick(&[
        ("Resolve Individual", 2_990),
        ("Resolve Família", 4_990),
        ("Resolve Família", 4_990),
        ("Resolve Sênior", 7_990),
        ("", 4_990),
    ]);
    let is_cancelled = dice.percent(22);
    vec![
        match per_mille(dice, 30) {
            true => format!("{contract}_{}", &hex::encode(Md5::digest(name))[..6]).into(),
            false => format!("RS-{contract:06}").into(),
        },
        contract.to_string().into(),
        dashed(day),
        dashed(day + Days::new(dice.between(0, 20).unsigned_abs())),
        name.into(),
        plan_name.into(),
        if is_cancelled { "Cancelado" } else { "Aprovado" }.into(),
        if dice.percent(if is_cancelled { 60 } else { 12 }) { "Inadimplente" } else { "Adimplente" }.into(),
        if per_mille(dice, 10) { reais(0) } else { reais(fee) },
        reais(*dice.pick(&[0, 4_900, 9_900])),
        moment(dice, plan.today),
    ]
}
