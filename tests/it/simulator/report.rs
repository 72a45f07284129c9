//! The billing report: its form, its result, the shapes it can take.

use serde_json::json;

use super::{REPORT, UNITS, browser, lines, log_in, next_page, page, put, report, report_form, samples, submit};
use crate::support::Upstream;

const DAY: &str = "18/02/2026";

async fn signed_in() -> (Upstream, reqwest::Client) {
    let (upstream, browser) = (samples().await, browser());
    log_in(&browser, &upstream).await;
    (upstream, browser)
}

#[tokio::test]
async fn the_billing_report_has_the_sample_and_its_total() {
    let (upstream, browser) = signed_in().await;
    let form = page(&browser, &upstream, "/web/main/?P=RelatoriosModoFranquia&Pers=1&TR=72").await;
    assert!(form.contains(r#"value="18/02/2026""#) && form.contains("RESOLVECARD GESTÃO DE BENEFICOS"));
    let result = report(&browser, &upstream, "18/02/2026").await;
    assert!(result.contains("<th>Usuário da conta</th>"));
    assert!(result.contains("<tfoot><tr><td>Total</td><td></td><td></td><td></td><td></td><td>0,00</td><td>0,00</td><td>1.364,56</td><td>1.364,56</td><td>-99.998.635,43</td>"));
    assert!(report(&browser, &upstream, "17/02/2026").await.contains("<tbody></tbody></table>"));
    page(&browser, &upstream, "/web/v8.1/?P=MudaLocal&Pers=1&MudaLocal=2").await;
    let refused = report(&browser, &upstream, "18/02/2026").await;
    assert!(!refused.contains("table id=\"table-resultado\""), "the franchise context is needed");
}

#[tokio::test]
async fn the_form_has_what_a_client_looks_for() {
    let (upstream, browser) = signed_in().await;
    let html = page(&browser, &upstream, REPORT).await;
    let document = scraper::Html::parse_document(&html);
    let all = |css: &str| document.select(&scraper::Selector::parse(css).unwrap()).collect::<Vec<_>>();
    assert_eq!(all("form").len(), 1);
    let action = all("form#frm-relatorio")[0].attr("action").unwrap();
    assert_eq!(action, "/web/main/?P=RelatoriosModoFranquia&Pers=1&TR=72&Resultado=1");
    let units: Vec<String> = all("select#Unidades[multiple] option").iter().map(|unit| unit.inner_html()).collect();
    assert_eq!(units[..4], ["CONSULTARE FRANCHISING", "OURO VERDE", "CENTRO CAMBUI", "CAMPINAS SHOPPING"]);
    assert_eq!(units[4], "RESOLVECARD GESTÃO DE BENEFICOS E MEIOS DE PAGAMENTOS");
    for day in ["input#De[name=De]", "input#Ate[name=Ate]"] {
        assert_eq!(all(day)[0].attr("value"), Some(DAY), "today");
    }
    assert_eq!(all("input[type=checkbox][name=Colunas][checked]").len(), 17);
    assert_eq!(all(r#"input[type=checkbox][name=Colunas][value="|162|"]:not([checked])"#).len(), 1);
    for css in [r#"button[onclick*="alteraUnidade"]"#, r#"[title="Definir colunas"]"#, "button#btn-filtrar"] {
        assert_eq!(all(css).len(), 1, "{css}");
    }
    assert_eq!(all(".btn.btn-primary.btn-block")[0].inner_html(), "Selecionar");
    upstream.data("W7", json!({"variant": "survey"})).await;
    assert!(page(&browser, &upstream, REPORT).await.contains(">Não, obrigada.</button>"));
    assert_eq!(put(&upstream, "data/W7", json!({"variant": "other"})).await.0, 400);
}

#[tokio::test]
async fn the_column_of_the_accounts_user_comes_only_when_its_box_is_ticked() {
    let (upstream, browser) = signed_in().await;
    let mut form = report_form(DAY, DAY, &UNITS);
    let ticked = submit(&browser, &upstream, &form).await.text().await.unwrap();
    assert_eq!((lines(&ticked)[0].len(), lines(&ticked)[0][17].as_str()), (18, "Caixa Modelo"));
    form.retain(|(_, value)| value != "|162|");
    let plain = submit(&browser, &upstream, &form).await.text().await.unwrap();
    assert!(lines(&plain).iter().all(|line| line.len() == 17) && !plain.contains("Usuário da conta"));
    upstream.data("W7", json!({"variant": "moved_box"})).await;
    assert!(page(&browser, &upstream, REPORT).await.contains(r#"value="|163|"> Usuário da conta"#));
    assert!(!report(&browser, &upstream, DAY).await.contains("Usuário da conta"), "|162| is another column now");
    form.push(("Colunas", "|163|".to_owned()));
    assert!(submit(&browser, &upstream, &form).await.text().await.unwrap().contains("<th>Usuário da conta</th>"));
}

#[tokio::test]
async fn only_the_chosen_units_and_days_are_listed() {
    let (upstream, browser) = signed_in().await;
    for (from, to, units, expected) in [
        (DAY, DAY, &[2][..], 3),
        (DAY, DAY, &[3], 1),
        (DAY, DAY, &[12, 20], 0),
        (DAY, DAY, &[], 0),
        (DAY, DAY, &[0], 0),
        ("01/02/2026", "28/02/2026", &[2, 3], 4),
        ("01/02/2026", "17/02/2026", &[2, 3], 0),
    ] {
        let result = submit(&browser, &upstream, &report_form(from, to, units)).await.text().await.unwrap();
        assert_eq!(lines(&result).len(), expected, "{from} {to} {units:?}");
    }
    let without_days: Vec<_> = report_form(DAY, DAY, &UNITS).into_iter().filter(|(name, _)| *name != "De").collect();
    assert!(submit(&browser, &upstream, &without_days).await.text().await.unwrap().contains("Informe o período"));
}

/// The sample's first line so many times, told apart by its record number.
fn many(count: usize) -> serde_json::Value {
    let line = |number: usize| {
        let mut cells =
            vec!["18/02/2026", "18/02/2026", "", "PIX", "Particular", "0,00", "0,00", "1,00", "1,00", "1,00"];
        cells.extend(["Ana", "Consulta", "Bia", "Consulta", "Consultas", "OURO VERDE"]);
        let mut cells: Vec<String> = cells.into_iter().map(str::to_owned).collect();
        cells.extend([number.to_string(), "Caixa".to_owned()]);
        json!(cells)
    };
    (0..count).map(line).collect()
}

#[tokio::test]
async fn a_long_result_comes_in_pages_of_two_hundred() {
    let (upstream, browser) = signed_in().await;
    upstream.data("W8", many(450)).await;
    let all = super::all_lines(&browser, &upstream, DAY, DAY, &[2]).await;
    let numbers: Vec<usize> = all.iter().map(|line| line[16].parse().unwrap()).collect();
    assert_eq!(numbers, (0..450).collect::<Vec<_>>());
    let first = report(&browser, &upstream, DAY).await;
    assert!(!first.contains("<tfoot>"), "the total is below the last page");
    let second = page(&browser, &upstream, &next_page(&first).unwrap()).await;
    let third = page(&browser, &upstream, &next_page(&second).unwrap()).await;
    assert!(next_page(&third).is_none() && third.contains("<td>450,00</td>"), "{third}");
    upstream.data("W8", many(200)).await;
    assert_eq!(next_page(&report(&browser, &upstream, DAY).await), None);
    let expired = next_page(&first).unwrap().replace("Chave=", "Chave=0");
    assert!(page(&browser, &upstream, &expired).await.contains("O resultado expirou"));
}

#[tokio::test]
async fn a_page_is_missing_or_a_table_ends_in_the_middle() {
    let (upstream, browser) = signed_in().await;
    upstream.fail("W8", "partial").await;
    let cut = report(&browser, &upstream, DAY).await;
    assert!(!cut.contains("</table>") && cut.ends_with("</td><td>"), "a single page is cut: {cut}");
    upstream.data("W8", many(450)).await;
    let first = report(&browser, &upstream, DAY).await;
    assert_eq!(lines(&first).len(), 200);
    let next = format!("{}{}", upstream.base_url(), next_page(&first).unwrap());
    assert_eq!(browser.get(&next).send().await.unwrap().status(), 500);
    upstream.fail_with("W8", "partial", json!("cut")).await;
    assert!(!report(&browser, &upstream, DAY).await.contains("</table>"));
    put(&upstream, "failure", json!({"route": "W8", "mode": "expired", "page": 2, "times": 1})).await;
    let first = report(&browser, &upstream, DAY).await;
    assert_eq!(lines(&first).len(), 200, "the session lives");
    assert!(page(&browser, &upstream, &next_page(&first).unwrap()).await.contains("formLogin"), "and ends on page 2");
}

#[tokio::test]
async fn every_shape_of_the_result_can_be_asked_for() {
    let (upstream, browser) = signed_in().await;
    let shaped = async |variant: &str| {
        upstream.data("W8", json!({"variant": variant})).await;
        report(&browser, &upstream, DAY).await
    };
    assert_eq!(lines(&shaped("currency").await)[1][9], "R$ 1.234,56");
    let dash = lines(&shaped("dash").await);
    assert_eq!((dash[0][5].as_str(), dash[0][8].as_str(), dash[1][8].as_str()), ("-", "-", "1.234,56"));
    let hidden = shaped("hidden_row").await;
    assert_eq!((hidden.matches(r#"<tr style="display:none">"#).count(), lines(&hidden).len()), (1, 4));
    let plain = shaped("no_accents").await;
    assert!(plain.contains("<th>Data de Referencia</th>") && plain.contains("<th>Usuario da conta</th>"), "{plain}");
    assert!(!shaped("no_account_user").await.contains("Usuário da conta"));
    let outside = lines(&shaped("out_of_window").await);
    assert_eq!((outside.len(), outside[4][1].as_str(), outside[4][9].as_str()), (5, "17/02/2026", "150,00"));
    assert!(shaped("new_column").await.contains("<th>Quantidade</th>"));
    assert!(shaped("other_table_first").await.starts_with("<table><tr><td>Filtros"));
    assert_eq!(lines(&shaped("no_records").await).len(), 4, "there are records");
    let none =
        submit(&browser, &upstream, &report_form("17/02/2026", "17/02/2026", &UNITS)).await.text().await.unwrap();
    assert!(none.contains("Nenhum registro encontrado.") && !none.contains("<table"), "{none}");
    upstream.data("W8", json!("<p>Relatório em manutenção</p>")).await;
    assert_eq!(report(&browser, &upstream, DAY).await, "<p>Relatório em manutenção</p>");
    upstream.data("W8", json!({"variant": "currency", "rows": many(1)})).await;
    assert_eq!(lines(&report(&browser, &upstream, DAY).await)[0][9], "R$ 1,00");
}

#[tokio::test]
async fn a_report_can_be_empty_slow_broken_or_too_large() {
    let (upstream, browser) = signed_in().await;
    upstream.fail("W8", "empty").await;
    assert!(report(&browser, &upstream, DAY).await.contains("<tbody></tbody></table>"));
    upstream.fail_with("W8", "slow", json!(20)).await;
    assert_eq!(lines(&report(&browser, &upstream, DAY).await).len(), 4);
    upstream.fail_with("W8", "truncate", json!(60)).await;
    let broken = submit(&browser, &upstream, &report_form(DAY, DAY, &UNITS)).await;
    assert!(broken.text().await.is_err(), "shorter than announced");
    upstream.heal("W8").await;
    upstream.data("W8", json!({"variant": "huge", "mebibytes": 65})).await;
    let huge = submit(&browser, &upstream, &report_form(DAY, DAY, &UNITS)).await;
    assert!(huge.content_length().unwrap() > 64 * 1024 * 1024);
    assert!(huge.text().await.unwrap().trim_end().ends_with("</table>"), "whole, if one reads all of it");
}
