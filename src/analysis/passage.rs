//! The text around a place, as far as its block reaches.
//!
//! Responsible for never looking over the end of a block, and for never reading much of a long one.

use super::tokens::{Token, tokens_of};
use crate::{collection::document::Document, text::span::Span};
use std::borrow::Cow;

/// Bytes to each side of a place beyond which a block is cut: more than fifty long words.
const REACH: usize = 1 << 10;

/// Bytes that are read ahead where places follow.
const AHEAD: usize = 16 << 10;

/// A block, or of a long one what lies around a place.
#[derive(Debug)]
pub struct Passage<'a> {
    /// Its bytes in the document's text.
    pub span: Span,
    /// Its text.
    pub text: Cow<'a, str>,
    /// Whether it belongs to the page and not to the text.
    pub furniture: bool,
    /// The first byte of the part of the block that was looked at.
    block: usize,
    /// The places around which it holds all that [`REACH`] allows.
    middle: Span,
}

impl<'a> Passage<'a> {
    /// What lies around `place`, which lies in one block. `None` in a document without blocks.
    pub fn around(document: &'a Document, place: Span) -> Option<Self> {
        Self::reaching(document, place, REACH)
    }

    /// The same, with more after it, for places that follow.
    pub fn from(document: &'a Document, place: Span) -> Option<Self> {
        Self::reaching(document, place, AHEAD)
    }

    fn reaching(document: &'a Document, place: Span, after: usize) -> Option<Self> {
        let here = document.stretch_at(place.start)?;
        let (low, high) = (place.start.saturating_sub(REACH), place.end + after);
        let mut first = here;
        while !first.begins_block && first.block.span.start > low {
            let Some(before) = document.stretch_before(&first) else {
                break;
            };
            first = before;
        }
        let mut last = here;
        while last.block.span.end < high {
            let next = document.stretch_after(&last);
            let Some(next) = next.filter(|next| !next.begins_block) else {
                break;
            };
            last = next;
        }
        let whole = Span::new(first.block.span.start, last.block.span.end);
        let (start, end) = (whole.start.max(low), whole.end.min(high));
        let (start, text) = document.body.piece(Span::new(start, end));
        let mut passage = Self {
            span: Span::new(start, start + text.len()),
            text,
            furniture: here.block.furniture,
            block: whole.start,
            middle: Span::default(),
        };
        passage.cut_at_blanks(place, whole);
        let begins = first.begins_block && passage.span.start == whole.start;
        let ends = passage.span.end == whole.end && passage.span.end < high;
        passage.middle = Span::new(
            passage.span.start + if begins { 0 } else { REACH },
            passage.span.end
                - if ends {
                    0
                } else {
                    REACH.min(passage.span.len())
                },
        );
        Some(passage)
    }

    /// Takes away the halves of words at both ends of a piece of `whole`.
    fn cut_at_blanks(&mut self, place: Span, whole: Span) {
        let mut cut = self.span;
        if cut.start > whole.start {
            let before = &self.text[..place.start - self.span.start];
            let blank = before.find(char::is_whitespace);
            cut.start += blank.unwrap_or(0);
        }
        if cut.end < whole.end {
            let after = &self.text[place.end - self.span.start..];
            let blank = after.rfind(char::is_whitespace);
            cut.end = blank.map_or(cut.end, |blank| place.end + blank);
        }
        if cut != self.span {
            let range = cut.start - self.span.start..cut.end - self.span.start;
            self.text = match &self.text {
                Cow::Borrowed(text) => Cow::Borrowed(&text[range]),
                Cow::Owned(text) => Cow::Owned(text[range].to_owned()),
            };
            self.span = cut;
        }
    }

    /// Whether it holds all that lies around `place`.
    pub fn is_around(&self, place: Span) -> bool {
        self.middle.start <= place.start && place.end <= self.middle.end
    }

    /// Its words, in order.
    pub fn tokens(&self) -> impl Iterator<Item = Token> {
        tokens_of(&self.text, self.span.start, self.block)
    }

    /// The text before `place` and the one after it.
    pub fn sides(&self, place: Span) -> (&str, &str) {
        let base = self.span.start;
        (
            &self.text[..place.start - base],
            &self.text[place.end - base..],
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::samples::{document, document_with_furniture};

    #[test]
    fn a_passage_is_the_whole_block_and_no_more() {
        let document = document_with_furniture("One.\n\nTwo three.\n\nFour.", 1);
        let passage = Passage::around(&document, Span::new(10, 15)).unwrap();
        assert_eq!(passage.text, "Two three.");
        assert_eq!(passage.sides(Span::new(10, 15)), ("Two ", "."));
        assert!(passage.furniture);
        assert!(passage.is_around(Span::new(6, 9)));
        assert!(!passage.is_around(Span::new(18, 20)));
    }

    #[test]
    fn a_long_block_is_cut_at_blanks_on_both_sides() {
        let text = "wörd ".repeat(40_000);
        let document = document(text.trim_end());
        for at in [0, 6 * 100, 6 * 5461, 6 * 10_922, 6 * 20_000, 6 * 39_999] {
            let place = Span::new(at, at + 5);
            let passage = Passage::around(&document, place).unwrap();
            let (left, right) = passage.sides(place);
            assert_eq!(&passage.text[left.len()..left.len() + 5], "wörd");
            assert!(passage.tokens().all(|token| token.word == "word"));
            assert!(left.len() == at || (REACH - 8..=REACH).contains(&left.len()));
            let rest = document.body.len() - place.end;
            assert!(right.len() == rest || (REACH - 8..=REACH).contains(&right.len()));
            assert!(!passage.is_around(place));
        }
    }
}
