//! The browser that sources without an interface of their own are read with.

use std::path::PathBuf;

use super::env::Reader;

/// Settings of the browser.
#[derive(Debug, Clone)]
pub struct BrowserConfig {
    /// The program. `None`: no source uses a browser.
    pub program: Option<BrowserProgram>,
}

/// Chromium or a browser of its family.
#[derive(Debug, Clone)]
pub struct BrowserProgram {
    /// Its file.
    pub path: PathBuf,
    /// Whether it locks its own processes in. Off only where the container forbids it to.
    pub sandboxed: bool,
}

impl<P: Into<PathBuf>> From<P> for BrowserProgram {
    fn from(path: P) -> Self {
        Self { path: path.into(), sandboxed: true }
    }
}

impl BrowserConfig {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let path = reader.get("CHROMIUM_PATH").map(|text| found(PathBuf::from(text)));
        let sandboxed = reader.flag("CHROMIUM_SANDBOX", true);
        Self { program: path.map(|path| BrowserProgram { path, sandboxed }) }
    }
}

/// A bare name is looked for in the search path; one that is not there stays, to be told as it was given.
pub(super) fn found(program: PathBuf) -> PathBuf {
    if program.components().count() != 1 || program.is_file() {
        return program;
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let candidate = std::env::split_paths(&path).map(|folder| folder.join(&program)).find(|file| file.is_file());
    candidate.unwrap_or(program)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_name_is_looked_for_and_a_path_is_taken_as_it_is() {
        assert!(found("sh".into()).is_absolute());
        for given in ["no-such-browser", "/nowhere/chromium"] {
            assert_eq!(found(given.into()), PathBuf::from(given));
        }
    }
}
