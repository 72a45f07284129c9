//! Where settings come from, and how problems with them are collected.

use std::{collections::HashMap, ffi::OsString, fmt, path::Path, str::FromStr};

use secrecy::SecretString;

/// Variables of the process, completed by `.env` files. The process wins over files.
#[derive(Clone, Default)]
pub struct Env {
    variables: HashMap<String, String>,
    /// What could not be read in the files.
    warnings: Vec<String>,
    /// Every name that was asked for, so that a test can compare them with the documentation.
    #[cfg(test)]
    asked: std::sync::Arc<std::sync::Mutex<std::collections::BTreeSet<String>>>,
}

impl Env {
    /// The process environment, then `.env` in the working directory, then beside the executable.
    pub fn of_process() -> Self {
        let text = |value: OsString| value.into_string().ok();
        let mut env = Self::of(std::env::vars_os().filter_map(|(name, value)| Some((text(name)?, text(value)?))));
        let beside_program = std::env::current_exe().ok().and_then(|exe| exe.parent().map(|dir| dir.join(".env")));
        for file in [Some(".env".into()), beside_program].into_iter().flatten() {
            env.add_missing(&file);
        }
        env
    }

    /// Just these variables: for tests and for the demonstration.
    pub fn of<K: Into<String>, V: Into<String>>(variables: impl IntoIterator<Item = (K, V)>) -> Self {
        Self { variables: variables.into_iter().map(|(k, v)| (k.into(), v.into())).collect(), ..Self::default() }
    }

    /// Sets a variable unless it already has a non-blank value.
    pub fn set_default(&mut self, name: &str, value: impl Into<String>) {
        if self.get(name).is_none() {
            self.variables.insert(name.to_owned(), value.into());
        }
    }

    /// Sets a variable, replacing any value.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.variables.insert(name.to_owned(), value.into());
    }

    /// The trimmed value; `None` when absent or blank.
    pub fn get(&self, name: &str) -> Option<&str> {
        #[cfg(test)]
        self.asked.lock().unwrap().insert(name.to_owned());
        self.variables.get(name).map(|value| value.trim()).filter(|value| !value.is_empty())
    }

    /// The names given to [`Env::get`] so far.
    #[cfg(test)]
    pub(super) fn asked(&self) -> std::collections::BTreeSet<String> {
        self.asked.lock().unwrap().clone()
    }

    /// Takes what a file says about variables that are not set. A missing file is fine.
    fn add_missing(&mut self, file: &Path) {
        let entries = match dotenvy::from_path_iter(file) {
            Ok(entries) => entries,
            Err(error) if error.not_found() => return,
            Err(error) => {
                self.warnings.push(format!("{} cannot be read: {error}", file.display()));
                return;
            }
        };
        let mut place = "at the beginning".to_owned();
        for entry in entries {
            match entry {
                Ok((name, value)) => {
                    place = format!("after {name}");
                    self.variables.entry(name).or_insert(value);
                }
                // Not the line itself: it may hold a secret.
                Err(dotenvy::Error::LineParse(..)) => self.warnings.push(format!(
                    "{}: a line {place} cannot be read and is ignored; put its value in single quotes",
                    file.display()
                )),
                Err(error) => {
                    self.warnings.push(format!("{} cannot be read to its end: {error}", file.display()));
                    return;
                }
            }
        }
    }
}

/// One setting that cannot be used, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub variable: &'static str,
    pub message: String,
}

/// Every problem found while reading the settings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    /// Whether the settings can be used.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.0.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            write!(f, "{}", problem.message)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

/// Reads values one by one, remembering what was wrong instead of stopping at the first.
pub(super) struct Reader<'a> {
    env: &'a Env,
    warnings: Vec<String>,
    problems: Problems,
}

impl<'a> Reader<'a> {
    pub(super) fn new(env: &'a Env) -> Self {
        Self { env, warnings: env.warnings.clone(), problems: Problems::default() }
    }

    pub(super) fn finish(self) -> (Vec<String>, Problems) {
        (self.warnings, self.problems)
    }

