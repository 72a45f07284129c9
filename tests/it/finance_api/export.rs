//! The history as a file: what is on screen, for a spreadsheet.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use super::{
    files::file,
    lines::{bill, each_clinic},
};
use crate::support::TestApp;

const HISTORY: &str = "/api/admin/financial/history";
const MONTH: &str = "startDate=2026-02-01&endDate=2026-02-19";

type Book = Xlsx<Cursor<Vec<u8>>>;

async fn book(app: &TestApp, query: &str) -> Book {
    let (headers, bytes) = file(app, &format!("{HISTORY}?{query}&format=XLSX")).await;
    assert_eq!(headers["content-disposition"], "attachment; filename=\"financeiro-2026-02-01-2026-02-19.xlsx\"");
    assert_eq!(headers["cache-control"], "no-store");
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

fn rows(book: &mut Book, sheet: &str) -> Vec<Vec<Data>> {
    assert_eq!(book.worksheet_formula(sheet).unwrap().used_cells().count(), 0);
    book.worksheet_range(sheet).unwrap().rows().map(<[Data]>::to_vec).collect()
}

fn texts(rows: &[Vec<Data>]) -> Vec<String> {
    rows.iter().map(|row| row.iter().map(Data::to_string).collect::<Vec<_>>().join("|")).collect()
}

/// A date as spreadsheets count them: days since the end of 1899.
fn serial(cell: &Data) -> f64 {
    let Data::DateTime(date) = cell else { panic!("{cell:?} is no date") };
    date.as_f64()
}

#[tokio::test]
async fn the_spreadsheet_has_a_sheet_for_each_table_of_the_page() {
    for app in each_clinic().await {
        let mut book = book(&app, &format!("{MONTH}&unit=centro+cambui")).await;
        assert_eq!(book.sheet_names(), ["Resumo", "Diário", "Mensal", "Grupos", "Unidades"]);
        let summary = rows(&mut book, "Resumo");
        let value = |name: &str| {
            summary
                .iter()
                .find(|row| matches!(&row[0], Data::String(text) if text == name))
                .map(|row| row[1].clone())
                .unwrap_or_default()
        };
        assert_eq!(value("Gerado em").to_string(), "19/02/2026, 15:30:00");
        assert_eq!(serial(&value("Data inicial")), 46_054.0);
        assert_eq!(value("Unidade").to_string(), "CENTRO CAMBUI");
        assert_eq!((value("Grupo").to_string(), value("Procedimento").to_string()), ("Todos".into(), "Todos".into()));
        assert_eq!((value("Total"), value("Quantidade")), (Data::Float(350.5), Data::Float(2.0)));
        assert_eq!(value("Ticket médio"), Data::Float(175.25));
        let days = rows(&mut book, "Diário");
        assert_eq!(days.len(), 2);
        assert_eq!(serial(&days[1][0]), 46_072.0);
        assert_eq!(days[1][1..], [Data::Float(350.5), Data::Float(2.0), Data::Float(175.25)]);
        assert_eq!(texts(&rows(&mut book, "Mensal"))[1], "02/2026|350.5|2|175.25");
        assert_eq!(texts(&rows(&mut book, "Grupos"))[1..], ["CONSULTAS|250|1|250", "EXAMES|100.5|1|100.5"]);
        assert_eq!(texts(&rows(&mut book, "Unidades"))[1], "OURO VERDE|450|2|225");
    }
}

#[tokio::test]
async fn the_text_is_for_excel_in_brazil() {
    for app in each_clinic().await {
        let (headers, bytes) = file(&app, &format!("{HISTORY}?{MONTH}&format=csv")).await;
        assert_eq!(headers["content-type"], "text/csv; charset=utf-8");
        assert_eq!(headers["content-disposition"], "attachment; filename=\"financeiro-2026-02-01-2026-02-19.csv\"");
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.starts_with("\u{feff}Resumo\r\nItem;Valor\r\n"), "{text}");
        let days = "\r\n\r\nDiário\r\nData;Total;Quantidade;Ticket médio\r\n02/02/2026;150,00;1;150,00\r\n\
                    18/02/2026;419,90;3;139,97\r\n19/02/2026;650,50;3;216,83\r\n\r\nMensal\r\n";
        assert!(text.contains(days), "{text}");
        assert!(text.contains("\r\nUnidade;Todas\r\n"), "{text}");
    }
}

