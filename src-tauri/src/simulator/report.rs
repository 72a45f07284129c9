//! W7 and W8: the billing report, its form and its result table.

mod table;

use std::{collections::VecDeque, sync::Arc};

use chrono::NaiveDate;
use serde_json::Value;

use super::{
    DataSet,
    call::{Call, Reply, first},
    failure::Mode,
    route::Route,
    samples,
    state::Sim,
};
use crate::kernel::stamp;

pub use table::brl;

/// A line of the report: the text of each cell, in the order of [`COLUMNS`].
pub type Line = Vec<String>;

/// The columns, in the order of the page.
pub const COLUMNS: [&str; 18] = [
    "Data de Referência",
    "Data do Pagamento",
    "Data Removida",
    "Forma de Pagamento",
    "Tipo",
    "Desconto",
    "Acréscimo",
    "Valor Produzido",
    "Total Bruto",
    "Total Pago",
    "Paciente",
    "Procedimento",
    "Usuário que agendou",
    "Tipo do Procedimento",
    "Grupo",
    "Unidade",
    "Prontuário",
    "Usuário da conta",
];
const MONEY: std::ops::RangeInclusive<usize> = 5..=9;
const UNIT: usize = 15;
const ACCOUNT_USER: usize = 17;

/// The box of [`ACCOUNT_USER`] …
const ACCOUNT_BOX: &str = "|162|";
/// … and where it is once it was moved.
const MOVED_BOX: &str = "|163|";

/// The units of the filter, by the number in their box.
const UNITS: [(i64, &str); 5] = [
    (0, "CONSULTARE FRANCHISING"),
    (2, "OURO VERDE"),
    (3, "CENTRO CAMBUI"),
    (12, "CAMPINAS SHOPPING"),
    (20, BENEFIT_CARD),
];

/// The benefit-card company's label, spelled as the upstream spells it.
pub const BENEFIT_CARD: &str = "RESOLVECARD GESTÃO DE BENEFICOS E MEIOS DE PAGAMENTOS";

/// Other shapes of the result, by the names the control interface knows.
pub const VARIANTS: [&str; 10] = [
    "currency",
    "dash",
    "hidden_row",
    "no_accents",
    "no_account_user",
    "out_of_window",
    "new_column",
    "other_table_first",
    "no_records",
    "huge",
];

/// Other shapes of the form: a survey in front of it; the box of the account's user under another number.
pub const FORM_VARIANTS: [&str; 2] = ["survey", "moved_box"];

const SURVEY: &str = r#"<div id="pesquisa" style="position:fixed;inset:0;background:#fff;z-index:9"><p>Você recomendaria o sistema?</p>
<button type="button" onclick="this.parentNode.remove()">Não, obrigada.</button></div>"#;
const NO_RECORDS: &str = r#"<div class="alert alert-warning">Nenhum registro encontrado.</div>"#;
/// How large the variant `huge` is unless told: more than a careful client reads.
const HUGE_MEBIBYTES: u64 = 65;

const PAGE_ROWS: usize = 200;
const KEPT_RESULTS: usize = 8;
const ADDRESS: &str = "/web/main/?P=RelatoriosModoFranquia&amp;Pers=1&amp;TR=72";

/// Results that further pages may be asked of, newest last.
#[derive(Debug, Default)]
pub struct Results(VecDeque<(String, Arc<Answered>)>);

/// A filtered report, and the shape it was asked in.
#[derive(Debug)]
struct Answered {
    lines: Vec<Line>,
    has_account_user: bool,
    variant: String,
    /// Bytes of nothing in front of the table.
    padding: usize,
}

