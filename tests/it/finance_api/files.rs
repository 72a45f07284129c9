//! The general report as a spreadsheet and as a PDF: the same numbers as its JSON, where people expect them.

use std::io::Cursor;

use axum::{
    body::Body,
    http::{HeaderMap, Method},
};
use calamine::{Data, Range, Reader, Xlsx};
use http_body_util::BodyExt;
use lopdf::Document;
use serde_json::Value;

use super::{
    general_report::{REPORT, report},
    lines::{bill, each_clinic},
};
use crate::support::{TestApp, each_app};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const SHEET: &str = "Faturamento Geral";

/// A file as somebody who may read it.
pub async fn file(app: &TestApp, path: &str) -> (HeaderMap, Vec<u8>) {
    let bearer = format!("Bearer {}", app.token_of("GESTOR").await);
    let response = app.open(Method::GET, path, &[("authorization", &bearer)], Body::empty()).await;
    assert_eq!(response.status(), 200, "{path}");
    let (head, body) = response.into_parts();
    (head.headers, body.collect().await.unwrap().to_bytes().to_vec())
}

fn sheet(bytes: Vec<u8>) -> (Range<Data>, Vec<[u32; 4]>, usize) {
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names(), [SHEET]);
    let merged = book.merge_cells_by_sheet_name(SHEET).unwrap();
    let merged = merged.iter().map(|cells| [cells.start.0, cells.start.1, cells.end.0, cells.end.1]).collect();
    let formulas = book.worksheet_formula(SHEET).unwrap().used_cells().count();
    (book.worksheet_range(SHEET).unwrap(), merged, formulas)
}

/// The cell in this row (from 1) and column (`A` is 0).
fn at(range: &Range<Data>, row: u32, column: u32) -> Data {
    range.get_value((row - 1, column)).cloned().unwrap_or_default()
}

fn text(range: &Range<Data>, row: u32, column: u32) -> String {
    at(range, row, column).to_string()
}

#[tokio::test]
async fn the_spreadsheet_has_every_number_of_the_report_in_its_place() {
    for app in each_clinic().await {
        let json = report(&app, "").await;
        let (headers, bytes) = file(&app, &format!("{REPORT}?format=XLSX")).await;
        assert_eq!(headers["content-type"], XLSX);
        assert_eq!(headers["content-disposition"], "attachment; filename=\"faturamento-geral-2026-02-all.xlsx\"");
        assert_eq!(headers["cache-control"], "no-store");

        let (range, merged, formulas) = sheet(bytes);

        assert_eq!(formulas, 0);
        assert_eq!(text(&range, 1, 0), "Faturamento Geral - Consultare");
        assert_eq!(text(&range, 2, 0), "Gerado em: 19/02/2026, 15:30:00 | Referencia: Fevereiro/2026");
        assert_eq!(
            text(&range, 3, 0),
            "Destaque verde: maior faturamento historico do mes (comparacao entre anos). Crescimento calculado no \
             acumulado de 01/01 ate 18/02 de cada ano (ate ontem)."
        );
        assert_eq!((at(&range, 4, 0), at(&range, 5, 0)), (Data::Empty, Data::Empty));
        let sections = json["sections"].as_array().unwrap();
        for (section, title) in sections.iter().zip([6, 15, 23, 32, 41]) {
            assert_section(&range, section, title, &merged);
        }
        assert_eq!(text(&range, 12, 0), "Crescimento vs melhor ano (acumulado de 01/01 ate 18/02 de cada ano)");
        assert_eq!(text(&range, 46, 0), "Crescimento vs ano anterior (acumulado de 01/01 ate 18/02 de cada ano)");
        assert_eq!(merged.len(), 3 + 5 + 10);
        for row in 0..3 {
            assert!(merged.contains(&[row, 0, row, 13]));
        }
    }
}

fn assert_section(range: &Range<Data>, section: &Value, title: u32, merged: &[[u32; 4]]) {
    let label = section["label"].as_str().unwrap();
    assert_eq!(text(range, title, 0), format!("{label} | Referencia: Fevereiro/2026"));
    assert!(merged.contains(&[title - 1, 0, title - 1, 13]));
    let header: Vec<String> = (0..14).map(|column| text(range, title + 1, column)).collect();
    assert_eq!((header[0].as_str(), header[3].as_str(), header[13].as_str()), ("Ano", "Marco", "Total"));
    let years = section["rows"].as_array().unwrap();
    let mut row = title + 2;
    for year in years {
        let numbers: Vec<f64> = (0..14)
            .map(|column| match at(range, row, column) {
                Data::Float(number) => number,
                other => panic!("{label} row {row} column {column}: {other:?} is no number"),
            })
            .collect();
        let mut expected = vec![year["year"].as_f64().unwrap()];
        expected.extend(year["months"].as_array().unwrap().iter().map(|month| month.as_f64().unwrap()));
        expected.push(year["total"].as_f64().unwrap());
        assert_eq!(numbers, expected, "{label} row {row}");
        row += 1;
    }
    assert_eq!(at(range, row, 0), Data::Empty);
    for (row, growth) in [(row + 1, &section["growthVsBest"]), (row + 2, &section["growthVsPreviousYear"])] {
        assert!(merged.contains(&[row - 1, 0, row - 1, 4]), "{label} row {row}");
        match growth.as_f64() {
            Some(pct) => assert_eq!(at(range, row, 5), Data::Float(pct)),
            None => assert_eq!(at(range, row, 5), Data::String("-".into())),
        }
    }
}

