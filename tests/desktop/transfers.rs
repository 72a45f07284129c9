//! The largest files through the window: they arrive whole, and the page stays alive meanwhile.

use std::{
    fs::{self, File},
    io::Read,
    path::{Path, PathBuf},
    time::Duration,
};

use serde_json::Value;
use tempfile::TempDir;
use zip::ZipArchive;

use crate::{SOON, demonstration, driver::Driver, memory::Memory, settings};

/// The largest document that is taken.
const LIMIT: usize = 20 * 1024 * 1024;
/// Every paper, in two halves: one person may send eight files at once. Together at the limit they are the largest
/// archive of a professional, 189 MB.
const PAPERS: [&[&str]; 2] = [
    &["FOTO", "CARTEIRA_IDENTIDADE_PROFISSIONAL", "DIPLOMA", "DIPLOMA_ESPECIALIDADE", "COMPROVANTE_ENDERECO"],
    &["RG_CPF_CNH", "CURRICULO", "CERTIDAO_ETICA", "CONTRATO_ASSINADO"],
];
/// A transfer is over within this, on a slow machine as well.
const TRANSFER: Duration = Duration::from_secs(120);
/// What does not answer for so long has frozen. Far more than is measured: the machine may be busy.
const FROZEN_MS: f64 = 2_000.0;
/// The program may need so much more memory for a transfer, however large the file.
const GROWTH: u64 = 64 * 1024 * 1024;

/// A professional's documents in the window.
struct Record {
    window: Driver,
    folder: TempDir,
    /// Where downloads go.
    saved: PathBuf,
    /// The address of the open record.
    address: String,
}

impl Record {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let saved = folder.path().join("saved");
        fs::create_dir(&saved).unwrap();
        let mut settings = settings(folder.path());
        settings.push(("HUB_DOWNLOAD_DIR", saved.display().to_string()));
        let window = demonstration(&settings).await;
        // A page that was open before is there at once.
        window.visit("/settings").await;
        window.wait_for("[data-page=settings] h1", SOON).await;
        window.visit("/profissionais").await;
        let first = "return document.querySelector('[data-page=profissionais] [data-row-id]')?.dataset.rowId";
        let id = window.wait_for_value(first, SOON).await;
        let address = format!("/profissionais?aberto={}&aba=documentos", id.as_str().unwrap());
        window.run(include_str!("probe.js")).await;
        let record = Self { window, folder, saved, address };
        record.show().await;
        record
    }

    /// Opens the record, at its documents.
    async fn show(&self) {
        self.window.visit(&self.address).await;
        self.window.wait_for(&row("DIPLOMA", "input[type=file]"), SOON).await;
    }

    /// Chooses a file for a paper.
    async fn choose(&self, paper: &str, name: &str, bytes: &[u8]) {
        let path = self.folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        self.window.type_into(&row(paper, "input[type=file]"), &path.display().to_string()).await;
    }

    /// Waits until the file counts as this paper.
    async fn is_kept(&self, paper: &str, name: &str) {
        let kept = row(paper, &format!("[data-file][data-active=true] [title={name:?}]"));
        self.window.wait_for(&kept, TRANSFER).await;
        fs::remove_file(self.folder.path().join(name)).unwrap();
    }

    /// Presses the button of the record that says `label`, once it can be pressed.
    async fn press(&self, label: &str) {
        let says = format!("(button) => (button.ariaLabel ?? button.innerText).trim() === {label:?}");
        let button = format!("[...document.querySelectorAll('[role=dialog] button:enabled')].find({says})");
        let script = format!("const button = {button}; button?.click(); return button ? true : null");
        self.window.wait_for_value(&script, SOON).await;
    }

    /// Runs `transfer`, leaves its page by the menu in the middle of it, and tells what was felt until it was over: both
    /// loops went on, the menu was answered at once, and the program stayed small.
    async fn is_not_felt(&self, kind: &str, transfer: impl Future<Output = ()>) {
        let memory = Memory::of(self.window.program());
        self.window.run(&format!("hubProbe.begin(); hubProbe.useMenu({kind:?})")).await;
        let before = memory.begin();
        transfer.await;
        self.window.wait_for_value("return hubProbe.menu", TRANSFER).await;
        let growth = memory.peak().saturating_sub(before);
        let felt = self.window.run("return hubProbe.felt()").await;
        println!("{kind}: {felt}, {} KiB more in memory", growth / 1024);
        for wait in ["longestTurn", "longestAnswer"] {
            assert!(felt[wait].as_f64().unwrap() < FROZEN_MS, "{wait} of {felt}");
        }
        assert_eq!(felt["menu"]["stillGoing"], true, "the menu answers while the transfer goes on: {felt}");
        assert!(growth < GROWTH, "{growth} bytes more in memory");
    }

    /// The names in the folder of downloads, finished or not.
    fn saved(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.saved).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }
}

