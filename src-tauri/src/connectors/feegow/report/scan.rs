//! Finds the report among the tables of a page, in one pass and without keeping the page.
//!
//! A month of payments is a page of many megabytes: a tree of it would be several times as large as what is wanted.

use std::cell::RefCell;

use html5ever::{
    tendril::StrTendril,
    tokenizer::{
        BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
        states::RawKind::{Rawtext, ScriptData},
    },
};

use super::{
    headers::column_key,
    markup::{Text, attribute, colspan, is_hidden, is_next, is_void, raw_kind},
};

/// The id of the table that is the report, whatever its columns.
const RESULT_ID: &str = "table-resultado";
/// A table with both is the report when none has the id.
const TELLING_COLUMNS: [&str; 2] = ["data_do_pagamento", "total_pago"];
/// The page is handed to the tokenizer in pieces of about this many bytes.
const PIECE: usize = 64 * 1024;
/// A cell's text ends here: only a cell that holds half the page is longer.
const CELL_MAX: usize = 64 * 1024;
/// So much of the page's text is kept, for the words that say there is nothing.
const PROSE_MAX: usize = 64 * 1024;
/// Among so many first rows the names of the columns are looked for.
const HEADING_REACH: usize = 5;

/// What was found on a page.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The report's table, complete.
    pub table: Option<RawTable>,
    /// Where the page says its continuation is.
    pub next_link: Option<String>,
    /// The page ends in the middle of itself.
    pub is_cut: bool,
    /// The beginning of what a person reads on the page.
    pub prose: String,
}

/// A table as it stands in the page.
#[derive(Debug, Default)]
pub(super) struct RawTable {
    pub has_id: bool,
    /// The address of its continuation (attribute `data-next`).
    pub next: Option<String>,
    pub rows: Vec<RawRow>,
}

/// The visible cells of a row: a cell that spans several columns is repeated.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct RawRow {
    pub cells: Vec<String>,
    /// In the table's head, or of heading cells alone.
    pub is_heading: bool,
    pub is_footer: bool,
}

/// Reads a page. Broken HTML is read as a browser would; what is missing is told by [`Found::is_cut`].
pub(super) fn scan(page: &str) -> Found {
    let tokenizer = Tokenizer::new(Sink(RefCell::default()), TokenizerOpts::default());
    let queue = BufferQueue::default();
    let mut rest = page;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(rest.floor_char_boundary(PIECE.min(rest.len())));
        queue.push_back(StrTendril::from_slice(piece));
        // The sink never asks to stop for a script.
        let _ = tokenizer.feed(&queue);
        rest = after;
    }
    tokenizer.end();
    tokenizer.sink.0.into_inner().finish()
}

