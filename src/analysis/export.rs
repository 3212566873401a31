//! Rows of a concordance as they leave the program.
//!
//! Responsible for four formats, and that nothing of a text acts in any of them: neither on a terminal
//! nor on a spreadsheet or a page. Not for which rows there are (see `concordance`), nor for where they
//! go. The fields of a row are those of [`FIELDS`], in their order.

use super::{
    concordance::{FIELDS, Row},
    context::Context,
};
use crate::{
    collection::{document::Document, metadata::Date, written},
    keyword::KeywordSet,
    text::{gate, words::one_line},
};
use std::{borrow::Cow, fmt::Write as _};

/// How rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Fields with tabs between, a line of names first.
    Tsv,
    /// Fields with commas between, quoted as RFC 4180 says, a line of names first. Lines end as they do
    /// everywhere else, with a line feed alone, which spreadsheets read too and other tools need.
    Csv,
    /// A table of Markdown, the node in bold.
    Markdown,
    /// A JSON object on each line, with the fields of `catchword concordance --json`.
    JsonLines,
}

impl Format {
    /// The format that a file's name asks for by its ending: `.tsv`, `.csv`, `.md` or `.markdown`, `.jsonl`,
    /// `.ndjson` or `.json`, in any case.
    ///
    /// ```
    /// use catchword::analysis::export::Format;
    /// assert_eq!(Format::of_file("rows.CSV"), Some(Format::Csv));
    /// assert_eq!(Format::of_file("rows.txt"), None);
    /// ```
    pub fn of_file(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "tsv" => Some(Self::Tsv),
            "csv" => Some(Self::Csv),
            "md" | "markdown" => Some(Self::Markdown),
            "jsonl" | "ndjson" | "json" => Some(Self::JsonLines),
            _ => None,
        }
    }

    /// What stands before the rows: none or more whole lines, with their ends.
    pub fn header(self) -> String {
        match self {
            Self::Tsv => FIELDS.join("\t") + "\n",
            Self::Csv => FIELDS.join(",") + "\n",
            Self::Markdown => format!(
                "| {} |\n{}|\n",
                FIELDS.join(" | "),
                "| --- ".repeat(FIELDS.len())
            ),
            Self::JsonLines => String::new(),
        }
    }

    /// The line of a row, with its end.
    ///
    /// In TSV and CSV a field that begins with `=`, `+`, `-` or `@` gets an apostrophe before it: a
    /// spreadsheet would take it for a formula, and a text from somewhere else could have one calculated.
    /// Whoever needs the very characters reads JSON Lines, or the text at the row's offsets.
    pub fn row(self, record: &Record) -> String {
        let fields = record.fields();
        let line = match self {
            Self::Tsv => fields.map(|it| inert(&it)).join("\t"),
            Self::Csv => fields.map(|it| quoted(inert(&it))).join(","),
            Self::Markdown => {
                let mut cells = fields.map(|field| written::escaped(field.trim()));
                let node = &mut cells[NODE];
                if !node.is_empty() {
                    *node = format!("**{node}**");
                }
                format!("| {} |", cells.join(" | "))
            }
            Self::JsonLines => record.json(),
        };
        line + "\n"
    }
}

/// The index in [`FIELDS`] of the one that is the hit.
const NODE: usize = 8;

/// A row with all that is written of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record<'a> {
    /// The document's id.
    pub document: &'a str,
    /// The document's date.
    pub date: Option<Date>,
    /// The hit's first byte in the document's text.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// The id of the term's category.
    pub category: &'a str,
    /// The id of the term.
    pub term: &'a str,
    /// The spelling that was found; none of a regular expression.
    pub alias: Option<&'a str>,
    /// The hit's text, as it stands in the document.
    pub node: Cow<'a, str>,
    /// What stands beside it.
    pub context: Context,
    /// Whether it stands in furniture.
    pub furniture: bool,
}

