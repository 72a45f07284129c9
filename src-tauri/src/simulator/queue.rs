//! W6: the medical waiting queue of the session's unit, as a table in ISO-8859-1.

use serde_json::Value;

use super::{DataSet, call::Reply, failure::Mode, route::Route, samples, state::Sim};

/// A line of the queue; every text is HTML.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QueueRow {
    /// Appointment time, `HH:MM`.
    pub hour: String,
    /// Arrival, `HH:MM`.
    pub arrival: String,
    pub patient: String,
    pub age: String,
    pub doctor: String,
    pub service: String,
    /// `12 min` or `Em atendimento`.
    pub waiting: String,
}

/// Other shapes of the page, by the names the control interface knows.
pub const VARIANTS: [&str; 5] = ["header_only", "message_row", "double_encoding", "seconds", "nested_table"];

const HEAD: &str = r#"<table class="table"><thead><tr><th>Hora</th><th>Chegada</th><th>Paciente</th><th>Idade</th><th>Profissional</th><th>Compromisso</th><th>Tempo</th><th></th></tr></thead><tbody>
"#;
const EMPTY: &str = r##"<div class="alert">Nenhum paciente aguardando para ser atendido.</div><script>$("#total-pacientes").html("")</script>"##;

/// The queue of a unit. The control interface may give a page, a variant, or rows, for all units or by unit.
pub fn answer(sim: &Sim, unit: i64, mode: Option<&Mode>) -> Reply {
    if mode == Some(&Mode::Empty) {
        return Reply::page(EMPTY);
    }
    let replaced = sim.replaced(Route::W6).unwrap_or_default();
    let replaced = match replaced.get(unit.to_string()) {
        Some(own) => own.clone(),
        None if replaced.as_object().is_some_and(|all| !all.contains_key("variant") && !all.contains_key("rows")) => {
            return Reply::page(EMPTY);
        }
        None => replaced,
    };
    if let Value::String(html) = &replaced {
        return Reply::page(html);
    }
    let rows = match replaced.as_array().or_else(|| replaced["rows"].as_array()) {
        Some(rows) => rows.iter().map(row_of).collect(),
        None => own_rows(sim, unit),
    };
    shaped(replaced["variant"].as_str().unwrap_or_default(), rows)
}

fn own_rows(sim: &Sim, unit: i64) -> Vec<QueueRow> {
    match sim.options.data {
        DataSet::Samples => samples::medical_queue(unit),
        DataSet::Day => sim.clinic.medical_queue(unit, sim.now()),
    }
}

/// A row given as a list of seven cells.
fn row_of(cells: &Value) -> QueueRow {
    let cell = |index: usize| match &cells[index] {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    };
    QueueRow {
        hour: cell(0),
        arrival: cell(1),
        patient: cell(2),
        age: cell(3),
        doctor: cell(4),
        service: cell(5),
        waiting: cell(6),
    }
}

fn shaped(variant: &str, mut rows: Vec<QueueRow>) -> Reply {
    match variant {
        "header_only" => return Reply::page(&format!("{HEAD}</tbody></table>")),
        "message_row" => {
            return Reply::page(&format!(
                r#"{HEAD}<tr><td colspan="7">Nenhum paciente aguardando</td></tr></tbody></table>"#
            ));
        }
        "seconds" => rows.iter_mut().for_each(|row| row.arrival.push_str(":00")),
        "nested_table" => {
            for row in &mut rows {
                row.patient = format!("<table><tr><td>{}</td></tr></table>", row.patient);
            }
        }
        _ => {}
    }
    match (rows.is_empty(), variant) {
        (true, _) => Reply::page(EMPTY),
        (false, "double_encoding") => Reply::mislabelled_page(&table(&rows)),
        (false, _) => Reply::page(&table(&rows)),
    }
}

fn table(rows: &[QueueRow]) -> String {
    let mut html = String::from(HEAD);
    for row in rows {
        let button = if row.waiting == "Em atendimento" { "" } else { "<button>Chamar</button>" };
        let cells = [&row.hour, &row.arrival, &row.patient, &row.age, &row.doctor, &row.service, &row.waiting];
        html.push_str("<tr>");
        for cell in cells.map(String::as_str).into_iter().chain([button]) {
            html.push_str("<td>");
            html.push_str(cell);
            html.push_str("</td>");
        }
        html.push_str("</tr>\n");
    }
    html.push_str(&format!(r##"</tbody></table><script>$("#total-pacientes").html("{}")</script>"##, rows.len()));
    html
}
