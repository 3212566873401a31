//! The blocks of a large plain text, found around the place that is asked for.
//!
//! Responsible for the same blocks that [`super::plain::blocks`] finds in a text it can see whole.
//! However large the text, and whatever it holds, a call reads at most a few hundred KiB of it: to tell
//! one more word of a block, or one more blank between two, nobody has to read to its end.

use super::{
    block::Block,
    body::Body,
    plain::{Blanks, LONGEST_BLANK, Shape, is_blank},
    stretch::{Extent, LONGEST, Side, Stretch, stretch_in},
};
use crate::text::span::Span;

/// Bytes of a run of blanks for each empty stretch in it. The stretch stands at a multiple of it that is
/// followed by as many blanks.
const BLANK_GRID: usize = 64 << 10;

/// Bytes that are read to find an end of a block: past it the block is a long one, whatever follows.
const REACH: usize = LONGEST + 2 * LONGEST_BLANK;

/// Bytes of the first piece that is read; each further one is twice as long, up to [`LARGEST_PIECE`].
const FIRST_PIECE: usize = 2 << 10;

/// Bytes of the largest piece that is read at once.
const LARGEST_PIECE: usize = 32 << 10;

/// The multiple of [`BLANK_GRID`] to which an empty stretch belongs: it may lie inside the blank there.
const fn place_of_empty(span: Span) -> usize {
    span.start.next_multiple_of(BLANK_GRID)
}

/// A plain text whose blocks are found as they are needed.
#[derive(Clone, Copy)]
pub(super) struct Scan<'a> {
    /// The text.
    pub(super) body: &'a Body,
    /// How its lines stand for its paragraphs.
    pub(super) shape: Shape,
}