/// The page with the filter form, and something above it.
pub fn form(sim: &Sim, notice: &str) -> Reply {
    let today = sim.now().date().format("%d/%m/%Y");
    let survey = if form_variant(sim) == "survey" { SURVEY } else { "" };
    let account_box = account_box(sim);
    let units: String = UNITS.iter().map(|(id, label)| format!(r#"<option value="|{id}|">{label}</option>"#)).collect();
    let boxes: String = COLUMNS
        .iter()
        .enumerate()
        .map(|(index, label)| match index {
            ACCOUNT_USER => {
                format!(r#"<label><input type="checkbox" name="Colunas" value="{account_box}"> {label}</label>"#)
            }
            _ => format!(
                r#"<label><input type="checkbox" name="Colunas" value="|{}|" checked> {label}</label>"#,
                index + 1
            ),
        })
        .collect();
    Reply::page(&format!(
        r#"<!doctype html><html><head><meta charset="iso-8859-1"><title>Relatório</title></head><body>{survey}{notice}
<form id="frm-relatorio" method="post" action="{ADDRESS}&amp;Resultado=1">
<select id="Unidades" name="Unidades" multiple>{units}</select>
<button type="button" onclick="alteraUnidade()">Aplicar</button>
<input id="De" name="De" value="{today}"><input id="Ate" name="Ate" value="{today}">
<a title="Definir colunas">Colunas</a>
{boxes}
<button type="submit" class="btn btn-primary btn-block">Selecionar</button><button type="submit" id="btn-filtrar">Filtrar</button></form>
<div id="resultado"></div><script>{WIDGETS}</script></body></html>"#
    ))
}

fn form_variant(sim: &Sim) -> String {
    let replaced = sim.replaced(Route::W7).unwrap_or_default();
    replaced["variant"].as_str().unwrap_or_default().to_owned()
}

fn account_box(sim: &Sim) -> &'static str {
    if form_variant(sim) == "moved_box" { MOVED_BOX } else { ACCOUNT_BOX }
}

/// What the page's own script does in a browser: the unit picker, the result below the form, 50 more lines per scroll.
const WIDGETS: &str = include_str!("report/page.js");

/// The result of the form, or a further page of one.
pub fn answer(sim: &Sim, call: &Call, unit: i64, mode: Option<&Mode>) -> Reply {
    if unit != 0 {
        return form(sim, "<p>Relatório disponível somente no contexto da franquia.</p>");
    }
    let number = call.query("Pagina").and_then(|page| page.parse::<usize>().ok()).unwrap_or(1).max(1);
    let (key, result) = match call.query("Chave") {
        Some(key) => {
            // Apart from the answer, which locks the memory itself.
            let found = sim.memory().results.find(key);
            match found {
                Some(result) => (key.to_owned(), result),
                None => return form(sim, "<p>O resultado expirou; filtre novamente.</p>"),
            }
        }
        None => match new_result(sim, &call.form(), mode) {
            Ok(result) => sim.memory().results.keep(result),
            Err(reply) => return reply,
        },
    };
    let is_last = number * PAGE_ROWS >= result.lines.len();
    let next = (!is_last).then(|| format!("{ADDRESS}&amp;Resultado=1&amp;Pagina={}&amp;Chave={key}", number + 1));
    let html = table::write(&result, number, next.as_deref());
    match mode {
        Some(Mode::Partial(param)) if param != "cut" && number > 1 => {
            Reply::refused(500, serde_json::json!({"message": "Falha simulada"}))
        }
        Some(Mode::Partial(param)) if param == "cut" || is_last => Reply::page(table::cut_in_a_row(&html)),
        _ => Reply::page(&html),
    }
}

fn new_result(sim: &Sim, form: &[(String, String)], mode: Option<&Mode>) -> Result<Answered, Reply> {
    let day = |name| first(form, name).and_then(stamp::parse_day);
    let (Some(from), Some(to)) = (day("De"), day("Ate")) else {
        return Err(self::form(sim, "<p>Informe o período.</p>"));
    };
    let all =
        |name: &str| form.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str()).collect::<Vec<_>>();
    let chosen = all("Unidades");
    let units: Vec<&str> =
        UNITS.iter().filter(|(id, _)| chosen.contains(&format!("|{id}|").as_str())).map(|(_, label)| *label).collect();
    let replaced = sim.replaced(Route::W8).unwrap_or_default();
    if let Value::String(html) = &replaced {
        return Err(Reply::page(html));
    }
    let variant = replaced["variant"].as_str().unwrap_or_default().to_owned();
    let mut lines = match replaced.as_array().or_else(|| replaced["rows"].as_array()) {
        Some(rows) => rows.iter().map(line_of).collect(),
        None => match sim.options.data {
            DataSet::Samples => samples::report(),
            DataSet::Day => sim.clinic.report(from, to, sim.now()),
        },
    };
    lines.retain(|line| is_asked(line, from, to, &units));
    if mode == Some(&Mode::Empty) {
        lines.clear();
    }
    if lines.is_empty() && variant == "no_records" {
        return Err(Reply::page(&format!("<!doctype html><html><body>{NO_RECORDS}</body></html>")));
    }
    reshape(&variant, &mut lines);
    let has_account_user = all("Colunas").contains(&account_box(sim)) && variant != "no_account_user";
    let mebibytes = replaced["mebibytes"].as_u64().unwrap_or(HUGE_MEBIBYTES);
    let padding = if variant == "huge" { usize::try_from(mebibytes << 20).unwrap_or_default() } else { 0 };
    Ok(Answered { lines, has_account_user, variant, padding })
}

fn line_of(cells: &Value) -> Line {
    (0..COLUMNS.len())
        .map(|index| match &cells[index] {
            Value::String(text) => text.clone(),
            Value::Null => String::new(),
            other => other.to_string(),
        })
        .collect()
}

fn is_asked(line: &Line, from: NaiveDate, to: NaiveDate, units: &[&str]) -> bool {
    let is_in_time = stamp::parse_day(&line[0]).is_some_and(|day| (from..=to).contains(&day));
    is_in_time && units.contains(&line[UNIT].as_str())
}

fn reshape(variant: &str, lines: &mut Vec<Line>) {
    match variant {
        "currency" => {
            for line in lines {
                line[MONEY].iter_mut().for_each(|cell| *cell = format!("R$ {cell}"));
            }
        }
        "dash" => {
            if let Some(line) = lines.first_mut() {
                line[5] = "-".to_owned();
                line[8] = "-".to_owned();
            }
        }
        "out_of_window" => {
            if let Some(mut line) = lines.first().cloned() {
                let before = stamp::parse_day(&line[0]).and_then(|day| day.pred_opt());
                line[1] = before.map_or_else(String::new, |day| day.format("%d/%m/%Y").to_string());
                lines.push(line);
            }
        }
        _ => {}
    }
}

impl Results {
    fn keep(&mut self, result: Answered) -> (String, Arc<Answered>) {
        if self.0.len() == KEPT_RESULTS {
            self.0.pop_front();
        }
        let kept = (uuid::Uuid::new_v4().simple().to_string(), Arc::new(result));
        self.0.push_back(kept.clone());
        kept
    }

    fn find(&self, key: &str) -> Option<Arc<Answered>> {
        self.0.iter().find(|(known, _)| known == key).map(|(_, result)| result.clone())
    }
}
