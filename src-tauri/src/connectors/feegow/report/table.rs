//! From a page of the report to its table.

use super::{
    ReportError, ReportTable,
    scan::{self, Found, RawRow},
};
use crate::{
    connectors::{ConnectorError, feegow::SERVICE},
    kernel::{stamp, text::fold},
};

/// The report's columns when nobody chose others. They stand for an empty report that shows no table.
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

/// Folded words of a page that says that nothing was found.
const NOTHING_FOUND: [&str; 7] = [
    "nenhum registro encontrado",
    "nenhum registro foi encontrado",
    "nenhum registro localizado",
    "nenhum resultado encontrado",
    "nao foram encontrados registros",
    "nao ha registros",
    "sem registros para",
];

/// A page of the report, and where its continuation is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportPage {
    pub table: ReportTable,
    /// As it stands in the page: relative to its address.
    pub next: Option<String>,
}

/// Reads a page of the report, or a fragment of one.
///
/// The table is the one with the report's id, else the largest whose headers can only be the report's. A table
/// without lines, or words that say there is nothing, are an empty report.
///
/// # Errors
/// [`ReportError::NoTable`]; `Unexpected` when the page is cut, `Decode` when a line of it is: a shorter day must
/// never pass for the whole.
pub fn read_page(page: &str) -> Result<ReportPage, ReportError> {
    let Found { table, next_link, is_cut, prose } = scan::scan(page);
    if is_cut {
        let what = "a page that ends in the middle of itself";
        return Err(ConnectorError::Unexpected { service: SERVICE, what }.into());
    }
    let Some(mut table) = table else {
        return match says_nothing_found(&prose) {
            true => Ok(ReportPage { table: ReportTable::without_lines(), next: None }),
            false => Err(ReportError::NoTable),
        };
    };
    let next = table.next.take().or(next_link).filter(|address| !address.trim().is_empty());
    let Some((heading, data)) = table.heading() else {
        return Ok(ReportPage { table: ReportTable::without_lines(), next });
    };
    let rows = table.rows.split_off(data);
    let headers = std::mem::take(&mut table.rows[heading].cells);
    Ok(ReportPage { table: ReportTable::of(headers, rows)?, next })
}

/// Reads a page away from the threads that answer requests.
pub(super) async fn read_page_aside(page: String) -> Result<ReportPage, ReportError> {
    let read = tokio::task::spawn_blocking(move || read_page(&page)).await;
    read.unwrap_or_else(|_| {
        Err(ConnectorError::Decode { service: SERVICE, place: "the report's page".to_owned() }.into())
    })
}

fn says_nothing_found(prose: &str) -> bool {
    let prose = fold(prose);
    NOTHING_FOUND.iter().any(|words| prose.contains(words))
}

impl ReportTable {
    /// The report of a day on which nothing happened.
    pub fn without_lines() -> Self {
        Self { headers: COLUMNS.map(str::to_owned).to_vec(), rows: Vec::new() }
    }

    /// Adds the lines of a further page.
    pub(super) fn append(&mut self, more: Self) -> Result<(), ReportError> {
        if more.headers != self.headers {
            let what = "a report whose pages have different columns";
            return Err(ConnectorError::Unexpected { service: SERVICE, what }.into());
        }
        self.rows.extend(more.rows);
        Ok(())
    }

    /// Gives every row one cell per header.
    pub(super) fn of(headers: Vec<String>, rows: Vec<RawRow>) -> Result<Self, ReportError> {
        let width = headers.len();
        let mut fitted = Vec::with_capacity(rows.len());
        for (index, row) in rows.into_iter().enumerate() {
            let mut cells = row.cells;
            // Messages and totals may be short. A payment that is has lost the end of its line.
            if cells.len() < width && !row.is_footer && cells.iter().any(|cell| is_day(cell)) {
                let place = format!("line {} has {} of {width} columns", index + 1, cells.len());
                return Err(ConnectorError::Decode { service: SERVICE, place }.into());
            }
            cells.resize(width, String::new());
            fitted.push(cells);
        }
        Ok(Self { headers, rows: fitted })
    }
}

