//! The fake upstream of a test: the specification's samples, steered over its control interface.

#![allow(dead_code)] // each is used by some test file

use hub_lib::{
    kernel::Clock,
    simulator::{DataSet, Options, Simulator},
};
use serde_json::{Value, json};

/// A simulator on a free port.
pub struct Upstream {
    simulator: Simulator,
    client: reqwest::Client,
}

impl Upstream {
    /// Serves the fixed samples; their day is 2026-02-18.
    pub async fn start(clock: &Clock) -> Self {
        Self::serving(DataSet::Samples, clock).await
    }

    /// Serves a data set.
    pub async fn serving(data: DataSet, clock: &Clock) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let options = Options { port: 0, seed: 1, data };
        let simulator = Simulator::start(options, clock.clone()).await.unwrap();
        Self { simulator, client: reqwest::Client::builder().no_proxy().build().unwrap() }
    }

    /// `http://127.0.0.1:port`.
    pub fn base_url(&self) -> String {
        self.simulator.base_url()
    }

    /// The settings that point every connector here, credentials included.
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        self.simulator.environment()
    }

    /// The simulator itself.
    pub fn simulator(&self) -> &Simulator {
        &self.simulator
    }

    /// Lets a route (`W6`), a service (`clinia`) or everything (`*`) fail until a reset.
    pub async fn fail(&self, route: &str, mode: &str) {
        self.put("failure", json!({"route": route, "mode": mode})).await;
    }

    /// Lets the next `times` calls fail.
    pub async fn fail_times(&self, route: &str, mode: &str, times: u64) {
        self.put("failure", json!({"route": route, "mode": mode, "times": times})).await;
    }

    /// Fails until a reset in a mode with a parameter: `timeout` seconds, `truncate` percent, `partial` page …
    pub async fn fail_with(&self, route: &str, mode: &str, param: Value) {
        self.put("failure", json!({"route": route, "mode": mode, "param": param})).await;
    }

    /// Fails for one page until a reset, in a mode with a parameter.
    pub async fn fail_page(&self, route: &str, mode: &str, param: Value, page: u64) {
        self.put("failure", json!({"route": route, "mode": mode, "param": param, "page": page})).await;
    }

    /// Ends the failure of a route.
    pub async fn heal(&self, route: &str) {
        self.fail_times(route, "close", 0).await;
    }

    /// Replaces the data set of a route.
    pub async fn data(&self, route: &str, data: Value) {
        self.put(&format!("data/{route}"), data).await;
    }

    /// Moves the simulator's day and time: `2026-02-18`, `09:43`.
    pub async fn today(&self, date: &str, time: &str) {
        self.put("today", json!({"date": date, "time": time})).await;
    }

    /// Default data, no failures, no sessions, empty journal.
    pub async fn reset(&self) {
        let answer = self.client.post(self.control("reset")).send().await.unwrap();
        assert_eq!(answer.status(), 200);
    }

    /// The calls received since the last reset, oldest first.
    pub async fn journal(&self) -> Vec<Value> {
        self.client.get(self.control("journal")).send().await.unwrap().json().await.unwrap()
    }

    /// The calls of one route.
    pub async fn calls(&self, route: &str) -> Vec<Value> {
        let mut calls = self.journal().await;
        calls.retain(|call| call["route"] == route);
        calls
    }

    fn control(&self, action: &str) -> String {
        format!("{}/__control/{action}", self.base_url())
    }

    async fn put(&self, action: &str, body: Value) {
        let answer = self.client.put(self.control(action)).json(&body).send().await.unwrap();
        let status = answer.status();
        assert_eq!(status, 200, "{action}: {}", answer.text().await.unwrap());
    }
}
