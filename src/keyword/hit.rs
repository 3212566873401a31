//! What the engine finds.

use crate::text::span::Span;
use std::cmp::Reverse;

/// Index of a term in [`super::KeywordSet::terms`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId(pub u32);

impl TermId {
    /// As an index.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A place where a term occurs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hit {
    /// Its bytes in the document's text.
    pub span: Span,
    /// The term.
    pub term: TermId,
    /// Index of the alias that was found; 0 for a regex.
    pub alias: u16,
}

impl Hit {
    /// What hits are ordered by: where they start, then the longest first, then the term.
    pub const fn order(&self) -> (usize, Reverse<usize>, TermId) {
        (self.span.start, Reverse(self.span.end), self.term)
    }
}
