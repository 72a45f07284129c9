//! The fake upstream, seen by a client.

mod api;
mod clinia;
mod contracts;
mod day;
mod fill;
mod google;
mod process;
mod report;
mod web;

use hub_lib::kernel::Clock;
use serde_json::{Value, json};

use crate::support::Upstream;

async fn samples() -> Upstream {
    Upstream::start(&Clock::manual_at("2026-02-18 09:43:00")).await
}

/// A browser of sorts: keeps cookies, follows redirects.
fn browser() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().cookie_store(true).build().unwrap()
}

async fn log_in(browser: &reqwest::Client, upstream: &Upstream) -> String {
    let url = format!("{}/web/main/?P=Login&U=&Partner=&qs=", upstream.base_url());
    let form = [("User", "sim-user"), ("password", "sim-pass"), ("btnLogar", "Entrar")];
    browser.post(url).form(&form).send().await.unwrap().text().await.unwrap()
}

async fn page(browser: &reqwest::Client, upstream: &Upstream, path: &str) -> String {
    browser.get(format!("{}{path}", upstream.base_url())).send().await.unwrap().text().await.unwrap()
}

const QUEUE: &str =
    "/web/v8.1/ListaEsperaCont.asp?TipoAtendimentoTriagem=ATENDIMENTO&FiltroStatus=2&Ordem=HoraSta&StatusExibir=4";

fn tickets(upstream: &Upstream, unit: i64) -> reqwest::RequestBuilder {
    let url = format!("{}/core/totem-queue/admin/get-queue-by-filter?filter=&unit_id={unit}", upstream.base_url());
    browser()
        .get(url)
        .header("x-access-token", format!("sim-unit-token-{unit}-aaaaaaaaaaaa"))
        .header("cookie", format!("core_session=sim-{unit}"))
}

