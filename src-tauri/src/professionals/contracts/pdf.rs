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
    let internal = |error: std::io::Error| ApiError::Internal(error.into());
    let _turn = ONE_AT_A_TIME.acquire().await.map_err(|error| ApiError::Internal(error.into()))?;
    let folder = tempfile::tempdir().map_err(internal)?;
    let source = folder.path().join("contrato.docx");
    tokio::fs::write(&source, docx).await.map_err(internal)?;
    // A profile of its own: an office that is open on the same machine would take the order over.
    let profile = url::Url::from_directory_path(folder.path().join("profile"))
        .map_err(|()| ApiError::Internal(anyhow::anyhow!("the folder for temporary files is no absolute path")))?;
    let converting = Command::new(program)
        .arg(format!("-env:UserInstallation={profile}"))
        .args(["--headless", "--norestore", "--convert-to", "pdf", "--outdir"])
        .arg(folder.path())
        .arg(&source)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .status();
    match tokio::time::timeout(LIMIT, converting).await {
        Err(_) => {
            let message = "O LibreOffice não respondeu a tempo. Baixe o DOCX ou tente de novo.";
            return Err(ApiError::refused(StatusCode::GATEWAY_TIMEOUT, "PDF_TIMEOUT", message));
        }
        Ok(Err(error)) => return Err(failed(&error.to_string())),
        Ok(Ok(status)) if !status.success() => return Err(failed(&status.to_string())),
        Ok(Ok(_)) => {}
    }
    // It ends well, too, when it could not read the file.
    let made = tokio::fs::read(folder.path().join("contrato.pdf")).await;
    made.map(Bytes::from).map_err(|error| failed(&error.to_string()))
}

fn failed(cause: &str) -> ApiError {
    tracing::error!("LibreOffice made no PDF: {cause}");
    let message = "O LibreOffice não conseguiu converter este contrato. Baixe o DOCX.";
    ApiError::refused(StatusCode::BAD_GATEWAY, "PDF_FAILED", message)
}
