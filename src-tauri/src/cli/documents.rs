//! `hub documents`: the document store, tried and compared with the database.

use std::process::ExitCode;

use bytes::Bytes;
use futures_util::{TryStreamExt, stream};

use super::{FAILED, OK, say};
use crate::{
    app::App,
    documents::About,
    kernel::Clock,
    orphans::{self, Bounds, Orphans},
};

/// So many lines are shown of each list.
const SHOWN: usize = 100;

pub(super) const LONG_ABOUT: &str = "\
Try the document store, or compare it with the database.

The store is the bucket of STORAGE_PROVIDER=s3, otherwise the local folder.";

const PROBE_HELP: &str = "\
A small file is stored, read back and deleted; nothing remains.

Exit status: 0 it works, 1 it does not.";

const ORPHANS_HELP: &str = "\
Shows files below the prefixes of this installation that no row names (older
than an hour), and rows whose file is gone. It changes nothing without --delete.

--delete removes the files without a row. Look first: a bucket or folder that
two databases share shows the files of the other one here. Rows are never
deleted; send their documents again.

Exit status: 0 done, 1 failed, or a file could not be deleted.

Examples:
  hub documents orphans
  hub documents orphans --delete";

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Store, read and delete a small file
    #[command(after_help = PROBE_HELP)]
    Probe,
    /// Files without a row, and rows without a file
    #[command(after_help = ORPHANS_HELP)]
    Orphans {
        /// Delete the files without a row
        #[arg(long)]
        delete: bool,
    },
}

/// Runs the command and says what it found.
pub async fn run(app: &App, args: &Args) -> anyhow::Result<ExitCode> {
    match args.what {
        What::Probe => probe(app).await,
        What::Orphans { delete } => compare(app, delete).await,
    }
}

async fn probe(app: &App) -> anyhow::Result<ExitCode> {
    const CONTENT: Bytes = Bytes::from_static(b"hub documents probe");
    let place = app.documents.place_for_document("hub-probe", "PROBE", app.clock.now(), "probe.txt").await?;
    let about = About { content_type: "text/plain", metadata: &[] };
    app.documents.put(&place, about, stream::iter([Ok(CONTENT)])).await?;
    let read: std::io::Result<Vec<Bytes>> = async {
        let opened = app.documents.open(&place).await?;
        opened.bytes.try_collect().await
    }
    .await;
    app.documents.delete(&place).await?;
    if read?.concat() != CONTENT {
        say("the store gave back something else than was stored");
        return Ok(ExitCode::from(FAILED));
    }
    let bucket = place.bucket.map(|bucket| format!(" (bucket {bucket})")).unwrap_or_default();
    say(format_args!("ok: a file was stored, read and deleted in {}{bucket}", place.provider));
    Ok(ExitCode::from(OK))
}

async fn compare(app: &App, delete: bool) -> anyhow::Result<ExitCode> {
    // The store's time, whatever time it is in the clinic.
    let found = orphans::look(app, Bounds::NONE, Clock::system().now()).await?;
    print(&found);
    if !delete {
        let hint = if found.files.is_empty() { "" } else { " hub documents orphans --delete deletes these files." };
        say(format_args!("\nNothing was changed.{hint}"));
        return Ok(ExitCode::from(OK));
    }
    let (gone, left) = orphans::delete(app, &found.files).await?;
    say(format_args!("\n{gone} files deleted, {left} could not be."));
    Ok(ExitCode::from(if left == 0 { OK } else { FAILED }))
}

fn print(found: &Orphans) {
    let bytes: u64 = found.files.iter().map(|file| file.length).sum();
    let (files, seen) = (found.files.len(), found.files_seen);
    say(format_args!("{files} of {seen} files have no row ({:.1} MB)", bytes as f64 / 1_000_000.0));
    for file in found.files.iter().take(SHOWN) {
        let changed = file.changed.map(|at| at.format("%Y-%m-%d").to_string()).unwrap_or_default();
        say(format_args!("  {changed:<10} {:>12}  {}", file.length, file.key));
    }
    say(format_args!("{} of {} rows have no file", found.rows.len(), found.rows_seen));
    for row in found.rows.iter().take(SHOWN) {
        say(format_args!("  {}  {}", row.table, row.id));
    }
    if found.rows_elsewhere > 0 {
        say(format_args!("{} rows are in a store that is not configured here", found.rows_elsewhere));
    }
}