/// What lies in the row of a paper.
fn row(paper: &str, css: &str) -> String {
    format!("[data-document={paper}] {css}")
}

/// A file that is a picture for a photo, else a PDF, by its first bytes; then noise that nothing compresses.
fn content(paper: &str, length: usize) -> Vec<u8> {
    let first: &[u8] = if paper == "FOTO" { b"\xff\xd8\xff\xe0" } else { b"%PDF-1.7" };
    let mut state = paper.bytes().fold(0x9e37_79b9_7f4a_7c15_u64, |state, byte| state.rotate_left(8) ^ u64::from(byte));
    let mut bytes = Vec::with_capacity(length + size_of::<u64>());
    bytes.extend_from_slice(first);
    while bytes.len() < length {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend_from_slice(&state.to_le_bytes());
    }
    bytes.truncate(length);
    bytes
}

#[tokio::test]
async fn a_document_of_the_largest_size_goes_in_and_comes_out_byte_for_byte() {
    const PAPER: &str = "DIPLOMA";
    const NAME: &str = "Diploma.pdf";
    let record = Record::open().await;
    let window = &record.window;
    let requests = "return hubProbe.sent.filter((request) => request.includes('/documentos/uploads')).length";

    record.choose(PAPER, "Grande demais.pdf", &content(PAPER, LIMIT + 1)).await;
    window.wait_for_text(&row(PAPER, "[role=alert]"), "O arquivo passa de 20 MB.", SOON).await;
    assert_eq!(window.run(requests).await, 0, "nothing is sent");

    let bytes = content(PAPER, LIMIT);
    record.is_not_felt("upload", record.choose(PAPER, NAME, &bytes)).await;
    let shares = window.run("return hubProbe.shares").await;
    let is_between = |share: &Value| share.as_f64().is_some_and(|share| share > 0.0 && share < 100.0);
    assert!(shares.as_array().unwrap().iter().any(is_between), "progress is seen: {shares}");
    assert!(window.run(requests).await.as_u64().unwrap() > 1, "it goes in pieces");
    record.show().await;
    record.is_kept(PAPER, NAME).await;

    record.press(&format!("Baixar {NAME}")).await;
    window.wait_for("[data-downloads] li[data-download=saved]", TRANSFER).await;
    window.screenshot("window-document").await;
    assert_eq!(record.saved(), [NAME], "nothing half-written beside it");
    assert!(fs::read(record.saved.join(NAME)).unwrap() == bytes);
    record.window.close().await;
}

#[tokio::test]
async fn all_documents_of_a_professional_are_saved_as_one_large_archive() {
    let record = Record::open().await;
    let window = &record.window;
    let day =
        format!("hubProbe.setDay(document.querySelector({:?}), '2030-12-31')", row("CERTIDAO_ETICA", "[type=date]"));
    window.run(&day).await;
    for half in PAPERS {
        for paper in half {
            record.choose(paper, &name_of(paper), &content(paper, LIMIT)).await;
        }
        for paper in half {
            record.is_kept(paper, &name_of(paper)).await;
        }
    }

    window.run("hubProbe.cancelDownload()").await;
    record.press("Baixar todos").await;
    window.wait_for_value("return hubProbe.cancelled", TRANSFER).await;
    assert!(record.saved().is_empty(), "nothing is left of a cancelled one: {:?}", record.saved());

    record.is_not_felt("download", record.press("Baixar todos")).await;
    window.wait_for("[data-downloads] li[data-download=saved]", SOON).await;
    window.screenshot("window-archive").await;
    let names = record.saved();
    assert_eq!(names.len(), 1, "nothing half-written beside it: {names:?}");
    holds_every_document(&record.saved.join(&names[0]));
    record.window.close().await;
}

fn name_of(paper: &str) -> String {
    format!("{paper}.{}", if paper == "FOTO" { "jpg" } else { "pdf" })
}

fn holds_every_document(path: &Path) {
    let mut archive = ZipArchive::new(File::open(path).unwrap()).unwrap();
    assert_eq!(archive.len(), PAPERS.concat().len());
    for paper in PAPERS.concat() {
        let mut names = archive.file_names().map(|name| name.unwrap().into_owned());
        let name = names.find(|name| name.ends_with(&format!(" - {}", name_of(paper)))).unwrap();
        drop(names);
        let mut bytes = Vec::with_capacity(LIMIT);
        archive.by_name(&name).unwrap().read_to_end(&mut bytes).unwrap();
        assert!(bytes == content(paper, LIMIT), "{name} is another file");
    }
}
