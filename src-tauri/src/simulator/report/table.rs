//! The result table, as the page writes it.

use super::{ACCOUNT_USER, Answered, COLUMNS, Line, MONEY, PAGE_ROWS};

/// A page of the result: its lines, and below the last of them their totals.
pub fn write(result: &Answered, number: usize, next: Option<&str>) -> String {
    let width = if result.has_account_user { COLUMNS.len() } else { ACCOUNT_USER };
    let has_more = result.variant == "new_column";
    let next_attribute = next.map(|address| format!(r#" data-next="{address}""#)).unwrap_or_default();
    let mut html = String::new();
    if result.padding > 0 {
        html.push_str(&format!("<!--{}-->\n", " ".repeat(result.padding)));
    }
    if result.variant == "other_table_first" {
        html.push_str("<table><tr><td>Filtros aplicados</td></tr></table>\n");
    }
    html.push_str(&format!(r#"<table id="table-resultado"{next_attribute}><thead><tr>"#));
    for label in &COLUMNS[..width] {
        let label = if result.variant == "no_accents" { without_accents(label) } else { (*label).to_owned() };
        html.push_str(&format!("<th>{label}</th>"));
    }
    html.push_str(if has_more { "<th>Quantidade</th></tr></thead><tbody>" } else { "</tr></thead><tbody>" });
    // An empty result is `<tbody></tbody>`.
    html.push_str(if result.lines.is_empty() { "" } else { "\n" });
    let mut push_line = |opening: &str, cells: &[String], more: &str| {
        html.push_str(opening);
        for cell in cells {
            html.push_str("<td>");
            html.push_str(cell);
            html.push_str("</td>");
        }
        html.push_str(if has_more { more } else { "" });
        html.push_str("</tr>\n");
    };
    for line in result.lines.iter().skip((number - 1) * PAGE_ROWS).take(PAGE_ROWS) {
        push_line("<tr>", &line[..width], "<td>1</td>");
    }
    if result.variant == "hidden_row"
        && let Some(line) = result.lines.first()
    {
        push_line(r#"<tr style="display:none">"#, &line[..width], "<td>1</td>");
    }
    html.push_str("</tbody>");
    if next.is_none() && !result.lines.is_empty() {
        html.push_str("<tfoot><tr>");
        for cell in &totals(&result.lines)[..width] {
            html.push_str(&format!("<td>{cell}</td>"));
        }
        html.push_str(if has_more { "<td></td></tr></tfoot>" } else { "</tr></tfoot>" });
    }
    html.push_str("</table>");
    html
}

fn totals(lines: &[Line]) -> Line {
    let mut cells = vec![String::new(); COLUMNS.len()];
    cells[0] = "Total".to_owned();
    for column in MONEY {
        cells[column] = brl(lines.iter().map(|line| centavos(&line[column])).sum());
    }
    cells
}

/// `1.234,56`.
pub fn brl(centavos: i64) -> String {
    let whole = (centavos.abs() / 100).to_string();
    let mut text = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    let sign = if centavos < 0 { "-" } else { "" };
    format!("{sign}{text},{:02}", centavos.abs() % 100)
}

/// Reads back what [`brl`] writes; anything without digits is 0.
fn centavos(text: &str) -> i64 {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let amount = digits.parse::<i64>().unwrap_or_default();
    if text.contains('-') { -amount } else { amount }
}

fn without_accents(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            'ê' => 'e',
            'é' => 'e',
            'á' => 'a',
            other => other,
        })
        .collect()
}

/// Ends the page inside its last line.
pub fn cut_in_a_row(html: &str) -> &str {
    let end = html.rfind("</tbody>").unwrap_or(html.len());
    let last = html[..end].rfind("<tr").unwrap_or(end);
    let middle = last + html[last..end].find("</td><td>").map_or(0, |at| at + "</td><td>".len());
    &html[..middle]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_written_the_brazilian_way() {
        for (amount, text) in [(0, "0,00"), (5, "0,05"), (-2000, "-20,00"), (-9_999_863_543, "-99.998.635,43")] {
            assert_eq!(brl(amount), text);
            assert_eq!(centavos(text), amount);
        }
    }

    #[test]
    fn a_cut_ends_inside_the_last_line() {
        assert_eq!(cut_in_a_row("<tbody><tr><td>a</td><td>b</td></tr></tbody>"), "<tbody><tr><td>a</td><td>");
    }
}
