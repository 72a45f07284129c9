//! `faturamento_analitico`: desk payments, card fees, refunds, lines of nothing.

use chrono::NaiveDate;

use super::{
    Cell, Plan, Table,
    words::{Words, dashed, moment, per_mille, reais, slashed, typed, typed_one},
};
use crate::{
    kernel::ClinicUnit,
    simulator::{day::dice::Dice, report::BENEFIT_CARD},
};

pub const TABLE: Table = Table {
    name: "faturamento_analitico",
    insert: "INSERT INTO faturamento_analitico (data_de_referência, data_do_pagamento, data_removida,
                 forma_de_pagamento, tipo, desconto, acréscimo, valor_produzido, total_bruto, total_pago, paciente,
                 procedimento, usuário_que_agendou, tipo_do_procedimento, grupo, unidade, prontuário, updated_at,
                 usuario_da_conta) ",
    count: |plan| plan.billing,
    row,
};

/// One line in so many has no payment date at all.
const UNDATED: u64 = 5003;
/// One line in so many names a procedure longer than the summaries can hold.
const LONG_NAME: u64 = 4001;

/// What a line is about.
struct Line<'w> {
    procedure: Cell<'w>,
    kind: &'static str,
    group: &'static str,
    procedure_kind: &'static str,
    unit: &'static str,
    gross: i64,
    discount: i64,
    /// Added for paying in instalments.
    added: i64,
}

fn row<'w>(words: &'w Words, plan: &Plan, index: u64) -> Vec<Cell<'w>> {
    let mut dice = Dice::new(plan.seed, &[1001, index.cast_signed()]);
    let dice = &mut dice;
    let day = plan.day(index, plan.billing, 0);
    let line = line(words, dice);
    let paid = line.gross - line.discount + line.added;
    let is_old = index < plan.billing / 2;
    vec![
        slashed(day),
        payment_day(plan, dice, index, day),
        if per_mille(dice, 5) { slashed(day) } else { Cell::Null },
        (*dice.pick(&["Cartão de Crédito", "Cartão de Débito", "PIX", "PIX", "Dinheiro", "Boleto"])).into(),
        line.kind.into(),
        if per_mille(dice, 30) { Cell::Null } else { reais(line.discount) },
        if per_mille(dice, 30) { Cell::Null } else { reais(line.added) },
        reais(paid),
        reais(line.gross),
        if per_mille(dice, 3) { Cell::Null } else { reais(paid) },
        typed_one(dice, &words.patients),
        if index % LONG_NAME == 13 { long_name().into() } else { line.procedure },
        typed_one(dice, &words.staff),
        line.procedure_kind.into(),
        typed(dice, line.group),
        typed(dice, line.unit),
        if per_mille(dice, 5) { Cell::Null } else { Cell::Whole(dice.between(1000, 5095)) },
        moment(dice, day),
        // The column came later.
        if is_old && dice.percent(80) { Cell::Null } else { typed_one(dice, &words.staff) },
    ]
}

/// The oldest lines are still spelled as the report spells days.
fn payment_day(plan: &Plan, dice: &mut Dice, index: u64, day: NaiveDate) -> Cell<'static> {
    if index % UNDATED == 17 {
        return Cell::Null;
    }
    let is_oldest = index < plan.billing / 10;
    if is_oldest && dice.percent(50) { slashed(day) } else { dashed(day) }
}

fn line<'w>(words: &'w Words, dice: &mut Dice) -> Line<'w> {
    if dice.percent(8) {
        return Line {
            procedure: "Mensalidade Cartão de Benefícios".into(),
            kind: "Mensalidade",
            group: "Cartão de Benefícios",
            procedure_kind: "Mensalidade",
            unit: BENEFIT_CARD,
            gross: *dice.pick(&[2_990, 4_990, 7_990]),
            discount: 0,
            added: 0,
        };
    }
    let offer = dice.pick(&words.offers);
    let unit = match dice.pick(&ClinicUnit::ALL) {
        ClinicUnit::OuroVerde => "OURO VERDE",
        ClinicUnit::CentroCambui => "CENTRO CAMBUI",
        // Renamed at some time.
        ClinicUnit::CampinasShopping if dice.percent(10) => "SHOPPING CAMPINAS",
        ClinicUnit::CampinasShopping => "CAMPINAS SHOPPING",
    };
    let has_card = dice.percent(25);
    let is_refund = per_mille(dice, 15);
    Line {
        procedure: typed(dice, &offer.name),
        kind: match (is_refund, has_card) {
            (true, _) => "Estorno",
            (false, true) => "Resolve Saúde",
            (false, false) => "Particular",
        },
        group: offer.group,
        procedure_kind: offer.kind,
        unit,
        gross: if is_refund { -offer.price } else { offer.price },
        discount: if has_card && !is_refund { offer.price / 5 } else { 0 },
        added: if !is_refund && dice.percent(5) { offer.price / 25 } else { 0 },
    }
}

fn long_name() -> String {
    let parts: Vec<String> = (1..=14).map(|part| format!("Painel laboratorial {part}")).collect();
    parts.join(" + ")
}
