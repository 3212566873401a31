//! The engine that finds hits.
//!
//! Responsible for the hits of a keyword set in one text. Not for documents (see `scan`), nor for
//! what is painted (see `paint`). All aliases that are folded alike are sought at once in the folded
//! text; what is found is then asked for its edges, mapped back, and chosen from. The invariant: a
//! hit begins and ends on a boundary of grapheme clusters.

use super::{
    candidate::{Candidate, Candidates},
    edges::Edges,
    hit::{Hit, TermId},
    needles::Needles,
    set::{self, KeywordSet, Pattern, Term},
};
use crate::text::{
    fold::{self, Folded, Folding},
    span::Span,
};
use regex::Regex;
use std::{collections::BTreeMap, ops::Range};
use unicode_segmentation::GraphemeCursor;

/// Folded text after the longest alias that its edges may depend on.
const EDGE_CONTEXT: usize = 64;

/// A keyword set, compiled. Cheap to use from several threads, each with its own [`Scratch`].
#[derive(Debug)]
pub struct Matcher {
    terms: usize,
    groups: Vec<Group>,
    regexes: Vec<(TermId, Regex)>,
}

/// The aliases that are folded alike.
#[derive(Debug)]
struct Group {
    folding: Folding,
    needles: Needles,
    spellings: Vec<Spelling>,
}

/// What one of the needles stands for.
#[derive(Debug, Clone, Copy)]
struct Spelling {
    term: TermId,
    alias: u16,
    plural: bool,
    whole_word: bool,
}

/// Memory that searching needs, kept from one text to the next.
#[derive(Debug, Default)]
pub struct Scratch {
    folded: Folded,
    edges: Edges,
    pub(super) candidates: Candidates,
}

impl Matcher {
    /// Compiles `set`.
    ///
    /// # Panics
    ///
    /// When a regex of the set does not compile, which [`set::parse`] does not let through.
    pub fn new(set: &KeywordSet) -> Self {
        Self::for_bytes(set, usize::MAX)
    }

    /// Compiles `set` for texts of about so many bytes in all: what searches fastest takes longest to
    /// compile, and is not worth it for a short text.
    ///
    /// # Panics
    ///
    /// As [`Matcher::new`].
    pub fn for_bytes(set: &KeywordSet, bytes: usize) -> Self {
        let mut groups: BTreeMap<Folding, (Vec<String>, Vec<Spelling>)> = BTreeMap::new();
        let mut regexes = Vec::new();
        for (term, id) in set.terms.iter().zip((0..).map(TermId)) {
            match &term.pattern {
                Pattern::Aliases(aliases) => {
                    for (alias, index) in aliases.iter().zip(0..=u16::MAX) {
                        let folding = term.folding(alias);
                        let (patterns, spellings) = groups.entry(folding).or_default();
                        for (pattern, spelling) in spellings_of(term, id, alias, index) {
                            patterns.push(pattern);
                            spellings.push(spelling);
                        }
                    }
                }
                Pattern::Regex(pattern) => regexes.push((
                    id,
                    set::regex(pattern, term.case).expect("the set's parser compiled it before"),
                )),
            }
        }
        let groups = groups
            .into_iter()
            .filter(|(_, (patterns, _))| !patterns.is_empty());
        Self {
            terms: set.terms.len(),
            groups: groups
                .map(|(folding, (patterns, spellings))| Group {
                    folding,
                    needles: Needles::new(patterns, bytes),
                    spellings,
                })
                .collect(),
            regexes,
        }
    }

    /// Appends the hits in `text`, one block of a document that starts at byte `base` of it.
    ///
    /// They come in order of start, then the longest first, then in the order of the terms. Those of
    /// one term do not overlap; those of different terms may.
    pub fn find(&self, scratch: &mut Scratch, text: &str, base: usize, hits: &mut Vec<Hit>) {
        self.begin_block(scratch);
        self.gather(scratch, text, 0..text.len(), base);
        scratch.candidates.choose(hits);
    }

    /// Another block begins: what was found before has no bearing on it.
    pub(super) fn begin_block(&self, scratch: &mut Scratch) {
        scratch.candidates.begin_block(self.terms);
    }

