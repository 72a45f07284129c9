//! `.docx` files: which placeholders they hold, and filling them in. What is sent is never trusted.

mod text;

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    io::{self, Read, Seek, Write},
};

use zip::{CompressionMethod, ZipArchive, ZipWriter, result::ZipError, write::SimpleFileOptions};

use crate::kernel::text::dictionary_order;
use text::PartText;

/// Media type of the files.
pub const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// Most entries of an archive.
const ENTRIES: usize = 2_000;
/// Largest part that is looked into, inflated.
const PART_BYTES: u64 = 64 * 1024 * 1024;
/// All parts together that are looked into.
const ALL_BYTES: u64 = 2 * PART_BYTES;
/// Most placeholders of a document.
const PLACEHOLDERS: usize = 500;
/// The part every document has.
const BODY: &str = "word/document.xml";

/// Why a file is no document that can be used. The text is for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("O arquivo não é um .docx: abra-o no Word e salve como Documento do Word (.docx).")]
    NoDocument,
    #[error("O arquivo está danificado: abra-o no Word e salve de novo.")]
    Damaged,
    #[error("O arquivo contém macros: salve-o como Documento do Word (.docx), sem macros.")]
    Macros,
    #[error("O arquivo é grande demais por dentro.")]
    TooLarge,
    #[error("O modelo tem mais de 500 placeholders, ou um com mais de 120 letras.")]
    TooManyPlaceholders,
}

/// The different placeholders of a document, in order.
///
/// # Errors
/// [`Unreadable`].
pub fn placeholders(file: impl Read + Seek) -> Result<Vec<String>, Unreadable> {
    let mut archive = open(file)?;
    let mut budget = ALL_BYTES;
    let mut found = BTreeSet::new();
    for at in read_parts(&archive)? {
        let part = read_part(&mut archive, at, &mut budget)?;
        let placeholders = PartText::of(&part).placeholders().map_err(|_| Unreadable::TooManyPlaceholders)?;
        found.extend(placeholders.into_iter().map(|placeholder| placeholder.token));
        if found.len() > PLACEHOLDERS {
            return Err(Unreadable::TooManyPlaceholders);
        }
    }
    let mut found: Vec<String> = found.into_iter().collect();
    found.sort_by_cached_key(|token| dictionary_order(token));
    Ok(found)
}

/// Writes the document with every placeholder replaced by its value, one without a value by nothing. Everything else,
/// and the look of the run a placeholder begins in, stays. A line end in a value begins a line.
///
/// # Errors
/// [`Unreadable`]; or writing fails.
pub fn fill(
    file: impl Read + Seek,
    values: &BTreeMap<String, String>,
    mut target: impl Write + Seek,
) -> Result<(), FillError> {
    let mut archive = open(file)?;
    let parts: HashSet<usize> = read_parts(&archive)?.into_iter().collect();
    let mut budget = ALL_BYTES;
    let mut writer = ZipWriter::new(&mut target);
    for at in 0..archive.len() {
        if parts.contains(&at) {
            let filled = filled(&read_part(&mut archive, at, &mut budget)?, values)?;
            let name = name_of(&archive, at)?;
            let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
            writer.start_file(name, options).map_err(io::Error::from)?;
            writer.write_all(filled.as_bytes())?;
        } else {
            let entry = archive.by_index_raw(at).map_err(damaged)?;
            writer.raw_copy_file(entry).map_err(io::Error::from)?;
        }
    }
    writer.finish().map_err(io::Error::from)?;
    Ok(())
}