impl Scan<'_> {
    /// See [`super::document::Document::stretch_at`].
    pub(super) fn stretch_at(self, offset: usize) -> Option<Stretch> {
        let (at, here) = self.body.piece(Span::new(offset, offset + 1));
        if here
            .chars()
            .next()
            .is_some_and(|character| !is_blank(at, character))
        {
            return Some(self.stretch_with(at));
        }
        let low = at.saturating_sub(LONGEST_BLANK);
        if let Some(before) = self.last_word(Span::new(low, at)) {
            let stretch = self.stretch_with(before);
            if stretch.block.span.contains(at) {
                return Some(stretch);
            }
        }
        self.first_from(at)
            .or_else(|| self.last_before(self.body.len(), self.body.len()))
    }

    /// See [`super::document::Document::stretch_after`].
    pub(super) fn stretch_after(self, stretch: &Stretch) -> Option<Stretch> {
        let span = stretch.block.span;
        self.first_from(if span.is_empty() {
            place_of_empty(span) + 1
        } else {
            span.end
        })
    }

    /// See [`super::document::Document::stretch_before`].
    pub(super) fn stretch_before(self, stretch: &Stretch) -> Option<Stretch> {
        let span = stretch.block.span;
        let blanks_end = if span.is_empty() {
            place_of_empty(span)
        } else {
            self.first_word(span).unwrap_or(span.start)
        };
        self.last_before(span.start, blanks_end)
    }

    /// The first stretch with a word at or after `from`, or an empty one there, which lies between two.
    fn first_from(self, from: usize) -> Option<Stretch> {
        let place = from.next_multiple_of(BLANK_GRID);
        let end = place + BLANK_GRID;
        match self.first_word(Span::new(from, end.min(self.body.len()))) {
            Some(word) => Some(self.stretch_with(word)),
            None if end > self.body.len() => None,
            None => Some(self.empty(place)),
        }
    }

    /// The last stretch with a word before `to`, or an empty one; no word stands from `to` to `blanks_end`.
    fn last_before(self, to: usize, blanks_end: usize) -> Option<Stretch> {
        let place = (blanks_end / BLANK_GRID)
            .checked_sub(1)
            .map(|cells| cells * BLANK_GRID);
        match self.last_word(Span::new(place.unwrap_or(0).min(to), to)) {
            Some(word) => Some(self.stretch_with(word)),
            None => place.map(|place| self.empty(place)),
        }
    }

    fn empty(self, place: usize) -> Stretch {
        let (at, _) = self.body.piece(Span::new(place, place));
        Stretch::whole(Block::new(Span::new(at, at), self.shape.kind()))
    }

    /// The stretch that holds the character at `word`, which is not blank.
    fn stretch_with(self, word: usize) -> Stretch {
        let (start, tight) = self.block_start(word).unzip();
        let end = self.block_end(word);
        let block = Block {
            tight: tight.unwrap_or(true),
            ..Block::new(Span::default(), self.shape.kind())
        };
        stretch_in(self.body, block, Extent { start, end }, word, Side::After)
    }

    /// Where the block that holds the word at `word` begins, and whether it is tight, unless that is far.
    fn block_start(self, word: usize) -> Option<(usize, bool)> {
        let low = word.saturating_sub(REACH);
        let mut first = word;
        let mut blanks = Blanks::default();
        let mut begins_text = false;
        let found = self.read_back(Span::new(low, word), |at, character| {
            if !is_blank(at, character) {
                if blanks.part(self.shape) {
                    return Some(blanks.is_tight());
                }
                first = at;
                blanks = Blanks::default();
                return None;
            }
            blanks.read_back(at, character);
            begins_text = at == 0;
            (blanks.part(self.shape) && !blanks.may_be_tight()).then_some(false)
        });
        match found {
            Some(tight) => Some((blanks.block_start(first), tight)),
            None if begins_text => Some((blanks.block_start(first), false)),
            None if low == 0 => Some((first, false)),
            None => None,
        }
    }

    /// Where the block that holds the word at `word` ends, unless that is far.
    fn block_end(self, word: usize) -> Option<usize> {
        let high = (word + REACH).min(self.body.len());
        let mut end = word;
        let mut blanks = Blanks::default();
        let found = self.read_on(Span::new(word, high), |at, character| {
            if is_blank(at, character) {
                blanks.read_on(at, character);
                return blanks.part(self.shape).then_some(());
            }
            end = at + character.len_utf8();
            blanks = Blanks::default();
            None
        });
        (found.is_some() || high == self.body.len()).then_some(end)
    }

    /// The first character in `span` that is not blank.
    fn first_word(self, span: Span) -> Option<usize> {
        self.read_on(span, |at, character| {
            (!is_blank(at, character)).then_some(at)
        })
    }

    /// The last character that begins in `span` and is not blank.
    fn last_word(self, span: Span) -> Option<usize> {
        self.read_back(span, |at, character| {
            (!is_blank(at, character)).then_some(at)
        })
    }

    /// Shows the characters that begin in `span` to `look`, in order, until it answers.
    fn read_on<T>(self, span: Span, mut look: impl FnMut(usize, char) -> Option<T>) -> Option<T> {
        let mut from = span.start;
        let mut len = FIRST_PIECE;
        while from < span.end {
            let (base, text) = self.body.piece(Span::new(from, (from + len).min(span.end)));
            let answer = text
                .char_indices()
                .find_map(|(at, character)| look(base + at, character));
            if answer.is_some() {
                return answer;
            }
            from = base + text.len();
            len = (len * 2).min(LARGEST_PIECE);
        }
        None
    }

    /// Shows the characters that begin in `span` to `look`, last one first, until it answers.
    fn read_back<T>(self, span: Span, mut look: impl FnMut(usize, char) -> Option<T>) -> Option<T> {
        let mut to = span.end;
        let mut len = FIRST_PIECE;
        while to > span.start {
            let (base, text) = self
                .body
                .piece(Span::new(to.saturating_sub(len).max(span.start), to));
            let answer = text
                .char_indices()
                .rev()
                .find_map(|(at, character)| look(base + at, character));
            if answer.is_some() {
                return answer;
            }
            to = base;
            len = (len * 2).min(LARGEST_PIECE);
        }
        None
    }
}
