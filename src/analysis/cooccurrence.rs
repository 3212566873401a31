//! Co-occurrence: which terms meet, and how often.
//!
//! Responsible for what a meeting is, and for the figures of a pair. A hit that overlaps one before it
//! does not meet it: it is a part of the same words.

use super::{passage::Passage, tokens::Tokens};
use crate::{
    collection::{
        document::{Document, Stretch},
        reading::Reading,
    },
    keyword::{Hit, KeywordSet, TermId},
    text::{span::Span, words},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    str::FromStr,
};

/// How near two terms have to be to meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Within {
    /// In the same block.
    #[default]
    Paragraph,
    /// In the same sentence (UAX #29).
    Sentence,
    /// In the same block, with at most so many words between them.
    Words(usize),
}

/// Words between two hits that can be asked for, at most.
pub const MOST_WORDS: usize = 100;

/// As it is asked for: `paragraph`, `sentence`, or the number of words.
impl fmt::Display for Within {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Paragraph => formatter.write_str("paragraph"),
            Self::Sentence => formatter.write_str("sentence"),
            Self::Words(words) => write!(formatter, "{words}"),
        }
    }
}

/// What does not say how near two terms have to be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("terms meet within a paragraph, a sentence or a number of words, 0 to {MOST_WORDS}")]
pub struct NoWithin;

impl FromStr for Within {
    type Err = NoWithin;

    /// From `paragraph`, `sentence` or a number of words, at most [`MOST_WORDS`].
    fn from_str(text: &str) -> Result<Self, NoWithin> {
        match text {
            "paragraph" => Ok(Self::Paragraph),
            "sentence" => Ok(Self::Sentence),
            _ => match text.parse() {
                Ok(words @ 0..=MOST_WORDS) => Ok(Self::Words(words)),
                _ => Err(NoWithin),
            },
        }
    }
}

/// Two terms that meet.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The one that comes first in the keyword set.
    pub first: TermId,
    /// The other.
    pub second: TermId,
    /// The paragraphs or sentences with both; where words are counted, the hits of either that have a
    /// hit of the other near.
    pub count: usize,
    /// The paragraphs or sentences with the first; where words are counted, its hits.
    pub first_places: usize,
    /// Those of the other.
    pub second_places: usize,
    /// The count, divided by the paragraphs or sentences with at least one of the two, or by all
    /// their hits (Jaccard): from 0, never, to 1, always.
    pub jaccard: f64,
}

/// The meetings of terms in any number of texts.
#[derive(Debug, Clone)]
pub struct Meetings {
    within: Within,
    /// The places of each term: units of text, or hits.
    places: BTreeMap<TermId, usize>,
    /// Those of each pair.
    shared: BTreeMap<(TermId, TermId), usize>,
}

/// A hit as its meetings see it.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// The hit's index.
    hit: usize,
    term: TermId,
    /// The words before it, from the beginning of the part that is read on, where words are counted.
    before: usize,
    /// The same and its own.
    through: usize,
    /// The first byte of its paragraph or sentence.
    unit: usize,
}

impl Meetings {
    /// No meetings yet.
    pub const fn new(within: Within) -> Self {
        Self {
            within,
            places: BTreeMap::new(),
            shared: BTreeMap::new(),
        }
    }

    /// Adds the meetings of `hits`, which are in order of start, in `document`.
    pub fn add(&mut self, document: &Document, hits: &[Hit]) {
        self.add_part(document, Span::new(0, usize::MAX), hits);
    }

    /// The same where all hits lie in `part`, which begins and ends where a block does or the document.
    pub fn add_part(&mut self, document: &Document, part: Span, hits: &[Hit]) {
        let places = places(document, part, hits, self.within);
        for unit in places.chunk_by(|one, other| one.unit == other.unit) {
            match self.within {
                Within::Paragraph | Within::Sentence => self.add_unit(unit),
                Within::Words(words) => self.add_near(unit, words),
            }
        }
    }

    /// Adds the meetings of other texts, or of other parts of one.
    pub fn extend(&mut self, other: Self) {
        for (term, count) in other.places {
            *self.places.entry(term).or_default() += count;
        }
        for (pair, count) in other.shared {
            *self.shared.entry(pair).or_default() += count;
        }
    }

    fn add_unit(&mut self, hits: &[Place]) {
        let terms: BTreeSet<TermId> = hits.iter().map(|hit| hit.term).collect();
        for &term in &terms {
            *self.places.entry(term).or_default() += 1;
            for &later in terms.range(term..).skip(1) {
                *self.shared.entry((term, later)).or_default() += 1;
            }
        }
    }

    fn add_near(&mut self, hits: &[Place], words: usize) {
        for hit in hits {
            *self.places.entry(hit.term).or_default() += 1;
            let near: BTreeSet<TermId> = near(hits, hit, words).iter().map(|it| it.term).collect();
            for other in near.into_iter().filter(|&other| other != hit.term) {
                let pair = (hit.term.min(other), hit.term.max(other));
                *self.shared.entry(pair).or_default() += 1;
            }
        }
    }

    /// The pairs that meet, by falling count, then by falling Jaccard, then in the order of the set.
    #[expect(clippy::cast_precision_loss, reason = "no collection has 2⁵³ words")]
    pub fn pairs(&self) -> Vec<Pair> {
        let pair = |(&(first, second), &count): (&(TermId, TermId), &usize)| {
            let (first_places, second_places) = (self.places[&first], self.places[&second]);
            let of_both = first_places + second_places;
            let either = match self.within {
                // What both are in was counted for each.
                Within::Paragraph | Within::Sentence => of_both - count,
                Within::Words(_) => of_both,
            };
            Pair {
                first,
                second,
                count,
                first_places,
                second_places,
                jaccard: count as f64 / either as f64,
            }
        };
        let mut pairs: Vec<Pair> = self.shared.iter().map(pair).collect();
        pairs.sort_by(|one, other| {
            let by_count = other.count.cmp(&one.count);
            by_count.then_with(|| other.jaccard.total_cmp(&one.jaccard))
        });
        pairs
    }
}