#[tokio::test]
async fn a_file_of_one_section_holds_that_section_alone() {
    for app in each_clinic().await {
        let (headers, bytes) = file(&app, &format!("{REPORT}?format=xlsx&unit=centro_cambui&monthRef=2025-03")).await;
        let name = "attachment; filename=\"faturamento-geral-2025-03-centro_cambui.xlsx\"";
        assert_eq!(headers["content-disposition"], name);
        let (range, _, _) = sheet(bytes);
        assert_eq!(text(&range, 6, 0), "Centro Cambui | Referencia: Marco/2025");
        assert_eq!(range.end(), Some((13 - 1, 13)));
    }
}

/// `R$ 1.234,50`, written here once more.
fn money(value: &Value) -> String {
    let reais = value.as_f64().unwrap();
    let plain = format!("{:.2}", reais.abs());
    let (whole, centavos) = plain.split_once('.').unwrap();
    let mut groups: Vec<String> = Vec::new();
    for chunk in whole.as_bytes().rchunks(3) {
        groups.insert(0, String::from_utf8(chunk.to_vec()).unwrap());
    }
    format!("{}R$\u{a0}{},{centavos}", if reais < 0.0 { "-" } else { "" }, groups.join("."))
}

fn pages(bytes: &[u8]) -> Vec<String> {
    let document = Document::load_mem(bytes).unwrap();
    document.get_pages().keys().map(|page| document.extract_text(&[*page]).unwrap()).collect()
}

/// How often each text of a page occurs, whatever lines they were drawn in.
fn count(page: &str, text: &str) -> usize {
    page.replace(['\n', '\r'], "\u{1}").matches(text).count()
}

#[tokio::test]
async fn the_pdf_says_what_the_report_says() {
    for app in each_clinic().await {
        bill(&app.app, &[("2024-03-01", "OURO VERDE", "EXAMES", "RAIO X", -1_234_567.89, "ANA TESTE")]).await;
        let json = report(&app, "").await;
        let (headers, bytes) = file(&app, &format!("{REPORT}?format=pdf")).await;
        assert_eq!(headers["content-type"], "application/pdf");
        assert_eq!(headers["content-disposition"], "attachment; filename=\"faturamento-geral-2026-02-all.pdf\"");
        assert_eq!(headers["cache-control"], "no-store");

        let pages = pages(&bytes);

        assert_eq!(pages.len(), 1);
        let page = &pages[0];
        for text in [
            "Faturamento Geral",
            "Gerado em: 19/02/2026, 15:30:00 | Referencia: Fevereiro/2026",
            "Criterio de crescimento: acumulado de 01/01 ate 18/02 de cada ano (ate ontem).",
            "Legenda: celulas verdes = maior faturamento historico daquele mes.",
            "Crescimento vs melhor ano (acumulado de 01/01 ate 18/02 de cada ano): -60,0%  |  \
             Crescimento vs ano anterior (acumulado de 01/01 ate 18/02 de cada ano): -60,0%",
        ] {
            assert_eq!(count(page, text), 1, "{text}\n{page}");
        }
        assert_eq!(count(page, "Dezembro"), 5);
        let sections = json["sections"].as_array().unwrap();
        let mut amounts = std::collections::BTreeMap::new();
        for section in sections {
            assert_eq!(count(page, section["label"].as_str().unwrap()), 1);
            for year in section["rows"].as_array().unwrap() {
                for amount in year["months"].as_array().unwrap().iter().chain([&year["total"]]) {
                    *amounts.entry(money(amount)).or_insert(0) += 1;
                }
            }
        }
        assert!(amounts.contains_key("-R$\u{a0}1.234.567,89"));
        let drawn: Vec<&str> = page.split(['\n', '\r']).map(str::trim).collect();
        for (amount, times) in &amounts {
            assert_eq!(drawn.iter().filter(|text| *text == amount).count(), *times, "{amount}\n{page}");
        }
    }
}

#[tokio::test]
async fn without_lines_both_files_can_be_opened() {
    for app in each_app().await {
        let (_, bytes) = file(&app, &format!("{REPORT}?format=xlsx")).await;
        let (range, _, _) = sheet(bytes);
        assert_eq!(text(&range, 6, 0), "Todas unidades | Referencia: Fevereiro/2026");
        assert_eq!(at(&range, 9, 5), Data::String("-".into()));
        let (_, bytes) = file(&app, &format!("{REPORT}?format=pdf&unit=ouro_verde")).await;
        assert!(pages(&bytes)[0].contains("Ouro Verde"));
        let operator = app.get_as("OPERADOR", &format!("{REPORT}?format=pdf")).await;
        assert_eq!((operator.status.as_u16(), &operator.json["code"]), (403, &"FORBIDDEN".into()));
    }
}
