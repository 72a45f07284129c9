//! The browser's process and its profile: both are gone when we are done, however we end.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use chromiumoxide::{Browser, BrowserConfig, error::CdpError};
use futures_util::StreamExt;
use tokio::task::JoinHandle;

use super::{BrowserError, Limits, Tab, unlogged};
use crate::{config::BrowserProgram, kernel::Clock};

const LAUNCH_TIMEOUT: Duration = Duration::from_secs(30);
/// Longer than any single step: each has a limit of its own.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(120);
/// How long the browser may take to close by itself.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(5);
const WINDOW: (u32, u32) = (1366, 900);
/// A browser that calls itself headless is shown other pages.
const USER_AGENT: &str =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36";
const PROFILE_PREFIX: &str = "hub-browser-";

/// A running browser without a window. Dropping it kills it.
pub(in crate::connectors::feegow) struct Chromium {
    browser: Option<Browser>,
    messages: JoinHandle<()>,
    profile: Profile,
}

impl Chromium {
    /// Starts `program` with an empty profile.
    ///
    /// # Errors
    /// [`BrowserError::Stuck`] when it does not start.
    pub async fn launch(program: &BrowserProgram) -> Result<Self, BrowserError> {
        let profile =
            Profile::create().map_err(|error| BrowserError::stuck(format!("sem pasta para o perfil: {error}")))?;
        let mut config = BrowserConfig::builder()
            .chrome_executable(&program.path)
            .user_data_dir(&profile.0)
            .new_headless_mode()
            .window_size(WINDOW.0, WINDOW.1)
            .viewport(None)
            .respect_https_errors()
            .disable_https_first()
            .launch_timeout(LAUNCH_TIMEOUT)
            .request_timeout(REQUEST_TIMEOUT)
            .arg(("user-agent", USER_AGENT));
        if is_root() || !program.sandboxed {
            config = config.no_sandbox();
        }
        let config = config.build().map_err(BrowserError::stuck)?;
        let (browser, mut handler) = unlogged(Browser::launch(config)).await.map_err(|error| did_not_start(&error))?;
        let messages = tokio::spawn(unlogged(async move { while handler.next().await.is_some() {} }));
        Ok(Self { browser: Some(browser), messages, profile })
    }

    /// An empty tab.
    ///
    /// # Errors
    /// [`BrowserError::Stuck`] when the browser opens none.
    pub async fn tab(&self, limits: Limits) -> Result<Tab, BrowserError> {
        let Some(browser) = &self.browser else { return Err(BrowserError::stuck("navegador encerrado")) };
        let page = unlogged(browser.new_page("about:blank")).await;
        let page = page.map_err(|_| BrowserError::stuck("o navegador não abriu uma página"))?;
        Tab::new(page, limits).await
    }

    /// Ends the browser and removes its profile.
    pub async fn close(mut self) {
        let wall = Clock::system();
        if let Some(mut browser) = self.browser.take() {
            let asked = wall.timeout(CLOSE_TIMEOUT, unlogged(browser.close())).await;
            let ended = wall.timeout(CLOSE_TIMEOUT, browser.wait()).await;
            if asked.is_none() || ended.is_none() {
                let _ = browser.kill().await;
            }
        }
        self.messages.abort();
        self.profile.remove().await;
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        let Some(mut browser) = self.browser.take() else { return };
        self.messages.abort();
        // At once, whether or not anything can still wait for it.
        if let Some(child) = browser.get_mut_child() {
            let _ = child.as_mut_inner().start_kill();
        }
        let mut profile = std::mem::replace(&mut self.profile, Profile(PathBuf::new()));
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                let _ = browser.wait().await;
                profile.remove().await;
            });
        }
    }
}

/// The first words of why: the rest is the browser's own log.
fn did_not_start(error: &CdpError) -> BrowserError {
    let reason = match error {
        CdpError::Io(error) => error.to_string(),
        CdpError::LaunchExit(status, _) => format!("encerrou ao iniciar ({status})"),
        CdpError::LaunchTimeout(_) => format!("sem resposta em {} s", LAUNCH_TIMEOUT.as_secs()),
        CdpError::LaunchIo(error, _) => error.to_string(),
        _ => "não responde".to_owned(),
    };
    BrowserError::stuck(format!("não iniciou: {reason}"))
}

/// A folder for one browser. Its name tells which process made it.
struct Profile(PathBuf);

impl Profile {
    fn create() -> std::io::Result<Self> {
        let base = std::env::temp_dir();
        remove_left_behind(&base);
        let path = base.join(format!("{PROFILE_PREFIX}{}-{}", std::process::id(), uuid::Uuid::new_v4().simple()));
        #[cfg_attr(not(unix), allow(unused_mut))]
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&path)?;
        Ok(Self(path))
    }

    /// Removes the folder; a process that is just ending may still write into it for a moment.
    async fn remove(&mut self) {
        let path = std::mem::take(&mut self.0);
        for _ in 0..20 {
            match fs::remove_dir_all(&path) {
                Ok(()) => return,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => return,
                Err(_) => Clock::system().sleep(Duration::from_millis(100)).await,
            }
        }
        tracing::warn!(folder = %path.display(), "the browser's profile could not be removed");
    }
}

impl Drop for Profile {
    fn drop(&mut self) {
        if self.0.as_os_str().is_empty() || fs::remove_dir_all(&self.0).is_ok() {
            return;
        }
        // A browser that was killed while it started may still be writing.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            let mut profile = Self(std::mem::take(&mut self.0));
            runtime.spawn(async move { profile.remove().await });
        }
    }
}

/// Ends the browsers and removes the profiles of processes that were killed before they could.
fn remove_left_behind(base: &Path) {
    // Where processes cannot be looked up this way, nothing is removed.
    let Ok(true) = Path::new("/proc/self").try_exists() else { return };
    for entry in fs::read_dir(base).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let pid = name.to_str().and_then(|name| name.strip_prefix(PROFILE_PREFIX)?.split('-').next());
        let is_dead = |pid: &str| pid.parse::<u32>().is_ok() && !Path::new("/proc").join(pid).exists();
        if pid.is_some_and(is_dead) {
            end_left_behind(&entry.path());
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Kills the browser that locked this profile, after looking that it is one.
#[cfg(unix)]
fn end_left_behind(profile: &Path) {
    // The lock points to `host-pid`.
    let Ok(lock) = fs::read_link(profile.join("SingletonLock")) else { return };
    let pid = lock.to_str().and_then(|lock| lock.rsplit('-').next()?.parse::<i32>().ok());
    let Some(pid) = pid.and_then(rustix::process::Pid::from_raw) else { return };
    let command = fs::read_to_string(format!("/proc/{}/cmdline", pid.as_raw_nonzero())).unwrap_or_default();
    if profile.to_str().is_some_and(|profile| command.contains(profile)) {
        tracing::info!("ending a browser that a killed process left behind");
        let _ = rustix::process::kill_process(pid, rustix::process::Signal::KILL);
    }
}

#[cfg(not(unix))]
fn end_left_behind(_profile: &Path) {}

/// The browser's sandbox cannot be used by the superuser.
#[cfg(unix)]
fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}
