//! A part of a text that is found again after the text was changed.
//!
//! Responsible for what is kept of it beside its offsets: the words themselves, and those before and after, in its
//! block and beyond. Where the text is as it was, the offsets are enough; where it is not, see `placing`.

mod occurrences;
mod placing;
#[cfg(test)]
mod tests;

use crate::{
    collection::{document::Document, unit::Unit},
    text::{span::Span, words::one_line},
};
pub use placing::{Change, Found, place_all};
use serde::{Deserialize, Serialize};

/// A part of a text, as it was when it was chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Anchor {
    /// Its first byte.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// Its words on one line, the first ones where they are many.
    pub exact: String,
    /// The last ones, where not all of them are in `exact`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub last: String,
    /// What all of them sum up to, where not all of them are in `exact`; 0 where nobody has noted it.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub sum: u64,
    /// What stands around it.
    #[serde(flatten)]
    pub beside: Beside,
}

/// What stands around a part of a text, each on one line and no longer than it takes to know it again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Beside {
    /// What stands before it in its block; nothing where it begins the block.
    pub before: String,
    /// What stands after it in its block.
    pub after: String,
    /// The end of the block before, where it stands near the beginning of its own.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub above: String,
    /// The beginning of the block after.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub below: String,
}

/// Bytes of the words of a part that are kept from each end of it.
const EXACT: usize = 600;

/// Bytes of what stands on each side that are kept, in its block and beyond.
const BESIDE: usize = 64;

impl Anchor {
    /// An anchor for `span` of `document`.
    pub fn of(document: &Document, span: Span) -> Self {
        let parts = document.blocks_in(span).into_iter();
        let parts = parts.map(|part| one_line(&document.body.slice(part)));
        // Of a block there may be nothing but blanks.
        let parts: Vec<String> = parts.filter(|words| !words.is_empty()).collect();
        let words = |part: Option<&String>| part.cloned().unwrap_or_default();
        let (first, last) = (words(parts.first()), words(parts.last()));
        let end = first.floor_char_boundary(EXACT);
        let (exact, last, sum) = if parts.len() <= 1 && first.len() <= 2 * EXACT {
            (first.as_str(), "", 0)
        } else {
            let begin = last.ceil_char_boundary(last.len().saturating_sub(EXACT));
            let all = one_line(&document.body.slice(span));
            (&first[..end], &last[begin..], sum_of(&all))
        };
        Self {
            start: span.start,
            end: span.end,
            exact: exact.trim().to_owned(),
            last: last.trim().to_owned(),
            sum,
            beside: Beside::of(document, span),
        }
    }

    /// Its words as they were, as far as they are kept: the first and the last ones on lines of their own.
    pub fn words(&self) -> String {
        if self.last.is_empty() {
            self.exact.clone()
        } else {
            format!("{} …\n… {}", self.exact, self.last)
        }
    }

    /// Where it is in `document` now; `None` where it cannot be told.
    pub fn place(&self, document: &Document) -> Option<Found> {
        place_all(document, &[self]).pop().flatten()
    }
}

impl Beside {
    /// What stands around `span`.
    fn of(document: &Document, span: Span) -> Self {
        let block = |at: usize| document.unit_at(at, Unit::Block);
        let own = (
            block(span.start),
            block(span.end.saturating_sub(1).max(span.start)),
        );
        let begins = own
            .0
            .map_or(span.start, |block| block.start.min(span.start));
        let ends = own.1.map_or(span.end, |block| block.end.max(span.end));
        let line = |start: usize, end: usize| {
            let (_, piece) = document.body.piece(Span::new(start, end));
            one_line(&piece)
        };
        let low = span.start.saturating_sub(BESIDE);
        let high = span.end + BESIDE;
        let mut beside = Self {
            before: line(low.max(begins), span.start),
            after: line(span.end, high.min(ends)),
            ..Self::default()
        };
        if low <= begins
            && let Some(above) = document.unit_before(Span::new(begins, ends), Unit::Block)
        {
            let start = above.end.saturating_sub(BESIDE).max(above.start);
            beside.above = line(start, above.end);
        }
        if high >= ends
            && let Some(below) = document.unit_after(Span::new(begins, ends), Unit::Block)
        {
            beside.below = line(below.start, below.end.min(below.start + BESIDE));
        }
        beside
    }
}

/// What words sum up to: FNV-1a, which stays the same from one release to the next.
fn sum_of(words: &str) -> u64 {
    words.bytes().fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    })
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
const fn is_zero(sum: &u64) -> bool {
    *sum == 0
}
