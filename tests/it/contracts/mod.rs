//! Benefit-card contracts: what is shown of them, and the worker that reads them.

mod adopted;
mod api;
mod figures;
mod matrix;
mod sync;

use std::time::Duration;

use hub_lib::{contracts::sync::SyncContracts, jobs::Outcome, simulator::credentials};

use crate::support::{Log, Site};

/// How many contracts are stored.
const COUNT: &str = "SELECT CAST(COUNT(*) AS CHAR) FROM feegow_contracts";
/// Everything stored but when.
const STORED: &str = "SELECT REPLACE(CONCAT_WS('|', registration_number, contract_id, CAST(created_at AS CHAR),
        CAST(start_date AS CHAR), patient_name, plan_name, status_contract, status_financial,
        ROUND(recurrence_value * 100), ROUND(membership_value * 100)), '.0', '')
    FROM feegow_contracts ORDER BY registration_number";

/// A site on each engine that may read contracts.
async fn sites() -> Vec<Site> {
    Site::each_with(|config| {
        config.feegow.access_token = Some(credentials::API_TOKEN.into());
        config.workers.http_timeout_max = Some(Duration::from_secs(20));
    })
    .await
}

async fn run(site: &Site) -> Outcome {
    site.run(&SyncContracts::new(&site.app)).await
}

fn done(count: u64) -> Outcome {
    Outcome::Done(format!("Finalizado. Total Salvo: {count}"))
}

fn failed(reason: &str) -> Outcome {
    Outcome::Failed(reason.into())
}

/// Fails when the token or somebody's name was logged.
fn assert_discreet(log: &Log) {
    log.assert_discreet();
    for word in [credentials::API_TOKEN, "Titular Exemplo", "Sem Chave"] {
        assert!(!log.text().contains(word), "the log shows {word:?}");
    }
}
