//! What a file is, by what is in it. Names and what the sender says about it do not count.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
};

use zip::ZipArchive;

use crate::professionals::catalogue::DocumentType;

/// More entries than any text document has.
const ENTRIES_MAX: usize = 2_000;
/// The longest list of entries that is read.
const DIRECTORY_MAX: u64 = 1024 * 1024;
/// The end of an archive and the longest comment behind it.
const END_BYTES: u64 = 22 + 65_535;

/// Files that are kept of professionals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileKind {
    Pdf,
    Jpeg,
    Png,
    Webp,
    Docx,
    Doc,
}

impl FileKind {
    const ALL: [Self; 6] = [Self::Pdf, Self::Jpeg, Self::Png, Self::Webp, Self::Docx, Self::Doc];

    /// The media type, as stored in `mime_type`.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Doc => "application/msword",
        }
    }

    /// The kind with this stored media type.
    pub fn from_media_type(media_type: &str) -> Option<Self> {
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        Self::ALL.into_iter().find(|kind| kind.media_type().eq_ignore_ascii_case(essence))
    }

    /// Endings of its names, the usual one first.
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &[".pdf"],
            Self::Jpeg => &[".jpg", ".jpeg", ".jfif"],
            Self::Png => &[".png"],
            Self::Webp => &[".webp"],
            Self::Docx => &[".docx"],
            Self::Doc => &[".doc"],
        }
    }

    /// Whether a browser may show it on our own address.
    pub const fn is_shown(self) -> bool {
        match self {
            Self::Pdf => true,
            Self::Docx | Self::Doc => false,
            Self::Jpeg | Self::Png | Self::Webp => true,
        }
    }

    /// Whether it may be kept as this paper: a photo is an image.
    pub const fn fits(self, paper: DocumentType) -> bool {
        match self {
            Self::Jpeg | Self::Png | Self::Webp => true,
            Self::Pdf | Self::Docx | Self::Doc => !matches!(paper, DocumentType::Foto),
        }
    }

    /// The kind of a file; `None` for everything that is not kept: HTML, SVG, programs, damaged archives.
    pub fn of(file: &mut File) -> io::Result<Option<Self>> {
        let mut head = Vec::new();
        file.by_ref().take(16).read_to_end(&mut head)?;
        Ok(match head.as_slice() {
            [b'%', b'P', b'D', b'F', b'-', ..] => Some(Self::Pdf),
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Self::Png),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::Webp),
            [b'P', b'K', 3, 4, ..] => is_docx(file)?.then_some(Self::Docx),
            [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ..] => is_doc(file)?.then_some(Self::Doc),
            _ => None,
        })
    }
}

/// A text document without programs in it. Nothing is unpacked, and only a short list of entries is read.
fn is_docx(file: &mut File) -> io::Result<bool> {
    if !has_short_directory(file)? {
        return Ok(false);
    }
    file.seek(SeekFrom::Start(0))?;
    let Ok(archive) = ZipArchive::new(&mut *file) else { return Ok(false) };
    let names: Result<Vec<String>, _> = archive.file_names().map(|name| name.map(|name| name.to_lowercase())).collect();
    // A name that cannot be read belongs to no document.
    let Ok(names) = names else { return Ok(false) };
    let is_there = |wanted: &str| names.iter().any(|name| name == wanted);
    let has_macros = names.iter().any(|name| name.ends_with("vbaproject.bin"));
    let is_short = names.len() <= ENTRIES_MAX;
    Ok(is_short && is_there("[content_types].xml") && is_there("word/document.xml") && !has_macros)
}

/// Whether the archive's end announces a list of entries of a size that may be read.
fn has_short_directory(file: &mut File) -> io::Result<bool> {
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(END_BYTES)))?;
    let mut end = Vec::new();
    file.by_ref().take(END_BYTES).read_to_end(&mut end)?;
    let Some(at) = end.windows(4).rposition(|window| window == b"PK\x05\x06") else { return Ok(false) };
    let field = |from: usize, size: usize| -> Option<u64> {
        let bytes = end.get(at + from..at + from + size)?;
        Some(bytes.iter().rev().fold(0, |value, byte| (value << 8) | u64::from(*byte)))
    };
    let (Some(entries), Some(size)) = (field(10, 2), field(12, 4)) else { return Ok(false) };
    Ok(entries <= ENTRIES_MAX as u64 && size <= DIRECTORY_MAX)
}

