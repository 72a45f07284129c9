//! Settings. The only code that reads the environment; everything else is handed a [`Config`].
//!
//! All problems are found at once, each with the variable's name and what to do.

mod clinia;
mod database;
mod env;
mod feegow;
mod public_url;
mod server;
mod workers;

pub use clinia::CliniaConfig;
pub use database::{DatabaseConfig, MySqlConfig, TlsMode};
pub use env::{Env, Problem, Problems};
pub use feegow::FeegowConfig;
pub use public_url::{PublicUrl, normalize_public_url};
pub use server::{RunAs, Secret, ServerConfig};
pub use workers::WorkersConfig;

/// Everything that can be configured. Printing it never shows a secret.
#[derive(Debug, Clone)]
pub struct Config {
    pub server: ServerConfig,
    pub database: DatabaseConfig,
    pub workers: WorkersConfig,
    pub feegow: FeegowConfig,
    pub clinia: CliniaConfig,
    /// Things that work but deserve a line in the log at start.
    pub warnings: Vec<String>,
}

impl Config {
    /// Reads every section for a process started as `run_as`.
    ///
    /// # Errors
    /// Every problem found, in the order of the sections.
    pub fn read(env: &Env, run_as: RunAs) -> Result<Self, Problems> {
        let mut reader = env::Reader::new(env);
        let server = ServerConfig::read(&mut reader, run_as);
        let database = DatabaseConfig::read(&mut reader, &server.data_dir);
        let workers = WorkersConfig::read(&mut reader);
        let feegow = FeegowConfig::read(&mut reader);
        let clinia = CliniaConfig::read(&mut reader);
        let (warnings, problems) = reader.finish();
        match (database, problems.is_empty()) {
            (Some(database), true) => Ok(Self { server, database, workers, feegow, clinia, warnings }),
            _ => Err(problems),
        }
    }
}