impl<'a> Record<'a> {
    /// The record of `row`, whose hit is one of `keywords` in `document`, with so much of the text beside it.
    pub fn of(
        row: &Row,
        document: &'a Document,
        keywords: &'a KeywordSet,
        context: Context,
    ) -> Self {
        let term = &keywords.terms[row.hit.term.index()];
        Self {
            document: &document.metadata.id,
            date: row.date,
            start: row.hit.span.start,
            end: row.hit.span.end,
            category: &keywords.categories[row.category].id,
            term: &term.id,
            alias: term.pattern.alias(row.hit.alias),
            node: document.body.slice(row.hit.span),
            context,
            furniture: row.furniture,
        }
    }

    /// The hit's text on one line.
    pub fn on_one_line(&self) -> String {
        one_line(&self.node)
    }

    /// What stands under each of the names of [`FIELDS`], on one line.
    fn fields(&self) -> [Cow<'_, str>; FIELDS.len()] {
        [
            Cow::Borrowed(self.document),
            self.date
                .map_or_else(String::new, |date| date.to_string())
                .into(),
            self.start.to_string().into(),
            self.end.to_string().into(),
            Cow::Borrowed(self.category),
            Cow::Borrowed(self.term),
            Cow::Borrowed(self.alias.unwrap_or_default()),
            Cow::Borrowed(&self.context.left),
            self.on_one_line().into(),
            Cow::Borrowed(&self.context.right),
        ]
    }

    fn json(&self) -> String {
        let text = |text: &str| json_string(text);
        let maybe = |text: Option<String>| text.unwrap_or_else(|| "null".to_owned());
        let values = [
            text(self.document),
            maybe(self.date.map(|date| text(&date.to_string()))),
            self.start.to_string(),
            self.end.to_string(),
            text(self.category),
            text(self.term),
            maybe(self.alias.map(text)),
            text(&self.context.left),
            text(&self.node),
            text(&self.context.right),
        ];
        let mut line = "{\"type\":\"row\"".to_owned();
        for (name, value) in FIELDS.iter().zip(values) {
            let _ = write!(line, ",\"{name}\":{value}");
        }
        let _ = write!(line, ",\"furniture\":{}}}", self.furniture);
        line
    }
}

/// A field that neither a terminal nor a spreadsheet obeys; see [`Format::row`].
pub fn inert(field: &str) -> String {
    let shown = gate::line(field);
    // The wide forms of the same signs begin a formula where Japanese is written.
    if shown.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
        format!("'{shown}")
    } else {
        shown.into_owned()
    }
}

/// A field as RFC 4180 has it: in quotation marks where it holds a comma or one of them.
fn quoted(field: String) -> String {
    if field.contains([',', '"']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field
    }
}

/// `text` as a string of JSON in which nothing can act.
fn json_string(text: &str) -> String {
    let mut string = String::with_capacity(text.len() + 2);
    string.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => string.extend(['\\', character]),
            '\n' => string.push_str("\\n"),
            '\r' => string.push_str("\\r"),
            '\t' => string.push_str("\\t"),
            '\0'..='\u{1f}' => {
                let _ = write!(string, "\\u{:04x}", u32::from(character));
            }
            _ => string.push(character),
        }
    }
    string.push('"');
    escaped(&string).into_owned()
}

/// The inside of a string of JSON with `\u…`, which means the same, for every character beyond printed
/// ASCII that a terminal may do something else with than show it.
pub fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(acts) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        if acts(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        } else {
            escaped.push(character);
        }
    }
    Cow::Owned(escaped)
}

/// Whether a terminal may do something else with a character than show it.
fn acts(character: char) -> bool {
    let mut bytes = [0; 4];
    let alone = &*character.encode_utf8(&mut bytes);
    (!character.is_ascii() || character == '\u{7f}') && gate::shown(alone, 0).symbol != alone
}

#[cfg(test)]
#[path = "export_tests.rs"]
mod tests;