/// A compound file that holds a text document: others of its kind are tables, slides, mails and installers.
fn is_doc(file: &mut File) -> io::Result<bool> {
    const STREAM: &str = "WordDocument";
    let name: Vec<u8> = STREAM.encode_utf16().flat_map(u16::to_le_bytes).collect();
    file.seek(SeekFrom::Start(0))?;
    let (mut window, mut chunk) = (Vec::new(), vec![0; 64 * 1024]);
    loop {
        let read = file.read(&mut chunk)?;
        if read == 0 {
            return Ok(false);
        }
        window.extend_from_slice(&chunk[..read]);
        if window.windows(name.len()).any(|bytes| bytes == name) {
            return Ok(true);
        }
        // A name may lie across two chunks.
        window.drain(..window.len().saturating_sub(name.len()));
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Write;

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    /// An archive with these entries.
    pub fn archive(entries: &[&str]) -> Vec<u8> {
        let mut writer = ZipWriter::new(io::Cursor::new(Vec::new()));
        for entry in entries {
            writer.start_file(*entry, SimpleFileOptions::default()).unwrap();
            writer.write_all(b"<x/>").unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn kind(bytes: &[u8]) -> Option<FileKind> {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        file.seek(SeekFrom::Start(0)).unwrap();
        FileKind::of(&mut file).unwrap()
    }

    fn compound(stream: &str) -> Vec<u8> {
        let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
        bytes.resize(65_530, 0);
        bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
        bytes.resize(70_000, 0);
        bytes
    }

    #[test]
    fn a_file_is_known_by_its_content() {
        for (bytes, expected) in [
            (&b"%PDF-1.7\n"[..], Some(FileKind::Pdf)),
            (b"\xff\xd8\xff\xe0\0\x10JFIF", Some(FileKind::Jpeg)),
            (b"\x89PNG\r\n\x1a\n\0\0", Some(FileKind::Png)),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Some(FileKind::Webp)),
            (b"RIFF\x10\0\0\0WAVEfmt ", None),
            (b"<!doctype html><script>", None),
            (b"<svg xmlns='http://www.w3.org/2000/svg'>", None),
            (b"MZ\x90\0", None),
            (b"GIF89a", None),
            (b"PK\x03\x04 and nothing else", None),
            (b"", None),
        ] {
            assert_eq!(kind(bytes), expected, "{bytes:?}");
        }
        assert_eq!(kind(&compound("WordDocument")), Some(FileKind::Doc));
        assert_eq!(kind(&compound("Workbook")), None);
    }

    #[test]
    fn an_archive_is_a_text_document_or_refused() {
        const GOOD: [&str; 2] = ["[Content_Types].xml", "word/document.xml"];
        assert_eq!(kind(&archive(&GOOD)), Some(FileKind::Docx));
        assert_eq!(kind(&archive(&["[Content_Types].xml", "xl/workbook.xml"])), None);
        assert_eq!(kind(&archive(&[GOOD[0], GOOD[1], "word/vbaProject.bin"])), None, "programs");
        let many: Vec<String> = (0..2_001).map(|n| format!("word/{n}.xml")).collect();
        let mut all: Vec<&str> = GOOD.to_vec();
        all.extend(many.iter().map(String::as_str));
        assert_eq!(kind(&archive(&all)), None, "too many entries");
        let whole = archive(&GOOD);
        assert_eq!(kind(&whole[..whole.len() - 10]), None, "cut off");
    }

    #[test]
    fn a_photo_is_an_image() {
        assert!(FileKind::Webp.fits(DocumentType::Foto));
        assert!(!FileKind::Pdf.fits(DocumentType::Foto) && FileKind::Pdf.fits(DocumentType::Diploma));
    }
}
