//! The web pages: login, take-over, unit switch, totem.

use serde_json::{Value, json};

use super::{QUEUE, REPORT, UNITS, browser, log_in, page, put, report_form, samples, submit};
use crate::support::Upstream;

const SWITCH: &str = "/web/v8.1/?P=MudaLocal&Pers=1&MudaLocal=";
const TOTEM: &str = "/web/v8.1/?P=Totem";

/// A client that follows nothing.
fn steps() -> reqwest::Client {
    reqwest::Client::builder()
        .no_proxy()
        .cookie_store(true)
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap()
}

async fn step(client: &reqwest::Client, upstream: &Upstream, path: &str) -> reqwest::Response {
    client.get(format!("{}{path}", upstream.base_url())).send().await.unwrap()
}

async fn end_other(client: &reqwest::Client, upstream: &Upstream, password: &str) -> String {
    let url = format!("{}/web/main/?P=Login&Deslogar=1", upstream.base_url());
    let form = [("password", password), ("Deslogar", "1")];
    client.post(url).form(&form).send().await.unwrap().text().await.unwrap()
}

#[tokio::test]
async fn every_address_of_the_login_page_sets_the_session_cookie_once() {
    let upstream = samples().await;
    for path in ["/web/main/?P=Login", "/web/main/?P=Login&U=&Partner=&qs=", "/web/v8.1/"] {
        let client = steps();
        let first = step(&client, &upstream, path).await;
        let cookie = first.headers()["set-cookie"].to_str().unwrap().to_owned();
        assert!(first.status() == 200 && cookie.starts_with("ASPSESSIONIDSIM="), "{path}: {cookie}");
        let text = first.text().await.unwrap();
        for mark in
            [r#"id="User" name="User" placeholder="E-mail""#, r#"id="Entrar" name="btnLogar" value="Entrar">Entrar <"#]
        {
            assert!(text.contains(mark), "{path}: {text}");
        }
        let second = step(&client, &upstream, path).await;
        assert!(second.headers().get("set-cookie").is_none(), "{path}: the session is known by now");
    }
}

#[tokio::test]
async fn a_wrong_password_leaves_a_cookie_and_no_session() {
    let upstream = samples().await;
    let client = steps();
    for address in ["/web/main/?P=Login&U=&Partner=&qs=", "/web/main/?P=Login"] {
        let url = format!("{}{address}", upstream.base_url());
        let wrong = [("User", "sim-user"), ("password", "other"), ("btnLogar", "Entrar")];
        let answer = client.post(&url).form(&wrong).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        assert!(answer.text().await.unwrap().contains("Usuário ou senha inválidos"));
        assert_eq!(step(&client, &upstream, QUEUE).await.status(), 302);
        let right = [("User", "sim-user"), ("password", "sim-pass"), ("btnLogar", "Entrar")];
        let answer = client.post(&url).form(&right).send().await.unwrap();
        assert_eq!(
            (answer.status().as_u16(), &answer.headers()["location"]),
            (302, &"/web/v8.1/?P=Home".parse().unwrap())
        );
        assert!(
            page(&client, &upstream, "/web/v8.1/").await.contains("menu-principal"),
            "signed in, it is the home page"
        );
        upstream.reset().await;
    }
}

#[tokio::test]
async fn without_a_session_every_page_leads_to_the_login() {
    let upstream = samples().await;
    let posted = format!("{REPORT}&Resultado=1");
    for (route, path) in [
        ("W4", "/web/v8.1/?P=MudaLocal&Pers=1&MudaLocal=2"),
        ("W5", TOTEM),
        ("W6", QUEUE),
        ("W7", REPORT),
        ("W8", &posted),
    ] {
        let client = steps();
        let answer = step(&client, &upstream, path).await;
        assert_eq!(
            (answer.status().as_u16(), &answer.headers()["location"]),
            (302, &"/web/main/?P=Login".parse().unwrap()),
            "{route}"
        );
        upstream.fail(route, "login_page").await;
        let answer = step(&client, &upstream, path).await;
        assert_eq!(answer.status(), 200, "{route}");
        assert!(answer.text().await.unwrap().contains("formLogin"), "{route}");
        upstream.heal(route).await;
    }
}

#[tokio::test]
async fn a_session_is_taken_over_with_the_password_alone() {
    let upstream = samples().await;
    let (person, worker) = (browser(), browser());
    log_in(&person, &upstream).await;
    let modal = log_in(&worker, &upstream).await;
    for mark in
        [r#"id="confirmaDesloga""#, "já está logado em outra máquina", r#"id="Deslogar" name="Deslogar" value="1""#]
    {
        assert!(modal.contains(mark), "{mark}: {modal}");
    }
    assert!(end_other(&worker, &upstream, "other").await.contains("Usuário ou senha inválidos"));
    assert!(page(&person, &upstream, QUEUE).await.contains("Nenhum paciente"), "the person still works");
    end_other(&worker, &upstream, "sim-pass").await;
    assert!(log_in(&worker, &upstream).await.contains("menu-principal"));
    assert!(page(&person, &upstream, QUEUE).await.contains("formLogin"));
    assert!(log_in(&person, &upstream).await.contains("confirmaDesloga"), "and the other way round");
    assert!(log_in(&worker, &upstream).await.contains("menu-principal"), "one's own session is no other");
}

#[tokio::test]
async fn the_unit_is_remembered_until_the_next_login() {
    let upstream = samples().await;
    let client = browser();
    log_in(&client, &upstream).await;
    for (unit, waiting) in [("2", true), ("3", false), ("12", false), ("0", false), ("2", true)] {
        assert!(page(&client, &upstream, &format!("{SWITCH}{unit}")).await.contains("menu-principal"));
        assert_eq!(page(&client, &upstream, QUEUE).await.contains("Paciente Exemplo Um"), waiting, "{unit}");
    }
    for unknown in ["7", "", "abc"] {
        let answer = step(&client, &upstream, &format!("{SWITCH}{unknown}")).await;
        assert_eq!(answer.status(), 200);
        assert!(answer.text().await.unwrap().contains("Unidade não encontrada"));
        assert!(page(&client, &upstream, QUEUE).await.contains("Paciente Exemplo Um"), "still unit 2");
    }
    log_in(&client, &upstream).await;
    assert!(!page(&client, &upstream, QUEUE).await.contains("Paciente Exemplo Um"), "a login begins with all units");
}

#[tokio::test]
async fn the_totem_page_shows_the_token_of_the_unit() {
    let upstream = samples().await;
    let client = browser();
    log_in(&client, &upstream).await;
    for unit in [2, 3, 12] {
        page(&client, &upstream, &format!("{SWITCH}{unit}")).await;
        let answer = step(&client, &upstream, TOTEM).await;
        let cookie = answer.headers()["set-cookie"].to_str().unwrap().to_owned();
        assert_eq!(cookie, format!("core_session=sim-{unit}; Path=/"));
        let text = answer.text().await.unwrap();
        let token = format!("sim-unit-token-{unit}-aaaaaaaaaaaa");
        assert!(text.contains(&format!("localStorage.setItem('x-access-token', '{token}');")), "{text}");
        let call = format!(
            "fetch('/core/totem-queue/admin/get-queue-by-filter?filter=&unit_id={unit}', {{headers: {{'x-access-token': '{token}'}}}})"
        );
        assert!(text.contains(&call), "{text}");
    }
    page(&client, &upstream, &format!("{SWITCH}0")).await;
    assert!(!page(&client, &upstream, TOTEM).await.contains("token"), "no unit, no token");
}

#[tokio::test]
async fn the_token_can_be_moved_elsewhere_or_left_out() {
    let upstream = samples().await;
    let client = browser();
    log_in(&client, &upstream).await;
    page(&client, &upstream, &format!("{SWITCH}2")).await;
    const TOKEN: &str = "sim-unit-token-2-aaaaaaaaaaaa";
    for (variant, here, mark) in [
        ("iframe", false, "<iframe src=\""),
        ("script", false, "<script src=\""),
        ("storage", true, "setItem('token', '"),
        ("none", false, "id=\"totem\""),
    ] {
        upstream.data("W5", json!({"variant": variant})).await;
        let text = page(&client, &upstream, TOTEM).await;
        assert_eq!((text.contains(TOKEN), text.contains(mark)), (here, true), "{variant}: {text}");
        if let Some((_, rest)) = text.split_once("src=\"") {
            let document = page(&client, &upstream, rest.split_once('"').unwrap().0).await;
            assert!(document.contains(TOKEN), "{variant}: {document}");
        }
    }
    upstream.data("W5", json!("<html>outra</html>")).await;
    assert_eq!(page(&client, &upstream, TOTEM).await, "<html>outra</html>");
    assert_eq!(put(&upstream, "data/W5", json!({"variant": "window"})).await.0, 400);
}

#[tokio::test]
async fn a_session_that_expires_stays_expired_until_the_next_login() {
    let upstream = samples().await;
    let client = browser();
    let form = report_form("18/02/2026", "18/02/2026", &UNITS);
    for route in ["W4", "W6", "W8"] {
        log_in(&client, &upstream).await;
        upstream.fail_times(route, "expired", 1).await;
        let last = match route {
            "W4" => page(&client, &upstream, &format!("{SWITCH}2")).await,
            "W6" => page(&client, &upstream, QUEUE).await,
            _ => submit(&client, &upstream, &form).await.text().await.unwrap(),
        };
        assert!(last.contains("formLogin"), "{route}");
        assert!(page(&client, &upstream, QUEUE).await.contains("formLogin"), "{route}: trying again is no cure");
        assert!(log_in(&client, &upstream).await.contains("menu-principal"), "{route}: nobody else is signed in");
    }
    for refused in [json!({"route": "Q1", "mode": "expired"}), json!({"route": "*", "mode": "expired"})] {
        assert_eq!(put(&upstream, "failure", refused).await.0, 400);
    }
    let (status, told): (u16, Value) =
        put(&upstream, "failure", json!({"route": "A1", "mode": "close", "page": 2})).await;
    assert_eq!((status, told["error"].as_str().unwrap()), (400, "only W8 and contracts have pages"));
}
