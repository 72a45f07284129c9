//! What this machine has to offer: folders, the generated key, a browser, LibreOffice.

use std::path::{Path, PathBuf};

use super::Finding;
use crate::config::{BrowserConfig, Config, DatabaseConfig, Secret};

/// Programs that can drive browser-based sources, most wanted first.
const BROWSERS: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];
/// Less free space than this is worth a word.
const SPACE_LOW_MB: u64 = 500;
/// With less than this an embedded database soon stops.
const SPACE_NEEDED_MB: u64 = 20;

pub(super) fn check(config: &Config) -> Vec<Finding> {
    let mut findings = vec![key(config)];
    let keeps_key = matches!(config.server.secret, Secret::File(_));
    match &config.database {
        DatabaseConfig::Sqlite { path } => {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            findings.push(self::folder("database folder", folder));
            if keeps_key && folder != config.server.data_dir {
                findings.push(self::folder("data folder", &config.server.data_dir));
            }
        }
        DatabaseConfig::MySql(_) if keeps_key => findings.push(folder("data folder", &config.server.data_dir)),
        DatabaseConfig::MySql(_) => findings.push(Finding::good("data folder", "nothing is kept on this machine")),
    }
    findings.push(browser(&config.browser));
    findings.push(office(config.professionals.office.as_deref()));
    findings
}

/// The key of the stored credentials.
fn key(config: &Config) -> Finding {
    const SUBJECT: &str = "key";
    let path = match &config.server.secret {
        Secret::Given(_) => return Finding::good(SUBJECT, "NEXTAUTH_SECRET"),
        Secret::File(path) if !path.exists() => {
            return Finding::good(SUBJECT, format!("none yet: {} is made when it is first needed", path.display()));
        }
        Secret::File(path) => path,
    };
    match config.server.secret.material() {
        Err(error) => Finding::bad(
            SUBJECT,
            error.to_string(),
            "make it readable, or bring it back from a backup; without it stored credentials have to be given again",
        ),
        Ok(_) if is_open_to_others(path) => Finding::look(
            SUBJECT,
            format!("{} can be read by other accounts of this machine", path.display()),
            format!("chmod 600 {}", path.display()),
        ),
        Ok(_) => Finding::good(SUBJECT, format!("{} (belongs into the backup)", path.display())),
    }
}

#[cfg(unix)]
fn is_open_to_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|about| about.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn is_open_to_others(_path: &Path) -> bool {
    false
}

/// Whether the folder can be written, or made.
pub(super) fn folder(subject: &str, path: &Path) -> Finding {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let shown = path.display();
    const REMEDY: &str = "give the account that runs hub the right to write there, or set HUB_DATA_DIR";
    let Some(there) = path.ancestors().find(|folder| folder.exists()) else {
        return Finding::bad(subject, format!("{shown} is on no disk"), "set HUB_DATA_DIR to another folder");
    };
    if !there.is_dir() {
        return Finding::bad(subject, format!("{} is not a folder", there.display()), "set HUB_DATA_DIR to a folder");
    }
    if let Err(reason) = can_write(there) {
        return Finding::bad(subject, format!("{} cannot be written: {reason}", there.display()), REMEDY);
    }
    let free = free_mb(there);
    let state = if there == path { String::new() } else { " (is made at the first start)".to_owned() };
    match free {
        Some(free) if free < SPACE_NEEDED_MB => {
            Finding::bad(subject, format!("{shown}: only {free} MB free"), "free disk space")
        }
        Some(free) if free < SPACE_LOW_MB => {
            Finding::look(subject, format!("{shown}: only {free} MB free"), "free disk space")
        }
        Some(free) => Finding::good(subject, format!("{shown}{state}, {} free", size(free))),
        None => Finding::good(subject, format!("{shown}{state}")),
    }
}

fn size(megabytes: u64) -> String {
    if megabytes < 1024 { format!("{megabytes} MB") } else { format!("{} GB", megabytes / 1024) }
}

/// Asks the system instead of trying: a trial would leave a trace.
#[cfg(unix)]
fn can_write(folder: &Path) -> Result<(), String> {
    use rustix::fs::{Access, StatVfsMountFlags, access, statvfs};
    access(folder, Access::WRITE_OK | Access::EXEC_OK).map_err(|error| std::io::Error::from(error).to_string())?;
    match statvfs(folder) {
        Ok(about) if about.f_flag.contains(StatVfsMountFlags::RDONLY) => Err("the disk is read-only".into()),
        _ => Ok(()),
    }
}

#[cfg(not(unix))]
fn can_write(folder: &Path) -> Result<(), String> {
    match folder.metadata() {
        Ok(about) if about.permissions().readonly() => Err("it is read-only".into()),
        Ok(_) => Ok(()),
        Err(error) => Err(error.to_string()),
    }
}

/// `None`: unknown, or a file system that counts nothing.
#[cfg(unix)]
fn free_mb(folder: &Path) -> Option<u64> {
    let about = rustix::fs::statvfs(folder).ok().filter(|about| about.f_blocks > 0)?;
    Some(about.f_bavail.saturating_mul(about.f_frsize) / (1024 * 1024))
}

#[cfg(not(unix))]
fn free_mb(_folder: &Path) -> Option<u64> {
    None
}

fn browser(config: &BrowserConfig) -> Finding {
    const SUBJECT: &str = "browser";
    if let Some(program) = &config.program {
        let path = program.path.display();
        return if program.path.is_file() {
            Finding::good(SUBJECT, path.to_string())
        } else {
            let what = format!("CHROMIUM_PATH={path}: there is no such program");
            Finding::look(SUBJECT, what, "correct it, or leave it empty to read everything over HTTP")
        };
    }
    match in_search_path() {
        Some(program) => {
            Finding::good(SUBJECT, format!("not used (CHROMIUM_PATH is empty); there is {}", program.display()))
        }
        None => Finding::good(SUBJECT, "not used (CHROMIUM_PATH is empty), and none found"),
    }
}

fn office(program: Option<&Path>) -> Finding {
    const SUBJECT: &str = "LibreOffice";
    let Some(program) = program else {
        return Finding::good(SUBJECT, "not used (SOFFICE_PATH is empty): contracts are downloaded as .docx alone");
    };
    let path = program.display();
    if program.is_file() {
        Finding::good(SUBJECT, path.to_string())
    } else {
        let what = format!("SOFFICE_PATH={path}: there is no such program");
        Finding::look(SUBJECT, what, "correct it, or leave it empty to do without contracts as PDF")
    }
}

fn in_search_path() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let candidates = BROWSERS.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    candidates.into_iter().find(|candidate| candidate.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::doctor::Level;

    #[test]
    fn a_folder_is_looked_at_and_never_made() {
        let base = tempfile::tempdir().unwrap();
        let missing = base.path().join("a/b");
        let finding = folder("data folder", &missing);
        assert_eq!(finding.level, Level::Good, "{finding:?}");
        assert!(finding.what.contains("is made at the first start"), "{finding:?}");
        assert!(!missing.exists());

        let file = base.path().join("file");
        std::fs::write(&file, b"x").unwrap();
        assert_eq!(folder("data folder", &file.join("below")).level, Level::Bad);
    }

    #[test]
    fn an_office_that_was_named_wrongly_is_told() {
        assert_eq!(office(Some(Path::new("/nowhere/soffice"))).level, Level::Look);
        assert_eq!(office(None).level, Level::Good);
    }

    #[test]
    fn a_browser_that_was_named_wrongly_is_told() {
        let finding = browser(&BrowserConfig { program: Some("/nowhere/chromium".into()) });
        assert_eq!(finding.level, Level::Look);
    }
}