/// Why a document was not filled in.
#[derive(Debug, thiserror::Error)]
pub enum FillError {
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    #[error(transparent)]
    Io(#[from] io::Error),
}

fn filled(part: &str, values: &BTreeMap<String, String>) -> Result<String, Unreadable> {
    let placeholders = PartText::of(part).placeholders().map_err(|_| Unreadable::TooManyPlaceholders)?;
    let mut filled = String::with_capacity(part.len());
    let mut from = 0;
    for placeholder in placeholders {
        let mut value = Some(values.get(&placeholder.token).map(|value| escaped(value)).unwrap_or_default());
        for range in placeholder.raw {
            filled.push_str(&part[from..range.start]);
            filled.push_str(&value.take().unwrap_or_default());
            from = range.end;
        }
        if u64::try_from(filled.len()).unwrap_or(u64::MAX) > PART_BYTES {
            return Err(Unreadable::TooLarge);
        }
    }
    filled.push_str(&part[from..]);
    Ok(filled)
}

/// A value as text of a run.
fn escaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '\n' => text.push_str("</w:t><w:br/><w:t xml:space=\"preserve\">"),
            // What XML cannot hold at all.
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() && c != '\t' => {}
            c => text.push(c),
        }
    }
    text
}

fn damaged(error: ZipError) -> Unreadable {
    match error {
        ZipError::UnsupportedArchive(_) => Unreadable::NoDocument,
        _ => Unreadable::Damaged,
    }
}

fn open<F: Read + Seek>(file: F) -> Result<ZipArchive<F>, Unreadable> {
    let archive = ZipArchive::new(file).map_err(|_| Unreadable::NoDocument)?;
    if archive.len() > ENTRIES {
        return Err(Unreadable::TooLarge);
    }
    for at in 0..archive.len() {
        let name = name_of(&archive, at)?;
        let lower = name.to_ascii_lowercase();
        if lower.ends_with("vbaproject.bin") || lower.ends_with("vbadata.xml") {
            return Err(Unreadable::Macros);
        }
        if name.contains('\\') || name.starts_with('/') || name.split('/').any(|part| part == "..") {
            return Err(Unreadable::Damaged);
        }
    }
    Ok(archive)
}

fn name_of<F: Read + Seek>(archive: &ZipArchive<F>, at: usize) -> Result<String, Unreadable> {
    let name = archive.name_for_index(at).ok_or(Unreadable::Damaged)?;
    name.map(std::borrow::Cow::into_owned).map_err(|_| Unreadable::Damaged)
}

/// The entries that hold text with placeholders.
fn read_parts<F: Read + Seek>(archive: &ZipArchive<F>) -> Result<Vec<usize>, Unreadable> {
    let mut parts = Vec::new();
    let mut has_body = false;
    for at in 0..archive.len() {
        let name = name_of(archive, at)?.to_ascii_lowercase();
        has_body |= name == BODY;
        if is_part(&name) {
            parts.push(at);
        }
    }
    if has_body { Ok(parts) } else { Err(Unreadable::NoDocument) }
}

