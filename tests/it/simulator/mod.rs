//! The fake upstream, seen by a client.

mod fill;
mod process;

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

fn report_form(day: &str) -> Vec<(&'static str, String)> {
    let units = ["|2|", "|3|", "|12|", "|20|"].map(|unit| ("Unidades", unit.to_owned()));
    let mut form: Vec<_> = units.to_vec();
    form.extend([("De", day.to_owned()), ("Ate", day.to_owned()), ("Colunas", "|162|".to_owned())]);
    form
}

async fn report(browser: &reqwest::Client, upstream: &Upstream, day: &str) -> reqwest::Response {
    let url = format!("{}/web/main/?P=RelatoriosModoFranquia&Pers=1&TR=72&Resultado=1", upstream.base_url());
    browser.post(url).form(&report_form(day)).send().await.unwrap()
}

#[tokio::test]
async fn the_billing_report_has_the_sample_and_its_total() {
    let (upstream, browser) = (samples().await, browser());
    log_in(&browser, &upstream).await;
    let form = page(&browser, &upstream, "/web/main/?P=RelatoriosModoFranquia&Pers=1&TR=72").await;
    assert!(form.contains(r#"value="18/02/2026""#) && form.contains("RESOLVECARD GESTÃO DE BENEFICOS"));
    let result = report(&browser, &upstream, "18/02/2026").await.text().await.unwrap();
    assert!(result.contains("<th>Usuário da conta</th>"));
    assert!(result.contains("<tfoot><tr><td>Total</td><td></td><td></td><td></td><td></td><td>0,00</td><td>0,00</td><td>1.364,56</td><td>1.364,56</td><td>-99.998.635,43</td>"));
    assert!(report(&browser, &upstream, "17/02/2026").await.text().await.unwrap().contains("<tbody>\n</tbody>"));
    upstream.fail("W8", "partial").await;
    assert!(!report(&browser, &upstream, "18/02/2026").await.text().await.unwrap().contains("</table>"));
    upstream.heal("W8").await;
    page(&browser, &upstream, "/web/v8.1/?P=MudaLocal&Pers=1&MudaLocal=2").await;
    let refused = report(&browser, &upstream, "18/02/2026").await.text().await.unwrap();
    assert!(!refused.contains("table id=\"table-resultado\""), "the franchise context is needed");
}

async fn api(upstream: &Upstream, path: &str) -> (u16, Value) {
    let request =
        browser().get(format!("{}/api/{path}", upstream.base_url())).header("x-access-token", "sim-api-token");
    let answer = request.send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

#[tokio::test]
async fn the_rest_lists_filter_by_day_and_check_token_and_dates() {
    let upstream = samples().await;
    let (_, answer) =
        api(&upstream, "appoints/search?data_start=18-02-2026&data_end=19-02-2026&list_procedures=0").await;
    assert_eq!((answer["success"].as_bool(), answer["content"].as_array().unwrap().len()), (Some(true), 2));
    let (status, answer) = api(&upstream, "appoints/search?data_start=2026-02-18&data_end=19-02-2026").await;
    assert_eq!((status, &answer["content"]), (422, &json!("data_start inválida")));
    let (_, answer) = api(&upstream, "proposal/list?data_inicio=18-02-2026&data_fim=23-02-2026&tipo_data=I").await;
    assert_eq!(answer["content"][0]["proposal_id"], 42002);
    for path in ["professional/list", "specialties/list", "procedures/list", "procedures/groups"] {
        assert_eq!(api(&upstream, path).await.1["content"].as_array().unwrap().len(), 2, "{path}");
    }
    let url = format!("{}/api/professional/list", upstream.base_url());
    let answer = browser().get(url).send().await.unwrap();
    assert_eq!(answer.status(), 401);
    assert_eq!(answer.json::<Value>().await.unwrap(), json!({"success": false, "content": "Token inválido"}));
}

async fn contracts(upstream: &Upstream, number: u64) -> (u16, Value) {
    let url = format!("{}/contracts/external/contract/datagrid", upstream.base_url());
    let request = browser().post(url).header("x-access-token", "sim-api-token");
    let answer = request.json(&json!({"perPage": 100, "page": number})).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

#[tokio::test]
async fn contracts_come_in_three_pages_of_which_one_may_be_missing() {
    let upstream = samples().await;
    let (_, first) = contracts(&upstream, 1).await;
    assert_eq!(
        (&first["pages"], &first["total"], first["data"].as_array().unwrap().len()),
        (&json!(3), &json!(250), 100)
    );
    assert_eq!(contracts(&upstream, 3).await.1["data"].as_array().unwrap().len(), 50);
    assert_eq!(contracts(&upstream, 4).await.1["data"], json!([]));
    upstream.fail_with("contracts", "partial", json!(2)).await;
    assert_eq!(
        [contracts(&upstream, 1).await.0, contracts(&upstream, 2).await.0, contracts(&upstream, 3).await.0],
        [200, 500, 200]
    );
    upstream.fail("contracts", "shrink").await;
    assert_eq!(contracts(&upstream, 1).await.1["total"], 10);
}

/// A service account's assertion, signed by the key of the settings.
fn assertion(pem: &str, lifetime: i64) -> String {
    use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
    use rsa::{
        pkcs1v15::SigningKey,
        pkcs8::DecodePrivateKey,
        sha2::Sha256,
        signature::{SignatureEncoding, Signer},
    };
    let key = rsa::RsaPrivateKey::from_pkcs8_pem(&pem.replace("\\n", "\n")).unwrap();
    let claims = json!({
        "iss": "hub@simulador.invalid", "scope": "https://www.googleapis.com/auth/spreadsheets.readonly",
        "aud": "https://oauth2.googleapis.com/token", "iat": 1000, "exp": 1000 + lifetime,
    });
    let message = format!("{}.{}", BASE64.encode(r#"{"alg":"RS256","typ":"JWT"}"#), BASE64.encode(claims.to_string()));
    let signature = SigningKey::<Sha256>::new(key).sign(message.as_bytes());
    format!("{message}.{}", BASE64.encode(signature.to_bytes()))
}

#[tokio::test]
async fn google_believes_only_its_own_key() {
    let upstream = samples().await;
    let pem = upstream.simulator().google_private_key();
    let ask = |assertion: String| {
        let form = [("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer".to_owned()), ("assertion", assertion)];
        browser().post(format!("{}/google/token", upstream.base_url())).form(&form).send()
    };
    let good = ask(assertion(&pem, 3600)).await.unwrap();
    assert_eq!(good.json::<Value>().await.unwrap()["access_token"], "sim-google-token");
    assert_eq!(ask(assertion(&pem, 7200)).await.unwrap().status(), 400);
    let mut forged = assertion(&pem, 3600);
    forged.truncate(forged.len() - 8);
    assert_eq!(ask(forged).await.unwrap().status(), 400);
    let sheet = |range: &str| {
        let url = format!("{}/google/sheets/v4/spreadsheets/sim-recepcao/values/{range}", upstream.base_url());
        browser().get(url).bearer_auth("sim-google-token").send()
    };
    assert_eq!(sheet("Respostas%20ao%20formulario%201!A:F").await.unwrap().status(), 400);
    let values: Value = sheet("A:F").await.unwrap().json().await.unwrap();
    assert_eq!(values["range"], "'Respostas ao formulário 1'!A1:F4");
    assert_eq!(values["values"][2][2], "Centro Cambuí");
}

#[tokio::test]
async fn a_generated_day_is_the_same_twice_and_moves() {
    use hub_lib::simulator::DataSet;
    let clock = Clock::manual_at("2026-11-25 10:15:00");
    let (one, other) = (Upstream::serving(DataSet::Day, &clock).await, Upstream::serving(DataSet::Day, &clock).await);
    let queue = async |upstream: &Upstream| tickets(upstream, 3).send().await.unwrap().text().await.unwrap();
    let before = queue(&one).await;
    assert_eq!(before, queue(&other).await);
    clock.advance(std::time::Duration::from_secs(180));
    assert_ne!(before, queue(&one).await);

    let browser = browser();
    log_in(&browser, &one).await;
    page(&browser, &one, "/web/v8.1/?P=MudaLocal&Pers=1&MudaLocal=3").await;
    let room = page(&browser, &one, QUEUE).await;
    for ticket in tickets(&one, 3).send().await.unwrap().json::<Vec<Value>>().await.unwrap() {
        assert!(!room.contains(ticket["PacienteNome"].as_str().unwrap()), "in two places");
    }
    page(&browser, &one, "/web/v8.1/?P=MudaLocal&Pers=1&MudaLocal=0").await;
    let first = report(&browser, &one, "24/11/2026").await.text().await.unwrap();
    let next = first.split_once("data-next=\"").unwrap().1.split_once('"').unwrap().0.replace("&amp;", "&");
    assert!(page(&browser, &one, &next).await.contains("<table id=\"table-resultado\""));
    let (_, booked) = api(&one, "appoints/search?data_start=26-10-2026&data_end=25-12-2026").await;
    let statuses: std::collections::HashSet<i64> =
        booked["content"].as_array().unwrap().iter().map(|row| row["status_id"].as_i64().unwrap()).collect();
    assert!([1, 2, 3, 4, 6, 7, 11].iter().all(|status| statuses.contains(status)), "{statuses:?}");
}
