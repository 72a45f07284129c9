//! Clinia: its cookie, its query rules, its samples.

use serde_json::{Value, json};

use super::{browser, samples};
use crate::support::Upstream;

const DAY: &str = "startDate=2026-02-18T00:00:00.000Z&endDate=2026-02-18T23:59:59.999Z";

/// A good address of each endpoint.
fn addresses() -> [(&'static str, String); 5] {
    [
        ("C1", "users-group".to_owned()),
        ("C2", format!("statistics/group/card?type=this-week&{DAY}&search=current")),
        ("C3", "whatsapp/chat/count?filter=mine&state=OPEN".to_owned()),
        ("C4", format!("statistics/group/chart?type=this-week&{DAY}")),
        ("C5", format!("statistics/appointments?type=specific&{DAY}")),
    ]
}

async fn get(upstream: &Upstream, address: &str, cookie: &str) -> (u16, String) {
    let url = format!("{}/clinia/api/{address}", upstream.base_url());
    let answer = browser().get(url).header("cookie", cookie).send().await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

async fn answer(upstream: &Upstream, address: &str) -> Value {
    let (status, text) = get(upstream, address, "clinia_session=sim").await;
    assert_eq!(status, 200, "{address}: {text}");
    serde_json::from_str(&text).unwrap()
}

#[tokio::test]
async fn every_endpoint_wants_the_cookie_among_others_or_alone() {
    let upstream = samples().await;
    for (route, address) in addresses() {
        for cookie in ["clinia_session=sim", "theme=dark; clinia_session=sim; lang=pt"] {
            assert_eq!(get(&upstream, &address, cookie).await.0, 200, "{route}");
        }
        for cookie in ["", "clinia_session=other", "session=sim"] {
            assert_eq!(get(&upstream, &address, cookie).await.0, 401, "{route} {cookie:?}");
        }
        assert_eq!(upstream.calls(route).await.len(), 5, "{address} is {route}");
    }
}

#[tokio::test]
async fn a_wrong_query_is_refused_with_its_reason() {
    let upstream = samples().await;
    let local = DAY.replace(".000Z", "").replace(".999Z", "");
    let backwards = "startDate=2026-02-19T00:00:00.000Z&endDate=2026-02-18T23:59:59.999Z";
    for (address, word) in [
        (format!("statistics/group/card?type=today&{DAY}&search=current"), "type"),
        (format!("statistics/group/card?type=this-week&{DAY}"), "search"),
        ("statistics/group/card?type=this-week&search=current".to_owned(), "startDate"),
        (format!("statistics/group/card?type=this-week&{local}&search=current"), "startDate"),
        ("whatsapp/chat/count?state=OPEN".to_owned(), "filter"),
        ("whatsapp/chat/count?filter=all&state=OPEN".to_owned(), "filter"),
        ("whatsapp/chat/count?filter=mine&state=CLOSED".to_owned(), "state"),
        (format!("statistics/group/chart?type=specific&{DAY}"), "type"),
        ("statistics/group/chart?type=this-week&startDate=2026-02-18T00:00:00.000Z".to_owned(), "endDate"),
        (format!("statistics/appointments?type=this-week&{DAY}"), "type"),
        (format!("statistics/appointments?type=specific&{backwards}"), "endDate"),
        ("statistics/appointments?type=specific&startDate=18/02/2026&endDate=18/02/2026".to_owned(), "startDate"),
    ] {
        let (status, text) = get(&upstream, &address, "clinia_session=sim").await;
        assert_eq!(status, 422, "{address}: {text}");
        let told: Value = serde_json::from_str(&text).unwrap();
        assert!(told["message"].as_str().unwrap().starts_with(word), "{address}: {told}");
    }
}

#[tokio::test]
async fn the_samples_are_those_of_the_specification() {
    let upstream = samples().await;
    let [c1, c2, c3, c4, c5] = addresses().map(|(_, address)| address);
    assert_eq!(answer(&upstream, &c1).await["groups"][1]["name"], "Grupo Novo");
    let card = answer(&upstream, &c2).await;
    assert_eq!(
        (&card["groups"][0]["avg_waiting_time"], &card["groups"][1]["avg_waiting_time"]),
        (&json!(185.7), &Value::Null)
    );
    let count = answer(&upstream, &c3).await;
    assert_eq!((&count["count"]["all"], &count["count"]["groups"][0]["count"]), (&json!(17), &json!(9)));
    let chart = answer(&upstream, &c4).await;
    let today: Vec<i64> = chart["groups"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|group| group["group_conversations_per_day"].as_array().unwrap())
        .filter(|day| day["date"] == "18/02")
        .flat_map(|day| [day["conversation"].as_i64(), day["without_response_conversation"].as_i64()])
        .map(Option::unwrap)
        .collect();
    assert_eq!(today, [55, 3, 5, 1]);
    assert_eq!(chart["groups"][0]["waiting_time_per_day"][0], json!({"date": "18/02", "avg": 120}));
    let made = answer(&upstream, &c5).await;
    assert_eq!(made, json!({"current": {"appointmentsTotal": 40, "appointmentsCreatedByBot": 12}}));
}

#[tokio::test]
async fn it_fails_whole_or_in_part() {
    let upstream = samples().await;
    upstream.fail("C3", "http:401").await;
    for (route, address) in addresses() {
        let expected = if route == "C3" { 401 } else { 200 };
        assert_eq!(get(&upstream, &address, "clinia_session=sim").await.0, expected, "{route}");
    }
    upstream.fail("clinia", "http:401").await;
    for (route, address) in addresses() {
        assert_eq!(get(&upstream, &address, "clinia_session=sim").await.0, 401, "{route}");
    }
    upstream.fail("clinia", "login_page").await;
    let (status, text) = get(&upstream, &addresses()[2].1, "clinia_session=sim").await;
    assert!(status == 200 && text.contains("name=\"password\""), "{text}");
    upstream.reset().await;
    upstream.data("C3", json!({"count": {"all": 0, "groups": [{"id": "x", "count": 3}]}})).await;
    assert_eq!(answer(&upstream, &addresses()[2].1).await["count"]["all"], 0);
    let null = json!({"groups": [{"group_id": "x", "group_conversations_per_day": [{"date": "18/02", "conversation": null}]}]});
    upstream.data("C4", null.clone()).await;
    assert_eq!(answer(&upstream, &addresses()[3].1).await, null);
    upstream.fail("clinia", "empty").await;
    assert_eq!(answer(&upstream, "users-group").await, json!({"groups": []}));
}
