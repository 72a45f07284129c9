//! Settings. The only code that reads the environment; everything else is handed a [`Config`].
//!
//! All problems are found at once, each with the variable's name and what to do.

mod browser;
mod clinia;
mod database;
mod env;
mod feegow;
mod log;
mod professionals;
mod public_url;
mod server;
mod storage;
mod window;
mod workers;

pub use browser::{BrowserConfig, BrowserProgram};
pub use clinia::CliniaConfig;
pub use database::{DatabaseConfig, MySqlConfig, TlsMode};
pub use env::{Env, Problem, Problems};
pub use feegow::FeegowConfig;
pub use log::LogConfig;
pub use professionals::{DocumentsMode, ProfessionalsConfig};
pub use public_url::{PublicUrl, normalize_public_url};
pub use server::{RunAs, Secret, ServerConfig};
pub use storage::{Provider, S3Config, StorageConfig};
pub use window::WindowConfig;
pub use workers::WorkersConfig;

/// Everything that can be configured. Printing it never shows a secret.
#[derive(Debug, Clone)]
pub struct Config {
    pub server: ServerConfig,
    pub database: DatabaseConfig,
    pub workers: WorkersConfig,
    pub feegow: FeegowConfig,
    pub clinia: CliniaConfig,
    pub browser: BrowserConfig,
    pub storage: StorageConfig,
    pub professionals: ProfessionalsConfig,
    pub window: WindowConfig,
    pub log: LogConfig,
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
        let browser = BrowserConfig::read(&mut reader);
        let storage = StorageConfig::read(&mut reader, &server.data_dir);
        let professionals = ProfessionalsConfig::read(&mut reader);
        let window = WindowConfig::read(&mut reader);
        let log = LogConfig::read(&mut reader);
        let (warnings, problems) = reader.finish();
        match (database, problems.is_empty()) {
            (Some(database), true) => Ok(Self {
                server,
                database,
                workers,
                feegow,
                clinia,
                browser,
                storage,
                professionals,
                window,
                log,
                warnings,
            }),
            _ => Err(problems),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use super::*;

    const SAMPLE: &str = include_str!("../../../.env.sample");

    /// `NAME` of each line `NAME=…` or `#NAME=…`, and what is given for it.
    fn described() -> Vec<(&'static str, &'static str)> {
        let pairs = SAMPLE.lines().filter_map(|line| line.trim_start_matches('#').split_once('='));
        let is_name = |name: &str| name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
        pairs.filter(|(name, _)| is_name(name)).collect()
    }

    #[test]
    fn the_sample_describes_exactly_the_variables_that_are_read() {
        let mut read = BTreeSet::new();
        for given in [vec![], vec![("DB_PROVIDER", "mysql"), ("MYSQL_URL", "mysql://u:p@h/d")]] {
            let env = Env::of(given);
            let _ = Config::read(&env, RunAs::Headless);
            read.extend(env.asked());
        }
        let described: BTreeSet<String> = described().into_iter().map(|(name, _)| name.to_owned()).collect();
        assert_eq!(described, read);
    }

    #[test]
    fn the_values_in_the_sample_are_the_defaults() {
        let sample = Config::read(&Env::of(described()), RunAs::Headless).unwrap();
        let nothing = Config::read(&Env::default(), RunAs::Headless).unwrap();
        assert_eq!(format!("{sample:#?}"), format!("{nothing:#?}"));
    }

    #[test]
    fn nothing_else_reads_the_environment() {
        // The search path and the display belong to the system, not to our settings.
        const ALLOWED: [&str; 2] = ["PATH", "var_os(name)"];
        let mut found = Vec::new();
        let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src-tauri/src")];
        while let Some(folder) = folders.pop() {
            for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                if path.is_dir() && !path.ends_with("config") {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    let text = fs::read_to_string(&path).unwrap();
                    let reads = ["env::var", "env.get(", "env = \""].map(|way| (way, text.contains(way)));
                    let lines = text.lines().filter(|line| reads.iter().any(|(way, has)| *has && line.contains(way)));
                    found.extend(
                        lines
                            .filter(|line| !ALLOWED.iter().any(|allowed| line.contains(allowed)))
                            .map(|line| format!("{}: {}", path.display(), line.trim())),
                    );
                }
            }
        }
        assert!(found.is_empty(), "{found:#?}");
    }

    #[test]
    fn every_problem_is_told_at_once_and_no_secret_is() {
        let env = Env::of([
            ("NEXTAUTH_URL", "user:pw@painel.example.com"),
            ("NEXTAUTH_SECRET", "hush"),
            ("DB_PROVIDER", "oracle"),
            ("HUB_BIND", "everywhere"),
            ("CLINIA_BASE_URL", "dashboard.clinia.io"),
            ("FEEGOW_WEB_BASE_URL", "https://user:hush@franchising.feegow.com"),
        ]);
        let problems = Config::read(&env, RunAs::Headless).unwrap_err();
        let names: Vec<&str> = problems.0.iter().map(|problem| problem.variable).collect();
        let expected =
            ["HUB_BIND", "NEXTAUTH_URL", "NEXTAUTH_SECRET", "DB_PROVIDER", "FEEGOW_WEB_BASE_URL", "CLINIA_BASE_URL"];
        assert_eq!(names, expected);
        let text = problems.to_string();
        assert!(!text.contains("hush") && !text.contains("pw@"), "{text}");
        assert_eq!(text.lines().count(), expected.len(), "one line each: {text}");
    }

    #[test]
    fn numbers_that_cannot_be_used_give_way_to_the_default_with_a_warning() {
        for (name, text) in
            [("PORT", "http"), ("MYSQL_POOL_SIZE", "1"), ("SYNC_PAUSE_SCALE", "NaN"), ("WORKERS_ENABLED", "maybe")]
        {
            let env = Env::of([(name, text), ("MYSQL_URL", "mysql://u:p@h/d"), ("NEXTAUTH_SECRET", &"x".repeat(32))]);
            let config = Config::read(&env, RunAs::Headless).unwrap();
            assert!(config.warnings.iter().any(|warning| warning.starts_with(&format!("{name}={text}"))), "{name}");
            assert_eq!(config.workers.pause_scale, 1.0);
        }
    }

    #[test]
    fn blank_counts_as_unset() {
        let env = Env::of([("MYSQL_URL", "  "), ("PORT", ""), ("NEXTAUTH_URL", " "), ("NEXTAUTH_SECRET", "")]);
        let config = Config::read(&env, RunAs::Headless).unwrap();
        assert!(config.warnings.is_empty(), "{:?}", config.warnings);
        assert_eq!(config.server.bind.port(), 3000);
    }
}
