//! The fake upstream: every outside service's wire format from the other side, with a clinic day that moves.

use crate::kernel::Clock;

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
pub struct Simulator {}

impl Simulator {
    /// Binds the port and serves in the background.
    ///
    /// # Errors
    /// The port is taken.
    pub async fn start(_options: Options, _clock: Clock) -> std::io::Result<Self> {
        Ok(Self {})
    }

    /// `http://127.0.0.1:port`.
    pub fn base_url(&self) -> String {
        String::new()
    }

    /// The settings (name, value) that point every connector here, credentials included.
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }
}