#[tokio::test]
async fn a_name_or_a_filter_never_becomes_a_formula() {
    for app in each_clinic().await {
        bill(&app.app, &[("2026-02-19", "OURO VERDE", "=HYPERLINK(\"x\")", "@SUM(A1)", -1.5, "ANA TESTE")]).await;
        let query = format!("{MONTH}&unit=ouro+verde&procedure=%2B1%2B1");
        let (_, bytes) = file(&app, &format!("{HISTORY}?{query}&format=csv")).await;
        assert!(String::from_utf8(bytes).unwrap().contains("\r\nProcedimento;'+1+1\r\n"));
        let (_, bytes) = file(&app, &format!("{HISTORY}?{MONTH}&format=csv")).await;
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains("\r\n\"'=HYPERLINK(\"\"x\"\")\";-1,50;1;-1,50\r\n"), "{text}");
        let mut book = book(&app, MONTH).await;
        assert!(texts(&rows(&mut book, "Grupos")).contains(&"=HYPERLINK(\"x\")|-1.5|1|-1.5".to_owned()));
    }
}

#[tokio::test]
async fn only_who_may_see_the_page_gets_the_file() {
    for app in each_clinic().await {
        for format in ["xlsx", "csv"] {
            assert_eq!(app.get(&format!("{HISTORY}?format={format}")).await.status, 401);
            assert_eq!(app.get_as("OPERADOR", &format!("{HISTORY}?format={format}")).await.status, 403);
        }
        let json = app.get_as("GESTOR", &format!("{HISTORY}?{MONTH}&format=docx")).await;
        assert_eq!(json.json["totals"]["qtd"], 7, "anything else is JSON");
    }
}

#[tokio::test]
async fn a_comparison_is_named_and_carried() {
    for app in each_clinic().await {
        let mut book = book(&app, &format!("{MONTH}&compare=previous")).await;
        let comparison = ["Comparativo", "Diário (comparativo)", "Mensal (comparativo)", "Grupos (comparativo)"];
        assert_eq!(book.sheet_names()[5..], comparison);
        let summary = texts(&rows(&mut book, "Resumo"));
        for line in [
            "Comparação|Período anterior equivalente",
            "Período A|01/02/2026 a 19/02/2026",
            "Período B|13/01/2026 a 31/01/2026",
        ] {
            assert!(summary.contains(&line.to_owned()), "{summary:?}");
        }
        let other = app.get_as("GESTOR", &format!("{HISTORY}?startDate=2026-01-13&endDate=2026-01-31")).await.json;
        let own = app.get_as("GESTOR", &format!("{HISTORY}?{MONTH}")).await.json;
        let total = rows(&mut book, "Comparativo")[1].clone();
        let number = |answer: &serde_json::Value| answer["totals"]["total"].as_f64().unwrap();
        assert_eq!(total[1..3], [Data::Float(number(&own)), Data::Float(number(&other))]);
        let days = rows(&mut book, "Diário (comparativo)");
        assert_eq!(days.len(), 20, "a head and every day, billed or not");
        assert_eq!((serial(&days[1][0]), serial(&days[1][1])), (46_054.0, 46_035.0));
        assert_eq!(texts(&rows(&mut book, "Mensal (comparativo)"))[1].split('|').next(), Some("02/2026"));
        // A year with 29 February, of another length than the first period.
        let path = format!("{HISTORY}?{MONTH}&compare=custom&bfrom=2024-02-20&bto=2024-03-20&same=0&format=csv");
        let text = String::from_utf8(file(&app, &path).await.1).unwrap();
        assert!(text.contains("\r\nPeríodo B;20/02/2024 a 20/03/2024\r\n"), "{text}");
        assert!(text.contains("\r\n10/02/2026;29/02/2024;0,00;0,00;0,00;-\r\n"), "{text}");
        assert!(text.contains("\r\n;20/03/2024;0,00;0,00;0,00;-\r\n"), "{text}");
        let bad = app.get_as("GESTOR", &format!("{HISTORY}?compare=custom&bfrom=x&format=xlsx")).await;
        assert_eq!(bad.json["code"], "BFROM_INVALID");
    }
}