struct Sink(RefCell<Scanner>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut scanner = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => scanner.text(&text),
            Token::TagToken(tag) => {
                let raw = (tag.kind == TagKind::StartTag).then(|| raw_kind(&tag.name)).flatten();
                scanner.tag(&tag);
                if let Some(kind) = raw {
                    return TokenSinkResult::RawData(kind);
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

#[derive(Default)]
struct Scanner {
    /// The open tables, the innermost last.
    open: Vec<OpenTable>,
    best: Option<RawTable>,
    next_link: Option<String>,
    /// The element whose text nobody reads (a script, a style), until its end.
    unread: Option<String>,
    hidden: Option<Hidden>,
    has_document: bool,
    has_document_end: bool,
    is_broken: bool,
    prose: Text,
    /// The outermost element that is not shown, and how many of its name are open: its text is no prose.
    hidden_prose: Option<(String, usize)>,
}

#[derive(Default)]
struct OpenTable {
    table: RawTable,
    section: Section,
    row: Option<OpenRow>,
    cell: Option<OpenCell>,
    /// Cells of the longest row so far.
    width: usize,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Section {
    Head,
    #[default]
    Body,
    Foot,
}

#[derive(Default)]
struct OpenRow {
    cells: Vec<String>,
    has_data_cell: bool,
}

struct OpenCell {
    text: Text,
    span: usize,
}

/// What is inside is not shown, up to the end of the element.
struct Hidden {
    name: String,
    /// Elements of the same name inside, and itself.
    depth: usize,
    /// Tables opened inside.
    tables: usize,
}

impl Scanner {
    fn text(&mut self, text: &str) {
        if self.unread.is_some() || self.hidden.is_some() {
            return;
        }
        if self.hidden_prose.is_none() {
            self.prose.push(text, PROSE_MAX);
        }
        // The text of a table in a cell is the cell's text as well.
        for cell in self.open.iter_mut().filter_map(|table| table.cell.as_mut()) {
            cell.text.push(text, CELL_MAX);
        }
    }

    fn tag(&mut self, tag: &Tag) {
        let name: &str = &tag.name;
        let is_start = tag.kind == TagKind::StartTag;
        if let Some(unread) = &self.unread {
            if !is_start && name == unread {
                self.unread = None;
            }
            return;
        }
        if is_start && matches!(raw_kind(name), Some(ScriptData | Rawtext)) {
            self.unread = Some(name.to_owned());
            return;
        }
        if self.hidden.is_some() && self.is_in_hidden(name, is_start) {
            return;
        }
        self.follow_hidden_prose(name, is_start, tag);
        if is_start {
            self.start(name, tag);
        } else {
            self.end(name);
        }
    }

    /// A message that waits for its use is not said yet.
    fn follow_hidden_prose(&mut self, name: &str, is_start: bool, tag: &Tag) {
        match &mut self.hidden_prose {
            Some((hidden, depth)) if hidden == name => {
                *depth = if is_start { *depth + 1 } else { *depth - 1 };
                if *depth == 0 {
                    self.hidden_prose = None;
                }
            }
            None if is_start && is_hidden(&tag.attrs) && !is_void(name) => {
                self.hidden_prose = Some((name.to_owned(), 1));
            }
            _ => {}
        }
    }

    /// Whether the tag is part of what is hidden. Ends the hidden part where it ends.
    fn is_in_hidden(&mut self, name: &str, is_start: bool) -> bool {
        let Some(hidden) = &mut self.hidden else { return false };
        let is_own = name == hidden.name;
        let is_part = matches!(name, "td" | "th" | "tr" | "tbody" | "thead" | "tfoot");
        match (name, is_start) {
            ("table", true) => hidden.tables += 1,
            ("table", false) if hidden.tables > 0 => {
                hidden.tables -= 1;
                if is_own && hidden.tables == 0 {
                    self.hidden = None;
                }
            }
            // The end of the table around it.
            ("table", false) => {
                self.hidden = None;
                return false;
            }
            (_, true) if is_part && hidden.tables == 0 => {
                let belongs = hidden.name == "tr" && matches!(name, "td" | "th");
                if !belongs {
                    self.hidden = None;
                }
                return belongs;
            }
            (_, false) if is_part && hidden.tables == 0 => {
                let belongs = hidden.name == "tr" && matches!(name, "td" | "th");
                if !belongs {
                    self.hidden = None;
                }
                // The hidden cell's own end changes nothing; any other end does.
                return belongs || is_own;
            }
            (_, true) if is_own && !is_part => hidden.depth += 1,
            (_, false) if is_own && !is_part => {
                hidden.depth -= 1;
                if hidden.depth == 0 {
                    self.hidden = None;
                }
            }
            _ => {}
        }
        true
    }

    fn start(&mut self, name: &str, tag: &Tag) {
        match name {
            "html" | "body" => self.has_document = true,
            "table" => return self.start_table(tag),
            "a" | "link" if self.next_link.is_none() && is_next(&tag.attrs) => {
                self.next_link = attribute(&tag.attrs, "href").map(str::to_owned);
            }
            "br" => self.text(" "),
            _ => {}
        }
        let Some(table) = self.open.last_mut() else { return };
        let is_hidden = is_hidden(&tag.attrs);
        match name {
            "thead" | "tbody" | "tfoot" => {
                table.end_row();
                table.section = match name {
                    "thead" => Section::Head,
                    "tfoot" => Section::Foot,
                    _ => Section::Body,
                };
                return;
            }
            "tr" => {
                table.end_row();
                if !is_hidden {
                    table.start_row();
                    return;
                }
            }
            "td" | "th" => {
                table.end_cell();
                if !is_hidden {
                    table.start_cell(name, colspan(&tag.attrs));
                    return;
                }
            }
            _ if table.cell.is_none() || is_void(name) || tag.self_closing || !is_hidden => return,
            _ => {}
        }
        self.hidden = Some(Hidden { name: name.to_owned(), depth: 1, tables: 0 });
    }

    fn start_table(&mut self, tag: &Tag) {
        match self.open.last() {
            Some(around) if around.cell.is_some() && is_hidden(&tag.attrs) => {
                self.hidden = Some(Hidden { name: "table".to_owned(), depth: 1, tables: 1 });
                return;
            }
            // A table between the cells of another: the other one has lost its end.
            Some(around) if around.cell.is_none() => {
                self.is_broken |= around.table.has_id;
                self.end_table();
            }
            _ => {}
        }
        let table = RawTable {
            has_id: attribute(&tag.attrs, "id") == Some(RESULT_ID),
            next: attribute(&tag.attrs, "data-next").map(str::to_owned),
            rows: Vec::new(),
        };
        self.open.push(OpenTable { table, ..OpenTable::default() });
    }

    fn end(&mut self, name: &str) {
        match name {
            "html" | "body" => self.has_document_end = true,
            "table" => return self.end_table(),
            _ => {}
        }
        let Some(table) = self.open.last_mut() else { return };
        match name {
            "td" | "th" => table.end_cell(),
            "tr" => table.end_row(),
            "thead" | "tbody" | "tfoot" => {
                table.end_row();
                table.section = Section::Body;
            }
            _ => {}
        }
    }

    fn end_table(&mut self) {
        let Some(mut open) = self.open.pop() else { return };
        open.end_row();
        let table = open.table;
        let is_better = match &self.best {
            Some(best) if best.has_id => false,
            _ if table.has_id => true,
            best => table.is_telling() && best.as_ref().is_none_or(|best| table.size() > best.size()),
        };
        if is_better {
            self.best = Some(table);
        }
    }

    fn finish(mut self) -> Found {
        let is_open = |table: &OpenTable| table.table.has_id || table.table.is_telling();
        let is_cut = self.is_broken
            || self.open.iter().any(is_open)
            || (self.has_document && !self.has_document_end)
            // Without a report it does not matter which table the page ends in.
            || (self.best.is_none() && !self.open.is_empty());
        Found {
            table: self.best.take(),
            next_link: self.next_link,
            is_cut,
            prose: std::mem::take(&mut self.prose.text),
        }
    }
}

impl OpenTable {
    fn start_row(&mut self) {
        self.row = Some(OpenRow { cells: Vec::with_capacity(self.width), has_data_cell: false });
    }

    fn start_cell(&mut self, name: &str, span: usize) {
        if self.row.is_none() {
            self.start_row();
        }
        if let Some(row) = &mut self.row {
            row.has_data_cell |= name == "td";
        }
        self.cell = Some(OpenCell { text: Text::default(), span });
    }

    fn end_cell(&mut self) {
        let (Some(cell), Some(row)) = (self.cell.take(), &mut self.row) else { return };
        let mut text = cell.text.text;
        text.shrink_to_fit();
        for _ in 1..cell.span {
            row.cells.push(text.clone());
        }
        row.cells.push(text);
    }

    fn end_row(&mut self) {
        self.end_cell();
        let Some(row) = self.row.take() else { return };
        // A row without a visible cell shows nothing.
        if row.cells.is_empty() {
            return;
        }
        self.width = self.width.max(row.cells.len());
        self.table.rows.push(RawRow {
            is_heading: self.section == Section::Head || !row.has_data_cell,
            is_footer: self.section == Section::Foot,
            cells: row.cells,
        });
    }
}

impl RawTable {
    /// The row that names the columns, and how many rows stand before the first line of data.
    pub(super) fn heading(&self) -> Option<(usize, usize)> {
        let headings = self.rows.iter().take_while(|row| row.is_heading).count();
        // A heading in plain cells, or below a title.
        let telling = self.rows.iter().take(headings.max(HEADING_REACH)).position(|row| names_the_report(&row.cells));
        let index = telling.unwrap_or(0);
        (!self.rows.is_empty()).then_some((index, headings.max(index + 1)))
    }

    fn is_telling(&self) -> bool {
        self.heading().is_some_and(|(index, _)| names_the_report(&self.rows[index].cells))
    }

    fn size(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).sum()
    }
}

/// Whether these headers can only be the report's.
pub(super) fn names_the_report(headers: &[String]) -> bool {
    TELLING_COLUMNS.iter().all(|wanted| headers.iter().any(|header| column_key(header) == *wanted))
}