fn is_day(cell: &str) -> bool {
    cell.len() == 10 && stamp::parse_day(cell).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "<thead><tr><th>Data do Pagamento</th><th>Total Pago</th><th>Unidade</th></tr></thead>";

    fn result(body: &str) -> String {
        format!("<table id=\"table-resultado\">{HEAD}<tbody>{body}</tbody></table>")
    }

    fn rows(page: &str) -> Vec<Vec<String>> {
        read_page(page).unwrap().table.rows
    }

    fn line(cells: [&str; 3]) -> Vec<String> {
        cells.map(str::to_owned).to_vec()
    }

    fn is_cut(page: &str) -> bool {
        matches!(
            read_page(page),
            Err(ReportError::Call(ConnectorError::Unexpected { .. } | ConnectorError::Decode { .. }))
        )
    }

    #[test]
    fn a_cell_is_its_text_with_single_blanks() {
        let page = result(
            "<tr><td> 18/02/2026\n</td><td>R$&nbsp;&nbsp;<b>1.</b>234,56</td>\
             <td>GEST&Atilde;O &amp;\tCIA<br>dois<script>var x = '<td>';</script><!-- <td> --></td></tr>",
        );
        assert_eq!(rows(&page), [line(["18/02/2026", "R$ 1.234,56", "GESTÃO & CIA dois"])]);
    }

    #[test]
    fn what_is_hidden_is_not_there() {
        let page = result(
            "<tr style='DISPLAY : none'><td>18/02/2026</td><td>1,00</td><td>A<table><tr><td>x</td></tr></table></td></tr>\
             <tr><td>18/02/2026</td><td style=\"color:red; display:none\">9,00</td><td>2,00</td><td>B<span style='display:none'>C<span>D</span></span></td></tr>\
             <tr style='display:none'><td>19/02/2026<td>3,00<td>C\
             <tr><td>20/02/2026<td>4,00<td>D<img style='display:none' src=x>E",
        );
        assert_eq!(rows(&page), [line(["18/02/2026", "2,00", "B"]), line(["20/02/2026", "4,00", "DE"])]);
    }

    #[test]
    fn a_wide_cell_is_repeated_and_a_message_is_filled_up() {
        let page = result("<tr><td colspan=2>Total</td><td>x</td></tr><tr><td>Fim</td></tr>");
        assert_eq!(rows(&page), [line(["Total", "Total", "x"]), line(["Fim", "", ""])]);
    }

    #[test]
    fn a_table_in_a_cell_is_text_of_the_cell() {
        let inner = "<table><tr><td>x</td><td>y</td></tr></table>";
        let page = result(&format!("<tr><td>18/02/2026</td><td>1,00</td><td>A {inner} Z</td></tr>"));
        assert_eq!(rows(&page), [line(["18/02/2026", "1,00", "A xy Z"])]);
    }

    #[test]
    fn the_report_is_known_by_its_id_then_by_its_headers() {
        let other = "<table><tr><td>Filtros aplicados</td></tr></table>";
        let (small, large) = ("<tr><td>a</td></tr>", "<tr><td>b</td><td>1</td><td>2</td></tr>".repeat(9));
        let unnamed = |body: &str| format!("<table>{HEAD}{body}</table>");
        let page = format!("{other}{}{}{}", unnamed(&large), result(small), result(&large));
        assert_eq!(rows(&page).len(), 1, "the first with the id");
        assert_eq!(rows(&format!("{}{}", unnamed(small), unnamed(&large))).len(), 9, "the largest that can be it");
        let layout = format!("<table><tr><td>{}</td></tr></table>", unnamed(&large));
        assert_eq!(rows(&layout).len(), 9, "inside a table that only arranges the page");
        let plain = HEAD.replace("thead>", "tbody>").replace("th>", "td>");
        assert_eq!(rows(&format!("<table><tr><td>Relatório</td></tr>{plain}{large}</table>")).len(), 9);
        assert_eq!(read_page(other), Err(ReportError::NoTable));
        assert_eq!(read_page(""), Err(ReportError::NoTable));
    }

    #[test]
    fn an_empty_report_is_a_report() {
        assert_eq!(rows(&result("")), Vec::<Vec<String>>::new());
        assert_eq!(rows("<table id=table-resultado></table>").len(), 0);
        let said = read_page("<html><body><p>Nenhum registro   encontrado.</p></body></html>").unwrap();
        assert_eq!(said.table, ReportTable::without_lines());
        let script = "<script>var t = 'Nenhum registro encontrado';</script>";
        assert_eq!(read_page(script), Err(ReportError::NoTable));
        let waiting = "<div style='display: none'><div>Nenhum registro encontrado</div></div><p>Filtros</p>";
        assert_eq!(read_page(waiting), Err(ReportError::NoTable), "a message that is not shown");
        let shown = format!("{waiting}<p>Nenhum registro encontrado</p>");
        assert_eq!(read_page(&shown).unwrap().table, ReportTable::without_lines());
    }

    #[test]
    fn no_cut_of_a_page_passes_for_a_shorter_day() {
        let line = "<tr><td>18/02/2026</td><td>1,00</td><td>OURO VERDE</td></tr>";
        let whole = format!("<html><body><div>{}</div></body></html>", result(&line.repeat(3)));
        assert_eq!(rows(&whole).len(), 3);
        for end in whole.find("table-resultado").unwrap()..whole.len() - "</body></html>".len() {
            assert!(is_cut(&whole[..end]), "{}", &whole[..end]);
        }
        let fragment = result(&line.repeat(3));
        for end in fragment.find("<tbody>").unwrap()..fragment.len() {
            assert!(is_cut(&fragment[..end]), "{}", &fragment[..end]);
        }
    }

    #[test]
    fn a_payment_without_the_end_of_its_line_is_an_error() {
        assert!(is_cut(&result("<tr><td>18/02/2026</td><td></td></tr>")));
        assert!(is_cut(&result("<tr><td>18/02/2026</td><table></table>")));
        let footer = "<tfoot><tr><td>18/02/2026</td></tr></tfoot>";
        assert_eq!(rows(&format!("<table id=table-resultado>{HEAD}{footer}</table>")).len(), 1);
    }

    #[test]
    fn the_continuation_is_named_by_the_table_or_by_a_link() {
        let page = result("").replace("<table", "<table data-next=\"/a?x=1&amp;Pagina=2\"");
        assert_eq!(read_page(&page).unwrap().next.as_deref(), Some("/a?x=1&Pagina=2"));
        let page = format!("{}<a rel='nofollow NEXT' href='?Pagina=2'>Próxima</a>", result(""));
        assert_eq!(read_page(&page).unwrap().next.as_deref(), Some("?Pagina=2"));
        assert_eq!(read_page(&result("")).unwrap().next, None);
    }
}
