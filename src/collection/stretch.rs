//! Stretches: the parts of a document's blocks that are laid out in one go.
//!
//! Responsible for where a block over [`LONGEST`] bytes is cut. A cut belongs to a multiple of
//! [`GRID`] bytes of the document, not to the place from which one asks, so all who ask find the same.

use super::{
    block::{Block, BlockKind},
    body::Body,
    plain::LONGEST_BLANK,
};
use crate::text::span::Span;
use unicode_segmentation::UnicodeSegmentation;

/// Bytes of the longest block that is laid out in one go.
pub(super) const LONGEST: usize = 64 << 10;

/// Bytes between the places near which a longer block is cut.
pub(super) const GRID: usize = 32 << 10;

/// Bytes after such a place in which a good place to cut is looked for.
const WINDOW: usize = 4 << 10;

/// The part of a block that is laid out in one go: the whole block, or a stretch of a long one.
///
/// Stretches of a document are in order, do not overlap, and begin and end on character boundaries.
/// Where they begin does not depend on the place that was asked for. A run of blanks over 64 KiB in a
/// large plain text holds some that are empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// The block; for a stretch of a long block, `block.span` is the stretch's own bytes.
    ///
    /// One that does not begin its block has no marker and is `tight`.
    pub block: Block,
    /// Whether it is the first of its block.
    pub begins_block: bool,
}

impl Stretch {
    /// All of `block`.
    pub(super) const fn whole(block: Block) -> Self {
        Self {
            block,
            begins_block: true,
        }
    }
}

/// How far a block reaches, where that is known.
///
/// An end that is not known is more than [`LONGEST`] bytes from the place in question.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    /// Its first byte.
    pub(super) start: Option<usize>,
    /// The byte after its last one.
    pub(super) end: Option<usize>,
}

/// Which stretch is meant by a place in the blanks between two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// The one before.
    Before,
    /// The one after.
    After,
}

/// The stretch of `block` that holds byte `at`, or the one to that `side` of it.
///
/// `at` lies in the block, which reaches as `extent` says; `block.span` is not looked at.
pub(super) fn stretch_in(
    body: &Body,
    block: Block,
    extent: Extent,
    at: usize,
    side: Side,
) -> Stretch {
    if let (Some(start), Some(end)) = (extent.start, extent.end)
        && end - start <= LONGEST
    {
        let span = Span::new(start, end);
        return Stretch::whole(Block { span, ..block });
    }
    let low = extent.start.unwrap_or(0);
    let high = extent.end.unwrap_or(body.len());
    let mut at = at;
    loop {
        let grid = at / GRID * GRID;
        // There is none near blanks that begin or end the block; then the one beyond it counts.
        let cut = |place: usize| cut(body, block.kind, Span::new(low, high), place);
        let before = (0..=grid / GRID)
            .rev()
            .map(|cell| cell * GRID)
            .take_while(|&place| place > low)
            .find_map(|place| cut(place).filter(|cut| cut.start <= at));
        let after = (grid..high)
            .step_by(GRID)
            .find_map(|place| cut(place).filter(|cut| cut.start > at));
        let span = Span::new(
            before.map_or(low, |cut| cut.start),
            after.map_or(high, |cut| cut.end),
        );
        if let Some(cut) = after
            && side == Side::After
            && at >= span.end
        {
            at = cut.start;
            continue;
        }
        let Some(_) = before else {
            return Stretch::whole(Block { span, ..block });
        };
        return Stretch {
            block: Block {
                span,
                marker: None,
                tight: true,
                ..block
            },
            begins_block: false,
        };
    }
}

/// A place at which a long block is cut.
#[derive(Debug, Clone, Copy)]
struct Cut {
    /// Where the stretch before it ends.
    end: usize,
    /// Where the stretch after it begins: the same place, or after the blanks there.
    start: usize,
}

/// The cut that belongs to `place`, where that lies in the block `span` far enough from its ends.
///
/// It stands in the [`WINDOW`] from `place` on: at the first line end, or else at the first blank, or
/// else between the first two grapheme clusters.
fn cut(body: &Body, kind: BlockKind, span: Span, place: usize) -> Option<Cut> {
    if place <= span.start || !span.contains(place) {
        return None;
    }
    let from = place.saturating_sub(LONGEST_BLANK).max(span.start);
    let to = (place + WINDOW + LONGEST_BLANK).min(span.end);
    let (base, text) = body.piece(Span::new(from, to));
    let place = text.ceil_char_boundary(place - base);
    let window = &text[place..text.ceil_char_boundary((place + WINDOW).min(text.len()))];

    let found = if let Some(found) = window.find(['\n', '\r']) {
        at_line_end(&text, place + found, kind == BlockKind::Preformatted)
    } else if let Some(found) = window.find(char::is_whitespace) {
        let rest = &text[place + found..];
        Cut {
            end: text[..place + found].trim_end().len(),
            start: text.len() - rest.trim_start().len(),
        }
    } else {
        let boundary = window.grapheme_indices(true).nth(1).map_or(0, |(at, _)| at);
        Cut {
            end: place + boundary,
            start: place + boundary,
        }
    };
    let found = Cut {
        end: base + found.end,
        start: base + found.start,
    };
    (found.end > span.start && found.start < span.end).then_some(found)
}

/// The cut at the line end at byte `at` of `text`, which keeps the blanks that indent the next line.
fn at_line_end(text: &str, at: usize, keeps_blanks: bool) -> Cut {
    let crlf = text[..at].ends_with('\r') && text[at..].starts_with('\n');
    let first = if crlf { at - 1 } else { at };
    let len = if text[first..].starts_with("\r\n") {
        2
    } else {
        1
    };
    let end = if keeps_blanks {
        first
    } else {
        text[..first].trim_end().len()
    };
    Cut {
        end,
        start: first + len,
    }
}