#[tokio::test]
async fn the_medical_queue_is_that_of_the_sessions_unit() {
    let upstream = samples().await;
    let browser = browser();
    assert!(page(&browser, &upstream, QUEUE).await.contains("formLogin"));
    assert!(log_in(&browser, &upstream).await.contains("menu-principal"));
    page(&browser, &upstream, "/web/v8.1/?P=MudaLocal&Pers=1&MudaLocal=2").await;
    let queue = page(&browser, &upstream, QUEUE).await;
    assert!(queue.contains("Paciente Exemplo Um") && queue.contains(r##"$("#total-pacientes").html("2")"##));
    page(&browser, &upstream, "/web/v8.1/?P=MudaLocal&Pers=1&MudaLocal=3").await;
    assert!(page(&browser, &upstream, QUEUE).await.contains("Nenhum paciente aguardando"));
    assert_eq!(upstream.calls("W6").await[1]["unit"], 2);
}

#[tokio::test]
async fn a_second_login_has_to_end_the_first_session() {
    let upstream = samples().await;
    let (first, second) = (browser(), browser());
    log_in(&first, &upstream).await;
    assert!(log_in(&second, &upstream).await.contains("confirmaDesloga"));
    let url = format!("{}/web/main/?P=Login&Deslogar=1", upstream.base_url());
    let form = [("password", "sim-pass"), ("Deslogar", "1")];
    let answer = second.post(url).form(&form).send().await.unwrap();
    assert!(answer.url().as_str().contains("P=Login"));
    assert!(log_in(&second, &upstream).await.contains("menu-principal"));
    assert!(page(&first, &upstream, QUEUE).await.contains("formLogin"), "the first session has ended");
}

#[tokio::test]
async fn the_reception_queue_checks_token_and_cookie() {
    let upstream = samples().await;
    let queue: Value = tickets(&upstream, 2).send().await.unwrap().json().await.unwrap();
    assert_eq!(queue[0]["id"], 70011);
    assert_eq!(queue[2]["UnidadeID"], 3);
    let url = format!("{}/core/totem-queue/admin/get-queue-by-filter?unit_id=2", upstream.base_url());
    assert_eq!(browser().get(&url).send().await.unwrap().status(), 401);
    upstream.data("Q1", json!({"2": [], "3": [{"id": 1}]})).await;
    assert_eq!(tickets(&upstream, 3).send().await.unwrap().json::<Value>().await.unwrap(), json!([{"id": 1}]));
}

async fn put(upstream: &Upstream, path: &str, body: Value) -> (u16, Value) {
    let url = format!("{}/__control/{path}", upstream.base_url());
    let answer = browser().put(url).json(&body).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

#[tokio::test]
async fn unknown_routes_modes_and_parameters_are_refused_in_words() {
    let upstream = samples().await;
    for (body, word) in [
        (json!({"route": "W9", "mode": "close"}), "W9"),
        (json!({"route": "W6", "mode": "explode"}), "explode"),
        (json!({"route": "W6", "mode": "http:abc"}), "http:abc"),
        (json!({"route": "W6", "mode": "truncate", "param": 100}), "percentage"),
        (json!({"route": "W6", "mode": "shrink"}), "contracts"),
        (json!({"mode": "close"}), "route"),
    ] {
        let (status, answer) = put(&upstream, "failure", body).await;
        assert_eq!(status, 400);
        assert!(answer["error"].as_str().unwrap().contains(word), "{answer}");
    }
    assert_eq!(put(&upstream, "data/W6", json!({"variant": "upside_down"})).await.0, 400);
    assert_eq!(put(&upstream, "today", json!({"date": "18/02/2026"})).await.0, 400);
}

#[tokio::test]
async fn every_mode_answers_as_it_is_called() {
    let upstream = samples().await;
    upstream.fail_times("Q1", "http:429", 1).await;
    let answer = tickets(&upstream, 2).send().await.unwrap();
    assert_eq!((answer.status().as_u16(), &answer.headers()["retry-after"]), (429, &"1".parse().unwrap()));
    assert_eq!(tickets(&upstream, 2).send().await.unwrap().status(), 200, "one time only");
    for (mode, text) in [
        ("login_page", "formLogin"),
        ("login_redirect", "formLogin"),
        ("bad_json", r#"{"success": tru"#),
        ("html_instead_of_json", "<!doctype html>"),
        ("success_false", r#""success":false"#),
    ] {
        upstream.fail("Q1", mode).await;
        let body = tickets(&upstream, 2).send().await.unwrap().text().await.unwrap();
        assert!(body.contains(text), "{mode}: {body}");
    }
    upstream.fail("Q1", "empty").await;
    assert_eq!(tickets(&upstream, 2).send().await.unwrap().text().await.unwrap(), "[]");
    upstream.fail("Q1", "partial").await;
    assert_eq!(tickets(&upstream, 2).send().await.unwrap().json::<Vec<Value>>().await.unwrap().len(), 1);
}

/// Every byte that comes back before the connection ends.
async fn raw_answer(upstream: &Upstream, path: &str) -> String {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let host = upstream.base_url().trim_start_matches("http://").to_owned();
    let mut stream = tokio::net::TcpStream::connect(&host).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes).await;
    String::from_utf8_lossy(&bytes).into_owned()
}

#[tokio::test]
async fn the_wire_fails_as_asked() {
    let upstream = samples().await;
    upstream.fail("Q1", "close").await;
    assert!(tickets(&upstream, 2).send().await.is_err());
    // A redirect has no body: even so nothing may come through, not the head either.
    upstream.fail("W4", "close").await;
    assert_eq!(raw_answer(&upstream, "/web/v8.1/?P=MudaLocal&Pers=1&MudaLocal=2").await, "");
    upstream.heal("W4").await;
    let redirect = raw_answer(&upstream, "/web/v8.1/?P=MudaLocal&Pers=1&MudaLocal=2").await;
    assert!(redirect.starts_with("HTTP/1.1 302"), "{redirect}");
    upstream.fail_with("Q1", "truncate", json!(40)).await;
    let answer = tickets(&upstream, 2).send().await.unwrap();
    assert!(answer.content_length().unwrap() > 300);
    assert!(answer.bytes().await.is_err());
    upstream.fail_with("Q1", "timeout", json!(0.4)).await;
    let impatient = tickets(&upstream, 2).timeout(std::time::Duration::from_millis(100));
    assert!(impatient.send().await.unwrap_err().is_timeout());
    upstream.fail_with("Q1", "slow", json!(30)).await;
    assert_eq!(tickets(&upstream, 2).send().await.unwrap().json::<Vec<Value>>().await.unwrap().len(), 3);
    upstream.heal("Q1").await;
    assert_eq!(tickets(&upstream, 2).send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn the_journal_holds_no_secret() {
    let upstream = samples().await;
    log_in(&browser(), &upstream).await;
    tickets(&upstream, 2).send().await.unwrap();
    let text = Value::from(upstream.journal().await).to_string();
    assert!(!text.contains("sim-pass") && !text.contains("sim-unit-token"));
    assert_eq!(upstream.calls("W2").await[0]["body"]["password"], true);
    upstream.reset().await;
    assert!(upstream.journal().await.is_empty());
}

/// What a browser sends for a report of some units: everything the form holds.
fn report_form(from: &str, to: &str, units: &[i64]) -> Vec<(&'static str, String)> {
    let mut form: Vec<_> = units.iter().map(|unit| ("Unidades", format!("|{unit}|"))).collect();
    form.extend([("De", from.to_owned()), ("Ate", to.to_owned())]);
    form.extend((1..=17).map(|column| ("Colunas", format!("|{column}|"))));
    form.push(("Colunas", "|162|".to_owned()));
    form
}

/// Every unit but the franchise's head office.
const UNITS: [i64; 4] = [2, 3, 12, 20];
const REPORT: &str = "/web/main/?P=RelatoriosModoFranquia&Pers=1&TR=72";

async fn submit(browser: &reqwest::Client, upstream: &Upstream, form: &[(&str, String)]) -> reqwest::Response {
    let url = format!("{}{REPORT}&Resultado=1", upstream.base_url());
    browser.post(url).form(form).send().await.unwrap()
}

/// The first page of a day's report of every unit.
async fn report(browser: &reqwest::Client, upstream: &Upstream, day: &str) -> String {
    submit(browser, upstream, &report_form(day, day, &UNITS)).await.text().await.unwrap()
}

/// The address of the page after this one.
fn next_page(page: &str) -> Option<String> {
    let (_, rest) = page.split_once("data-next=\"")?;
    Some(rest.split_once('"')?.0.replace("&amp;", "&"))
}

/// The visible cells of the lines of a page, without its footer.
fn lines(page: &str) -> Vec<Vec<String>> {
    let html = scraper::Html::parse_document(page);
    let [row, cell] = ["#table-resultado tbody tr", "td"].map(|text| scraper::Selector::parse(text).unwrap());
    html.select(&row)
        .filter(|row| row.attr("style").is_none())
        .map(|row| row.select(&cell).map(|cell| cell.text().collect()).collect())
        .collect()
}

/// Every line of a report, page after page, as a plain client reads it.
async fn all_lines(
    browser: &reqwest::Client,
    upstream: &Upstream,
    from: &str,
    to: &str,
    units: &[i64],
) -> Vec<Vec<String>> {
    let mut text = submit(browser, upstream, &report_form(from, to, units)).await.text().await.unwrap();
    let mut all = lines(&text);
    while let Some(next) = next_page(&text) {
        text = page(browser, upstream, &next).await;
        all.extend(lines(&text));
    }
    all
}

async fn api(upstream: &Upstream, path: &str) -> (u16, Value) {
    let request =
        browser().get(format!("{}/api/{path}", upstream.base_url())).header("x-access-token", "sim-api-token");
    let answer = request.send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}
