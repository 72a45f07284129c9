//! Where settings come from, and how problems with them are collected.

use std::{collections::HashMap, fmt, path::Path, str::FromStr};

use secrecy::SecretString;

/// Variables of the process, completed by `.env` files. The process wins over files.
#[derive(Clone, Default)]
pub struct Env(HashMap<String, String>);

impl Env {
    /// The process environment, then `.env` in the working directory, then beside the executable.
    pub fn of_process() -> Self {
        let mut variables: HashMap<String, String> = std::env::vars().collect();
        let beside_program = std::env::current_exe().ok().and_then(|exe| exe.parent().map(|dir| dir.join(".env")));
        for file in [Some(".env".into()), beside_program].into_iter().flatten() {
            add_missing(&mut variables, &file);
        }
        Self(variables)
    }

    /// Just these variables: for tests and for the demonstration.
    pub fn of<K: Into<String>, V: Into<String>>(variables: impl IntoIterator<Item = (K, V)>) -> Self {
        Self(variables.into_iter().map(|(k, v)| (k.into(), v.into())).collect())
    }

    /// Sets a variable unless it already has a non-blank value.
    pub fn set_default(&mut self, name: &str, value: impl Into<String>) {
        if self.get(name).is_none() {
            self.0.insert(name.to_owned(), value.into());
        }
    }

    /// Sets a variable, replacing any value.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.insert(name.to_owned(), value.into());
    }

    /// The trimmed value; `None` when absent or blank.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(|value| value.trim()).filter(|value| !value.is_empty())
    }
}

fn add_missing(variables: &mut HashMap<String, String>, file: &Path) {
    let Ok(entries) = dotenvy::from_path_iter(file) else { return };
    for (name, value) in entries.flatten() {
        variables.entry(name).or_insert(value);
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
        Self { env, warnings: Vec::new(), problems: Problems::default() }
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
            Ok(value) => value,
            Err(_) => {
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
