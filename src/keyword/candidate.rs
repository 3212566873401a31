//! Candidates for hits, and which of them are hits.

use super::hit::{Hit, TermId};
use crate::text::span::Span;
use std::cmp::Reverse;

/// What matches a pattern and has its edges, but may overlap with others of its term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) span: Span,
    pub(super) term: TermId,
    pub(super) alias: u16,
    /// Whether it is the alias with a plural's ending.
    pub(super) plural: bool,
}

/// The candidates of the text that was searched last, and what was chosen in the block before it.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    pub(super) found: Vec<Candidate>,
    /// By term: where its last hit in this block ends, 0 before the first.
    ends: Vec<usize>,
    /// The terms that have an end.
    ended: Vec<TermId>,
}

impl Candidates {
    /// Another block begins, for a set of so many terms.
    pub(super) fn begin_block(&mut self, terms: usize) {
        for term in self.ended.drain(..) {
            self.ends[term.index()] = 0;
        }
        self.ends.resize(terms, 0);
        self.found.clear();
    }

    /// Where the last hit of `term` in this block ends, 0 before the first.
    pub(super) fn end_of(&self, term: TermId) -> usize {
        self.ends[term.index()]
    }

    /// Moves the hits among the candidates to `hits`, in order of start, then the longest first.
    ///
    /// Within a term the leftmost wins, then the longest; of the same place, an alias as it was
    /// written before its plural, then the first.
    pub(super) fn choose(&mut self, hits: &mut Vec<Hit>) {
        self.found.sort_unstable_by_key(|it| {
            (
                it.span.start,
                Reverse(it.span.end),
                it.term,
                it.plural,
                it.alias,
            )
        });
        for Candidate {
            span, term, alias, ..
        } in self.found.drain(..)
        {
            let end = &mut self.ends[term.index()];
            if span.start < *end {
                continue;
            }
            if *end == 0 {
                self.ended.push(term);
            }
            *end = span.end;
            hits.push(Hit { span, term, alias });
        }
    }
}
