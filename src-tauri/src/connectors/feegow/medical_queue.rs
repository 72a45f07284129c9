//! Reads the page of the medical queue: a table by position, or one of the ways of saying "nobody".

use scraper::{ElementRef, Html, Node};

/// A row has at least this many columns; the rest is buttons.
const COLUMNS: usize = 7;
/// Put before or after the name of a patient who comes for the first time.
const FIRST_VISIT: &str = "primeira vez";
/// Lower-case traces of a queue that really is empty (quotes as `"`).
const EMPTY_MARKERS: [&str; 2] = ["nenhum paciente aguardando", "$(\"#total-pacientes\").html(\"\")"];
/// What the second column is called, to know a header row without `<th>`.
const ARRIVAL_HEADING: &str = "chegada";

/// One line of the queue, as Feegow writes it (blanks collapsed).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingLine {
    /// When the patient arrived: `HH:MM`, sometimes with seconds.
    pub arrival: String,
    /// The patient's name without the first-visit badge.
    pub patient: String,
    pub doctor: String,
    /// `12 min`, `Em atendimento`.
    pub waiting: String,
}

/// The queue of a page; `None` when the page cannot be trusted to be the queue at all.
///
/// An empty list is trusted only when the page says so: by an empty marker, or by a table with a
/// header and nothing else.
pub fn parse(page: &str) -> Option<Vec<WaitingLine>> {
    let document = Html::parse_document(page);
    let table = document.root_element().descendent_elements().find(|element| is(*element, "table"));
    let mut lines = Vec::new();
    let (mut has_rows, mut has_header) = (false, false);
    for row in table.iter().flat_map(|table| rows_of(*table)) {
        let cells = cells_of(row);
        if !cells.has_columns {
            continue;
        }
        if is_header(row, &cells.texts) {
            has_header = true;
            continue;
        }
        has_rows = true;
        lines.extend(line(&cells.texts));
    }
    (has_rows || has_header || says_empty(page)).then_some(lines)
}

fn says_empty(page: &str) -> bool {
    let page = page.to_lowercase().replace('\'', "\"");
    EMPTY_MARKERS.iter().any(|marker| page.contains(marker))
}

/// `None` for a line without a name: it is nobody.
fn line(cells: &[String]) -> Option<WaitingLine> {
    let patient = without_badge(&cells[2]);
    (!patient.is_empty()).then(|| WaitingLine {
        arrival: cells[1].clone(),
        patient: patient.to_owned(),
        doctor: cells[4].clone(),
        waiting: cells[6].clone(),
    })
}

fn without_badge(name: &str) -> &str {
    let is_badge = |text: Option<&str>| text.is_some_and(|text| text.eq_ignore_ascii_case(FIRST_VISIT));
    let mut name = name.trim();
    if is_badge(name.get(..FIRST_VISIT.len())) {
        name = name[FIRST_VISIT.len()..].trim_start();
    }
    if let Some(start) = name.len().checked_sub(FIRST_VISIT.len())
        && is_badge(name.get(start..))
    {
        name = name[..start].trim_end();
    }
    name
}

/// The visible rows of `table` itself, not of tables inside its cells.
fn rows_of(table: ElementRef<'_>) -> impl Iterator<Item = ElementRef<'_>> {
    let own = move |row: &ElementRef<'_>| {
        let nearest = row.ancestors().filter_map(ElementRef::wrap).find(|ancestor| is(*ancestor, "table"));
        nearest.is_some_and(|nearest| nearest.id() == table.id())
    };
    table.descendent_elements().filter(|element| is(*element, "tr") && !is_hidden(*element)).filter(own)
}

struct Cells {
    /// One text per column: a cell that spans several is repeated.
    texts: Vec<String>,
    /// Whether this is a line of columns, not one message across all of them.
    has_columns: bool,
}

fn cells_of(row: ElementRef<'_>) -> Cells {
    let mut texts = Vec::new();
    let mut count = 0;
    for cell in row.child_elements().filter(|cell| is(*cell, "td") || is(*cell, "th")).filter(|cell| !is_hidden(*cell))
    {
        let span = cell.attr("colspan").and_then(|span| span.trim().parse::<usize>().ok()).unwrap_or(1).clamp(1, 100);
        texts.extend(std::iter::repeat_n(cell_text(cell), span));
        count += 1;
    }
    Cells { has_columns: count > 1 && texts.len() >= COLUMNS, texts }
}

fn is_header(row: ElementRef<'_>, texts: &[String]) -> bool {
    let in_head = row.parent().and_then(ElementRef::wrap).is_some_and(|parent| is(parent, "thead"));
    in_head
        || row.child_elements().all(|cell| is(cell, "th"))
        || texts.get(1).is_some_and(|text| text.eq_ignore_ascii_case(ARRIVAL_HEADING))
}

