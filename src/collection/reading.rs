//! A document read from front to back.
//!
//! Responsible for the same stretches as [`Document::stretch_after`], at the cost of reading the text
//! once: of a text that is not in memory a window is kept at hand, with the blocks in it.

use super::{
    block::Block,
    document::{Document, Stretch, Structure},
    plain,
    stretch::LONGEST,
};
use crate::text::span::Span;
use std::borrow::Cow;

/// Bytes of the window: a few milliseconds' work, and few reads.
const WINDOW: usize = 256 << 10;

/// A document that somebody reads on in.
#[derive(Debug)]
pub struct Reading<'a> {
    document: &'a Document,
    /// [`WINDOW`], or less in tests.
    reach: usize,
    /// Where the window begins; it begins with a block.
    base: usize,
    window: Cow<'a, str>,
    /// The blocks that end in the window, in order, where they are found as they are needed.
    blocks: Vec<Block>,
}

impl<'a> Reading<'a> {
    /// Nothing is read yet.
    pub const fn new(document: &'a Document) -> Self {
        Self {
            document,
            reach: WINDOW,
            base: 0,
            window: Cow::Borrowed(""),
            blocks: Vec::new(),
        }
    }

    /// The stretch that holds byte `offset`, as [`Document::stretch_at`].
    pub fn stretch_at(&mut self, offset: usize) -> Option<Stretch> {
        let stretch = self.document.stretch_at(offset);
        self.show(stretch.as_ref());
        stretch
    }

    /// The stretch after `stretch`, as [`Document::stretch_after`], but none that is empty.
    pub fn stretch_after(&mut self, stretch: &Stretch) -> Option<Stretch> {
        let span = stretch.block.span;
        let here = self.blocks.partition_point(|it| it.span.start < span.start);
        // The first stretch of a long block is not all of it.
        let next = match self.blocks.get(here..) {
            Some([block, next, ..]) if block.span == span => Some(next),
            _ => None,
        };
        if let Some(next) = next.filter(|next| next.span.len() <= LONGEST) {
            return Some(Stretch::whole(*next));
        }
        let next = self.document.stretch_after(stretch);
        self.show(next.as_ref());
        next
    }

    /// The text of `span`, as [`super::body::Body::slice`].
    pub fn slice(&self, span: Span) -> Cow<'_, str> {
        let place = span
            .start
            .checked_sub(self.base)
            .filter(|_| span.end - self.base <= self.window.len());
        match place {
            Some(start) if !self.window.is_empty() => {
                let start = self.window.floor_char_boundary(start);
                let end = self.window.ceil_char_boundary(span.end - self.base);
                Cow::Borrowed(&self.window[start..end])
            }
            _ => self.document.body.slice(span),
        }
    }

    /// Moves the window to a stretch that begins a block.
    fn show(&mut self, stretch: Option<&Stretch>) {
        if self.document.body.whole().is_some() {
            return;
        }
        let Some(stretch) = stretch.filter(|stretch| stretch.begins_block) else {
            return;
        };
        let span = stretch.block.span;
        let start = span.start;
        let Structure::Scanned(shape) = self.document.structure else {
            // Its blocks are at hand as it is.
            if start < self.base || span.end > self.base + self.window.len() {
                let piece = Span::new(start, start + self.reach.max(span.len()));
                (self.base, self.window) = self.document.body.piece(piece);
            }
            return;
        };
        (self.base, self.window) = self
            .document
            .body
            .piece(Span::new(start, start + self.reach));
        self.blocks = plain::blocks_from(self.base, &self.window, shape);
        if self.base + self.window.len() < self.document.body.len() {
            // It may go on after the window.
            self.blocks.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::body::{Backing, Body};
    use proptest::prelude::*;
    use std::sync::Arc;

    struct Bytes(Vec<u8>);

    impl Backing for Bytes {
        fn len(&self) -> usize {
            self.0.len()
        }

        fn read_at(&self, offset: usize, buffer: &mut [u8]) -> usize {
            let held = &self.0[offset.min(self.0.len())..];
            let read = held.len().min(buffer.len());
            buffer[..read].copy_from_slice(&held[..read]);
            read
        }
    }

    fn document(text: &str) -> Document {
        let body = Body::Elsewhere(Arc::new(Bytes(text.as_bytes().to_vec())));
        let sample = body.slice(Span::new(0, plain::SAMPLE_BYTES)).into_owned();
        Document::scanned("d", &sample, body)
    }

    fn assert_same(text: &str, reach: usize) {
        let document = document(text);
        let mut reading = Reading {
            reach,
            ..Reading::new(&document)
        };
        let mut wanted = document.stretch_at(0);
        let mut read = reading.stretch_at(0);
        while wanted.is_some() || read.is_some() {
            if let Some(empty) = wanted.filter(|it| it.block.span.is_empty() && wanted != read) {
                wanted = document.stretch_after(&empty);
                continue;
            }
            assert_eq!(read, wanted);
            let stretch = read.expect("it is what is wanted");
            let span = stretch.block.span;
            assert_eq!(reading.slice(span), document.body.slice(span));
            wanted = document.stretch_after(&stretch);
            read = reading.stretch_after(&stretch);
        }
    }

    #[test]
    fn a_text_of_several_windows_is_read_as_the_document_says() {
        let line = "Words of a line that is not very long, é or so.\n";
        let paragraph = line.repeat(7) + "\n";
        let texts = [
            paragraph.repeat(2_500),
            line.repeat(3) + "\n  \n" + &"x".repeat(300_000) + "\n\n" + line,
            ("a long line ".repeat(60) + "\n").repeat(900),
            line.to_owned() + &" ".repeat(500_000) + line,
        ];
        for text in texts {
            assert_same(&text, WINDOW);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_as_the_document_says(
            parts in prop::collection::vec(("[a \n\r\u{c}é\u{feff}]{0,12}", prop_oneof![Just(1_usize), Just(9)]), 1..12),
            reach in 1_usize..200,
        ) {
            let text: String = parts.iter().map(|(text, times)| text.repeat(*times)).collect();
            assert_same(&text, reach);
        }
    }
}
