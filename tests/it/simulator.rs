//! The fake upstream, seen by a client.

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
