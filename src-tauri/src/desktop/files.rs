//! Writes an answer of the server to a file of this computer: whole, or not at all.

use std::{
    io,
    path::{Path, PathBuf},
};

use axum::{body::Body, http::HeaderMap};
use futures_util::StreamExt;
use percent_encoding::percent_decode_str;
use tokio::{fs, io::AsyncWriteExt};
use tokio_util::sync::CancellationToken;

use crate::documents::disk_name;

/// Names longer than this are cut; every file system takes so many bytes, the ending below included.
const LONGEST_NAME: usize = 180;
/// Behind the name of a file that is still being written.
const UNFINISHED: &str = "parte";
/// Progress is told at least this far apart, in bytes.
const STEP: u64 = 256 * 1024;
/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotSaved {
    /// The person did not want it any more.
    #[error("cancelled")]
    Cancelled,
    /// The server ended its answer before it was complete.
    #[error("the answer broke off")]
    BrokenOff,
    /// This computer could not write.
    #[error(transparent)]
    Disk(#[from] io::Error),
}

/// The name the server gives its file, made safe; else `fallback`, made safe.
pub(super) fn name_of(headers: &HeaderMap, fallback: &str) -> String {
    let disposition = headers.get("content-disposition").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let parts = || disposition.split(';').map(str::trim);
    let encoded = parts().find_map(|part| part.strip_prefix("filename*=UTF-8''"));
    let plain = parts().find_map(|part| part.strip_prefix("filename=")).map(|name| name.trim_matches('"').to_owned());
    let given = encoded.map(|text| percent_decode_str(text).decode_utf8_lossy().into_owned()).or(plain);
    given.as_deref().and_then(safe).or_else(|| safe(fallback)).unwrap_or_else(|| "arquivo".into())
}

/// `name` as every system takes it, cut; `None` when nothing is left of it.
fn safe(name: &str) -> Option<String> {
    let name = disk_name(name);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
    let mut stem = stem.to_owned();
    while stem.len() + ending.len() + 2 > LONGEST_NAME {
        stem.pop()?;
    }
    let dot = if ending.is_empty() { "" } else { "." };
    (!stem.is_empty()).then(|| format!("{stem}{dot}{ending}"))
}

/// A path in `folder` that nothing has yet: `name`, else `name (2)` and so on.
pub(super) fn free(folder: &Path, name: &str) -> PathBuf {
    let (stem, ending) = name.rsplit_once('.').map_or((name, String::new()), |(stem, end)| (stem, format!(".{end}")));
    let numbered = (2..).map(|number| format!("{stem} ({number}){ending}"));
    let mut names = std::iter::once(name.to_owned()).chain(numbered).map(|name| folder.join(name));
    names.find(|path| !path.exists()).unwrap_or_else(|| folder.join(name))
}

/// Writes `body` to `target`: into a new file beside it first, which takes its place once it is complete and on
/// the disk. `total` is the announced length; `progress` hears how many bytes are there.
///
/// # Errors
/// [`NotSaved`]; what was there under that name is then untouched, and nothing else is left.
pub(super) async fn save(
    body: Body,
    total: Option<u64>,
    target: &Path,
    cancelled: &CancellationToken,
    progress: impl Fn(u64),
) -> Result<u64, NotSaved> {
    let unfinished = unfinished(target)?;
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(&unfinished).await?;
    let written = async {
        let length = write(body, &mut file, cancelled, progress).await?;
        if total.is_some_and(|total| total != length) {
            return Err(NotSaved::BrokenOff);
        }
        file.flush().await?;
        file.sync_all().await?;
        Ok(length)
    };
    let outcome = tokio::select! {
        outcome = written => outcome,
        () = cancelled.cancelled() => Err(NotSaved::Cancelled),
    };
    drop(file);
    let outcome = match outcome {
        Ok(length) => fs::rename(&unfinished, target).await.map(|()| length).map_err(NotSaved::Disk),
        Err(why) => Err(why),
    };
    if outcome.is_err() {
        let _ = fs::remove_file(&unfinished).await;
    }
    outcome
}

async fn write(
    body: Body,
    file: &mut fs::File,
    cancelled: &CancellationToken,
    progress: impl Fn(u64),
) -> Result<u64, NotSaved> {
    let mut chunks = body.into_data_stream();
    let (mut length, mut told) = (0, 0);
    while let Some(chunk) = chunks.next().await {
        if cancelled.is_cancelled() {
            return Err(NotSaved::Cancelled);
        }
        let chunk = chunk.map_err(|_| NotSaved::BrokenOff)?;
        file.write_all(&chunk).await?;
        length += chunk.len() as u64;
        if length >= told + STEP {
            told = length;
            progress(length);
        }
    }
    Ok(length)
}

/// Where a file is written before it has its name.
fn unfinished(target: &Path) -> io::Result<PathBuf> {
    let name = target.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy();
    let mark = uuid::Uuid::new_v4().simple().to_string();
    Ok(target.with_file_name(format!(".{name}.{}.{UNFINISHED}", &mark[..8])))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use bytes::Bytes;

    use super::*;

    fn named(disposition: &str) -> String {
        let headers = HeaderMap::from_iter([(
            axum::http::header::CONTENT_DISPOSITION,
            HeaderValue::from_bytes(disposition.as_bytes()).unwrap(),
        )]);
        name_of(&headers, "reserva.pdf")
    }

    fn body(parts: Vec<Result<&'static str, io::Error>>) -> Body {
        Body::from_stream(futures_util::stream::iter(parts.into_iter().map(|part| part.map(Bytes::from))))
    }

    fn left_in(folder: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(folder).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn the_servers_name_is_taken_and_made_safe() {
        assert_eq!(named("attachment; filename=\"x.pdf\"; filename*=UTF-8''Certid%C3%A3o.pdf"), "Certidão.pdf");
        assert_eq!(named(r#"attachment; filename="a b.pdf""#), "a b.pdf");
        assert_eq!(named("inline"), "reserva.pdf");
        assert_eq!(named("attachment; filename*=UTF-8''..%2F..%2Fetc%2Fpasswd"), "_.._etc_passwd");
        assert_eq!(named("attachment; filename*=UTF-8''..."), "reserva.pdf");
        assert_eq!(named("attachment; filename*=UTF-8''com1.txt"), "_com1.txt");
        assert_eq!(named("attachment; filename*=UTF-8''a%0A%E2%80%AEfdp.exe"), "a__fdp.exe");
        let long = named(&format!("attachment; filename*=UTF-8''{}.pdf", "%C3%A9".repeat(4_000)));
        assert!(long.len() <= LONGEST_NAME && long.ends_with("é.pdf"), "{long}");
    }

    #[test]
    fn a_name_that_is_taken_gets_a_number() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(free(folder.path(), "a.pdf"), folder.path().join("a.pdf"));
        std::fs::write(folder.path().join("a.pdf"), "").unwrap();
        std::fs::write(folder.path().join("a (2).pdf"), "").unwrap();
        assert_eq!(free(folder.path(), "a.pdf"), folder.path().join("a (3).pdf"));
    }

    #[tokio::test]
    async fn a_whole_answer_becomes_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.pdf");
        std::fs::write(&target, "old").unwrap();
        let token = CancellationToken::new();
        let length = save(body(vec![Ok("new "), Ok("bytes")]), Some(9), &target, &token, |_| ()).await.unwrap();
        assert_eq!((length, std::fs::read_to_string(&target).unwrap().as_str()), (9, "new bytes"));
        assert_eq!(left_in(folder.path()), ["a.pdf"]);
    }

    #[tokio::test]
    async fn half_an_answer_leaves_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.pdf");
        std::fs::write(&target, "old").unwrap();
        let token = CancellationToken::new();
        let broken = save(body(vec![Ok("new "), Err(io::Error::other("gone"))]), None, &target, &token, |_| ()).await;
        assert!(matches!(broken, Err(NotSaved::BrokenOff)));
        let short = save(body(vec![Ok("new ")]), Some(9), &target, &token, |_| ()).await;
        assert!(matches!(short, Err(NotSaved::BrokenOff)));
        token.cancel();
        let endless = Body::from_stream(futures_util::stream::pending::<Result<Bytes, io::Error>>());
        assert!(matches!(save(endless, None, &target, &token, |_| ()).await, Err(NotSaved::Cancelled)));
        assert_eq!(left_in(folder.path()), ["a.pdf"]);
        assert_eq!(std::fs::read_to_string(&target).unwrap(), "old");
    }

    #[tokio::test]
    async fn a_folder_that_cannot_be_written_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("gone").join("a.pdf");
        let failed = save(body(vec![Ok("new")]), None, &target, &CancellationToken::new(), |_| ()).await;
        assert!(matches!(failed, Err(NotSaved::Disk(error)) if error.kind() == io::ErrorKind::NotFound));
    }
}
