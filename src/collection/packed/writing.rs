//! The writing of a packed collection.

use super::{
    super::{
        Collection,
        block::{Block, BlockKind, Marker, RunKind},
        body::Body,
        document::{Document, Known},
        metadata::{DateBasis, Metadata, Str},
        plain::Shape,
    },
    FURNITURE, NESTED, PIECE, TIGHT, checksum,
};
use crate::text::{span::Span, words};
use std::{fmt, io};

/// Bytes of a large text that are copied at a time.
const COPIED: usize = 1 << 20;

/// Writes the texts of `collection` with their blocks and runs to `out`, and returns the index.
///
/// `keywords` is the keyword set in the form in which [`super::Packed::keywords`] hands it out.
///
/// # Errors
///
/// Where `out` refuses, or a text has become shorter since it was opened.
pub fn write(
    collection: &Collection,
    keywords: &str,
    out: &mut impl io::Write,
) -> io::Result<Vec<u8>> {
    let mut texts = Summing {
        out,
        piece: Vec::with_capacity(PIECE),
        sums: Vec::new(),
        length: 0,
    };
    let mut documents = Vec::new();
    for document in &collection.documents {
        copy(&document.body, &mut texts)?;
        let tables = tables(document);
        texts.write(&tables)?;
        put_document(&mut documents, document, tables.len());
    }
    texts.finish()?;
    let mut index = Vec::new();
    put_text(&mut index, &collection.id);
    put_text(&mut index, &collection.title);
    put_text(&mut index, &collection.about);
    put_text(&mut index, keywords);
    put_number(&mut index, collection.keywords.len());
    for (file, source) in &collection.keywords {
        put_text(&mut index, file);
        put_text(&mut index, source);
    }
    put_number(&mut index, texts.length);
    for sum in &texts.sums {
        index.extend(sum.to_le_bytes());
    }
    put_number(&mut index, collection.documents.len());
    index.append(&mut documents);
    Ok(index)
}

/// Copies a text to `texts`, a large one in parts.
fn copy(body: &Body, texts: &mut Summing<'_, impl io::Write>) -> io::Result<()> {
    let mut at = 0;
    while at < body.len() {
        let (base, part) = body.piece(Span::new(at, at.saturating_add(COPIED)));
        texts.write(&part.as_bytes()[at - base..])?;
        at = base + part.len();
    }
    if body.is_shortened() {
        return Err(io::Error::other(
            "a text has become shorter while it was read; try again",
        ));
    }
    Ok(())
}

/// What is written, with a checksum of each [`PIECE`].
struct Summing<'a, W> {
    out: &'a mut W,
    /// What is not written yet: less than a piece.
    piece: Vec<u8>,
    sums: Vec<u64>,
    length: usize,
}

impl<W: io::Write> Summing<'_, W> {
    fn write(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        self.length += bytes.len();
        while !bytes.is_empty() {
            let (now, later) = bytes.split_at(bytes.len().min(PIECE - self.piece.len()));
            self.piece.extend_from_slice(now);
            bytes = later;
            if self.piece.len() == PIECE {
                self.finish()?;
            }
        }
        Ok(())
    }

    /// Writes what is left as a piece.
    fn finish(&mut self) -> io::Result<()> {
        if !self.piece.is_empty() {
            self.sums.push(checksum(&self.piece));
            self.out.write_all(&self.piece)?;
            self.piece.clear();
        }
        Ok(())
    }
}

pub(super) fn put_number(out: &mut Vec<u8>, number: impl TryInto<u64, Error: fmt::Debug>) {
    let mut number: u64 = number.try_into().expect("no length has more bits");
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    put_number(out, text.len());
    out.extend(text.as_bytes());
}

/// A text that may be missing: its length is one more, so that 0 is none.
fn put_optional(out: &mut Vec<u8>, text: Option<&Str>) {
    match text {
        None => out.push(0),
        Some(text) => {
            put_number(out, text.len() + 1);
            out.extend(text.as_bytes());
        }
    }
}

fn put_list(out: &mut Vec<u8>, texts: &[Str]) {
    put_number(out, texts.len());
    for text in texts {
        put_text(out, text);
    }
}

fn put_document(out: &mut Vec<u8>, document: &Document, tables: usize) {
    let Metadata {
        id,
        title,
        title_in_text,
        authors,
        publisher,
        date,
        date_basis,
        language,
        kind,
        tags,
        source,
    } = &document.metadata;
    put_text(out, id);
    put_text(out, title);
    out.push(u8::from(*title_in_text));
    put_list(out, authors);
    put_optional(out, publisher.as_ref());
    // As it is written: `2021-07`.
    put_text(out, &date.map(|it| it.to_string()).unwrap_or_default());
    out.push(u8::from(*date_basis == DateBasis::Inferred));
    for text in [language, kind] {
        put_optional(out, text.as_ref());
    }
    put_list(out, tags);
    put_optional(out, source.as_ref());
    let count = || document.body.whole().map(words::count);
    let words = document.words.or_else(count);
    put_number(out, words.map_or(0, |words| words + 1));
    put_number(out, document.body.len());
    put_number(out, tables);
    match document.structure.known() {
        Ok(_) => out.push(0),
        Err(Shape::LongLines) => out.push(1),
        Err(Shape::Wrapped { columns }) => {
            out.push(2);
            put_number(out, columns);
        }
    }
}

/// The blocks and runs of a document, where they are known; else nothing.
fn tables(document: &Document) -> Vec<u8> {
    let mut out = Vec::new();
    let Ok(Known {
        blocks,
        runs,
        wrap_columns,
        ..
    }) = document.structure.known()
    else {
        return out;
    };
    put_number(&mut out, wrap_columns);
    put_number(&mut out, blocks.len());
    let mut end = 0;
    for block in blocks {
        // They are in order and do not overlap.
        put_number(&mut out, block.span.start - end);
        put_number(&mut out, block.span.len());
        end = block.span.end;
        put_block(&mut out, block);
    }
    put_number(&mut out, runs.len());
    let mut start = 0;
    for run in runs {
        put_number(&mut out, run.span.start - start);
        put_number(&mut out, run.span.len());
        start = run.span.start;
        let kind = match run.kind {
            RunKind::Emphasis => 0,
            RunKind::Strong => 1,
            RunKind::Struck => 2,
            RunKind::Code => 3,
            RunKind::Link(_) => 4,
        };
        out.push(kind);
        if let RunKind::Link(target) = &run.kind {
            put_text(&mut out, target);
        }
    }
    out
}

fn put_block(out: &mut Vec<u8>, block: &Block) {
    let kind = match block.kind {
        BlockKind::Paragraph => 0,
        BlockKind::Wrapped => 1,
        BlockKind::Preformatted => 2,
        BlockKind::Rule => 3,
        BlockKind::Heading(_) => 4,
    };
    let is_nested = block.quotes > 0 || block.lists > 0 || block.marker.is_some();
    let sign = |holds: bool, sign: u8| if holds { sign } else { 0 };
    out.push(
        kind | sign(block.tight, TIGHT)
            | sign(block.furniture, FURNITURE)
            | sign(is_nested, NESTED),
    );
    if let BlockKind::Heading(level) = block.kind {
        out.push(level);
    }
    if is_nested {
        out.extend([block.quotes, block.lists]);
        match block.marker {
            None => out.push(0),
            Some(Marker::Bullet) => out.push(1),
            Some(Marker::Task(is_done)) => out.push(2 + u8::from(is_done)),
            Some(Marker::Number(number)) => {
                out.push(4);
                put_number(out, number);
            }
        }
    }
}
