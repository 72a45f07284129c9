//! Where the specialties of the form come from.

use std::time::Duration;

use hub_lib::{
    integrations::{self, UnitSession},
    simulator::credentials,
};
use serde_json::{Value, json};

use super::sample::PATH;
use crate::support::{TestApp, Upstream, databases};

/// The application on each engine, reading from an upstream of its own, with further settings.
async fn each_with(settings: &[(&str, &str)]) -> Vec<(TestApp, Upstream)> {
    let mut all = Vec::new();
    for database in databases().await {
        let upstream = Upstream::start(&hub_lib::kernel::Clock::system()).await;
        let variables = upstream.environment();
        let api = variables.iter().find(|(name, _)| *name == "FEEGOW_API_BASE_URL").unwrap();
        let mut settings = settings.to_vec();
        settings.push((api.0, &api.1));
        all.push((TestApp::on(database, &settings), upstream));
    }
    all
}

async fn offered(app: &TestApp) -> (Value, Value) {
    let reply = app.get_as("OPERADOR", &format!("{PATH}/options")).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    (reply.json["data"]["source"].clone(), reply.json["data"]["specialties"].clone())
}

async fn calls(upstream: &Upstream) -> usize {
    upstream.journal().await.iter().filter(|call| call["route"] == "A3").count()
}

#[tokio::test]
async fn feegow_is_asked_once_in_six_hours() {
    for (app, upstream) in each_with(&[("FEEGOW_ACCESS_TOKEN", credentials::API_TOKEN)]).await {
        let names =
            json!([{ "nome": " Ortopedia " }, { "name": "Cardiologia" }, { "nome": "" }, { "nome": "cardiologia" }]);
        upstream.data("A3", names).await;
        let feegow = (json!("feegow_api"), json!(["Cardiologia", "Ortopedia"]));
        for _ in 0..3 {
            assert_eq!(offered(&app).await, feegow);
        }
        assert_eq!(calls(&upstream).await, 1);
        app.app.clock.advance(Duration::from_secs(6 * 3600 + 1));
        assert_eq!(offered(&app).await, feegow);
        assert_eq!(calls(&upstream).await, 2);
    }
}

#[tokio::test]
async fn without_feegow_the_specialties_of_appointments_are_offered() {
    let ours = (json!("database"), json!(["Pediatria"]));
    for (app, upstream) in each_with(&[("FEEGOW_ACCESS_TOKEN", credentials::API_TOKEN)]).await {
        app.run("INSERT INTO feegow_appointments (appointment_id, specialty) VALUES (1, 'Pediatria')").await;
        upstream.fail("A3", "http:401").await;
        assert_eq!(offered(&app).await, ours);
        upstream.reset().await;
        assert_eq!(offered(&app).await, ours, "a source that fails is not asked for every form");
        app.app.clock.advance(Duration::from_secs(5 * 60 + 1));
        assert_eq!(offered(&app).await.0, "feegow_api");

        app.app.clock.advance(Duration::from_secs(6 * 3600 + 1));
        upstream.data("A3", json!([])).await;
        assert_eq!(offered(&app).await, ours, "an empty list is no list");
    }
    for (app, _) in each_with(&[]).await {
        app.run("DROP TABLE feegow_appointments").await;
        assert_eq!(offered(&app).await, (json!("database"), json!([])), "nobody has a token");
    }
}

#[tokio::test]
async fn the_token_of_a_unit_serves_as_well() {
    for (app, _upstream) in each_with(&[]).await {
        let session = UnitSession { unit_id: 2, token: credentials::API_TOKEN.into(), cookies: None };
        integrations::save_unit_session(&app.app, &session).await.unwrap();
        assert_eq!(offered(&app).await, (json!("feegow_api"), json!(["Cardiologia", "Clínica Médica"])));
    }
}
