//! Contracts as PDF, by LibreOffice.

use std::{path::Path, process::Stdio, time::Duration};

use axum::http::StatusCode;
use bytes::Bytes;
use tokio::{process::Command, sync::Semaphore};

use crate::{app::App, http::ApiError};

/// What people are told when there is no LibreOffice.
pub(super) const UNAVAILABLE: &str =
    "PDF indisponível: o LibreOffice não está configurado neste servidor (SOFFICE_PATH). Baixe o DOCX.";
/// A conversion that takes longer hangs.
const LIMIT: Duration = Duration::from_secs(60);
/// One conversion takes some 200 MB: the others wait.
static ONE_AT_A_TIME: Semaphore = Semaphore::const_new(1);
/// A contract runs nothing and fetches nothing: no macros, and no pictures from other machines or from this one's disk.
const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"#;

/// Why there are no PDFs; `None` when there are.
pub(super) fn unavailable(app: &App) -> Option<&'static str> {
    let program = app.config.professionals.office.as_deref();
    if program.is_some_and(Path::is_file) { None } else { Some(UNAVAILABLE) }
}

/// A `.docx` as PDF.
///
/// # Errors
/// 503 `PDF_UNAVAILABLE` without LibreOffice; 502 `PDF_FAILED`, 504 `PDF_TIMEOUT` when it fails or hangs.
pub(super) async fn of(app: &App, docx: Bytes) -> Result<Bytes, ApiError> {
    let program = app.config.professionals.office.as_deref().filter(|program| program.is_file());
    let Some(program) = program else {
        return Err(ApiError::refused(StatusCode::SERVICE_UNAVAILABLE, "PDF_UNAVAILABLE", UNAVAILABLE));
    };
    let _turn = ONE_AT_A_TIME.acquire().await.map_err(|error| ApiError::Internal(error.into()))?;
    let folder = tempfile::tempdir().map_err(|error| ApiError::Internal(error.into()))?;
    match tokio::time::timeout(LIMIT, convert(program, docx, folder.path())).await {
        Ok(made) => made,
        Err(_) => {
            let message = "O LibreOffice não respondeu a tempo. Baixe o DOCX ou tente de novo.";
            Err(ApiError::refused(StatusCode::GATEWAY_TIMEOUT, "PDF_TIMEOUT", message))
        }
    }
}

/// Everything that the office reads and writes lies in `folder`, its settings and its home included: the home of the
/// user who runs the server need not be writable.
async fn convert(program: &Path, docx: Bytes, folder: &Path) -> Result<Bytes, ApiError> {
    let internal = |error: std::io::Error| ApiError::Internal(error.into());
    let source = folder.join("contrato.docx");
    tokio::fs::write(&source, docx).await.map_err(internal)?;
    // A profile of its own: an office that is open on the same machine would take the order over.
    let profile = folder.join("profile");
    tokio::fs::create_dir_all(profile.join("user")).await.map_err(internal)?;
    tokio::fs::write(profile.join("user/registrymodifications.xcu"), SETTINGS).await.map_err(internal)?;
    let profile = url::Url::from_directory_path(profile)
        .map_err(|()| ApiError::Internal(anyhow::anyhow!("the folder for temporary files is no absolute path")))?;
    let mut office = Command::new(program);
    office
        .arg(format!("-env:UserInstallation={profile}"))
        .args(["--headless", "--norestore", "--convert-to", "pdf", "--outdir"])
        .arg(folder)
        .arg(&source)
        .env("HOME", folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true);
    #[cfg(unix)]
    office.process_group(0);
    let mut office = office.spawn().map_err(|error| failed(&error.to_string()))?;
    #[cfg(unix)]
    let mut group = Group::of(&office);
    let status = office.wait().await.map_err(|error| failed(&error.to_string()))?;
    #[cfg(unix)]
    group.ended();
    if !status.success() {
        return Err(failed(&status.to_string()));
    }
    // It ends well, too, when it could not read the file.
    let made = tokio::fs::read(folder.join("contrato.pdf")).await;
    made.map(Bytes::from).map_err(|error| failed(&error.to_string()))
}

/// The processes of one conversion: `soffice` is a script that starts others, which outlive it when it alone is killed.
#[cfg(unix)]
struct Group(Option<rustix::process::Pid>);

#[cfg(unix)]
impl Group {
    fn of(leader: &tokio::process::Child) -> Self {
        let id = leader.id().and_then(|id| i32::try_from(id).ok());
        Self(id.and_then(rustix::process::Pid::from_raw))
    }

    fn ended(&mut self) {
        self.0 = None;
    }
}

#[cfg(unix)]
impl Drop for Group {
    fn drop(&mut self) {
        if let Some(leader) = self.0
            && let Err(error) = rustix::process::kill_process_group(leader, rustix::process::Signal::KILL)
        {
            tracing::warn!("LibreOffice could not be ended: {error}");
        }
    }
}

fn failed(cause: &str) -> ApiError {
    tracing::error!("LibreOffice made no PDF: {cause}");
    let message = "O LibreOffice não conseguiu converter este contrato. Baixe o DOCX.";
    ApiError::refused(StatusCode::BAD_GATEWAY, "PDF_FAILED", message)
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    /// Whether a process runs, not counting one that only waits to be buried.
    fn runs(id: &str) -> bool {
        let status = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
        status.rsplit(')').next().is_some_and(|rest| !rest.is_empty() && !rest.trim_start().starts_with('Z'))
    }

    #[tokio::test]
    #[allow(clippy::disallowed_methods, reason = "other processes have no clock of ours")]
    async fn a_conversion_that_is_given_up_leaves_no_process_behind() {
        let folder = tempfile::tempdir().unwrap();
        let (program, note) = (folder.path().join("office"), folder.path().join("child"));
        // Its own home is where it notes the child.
        let script = "#!/bin/sh\nsleep 600 &\necho $! > \"$HOME/noted\"\nmv \"$HOME/noted\" \"$HOME/child\"\nwait\n";
        std::fs::write(&program, script).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        let home = folder.path().to_owned();
        let converting = tokio::spawn(async move { convert(&program, Bytes::from_static(b"x"), &home).await });
        while !note.is_file() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let child = std::fs::read_to_string(&note).unwrap().trim().to_owned();
        assert!(runs(&child));
        converting.abort();
        assert!(converting.await.unwrap_err().is_cancelled());
        while runs(&child) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}
