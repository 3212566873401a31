//! Hits as an editor takes them: `path:line:column:text`.
//!
//! Responsible for the line and the column in the file that was opened, also where its markup is not
//! seen. Lines and columns count from 1, columns in bytes, as editors expect of this form.

use super::{Opened, output::Output};
use crate::{
    collection::{document::Document, origin::Origins},
    store::files,
    text::span::Span,
};
use anyhow::Context;
use std::borrow::Cow;

/// Bytes of a line that are printed before a hit and after it, at most.
const BESIDE: usize = 200;

/// Bytes that are looked through for line ends at a time.
const PIECE: usize = 64 * 1024;

/// Where the hits of one document stand in its file.
pub struct Places<'a> {
    document: &'a Document,
    /// The file's path, or the id of a document that has none.
    path: &'a str,
    /// The file, where offsets of what is visible are not its own.
    origins: Option<Origins>,
    /// A byte, its line and where that begins: looking goes on from there.
    at: usize,
    line: usize,
    line_start: usize,
}

impl<'a> Places<'a> {
    /// Those of document number `index`.
    ///
    /// # Errors
    ///
    /// Where its file has to be read again and cannot be.
    pub fn of(opened: &'a Opened, index: usize) -> anyhow::Result<Self> {
        let document = &opened.collection.documents[index];
        let file = opened.collection.paths.get(index);
        let (path, origins) = match file.filter(|path| !path.is_empty()) {
            None => (&*document.metadata.id, None),
            Some(path) => {
                let source = files::markup(path, opened.collection.asked);
                let source = source.with_context(|| format!("cannot read {path} again"))?;
                (path.as_str(), source.map(Origins::of))
            }
        };
        Ok(Self {
            document,
            path,
            origins,
            at: 0,
            line: 1,
            line_start: 0,
        })
    }

    /// Prints the place of `span`, which should not stand before that of an earlier call, and its line.
    pub fn print(&mut self, span: Span, output: &mut Output) -> anyhow::Result<()> {
        let start = self
            .origins
            .as_ref()
            .map_or(span.start, |it| it.offset(span));
        self.go(start);
        let from = self.line_start.max(start.saturating_sub(BESIDE));
        let (_, around) = self.slice(Span::new(from, start + span.len().min(BESIDE) + BESIDE));
        let line = around.split(['\n', '\r']).next().unwrap_or_default();
        let (path, number, column) = (self.path, self.line, start - self.line_start + 1);
        output.line(&format!("{path}:{number}:{column}:{line}"))?;
        Ok(())
    }

    /// Counts lines up to byte `offset`.
    fn go(&mut self, offset: usize) {
        if offset < self.at {
            (self.at, self.line, self.line_start) = (0, 1, 0);
        }
        while self.at < offset {
            let end = offset.min(self.at + PIECE);
            // No line end is part of a longer character, so none is seen twice at an edge.
            let (base, text) = self.slice(Span::new(self.at, end));
            let line_ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|it| base + it);
            let line_ends: Vec<usize> = line_ends.collect();
            if let Some(last) = line_ends.last() {
                self.line += line_ends.len();
                self.line_start = last + 1;
            }
            self.at = end;
        }
    }

    /// The text of the file at `span`, moved outwards to whole characters, and where that begins.
    fn slice(&self, span: Span) -> (usize, Cow<'_, str>) {
        match &self.origins {
            Some(origins) => {
                let source = origins.source();
                let start = source.floor_char_boundary(span.start);
                let end = source.ceil_char_boundary(span.end);
                (start, Cow::Borrowed(&source[start..end]))
            }
            None => self.document.body.piece(span),
        }
    }
}
