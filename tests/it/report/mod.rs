//! The billing report, read from the fake upstream over HTTP.

mod browser;
mod form;

pub use browser::chromium;

use std::sync::Mutex;

use hub_lib::{
    config::{Config, Env, RunAs},
    connectors::feegow::{
        WebAccount, WebSession,
        report::{BillingReportSource, HttpFormSource, ReportError, ReportTable},
    },
    kernel::{Clock, Period},
    simulator::credentials::{WEB_PASSWORD, WEB_USER},
};
use serde_json::{Value, json};

use crate::support::Upstream;

/// The day of the samples.
pub fn sample_day() -> Period {
    Period::day("2026-02-18".parse().unwrap())
}

/// An upstream and the settings that point to it.
pub struct Feegow {
    pub upstream: Upstream,
    pub clock: Clock,
    pub config: Config,
    pub session: WebSession,
    /// What the source said while it worked.
    pub said: Mutex<Vec<String>>,
}

impl Feegow {
    pub async fn new() -> Self {
        Self::with(&[]).await
    }

    pub async fn with(settings: &[(&str, &str)]) -> Self {
        let clock = Clock::manual_at("2026-02-18 09:43:00");
        let upstream = Upstream::start(&clock).await;
        let mut env = Env::of([("HUB_DATA_DIR", "unused"), ("SYNC_PAUSE_SCALE", "0")]);
        for (name, value) in upstream.environment().iter().filter(|(name, _)| name.ends_with("_BASE_URL")) {
            env.set(name, value.as_str());
        }
        for (name, value) in settings {
            env.set(name, *value);
        }
        let config = Config::read(&env, RunAs::Local).unwrap();
        let session = WebSession::new(&config.feegow, &config.workers, clock.clone());
        Self { upstream, clock, config, session, said: Mutex::default() }
    }

    pub fn account(&self) -> WebAccount {
        WebAccount { user: WEB_USER.into(), password: WEB_PASSWORD.into() }
    }

    pub fn form(&self) -> HttpFormSource {
        HttpFormSource::new(self.session.clone(), self.account(), self.config.feegow.clone())
    }

    pub async fn fetch(&self, source: &dyn BillingReportSource) -> Result<ReportTable, ReportError> {
        source.fetch(sample_day(), &|text| self.said.lock().unwrap().push(text)).await
    }

    pub async fn count(&self, route: &str) -> usize {
        self.upstream.calls(route).await.len()
    }

    /// Somebody else logs in as the same user.
    pub async fn take_session_over(&self) {
        let client = reqwest::Client::builder().cookie_store(true).no_proxy().build().unwrap();
        let base = format!("{}/web/main/?P=Login", self.upstream.base_url());
        let form = [("User", WEB_USER), ("password", WEB_PASSWORD)];
        client.post(format!("{base}&Deslogar=1")).form(&[form[1], ("Deslogar", "1")]).send().await.unwrap();
        client.post(&base).form(&form).send().await.unwrap();
    }
}

/// `count` payments of the samples' day, told apart by their amount.
pub fn payments(count: usize) -> Value {
    let line = |n: usize| {
        json!([
            "18/02/2026",
            "18/02/2026",
            "",
            "PIX",
            "Particular",
            "0,00",
            "0,00",
            format!("{n},00"),
            format!("{n},00"),
            format!("{n},00"),
            "Paciente Exemplo Um",
            "Consulta",
            "Atendente Modelo",
            "Consulta",
            "Consultas",
            "OURO VERDE",
            "1001",
            "Caixa Modelo"
        ])
    };
    (1..=count).map(line).collect()
}

/// The amounts paid, in the order of the table.
pub fn paid(table: &ReportTable) -> Vec<&str> {
    let column = table.headers.iter().position(|header| header == "Total Pago").unwrap();
    table.rows.iter().map(|row| row[column].as_str()).collect()
}