/// The text of a cell with every run of blanks as one space. Scripts and styles are no text.
fn cell_text(cell: ElementRef<'_>) -> String {
    let mut text = String::new();
    for node in cell.descendants() {
        if let Node::Text(part) = node.value() {
            let shown = !node.parent().and_then(ElementRef::wrap).is_some_and(|p| is(p, "script") || is(p, "style"));
            if shown {
                text.push_str(part);
            }
        }
    }
    // `split_whitespace` knows the no-break space as well.
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is(element: ElementRef<'_>, name: &str) -> bool {
    element.value().name() == name
}

fn is_hidden(element: ElementRef<'_>) -> bool {
    element.attr("style").is_some_and(|style| {
        let style: String = style.to_lowercase().split_whitespace().collect();
        style.contains("display:none")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "<tr><th>Hora</th><th>Chegada</th><th>Paciente</th><th>Idade</th><th>Profissional</th>\
                          <th>Compromisso</th><th>Tempo</th><th></th></tr>";
    const UNIT_2: &str = r##"<table class="table"><thead><tr><th>Hora</th><th>Chegada</th><th>Paciente</th><th>Idade</th><th>Profissional</th><th>Compromisso</th><th>Tempo</th><th></th></tr></thead><tbody>
<tr><td>09:30</td><td>09:31</td><td>Paciente Exemplo Um <span class="label">Primeira vez</span></td><td>42</td><td>Dra. Modelo Cardiologia</td><td>Consulta</td><td>12 min</td><td><button>Chamar</button></td></tr>
<tr><td>09:45</td><td>09:40</td><td>Jos&eacute; Exemplo (idoso)</td><td>71</td><td>Dr. Padr&atilde;o</td><td>Retorno</td><td>Em atendimento</td><td></td></tr>
</tbody></table><script>$("#total-pacientes").html("2")</script>"##;

    fn waiting(arrival: &str, patient: &str, doctor: &str, waiting: &str) -> WaitingLine {
        WaitingLine { arrival: arrival.into(), patient: patient.into(), doctor: doctor.into(), waiting: waiting.into() }
    }

    fn row(name: &str) -> String {
        format!(
            "<tr><td>09:30</td><td>09:31</td><td>{name}</td><td>42</td><td>Dra. Modelo</td><td>Consulta</td><td>12 min</td></tr>"
        )
    }

    #[test]
    fn the_sample_page_gives_its_two_patients() {
        let expected = vec![
            waiting("09:31", "Paciente Exemplo Um", "Dra. Modelo Cardiologia", "12 min"),
            waiting("09:40", "José Exemplo (idoso)", "Dr. Padrão", "Em atendimento"),
        ];
        assert_eq!(parse(UNIT_2), Some(expected));
    }

    #[test]
    fn every_way_of_saying_nobody_is_a_trusted_empty_queue() {
        for page in [
            "<div class=\"alert\">Nenhum paciente aguardando para ser atendido.</div>".to_owned(),
            "<script>$(\"#total-pacientes\").html(\"\")</script>".to_owned(),
            "<script>$('#total-pacientes').html('')</script>".to_owned(),
            format!("<table><thead>{HEADER}</thead><tbody></tbody></table>"),
            format!("<table>{HEADER}<tr><td colspan=\"7\">Nenhum paciente aguardando</td></tr></table>"),
            format!("<table>{HEADER}<tr><td colspan=\"7\">Sem pacientes</td></tr></table>"),
        ] {
            assert_eq!(parse(&page), Some(vec![]), "{page}");
        }
    }

    #[test]
    fn a_page_that_is_not_the_queue_is_not_trusted() {
        for page in [
            "",
            "{\"success\": tru",
            "<html><body><h1>Server Error</h1></body></html>",
            "<table><tr><td>Erro</td><td>500</td></tr></table>",
            "<table><tr><td colspan=\"9\">Erro</td></tr></table>",
            "<script>$(\"#total-pacientes\").html(\"2\")</script>",
        ] {
            assert_eq!(parse(page), None, "{page}");
        }
    }

    #[test]
    fn the_badge_of_a_first_visit_is_not_part_of_the_name() {
        for name in [
            "Ana Exemplo Primeira vez",
            "PRIMEIRA VEZ Ana Exemplo",
            "<span>Primeira vez&nbsp;</span>Ana Exemplo",
            " Ana\n Exemplo <b>primeira&nbsp;vez</b> ",
        ] {
            let lines = parse(&format!("<table>{}</table>", row(name))).unwrap();
            assert_eq!(lines[0].patient, "Ana Exemplo", "{name}");
        }
        assert_eq!(without_badge("Ação"), "Ação");
    }

    #[test]
    fn hidden_rows_and_the_rows_of_inner_tables_do_not_count() {
        let hidden = row("Oculto").replace("<tr>", "<tr style=\"DISPLAY : none\">");
        let nested = row(
            "Bia Exemplo<table><tr><td>1</td><td>2</td><td>3</td><td>4</td><td>5</td><td>6</td><td>7</td></tr></table>",
        );
        let lines = parse(&format!("<table>{hidden}{nested}</table><table>{}</table>", row("Outra tabela"))).unwrap();
        assert_eq!(lines.len(), 1);
        assert!(lines[0].patient.starts_with("Bia Exemplo"));
    }

    #[test]
    fn a_header_in_plain_cells_is_still_a_header() {
        let header = HEADER.replace("th>", "td>");
        assert_eq!(parse(&format!("<table>{header}{}</table>", row("Ana"))).unwrap().len(), 1);
        assert_eq!(parse(&format!("<table>{header}</table>")), Some(vec![]));
    }
}
