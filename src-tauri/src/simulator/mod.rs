//! The fake upstream: every outside service's wire format from the other side, with a clinic day that moves.
//!
//! `server` takes a call, `route` names it, one file per service answers it (`web`, `queue`, `report`, `core`, `api`,
//! `contracts`, `clinia`, `google`), `failure` plays failures on the answer, `control` is the interface that asks for them.

mod api;
mod call;
mod clinia;
mod contracts;
mod control;
mod core;
pub mod credentials;
mod day;
mod failure;
pub mod fill;
mod google;
mod journal;
mod queue;
mod report;
mod route;
mod samples;
mod server;
mod session;
mod state;
mod web;

use std::{net::Ipv4Addr, sync::Arc};

use tokio::{net::TcpListener, task::JoinHandle};

use crate::kernel::Clock;
use state::Sim;

/// What the simulator serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataSet {
    /// The fixed samples of the specification: for exact tests.
    Samples,
    /// Generated clinic days that advance with the clock.
    Day,
}

/// How to start a simulator.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Port on 127.0.0.1; 0 for any free one.
    pub port: u16,
    /// Seed of generated days.
    pub seed: u64,
    pub data: DataSet,
}

/// A running fake upstream; it stops when dropped.
pub struct Simulator {
    port: u16,
    sim: Arc<Sim>,
    serving: JoinHandle<()>,
}

impl Simulator {
    /// Binds the port and serves in the background.
    ///
    /// # Errors
    /// The port is taken.
    pub async fn start(options: Options, clock: Clock) -> std::io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).await?;
        let port = listener.local_addr()?.port();
        let sim = Arc::new(Sim::new(options, clock));
        let router = server::router(sim.clone());
        let serving = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, router).await {
                tracing::error!(%error, "the fake upstream stopped");
            }
        });
        Ok(Self { port, sim, serving })
    }

    /// `http://127.0.0.1:port`.
    pub fn base_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The value of `GOOGLE_PRIVATE_KEY` (PKCS#8 PEM, line feeds written `\n`). The key pair is generated when it is
    /// first asked for, which takes a moment; that is why [`Simulator::environment`] leaves it out.
    pub fn google_private_key(&self) -> String {
        self.sim.google_key().map(google::KeyPair::setting).unwrap_or_default()
    }

    /// The settings (name, value) that point every connector here, credentials included.
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        let base = self.base_url();
        vec![
            ("FEEGOW_WEB_BASE_URL", format!("{base}/web")),
            ("FEEGOW_CORE_BASE_URL", format!("{base}/core")),
            ("FEEGOW_API_BASE_URL", format!("{base}/api")),
            ("FEEGOW_CONTRACTS_BASE_URL", format!("{base}/contracts")),
            ("CLINIA_BASE_URL", format!("{base}/clinia")),
            ("GOOGLE_TOKEN_URL", format!("{base}/google/token")),
            ("GOOGLE_SHEETS_BASE_URL", format!("{base}/google/sheets")),
            ("GOOGLE_DOCS_BASE_URL", format!("{base}/google/docs")),
            ("FEEGOW_USER", credentials::WEB_USER.to_owned()),
            ("FEEGOW_PASS", credentials::WEB_PASSWORD.to_owned()),
            ("FEEGOW_ACCESS_TOKEN", credentials::API_TOKEN.to_owned()),
            ("CLINIA_COOKIE", credentials::CLINIA_COOKIE.to_owned()),
            ("GOOGLE_SERVICE_ACCOUNT_EMAIL", credentials::GOOGLE_ACCOUNT.to_owned()),
            ("CRC_WHATSAPP_SHEET_ID", credentials::CRC_SHEET.to_owned()),
            ("CHECKLIST_RECEPCAO_SHEET_ID", credentials::RECEPTION_SHEET.to_owned()),
        ]
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        self.serving.abort();
    }
}