fn is_part(name: &str) -> bool {
    let numbered = |kind: &str| {
        let number = name.strip_prefix(kind).and_then(|rest| rest.strip_suffix(".xml"));
        number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    matches!(name, BODY | "word/footnotes.xml" | "word/endnotes.xml")
        || numbered("word/header")
        || numbered("word/footer")
}

/// The text of one entry; takes what it is long from `budget`.
fn read_part<F: Read + Seek>(archive: &mut ZipArchive<F>, at: usize, budget: &mut u64) -> Result<String, Unreadable> {
    let limit = PART_BYTES.min(*budget);
    let entry = archive.by_index(at).map_err(damaged)?;
    let mut bytes = Vec::new();
    // What an entry says about its length is not believed.
    entry.take(limit + 1).read_to_end(&mut bytes).map_err(|_| Unreadable::Damaged)?;
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if length > limit {
        return Err(Unreadable::TooLarge);
    }
    *budget -= length;
    let text = String::from_utf8(bytes).map_err(|_| Unreadable::Damaged)?;
    Ok(text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn docx(parts: &[(&str, &str)]) -> Cursor<Vec<u8>> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap()
    }

    #[test]
    fn body_headers_footers_and_notes_are_read() {
        let file = docx(&[
            (
                "word/document.xml",
                "\u{feff}<w:p><w:r><w:t>{{prof</w:t></w:r><w:r><w:t>essional.name}}</w:t></w:r></w:p>\
                 <w:p><w:t>{{a</w:t></w:p><w:p><w:t>b}} {{ cidade }}</w:t></w:p>",
            ),
            ("word/header1.xml", "<w:t>{{system.current_date}}</w:t>"),
            ("Word/Footer2.XML", "<w:t>{{foot}}</w:t>"),
            ("word/comments.xml", "<w:t>{{no}}</w:t>"),
            ("word/header.xml", "<w:t>{{no}}</w:t>"),
        ]);
        assert_eq!(placeholders(file).unwrap(), ["cidade", "foot", "professional.name", "system.current_date"]);
    }

    #[test]
    fn placeholders_are_in_the_order_of_a_dictionary() {
        let file = docx(&[("word/document.xml", "<w:t>{{b}}{{B}}{{C}}{{a}}{{b}}</w:t>")]);
        assert_eq!(placeholders(file).unwrap(), ["a", "b", "B", "C"]);
    }

    #[test]
    fn hostile_files_are_refused() {
        assert_eq!(placeholders(Cursor::new(b"%PDF-1.7".to_vec())), Err(Unreadable::NoDocument));
        assert_eq!(placeholders(docx(&[("xl/workbook.xml", "")])), Err(Unreadable::NoDocument));
        let macros = docx(&[("word/document.xml", ""), ("word/vbaProject.bin", "x")]);
        assert_eq!(placeholders(macros), Err(Unreadable::Macros));
        let outside = docx(&[("word/document.xml", ""), ("../../etc/x", "x")]);
        assert_eq!(placeholders(outside), Err(Unreadable::Damaged));
        let names: Vec<String> = (0..ENTRIES).map(|number| format!("word/media/{number}.png")).collect();
        let mut many: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
        many.push(("word/document.xml", ""));
        assert_eq!(placeholders(docx(&many)), Err(Unreadable::TooLarge));
        let tokens: String = (0..=PLACEHOLDERS).map(|number| format!("{{{{t{number}}}}}")).collect();
        assert_eq!(placeholders(docx(&[("word/document.xml", &tokens)])), Err(Unreadable::TooManyPlaceholders));
    }

    #[test]
    fn a_bomb_is_put_out() {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        writer.start_file("word/document.xml", options).unwrap();
        let zeros = vec![b' '; 1024 * 1024];
        for _ in 0..65 {
            writer.write_all(&zeros).unwrap();
        }
        assert_eq!(placeholders(writer.finish().unwrap()), Err(Unreadable::TooLarge));
    }

    #[test]
    fn a_placeholder_repeated_without_end_does_not_fill_the_memory() {
        let file = docx(&[("word/document.xml", &"{{a}}".repeat(100_000))]);
        let values = BTreeMap::from([("a".to_owned(), "x".repeat(1_000))]);
        let outcome = fill(file, &values, Cursor::new(Vec::new()));
        assert!(matches!(outcome, Err(FillError::Unreadable(Unreadable::TooLarge))));
    }

    #[test]
    fn filling_keeps_everything_but_the_placeholders() {
        let body = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{{prof</w:t></w:r><w:r><w:t>.name }} e {{cidade}}</w:t></w:r></w:p>\
                    <w:p><w:delText>{{cidade}}</w:delText></w:p>";
        let file = docx(&[("word/document.xml", body), ("word/media/a.png", "bytes"), ("word/footer1.xml", "{{x}}")]);
        let values = BTreeMap::from([
            ("prof.name".to_owned(), "Ana & <Silva>".to_owned()),
            ("cidade".to_owned(), "Campinas\nSP\u{1}".to_owned()),
        ]);
        let mut target = Cursor::new(Vec::new());
        fill(file, &values, &mut target).unwrap();
        let mut archive = ZipArchive::new(target).unwrap();
        let mut read = |name: &str| {
            let mut text = String::new();
            archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
            text
        };
        assert_eq!(
            read("word/document.xml"),
            "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Ana &amp; &lt;Silva&gt;</w:t></w:r><w:r><w:t> e Campinas</w:t><w:br/>\
             <w:t xml:space=\"preserve\">SP</w:t></w:r></w:p><w:p><w:delText>{{cidade}}</w:delText></w:p>"
        );
        assert_eq!(read("word/footer1.xml"), "", "a placeholder without a value is gone");
        assert_eq!(read("word/media/a.png"), "bytes");
    }
}
