//! The few things of HTML that reading a table needs.

use html5ever::{
    Attribute,
    tokenizer::states::RawKind::{self, Rawtext, Rcdata, ScriptData},
};

/// More columns than this no cell spans.
const COLSPAN_MAX: usize = 100;

/// Text with every run of blanks as one space, none at its ends.
#[derive(Default)]
pub(super) struct Text {
    pub text: String,
    has_gap: bool,
}

impl Text {
    /// Adds text, unless there are `limit` bytes already.
    pub(super) fn push(&mut self, more: &str, limit: usize) {
        if self.text.len() >= limit {
            return;
        }
        let mut words = more.split(char::is_whitespace);
        // What stands before the first blank continues the last word.
        self.word(words.next().unwrap_or_default());
        for word in words {
            self.has_gap = true;
            self.word(word);
        }
    }

    fn word(&mut self, word: &str) {
        if word.is_empty() {
            return;
        }
        if self.has_gap && !self.text.is_empty() {
            self.text.push(' ');
        }
        self.has_gap = false;
        self.text.push_str(word);
    }
}

/// Elements whose content is no markup.
pub(super) fn raw_kind(name: &str) -> Option<RawKind> {
    match name {
        "script" => Some(ScriptData),
        "style" | "iframe" | "noembed" | "noframes" | "xmp" => Some(Rawtext),
        "textarea" | "title" => Some(Rcdata),
        _ => None,
    }
}

/// The value of an attribute.
pub(super) fn attribute<'a>(attributes: &'a [Attribute], name: &str) -> Option<&'a str> {
    attributes.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}

/// Whether the element says of itself that it is not shown.
pub(super) fn is_hidden(attributes: &[Attribute]) -> bool {
    attribute(attributes, "style").is_some_and(|style| {
        let style: String = style.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
        style.contains("display:none")
    })
}

/// Whether a link leads to the continuation of the page.
pub(super) fn is_next(attributes: &[Attribute]) -> bool {
    attribute(attributes, "rel")
        .is_some_and(|rel| rel.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("next")))
}

/// How many columns a cell spans.
pub(super) fn colspan(attributes: &[Attribute]) -> usize {
    attribute(attributes, "colspan")
        .and_then(|span| span.trim().parse::<usize>().ok())
        .unwrap_or(1)
        .clamp(1, COLSPAN_MAX)
}

/// Elements without an end tag.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
    )
}
