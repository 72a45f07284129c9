//! Google: the token of a service account, sheets as values and as CSV.

use serde_json::{Value, json};

use super::{browser, samples};
use crate::support::Upstream;

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

async fn get(upstream: &Upstream, path: &str) -> (u16, String, String) {
    let answer = browser()
        .get(format!("{}/google/{path}", upstream.base_url()))
        .bearer_auth("sim-google-token")
        .send()
        .await
        .unwrap();
    let kind = answer.headers()["content-type"].to_str().unwrap().to_owned();
    (answer.status().as_u16(), kind, answer.text().await.unwrap())
}

#[tokio::test]
async fn values_and_titles_need_the_token_and_a_known_sheet() {
    let upstream = samples().await;
    for path in ["sim-crc/values/A:C", "sim-crc?fields=sheets.properties.title"] {
        let url = format!("{}/google/sheets/v4/spreadsheets/{path}", upstream.base_url());
        assert_eq!(browser().get(url).send().await.unwrap().status(), 401, "{path}");
    }
    let (status, _, text) = get(&upstream, "sheets/v4/spreadsheets/sim-crc?fields=sheets.properties.title").await;
    assert_eq!((status, text.as_str()), (200, r#"{"sheets":[{"properties":{"title":"Respostas ao formulário 1"}}]}"#));
    for path in ["other/values/A:C", "other?fields=sheets.properties.title"] {
        let (status, _, text) = get(&upstream, &format!("sheets/v4/spreadsheets/{path}")).await;
        let error = json!({"error": {"code": 404, "message": "Requested entity was not found."}});
        assert_eq!((status, serde_json::from_str::<Value>(&text).unwrap()), (404, error), "{path}");
    }
    let (status, _, text) = get(&upstream, "sheets/v4/spreadsheets/sim-crc/values/X!A:C").await;
    assert_eq!((status, text.contains("Unable to parse range: X")), (400, true), "{text}");
    let quoted = "sheets/v4/spreadsheets/sim-recepcao/values/%27Respostas%20ao%20formul%C3%A1rio%201%27!A:B";
    let (_, _, text) = get(&upstream, quoted).await;
    let values: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        values["values"][0],
        json!(["Carimbo de data/hora", "Endereço de e-mail"]),
        "only the columns asked for"
    );
    upstream.fail("G2", "empty").await;
    let (_, _, text) = get(&upstream, "sheets/v4/spreadsheets/sim-crc/values/A:C").await;
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap().get("values"), None, "no rows: no `values`");
}

const EXPORT: &str = "docs/spreadsheets/d/sim-recepcao/export?format=csv";
const QUERY: &str = "docs/spreadsheets/d/sim-recepcao/gviz/tq?tqx=out:csv";

#[tokio::test]
async fn a_public_sheet_comes_as_csv_in_two_forms() {
    let upstream = samples().await;
    let (status, kind, text) = get(&upstream, EXPORT).await;
    assert_eq!((status, kind.as_str()), (200, "text/csv"));
    let rows: Vec<&str> = text.split("\r\n").collect();
    assert_eq!(rows[0], "Carimbo de data/hora,Endereço de e-mail,Qual sua unidade?,Qual serviço?,Observação,Data");
    assert_eq!((rows.len(), rows[2]), (4, "18/02/2026 09:00:00,,Centro Cambuí,Check-up,,18/02/2026"));
    let (_, kind, text) = get(&upstream, QUERY).await;
    assert_eq!(kind, "text/csv");
    let second = text.split("\r\n").nth(2).unwrap();
    assert_eq!(second, r#""18/02/2026 09:00:00","","Centro Cambuí","Check-up","","18/02/2026""#);
    let (status, ..) = get(&upstream, "docs/spreadsheets/d/other/export?format=csv").await;
    assert_eq!(status, 404);
    let (_, kind, _) = get(&upstream, "docs/spreadsheets/d/sim-crc/export").await;
    assert!(kind.starts_with("text/html"), "the sheet itself is a page");
    assert_eq!(get(&upstream, EXPORT).await.2, get(&upstream, EXPORT).await.2);
}

#[tokio::test]
async fn awkward_cells_are_quoted_and_a_private_sheet_is_a_sign_in_page() {
    let upstream = samples().await;
    let rows = json!([["Data", "Nome"], ["18/02/2026", "Ana, a \"Nova\"\nExemplo"]]);
    upstream.data("G2", json!({"sim-recepcao": rows})).await;
    assert_eq!(get(&upstream, EXPORT).await.2, "Data,Nome\r\n18/02/2026,\"Ana, a \"\"Nova\"\"\nExemplo\"");
    for (route, path) in [("G4", EXPORT), ("G5", QUERY)] {
        upstream.fail(route, "login_page").await;
        let (status, kind, text) = get(&upstream, path).await;
        assert!(status == 200 && kind.starts_with("text/html") && text.starts_with("<!doctype html>"), "{kind}");
        upstream.fail(route, "empty").await;
        assert_eq!(get(&upstream, path).await.2, "");
        upstream.fail(route, "http:403").await;
        assert_eq!(get(&upstream, path).await.0, 403);
    }
}