/// Which of `hits`, by index, lie where `one` and `other` meet; those of other terms do not.
pub fn meeting(
    document: &Document,
    hits: &[Hit],
    within: Within,
    [one, other]: [TermId; 2],
) -> Vec<usize> {
    let all = Span::new(0, usize::MAX);
    let places = places(document, all, hits, within);
    let mut found = Vec::new();
    for unit in places.chunk_by(|one, other| one.unit == other.unit) {
        let is_of_both = |place: &&Place| place.term == one || place.term == other;
        let has = |term: TermId| unit.iter().any(|place| place.term == term);
        match within {
            Within::Paragraph | Within::Sentence if has(one) && has(other) => {
                found.extend(unit.iter().filter(is_of_both).map(|place| place.hit));
            }
            Within::Paragraph | Within::Sentence => {}
            Within::Words(words) => {
                let met = unit.iter().filter(is_of_both).filter(|place| {
                    near(unit, place, words)
                        .iter()
                        .any(|near| near.term != place.term && is_of_both(&near))
                });
                found.extend(met.map(|place| place.hit));
            }
        }
    }
    found
}

/// The hits with the categories of their terms in place of them.
pub fn of_categories(hits: &[Hit], keywords: &KeywordSet) -> Vec<Hit> {
    let hits = hits.iter().map(|&hit| Hit {
        term: TermId(keywords.terms[hit.term.index()].category as u32),
        ..hit
    });
    hits.collect()
}

/// The hits of `unit` with at most so many words between them and `place`.
fn near<'a>(unit: &'a [Place], place: &Place, words: usize) -> &'a [Place] {
    let low = unit.partition_point(|other| other.through + words < place.before);
    let high = unit.partition_point(|other| other.before <= place.through + words);
    &unit[low..high]
}

/// The hits that can meet, with their places.
fn places(document: &Document, part: Span, hits: &[Hit], within: Within) -> Vec<Place> {
    let mut blocks = Blocks::from(document, part.start);
    let mut tokens = match within {
        Within::Paragraph | Within::Sentence => None,
        Within::Words(_) => Some(Tokens::within(document, part, true).peekable()),
    };
    let mut words_before = 0;
    let mut sentences = Sentences::of(document);
    let mut places = Vec::new();
    let mut end = 0;
    for (index, hit) in hits.iter().enumerate() {
        if hit.span.start < end {
            continue;
        }
        end = hit.span.end;
        let mut unit = blocks.start_of(hit.span.start);
        if within == Within::Sentence {
            unit = sentences.start_of(hit.span).unwrap_or(unit);
        }
        let mut own_words = 0;
        if let Some(tokens) = &mut tokens {
            while tokens
                .next_if(|token| token.span.end <= hit.span.start)
                .is_some()
            {
                words_before += 1;
            }
            own_words = words::count(&document.body.slice(hit.span));
        }
        places.push(Place {
            hit: index,
            term: hit.term,
            before: words_before,
            through: words_before + own_words,
            unit,
        });
    }
    places
}

/// The sentences of a document, asked for from front to back.
struct Sentences<'a> {
    document: &'a Document,
    /// The text around the place that was asked for last, with what follows, and its sentences.
    known: Option<(Passage<'a>, Vec<Span>)>,
}

impl<'a> Sentences<'a> {
    const fn of(document: &'a Document) -> Self {
        Self {
            document,
            known: None,
        }
    }

    /// The first byte of the sentence in which `place` begins, which lies no earlier than the one before.
    fn start_of(&mut self, place: Span) -> Option<usize> {
        let is_around = |(passage, _): &(Passage<'_>, _)| passage.is_around(place);
        if !self.known.as_ref().is_some_and(is_around) {
            self.known = Passage::from(self.document, place).map(|passage| {
                let sentences = words::sentences(&passage.text);
                (passage, sentences)
            });
        }
        let (passage, sentences) = self.known.as_ref()?;
        let at = place.start - passage.span.start;
        let after = sentences.partition_point(|sentence| sentence.end <= at);
        let start = sentences.get(after).map_or(0, |sentence| sentence.start);
        Some(start + passage.span.start)
    }
}

/// The blocks of a document, asked for from front to back.
struct Blocks<'a> {
    reading: Reading<'a>,
    next: Option<Stretch>,
    /// The first byte of the block that was asked for last.
    start: usize,
}

impl<'a> Blocks<'a> {
    /// The blocks from byte `start` on, where the first of them begins.
    fn from(document: &'a Document, start: usize) -> Self {
        let mut reading = Reading::new(document);
        let next = reading.stretch_at(start);
        Self {
            reading,
            next,
            start,
        }
    }

    /// The first byte of the block that holds byte `offset`, which lies no earlier than the one before.
    fn start_of(&mut self, offset: usize) -> usize {
        while let Some(next) = self.next.filter(|it| it.block.span.start <= offset) {
            if next.begins_block {
                self.start = next.block.span.start;
            }
            self.next = self.reading.stretch_after(&next);
        }
        self.start
    }
}

#[cfg(test)]
#[path = "cooccurrence_tests.rs"]
mod tests;
