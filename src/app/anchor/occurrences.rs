//! Where words stand in a text, and its sentences and blocks, for many anchors at once.
//!
//! Responsible for reading the text once, and no more of it than takes some hundredths of a second. Not for which of
//! the places is the one that is looked for; see `placing`.

use super::{Anchor, Beside, placing::MOST_COMPARED, sum_of};
use crate::{
    collection::{document::Document, unit::Unit},
    keyword::{KeywordSet, Matcher, Query, scan},
    text::{span::Span, words},
};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Bytes of text to each side of where a part was in which it is looked for, where many are looked for together: some
/// hundredths of a second for all.
const FAR: usize = 8 << 20;

/// No anchor has less than that.
const LEAST_FAR: usize = 64 << 10;

/// Where words stand in a text.
#[derive(Debug, Default)]
pub(super) struct Occurrences(HashMap<String, Vec<Span>>);

impl Occurrences {
    /// Where the words of the anchors and what stood beside them stand, not too far from where they were. All are
    /// looked for in one pass, in their case, across line ends.
    pub fn of(document: &Document, anchors: &[&Anchor]) -> Self {
        let mut needles: Vec<&str> = Vec::new();
        for anchor in anchors {
            let Beside {
                before,
                after,
                above,
                below,
            } = &anchor.beside;
            needles.extend([anchor.exact.as_str(), &anchor.last, before, after]);
            if before.is_empty() && after.is_empty() {
                needles.push(if above.is_empty() { below } else { above });
            }
        }
        let mut known = HashSet::new();
        needles.retain(|needle| !needle.is_empty() && known.insert(*needle));
        let mut sought = KeywordSet::default();
        let mut names = Vec::new();
        for needle in needles {
            let query = Query {
                case: true,
                ..Query::of(needle)
            };
            if let Ok(set) = query.set() {
                sought.categories = set.categories;
                sought.terms.extend(set.terms);
                names.push(needle);
            }
        }
        let parts = parts_around(document, anchors);
        let matcher = Matcher::for_bytes(&sought, parts.iter().map(|part| part.len()).sum());
        let mut found: HashMap<String, Vec<Span>> = HashMap::new();
        for part in parts {
            for hit in scan(document, &matcher, part) {
                let spans = found.entry(names[hit.term.index()].to_owned()).or_default();
                spans.push(hit.span);
            }
        }
        Self(found)
    }

    fn all(&self, words: &str) -> &[Span] {
        self.0.get(words).map_or(&[], Vec::as_slice)
    }

    /// The places of these words that are nearest to byte `at`, in order.
    pub fn nearest(&self, words: &str, at: usize) -> Vec<Span> {
        let all = self.all(words);
        let mut next = all.partition_point(|span| span.start < at);
        let mut before = next;
        while next - before < MOST_COMPARED.min(all.len()) {
            let is_after_nearer =
                |after: &Span| before == 0 || after.start - at < at - all[before - 1].start;
            if all.get(next).is_some_and(is_after_nearer) {
                next += 1;
            } else {
                before -= 1;
            }
        }
        all[before..next].to_vec()
    }

    /// The places of these words in a part of the text.
    pub fn within(&self, words: &str, part: Span) -> &[Span] {
        let all = self.all(words);
        let first = all.partition_point(|span| span.start < part.start);
        let last = all.partition_point(|span| span.end <= part.end);
        &all[first..last.max(first)]
    }
}

/// The parts of a text, from the beginnings of blocks on, in which anchors are looked for: all of it, unless it is long.
fn parts_around(document: &Document, anchors: &[&Anchor]) -> Vec<Span> {
    let length = document.body.len();
    if length <= 2 * FAR {
        return vec![Span::new(0, length)];
    }
    // However many there are, no more of the text is read.
    let reach = (FAR / anchors.len().max(1)).max(LEAST_FAR);
    merged(anchors.iter().map(|anchor| {
        let start = anchor.start.min(length).saturating_sub(reach);
        // A scan begins with a block.
        let start = document
            .stretch_at(start)
            .map_or(start, |stretch| stretch.block.span.start.min(start));
        Span::new(start, anchor.end.saturating_add(reach).min(length))
    }))
}

/// Parts of a text in order, those that touch made one.
fn merged(parts: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut parts: Vec<Span> = parts.filter(|part| !part.is_empty()).collect();
    parts.sort_by_key(|part| part.start);
    let mut merged: Vec<Span> = Vec::new();
    for part in parts {
        match merged.last_mut() {
            Some(last) if part.start <= last.end => last.end = last.end.max(part.end),
            _ => merged.push(part),
        }
    }
    merged
}

/// Sentences and blocks of a text with their words, as numbers.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    sentences: Vec<Piece>,
    blocks: Vec<Piece>,
}

/// A sentence or a block.
#[derive(Debug)]
pub(super) struct Piece {
    pub span: Span,
    /// In order of their numbers.
    pub words: Vec<u64>,
}

/// The words of a text as numbers, in order of these.
pub(super) fn numbers(text: &str) -> Vec<u64> {
    let mut numbers: Vec<u64> = words::words(text).map(|(_, word)| sum_of(word)).collect();
    numbers.sort_unstable();
    numbers
}

impl Pieces {
    /// Those of each unit in the parts of the text in which it is wanted.
    pub fn of(document: &Document, wanted: impl Iterator<Item = (Unit, Span)>) -> Self {
        let mut pieces = Self::default();
        let mut parts: BTreeMap<bool, Vec<Span>> = BTreeMap::new();
        for (unit, part) in wanted {
            parts.entry(unit == Unit::Block).or_default().push(part);
        }
        for (is_block, parts) in parts {
            let unit = if is_block {
                Unit::Block
            } else {
                Unit::Sentence
            };
            for part in merged(parts.into_iter()) {
                for span in document.units_in(part, unit) {
                    let words = numbers(&document.body.slice(span));
                    let piece = Piece { span, words };
                    match unit {
                        Unit::Block => pieces.blocks.push(piece),
                        _ => pieces.sentences.push(piece),
                    }
                }
            }
        }
        pieces
    }

    /// Those of a unit that begin in a part of the text.
    pub fn within(&self, unit: Unit, part: Span) -> &[Piece] {
        let all = match unit {
            Unit::Block => &self.blocks,
            _ => &self.sentences,
        };
        let first = all.partition_point(|piece| piece.span.start < part.start);
        let last = all.partition_point(|piece| piece.span.start < part.end);
        &all[first..last.max(first)]
    }
}
