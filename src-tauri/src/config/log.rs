//! How much is logged.

use super::env::{Env, Reader};

/// Settings of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogConfig {
    /// `error`, `warn`, `info`, `debug`, `trace` or `off`; or a filter such as `info,hub_lib::jobs=debug`.
    pub level: String,
    /// Whether statements of the database are logged too.
    pub database: bool,
}

impl LogConfig {
    /// The section alone: the log starts before the other settings are read.
    pub fn of(env: &Env) -> Self {
        Self::read(&mut Reader::new(env))
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        const DEFAULT: &str = "info";
        let given = reader.get("LOG_LEVEL").unwrap_or(DEFAULT);
        let lower = given.to_ascii_lowercase();
        let level = match lower.as_str() {
            "error" | "warn" | "info" | "debug" | "trace" | "off" => lower,
            "warning" => "warn".to_owned(),
            filter if filter.contains('=') => given.to_owned(),
            _ => {
                reader.warn(format!("LOG_LEVEL={given}: use error, warn, info, debug, trace or off; using {DEFAULT}"));
                DEFAULT.to_owned()
            }
        };
        let database = reader.get("DB_DEBUG").is_some_and(|text| matches!(text, "1" | "true" | "yes" | "on" | "debug"));
        Self { level, database }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_level_does_not_silence_the_log() {
        let level = |text: &str| LogConfig::of(&Env::of([("LOG_LEVEL", text)])).level;
        assert_eq!(level("DEBUG"), "debug");
        assert_eq!(level("verbose"), "info");
        assert_eq!(level(""), "info");
        assert_eq!(level("warn,hub_lib::jobs=debug"), "warn,hub_lib::jobs=debug");
    }
}
