//! The words of a document as figures count them.
//!
//! Responsible for what a word is here: a word of [`crate::text::words`], folded, without a possessive
//! `'s`; and for where it stands. Not for how often words occur (see `frequency`). The invariant:
//! there are as many as [`words::count`] counts in the same blocks.

use crate::{
    collection::{
        document::{Document, Stretch},
        reading::Reading,
    },
    text::{
        fold::{Folding, fold},
        span::Span,
        words,
    },
};
use std::vec;

/// A word and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The word, folded, without a possessive `'s`.
    pub word: String,
    /// Its bytes in the document's text, as it is written there.
    pub span: Span,
    /// The first byte of the block that it stands in.
    pub block: usize,
}

/// A word as it is counted, sorted and compared: folded, without a possessive `'s`.
///
/// ```
/// use catchword::analysis::tokens::normal_form;
/// assert_eq!(normal_form("Khāmenei’s"), "khamenei");
/// ```
pub fn normal_form(word: &str) -> String {
    let mut folded = fold(word, Folding::DEFAULT);
    if let Some(stem) = folded.strip_suffix("'s") {
        folded.truncate(stem.len());
    }
    folded
}

/// The words of `text`, which begins at byte `from` of its document, in the block that begins at `block`.
pub(super) fn tokens_of(text: &str, from: usize, block: usize) -> impl Iterator<Item = Token> {
    words::words(text).map(move |(at, word)| Token {
        word: normal_form(word),
        span: Span::new(at, at + word.len()).shifted(from),
        block,
    })
}

/// The words of a document, in order.
///
/// Memory is used for one stretch of text at a time, however long the document is.
#[derive(Debug)]
pub struct Tokens<'a> {
    reading: Reading<'a>,
    next: Option<Stretch>,
    /// Where it stops.
    end: usize,
    /// The first byte of the block of the next stretch.
    block: usize,
    with_furniture: bool,
    /// What is left of the stretch that was read last.
    left: vec::IntoIter<Token>,
}

impl<'a> Tokens<'a> {
    /// The words of `document`; those of its furniture too if that is asked for.
    pub fn new(document: &'a Document, with_furniture: bool) -> Self {
        Self::within(document, Span::new(0, usize::MAX), with_furniture)
    }

    /// The same of the blocks that begin in `part`, which begins and ends where a block does or the
    /// document.
    pub fn within(document: &'a Document, part: Span, with_furniture: bool) -> Self {
        let mut reading = Reading::new(document);
        let first = reading.stretch_at(part.start);
        Self {
            reading,
            next: first.filter(|first| first.block.span.start < part.end),
            end: part.end,
            block: part.start,
            with_furniture,
            left: Vec::new().into_iter(),
        }
    }

    /// Reads the next stretch.
    fn read(&mut self) -> Option<()> {
        let stretch = self.next?;
        let span = stretch.block.span;
        if stretch.begins_block {
            self.block = span.start;
        }
        if self.with_furniture || !stretch.block.furniture {
            let text = self.reading.slice(span);
            let tokens: Vec<Token> = tokens_of(&text, span.start, self.block).collect();
            self.left = tokens.into_iter();
        }
        let goes_on = |next: &Stretch| !next.begins_block || next.block.span.start < self.end;
        self.next = self.reading.stretch_after(&stretch).filter(goes_on);
        Some(())
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        loop {
            if let Some(token) = self.left.next() {
                return Some(token);
            }
            self.read()?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::samples::{document, document_with_furniture};
    use proptest::prelude::*;

    fn words_of(tokens: Tokens) -> Vec<String> {
        tokens.map(|token| token.word).collect()
    }

    #[test]
    fn words_are_folded_and_lose_their_possessive_ending() {
        let document = document("The REGIME’s Naïve “summit's” isn't 's 30,000.");
        let found = words_of(Tokens::new(&document, false));
        let wanted = ["the", "regime", "naive", "summit", "isn't", "s", "30,000"];
        assert_eq!(found, wanted);
    }

    #[test]
    fn a_word_knows_its_bytes_and_its_block() {
        let document = document("One’s two\n\nthree");
        let found: Vec<_> = Tokens::new(&document, false)
            .map(|token| (token.span, token.block))
            .collect();
        let wanted = [
            (Span::new(0, 7), 0),
            (Span::new(8, 11), 0),
            (Span::new(13, 18), 13),
        ];
        assert_eq!(found, wanted);
    }

    #[test]
    fn furniture_is_left_out_unless_asked_for() {
        let document = document_with_furniture("One two.\n\nHome News\n\nThree.", 1);
        assert_eq!(
            words_of(Tokens::new(&document, false)),
            ["one", "two", "three"]
        );
        assert_eq!(Tokens::new(&document, true).count(), 5);
    }

    #[test]
    fn a_part_has_the_words_of_its_own_blocks() {
        let document = document("One two\n\nthree\n\nfour");
        let part = Tokens::within(&document, Span::new(9, 16), false);
        assert_eq!(words_of(part), ["three"]);
    }

    #[test]
    fn a_block_of_several_stretches_is_one_block() {
        let text = "some words of a long line ".repeat(10_000);
        let document = document(&text);
        assert_eq!(Tokens::new(&document, false).count(), 60_000);
        assert!(Tokens::new(&document, false).all(|token| token.block == 0));
    }

    proptest! {
        #[test]
        fn there_are_as_many_words_as_are_counted(text in "(?s)(.|[ab1_.,:;'\" \n\r\u{301}’é—日\u{200d}א]){0,60}") {
            let document = document(&text);
            let whole = document.body.slice(Span::new(0, usize::MAX));
            prop_assert_eq!(Tokens::new(&document, false).count(), words::count(&whole));
        }
    }
}
