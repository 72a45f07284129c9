//! The benefit-card contracts, page by page.

use hub_lib::{kernel::Clock, simulator::DataSet};
use serde_json::{Value, json};

use super::{browser, put, samples};
use crate::support::Upstream;

async fn contracts(upstream: &Upstream, number: u64) -> (u16, Value) {
    let answer = ask(upstream, json!({"perPage": 100, "page": number})).await;
    (answer.status().as_u16(), answer.json().await.unwrap())
}

async fn ask(upstream: &Upstream, body: Value) -> reqwest::Response {
    let url = format!("{}/contracts/external/contract/datagrid", upstream.base_url());
    browser().post(url).header("x-access-token", "sim-api-token").json(&body).send().await.unwrap()
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

#[tokio::test]
async fn the_samples_have_a_key_a_half_key_and_none() {
    let upstream = samples().await;
    let (_, page) = contracts(&upstream, 1).await;
    assert_eq!(page["data"][0]["registrationNumber"], "RS-000123");
    assert_eq!(page["data"][0]["amountRecurrence"], 49.9);
    assert_eq!((&page["data"][1]["registrationNumber"], &page["data"][1]["contractId"]), (&Value::Null, &json!(9002)));
    assert_eq!(page["data"][1]["amountRecurrence"], "49,90");
    assert_eq!(page["data"][2], json!({"registrationNumber": null, "contractId": null, "name": "Sem Chave"}));
    let few: Value = ask(&upstream, json!({"perPage": 7, "page": 36})).await.json().await.unwrap();
    assert_eq!((few["data"].as_array().unwrap().len(), &few["pages"]), (5, &json!(36)));
}

#[tokio::test]
async fn a_wrong_token_is_refused_and_other_addresses_are_unknown() {
    let upstream = samples().await;
    let url = format!("{}/contracts/external/contract/datagrid", upstream.base_url());
    let refused = browser().post(&url).header("x-access-token", "other").json(&json!({})).send().await.unwrap();
    assert_eq!(refused.status(), 401);
    assert_eq!(refused.json::<Value>().await.unwrap(), json!({"success": false, "content": "Token inválido"}));
    assert_eq!(browser().get(&url).send().await.unwrap().status(), 404, "only POST");
}

#[tokio::test]
async fn a_hundred_and_fifty_pages_have_every_contract_once() {
    let upstream = samples().await;
    upstream.data("contracts", json!({"count": 15_000})).await;
    let mut keys = std::collections::HashSet::new();
    let (client, url) = (browser(), format!("{}/contracts/external/contract/datagrid", upstream.base_url()));
    for number in 1..=150 {
        let request = client.post(&url).header("x-access-token", "sim-api-token");
        let answer = request.json(&json!({"perPage": 100, "page": number})).send().await.unwrap();
        let (status, page) = (answer.status().as_u16(), answer.json::<Value>().await.unwrap());
        assert_eq!((status, &page["pages"], &page["total"]), (200, &json!(150), &json!(15_000)));
        keys.extend(page["data"].as_array().unwrap().iter().map(|row| row["contractId"].to_string()));
    }
    assert_eq!(keys.len(), 15_000);
    assert_eq!(contracts(&upstream, 151).await.1["data"], json!([]));
}

#[tokio::test]
async fn one_page_fails_as_often_as_asked() {
    let upstream = samples().await;
    upstream.data("contracts", json!({"count": 15_000})).await;
    put(&upstream, "failure", json!({"route": "contracts", "mode": "http:429", "times": 2, "page": 57})).await;
    let status = async |number| contracts(&upstream, number).await.0;
    assert_eq!([status(56).await, status(57).await, status(57).await, status(57).await], [200, 429, 429, 200]);
    put(&upstream, "failure", json!({"route": "contracts", "mode": "bad_json", "page": 3})).await;
    assert_eq!(ask(&upstream, json!({"page": 3})).await.text().await.unwrap(), r#"{"success": tru"#);
    assert_eq!(status(4).await, 200);
    upstream.fail("contracts", "empty").await;
    assert_eq!(contracts(&upstream, 1).await.1, json!({"data": [], "pages": 1, "total": 0}));
    upstream.fail("contracts", "success_false").await;
    assert_eq!(contracts(&upstream, 1).await.1["success"], false);
}

#[tokio::test]
async fn a_total_is_believed_whatever_the_list_holds() {
    let upstream = samples().await;
    upstream.data("contracts", json!({"data": [{"contractId": 1, "name": "Ana"}], "total": 400})).await;
    let (_, page) = contracts(&upstream, 1).await;
    assert_eq!((page["data"].as_array().unwrap().len(), &page["total"]), (1, &json!(400)));
    upstream.data("contracts", json!([{"contractId": 2}])).await;
    assert_eq!(contracts(&upstream, 1).await.1["total"], 1);
    upstream.data("contracts", json!({"data": null, "pages": 3})).await;
    assert_eq!(contracts(&upstream, 1).await.1["pages"], 3);
    upstream.data("contracts", json!("nada")).await;
    assert_eq!(contracts(&upstream, 1).await.1, "nada");
}

#[tokio::test]
async fn generated_contracts_grow_with_the_day_and_keep_their_keys() {
    let clock = Clock::manual_at("2026-11-25 10:15:00");
    let upstream = Upstream::serving(DataSet::Day, &clock).await;
    let (_, first) = contracts(&upstream, 1).await;
    assert!(first["pages"].as_u64().unwrap() >= 150, "{}", first["pages"]);
    clock.advance(std::time::Duration::from_secs(24 * 3600));
    let (_, later) = contracts(&upstream, 1).await;
    assert_eq!(later["total"].as_u64().unwrap(), first["total"].as_u64().unwrap() + 10);
    assert_eq!(later["data"], first["data"], "what was sold long ago stays");
    let last = contracts(&upstream, later["pages"].as_u64().unwrap()).await.1;
    let newest = last["data"].as_array().unwrap().last().unwrap().clone();
    assert!(newest["contractDate"].as_str().unwrap().starts_with("2026-11-26T10"), "{newest}");
}
