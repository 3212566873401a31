//! Highlights and notes where they leave the program: as Markdown.

use crate::{
    analysis::export::Format,
    app::{
        Effect, Export, Model,
        anchor::{Change, Found},
        citation, format,
        notes::Highlight,
    },
    collection::{document::Document, written},
    text::{gate, words::one_line},
};
use std::fmt::Write as _;

impl Model {
    /// The highlights of the open collection as Markdown, by document in the order of the texts, each with
    /// its citation; those that are not found last, then those of texts that are not open. What is quoted is what was
    /// noted. Notes are the reader's own Markdown.
    pub(in crate::app) fn notes_as_markdown(&mut self) -> (usize, String) {
        self.settle_all_notes();
        let placed = self.placed_notes();
        let mut known: Vec<(usize, usize, Option<Found>)> = Vec::new();
        let mut elsewhere = Vec::new();
        for (number, place) in placed.highlights.iter().enumerate() {
            match place {
                Some((document, found)) => known.push((*document, number, *found)),
                None => elsewhere.push(number),
            }
        }
        known.sort_by_key(|&(document, number, found)| {
            let start = found.map(|found| found.span.start);
            (document, start.is_none(), start, number)
        });
        let mut out = String::new();
        let mut last = None;
        for (document, number, found) in &known {
            let highlight = &self.notes.highlights[*number];
            let text = &self.collection.documents[*document];
            if last != Some(*document) {
                last = Some(*document);
                let title = written::line(&one_line(&text.metadata.title));
                let _ = write!(out, "## {title}\n\n");
            }
            write_one(&mut out, highlight, Some((text, *found)));
        }
        if !elsewhere.is_empty() {
            out += "## In texts that are not open\n\n";
        }
        for &number in &elsewhere {
            write_one(&mut out, &self.notes.highlights[number], None);
        }
        (known.len() + elsewhere.len(), out)
    }

    /// Writes the highlights and notes to a file of Markdown.
    pub(in crate::app) fn export_notes(&mut self, name: &str) -> Vec<Effect> {
        if Format::of_file(name) != Some(Format::Markdown) {
            self.notice = Some(format!("“{name}” does not end in .md: notes are Markdown"));
            return Vec::new();
        }
        let (count, text) = self.notes_as_markdown();
        vec![Effect::Export(Box::new(Export {
            path: name.into(),
            text,
            what: format::counted(count, "highlight"),
        }))]
    }

    /// Copies the highlights and notes as Markdown.
    pub(in crate::app) fn copy_notes(&mut self) -> Vec<Effect> {
        let (count, text) = self.notes_as_markdown();
        let what = format!("{} as Markdown", format::counted(count, "highlight"));
        self.copy(&text, &what)
    }
}

/// Writes a highlight with where it is, in the text that it is about, if that is open.
fn write_one(out: &mut String, highlight: &Highlight, place: Option<(&Document, Option<Found>)>) {
    let (quoted, cited, said) = match place {
        Some((text, Some(Found { span, change }))) => {
            let now = text.excerpt(span);
            let cited = citation::source(text, span);
            match change {
                Change::None => (now, cited, None),
                Change::Around => (now, cited, change.in_words().map(str::to_owned)),
                Change::Words => {
                    let said = change.in_words().map(|words| {
                        format!("{words}, and says: {}", format::quoted(&one_line(&now)))
                    });
                    (highlight.anchor.words(), cited, said)
                }
            }
        }
        Some((_, None)) => {
            let cited = "not found in the text as it is now".to_owned();
            (highlight.anchor.words(), cited, None)
        }
        None => {
            let title = format::quoted(&highlight.title);
            (
                highlight.anchor.words(),
                format!("{title}, {}", highlight.document),
                None,
            )
        }
    };
    for line in quoted.lines() {
        *out += format!("> {}", written::line(line)).trim_end();
        out.push('\n');
    }
    let _ = write!(out, "\n— {}\n\n", written::line(&cited));
    if let Some(said) = said {
        let _ = write!(out, "({})\n\n", written::line(&said));
    }
    if !highlight.note.is_empty() {
        for line in highlight.note.lines() {
            let _ = writeln!(out, "{}", gate::line(line));
        }
        out.push('\n');
    }
}