    pub(super) fn get(&self, name: &str) -> Option<&'a str> {
        self.env.get(name)
    }

    pub(super) fn secret(&self, name: &str) -> Option<SecretString> {
        self.get(name).map(SecretString::from)
    }

    pub(super) fn warn(&mut self, text: impl Into<String>) {
        self.warnings.push(text.into());
    }

    /// Records a problem. `message` begins with the variable's name unless the text is prescribed.
    pub(super) fn problem(&mut self, variable: &'static str, message: impl Into<String>) {
        self.problems.0.push(Problem { variable, message: message.into() });
    }

    /// A whole number of at least `min`; unreadable or too small values fall back with a warning.
    pub(super) fn number<T: FromStr + PartialOrd + fmt::Display + Copy>(
        &mut self,
        name: &'static str,
        default: T,
        min: T,
        max: T,
    ) -> T {
        let Some(text) = self.get(name) else { return default };
        match text.parse::<T>() {
            Ok(value) if value < min => {
                self.warn(format!("{name}={text} is below {min}: using {min}"));
                min
            }
            Ok(value) if value > max => {
                self.warn(format!("{name}={text} is above {max}: using {max}"));
                max
            }
            // Not even equal to itself: "NaN" reads as a number.
            Ok(value) if value.partial_cmp(&value).is_some() => value,
            Ok(_) | Err(_) => {
                self.warn(format!("{name}={text} is not a number: using {default}"));
                default
            }
        }
    }

    /// `1/true/yes/on` or `0/false/no/off`; anything else falls back with a warning.
    pub(super) fn flag(&mut self, name: &'static str, default: bool) -> bool {
        let Some(text) = self.get(name) else { return default };
        match text.to_ascii_lowercase().as_str() {
            "1" | "true" | "yes" | "on" | "sim" => true,
            "0" | "false" | "no" | "off" | "nao" | "não" => false,
            _ => {
                self.warn(format!("{name}={text} is neither 1 nor 0: using {}", u8::from(default)));
                default
            }
        }
    }

    /// An http(s) base URL without its trailing slash; an unusable value is a problem.
    pub(super) fn base_url(&mut self, name: &'static str, default: &str) -> String {
        let Some(text) = self.get(name) else { return default.to_owned() };
        match url::Url::parse(text) {
            Ok(parsed) if !parsed.username().is_empty() || parsed.password().is_some() => {
                self.problem(name, format!("{name}: user and password do not belong into the address"));
                default.to_owned()
            }
            Ok(parsed) if matches!(parsed.scheme(), "http" | "https") && parsed.has_host() => {
                text.trim_end_matches('/').to_owned()
            }
            _ => {
                self.problem(name, format!("{name}: not an http(s) URL; give for example {default}"));
                default.to_owned()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_completes_what_is_not_set() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(".env");
        std::fs::write(&file, "# note\nPORT=4000\nLOG_LEVEL='warn'\nHUB_BIND=\nexport DB_DEBUG=1\n").unwrap();
        let mut env = Env::of([("PORT", "5000")]);
        env.add_missing(&file);
        assert_eq!(env.get("PORT"), Some("5000"));
        assert_eq!((env.get("LOG_LEVEL"), env.get("HUB_BIND"), env.get("DB_DEBUG")), (Some("warn"), None, Some("1")));
        assert!(env.warnings.is_empty(), "{:?}", env.warnings);
    }

    #[test]
    fn an_unreadable_line_is_told_without_its_value() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(".env");
        std::fs::write(&file, "LOG_LEVEL=info\nFEEGOW_PASS=hush hush\nPORT=4000\n").unwrap();
        let mut env = Env::default();
        env.add_missing(&file);
        let told = env.warnings.join("\n");
        assert!(told.contains("a line after LOG_LEVEL cannot be read") && !told.contains("hush"), "{told}");
        assert_eq!(env.get("PORT"), Some("4000"), "the lines after it count");
        env.add_missing(&folder.path().join("none"));
        assert_eq!(env.warnings.len(), 1);
    }
}