    /// Finds the candidates that start in `owned`, a range of `text`, which is part of a block.
    ///
    /// Returns whether what follows `owned` in `text` is enough to know them all, even if the block
    /// goes on.
    pub(super) fn gather(
        &self,
        scratch: &mut Scratch,
        text: &str,
        owned: Range<usize>,
        base: usize,
    ) -> bool {
        let mut enough = true;
        for group in &self.groups {
            enough &= group.gather(scratch, text, &owned, base);
        }
        for (term, regex) in &self.regexes {
            enough &= gather_regex(*term, regex, scratch, text, &owned, base);
        }
        enough
    }
}

impl Group {
    /// The part of [`Matcher::gather`] for these aliases.
    fn gather(&self, scratch: &mut Scratch, text: &str, owned: &Range<usize>, base: usize) -> bool {
        let Scratch {
            folded,
            edges,
            candidates,
        } = scratch;
        folded.refold(text, self.folding);
        edges.clear();
        let needed = self.needles.longest() + EDGE_CONTEXT;
        self.needles.each(folded.text(), |number, range| {
            let spelling = self.spellings[number];
            if spelling.whole_word && !edges.part(folded.text(), range.clone()) {
                return;
            }
            if let Some(span) = folded.source_span(range)
                && owned.contains(&span.start)
            {
                candidates.found.push(Candidate {
                    span: span.shifted(base),
                    term: spelling.term,
                    alias: spelling.alias,
                    plural: spelling.plural,
                });
            }
        });
        let seen = folded.text().len().saturating_sub(needed);
        folded.unit_start(seen) >= owned.end
    }
}

/// The part of [`Matcher::gather`] for one regex term.
fn gather_regex(
    term: TermId,
    regex: &Regex,
    scratch: &mut Scratch,
    text: &str,
    owned: &Range<usize>,
    base: usize,
) -> bool {
    // A match that began in the text before may reach into this one.
    let mut at = owned
        .start
        .max(scratch.candidates.end_of(term).saturating_sub(base));
    let mut enough = true;
    while let Some(found) = (at <= text.len())
        .then(|| regex.find_at(text, at))
        .flatten()
    {
        if found.start() >= owned.end {
            break;
        }
        if found.is_empty() {
            at = text
                .ceil_char_boundary(found.end() + 1)
                .max(found.end() + 1);
            continue;
        }
        // It might be longer, or none, if the text went on.
        enough &= found.end() < text.len();
        at = push_match(term, scratch, text, found.range(), base);
    }
    enough
}

/// Adds the candidate of a regex match, moved outwards to grapheme boundaries; returns its end.
fn push_match(
    term: TermId,
    scratch: &mut Scratch,
    text: &str,
    found: Range<usize>,
    base: usize,
) -> usize {
    let span = on_graphemes(text, found);
    scratch.candidates.found.push(Candidate {
        span: span.shifted(base),
        term,
        alias: 0,
        plural: false,
    });
    span.end
}

/// `range` moved outwards to boundaries of grapheme clusters.
fn on_graphemes(text: &str, range: Range<usize>) -> Span {
    let whole = "the whole text is at hand";
    let mut start = GraphemeCursor::new(range.start, text.len(), true);
    let mut end = GraphemeCursor::new(range.end, text.len(), true);
    let mut span = Span::from(range);
    if !start.is_boundary(text, 0).expect(whole) {
        span.start = start.prev_boundary(text, 0).expect(whole).unwrap_or(0);
    }
    if !end.is_boundary(text, 0).expect(whole) {
        span.end = end
            .next_boundary(text, 0)
            .expect(whole)
            .unwrap_or(text.len());
    }
    span
}

/// The patterns that `alias` stands for: itself and its plurals; none if it folds to nothing.
fn spellings_of(
    term: &Term,
    id: TermId,
    alias: &str,
    index: u16,
) -> impl Iterator<Item = (String, Spelling)> {
    let folded = fold::fold(alias, term.folding(alias));
    let folded = folded.trim().to_owned();
    let endings: &[&str] = match (folded.is_empty(), term.plural) {
        (true, _) => &[],
        (false, true) => &["", "s", "es"],
        (false, false) => &[""],
    };
    endings.iter().map(move |ending| {
        let spelling = Spelling {
            term: id,
            alias: index,
            plural: !ending.is_empty(),
            whole_word: term.whole_word,
        };
        ([&folded, *ending].concat(), spelling)
    })
}
