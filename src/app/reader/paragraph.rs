//! Paragraphs as one reads them, one after the other: a block with the headings and rules over it.

use super::Sheet;
use crate::{
    collection::{block::BlockKind, document::Stretch},
    text::span::Span,
};
use std::iter;

/// A block that is shown, and the headings and rules right above it; of a block over 64 KiB, a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paragraph {
    first: Stretch,
    last: Stretch,
}

/// Headings and rules that are looked for above a block.
const MOST_ABOVE: usize = 16;

impl Paragraph {
    /// Its bytes.
    pub const fn span(&self) -> Span {
        Span {
            start: self.first.block.span.start,
            end: self.last.block.span.end,
        }
    }
}

/// Whether it belongs to what stands under it.
const fn is_over(stretch: &Stretch) -> bool {
    matches!(stretch.block.kind, BlockKind::Heading(_) | BlockKind::Rule)
}

impl Sheet<'_> {
    /// The paragraph that holds a stretch which is shown.
    pub fn paragraph_of(&self, stretch: Stretch) -> Paragraph {
        // Nothing but its own block stands above a stretch that does not begin one.
        let most = if stretch.begins_block { MOST_ABOVE } else { 0 };
        let above = iter::successors(Some(stretch), |it| self.stretch_before(it)).skip(1);
        let over = above.take(most).take_while(is_over);
        let first = over.last().unwrap_or(stretch);
        let mut last = stretch;
        while is_over(&last) {
            match self.stretch_after(&last) {
                Some(below) => last = below,
                None => break,
            }
        }
        Paragraph { first, last }
    }

    /// The next paragraph (`forward`), or the one before.
    pub fn paragraph_beyond(&self, paragraph: &Paragraph, forward: bool) -> Option<Paragraph> {
        let from = if forward {
            paragraph.last
        } else {
            paragraph.first
        };
        Some(self.paragraph_of(self.block_beyond(&from, forward)?))
    }

    /// The next stretch that begins a block (`forward`), or the one before.
    pub(super) fn block_beyond(&self, from: &Stretch, forward: bool) -> Option<Stretch> {
        let next = |from: &Stretch| {
            if forward {
                self.stretch_after(from)
            } else {
                self.stretch_before(from)
            }
        };
        // Of a long block the fold may show a part alone.
        let begins = |stretch: &Stretch| stretch.begins_block || self.only.is_some();
        iter::successors(next(from), next).find(begins)
    }

    /// The byte after the last one that is shown.
    pub fn end(&self) -> usize {
        let last = self.stretch_at(self.document.body.len());
        last.map_or(0, |stretch| stretch.block.span.end)
    }

    /// The parts of `span` that are shown, in order: what is left out parts two.
    pub fn parts_shown(&self, span: Span) -> Vec<Span> {
        if self.only.is_none() && !self.hides_furniture {
            return vec![span];
        }
        let mut parts: Vec<Span> = Vec::new();
        let mut adjoins = false;
        let mut next = self.stretch_at(span.start);
        while let Some(stretch) = next {
            let Span { start, end } = stretch.block.span;
            if start >= span.end {
                break;
            }
            let part = Span::new(start.max(span.start), end.clamp(start, span.end));
            match parts.last_mut() {
                Some(last) if adjoins => last.end = part.end.max(last.end),
                _ if part.start < part.end => parts.push(part),
                _ => {}
            }
            next = self.stretch_after(&stretch);
            adjoins = next.is_some() && next == self.document.stretch_after(&stretch);
        }
        parts
    }
}
