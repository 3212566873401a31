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
    keyword::{Hit, TermId},
    text::{span::Span, words},
};
use std::collections::{BTreeMap, BTreeSet};

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
    /// The same, divided by the paragraphs or sentences with at least one of the two, or by all
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
    /// The words of the document before it, where words are counted.
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
        let places = places(document, hits, self.within);
        for unit in places.chunk_by(|one, other| one.unit == other.unit) {
            match self.within {
                Within::Paragraph | Within::Sentence => self.add_unit(unit),
                Within::Words(words) => self.add_near(unit, words),
            }
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
            let of_both = self.places[&first] + self.places[&second];
            let either = match self.within {
                // What both are in was counted for each.
                Within::Paragraph | Within::Sentence => of_both - count,
                Within::Words(_) => of_both,
            };
            Pair {
                first,
                second,
                count,
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
    let places = places(document, hits, within);
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

/// The hits of `unit` with at most so many words between them and `place`.
fn near<'a>(unit: &'a [Place], place: &Place, words: usize) -> &'a [Place] {
    let low = unit.partition_point(|other| other.through + words < place.before);
    let high = unit.partition_point(|other| other.before <= place.through + words);
    &unit[low..high]
}

/// The hits that can meet, with their places.
fn places(document: &Document, hits: &[Hit], within: Within) -> Vec<Place> {
    let mut blocks = Blocks::of(document);
    let mut tokens = match within {
        Within::Paragraph | Within::Sentence => None,
        Within::Words(_) => Some(Tokens::new(document, true).peekable()),
    };
    let mut words_before = 0;
    let mut passage: Option<(Passage<'_>, Vec<Span>)> = None;
    let mut places = Vec::new();
    let mut end = 0;
    for (index, hit) in hits.iter().enumerate() {
        if hit.span.start < end {
            continue;
        }
        end = hit.span.end;
        let mut unit = blocks.start_of(hit.span.start);
        if within == Within::Sentence {
            if !passage
                .as_ref()
                .is_some_and(|(it, _)| it.is_around(hit.span))
            {
                passage = Passage::around(document, hit.span).map(|passage| {
                    let sentences = words::sentences(&passage.text);
                    (passage, sentences)
                });
            }
            unit = passage.as_ref().map_or(unit, |(passage, sentences)| {
                let at = hit.span.start - passage.span.start;
                let after = sentences.partition_point(|sentence| sentence.end <= at);
                let sentence = sentences.get(after);
                sentence.map_or(0, |sentence| sentence.start) + passage.span.start
            });
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

/// The blocks of a document, asked for from front to back.
struct Blocks<'a> {
    reading: Reading<'a>,
    next: Option<Stretch>,
    /// The first byte of the block that was asked for last.
    start: usize,
}

impl<'a> Blocks<'a> {
    fn of(document: &'a Document) -> Self {
        let mut reading = Reading::new(document);
        let next = reading.stretch_at(0);
        Self {
            reading,
            next,
            start: 0,
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
mod tests {
    use super::*;
    use crate::{
        analysis::samples::document,
        keyword::{self, Matcher, set},
        text::span::Span,
    };

    const SET: &str = r#"
[[category]]
id = "c"
mark = "C"
[[term]]
category = "c"
id = "iran"
aliases = ["Iran"]
[[term]]
category = "c"
id = "summit"
aliases = ["summit", "free Iran summit"]
[[term]]
category = "c"
id = "senate"
aliases = ["Senate"]
"#;

    const TEXT: &str = "Iran has a senate. The summit met.\n\nA summit on Iran, in Iran.\n\n\
        The senate met.\n\nThe Free Iran Summit.";

    fn pairs(within: Within) -> Vec<(u32, u32, usize, String)> {
        let document = document(TEXT);
        let matcher = Matcher::new(&set::parse("k.toml", SET).unwrap().0);
        let hits = keyword::scan(&document, &matcher, Span::new(0, usize::MAX));
        let mut meetings = Meetings::new(within);
        meetings.add(&document, &hits);
        let pair = |pair: Pair| {
            let jaccard = format!("{:.3}", pair.jaccard);
            (pair.first.0, pair.second.0, pair.count, jaccard)
        };
        meetings.pairs().into_iter().map(pair).collect()
    }

    fn pair(first: u32, second: u32, count: usize, jaccard: &str) -> (u32, u32, usize, String) {
        (first, second, count, jaccard.to_owned())
    }

    #[test]
    fn terms_meet_in_a_paragraph_but_not_inside_one_another() {
        let wanted = [
            pair(0, 1, 2, "0.667"),
            pair(0, 2, 1, "0.333"),
            pair(1, 2, 1, "0.250"),
        ];
        assert_eq!(pairs(Within::Paragraph), wanted);
    }

    #[test]
    fn terms_meet_in_a_sentence() {
        let wanted = [pair(0, 2, 1, "0.333"), pair(0, 1, 1, "0.250")];
        assert_eq!(pairs(Within::Sentence), wanted);
    }

    #[test]
    fn terms_meet_within_so_many_words_of_a_paragraph() {
        // Iran and summit: `summit on Iran`, not the second `Iran`. Senate and summit: `senate. The summit`.
        let wanted = [pair(1, 2, 2, "0.400"), pair(0, 1, 2, "0.333")];
        assert_eq!(pairs(Within::Words(1)), wanted);
    }

    #[test]
    fn words_of_a_hit_do_not_lie_between_it_and_another() {
        let document = document("The free Iran summit of the Senate.");
        let matcher = Matcher::new(&set::parse("k.toml", SET).unwrap().0);
        let hits = keyword::scan(&document, &matcher, Span::new(0, usize::MAX));
        let meet = |words| {
            let mut meetings = Meetings::new(Within::Words(words));
            meetings.add(&document, &hits);
            !meetings.pairs().is_empty()
        };
        assert_eq!([1, 2].map(meet), [false, true]);
    }
}
